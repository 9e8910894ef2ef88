//! Lengths that use determines.

use super::*;

/// The extents of `p`, and the names of free sizes.
fn shape(parameter: &str, body: &str) -> (Vec<String>, Vec<String>) {
    let lowered = energy(&format!(
        "fn e(#[visible(real)] x: ArrayView1<f64>, #[visible(real)] y: ArrayView2<f64>, #[fixed] m: usize, #[fixed] edges: \
         &[(usize, usize)], {parameter}) -> f64 {{ {body} }}"
    ));
    (extents(&lowered, "p"), lowered.sizes.into_iter().map(|size| size.name).collect())
}

fn is(parameter: &str, body: &str, expected: &[&str]) {
    let (extents, free) = shape(parameter, body);
    assert_eq!(extents, expected, "{body}");
    assert_eq!(free, [""; 0], "{body}");
}

#[test]
fn use_determines_lengths() {
    let vector = "#[param] p: ArrayView1<f64>";
    let matrix = "#[param] p: ArrayView2<f64>";
    is(vector, "x.dot(&p)", &["x.0"]);
    is(vector, "(&x + &p).sum()", &["x.0"]);
    is(vector, "sum(0..x.len(), |i| p[i])", &["x.0"]);
    is(vector, "sum(0..p.len(), |i| p[i] * x[i])", &["x.0"]);
    is(vector, "p.iter().zip(x.iter()).map(|(a, b)| a * b).sum::<f64>()", &["x.0"]);
    is(vector, "sum(0..x.len() - 1, |i| p[i] * x[i])", &["-1 + x.0"]);
    is(vector, "sum(0..x.len() - 1, |i| p[i + 1] * x[i])", &["x.0"]);
    is(vector, "sum(0..x.len() - 1, |i| p[i] + p[i + 1])", &["x.0"]);
    is(vector, "sum(0..x.len(), |i| p[(i + 1) % m])", &["m"]);
    is(vector, "sum(0..m, |i| p[2 * i] + p[2 * i + 1])", &["2*m"]);
    is(vector, "sum(0..16, |i| p[i] * x[i])", &["16"]);
    is(vector, "p[0] + p[1] * x[0]", &["2"]);
    is(vector, "sum(0..x.len(), |i| if i + 1 < x.len() { p[i + 1] * x[i] } else { p[0] })", &["x.0"]);
    is(vector, "sum(0..x.len(), |i| if i != x.len() - 1 { p[i] * x[i] } else { 0.0 })", &["x.0"]);
    is(vector, "sum(edges.iter().enumerate(), |(e, &(a, b))| p[e] * x[a] * x[b])", &["edges.0"]);
    is(vector, "let (r, c) = y.dim(); sum(0..r, |i| sum(0..c, |k| p[i * c + k] * y[[i, k]]))", &["y.0*y.1"]);
    is(matrix, "sum(0..x.len(), |i| sum(0..i, |k| p[[i, k]] * x[k]))", &["x.0", "x.0"]);
    is(matrix, "sum(0..x.len(), |i| sum(i + 1..x.len(), |k| p[[i, k]] * x[k]))", &["x.0", "x.0"]);
    is(matrix, "p.dot(&x).dot(&x)", &["x.0", "x.0"]);
    is(matrix, "(&p * &y).sum()", &["y.0", "y.1"]);
    is(matrix, "(&y + &p.t()).sum()", &["y.1", "y.0"]);
    is("#[param(symmetric)] p: ArrayView2<f64>", "p.row(0).dot(&x)", &["x.0", "x.0"]);
    is("#[param(shape = edges.len())] p: ArrayView1<f64>", "p.sum()", &["edges.0"]);
    is("#[param(shape = x)] p: ArrayView1<f64>", "p.sum()", &["x.0"]);
    is("#[param(shape = (3, 2 * m))] p: ArrayView2<f64>", "p.sum()", &["3", "2*m"]);
}

#[test]
fn what_is_left_is_named() {
    let free = |parameter: &str, body: &str, extents: &[&str], names: &[&str]| {
        assert_eq!(
            shape(parameter, body),
            (
                extents.iter().map(|s| (*s).to_owned()).collect(),
                names.iter().map(|s| (*s).to_owned()).collect()
            )
        );
    };
    free("#[param] p: ArrayView1<f64>", "p.sum()", &["p.0"], &["p"]);
    free("#[param] p: ArrayView2<f64>", "p.dot(&x).mapv(softplus).sum()", &["p.0", "x.0"], &["p_rows"]);
    free(
        "#[param] p: ArrayView2<f64>, #[param] b: ArrayView1<f64>",
        "b.dot(&p.dot(&x))",
        &["p.0", "x.0"],
        &["b"],
    );
    free("#[param(shape = (units, x))] p: ArrayView2<f64>", "p.dot(&x).sum()", &["p.0", "x.0"], &["units"]);
    free(
        "#[param] p: ArrayView2<f64>, #[param(shape = (2 * units, units))] q: ArrayView2<f64>",
        "q.dot(&p.dot(&x)).sum()",
        &["p.0", "x.0"],
        &["units"],
    );
}

#[test]
fn what_is_named_or_run_over_does_not_follow_from_literals() {
    let own = |parameter: &str, body: &str| {
        let (extents, free) = shape(parameter, body);
        assert_eq!((extents[0].as_str(), free), ("p.0", vec!["p".to_owned()]), "{body}");
    };
    own("#[param] p: ArrayView1<f64>", "p[0] * x.sum() + sum(0..p.len(), |i| p[i])");
    own("#[param] p: ArrayView1<f64>", "sum(0..x.len(), |i| p[i % p.len()] * x[i]) + p[0]");
    own("#[param] p: ArrayView1<f64>", "let u = 2.0 * &p; u[0] * x.sum()");
    own("#[param(shape = p)] p: ArrayView1<f64>", "sum(0..x.len(), |i| p[i] * x[i])");
}

#[test]
fn of_two_lengths_the_first_counts_and_the_other_is_checked() {
    let lowered = energy(
        "fn e(#[fixed] t: &[usize], #[visible(real)] x: ArrayView1<f64>, #[param] p: ArrayView1<f64>) -> f64 \
         { sum(0..t.len(), |i| p[i]) + sum(0..x.len(), |i| p[i] * x[i]) }",
    );
    assert_eq!(extents(&lowered, "p"), ["x.0"]);
    let [super::super::SizeCheck::AtMost(left, right)] = lowered.checks.as_slice() else {
        panic!("{:?}", lowered.checks)
    };
    assert_eq!((text(&lowered, left), text(&lowered, right)), ("t.0".to_owned(), "x.0".to_owned()));
}

#[test]
fn lengths_that_data_bring_are_checked_when_the_model_is_built() {
    let lowered =
        energy("fn e(#[visible(real)] x: ArrayView1<f64>, #[fixed] n: usize) -> f64 { sum(0..n, |i| x[i]) }");
    assert_eq!(lowered.checks.len(), 1);
    let super::super::SizeCheck::AtMost(left, right) = &lowered.checks[0] else {
        panic!("{:?}", lowered.checks)
    };
    assert_eq!((text(&lowered, left), text(&lowered, right)), ("n".to_owned(), "x.0".to_owned()));
    // A fixed array follows the visible ones.
    let lowered =
        energy("fn e(#[fixed] d: ArrayView1<f64>, #[visible(real)] x: ArrayView1<f64>) -> f64 { x.dot(&d) }");
    assert_eq!(extents(&lowered, "d"), ["x.0"]);
}
