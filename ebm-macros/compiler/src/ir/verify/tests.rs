//! One program for each invariant that it breaks.

use super::*;

/// `x[n]`, `h[n]`, `edges[m] of 2` and `Σ_{i<n} h[i]·x[i]` as a let `u[k<n]` and a value.
fn sound() -> Program {
    let array = |name: &str, role, extents, bounds| Array {
        name: String::from(name),
        role,
        extents,
        bounds,
        span: proc_macro2::Span::call_site(),
    };
    let fresh = Fresh::new();
    let n = Index::size(ArrayId(0), 0);
    let (i, k, s) = (fresh.variable("i"), fresh.variable("k"), fresh.variable("s"));
    let edges = Role::Structure { components: 2 };
    let mut term = Term::atom(Atom::Read(Source::Array(ArrayId(1)), vec![Index::variable(&i)]));
    term.push_factor(Factor::once(Atom::Read(Source::Let(LetId(0)), vec![Index::variable(&i)])));
    term.binders = vec![Binder { variable: i, range: Range::up_to(n.clone()) }];
    Program {
        name: "sound".to_owned(),
        arrays: vec![
            array("x", Role::Visible(Domain::Real), vec![n.clone()], vec![]),
            array("h", Role::Param(ParamOptions::default()), vec![n.clone()], vec![]),
            array("edges", edges, vec![Index::size(ArrayId(2), 0)], vec![vec![n.clone()]; 2]),
        ],
        inputs: vec![(s, n.clone())],
        lets: vec![Let {
            name: "u".to_owned(),
            binders: vec![(k.clone(), n)],
            definition: Definition::Sum(Expr::read(ArrayId(0), vec![Index::variable(&k)])),
        }],
        outputs: vec![Output { target: Target::Value, binders: vec![], value: term.into() }],
        fresh,
    }
}

fn value(program: &mut Program) -> &mut Term {
    &mut program.outputs[0].value.terms[0]
}

#[test]
fn a_sound_program_has_no_messages() {
    assert_eq!(verify(&sound()), Vec::<String>::new());
}

/// Breaks the sound program and looks for the one message that names the break.
fn broken(change: impl FnOnce(&mut Program), message: &str) {
    let mut program = sound();
    change(&mut program);
    let messages = verify(&program);
    assert!(messages.iter().any(|m| m.contains(message)), "`{message}` is not in {messages:?}");
}

#[test]
fn scopes() {
    let stranger = Variable::with_id(1, "q".into());
    let form = Index::variable(&stranger);
    let other = form.clone();
    broken(
        |p| value(p).guards.push(Guard::equal(&form, &Index::constant(0))),
        "value, term 1: `q` is not in scope",
    );
    broken(|p| value(p).binders.clear(), "`i` is not in scope");
    broken(
        |p| {
            let binder = value(p).binders[0].clone();
            value(p).binders.push(binder);
        },
        "`i` is bound twice",
    );
    broken(
        |p| {
            let input = p.inputs[0].0.clone();
            p.lets[0].binders[0].0 = input;
        },
        "`s` is bound twice",
    );
    // a binder's bounds see earlier binders only
    broken(
        |p| {
            let own = Index::variable(&value(p).binders[0].variable);
            value(p).binders[0].range = Range::up_to(own);
        },
        "`i` is not in scope",
    );
    broken(|p| value(p).push_factor(Factor::once(Atom::Integer(other))), "`q` is not in scope");
}

#[test]
fn sums_inside_functions_are_scoped_too() {
    broken(
        |p| {
            let inner = Expr::from(value(p).clone());
            let change = Atom::Change { operator: Operator::Exp, order: 0, at: inner.clone(), by: inner };
            value(p).push_factor(Factor::once(change));
        },
        "`i` is bound twice",
    );
    broken(
        |p| {
            let inner = Expr::from(value(p).clone());
            let apply = Atom::Apply { operator: Operator::Exp, order: 0, argument: inner };
            value(p).push_factor(Factor::once(apply));
        },
        "a sum inside `exp`",
    );
}

#[test]
fn lets_are_read_behind_their_definition() {
    let itself = || Expr::read_let(LetId(0), vec![Index::constant(0)]);
    broken(
        |p| p.lets[0].definition = Definition::Sum(itself()),
        "let `u`, term 1: let `u` is read before it is defined",
    );
    broken(|p| p.lets.clear(), "a let that does not exist is read");
}

#[test]
fn ranks() {
    broken(|p| p.arrays[1].extents.clear(), "`h` of rank 0 is read with 1 indices");
    broken(|p| p.lets[0].binders.clear(), "`u` of rank 0 is read with 1 indices");
    let lookup =
        |rank: usize, component| Index::lookup(ArrayId(2), vec![Index::constant(0); rank], component);
    let guard = |form: Index| Guard::equal(&form, &Index::constant(0));
    broken(|p| value(p).guards.push(guard(lookup(2, 0))), "`edges` of rank 1 is read with 2 indices");
    broken(|p| value(p).guards.push(guard(lookup(1, 2))), "`edges` has no component 2");
    let in_numbers = Index::lookup(ArrayId(1), vec![Index::constant(0)], 0);
    broken(|p| value(p).guards.push(guard(in_numbers)), "a look-up in `h`, which holds no integers");
    let numbers = Atom::Read(Source::Array(ArrayId(2)), vec![Index::constant(0)]);
    broken(|p| value(p).push_factor(Factor::once(numbers)), "`edges` holds integers and is read as numbers");
    let nowhere = Atom::Read(Source::Array(ArrayId(7)), vec![]);
    broken(|p| value(p).push_factor(Factor::once(nowhere)), "an array that does not exist is read");
    broken(|p| value(p).guards.push(guard(Index::size(ArrayId(0), 3))), "`x` has no axis 3");
    broken(
        |p| value(p).guards.push(guard(Index::size(ArrayId(7), 0))),
        "the size of an array that does not exist",
    );
}

#[test]
fn ranges() {
    broken(
        |p| value(p).binders[0].range = Range::Span { lower: vec![], upper: vec![] },
        "`i` has no upper bound",
    );
    let incidence = |array, component| Range::Incidence { array, component, at: Index::constant(0) };
    broken(
        |p| value(p).binders[0].range = incidence(ArrayId(0), 0),
        "a look-up in `x`, which holds no integers",
    );
    broken(|p| value(p).binders[0].range = incidence(ArrayId(2), 5), "`edges` has no component 5");
}

#[test]
fn numbers_and_orders() {
    broken(|p| value(p).coefficient = f64::NAN, "a coefficient that is not a number");
    broken(|p| value(p).factors[0].power = 0, "a factor to the power of zero");
    let apply = |operator, order| Factor::once(Atom::Apply { operator, order, argument: Expr::zero() });
    broken(|p| value(p).push_factor(apply(Operator::Tanh, 4)), "derivative 4 of `tanh`");
    broken(|p| value(p).push_factor(apply(Operator::Exp, 1)), "`exp` carries no orders, but has order 1");
    let modulo = Index::variable(&Variable::with_id(1, "q".into())).remainder(Index::constant(-2));
    broken(
        |p| value(p).guards.push(Guard::equal(&modulo, &Index::constant(0))),
        "division by an integer that is not positive",
    );
}

#[test]
fn extents_mention_sizes_only() {
    let variable = |p: &Program| Index::variable(&p.inputs[0].0);
    broken(|p| p.arrays[0].extents[0] = variable(p), "array `x`: an extent mentions the variable `s`");
    broken(|p| p.lets[0].binders[0].1 = variable(p), "let `u`: an extent mentions the variable `s`");
    broken(|p| p.arrays[2].bounds[0][0] = variable(p), "array `edges`: an extent mentions the variable `s`");
}

#[test]
fn arrays_and_outputs() {
    broken(|p| p.arrays[2].bounds.clear(), "0 lists of bounds for 2 components");
    broken(
        |p| p.arrays[1].role = Role::Param(ParamOptions { symmetric: true, ..ParamOptions::default() }),
        "symmetric or without a diagonal, but of rank 1",
    );
    broken(|p| p.arrays[1].role = Role::Scalar, "a scalar with axes");
    broken(
        |p| p.outputs[0].target = Target::Gradient(ArrayId(1)),
        "gradient by `h`: 0 axes for an array of rank 1",
    );
    broken(
        |p| p.outputs[0].target = Target::Gradient(ArrayId(9)),
        "a gradient by an array that does not exist",
    );
    broken(|p| p.outputs.push(p.outputs[0].clone()), "more than one value");
    broken(
        |p| {
            let axis = (p.fresh.variable("a"), Index::size(ArrayId(0), 0));
            p.outputs[0].binders.push(axis);
        },
        "value: a number with 1 axes",
    );
}
