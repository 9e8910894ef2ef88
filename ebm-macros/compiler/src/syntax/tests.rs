//! The surface of the gallery, exact messages, half-typed bodies, and inputs made to break the parser.

use super::*;
use crate::errors::Errors;
use crate::gallery::{gallery, source};
use proc_macro2::TokenStream;

/// The surface and the messages of a source.
fn read(text: &str) -> (Option<Item>, Vec<String>) {
    let mut errors = Errors::new();
    let item =
        text.parse::<TokenStream>().ok().and_then(|tokens| parse(&mut errors, TokenStream::new(), tokens));
    (item, errors.finish().into_iter().map(|mistake| mistake.message).collect())
}

fn energy(text: &str) -> EnergyFn {
    match read(text) {
        (Some(Item::Function(energy)), messages) if messages.is_empty() => energy,
        (_, messages) => panic!("{text}\n{messages:?}"),
    }
}

/// The messages of a body, after the usual signature.
fn body_messages(body: &str) -> Vec<String> {
    read(&format!(
        "fn e(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {{ {body} }}"
    ))
    .1
}

/// The messages of an argument list.
fn argument_messages(arguments: &str) -> Vec<String> {
    read(&format!("fn e({arguments}) -> f32 {{ 0.0 }}")).1
}

#[test]
fn every_function_of_the_gallery_parses() {
    for (name, text) in gallery() {
        let function = energy(text);
        assert_eq!(function.name.text, name);
        assert!(function.docs.len() == 1 && function.body.value.is_some());
    }
}

#[test]
fn signatures_say_roles_domains_options_and_types() {
    let ising = energy(source("ising"));
    assert_eq!(ising.float, Float::F32);
    let words: Vec<_> =
        ising.arguments.iter().map(|argument| (argument.name.text.as_str(), argument.role.word())).collect();
    assert_eq!(words, [("x", "visible"), ("h", "param"), ("j", "param")]);
    let Role::Param(options) = &ising.arguments[2].role else { panic!("j is a parameter") };
    assert!(options.symmetric.is_some() && options.zero_diagonal.is_none());
    assert_eq!(ising.arguments[2].kind, ArgumentType::Array { rank: 2, element: Element::Float(Float::F32) });

    let graph = energy(source("graph"));
    assert_eq!(graph.arguments[1].kind, ArgumentType::Slice { width: 2 });
    let Role::Param(options) = &graph.arguments[3].role else { panic!("j is a parameter") };
    assert_eq!(options.shape.as_ref().map(|sizes| sizes[0].to_string()).as_deref(), Some("edges.len()"));

    let perceptron = energy(source("perceptron"));
    let Role::Param(options) = &perceptron.arguments[1].role else { panic!("w1 is a parameter") };
    assert_eq!(options.init, Some(Init::Glorot));
    let sizes: Vec<String> = options.shape.iter().flatten().map(ToString::to_string).collect();
    assert_eq!(sizes, ["hidden", "x"]);

    let potts = energy(source("potts"));
    assert_eq!(potts.arguments[0].kind, ArgumentType::Array { rank: 1, element: Element::Size });
    assert_eq!(energy(source("deep")).arguments[1].kind, ArgumentType::Network);
}

#[test]
fn bodies_become_the_surface() {
    let text = |name: &str| energy(source(name)).body.to_string();
    assert_eq!(
        text("ising"),
        "{ let mut energy = 0.0; for i in 0..x.len() { energy -= h[i] * x[i]; for k in 0..i \
         { energy -= j[[i, k]] * x[i] * x[k]; } } energy }"
    );
    assert_eq!(text("boltzmann"), "{ -x.dot(b) - 0.5 * x.dot(w.dot(x)) }");
    assert_eq!(
        text("graph"),
        "{ let pair = edges.iter().enumerate().map(|(e, (a, b))| j[e] * x[a] * x[b]).sum(); -x.dot(h) - pair }"
    );
}

#[test]
fn one_message_for_each_mistake_in_a_signature() {
    let table = [
        (
            "x: ArrayView1<f32>",
            "`x` has no role, so its part in the model is unknown; put `#[visible(domain)]`, `#[latent(domain)]`, `#[param]`, \
             `#[given]` or `#[fixed]` before it",
        ),
        (
            "#[visble(spin)] x: ArrayView1<f32>",
            "`#[visble]` is not a role of an argument; did you mean `#[visible]`?",
        ),
        (
            "#[visible] x: ArrayView1<f32>",
            "`#[visible]` needs the domain of its sites; write `#[visible(spin)]`, or one of `binary`, `spin`, `categorical`, \
             `count`, `real`, `positive`, `unit`, `interval` or `angle`",
        ),
        ("#[visible(spins)] x: ArrayView1<f32>", "`spins` is not a domain; did you mean `spin`?"),
        (
            "#[visible(spin)] #[param] x: ArrayView1<f32>",
            "`x` already has the role `visible`; keep one of the two",
        ),
        (
            "#[visible(interval(0.0))] x: ArrayView1<f32>",
            "the domain `interval` does not take these numbers; write `interval(a, b)`",
        ),
        (
            "#[visible(spin(2))] x: ArrayView1<f32>",
            "the domain `spin` has nothing to be set; write `spin` alone",
        ),
        (
            "#[visible(spin)] x: ArrayView1<f64>",
            "a model has one float type: the energy is `f32` and this is `f64`; write `f32` here",
        ),
        (
            "#[visible(spin)] x: &Array2<f32>",
            "`&Array2<f32>` is not a view, and generated code passes views of its own storage; write `ArrayView2<f32>`",
        ),
        (
            "#[visible(spin)] x: ArrayView2",
            "`ArrayView2` does not say what its entries are; write `ArrayView2<f32>`",
        ),
        (
            "#[visible(categorical(3))] x: ArrayView1<f32>",
            "`#[visible]` does not go with this type; write `ArrayView1<usize>` to `ArrayView3<usize>`, as a site holds a code \
             or a count",
        ),
        (
            "#[fixed] n: i32, #[visible(spin)] x: ArrayView1<f32>",
            "an argument cannot have the type `i32`; write `f32`, `f64`, `usize`, `ArrayView1<f32>` to `ArrayView4<f32>`, \
             `&[usize]`, `&[(usize, usize)]` or `&[(usize, usize, usize)]`",
        ),
    ];
    for (arguments, message) in table {
        assert_eq!(argument_messages(arguments), [message], "{arguments}");
    }
}

#[test]
fn one_message_for_each_mistake_in_options() {
    let table = [
        ("symetric", "`symetric` is not an option of a parameter; did you mean `symmetric`?"),
        ("symmetric, symmetric", "`symmetric` is given twice; keep one"),
        ("symmetric = true", "the option `symmetric` takes no value; write `symmetric` alone"),
        (
            "init = 0.1",
            "`0.1` is not a way to start a parameter; `init` takes `zeros`, `constant(a)`, `normal(sd)`, `uniform(a, b)` or `glorot`",
        ),
        ("init = normal", "this start is written `init = normal(0.01)`, with numbers written out"),
        ("init = normals(0.1)", "`normals` is not a way to start a parameter; did you mean `normal`?"),
        ("shape", "the option `shape` needs a value; write `shape = (rows, columns)`"),
        ("shape = (3, 4, 5)", "`shape` has 3 sizes and the array 2 axes; write one size for each axis"),
    ];
    for (options, message) in table {
        let arguments =
            format!("#[visible(spin)] x: ArrayView1<f32>, #[param({options})] j: ArrayView2<f32>");
        assert_eq!(argument_messages(&arguments), [message], "{options}");
    }
    let vector = "#[visible(spin)] x: ArrayView1<f32>, #[param(symmetric)] h: ArrayView1<f32>";
    assert_eq!(
        argument_messages(vector),
        ["`symmetric` is a property of square matrices; give the argument the type `ArrayView2`"]
    );
}

#[test]
fn one_message_for_each_mistake_in_a_body() {
    let table = [
        (
            "let mut e = 0.0; while e < 1.0 { e += 1.0; } e",
            "`while` runs until a condition of the data says stop, so its terms cannot be found by site; write `for i in 0..n` with \
             an `if` inside",
        ),
        (
            "let mut e = 0.0; e *= 2.0; e",
            "an accumulator can only be added to or taken from, not changed by `*=`; bind the result to a new name with `let`",
        ),
        (
            "let mut e = 0.0; e = e + 1.0; e",
            "an accumulator can only be added to or taken from, not changed by `=`; write `+=` or `-=`, or bind a new name with `let`",
        ),
        (
            "return 0.0;",
            "`return` jumps out of the sum that is being written, which cannot be followed; let the value stand as the last \
             expression of the function",
        ),
        (
            "for i in 0..3 { dbg!(i); } 0.0",
            "the macro `dbg!` is not expanded here, so what it computes is unknown; write it out, or leave it out",
        ),
        (
            "match 1 { _ => 0.0 }",
            "`match` is not followed; write `if … { … } else { … }` with comparisons of indices or fixed data",
        ),
        (
            "let y; 0.0",
            "a name needs its value where it is bound; write `let name = value;`, or `let mut name = 0.0;` to accumulate into it",
        ),
        (
            "x[1 << 2]",
            "the operator `<<` works on bits, which has no derivative and no linear form; write it with `+ - * / %`, or with `&&` and `||`",
        ),
        (
            "h.scale",
            "`.scale` is a field of a struct, and there are none here; the members of a tuple are `.0`, `.1`, `.2`",
        ),
        (
            "x[0] as char",
            "a cast to `char` is not followed; numbers are cast `as f32`, `as f64` or `as usize`",
        ),
        (
            "let [a, b] = h; 0.0",
            "only names, tuples and `_` can be bound here; write `name`, `(a, b)` or `&(a, b)`",
        ),
    ];
    for (body, message) in table {
        assert_eq!(body_messages(body), [message], "{body}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let messages = read(
        "async fn e(#[visible(spn)] x: ArrayView1<f32>, h: ArrayView1<f32>, #[param(symetric)] j: ArrayView2<f64>) -> f32 {
            let mut e = 0.0;
            e *= 2.0;
            loop { e /= 3.0; }
            x.iter().map(|v| match v { _ => return 1.0 }).sum::<f32>()
        }",
    )
    .1;
    assert_eq!(messages.len(), 10, "{messages:#?}");
}

#[test]
fn what_is_no_energy_is_said() {
    assert!(read("struct S { a: f32 }").1[0].starts_with("`#[energy_model]` stands before a function"));
    assert!(read("mod m;").1[0].starts_with("this module lies in another file"));
    assert!(read("mod m { fn f() -> f32 { 0.0 } }").1[0].starts_with("no function of this module"));
    assert_eq!(read("fn e<T>(#[visible(spin)] x: ArrayView1<f32>) -> f32 { 0.0 }").1.len(), 1);
    assert_eq!(read("fn e(#[visible(spin)] x: ArrayView1<f32>) { 0.0 }").1.len(), 1);
    assert_eq!(
        read("fn e(#[param] h: f32) -> f32 { 0.0 }").1,
        ["`e` has no `#[visible(domain)]` argument, so there is nothing that it is the energy of"]
    );
}

#[test]
fn modules_have_energies_and_helpers() {
    let (item, messages) = read(
        "pub mod m {
            use std::f64::consts::PI;
            const SCALE: f64 = 2.0;
            fn pair(a: f64, b: f64) -> f64 { SCALE * a * b }
            /// The energy.
            pub fn chain(#[visible(real)] x: ArrayView1<f64>) -> f64 { sum(1..x.len(), |i| pair(x[i], x[i - 1])) }
        }",
    );
    assert_eq!(messages, [""; 0]);
    let Some(Item::Module(module)) = item else { panic!("a module") };
    assert_eq!((module.energies.len(), module.helpers.len()), (1, 3));
}

#[test]
fn the_function_comes_back_without_its_roles() {
    let text = "#[doc = \"d\"] pub fn ising<'a>(#[visible(spin)] x: ArrayView1<'a, f32>, #[allow(unused)] #[param(symmetric)] j: \
                ArrayView2<f32>) -> f32 { let f = |#[cold] a: f32| a; x. }";
    let expected = "#[doc = \"d\"] pub fn ising<'a>(x: ArrayView1<'a, f32>, #[allow(unused)] j: ArrayView2<f32>) -> f32 \
                    { let f = |#[cold] a: f32| a; x. }";
    let same = |text: &str| text.parse::<TokenStream>().unwrap_or_default().to_string();
    assert_eq!(reemit(text.parse().unwrap_or_default()).to_string(), same(expected));
    let module = "mod m { fn f(a: f32) -> f32 { a } fn g(#[param] b: f32) -> f32 { b } }";
    assert_eq!(
        reemit(module.parse().unwrap_or_default()).to_string(),
        same(&module.replace("#[param] ", ""))
    );
    // what only an attribute mentions is no unused variable
    let text = "fn f(#[visible(categorical(q))] x: ArrayView1<usize>, #[fixed] q: usize, #[fixed] r: usize) -> f32 { 0.0 }";
    let expected = "fn f(x: ArrayView1<usize>, #[allow(unused_variables)] q: usize, r: usize) -> f32 { 0.0 }";
    assert_eq!(reemit(text.parse().unwrap_or_default()).to_string(), same(expected));
}

#[test]
fn half_typed_bodies_are_one_mistake_and_keep_the_signature() {
    for body in
        ["x.", "let y = ;", "for i in 0.. ", "energy +=", "x[", "sum(0..n, |i|", "if x[0] {", "h[[i, "]
    {
        let text = format!(
            "fn e(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {{ {body} }}"
        );
        let Ok(tokens) = text.parse::<TokenStream>() else { continue };
        let mut errors = Errors::new();
        let item = parse(&mut errors, TokenStream::new(), tokens.clone());
        let Some(Item::Function(function)) = item else { panic!("{body}") };
        assert_eq!(function.arguments.len(), 2);
        assert!(!errors.finish().is_empty(), "{body}");
        assert!(!reemit(tokens).is_empty());
    }
}

#[test]
fn inputs_at_the_limits_neither_panic_nor_overflow() {
    fn repeat(text: &str, times: usize) -> String {
        text.repeat(times)
    }
    let nested = |open: &str, inside: &str, close: &str| {
        // Ever deeper, past every limit.
        (0..9).map(|step| repeat(open, 5 << step) + inside + &repeat(close, 5 << step)).collect::<Vec<_>>()
    };
    let mut bodies = vec![
        vec!["x[i]"; 600].join(" * "),
        vec!["x[i]"; 600].join(" + "),
        vec!["x"; 1000].join(" - "),
        vec!["x"; 1000].join(" = "),
        vec!["x"; 1000].join(" < "),
        vec!["x"; 1000].join(" as "),
        vec!["x"; 1000].join(" @ "),
        vec!["x"; 1000].join(" | "),
        vec!["x"; 1000].join(" && "),
        vec!["x"; 1000].join(" -> "),
        vec!["x"; 1000].join("::"),
        "x".to_owned() + &repeat(".sqrt()", 600),
        "x".to_owned() + &repeat("[0]", 1900),
        "x".to_owned() + &repeat("?", 1900),
        repeat("{ } ", 3000),
        repeat("'a: ", 3000),
        repeat("#[a] ", 600),
        repeat("x, ", 3000),
    ];
    for head in [
        "-",
        "&",
        "&&",
        "*",
        "!",
        "..",
        "|a| ",
        "|a: A<A>| ",
        "return ",
        "fn() -> ",
        "if x ",
        "&mut ",
        "let x = ",
        "move || ",
        "dyn ",
        "impl ",
    ] {
        bodies.extend(nested(head, "x", ""));
    }
    for (open, close) in [
        ("(", ")"),
        ("(x, ", ")"),
        ("{", "}"),
        ("[", "]"),
        ("[x; ", "]"),
        ("f(", ")"),
        ("x.f(", ")"),
        ("x.f::<A>(", ")"),
        ("(-(&*-", "))"),
        ("|a| {", "}"),
        ("sum(0..n, |i| ", ")"),
        ("for i in 0..n { ", "}"),
        ("if x { ", "}"),
        ("if x { } else ", "{ }"),
        ("if x < y { ", "}"),
        ("match x { x => ", "}"),
        ("match x { A { a: ", " } => x }"),
        ("let A { a: ", " } = x;"),
        ("let (", ",) = x;"),
        ("fn f() -> f32 { ", "}"),
        ("fn f(a: A<A>) -> f32 { ", "}"),
        ("x as A<", ">"),
        ("x as A<B = ", ">"),
        ("x as (", ",)"),
        ("x as &'a [", "]"),
        ("<A as ", ">::x"),
        ("x as impl Fn(", ") -> x"),
        ("unsafe { ", "}"),
        ("async move { ", "}"),
        ("const { ", "}"),
        ("struct A { a: ", " }"),
        ("mod a { ", "}"),
        ("impl A { fn f() { ", "} }"),
        ("S { a: ", " }"),
        ("m!(", ")"),
    ] {
        bodies.extend(nested(open, "x", close));
    }
    for body in bodies {
        for text in [
            format!("fn e(#[visible(spin)] x: ArrayView1<f32>) -> f32 {{ {body} }}"),
            format!(
                "fn e(#[visible(spin)] x: ArrayView1<f32>, #[param(shape = {body})] h: ArrayView1<f32>) -> f32 {{ 0.0 }}"
            ),
            format!("fn e(#[visible(spin)] x: {body}) -> f32 {{ 0.0 }}"),
        ] {
            read(&text);
        }
    }
}
