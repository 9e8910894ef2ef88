//! Energies whose entries exist, or whose functions are defined, under conditions only. Each once made a derivation read
//! outside an array or carry a NaN.

use crate::build::{Case, Random};
use crate::check;
use ebm_compiler::derive::tidy;
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

/// `[l < k]` says `q ≥ 1`, the range of `l`, until `k` is found to be `group[q − 1]`.
#[test]
fn a_bound_that_follows_through_another_binder() {
    let source = "fn nested(
        #[visible(binary)] x: ArrayView1<f64>, #[fixed] group: &[usize],
        #[param] tensor: ArrayView3<f64>, #[fixed] next: ArrayView1<usize>,
    ) -> f64 {
        let n = x.len();
        let mut energy: f64 = 0.0;
        for i in 0..n / 2 {
            for k in 0..n {
                for l in 0..k {
                    let mut t: f64 = 0.0;
                    for m in l..n {
                        if i == m {
                            t -= x[k] * tensor[[m % x.len(), next[m], i + 1]] * x[group[i]];
                        }
                    }
                    energy += t;
                }
            }
        }
        energy
    }";
    let mut random = Random(35);
    for n in [2, 4, 5] {
        let map = |random: &mut Random| (0..n).map(|_| random.below(n) as i64).collect();
        let arrays = [
            ("x", bits(&[n], &mut random)),
            ("group", Value::integers(&[n], map(&mut random))),
            ("tensor", reals(&[n, n, n / 2 + 1], &mut random)),
            ("next", Value::integers(&[n], map(&mut random))),
        ];
        check(source, &arrays);
    }
}

/// Where `x[0, i]` does not change because `group[i + 2]` is another row, `i + 2` has to be a column first.
#[test]
fn a_case_beside_one_that_looks_up() {
    let source = "fn columns(#[visible(real)] x: ArrayView2<f64>, #[fixed] group: ArrayView1<usize>) -> f64 {
        -(0..x.ncols()).filter(|&i| i >= 2).map(|i| x[[group[i], i - 2]] * x[[0, i]]).sum::<f64>().tanh()
    }";
    let mut random = Random(36);
    for (rows, cols) in [(2, 4), (3, 3), (1, 5), (2, 1)] {
        let group = (0..cols).map(|_| random.below(rows) as i64).collect();
        let arrays = [("x", reals(&[rows, cols], &mut random)), ("group", Value::integers(&[cols], group))];
        check(source, &arrays);
    }
}

/// `1 mod n` is no number where the list is empty, a split inside a function stays behind the conditions there, and
/// `⌊a / n⌋ = t` says `a ≥ 0`.
#[test]
fn quotients_remainders_and_splits_under_conditions() {
    let around = "fn around(
        #[visible(binary)] y: ArrayView1<f64>, #[fixed] edges: &[(usize, usize)],
        #[param(symmetric)] j: ArrayView2<f64>,
    ) -> f64 {
        let mut energy: f64 = 0.0;
        for (e, &(_a, _b)) in edges.iter().enumerate() {
            energy += j[[1, e]] * y[e % edges.len()];
        }
        energy
    }";
    let split = "fn split(
        #[visible(spin)] x: ArrayView1<f64>, #[param(zero_diagonal)] j: ArrayView2<f64>, #[fixed] group: &[usize],
    ) -> f64 {
        let n = x.len();
        (0..x.len()).filter(|&i| i + 1 < n).map(|i| x[i + 1] * j[[1, group[i]]]).sum::<f64>()
    }";
    let halves = "fn halves(#[visible(binary)] x: ArrayView2<f64>, #[param] coupling: f64) -> f64 {
        let (rows, cols) = x.dim();
        let mut energy: f64 = 0.0;
        for i in 0..rows {
            for k in 0..=cols - 1 {
                if k == i && i + 2 < cols {
                    energy += x[[i + 2, k]] * x[[i + 2, k / 2]] * coupling;
                }
            }
        }
        energy
    }";
    let mut random = Random(37);
    for n in [0, 2, 4] {
        let edges = Value::integers(&[n], vec![0; 2 * n]);
        check(
            around,
            &[("y", bits(&[n.max(1)], &mut random)), ("edges", edges), ("j", symmetric(n, &mut random))],
        );
    }
    for n in [2, 3, 5] {
        let mut j = crate::build::numbers(&reals(&[n, n], &mut random)).to_vec();
        (0..n).for_each(|i| j[i * n + i] = 0.0);
        let group = (0..n).map(|_| random.below(n) as i64).collect();
        let arrays = [
            ("x", spins(&[n], &mut random)),
            ("j", Value::numbers(&[n, n], j)),
            ("group", Value::integers(&[n], group)),
        ];
        check(split, &arrays);
        check(halves, &[("x", bits(&[n, n], &mut random)), ("coupling", Value::scalar(0.4))]);
    }
}

/// `pair` exists up to `n / 2`, which follows from a range that goes when `pair` is written out: `[i < n]`, without which
/// there is no `group[i]`, has to stay.
#[test]
fn a_bound_that_follows_from_a_let_which_is_written_out() {
    let source = "fn pairs(
        #[visible(spin)] x: ArrayView1<f64>, #[param(shape = x.len())] h: ArrayView1<f64>,
        #[fixed] group: ArrayView1<usize>,
    ) -> f64 {
        let pair = (0..x.len() / 2).rev().step_by(2).map(|i| h[i] * x[i]).sum::<f64>();
        (0..x.len()).filter(|&i| i < 2).map(|i| square(x[group[i]] + pair).recip() * pair).sum::<f64>()
    }";
    // h is below 0.7, so that pair stays away from the pole at −x
    let mut random = Random(38);
    for n in [1, 2, 3] {
        let group = (0..n).map(|_| random.below(n) as i64).collect();
        let arrays = [
            ("x", spins(&[n], &mut random)),
            ("h", reals(&[n], &mut random)),
            ("group", Value::integers(&[n], group)),
        ];
        check(source, &arrays);
        let program = tidy(&lowered(source));
        let arrays = arrays.into_iter().enumerate().map(|(id, (_, value))| (ArrayId(id), value)).collect();
        check::pseudolikelihood(&Case { program, arrays }, "pairs");
    }
}

/// The code of a site beside the changed one, which may not be there: inside a function that two values share, and beside a
/// sum that is empty where it is not, which may be a mere number of times.
#[test]
fn a_code_that_exists_under_conditions() {
    let shared = "fn shared(#[visible(categorical(3))] x: ArrayView1<usize>) -> f64 {
        let mut energy: f64 = 0.0;
        for i in 0..x.len() {
            for k in i..x.len() {
                if i + 2 < x.len() {
                    energy -= x[k] as f64 * (x[i] as f64).tanh() * x[i + 2] as f64;
                }
            }
        }
        energy
    }";
    let beside = "fn beside(
        #[visible(categorical(3))] x: ArrayView1<usize>, #[param(shape = (x, 3, 3))] tensor: ArrayView3<f64>,
    ) -> f64 {
        let n = x.len();
        let mut energy: f64 = 0.0;
        for i in 0..n {
            for k in 0..i {
                energy -= tensor[[k, x[k + 1], x[k]]] * x[i] as f64;
            }
        }
        energy
    }";
    let counted = "fn counted(#[visible(count(2))] x: ArrayView1<usize>) -> f64 {
        let mut energy: f64 = 0.0;
        for i in 0..x.len() {
            for k in 0..i {
                energy += x[k + 1] as f64 * x[k] as f64;
            }
        }
        energy
    }";
    let third = "fn third(
        #[visible(categorical(3))] x: ArrayView1<usize>, #[param(shape = (x, 3))] j: ArrayView2<f64>,
    ) -> f64 {
        let n = x.len();
        let mut energy: f64 = 0.0;
        for i in 0..n {
            for l in 0..n {
                if 2 < n {
                    energy -= j[[2, x[i]]] * x[l] as f64 * x[i] as f64;
                }
            }
        }
        energy
    }";
    let mut random = Random(39);
    for n in 1..5 {
        for (source, name) in [(shared, "shared"), (beside, "beside"), (counted, "counted"), (third, "third")]
        {
            let program = lowered(source);
            let codes = Value::integers(&[n], (0..n).map(|_| random.below(3) as i64).collect());
            let mut arrays = BTreeMap::from([(ArrayId(0), codes)]);
            match name {
                "beside" => drop(arrays.insert(ArrayId(1), reals(&[n, 3, 3], &mut random))),
                "third" => drop(arrays.insert(ArrayId(1), reals(&[n, 3], &mut random))),
                _ => {}
            }
            crate::discrete::values(&Case { program, arrays }, name);
        }
    }
}
