//! Energies whose entries exist, or whose functions are defined, under conditions only. Each once made a derivation read
//! outside an array or carry a NaN.

use crate::build::{Case, Random};
use crate::check;
use ebm_compiler::errors::Errors;
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::{ArrayId, Program};
use ebm_compiler::lower::lower;
use ebm_compiler::syntax::{Item, parse};
use std::collections::BTreeMap;

fn lowered(source: &str) -> Program {
    let mut errors = Errors::new();
    let item = parse(&mut errors, Default::default(), source.parse().expect("tokens"));
    let Some(Item::Function(energy)) = item else { panic!("a function") };
    let lowered = lower(&mut errors, &energy).expect("an energy");
    assert!(errors.finish().is_empty());
    lowered.program
}

/// Everything that is derived from an energy, at these arrays.
fn check(source: &str, arrays: &[(&str, Value)]) {
    let program = lowered(source);
    let by_name: BTreeMap<&str, &Value> = arrays.iter().map(|(name, value)| (*name, value)).collect();
    let value = |id: usize| by_name[program.arrays[id].name.as_str()].clone();
    let arrays = (0..program.arrays.len()).map(|id| (ArrayId(id), value(id))).collect();
    let case = Case { program, arrays };
    let name = case.program.name.clone();
    check::tidying(&case, &name);
    check::differences(&case, &name);
    check::energy_gradients(&case, &name);
    check::pseudolikelihood(&case, &name);
}

fn spins(shape: &[usize], random: &mut Random) -> Value {
    let spin = |_| if random.chance(50) { 1.0 } else { -1.0 };
    Value::numbers(shape, (0..shape.iter().product()).map(spin).collect())
}

fn bits(shape: &[usize], random: &mut Random) -> Value {
    Value::numbers(shape, (0..shape.iter().product()).map(|_| random.below(2) as f64).collect())
}

fn reals(shape: &[usize], random: &mut Random) -> Value {
    Value::numbers(shape, (0..shape.iter().product()).map(|_| random.uniform(-0.7, 0.7)).collect())
}

fn symmetric(n: usize, random: &mut Random) -> Value {
    let lower: Vec<f64> = (0..n * n).map(|_| random.uniform(-0.7, 0.7)).collect();
    Value::numbers(&[n, n], (0..n * n).map(|p| lower[(p / n).max(p % n) * n + (p / n).min(p % n)]).collect())
}

/// √ of what is a square only where the changed site is the one that is read: beyond, its argument is negative.
#[test]
fn a_root_that_is_defined_at_the_changed_site_only() {
    let source = "fn reversed(#[visible(spin)] x: ArrayView2<f64>, #[param] h: ArrayView1<f64>) -> f64 {
        (0..x.shape()[1])
            .map(|i| {
                x[[0, i % x.dim().1]]
                    * square(x[[i % x.shape()[0], x.shape()[1] - 1 - i]] - h[i]).sqrt()
            })
            .sum::<f64>()
    }";
    let mut random = Random(31);
    for shape in [[3, 2], [2, 3], [1, 2], [4, 1]] {
        let arrays = [("x", spins(&shape, &mut random)), ("h", reals(&[shape[1]], &mut random))];
        check(source, &arrays);
    }
}

/// `group[1]` exists where `cols ≥ 2`; both are looked up, the number without axes first.
#[test]
fn an_entry_that_a_number_makes_exist() {
    let source = "fn second(
        #[fixed] cols: usize, #[visible(spin)] x: ArrayView1<f64>, #[fixed] group: &[usize],
    ) -> f64 {
        (0..cols).map(|i| if i == 1 { x[group[i]] } else { 0.5 }).sum::<f64>()
    }";
    let mut random = Random(32);
    for cols in 0..4 {
        let group = (0..cols).map(|_| random.below(2) as i64).collect();
        let arrays = [
            ("cols", Value::integers(&[], vec![cols as i64])),
            ("x", spins(&[2], &mut random)),
            ("group", Value::integers(&[cols], group)),
        ];
        check(source, &arrays);
    }
}

/// `[i < q − 3]` says `q ≥ 3` until `i` is found to be `group[q − 3]`.
#[test]
fn a_bound_that_follows_from_a_site_which_is_looked_up() {
    let source = "fn shifted(
        #[visible(binary)] x: ArrayView1<f64>, #[fixed] group: &[usize],
        #[param(symmetric)] j: ArrayView2<f64>, #[param] h: ArrayView1<f64>,
    ) -> f64 {
        let n = x.len();
        let mut energy: f64 = 0.0;
        for i in 0..group.len() / 2 {
            for k in 0..=n - 1 {
                if k + 3 < group.len() {
                    energy -= h[k + 3] * x[i] * x[group[k]] * j[[i, k]];
                }
            }
        }
        energy
    }";
    let mut random = Random(33);
    for (n, entries) in [(3, 3), (4, 6), (5, 7), (1, 2)] {
        let group = (0..entries).map(|_| random.below(n) as i64).collect();
        let arrays = [
            ("x", bits(&[n], &mut random)),
            ("group", Value::integers(&[entries], group)),
            ("j", symmetric(n, &mut random)),
            ("h", reals(&[entries], &mut random)),
        ];
        check(source, &arrays);
    }
}

/// `[i < k]·[k < rows]` says `i < rows`, but only behind the list of `group[i]` over which `k` runs.
#[test]
fn a_bound_that_follows_inside_a_list_only() {
    let source = "fn alike(
        #[visible(spin)] x: ArrayView2<f64>, #[fixed] group: &[usize],
        #[param(symmetric)] w: ArrayView2<f64>,
    ) -> f64 {
        let rows = x.nrows();
        let mut energy: f64 = 0.0;
        for i in 0..rows {
            let mut t: f64 = 1.0;
            for k in 0..rows {
                if group[k] == group[i] {
                    t -= w[[i, k]] * x[[k, 0]];
                }
            }
            if i < 3 {
                energy -= t;
            }
        }
        energy
    }";
    let mut random = Random(34);
    for rows in 1..5 {
        let group = (0..rows).map(|_| random.below(2) as i64).collect();
        let arrays = [
            ("x", spins(&[rows, 1], &mut random)),
            ("group", Value::integers(&[rows], group)),
            ("w", symmetric(rows, &mut random)),
        ];
        check(source, &arrays);
    }
}
