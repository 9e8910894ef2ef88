//! Every role and domain: what the arrays are, what their sites index, and what is refused.

use super::*;
use crate::ir::Number;

fn role(lowered: &Lowered, name: &str) -> Role {
    lowered.program.arrays.iter().find(|array| array.name == name).expect("an array").role.clone()
}

/// Lowers, and has the value of the function itself wherever that runs.
pub(super) fn agrees(source: &str, sizes: &[(&str, &[usize])]) -> Lowered {
    let lowered = energy(source);
    let function = surface(source);
    for seed in 0..10 {
        let mut environment = environment(&lowered, seed, sizes);
        let expected =
            direct(&function, &lowered, &environment).unwrap_or_else(|| panic!("does not run: {source}"));
        assert_close(evaluate(&lowered, &mut environment), expected, source);
    }
    lowered
}

#[test]
fn domains_are_declared() {
    let lowered = agrees(
        "fn e(#[visible(positive)] a: ArrayView1<f64>, #[visible(unit)] b: ArrayView2<f64>, #[visible(interval(-1, 2.5))] c: \
         ArrayView1<f64>, #[latent(angle)] d: ArrayView3<f64>, #[given] g: f64, #[visible(count(3))] n: ArrayView1<usize>) -> f64 \
         { a.mapv(f64::ln).sum() + b.sum() * g + c.dot(&c) + d.mapv(|u| u.cos()).sum() + n.mapv(|u| u as f64).dot(&a) }",
        &[],
    );
    assert_eq!(role(&lowered, "a"), Role::Visible(Domain::Positive));
    assert_eq!(role(&lowered, "b"), Role::Visible(Domain::Unit));
    assert_eq!(role(&lowered, "c"), Role::Visible(Domain::Interval(Number(-1.0), Number(2.5))));
    assert_eq!(role(&lowered, "d"), Role::Latent(Domain::Angle));
    assert_eq!(role(&lowered, "g"), Role::Given);
    assert_eq!(role(&lowered, "n"), Role::Visible(Domain::Count(Index::constant(3))));
    assert_eq!(extents(&lowered, "n"), ["a.0"]);
    let names: Vec<&str> = lowered.sizes.iter().map(|size| size.name.as_str()).collect();
    assert_eq!(names, ["d_0", "d_1", "d_2"], "nothing but Shape can say how many latent sites there are");
}

#[test]
fn numbers_of_categories() {
    let energy_of = |domain: &str, more: &str| {
        format!(
            "fn e(#[visible({domain})] x: ArrayView1<usize>, {more} #[param] h: ArrayView2<f64>) -> f64 \
             {{ sum(0..x.len(), |i| h[[i, x[i]]]) }}"
        )
    };
    let states = |lowered: &Lowered| match role(lowered, "x") {
        Role::Visible(Domain::Categorical(States::All(count))) => text(lowered, &count),
        other => format!("{other:?}"),
    };
    let lowered = agrees(&energy_of("categorical(5)", ""), &[]);
    assert_eq!((states(&lowered), extents(&lowered, "h")), ("5".into(), vec!["x.0".into(), "5".into()]));
    let lowered = agrees(&energy_of("categorical(q)", "#[fixed] q: usize,"), &[("q", &[3])]);
    assert_eq!((states(&lowered), extents(&lowered, "h")), ("q".into(), vec!["x.0".into(), "q".into()]));
    for read_off in ["categorical", "categorical(h.ncols())"] {
        let lowered = agrees(&energy_of(read_off, ""), &[("h", &[4, 3])]);
        assert_eq!(
            (states(&lowered), extents(&lowered, "h")),
            ("h.1".into(), vec!["x.0".into(), "h.1".into()])
        );
        assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), ["h_columns"]);
    }
    // of two parameters the first says how many there are
    let lowered = agrees(
        "fn e(#[visible(categorical)] x: ArrayView1<usize>, #[param] h: ArrayView1<f64>, #[param] j: ArrayView2<f64>) -> f64 \
         { sum(1..x.len(), |i| j[[x[i], x[i - 1]]] + h[x[i]]) }",
        &[("h", &[3])],
    );
    assert_eq!((states(&lowered), extents(&lowered, "j")), ("h.0".into(), vec!["h.0".into(), "h.0".into()]));
    assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), ["h"]);
    // its own number for each site, checked against the table when the model is built
    let lowered = agrees(
        &energy_of("categorical(states)", "#[fixed] states: &[usize],"),
        &[("x", &[3]), ("h", &[3, 4])],
    );
    let each = lowered.program.arrays.iter().position(|array| array.name == "states").map(ArrayId);
    assert_eq!(
        role(&lowered, "x"),
        Role::Visible(Domain::Categorical(States::Each(each.expect("an array"))))
    );
    assert_eq!(extents(&lowered, "states"), ["x.0"]);
    let bounds = &lowered.program.array(each.expect("an array")).bounds[0];
    assert_eq!(bounds.iter().map(|bound| text(&lowered, bound)).collect::<Vec<_>>(), ["1 + h.1"]);
}

#[test]
fn codes_index_tables() {
    let signature = "#[visible(categorical(3))] x: ArrayView1<usize>, #[visible(count(4))] n: ArrayView2<usize>, \
        #[latent(categorical(2))] z: ArrayView1<usize>, #[visible(real)] y: ArrayView1<f64>, #[given] g: ArrayView1<f64>, \
        #[fixed] next: &[usize], #[param] h: ArrayView1<f64>, #[param(shape = (2, x, 5))] w: ArrayView3<f64>, \
        #[fixed] t: ArrayView2<f64>";
    for (body, h) in [
        ("sum(0..x.len(), |i| h[x[i]])", "3"),
        ("sum(0..x.len(), |i| h[2 - x[i]])", "3"),
        ("sum(0..x.len(), |i| sum(0..x.len(), |k| h[3 * x[i] + x[k]]))", "9"),
        ("let (r, c) = n.dim(); sum(0..r, |i| sum(0..c, |k| h[n[[i, k]]]))", "5"),
        ("n.iter().map(|&u| h[u]).sum::<f64>()", "5"),
        ("n.mapv(|u| h[u]).sum()", "5"),
        ("sum(0..x.len(), |i| h[x[i] % 2])", "2"),
        ("sum(0..x.len(), |i| if x[i] > 0 { h[x[i] - 1] } else { 0.0 })", "2"),
        ("sum(0..x.len(), |i| if x[i] == 2 { h[0] } else { h[1] * y[0] })", "2"),
        ("sum(1..x.len(), |i| if x[i] == x[i - 1] && x[i] != 1 { h[x[i]] } else { -h[i] })", "x.0"),
        ("sum(0..z.len(), |k| sum(0..x.len(), |i| h[i] * w[[z[k], i, 4]]))", "x.0"),
        ("sum(0..x.len(), |i| g[x[i]] * t[[i, x[i]]]) + 0.0 * h[0]", "1"),
        ("sum(0..x.len(), |i| h[next[x[i]]])", "h.0"),
        ("sum(0..x.len(), |i| x[i] as f64 * y[i]) + h[0]", "1"),
        ("let u = sum(0..x.len(), |i| h[x[i]]); u * u", "3"),
        ("sum(0..z.len(), |k| softplus(sum(0..x.len(), |i| h[i] * w[[z[k], i, 0]])))", "x.0"),
        ("let u = w.sum() * &h; sum(0..x.len(), |i| u[x[i]])", "h.0"),
        ("sum(1..x.len(), |i| square(h[i] * x[i - 1] as f64 + 1.0).exp().ln())", "x.0"),
        ("sum(0..x.len(), |i| sum(0..x[i], |k| h[k]))", "2"),
        ("sum(0..x.len(), |i| sum(1..=x[i], |k| (k as f64).ln())) + h[0]", "1"),
    ] {
        let source = format!("fn e({signature}) -> f64 {{ {body} }}");
        let sizes: [(&str, &[usize]); 6] =
            [("x", &[4]), ("n", &[3, 2]), ("z", &[2]), ("g", &[4]), ("h", &[4]), ("t", &[4, 4])];
        let lowered = agrees(&source, &sizes);
        assert_eq!(extents(&lowered, "h"), [h], "{body}");
    }
}

#[test]
fn mistakes_in_domains() {
    let messages = |arguments: &str, body: &str| run(&format!("fn e({arguments}) -> f64 {{ {body} }}")).1;
    let x = |domain: &str| format!("#[visible({domain})] x: ArrayView1<usize>");
    assert_eq!(
        messages(&x("categorical"), "0.0 * x.len() as f64"),
        [
            "no axis is indexed by `x` alone, so its number of categories cannot be read off; write `categorical(q)` with a literal, a \
          `#[fixed]` size or a size such as `h.ncols()`"
        ]
    );
    let number = "is not a number of values, which is a positive integer; write a literal, a `#[fixed]` size, or a size such as \
         `h.ncols()`";
    assert_eq!(messages(&x("categorical(0)"), "0.0"), [format!("`0` {number}")]);
    assert_eq!(messages(&x("count(2.5)"), "0.0"), [format!("`2.5` {number}")]);
    assert_eq!(
        messages(&x("count"), "0.0"),
        [
            "a count needs a largest value, as local normalisers sum over all values; write `count(max)` with a literal or a `#[fixed]` size"
        ]
    );
    assert_eq!(
        messages(&format!("{}, #[param] h: ArrayView1<f64>", x("categorical(h)")), "h.sum()"),
        [
            "`h` does not hold a number of categories for each site; take it as `#[fixed]` with the type `ArrayView1<usize>`"
        ]
    );
    let interval =
        |ends: &str| messages(&format!("#[visible(interval({ends}))] x: ArrayView1<f64>"), "x.sum()");
    assert_eq!(interval("1, 0"), ["there is nothing between these ends; write `interval(a, b)` with a < b"]);
    assert_eq!(
        interval("0, x.len()"),
        ["`x.len()` is not a finite number that is written out; write `interval(0.0, 1.0)`"]
    );
    let sites = "sites indexed by sites: which site this reads would depend on the state, so nothing could be found by site; index a \
         parameter or a `#[fixed]` array by a state, and sites by loop variables and fixed data";
    let two =
        format!("{}, #[visible(real)] y: ArrayView1<f64>, #[fixed] next: &[usize]", x("categorical(3)"));
    for body in [
        "sum(0..x.len(), |i| y[x[i]])",
        "sum(0..x.len(), |i| y[next[x[i]]])",
        "sum(0..x.len(), |i| x[x[i]] as f64)",
        "let u = &y * 2.0; u[x[0]]",
        "let u = y.mapv(|v| v.tanh()); let w = (0..3).map(|i| square(u[x[i]])).sum::<f64>(); w",
    ] {
        assert_eq!(messages(&two, body), [sites], "{body}");
    }
    assert_eq!(
        messages("#[visible(real)] y: ArrayView1<f64>, #[given] n: ArrayView1<usize>", "y.sum()"),
        [
            "`#[given]` does not go with this type; write `f32`, `f64`, or `ArrayView1` to `ArrayView3` of them"
        ]
    );
}
