//! One message for each mistake, at the smallest guilty token.

use super::*;

fn source(body: &str) -> String {
    format!(
        "fn e(#[visible(spin)] x: ArrayView1<f64>, #[visible(real)] y: ArrayView1<f64>, #[fixed] d: ArrayView1<f64>, #[fixed] t: \
         &[usize], #[param] h: ArrayView1<f64>, #[param] j: ArrayView2<f64>) -> f64 {{ {body} }}"
    )
}

/// The messages and what they underline.
fn told(body: &str) -> Vec<(String, String)> {
    let source = source(body);
    let mut errors = Errors::new();
    let tokens: TokenStream = source.parse().expect("tokens");
    if let Some(Item::Function(energy)) = parse(&mut errors, TokenStream::new(), tokens) {
        assert!(lower(&mut errors, &energy).is_none(), "{body}");
    }
    let underlined = |place: crate::errors::Place| {
        let (start, end) = (place.start.start().column, place.end.end().column);
        source.chars().skip(start).take(end.saturating_sub(start)).collect()
    };
    errors.finish().into_iter().map(|mistake| (underlined(mistake.place), mistake.message)).collect()
}

#[test]
fn one_message_each() {
    let table: [(&str, &str, &str); 34] = [
        (
            "z + 1.0",
            "z",
            "`z` is not known here, as a macro sees only its own tokens; take it as a `#[fixed]` argument, or bind it, or import it by its name, inside the function",
        ),
        (
            "let energy = 0.0; enrgy",
            "enrgy",
            "`enrgy` is not known here, as a macro sees only its own tokens; did you mean `energy`?",
        ),
        (
            "mystery(x[0])",
            "mystery",
            "the function `mystery` is not known here, as a macro sees only its own tokens; nest `fn mystery` in the body, or write it \
             with arithmetic and the functions of the prelude",
        ),
        (
            "softpluss(x[0])",
            "softpluss",
            "the function `softpluss` is not known here, as a macro sees only its own tokens; did you mean `softplus`?",
        ),
        ("y[0].tan()", "tan", "the method `tan` of a number is not followed; did you mean `tanh`?"),
        (
            "y.iter().product::<f64>()",
            "product",
            "the method `product` of an iterator is not followed; what is known here is `map`, `filter`, `zip`, `enumerate`, `rev`, \
             `step_by`, `sum`, `flat_map`, `skip`, `take` or `copied`",
        ),
        (
            "sum(0..x.len(), |i| x[i * i])",
            "i * i",
            "`i * i` is not linear in the loop variables, so it cannot be solved for a site; write `a * i + b` with sizes or literals `a`, `b`, or look it up in a `#[fixed]` array",
        ),
        (
            "sum(1..x.len(), |i| x[6 / i])",
            "6 / i",
            "`6 / i` is not linear in the loop variables, so it cannot be solved for a site; write `a * i + b` with sizes or literals `a`, `b`, or look it up in a `#[fixed]` array",
        ),
        (
            "h[x[0]]",
            "x[0]",
            "`x[0]` is a number and not an index: which terms a site touches must not depend on its value; index with loop variables, sizes, fixed data, and whole sums of discrete sites",
        ),
        (
            "h[y[0] as usize]",
            "y[0]",
            "`y[0]` is a number and not an index: which terms a site touches must not depend on its value; index with loop variables, sizes, fixed data, and whole sums of discrete sites",
        ),
        ("j[0]", "j[0]", "`j[0]` has 2 axes and 1 indices; write `[[i, k]]`"),
        ("x", "x", "this is a vector, and a number is needed here"),
        ("let e = 0.0;", "e", "`e` has no value; let the number stand as its last expression, without `;`"),
        (
            "h.dot(&x); 0.0",
            "h.dot(&x)",
            "this statement computes a number and drops it; add it to the energy with `+=`, or leave it out",
        ),
        (
            "let e = 0.0; for i in 0..x.len() { e += x[i]; } e",
            "e",
            "`e` is not an accumulator; declare it with `let mut e = 0.0;`",
        ),
        (
            "let mut e = 0.0; let mut f = 0.0; for i in 0..x.len() { e += x[i]; f += e * h[i]; } f",
            "e",
            "`e` is read inside the loop that adds to it, so each round depends on the rounds before; sum into an accumulator of its own and read it behind the loop",
        ),
        (
            "let mut e = 0.0; sum(0..x.len(), |i| { e += x[i]; 0.0 }) + e",
            "e",
            "`e` is declared outside this closure, which can only compute a value; write a `for` loop instead",
        ),
        (
            "let mut n = (1, 2); 0.0",
            "(1, 2)",
            "only a number can be accumulated into, and this is a tuple or a list; start with `0.0`",
        ),
        (
            "if y[0] > 0.0 { x[0] } else { x[1] }",
            "y[0] > 0.0",
            "`y[0] > 0.0` compares a real site or a parameter, where the energy would jump and have no derivative; compare indices, fixed data or discrete sites, or write it with `max`, `min` or `abs`",
        ),
        (
            "if x.len() { 1.0 } else { 0.0 }",
            "x.len()",
            "a condition is needed here, and this is an index; compare with `==`, `<` and the like",
        ),
        (
            "sum(0..d.len(), |i| if d[i] > 0.0 { x[i] * d[i].ln() } else { 0.0 })",
            "if d[i] > 0.0 { x[i] * d[i].ln() } else { 0.0 }",
            "`ln` may be infinite where this condition fails, and such a condition multiplies by 0 or 1; put what it selects into a `#[fixed]` list of indices and loop over that",
        ),
        (
            "y[0].powf(h[0])",
            "powf",
            "the exponent of `powf` must be a constant; write a number, or `(a * u.ln()).exp()`",
        ),
        (
            "y[0].powi(100000)",
            "powi",
            "the exponent of `powi` must be a constant; write a whole number of at most 1000, or a product",
        ),
        (
            "let mut e = 0.0; for i in x.len() { e += x[i]; } e",
            "x.len()",
            "an index cannot be looped over; write a range such as `0..n`, or `.iter()` of an array",
        ),
        ("sum(0.., |i| x[i])", "0..", "a range needs both ends here; write `0..n`"),
        (
            "x.iter().filter(|v| **v > 0.0).enumerate().map(|(i, v)| h[i] * v).sum::<f64>()",
            "enumerate",
            "`enumerate` behind `filter` or `flat_map` counts what passed, which has no linear form; put `enumerate` before it",
        ),
        (
            "fn f(a: f64) -> f64 { f(a) } f(x[0])",
            "f(a)",
            "`f` calls itself, so it cannot be written out; use a loop",
        ),
        ("fn f(a: f64) -> f64 { a } f(x[0], x[1])", "f(x[0], x[1])", "`f` takes 1 argument, not 2"),
        (
            "let (a, b) = (1.0, 2.0, 3.0); a",
            "(a, b)",
            "this pattern takes a tuple of 2 apart, and the value is a tuple of 3",
        ),
        ("x.dim().0", "x.dim().0", "an index has no such member; the first is `.0`, and of a shape `[0]`"),
        (
            "x[0] / 0.0",
            "x[0] / 0.0",
            "this may be infinite, and an energy may be +∞ only where a condition on discrete sites forbids a state; write a finite number, or `if … { energy += f64::INFINITY; }`",
        ),
        (
            "f64::INFINITY",
            "f64::INFINITY",
            "this may be infinite, and an energy may be +∞ only where a condition on discrete sites forbids a state; write a finite number, or `if … { energy += f64::INFINITY; }`",
        ),
        (
            "MY_CONSTANT * x[0]",
            "MY_CONSTANT",
            "`MY_CONSTANT` is not known here, as a macro sees only its own tokens; take it as a `#[fixed]` argument, or bind it, or import it by its name, inside the function",
        ),
        (
            "crate::SCALE * x[0]",
            "crate::SCALE",
            "`crate::SCALE` is not known here, as a macro sees only its own tokens; write the number out, or use `std::f64::consts`",
        ),
    ];
    for (body, underlined, message) in table {
        assert_eq!(told(body), [(underlined.to_owned(), message.to_owned())], "{body}");
    }
}

#[test]
fn shapes_that_cannot_be() {
    let messages = |arguments: &str| {
        run(&format!("fn e(#[visible(real)] x: ArrayView1<f64>, {arguments}) -> f64 {{ x.sum() }}")).1
    };
    assert_eq!(
        messages("#[param] w: ArrayView2<f64>, #[param(shape = w)] h: ArrayView1<f64>"),
        ["`w` has several axes, so its name is not one size; write `w.nrows()` or `w.ncols()`"]
    );
    assert_eq!(
        messages("#[param(shape = 1.5)] h: ArrayView1<f64>"),
        [
            "`1.5` is not a size; write a literal, a size such as `x.len()`, the name of a vector, or a new name"
        ]
    );
    assert_eq!(
        messages("#[param(shape = (3, 4), symmetric)] w: ArrayView2<f64>"),
        [
            "`symmetric` is a property of square matrices, and this one is 3 by 4; write one size twice, or leave `symmetric` out"
        ]
    );
}

#[test]
fn all_mistakes_are_told_at_once_and_none_twice() {
    let told = told(
        "let mut e = 0.0;
         for i in 0..missing.len() { e += x[i] * nothing; }
         let u = y.tan();
         e += u.dot(&x) + u.sum();
         if y[0] > 0.0 { e += h[x[0]]; }
         e += mystery(unknown) + h[i];
         e",
    );
    let words: Vec<&str> = told.iter().map(|(_, message)| message.split('`').nth(1).unwrap_or("")).collect();
    assert_eq!(
        words,
        ["missing", "nothing", "tan", "y[0] > 0.0", "x[0]", "unknown", "mystery", "i"],
        "{told:#?}"
    );
}

#[test]
fn work_is_bounded() {
    let doubling: String = (0..40).map(|k| format!("let a{} = a{k} * a{k} + a{k};", k + 1)).collect();
    let nested = |k: usize| format!("fn f{}(a: f64) -> f64 {{ f{k}(a) * f{k}(a) + f{k}(a + 1.0) }}", k + 1);
    let calls: String = (0..25).map(nested).collect();
    let conditions: String = (0..40).map(|k| format!("if x[0] == x[1] || x.len() > {k} {{")).collect();
    for body in [
        format!("let a0 = y[0]; {doubling} a40"),
        format!("fn f0(a: f64) -> f64 {{ a.tanh() }} {calls} f25(y[0])"),
        format!("let mut e = 0.0; {conditions} e += 1.0; {} e", "}".repeat(40)),
        format!(
            "let t0 = y[0]; {} t200",
            (0..200).map(|k| format!("let t{} = t{k}.tanh();", k + 1)).collect::<String>()
        ),
        format!(
            "let n0 = x.len(); {} n60 as f64",
            (0..60).map(|k| format!("let n{} = n{k} * 4000000000;", k + 1)).collect::<String>()
        ),
        format!(
            "sum(0..x.len(), |i| {{ let n0 = i; {} x[n60] }})",
            (0..60).map(|k| format!("let n{} = (n{k} + 1) % x.len();", k + 1)).collect::<String>()
        ),
        format!("{} 0.0", "let z = 1.0;".repeat(3000)),
        format!("{} e", "let mut e = 0.0; e += x.sum();".repeat(300)),
        format!("y[0]{}", ".powi(1000)".repeat(60)),
    ] {
        let start = std::time::Instant::now();
        run(&source(&body));
        // Unoptimised, on a loaded machine; a proc macro is faster.
        assert!(start.elapsed().as_secs_f64() < 2.0, "{:.80} took {:?}", body, start.elapsed());
    }
}
