//! What demand and sharing have to find, and what they must leave alone.

use crate::build::*;
use crate::{check, energies, random};
use ebm_compiler::derive::demand::demand;
use ebm_compiler::derive::share::share;
use ebm_compiler::derive::{difference, objective, reverse, tidy};
use ebm_compiler::ir::*;

/// Sites x, a square parameter w, and the size.
fn square(n: usize) -> (Case, ArrayId, ArrayId, Index) {
    let random = &mut Random(41);
    let mut case = Case::new("square");
    let x = case.sites("x", Domain::Real, &[n], random);
    let size = Index::size(x, 0);
    let extents = Some(vec![size.clone(), size.clone()]);
    let w = case.param("w", ParamOptions::default(), extents, &[n, n], random);
    (case, x, w, size)
}

/// Σ_k w[i,k] x[k], as the let `name[i]`, times a number
fn row_sum(case: &mut Case, name: &str, factor: f64, w: ArrayId, x: ArrayId, size: &Index) -> LetId {
    let (i, k) = (case.variable("i"), case.variable("k"));
    let factors = [read(w, &[&v(&i), &v(&k)]), read(x, &[&v(&k)])];
    let body = term(factor, &[up_to(&k, size)], &[], &factors);
    case.define(name, vec![(i, size.clone())], body)
}

fn unchanged(case: &Case, after: &Program, inputs: &[(Variable, i64)]) {
    let before = value_of(&case.program, &case.arrays, inputs);
    let after = value_of(after, &case.arrays, inputs);
    check::close(after, before, 0.0, 1e-12, &|| "value".to_owned());
}

#[test]
fn a_let_read_at_the_site_is_computed_there() {
    let (mut case, x, w, size) = square(3);
    let s = case.variable("s");
    case.program.inputs = vec![(s.clone(), size.clone())];
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let case = case.value(term(1.0, &[], &[], &[power(read_let(t, &[&v(&s)]), 2)]));
    let after = demand(&case.program);
    assert_eq!(after.lets.len(), 1);
    assert!(after.lets[0].binders.is_empty(), "one entry is read");
    (0..3).for_each(|at| unchanged(&case, &after, &[(s.clone(), at)]));
}

#[test]
fn a_let_read_once_at_the_site_is_written_there() {
    let (mut case, x, w, size) = square(3);
    let s = case.variable("s");
    case.program.inputs = vec![(s.clone(), size.clone())];
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let case = case.value(term(2.0, &[], &[], &[read(x, &[&v(&s)]), read_let(t, &[&v(&s)])]));
    let after = demand(&case.program);
    assert!(after.lets.is_empty());
    (0..3).for_each(|at| unchanged(&case, &after, &[(s.clone(), at)]));
}

#[test]
fn a_let_read_beside_the_site_is_two_lets_that_stay_inside() {
    let (mut case, x, w, size) = square(3);
    let s = case.variable("s");
    case.program.inputs = vec![(s.clone(), size.clone())];
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let (before, after) = (&v(&s) - &Index::constant(1), &v(&s) + &Index::constant(1));
    let left = [Guard::at_most(&Index::constant(1), &v(&s))];
    let right = [Guard::less(&after, &size)];
    let case = case.value(sum([
        term(1.0, &[], &left, &[power(read_let(t, &[&before]), 2)]),
        term(1.0, &[], &right, &[power(read_let(t, &[&after]), 2)]),
    ]));
    let after = demand(&case.program);
    assert_eq!(after.lets.len(), 2);
    assert!(after.lets.iter().all(|l| l.binders.is_empty()));
    // at both ends one of the points lies outside
    (0..3).for_each(|at| unchanged(&case, &after, &[(s.clone(), at)]));
}

#[test]
fn a_let_read_on_its_diagonal_has_one_axis() {
    let (mut case, x, w, size) = square(3);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let tanh = apply(Operator::Tanh, term(1.0, &[], &[], &[read(w, &[&v(&i), &v(&k)])]));
    let body = term(1.0, &[], &[], &[tanh, read(x, &[&v(&k)])]);
    let t = case.define("t", vec![(i, size.clone()), (k, size.clone())], body);
    let i = case.variable("i");
    let diagonal = power(read_let(t, &[&v(&i), &v(&i)]), 2);
    let case = case.value(term(1.0, &[up_to(&i, &size)], &[], &[diagonal]));
    let after = demand(&case.program);
    assert_eq!(after.lets[0].binders.len(), 1);
    unchanged(&case, &after, &[]);
}

#[test]
fn an_axis_that_is_not_mentioned_goes() {
    let (mut case, x, _, size) = square(3);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let body = term(1.0, &[up_to(&k, &size)], &[], &[read(x, &[&v(&k)])]);
    let t = case.define("t", vec![(i, size.clone())], body);
    let i = case.variable("i");
    let factors = [read(x, &[&v(&i)]), read_let(t, &[&v(&i)])];
    // read twice, so that it is not written out
    let case = case.value(sum([
        term(1.0, &[up_to(&i, &size)], &[], &factors),
        term(1.0, &[up_to(&i, &size)], &[], &[power(factors[1].clone(), 2)]),
    ]));
    let after = demand(&case.program);
    assert_eq!(after.lets.len(), 1);
    assert!(after.lets[0].binders.is_empty());
    unchanged(&case, &after, &[]);
}

#[test]
fn a_let_that_would_be_computed_more_often_stays() {
    // every entry of t is read for every i
    let (mut case, x, w, size) = square(3);
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let factors = [read(w, &[&v(&i), &v(&k)]), read_let(t, &[&v(&k)])];
    let binders = [up_to(&i, &size), up_to(&k, &size)];
    let case = case.value(term(1.0, &binders, &[], &factors));
    let after = tidy(&case.program);
    assert_eq!(after.lets.len(), 1);
    unchanged(&case, &after, &[]);
}

#[test]
fn a_let_under_a_power_or_a_function_stays() {
    for nonlinear in [false, true] {
        let (mut case, x, w, size) = square(3);
        let t = row_sum(&mut case, "t", 1.0, w, x, &size);
        let i = case.variable("i");
        let entry = read_let(t, &[&v(&i)]);
        let factor = match nonlinear {
            true => apply(Operator::Tanh, term(1.0, &[], &[], &[entry])),
            false => power(entry, 2),
        };
        let case = case.value(term(1.0, &[up_to(&i, &size)], &[], &[factor]));
        let after = tidy(&case.program);
        assert_eq!(after.lets.len(), 1);
        unchanged(&case, &after, &[]);
    }
}

#[test]
fn both_spellings_of_a_quadratic_energy_lose_their_let() {
    let (case, _) = energies::boltzmann(3, true, &mut Random(42));
    assert_eq!(case.program.lets.len(), 1);
    assert!(tidy(&case.program).lets.is_empty());
}

#[test]
fn unread_lets_go_with_what_they_read() {
    let (mut case, x, w, size) = square(2);
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let i = case.variable("i");
    case.define("unread", Vec::new(), term(1.0, &[up_to(&i, &size)], &[], &[read_let(t, &[&v(&i)])]));
    let case = case.value(Expr::number(2.0));
    assert!(demand(&case.program).lets.is_empty());
}

#[test]
fn lets_equal_up_to_a_number_are_one() {
    let (mut case, x, w, size) = square(3);
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let u = row_sum(&mut case, "u", -2.5, w, x, &size);
    // one more pair on top, equal only once the first pair is one
    let tanh_of = |case: &mut Case, name: &str, id: LetId, factor: f64| {
        let i = case.variable("i");
        let inside = apply(Operator::Tanh, term(factor, &[], &[], &[read_let(id, &[&v(&i)])]));
        case.define(name, vec![(i, size.clone())], term(3.0, &[], &[], &[inside]))
    };
    let a = tanh_of(&mut case, "a", t, -2.5);
    let b = tanh_of(&mut case, "b", u, 1.0);
    let i = case.variable("i");
    let all = [t, u, a, b].map(|id| power(read_let(id, &[&v(&i)]), 2));
    let case = case.value(term(1.0, &[up_to(&i, &size)], &[], &all));
    let after = tidy(&share(&case.program));
    assert_eq!(after.lets.len(), 2);
    unchanged(&case, &after, &[]);
}

#[test]
fn the_order_of_sums_and_factors_does_not_matter() {
    let (mut case, x, w, size) = square(3);
    let total = |case: &mut Case, swapped: bool| {
        let (i, k) = (case.variable("i"), case.variable("k"));
        let mut binders = [up_to(&i, &size), up_to(&k, &size)];
        let mut factors = [read(x, &[&v(&k)]), read(w, &[&v(&i), &v(&k)])];
        if swapped {
            binders.reverse();
            factors.reverse();
        }
        case.define("total", Vec::new(), term(1.0, &binders, &[], &factors))
    };
    let (a, b) = (total(&mut case, false), total(&mut case, true));
    let case = case.value(term(1.0, &[], &[], &[power(read_let(a, &[]), 2), power(read_let(b, &[]), 2)]));
    let after = tidy(&case.program);
    assert_eq!(after.lets.len(), 1);
    unchanged(&case, &after, &[]);
}

#[test]
fn lets_over_different_extents_stay_apart() {
    let (mut case, x, w, size) = square(3);
    let t = row_sum(&mut case, "t", 1.0, w, x, &size);
    let shorter = &size - &Index::constant(1);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let factors = [read(w, &[&v(&i), &v(&k)]), read(x, &[&v(&k)])];
    let body = term(1.0, &[up_to(&k, &size)], &[], &factors);
    let u = case.define("u", vec![(i, shorter.clone())], body);
    let i = case.variable("i");
    let square = |id| power(read_let(id, &[&v(&i)]), 2);
    let case = case.value(sum([
        term(1.0, &[up_to(&i, &size)], &[], &[square(t)]),
        term(1.0, &[up_to(&i, &shorter)], &[], &[square(u)]),
    ]));
    let after = tidy(&case.program);
    assert_eq!(after.lets.len(), 2);
    unchanged(&case, &after, &[]);
}

#[test]
fn axes_of_different_extents_are_not_merged() {
    let (mut case, x, w, size) = square(3);
    let shorter = &size - &Index::constant(1);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let tanh = apply(Operator::Tanh, term(1.0, &[], &[], &[read(w, &[&v(&i), &v(&k)])]));
    let beyond = &v(&k) + &Index::constant(1);
    let body = term(1.0, &[], &[], &[tanh, read(x, &[&beyond])]);
    let t = case.define("t", vec![(i, size.clone()), (k, shorter.clone())], body);
    let i = case.variable("i");
    let diagonal = power(read_let(t, &[&v(&i), &v(&i)]), 2);
    let case = case.value(term(1.0, &[up_to(&i, &shorter)], &[], &[diagonal]));
    let after = demand(&case.program);
    assert_eq!(after.lets[0].binders.len(), 2);
    unchanged(&case, &after, &[]);
}

/// Two derivations of one program are the same program, and tidying finds nothing left to do.
#[test]
fn derivations_repeat_and_settle() {
    for seed in 5_000..5_040 {
        let derive = || {
            let case = random::energy(seed, true);
            let mut programs = vec![tidy(&case.program)];
            for (array, domain) in case.site_arrays() {
                match domain.is_discrete() {
                    true => programs.extend(difference::flip(&case.program, array)),
                    false => programs.push(difference::shift(&case.program, array).0),
                }
            }
            programs.extend(objective::pseudolikelihood(&case.program));
            let gradients: Vec<Program> = programs
                .iter()
                .map(|program| reverse::value_and_gradient(program, &reverse::learned(program), None))
                .collect();
            programs.extend(gradients);
            programs
        };
        let (once, again) = (derive(), derive());
        assert!(format!("{once:?}") == format!("{again:?}"), "seed {seed}: two derivations differ");
        for program in once {
            assert_eq!(tidy(&program).lets.len(), program.lets.len(), "seed {seed}");
        }
    }
}
