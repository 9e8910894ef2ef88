//! Remarks on parameters that mean nothing, each with the invariance that it claims.

use crate::build::*;
use crate::{check, discrete_energies, energies};
use ebm_compiler::derive::{difference, notes, tidy};
use ebm_compiler::ir::*;

fn texts(case: &Case) -> Vec<String> {
    notes::notes(&tidy(&case.program)).into_iter().map(|note| note.text).collect()
}

#[test]
fn a_potts_model_has_a_gauge() {
    let random = &mut Random(101);
    let case = discrete_energies::potts(3, 2, random);
    assert_eq!(
        texts(&case),
        [
            "`j` is read below its diagonal only: its other entries have no effect",
            "`h[i, x[i]]`: adding one number for all states changes no difference",
            "`j[i, k, x[i], x[k]]`: adding a function of one of its states, and taking it away from `h`, changes no difference (a gauge)",
        ]
    );
    // the gauge of the last: j[2, 1, a, b] += g[a], h[2, a] −= g[a]
    let (x, h, j) = (ArrayId(0), ArrayId(1), ArrayId(2));
    let mut moved = case.arrays.clone();
    for (a, g) in [0.7, -1.3].into_iter().enumerate() {
        for b in 0..2 {
            let flat = ((2 * 3 + 1) * 2 + a) * 2 + b;
            let entry = numbers(&moved[&j])[flat] + g;
            moved.insert(j, with_entry(&moved[&j], flat, entry));
        }
        let entry = numbers(&moved[&h])[2 * 2 + a] - g;
        moved.insert(h, with_entry(&moved[&h], 2 * 2 + a, entry));
    }
    let values = difference::values(&case.program, x).expect("discrete");
    for site in 0..3 {
        let at = [(values.inputs[0].0.clone(), site)];
        let before = run(&values, &case.arrays, &at);
        let after = run(&values, &moved, &at);
        for (a, b) in numbers(&before[0].1).iter().zip(numbers(&after[0].1)) {
            check::close(*a, *b, 0.0, 1e-12, &|| format!("site {site}"));
        }
    }
}

#[test]
fn what_cancels_is_said() {
    let random = &mut Random(102);
    let mut case = Case::new("cancelling");
    let x = case.sites("x", Domain::Spin, &[3], random);
    let size = Index::size(x, 0);
    let names = ["field", "constant", "square", "unused"];
    let [field, constant, square, _] =
        names.map(|name| case.param(name, ParamOptions::default(), None, &[], random));
    let i = case.variable("i");
    let all = [up_to(&i, &size)];
    let energy = sum([
        term(-1.0, &all, &[], &[read(field, &[]), read(x, &[&v(&i)])]),
        term(1.0, &[], &[], &[read(constant, &[])]),
        term(1.0, &all, &[], &[read(square, &[]), power(read(x, &[&v(&i)]), 2)]),
    ]);
    let case = case.value(energy);
    assert_eq!(
        texts(&case),
        [
            "`constant` is the same for all states and cancels in the density",
            "`square·n` is the same for all states and cancels in the density",
            "`constant` cancels in every difference between two states: data say nothing of it",
            "`square` cancels in every difference between two states: data say nothing of it",
            "`unused` is never read: data say nothing of it",
        ]
    );
}

#[test]
fn what_matters_has_no_remark() {
    let random = &mut Random(103);
    assert_eq!(texts(&energies::lattice(3, 3, Domain::Spin, random).0), [""; 0]);
    assert_eq!(texts(&energies::boltzmann(3, true, random).0), [""; 0]);
    let (ising, _) = energies::ising(3, random);
    assert_eq!(texts(&ising), ["the diagonal of `j` is never read: it has no effect"]);
}
