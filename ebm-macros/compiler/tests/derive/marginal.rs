//! Hidden sites summed out, against sums over all their states.

use crate::build::*;
use crate::{check, discrete};
use ebm_compiler::derive::{difference, marginal, objective, reverse, tidy};
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

fn free() -> ParamOptions {
    ParamOptions::default()
}

fn code(array: ArrayId, indices: &[&Index]) -> Index {
    Index::site(array, indices.iter().map(|&index| index.clone()).collect())
}

fn hidden(case: &Case) -> Vec<(ArrayId, Domain)> {
    let latent = |id: ArrayId| matches!(case.program.array(id).role, Role::Latent(_));
    case.site_arrays().into_iter().filter(|(id, _)| latent(*id)).collect()
}

/// −v·b − h·c − v·(w·h), as a user writes it; `v` and `h` of any domains of numbers
pub(crate) fn rbm(n: usize, m: usize, v_domain: Domain, h_domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("rbm");
    let x = case.sites("v", v_domain.clone(), &[n], random);
    let h = case.sites("h", h_domain, &[m], random);
    case.hide(h);
    let (size, units) = (Index::size(x, 0), Index::size(h, 0));
    let b = case.param("b", free(), Some(vec![size.clone()]), &[n], random);
    let c = case.param("c", free(), Some(vec![units.clone()]), &[m], random);
    let w = case.param("w", free(), Some(vec![size.clone(), units.clone()]), &[n, m], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let row = [read(w, &[&v(&i), &v(&k)]), read(h, &[&v(&k)])];
    let row = case.define("w_h", vec![(i, size.clone())], term(1.0, &[up_to(&k, &units)], &[], &row));
    let (i, k) = (case.variable("i"), case.variable("k"));
    let mut energy = sum([
        term(-1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read(b, &[&v(&i)])]),
        term(-1.0, &[up_to(&k, &units)], &[], &[read(h, &[&v(&k)]), read(c, &[&v(&k)])]),
        term(-1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read_let(row, &[&v(&i)])]),
    ]);
    if !v_domain.is_discrete() {
        let i = case.variable("i");
        energy = energy.plus(term(0.5, &[up_to(&i, &size)], &[], &[power(read(x, &[&v(&i)]), 2)]));
    }
    case.value(energy)
}

/// A mixture in each site: Σ_i ½ (x_i − mu[z_i])² − pi[z_i] + couple · [z_i = y_i]
fn mixture(n: usize, domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("mixture");
    let x = case.sites("x", Domain::Real, &[n], random);
    let z = case.sites("z", domain.clone(), &[n], random);
    let y = case.sites("y", domain.clone(), &[n], random);
    case.hide(z);
    let q = case.value_count(&domain, &[0]);
    let size = Index::size(x, 0);
    case.program.arrays[z.0].extents = vec![size.clone()];
    case.program.arrays[y.0].extents = vec![size.clone()];
    let mu = case.param("mu", free(), None, &[q], random);
    let pi = case.param("pi", free(), None, &[q], random);
    let couple = case.param("couple", free(), None, &[], random);
    let i = case.variable("i");
    let at = code(z, &[&v(&i)]);
    let all = [up_to(&i, &size)];
    let equal = [Guard::equal(&at, &code(y, &[&v(&i)]))];
    let energy = sum([
        term(0.5, &all, &[], &[power(read(x, &[&v(&i)]), 2)]),
        term(-1.0, &all, &[], &[read(x, &[&v(&i)]), read(mu, &[&at])]),
        term(0.5, &all, &[], &[power(read(mu, &[&at]), 2)]),
        term(-1.0, &all, &[], &[read(pi, &[&at])]),
        term(1.0, &all, &equal, &[read(couple, &[])]),
    ]);
    case.value(energy)
}

/// Factor analysis with hidden units of their own precision: Σ_k ½ p_k (1 + x_0²) h_k² + ½ h_k² − h_k (c_k + Σ_i w_ik x_i)
fn factors(n: usize, m: usize, random: &mut Random) -> Case {
    let mut case = Case::new("factors");
    let x = case.sites("x", Domain::Spin, &[n], random);
    let h = case.sites("h", Domain::Real, &[m], random);
    case.hide(h);
    let (size, units) = (Index::size(x, 0), Index::size(h, 0));
    let c = case.param("c", free(), Some(vec![units.clone()]), &[m], random);
    let options = ParamOptions { positive: true, ..free() };
    let p = case.param("p", options, Some(vec![units.clone()]), &[m], random);
    let positive = numbers(&case.arrays[&p]).iter().map(|p| p.exp()).collect();
    case.arrays.insert(p, Value::numbers(&[m], positive));
    let w = case.param("w", free(), Some(vec![size.clone(), units.clone()]), &[n, m], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let all = [up_to(&k, &units)];
    let square = || power(read(h, &[&v(&k)]), 2);
    let pair = [read(h, &[&v(&k)]), read(w, &[&v(&i), &v(&k)]), read(x, &[&v(&i)])];
    let energy = sum([
        term(0.5, &all, &[], &[square()]),
        term(0.5, &all, &[], &[read(p, &[&v(&k)]), square()]),
        term(-1.0, &all, &[], &[read(h, &[&v(&k)]), read(c, &[&v(&k)])]),
        term(-1.0, &[up_to(&k, &units), up_to(&i, &size)], &[], &pair),
    ]);
    case.value(energy)
}

/// Hidden units inside functions and conditions: Σ_k softplus(h_k c_k + x_k) + d [h_k = x_k] x_k
fn inside(m: usize, domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("inside");
    let x = case.sites("x", Domain::Binary, &[m], random);
    let h = case.sites("h", domain, &[m], random);
    case.hide(h);
    let units = Index::size(x, 0);
    case.program.arrays[h.0].extents = vec![units.clone()];
    let c = case.param("c", free(), Some(vec![units.clone()]), &[m], random);
    let d = case.param("d", free(), None, &[], random);
    let k = case.variable("k");
    let all = [up_to(&k, &units)];
    let argument = sum([
        term(1.0, &[], &[], &[read(h, &[&v(&k)]), read(c, &[&v(&k)])]),
        term(1.0, &[], &[], &[read(x, &[&v(&k)])]),
    ]);
    let equal = [Guard::equal(&code(h, &[&v(&k)]), &code(x, &[&v(&k)]))];
    let energy = sum([
        term(1.0, &all, &[], &[apply(Operator::Softplus, argument)]),
        term(1.0, &all, &equal, &[read(d, &[]), read(x, &[&v(&k)])]),
    ]);
    case.value(energy)
}

/// −ln Σ_h exp(−βE) over all states of the hidden sites. Real ones are integrated by the trapezoidal rule, which for a
/// Gaussian of variance v errs by exp(−2π² v / step²): here 1e-20 and less.
fn by_enumeration(case: &Case, arrays: &BTreeMap<ArrayId, Value>, beta: f64) -> f64 {
    const STEP: f64 = 0.3;
    let mut weights = vec![(arrays.clone(), 0.0)];
    for (array, domain) in hidden(case) {
        let shape = arrays[&array].shape.clone();
        for (flat, position) in positions(&shape).into_iter().enumerate() {
            let values: Vec<(Value, f64)> = match domain.is_discrete() {
                true => (0..case.value_count(&domain, &position))
                    .map(|u| (with_code(&Value::clone(&arrays[&array]), &domain, flat, u), 0.0))
                    .collect(),
                false => (-40..=40)
                    .map(|u| (with_entry(&arrays[&array], flat, f64::from(u) * STEP), STEP.ln()))
                    .collect(),
            };
            let entry = |state: &BTreeMap<ArrayId, Value>, value: &Value| {
                let mut state = state.clone();
                let merged = match &value.contents {
                    evaluate::Contents::Numbers(numbers) => with_entry(&state[&array], flat, numbers[flat]),
                    evaluate::Contents::Integers(codes) => {
                        with_code(&state[&array], &domain, flat, codes[flat] as usize)
                    }
                };
                state.insert(array, merged);
                state
            };
            weights = weights
                .iter()
                .flat_map(|(state, weight)| {
                    let weight = *weight;
                    values.iter().map(move |(value, more)| (entry(state, value), weight + more))
                })
                .collect();
        }
    }
    let exponents: Vec<f64> =
        weights.iter().map(|(state, weight)| weight - beta * value_of(&case.program, state, &[])).collect();
    let top = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    -(top + exponents.iter().map(|u| (u - top).exp()).sum::<f64>().ln())
}

fn beta_of(program: &Program) -> ArrayId {
    let scalar = |array: &Array| array.role == Role::Scalar && array.name == marginal::BETA;
    program.arrays_where(scalar)[0]
}

/// F_β(v) at several β, its differences and gradients, and what is left at β = 1.
fn sums_out(case: &Case, name: &str) {
    let program = marginal::marginal(&case.program).unwrap_or_else(|why| panic!("{name}: {}", why.reason));
    for (id, _) in hidden(case) {
        let lets = program.lets.iter().map(|l| l.definition.expr());
        let read = lets.chain([program.value()]).any(|expr| expr.reads(Source::Array(id)));
        assert!(!read, "{name}: {program}");
    }
    let beta = beta_of(&program);
    for value in [0.4, 1.0, 2.5] {
        let mut arrays = case.arrays.clone();
        arrays.insert(beta, Value::scalar(value));
        let expected = by_enumeration(case, &case.arrays, value);
        let found = value_of(&program, &arrays, &[]);
        check::close(found, expected, 0.0, 1e-10, &|| format!("{name} at {value}\n{program}"));
    }
    let mut arrays = case.arrays.clone();
    arrays.insert(beta, Value::scalar(0.7));
    let gradient = reverse::gradient(&program, &reverse::learned(&program), None);
    let formula = |arrays: &BTreeMap<ArrayId, Value>| by_enumeration(case, arrays, 0.7);
    if hidden(case).iter().all(|(_, domain)| domain.is_discrete()) {
        check::gradients(&gradient, &arrays, &[], &formula, name);
    }
    let one = marginal::at_one(&program);
    assert!(!one.lets.iter().any(|l| l.definition.expr().reads(Source::Array(beta))), "{one}");
    assert!(!one.value().reads(Source::Array(beta)), "{one}");
    let visible = Case { program: tidy(&one), arrays: case.arrays.clone() };
    let found = value_of(&visible.program, &case.arrays, &[]);
    check::close(found, by_enumeration(case, &case.arrays, 1.0), 0.0, 1e-10, &|| format!("{name} at 1"));
    if objective::pseudolikelihood(&program).is_ok() {
        discrete::objectives(&visible, name);
    }
}

#[test]
fn hidden_sites_sum_out() {
    use Domain::{Binary, Count, Real, Spin};
    let random = &mut Random(81);
    let states = Domain::Categorical(States::All(Index::constant(3)));
    for (n, m) in [(3, 2), (1, 1), (2, 4)] {
        for domain in [Binary, Spin] {
            for seen in [Binary, Spin, Real] {
                let name = format!("rbm {n} {} by {m} {}", seen.word(), domain.word());
                sums_out(&rbm(n, m, seen, domain.clone(), random), &name);
            }
            sums_out(&inside(m, domain.clone(), random), &format!("inside {m} {}", domain.word()));
        }
    }
    for domain in [states, Count(Index::constant(2)), Binary, Spin] {
        sums_out(&mixture(3, domain.clone(), random), &format!("mixture of {}", domain.word()));
    }
    sums_out(&factors(3, 2, random), "factors");
}

#[test]
fn hidden_sites_that_meet_do_not() {
    let random = &mut Random(82);
    let mut case = rbm(3, 2, Domain::Binary, Domain::Binary, random);
    let (h, x) = (ArrayId(1), ArrayId(0));
    let deep = case.sites("deep", Domain::Spin, &[2], random);
    case.hide(deep);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let all = [up_to(&i, &Index::size(h, 0)), up_to(&k, &Index::size(deep, 0))];
    let meet = term(1.0, &all, &[], &[read(h, &[&v(&i)]), read(deep, &[&v(&k)])]);
    let reason = |more: Expr| {
        let mut case = case.clone();
        case.program.outputs[0].value.terms.extend(more.terms);
        marginal::marginal(&case.program).expect_err("coupled").reason
    };
    assert_eq!(reason(meet), "one term holds both `h[i]` and `deep[k]`");
    let pair = term(1.0, &all[..1], &[], &[read(h, &[&v(&i)]), read(h, &[&Index::constant(0)])]);
    assert_eq!(reason(pair), "one term holds both `h[0]` and `h[i]`");
    let rbm = rbm(3, 2, Domain::Binary, Domain::Real, random);
    let why = marginal::marginal(&rbm.program).expect_err("no precision");
    assert_eq!(why.reason, "nothing says that what `h²` is multiplied by is positive");
    let seen = Case::new("seen").value(Expr::zero());
    assert_eq!(
        marginal::marginal(&seen.program).expect_err("nothing hidden").reason,
        "there are no hidden sites"
    );
    assert!(objective::pseudolikelihood(&case.program).is_err(), "{x:?} alone is no model");
}

#[test]
fn the_difference_of_an_rbm_is_as_written_by_hand() {
    let case = rbm(3, 2, Domain::Spin, Domain::Binary, &mut Random(83));
    let program = marginal::at_one(&marginal::marginal(&case.program).expect("independent"));
    let flip = difference::flip(&program, ArrayId(0)).expect("two values");
    let text = flip.to_string();
    let lines: Vec<&str> = text.lines().filter(|l| l.contains("let ") || l.contains(" = ")).collect();
    assert_eq!(
        lines,
        [
            "  let input_h[k<n_h] = c[k] + Σ_{i<n_v} v[i]·w[i, k]",
            "  value = 2·v[s]·b[s] − Σ_{k<n_h} (softplus(input_h[k] − 2·v[s]·w[s, k]) − softplus(input_h[k]))",
        ],
        "{text}"
    );
}
