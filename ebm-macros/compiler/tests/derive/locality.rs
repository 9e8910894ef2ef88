//! A difference touches what involves its site and nothing else.
//!
//! The oracle knows no derivation: sites whose joint change is the sum of their changes are not neighbours, and what a
//! difference does not read may be NaN.

use crate::build::*;
use crate::{check, discrete_energies, energies};
use ebm_compiler::derive::{difference, tidy};
use ebm_compiler::ir::evaluate::{Environment, Value};
use ebm_compiler::ir::*;

/// The difference at every site is the same, to the bit, when everything that is no neighbour is NaN.
fn reads_neighbours_only(case: &Case, name: &str) {
    let (array, domain) = case.site_arrays()[0].clone();
    let other = |old: f64| match domain {
        Domain::Binary => 1.0 - old,
        Domain::Spin => -old,
        _ => 0.4 - old,
    };
    let value = &case.arrays[&array];
    let energy = |changed: &[usize]| {
        let flip = |value: Value, &site: &usize| with_entry(&value, site, other(numbers(&value)[site]));
        let mut arrays = case.arrays.clone();
        arrays.insert(array, changed.iter().fold(value.clone(), flip));
        value_of(&case.program, &arrays, &[])
    };
    let (derived, to) = match domain.is_discrete() {
        true => (difference::flip(&case.program, array).expect("two values"), None),
        false => {
            let (program, to) = difference::shift(&case.program, array);
            (program, Some(to))
        }
    };
    for (site, position) in positions(&value.shape).into_iter().enumerate() {
        let mut blinded = value.clone();
        let mut strangers = 0;
        for far in (0..numbers(value).len()).filter(|&far| far != site) {
            let joint = energy(&[site, far]) - energy(&[site]) - energy(&[far]) + energy(&[]);
            if joint.abs() < 1e-9 {
                blinded = with_entry(&blinded, far, f64::NAN);
                strangers += 1;
            }
        }
        assert!(strangers > 0, "{name}: a test with no stranger");
        let mut arrays = case.arrays.clone();
        if let Some(to) = to {
            arrays.insert(to, Value::scalar(other(numbers(value)[site])));
        }
        let inputs: Vec<_> = derived.inputs.iter().map(|(v, _)| v.clone()).zip(position.clone()).collect();
        let seen = value_of(&derived, &arrays, &inputs);
        arrays.insert(array, blinded);
        let blind = value_of(&derived, &arrays, &inputs);
        assert!(seen.to_bits() == blind.to_bits(), "{name} at {position:?}: {seen}, and {blind} where blind");
    }
}

/// Σ_i (softplus(w x_i + x_{(i+1) mod n}))², through a let
fn wrapped(n: usize, domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("wrapped");
    let x = case.sites("x", domain, &[n], random);
    let w = case.param("w", ParamOptions::default(), None, &[], random);
    let size = Index::size(x, 0);
    let i = case.variable("i");
    let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
    let inside = sum([
        term(1.0, &[], &[], &[read(w, &[]), read(x, &[&v(&i)])]),
        term(1.0, &[], &[], &[read(x, &[&next])]),
    ]);
    let body = term(1.0, &[], &[], &[apply(Operator::Softplus, inside)]);
    let u = case.define("u", vec![(i, size.clone())], body);
    let i = case.variable("i");
    case.value(term(1.0, &[up_to(&i, &size)], &[], &[power(read_let(u, &[&v(&i)]), 2)]))
}

#[test]
fn differences_read_neighbours_only() {
    let random = &mut Random(61);
    for domain in [Domain::Binary, Domain::Spin, Domain::Real] {
        let word = domain.word();
        reads_neighbours_only(&energies::lattice(4, 5, domain.clone(), random).0, &format!("{word} lattice"));
        reads_neighbours_only(&wrapped(6, domain.clone(), random), &format!("{word} ring through a let"));
        let (convolution, _) = energies::convolution(8, 2, domain.clone(), random);
        reads_neighbours_only(&convolution, &format!("{word} convolution"));
    }
    reads_neighbours_only(&energies::rotors(6, random).0, "rotors");
}

#[test]
fn a_change_at_a_point_is_one_number() {
    let case = wrapped(5, Domain::Spin, &mut Random(62));
    check::differences(&case, "wrapped");
    let (array, _) = case.site_arrays()[0];
    let flip = difference::flip(&case.program, array).expect("two values");
    assert!(flip.lets.iter().all(|l| l.binders.is_empty()), "{flip}");
    assert!(!flip.value().has_binders(), "{flip}");
}

#[test]
fn a_linear_let_leaves_no_let_behind() {
    let (case, _) = energies::gaussian(3, &mut Random(63));
    let (array, _) = case.site_arrays()[0];
    // not tidied before: the let is there when its change is taken
    let (shift, _) = difference::shift(&case.program, array);
    let names: Vec<&str> = shift.lets.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["change_x"], "{shift}");
}

#[test]
fn flips_of_binary_sites_have_no_squares() {
    let (case, _) = energies::boltzmann(3, false, &mut Random(64));
    let (array, _) = case.site_arrays()[0];
    let flip = difference::flip(&tidy(&case.program), array).expect("two values");
    for term in &flip.value().terms {
        let degree: u32 = term
            .factors
            .iter()
            .filter(|f| matches!(&f.atom, Atom::Read(Source::Let(_), _)))
            .map(|f| f.power)
            .sum();
        assert!(degree <= 1, "{flip}");
    }
}

/// How many terms with all their binders fixed a program adds up, lets and outputs.
fn summands(program: &Program, case: &Case, inputs: &[(Variable, i64)]) -> usize {
    let mut environment = Environment::new(case.arrays.clone());
    environment.variables = inputs.iter().cloned().collect();
    let mut total = 0;
    let lets = program.lets.iter().map(|l| (l.scope(), l.definition.expr()));
    for (axes, expr) in lets.chain(program.outputs.iter().map(|o| (o.binders.clone(), &o.value))) {
        for term in &expr.terms {
            let all = axes.iter().map(|(v, extent)| up_to(v, extent)).chain(term.binders.iter().cloned());
            total += points(&mut environment, &all.collect::<Vec<_>>());
        }
    }
    total
}

fn points(environment: &mut Environment, binders: &[Binder]) -> usize {
    let Some((first, rest)) = binders.split_first() else { return 1 };
    let mut count = 0;
    for value in environment.range(&first.range) {
        environment.variables.insert(first.variable.clone(), value);
        count += points(environment, rest);
        environment.variables.remove(&first.variable);
    }
    count
}

#[test]
fn a_difference_for_all_values_costs_its_neighbours_for_each() {
    // n − 1 couplings and a field for each of q values, and the two reads of the difference
    let (n, q) = (7, 3);
    let case = discrete_energies::potts(n, q, &mut Random(65));
    let values = difference::values(&case.program, ArrayId(0)).expect("discrete");
    for site in 0..n as i64 {
        let found = summands(&values, &case, &[(values.inputs[0].0.clone(), site)]);
        assert_eq!(found, q * n + 2 * q, "{values}");
    }
    // the couplings of a count are summed once, whatever its values are
    let case = discrete_energies::counts(n, 9, &mut Random(66));
    let values = difference::values(&case.program, ArrayId(0)).expect("discrete");
    for site in 0..n as i64 {
        let found = summands(&values, &case, &[(values.inputs[0].0.clone(), site)]);
        assert_eq!(found, n + (3 + 2) * 10, "{values}");
    }
    // four neighbours on a torus, of any size
    for (rows, cols) in [(3, 3), (5, 6)] {
        let domain = Domain::Categorical(States::All(Index::constant(4)));
        let case = discrete_energies::potts_lattice(rows, cols, domain, &mut Random(67));
        let values = difference::values(&case.program, ArrayId(0)).expect("discrete");
        let at: Vec<_> = values.inputs.iter().map(|(v, _)| (v.clone(), 1)).collect();
        assert_eq!(summands(&values, &case, &at), 4 * (1 + 4) + 2 * 4, "{values}");
    }
}
