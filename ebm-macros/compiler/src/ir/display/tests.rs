//! Every piece of the notation once.

use super::*;
use proc_macro2::Span;

fn array(name: &str, role: Role, extents: Vec<Index>) -> Array {
    Array { name: name.to_owned(), role, extents, bounds: Vec::new(), span: Span::call_site() }
}

fn param() -> Role {
    Role::Param(ParamOptions::default())
}

fn read(id: usize, indices: &[&Index]) -> Expr {
    Expr::read(ArrayId(id), indices.iter().map(|&i| i.clone()).collect())
}

fn up_to(variable: &Variable, end: &Index) -> Binder {
    Binder { variable: variable.clone(), range: Range::up_to(end.clone()) }
}

/// A program without outputs over `x[n]`, `h[n]`, `j[n, n]`, `edges[…] of 2`, `group[n]`.
fn arrays() -> Program {
    let n = Index::size(ArrayId(0), 0);
    let symmetric = Role::Param(ParamOptions { symmetric: true, ..ParamOptions::default() });
    let mut edges = array("edges", Role::Structure { components: 2 }, vec![Index::size(ArrayId(3), 0)]);
    edges.bounds = vec![Vec::new(); 2];
    let mut group = array("group", Role::Structure { components: 1 }, vec![n.clone()]);
    group.bounds = vec![Vec::new()];
    Program {
        name: "ising".to_owned(),
        arrays: vec![
            array("x", Role::Visible(Domain::Spin), vec![n.clone()]),
            array("h", param(), vec![n.clone()]),
            array("j", symmetric, vec![n.clone(), n]),
            edges,
            group,
        ],
        inputs: Vec::new(),
        lets: Vec::new(),
        outputs: Vec::new(),
        fresh: Fresh::new(),
    }
}

#[test]
fn a_program_reads_as_formulas() {
    let mut program = arrays();
    let fresh = Fresh::new();
    let (i, k, s) = (fresh.variable("i"), fresh.variable("k"), fresh.variable("s"));
    let (vi, vk) = (Index::variable(&i), Index::variable(&k));
    let n = Index::size(ArrayId(0), 0);
    let field = read(1, &[&vi]).times(&read(0, &[&vi]), &fresh).summed_over(&up_to(&i, &n), &fresh);
    let pair = read(2, &[&vi, &vk])
        .times(&read(0, &[&vi]), &fresh)
        .times(&read(0, &[&vk]), &fresh)
        .summed_over(&up_to(&k, &vi), &fresh)
        .summed_over(&up_to(&i, &n), &fresh);
    program.inputs = vec![(s.clone(), n.clone())];
    program.lets.push(Let {
        name: "x".to_owned(),
        binders: vec![(i.clone(), n.clone())],
        definition: Definition::Sum(read(0, &[&vi]).scaled(2.0)),
    });
    program.outputs = vec![
        Output { target: Target::Value, binders: Vec::new(), value: field.plus(pair).scaled(-1.0) },
        Output {
            target: Target::Gradient(ArrayId(1)),
            binders: vec![(k.clone(), n)],
            value: Expr::read_let(LetId(0), vec![vk]),
        },
    ];
    assert_eq!(
        program.to_string(),
        "\
ising
  visible spin x[n]
  param h[n]
  param symmetric j[n, n]
  structure edges[|edges|] of 2
  structure group[n]
  input s < n
  let x_2[i<n] = 2·x[i]
  value = −Σ_{i<n} h[i]·x[i] − Σ_{i<n} Σ_{k<i} j[i, k]·x[i]·x[k]
  ∂/∂h[k<n] = x_2[k]
"
    );
}

#[test]
fn conditions_stand_with_a_plus_on_both_sides() {
    let program = arrays();
    let notation = Notation::of(&program);
    let fresh = Fresh::new();
    let (r, s) = (fresh.variable("r"), fresh.variable("s"));
    let (vr, vs, one) = (Index::variable(&r), Index::variable(&s), Index::constant(1));
    let n = Index::size(ArrayId(0), 0);
    let scope = notation.scope(&[]);
    let cases = [
        (Guard::less(&(&vr + &one), &n), "[r + 1 < n]"),
        (Guard::less(&vr, &vs), "[r < s]"),
        (Guard::at_most(&vr, &vs), "[r ≤ s]"),
        (Guard::at_most(&one, &vr), "[r ≥ 1]"),
        (Guard::at_most(&vr, &Index::constant(3)), "[r ≤ 3]"),
        (Guard::equal(&vr, &vs), "[r = s]"),
        (Guard::equal(&vr, &Index::constant(2)), "[r = 2]"),
        (Guard::equal(&Index::constant(2), &vr), "[r = 2]"),
        (Guard::different(&(&vr + &one), &vs), "[r + 1 ≠ s]"),
        (Guard::different(&vr, &(&vs + &one)), "[r ≠ s + 1]"),
        (Guard::equal(&(&vr + &one).remainder(n.clone()), &vs), "[(r + 1) mod n = s]"),
    ];
    for (guard, text) in cases {
        // the two sides of an equation may change places, as the canonical form has no sides
        let swapped = text.trim_matches(['[', ']']).split_once(" = ").map(|(a, b)| format!("[{b} = {a}]"));
        let printed = scope.guard(&guard);
        assert!(printed == text || Some(&printed) == swapped.as_ref(), "{printed} instead of {text}");
    }
}

#[test]
fn integer_forms_read_like_the_source() {
    let program = arrays();
    let notation = Notation::of(&program);
    let fresh = Fresh::new();
    let (r, c) = (Index::variable(&fresh.variable("r")), Index::variable(&fresh.variable("c")));
    let n = Index::size(ArrayId(0), 0);
    let one = Index::constant(1);
    let scope = notation.scope(&[]);
    let end = Index::lookup(ArrayId(3), vec![r.clone()], 1);
    let cases = [
        (&(&r * &n) + &c, "r·n + c"),
        (&(&n - &r) - &one, "n − r − 1"),
        ((&r + &one).remainder(n.clone()), "(r + 1) mod n"),
        (&r.clone().remainder(n.clone()) + &one, "(r mod n) + 1"),
        (r.clone().quotient(Index::constant(2)), "⌊r/2⌋"),
        (-&r, "−r"),
        (end, "edges[r].1"),
        (Index::lookup(ArrayId(4), vec![&r + &one], 0), "group[r + 1]"),
        (Index::default(), "0"),
    ];
    for (form, text) in cases {
        assert_eq!(scope.index(&form), text);
    }
}

#[test]
fn binders_never_share_a_name_in_scope() {
    let program = arrays();
    let fresh = Fresh::new();
    let (outer, inner, h) = (fresh.variable("i"), fresh.variable("i"), fresh.variable("h"));
    let n = Index::size(ArrayId(0), 0);
    let product = read(0, &[&Index::variable(&outer)])
        .times(&read(0, &[&Index::variable(&inner)]), &fresh)
        .times(&read(1, &[&Index::variable(&h)]), &fresh);
    let mut term = product.terms[0].clone();
    term.binders = vec![up_to(&outer, &n), up_to(&inner, &Index::variable(&outer)), up_to(&h, &n)];
    let text = Notation::of(&program).expr(&term.into());
    assert_eq!(text, "Σ_{i<n} Σ_{i′<i} Σ_{h′<n} x[i]·x[i′]·h[h′]");

    // a free variable keeps its name and a binder of the same name gives way
    let free = fresh.variable("i");
    let mut term =
        read(0, &[&Index::variable(&free)]).times(&read(0, &[&Index::variable(&outer)]), &fresh).terms[0]
            .clone();
    term.binders = vec![up_to(&outer, &n)];
    assert_eq!(Notation::of(&program).expr(&term.into()), "Σ_{i′<n} x[i]·x[i′]");
}

#[test]
fn functions_powers_and_ranges() {
    let program = arrays();
    let notation = Notation::of(&program);
    let fresh = Fresh::new();
    let i = fresh.variable("i");
    let u = read(1, &[&Index::variable(&i)]);
    let sum = u.clone().plus(Expr::number(-1.0));
    let atom = |operator, order| Atom::Apply { operator, order, argument: u.clone() };
    let power = |atom, power| {
        let mut term = Term::number(1.0);
        term.factors = vec![Factor { atom, power }];
        Expr::from(term)
    };
    let change =
        Atom::Change { operator: Operator::Softplus, order: 0, at: u.clone(), by: Expr::number(-2.0) };
    let cases = [
        (power(atom(Operator::Sigmoid, 0), 1), "σ(h[i])"),
        (power(atom(Operator::Tanh, 1), 2), "tanh′(h[i])²"),
        (power(atom(Operator::Recip, 0), 2), "h[i]⁻²"),
        (power(atom(Operator::LnCosh, 0), 2), "(ln cosh(h[i]))²"),
        (power(atom(Operator::Power(Number(-0.5)), 0), 1), "h[i]^(−0.5)"),
        (Expr::apply(Operator::Recip, sum.clone()), "(h[i] − 1)⁻¹"),
        (Expr::apply(Operator::Ln1p, sum), "ln(1 + h[i] − 1)"),
        (power(change, 1), "(softplus(h[i] − 2) − softplus(h[i]))"),
        (power(Atom::Integer(&Index::variable(&i) + &Index::constant(1)), 2), "(i + 1)²"),
        (Expr::number(-0.5), "−0.5"),
        (Expr::zero(), "0"),
        (u.scaled(1e-9), "1e-9·h[i]"),
    ];
    for (expr, text) in cases {
        assert_eq!(notation.expr(&expr), text);
    }

    let n = Index::size(ArrayId(0), 0);
    let (s, e) = (Index::variable(&fresh.variable("s")), fresh.variable("e"));
    let one = Index::constant(1);
    let scope = notation.scope(&[]);
    let both =
        Range::Span { lower: vec![&s + &one, one.clone()], upper: vec![n.clone(), Index::constant(4)] };
    let incident = Range::Incidence { array: ArrayId(3), component: 0, at: s.clone() };
    assert_eq!(scope.range(&Binder { variable: i.clone(), range: both }), "max(s+1, 1)≤i<min(n, 4)");
    assert_eq!(scope.range(&Binder { variable: i, range: Range::between(&s + &one, n) }), "s+1≤i<n");
    assert_eq!(scope.range(&Binder { variable: e, range: incident }), "e: edges[e].0=s");
}

#[test]
fn sizes_take_the_name_of_an_array_only_where_several_compete() {
    let mut program = arrays();
    let side = |axis| Index::size(ArrayId(5), axis);
    program.arrays.push(array("y", Role::Visible(Domain::Real), vec![side(0), side(1)]));
    program.arrays.push(array("w", param(), vec![Index::size(ArrayId(6), 0), side(1)]));
    let text = program.to_string();
    assert!(text.contains("visible spin x[n_x]"), "{text}");
    assert!(text.contains("visible real y[rows_y, cols_y]"), "{text}");
    assert!(text.contains("param w[rows_w, cols_y]"), "{text}");
}

#[test]
fn a_long_formula_takes_a_line_for_each_term() {
    let mut program = arrays();
    let i = Fresh::new().variable("i");
    let term = read(1, &[&Index::variable(&i)]);
    let value = (0..20).fold(Expr::zero(), |sum, _| sum.plus(term.clone()));
    program.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    let text = program.to_string();
    assert!(text.contains("value =\n      h[i]\n      + h[i]\n"), "{text}");
}
