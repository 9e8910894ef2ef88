//! Functions that stand in several places.

use crate::build::*;
use crate::check;
use ebm_compiler::derive::{reverse, tidy};
use ebm_compiler::ir::*;

/// How many nonlinear functions are written in a program.
fn functions(program: &Program) -> usize {
    let mut count = 0;
    let mut look = |expr: &Expr| {
        expr.visit_atoms(&mut |atom| {
            count += usize::from(matches!(atom, Atom::Apply { .. } | Atom::Change { .. }))
        });
    };
    program.lets.iter().for_each(|l| look(l.definition.expr()));
    program.outputs.iter().for_each(|o| look(&o.value));
    count
}

/// Real sites x, and a, b.
fn chain(n: usize) -> (Case, ArrayId, ArrayId, ArrayId, Index) {
    let random = &mut Random(71);
    let mut case = Case::new("chain");
    let x = case.sites("x", Domain::Real, &[n], random);
    let a = case.param("a", ParamOptions::default(), None, &[], random);
    let b = case.param("b", ParamOptions::default(), None, &[], random);
    (case, x, a, b, Index::size(x, 0))
}

fn same_value(case: &Case, after: &Program) {
    let (before, after) = (value_of(&case.program, &case.arrays, &[]), value_of(after, &case.arrays, &[]));
    check::close(after, before, 0.0, 1e-12, &|| "value".to_owned());
}

/// softplus(a x_i + b x_{i + 1}), open or closed to a ring
fn bond(case: &Case, open: bool, (x, a, b): (ArrayId, ArrayId, ArrayId), size: &Index) -> (Binder, Factor) {
    let i = case.variable("i");
    let next = &v(&i) + &Index::constant(1);
    let (end, next) = match open {
        true => (size - &Index::constant(1), next),
        false => (size.clone(), next.remainder(size.clone())),
    };
    let inside = sum([
        term(1.0, &[], &[], &[read(a, &[]), read(x, &[&v(&i)])]),
        term(1.0, &[], &[], &[read(b, &[]), read(x, &[&next])]),
    ]);
    (up_to(&i, &end), apply(Operator::Softplus, inside))
}

#[test]
fn the_slope_of_a_bond_is_computed_once() {
    for (n, open) in [(1, false), (2, true), (4, false), (4, true)] {
        let (case, x, a, b, size) = chain(n);
        let (binder, function) = bond(&case, open, (x, a, b), &size);
        let case = case.value(term(1.0, &[binder], &[], &[function]));
        let gradient = reverse::gradient(&case.program, &[a, b, x], None);
        assert_eq!(functions(&gradient), 1, "{gradient}");
        check::energy_gradients(&case, "bonds");
    }
}

#[test]
fn a_let_keeps_its_name() {
    let (mut case, x, a, b, size) = chain(3);
    let (binder, function) = bond(&case, false, (x, a, b), &size);
    let i = binder.variable.clone();
    let strength = case.define("strength", vec![(i, size.clone())], term(1.0, &[], &[], &[function]));
    let (binder, again) = bond(&case, false, (x, a, b), &size);
    let i = case.variable("i");
    let case = case.value(sum([
        term(1.0, &[up_to(&i, &size)], &[], &[power(read_let(strength, &[&v(&i)]), 2)]),
        term(1.0, &[binder], &[], &[again, read(a, &[])]),
    ]));
    let after = tidy(&case.program);
    assert_eq!(functions(&after), 1, "{after}");
    assert_eq!(after.lets[0].name, "strength");
    same_value(&case, &after);
}

#[test]
fn functions_of_part_of_a_range_stay() {
    // two sums over i < k: as a let over all i and k it would be twice as large
    let (case, x, a, _, size) = chain(3);
    let bonds = [1, 2].map(|degree| {
        let (i, k) = (case.variable("i"), case.variable("k"));
        let inside =
            sum([term(1.0, &[], &[], &[read(x, &[&v(&i)])]), term(1.0, &[], &[], &[read(x, &[&v(&k)])])]);
        let factors = [power(read(a, &[]), degree), apply(Operator::Tanh, inside)];
        term(0.5, &[up_to(&k, &size), up_to(&i, &v(&k))], &[], &factors)
    });
    let case = case.value(sum(bonds));
    let after = tidy(&case.program);
    assert_eq!(functions(&after), 2, "{after}");
    same_value(&case, &after);
}

#[test]
fn functions_that_need_their_guards_stay() {
    let (case, x, a, b, size) = chain(3);
    let bonds = [a, b].map(|factor| {
        let i = case.variable("i");
        let beyond = &v(&i) + &Index::constant(2);
        let ends = [Guard::less(&beyond, &size), Guard::different(&v(&i), &Index::constant(7))];
        let inside = apply(Operator::Tanh, term(1.0, &[], &[], &[read(x, &[&beyond]), read(b, &[])]));
        term(1.0, &[up_to(&i, &size)], &ends, &[read(factor, &[]), inside])
    });
    let case = case.value(sum(bonds));
    same_value(&case, &tidy(&case.program));
}

#[test]
fn functions_of_pairs_are_not_kept_as_matrices() {
    // n² of them, where the program holds n numbers
    let (case, x, a, b, size) = chain(3);
    let bonds = [a, b].map(|factor| {
        let (i, k) = (case.variable("i"), case.variable("k"));
        let inside =
            sum([term(1.0, &[], &[], &[read(x, &[&v(&i)])]), term(-1.0, &[], &[], &[read(x, &[&v(&k)])])]);
        let factors = [read(factor, &[]), read(x, &[&v(&k)]), apply(Operator::Cos, inside)];
        term(1.0, &[up_to(&i, &size), up_to(&k, &size)], &[], &factors)
    });
    let case = case.value(sum(bonds));
    let after = tidy(&case.program);
    assert_eq!(functions(&after), 2, "{after}");
    same_value(&case, &after);
}
