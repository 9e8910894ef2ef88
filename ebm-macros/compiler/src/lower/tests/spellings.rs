//! Accepted spellings, each beside a plain loop that says the same: both lower, and the interpreter gives one
//! value, which is that of the function itself.

use super::*;

const SIGNATURE: &str = "#[visible(spin)] x: ArrayView1<f64>, #[visible(real)] y: ArrayView1<f64>, #[visible(binary)] g: \
    ArrayView2<f64>, #[fixed] edges: &[(usize, usize)], #[fixed] next: &[usize], #[fixed] m: usize, #[fixed] d: ArrayView2<f64>, \
    #[fixed] scale: f64, #[param] a: f64, #[param] h: ArrayView1<f64>, #[param(symmetric)] j: ArrayView2<f64>, \
    #[param(shape = (edges.len()))] k: ArrayView1<f64>, #[param(shape = (units, x))] w: ArrayView2<f64>";

/// Both lower and agree. All lengths are tied here, so that every spelling finds the same arrays.
fn same(plain: &str, spelled: &str) {
    let source = |body: &str| {
        format!(
            "fn e({SIGNATURE}) -> f64 {{ let tied = 0.0 * (x.dot(&y) + h.dot(&x) + x.dot(&j.dot(&x)) + x.dot(&d.dot(&x)) + \
             edges.iter().map(|&(a, b)| x[a] * x[b]).sum::<f64>() + next.iter().map(|&i| x[i]).sum::<f64>()); {{ {body} }} }}"
        )
    };
    let (a, b) = (energy(&source(plain)), energy(&source(spelled)));
    let function = surface(&source(spelled));
    let sizes: [(&str, &[usize]); 5] =
        [("x", &[5]), ("g", &[3, 4]), ("edges", &[6]), ("m", &[4]), ("w", &[3])];
    for seed in 0..5 {
        let value = |lowered: &Lowered| evaluate(lowered, &mut environment(lowered, seed, &sizes));
        assert_close(value(&a), value(&b), spelled);
        let expected = direct(&function, &b, &environment(&b, seed, &sizes)).expect("a function that runs");
        assert_close(value(&b), expected, spelled);
    }
}

/// `sum` over loops.
fn loops(nest: &str, term: &str) -> String {
    let depth = nest.matches('{').count();
    format!("let mut e = 0.0; {nest} e += {term}; {} e", "}".repeat(depth))
}

#[test]
fn sums_over_one_range() {
    let plain = loops("for i in 0..x.len() {", "h[i] * x[i]");
    for spelled in [
        "h.dot(&x)",
        "x.dot(&h)",
        "(&x * &h).sum()",
        "(0..x.len()).map(|i| h[i] * x[i]).sum::<f64>()",
        "sum(0..x.len(), |i| h[i] * x[i])",
        "x.iter().zip(h.iter()).map(|(x, h)| x * h).sum::<f64>()",
        "x.iter().zip(&h).map(|(&x, &h)| x * h).sum::<f64>()",
        "x.iter().enumerate().map(|(i, v)| h[i] * v).sum::<f64>()",
        "sum(x.iter().enumerate(), |(i, v)| h[i] * v)",
        "let mut e = 0.0; for i in (0..x.len()).rev() { e += h[i] * x[i]; } e",
        "let mut e = 0.0; for i in 0..=x.len() - 1 { e += x[i] * h[i] } e",
        "let mut e = 0.0; for (i, &v) in x.iter().enumerate() { e += v * h[i]; } e",
        "let mut e = 0.0; for (v, f) in x.iter().zip(h.iter()) { e += v * f; } e",
        "let n = x.shape()[0]; let mut e = 0.0; for i in 0..n { let s = x[i]; e -= -(s * h[i]); } e",
        "let f = |i: usize| h[i] * x[i]; sum(0..x.len(), f)",
        "fn pair(a: f64, b: f64) -> f64 { a * b } sum(0..x.len(), |i| pair(h[i], x[i]))",
        "sum(0..x.len(), |i| { let s = x[i]; let f = h[i]; s * f })",
        "let (p, q) = (x, h); p.dot(&q)",
        "x.iter().rev().zip(h.iter().rev()).map(|(x, h)| x * h).sum::<f64>()",
        "(0..x.len()).rev().enumerate().map(|(p, i)| h[x.len() - 1 - p] * x[i]).sum::<f64>()",
        "x.mapv(|v| 2.0 * v).dot(&h) / 2.0",
        "x.t().dot(&h)",
        "if x.len() > 0 { x.dot(&h) } else { 0.0 }",
    ] {
        same(&plain, spelled);
    }
}

#[test]
fn parts_of_ranges() {
    same(
        &loops("for i in 1..x.len() {", "x[i] * x[i - 1]"),
        "x.iter().zip(x.iter().skip(1)).map(|(a, b)| a * b).sum::<f64>()",
    );
    same(&loops("for i in 1..x.len() {", "x[i] * x[i - 1]"), "sum(0..x.len() - 1, |i| x[i] * x[i + 1])");
    same(&loops("for i in 0..3 {", "x[i]"), "x.iter().take(3).sum::<f64>()");
    same(&loops("for q in 0..3 {", "x[2 * q]"), "(0..x.len()).step_by(2).map(|i| x[i]).sum::<f64>()");
    same(
        &loops("for q in 0..3 {", "x[2 * q] * h[q]"),
        "let mut e = 0.0; for (q, i) in (0..5).step_by(2).enumerate() { e += x[i] * h[q]; } e",
    );
    same(
        &loops("for i in 0..x.len() { if i % 2 == 0 {", "x[i]"),
        "(0..x.len()).filter(|i| i % 2 == 0).map(|i| x[i]).sum::<f64>()",
    );
    same(
        &loops("for i in 0..x.len() { if i != 2 && i < 4 {", "x[i]"),
        "sum((0..x.len()).filter(|&i| !(i == 2 || i >= 4)), |i| x[i])",
    );
    same(&loops("for i in 0..x.len() { if i == 2 || i > 3 {", "h[i]"), "h[2] + h[4]");
    same(&loops("for i in 0..x.len() {", "x[i / 2]"), "2.0 * (x[0] + x[1]) + x[2]");
    same(&loops("for i in 0..m {", "x[i]"), "(0..m).map(|i| x[(i + 1) % m]).sum::<f64>()");
}

#[test]
fn pairs() {
    let plain = loops("for i in 0..x.len() { for l in 0..i {", "j[[i, l]] * x[i] * x[l]");
    for spelled in [
        "let mut e = 0.0; for i in 0..x.len() { for l in i + 1..x.len() { e += j[[i, l]] * x[i] * x[l]; } } e",
        "0.5 * (x.dot(&j.dot(&x)) - sum(0..x.len(), |i| j[[i, i]]))",
        "(0..x.len()).map(|i| (0..i).map(|l| j[[i, l]] * x[i] * x[l]).sum::<f64>()).sum::<f64>()",
        "sum(0..x.len(), |i| x[i] * sum(0..i, |l| j[[l, i]] * x[l]))",
        "(0..x.len()).flat_map(|i| (0..i).map(move |l| (i, l))).map(|(i, l)| j[[i, l]] * x[i] * x[l]).sum::<f64>()",
        "let mut e = 0.0; for i in 0..x.len() { for l in 0..x.len() { if l < i { e += j[[i, l]] * x[i] * x[l]; } } } e",
        "let mut e = 0.0; for i in 0..x.len() { for l in 0..x.len() { if i != l { e += 0.5 * j[[i, l]] * x[i] * x[l]; } } } e",
        "let mut e = 0.0; for i in 0..x.len() { let mut field = 0.0; for l in 0..i { field += j[[i, l]] * x[l]; } e += x[i] * field; } e",
        "sum(0..x.len(), |i| x[i] * j.row(i).dot(&x) - j[[i, i]]) / 2.0",
        "sum(0..x.len(), |i| x[i] * x.dot(&j.column(i)) - j[[i, i]]) / 2.0",
        "let u = x.dot(&j); 0.5 * (u.dot(&x) - sum(0..x.len(), |i| j[[i, i]]))",
        "let u = j.t().dot(&x); 0.5 * ((u * x).sum() - sum(0..j.nrows(), |i| j[[i, i]]))",
    ] {
        same(&plain, spelled);
    }
}

#[test]
fn grids_and_graphs() {
    let plain =
        loops("for r in 0..g.nrows() { for c in 0..g.ncols() {", "g[[r, c]] * g[[(r + 1) % g.nrows(), c]]");
    for spelled in [
        "let (rows, cols) = g.dim(); sum(0..rows, |r| sum(0..cols, |c| g[[r, c]] * g[[(r + 1) % rows, c]]))",
        "let rows = g.nrows(); let mut e = 0.0; for r in 0..rows { let next = if r + 1 < rows { r + 1 } else { 0 }; e += g.row(r).dot(&g.row((r + 1) % rows)) + 0.0 * g[[next, 0]]; } e",
        "let rows = g.nrows(); let mut e = 0.0; for r in 0..rows { let next = if r + 1 == rows { 0 } else { r + 1 }; for c in 0..g.shape()[1] { e += g[[r, c]] * g[[next, c]]; } } e",
    ] {
        same(&plain, spelled);
    }
    same(&loops("for r in 0..g.nrows() { for c in 0..g.ncols() {", "g[[r, c]]"), "g.sum()");
    same(&loops("for r in 0..g.nrows() { for c in 0..g.ncols() {", "g[[r, c]]"), "g.iter().sum::<f64>()");
    same(
        &loops("for r in 0..g.nrows() { for c in 0..g.ncols() {", "g[[r, c]]"),
        "g.t().sum() * (g.len() as f64) / (g.nrows() * g.ncols()) as f64",
    );
    let plain = loops("for e2 in 0..edges.len() {", "k[e2] * x[edges[e2].0] * x[edges[e2].1]");
    for spelled in [
        "edges.iter().enumerate().map(|(e, &(a, b))| k[e] * x[a] * x[b]).sum::<f64>()",
        "let mut e = 0.0; for (&(a, b), w) in edges.iter().zip(k.iter()) { e += w * x[a] * x[b]; } e",
        "let mut e = 0.0; for (at, &(a, b)) in edges.iter().enumerate() { e += x[a] * x[b] * k[at]; } e",
        "sum(k.iter().zip(edges), |(w, &(a, b))| w * x[a] * x[b])",
        "sum(0..k.len(), |e| { let (a, b) = edges[e]; k[e] * x[a] * x[b] })",
    ] {
        same(&plain, spelled);
    }
    same(&loops("for &(a, b) in edges {", "x[a] * x[b]"), "sum(edges.iter(), |&(a, b)| x[a] * x[b])");
    same(
        &loops("for i in 0..next.len() {", "x[next[i]] * y[next[i]]"),
        "next.iter().map(|&i| x[i] * y[i]).sum::<f64>()",
    );
}

#[test]
fn scalar_functions() {
    for (plain, spelled) in [
        ("1.0 + (y[0] * y[0]).exp()", "(y[0].powi(2)).exp() + 1.0"),
        ("y[0] * y[0] * y[0]", "y[0].powi(3)"),
        ("1.0 / (y[0] * y[0] + 1.0)", "(y[0].powf(2.0) + 1.0).recip()"),
        ("(y[0] * y[0] + 1.0).sqrt()", "square(y[0]).ln_1p().exp().powf(0.5)"),
        ("y[0].abs()", "y[0].max(-y[0])"),
        ("-(y[0].abs())", "y[0].min(-y[0])"),
        ("softplus(y[0])", "y[0].exp().ln_1p()"),
        ("sigmoid(y[0])", "1.0 / (1.0 + (-y[0]).exp())"),
        ("ln_cosh(y[0])", "((y[0].exp() + (-y[0]).exp()) / 2.0).ln()"),
        ("y[0].tanh()", "y[0].sin() * 0.0 + f64::tanh(y[0])"),
        ("y[0].exp_m1()", "y[0].exp() - 1.0"),
        ("a * std::f64::consts::PI", "use std::f64::consts::PI; const TWO: f64 = 2.0; TWO * PI * a / 2.0"),
        ("a * scale", "let b = a; let c = b * scale; c"),
        ("y.mapv(softplus).sum()", "y.iter().map(|v| softplus(*v)).sum::<f64>()"),
        ("y.mapv(f64::tanh).dot(&h)", "sum(0..h.len(), |i| y[i].tanh() * h[i])"),
        ("sum(0..y.len(), |i| square(y[i] - h[i]))", "let r = &y - &h; r.dot(&r)"),
        ("sum(0..y.len(), |i| (y[i] - h[i]) / (1.0 + y[i] * y[i]))", "((&y - &h) / (1.0 + &y * &y)).sum()"),
        (
            "sum(0..y.len(), |i| (i as f64) * y[i])",
            "y.iter().enumerate().map(|(i, v)| v * i as f64).sum::<f64>()",
        ),
        ("2.0 * y.len() as f64 - m as f64", "(2 * y.len() - m) as f64"),
        ("a.powi(-2)", "1.0 / (a * a)"),
        ("y[0].max(a) + y[1].min(0.5)", "f64::max(y[0], a) + f64::min(0.5, y[1])"),
        ("(2.0 + y[0].cos()).recip()", "1.0 / (2.0 + f64::cos(y[0]))"),
        ("square(y[0]) + softplus(a)", "f64::powi(y[0], 2) + (1.0 + a.exp()).ln()"),
        ("std::f64::consts::TAU * a", "2.0 * std::f64::consts::PI * a"),
        ("let (b, c) = (y[0], 2.0 * a); b * c + c", "let b = y[0]; let c = 2.0 * a; c * (1.0 + b)"),
        ("sum(0..y.len(), |i| y[i] * y[i] - y[i] * h[i])", "let u = &y - &h; (&u * &y).sum()"),
        ("sum(0..y.len(), |i| (y[i] + 1.0).abs() * 2.0)", "((&y + 1.0).mapv(f64::abs) * 2.0).sum()"),
        ("sum(0..y.len(), |i| -y[i] / (2.0 + h[i].sin()))", "(-&y / (2.0 + h.mapv(|u| u.sin()))).sum()"),
        ("sum(0..y.len(), |i| y[i] * h[i])", "(&y * &h).iter().sum::<f64>()"),
        (
            "sum(0..y.len(), |i| y[i] * h[i])",
            "let u = &y * &h; let mut e = 0.0; for v in u.iter() { e += v; } e",
        ),
    ] {
        same(plain, spelled);
    }
}

#[test]
fn sums_under_products_and_functions() {
    for (plain, spelled) in [
        ("let mut t = 0.0; for i in 0..x.len() { t += x[i]; } t * t", "x.sum().powi(2)"),
        ("sum(0..x.len(), |i| sum(0..x.len(), |l| x[i] * x[l]))", "square(x.sum())"),
        (
            "let u = w.dot(&x); sum(0..u.len(), |q| softplus(u[q]))",
            "(0..w.nrows()).map(|q| softplus((0..x.len()).map(|i| w[[q, i]] * x[i]).sum::<f64>())).sum::<f64>()",
        ),
        (
            "let mut e = 0.0; for q in 0..w.nrows() { let mut t = 0.0; for i in 0..w.ncols() { t += w[[q, i]] * y[i]; } e += 0.5 * t * t; } e",
            "let t = w.dot(&y); 0.5 * t.dot(&t)",
        ),
        (
            "let u = w.dot(&x); sum(0..w.nrows() - 1, |q| u[q] * u[q + 1])",
            "let u = w.dot(&x); u.iter().zip(u.iter().skip(1)).map(|(a, b)| a * b).sum::<f64>()",
        ),
        ("let s = x.sum(); let t = y.sum(); s * t * s", "square(x.sum()) * y.sum()"),
        ("(1.0 + y[0] + y[1] + y[2]).powi(3)", "let b = 1.0 + y[0] + y[1] + y[2]; b * b * b"),
        (
            "sum(0..x.len(), |i| (1.0 + sum(0..i, |l| j[[i, l]] * x[l])).tanh())",
            "let mut e = 0.0; for i in 0..x.len() { let mut f = 1.0; for l in 0..i { f += j[[i, l]] * x[l]; } e += f.tanh(); } e",
        ),
        (
            "sum(1..x.len(), |i| softplus(sum(0..w.nrows(), |q| w[[q, i - 1]]) * x[i]))",
            "let mut e = 0.0; for i in 0..x.len() { if i > 0 { e += softplus(x[i] * w.column(i - 1).sum()); } } e",
        ),
    ] {
        same(plain, spelled);
    }
}

#[test]
fn conditions_on_discrete_sites_and_fixed_numbers() {
    for (plain, spelled) in [
        (
            "sum(1..x.len(), |i| 0.5 + 0.5 * x[i] * x[i - 1])",
            "let mut e = 0.0; for i in 1..x.len() { if x[i] == x[i - 1] { e += 1.0; } } e",
        ),
        (
            "sum(1..x.len(), |i| 0.5 - 0.5 * x[i] * x[i - 1])",
            "sum(1..x.len(), |i| if x[i] != x[i - 1] { 1.0 } else { 0.0 })",
        ),
        (
            "sum(0..x.len(), |i| h[i] * (1.0 + x[i]) / 2.0)",
            "let mut e = 0.0; for i in 0..x.len() { if x[i] > 0.0 { e += h[i]; } } e",
        ),
        ("g.sum()", "g.iter().filter(|&&v| v == 1.0).map(|_| 1.0).sum::<f64>()"),
        (
            "sum(0..x.len(), |i| h[i] * (1.0 + 3.0 * x[i]))",
            "sum(0..x.len(), |i| h[i] * if x[i] == 1.0 { 4.0 } else { -2.0 })",
        ),
        (
            "sum(0..4, |i| if d[[i, i]] > 0.25 { x[i] } else { -x[i] })",
            "sum(0..4, |i| if !(d[[i, i]] <= 0.25) { x[i] } else { -x[i] })",
        ),
        (
            "sum(0..next.len(), |i| if next[i] > 1 { x[i] } else { 0.0 })",
            "let mut e = 0.0; for (i, &n) in next.iter().enumerate() { let far = n > 1; if far { e += x[i]; } } e",
        ),
        ("x[0] * 2.0", "if true { 2.0 * x[0] } else { x[1] }"),
        (
            "sum(0..x.len(), |i| x[i] * (i as f64) + if i == 2 { x[i] } else { 0.0 })",
            "sum(0..x.len(), |i| x[i] * (i + (i == 2) as usize) as f64)",
        ),
    ] {
        same(plain, spelled);
    }
}

#[test]
fn a_name_is_one_let_whatever_stands_around_its_reads() {
    // Read first under a condition, then without it.
    same(
        "sum(0..x.len(), |i| { let t = 1.0 - sum(0..i, |l| h[l]); let s = if i < 2 { square(t) } else { 0.0 }; s + square(t) })",
        "let mut e = 0.0; for i in 0..x.len() { let mut t = 1.0; for l in 0..i { t -= h[l]; } if i < 2 { e += t * t; } e += t.powi(2); } e",
    );
    // Nothing in the loop is reached where it is empty, and `x[m + i]` does not exist there.
    same(
        "0.0 * x.sum()",
        "let n = x.len(); let mut e = 0.0; for i in n..n { let u = x[m + 9] + h.sum(); for l in 0..n { e += softplus(u * x[l]); } } e",
    );
    // A range to a number in fixed data has no length in sizes; what is read at it has.
    same(
        "let mut e = 0.0; for &(a, b) in edges { for i in 0..a { e += (x[i] + h.sum()).tanh() * x[b]; } } e",
        "edges.iter().map(|&(a, b)| x[b] * (0..a).map(|i| (h.sum() + x[i]).tanh()).sum::<f64>()).sum::<f64>()",
    );
    same(
        "sum(edges, |&(a, b)| sum(0..a, |i| (i as f64 + 1.0) * (i + 1) as f64 * x[b]))",
        "let mut e = 0.0; for &(a, b) in edges { for i in 0..a { let mut t = 1.0; for l in 0..i { t += 1.0; } e += t * t * x[b]; } } e",
    );
}
