//! Elimination against sums over all states, on random graphs with zeros, constants and variables of many sizes.

use ebm_runtime::{Elimination, FactorGraph};
use proptest::prelude::*;

/// A graph of at most 6 variables with 1 to 4 values and factors of up to three of them; some entries are forbidden.
fn graph() -> impl Strategy<Value = FactorGraph> {
    prop::collection::vec(1_usize..=4, 0..=6).prop_flat_map(|counts| {
        let n = counts.len();
        let scope = prop::sample::subsequence((0..n).collect::<Vec<_>>(), 0..=n.min(3)).prop_shuffle();
        let entry = prop_oneof![9 => -3.0..3.0, 1 => Just(f64::NEG_INFINITY)];
        let factor = (scope, prop::collection::vec(entry, 64));
        prop::collection::vec(factor, 0..8).prop_map(move |factors| {
            let mut graph = FactorGraph::new(&counts).unwrap();
            for (scope, values) in factors {
                let size: usize = scope.iter().map(|&v| counts[v]).product();
                graph.add(&scope, &values[..size]).unwrap();
            }
            graph
        })
    })
}

/// Every joint value of the variables.
fn states(counts: &[usize]) -> Vec<Vec<usize>> {
    counts.iter().fold(vec![Vec::new()], |states, &count| {
        states.iter().flat_map(|state| (0..count).map(|v| [state.clone(), vec![v]].concat())).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_and_marginals_are_those_of_all_states(graph in graph()) {
        let states = states(graph.counts());
        let weights: Vec<f64> = states.iter().map(|state| graph.log_weight(state).exp()).collect();
        let z: f64 = weights.iter().sum();
        let elimination = Elimination::new(&graph);
        let log_z = elimination.log_z();
        if z == 0.0 {
            prop_assert_eq!(log_z, f64::NEG_INFINITY);
            prop_assert!(elimination.marginals().is_none());
            prop_assert!(elimination.draws(1, 0).is_none());
            return Ok(());
        }
        // at most 4096 positive terms: their sum is off by a few thousand last places at most
        prop_assert!((log_z - z.ln()).abs() < 1e-11, "{} instead of {}", log_z, z.ln());
        let marginals = elimination.marginals().unwrap();
        for (variable, law) in marginals.variables.iter().enumerate() {
            for (value, &p) in law.iter().enumerate() {
                let here = states.iter().zip(&weights).filter(|(state, _)| state[variable] == value);
                let expected = here.map(|(_, weight)| weight).sum::<f64>() / z;
                prop_assert!((p - expected).abs() < 1e-11);
            }
        }
        for (table, law) in graph.tables().iter().zip(&marginals.factors) {
            let inside: Vec<usize> = table.scope().iter().map(|&v| graph.counts()[v]).collect();
            let all = self::states(&inside);
            prop_assert_eq!(law.len(), all.len());
            for (joint, &p) in all.iter().zip(law) {
                let matches = |state: &[usize]| table.scope().iter().zip(joint).all(|(&v, &value)| state[v] == value);
                let here = states.iter().zip(&weights).filter(|(state, _)| matches(state));
                prop_assert!((p - here.map(|(_, weight)| weight).sum::<f64>() / z).abs() < 1e-11);
            }
        }
        for state in elimination.draws(4, 1).unwrap() {
            prop_assert!(graph.log_weight(&state) > f64::NEG_INFINITY);
        }
    }
}

#[test]
fn draws_have_the_law_of_the_graph() {
    let mut graph = FactorGraph::new(&[2, 3, 2]).unwrap();
    graph.add(&[1, 0], &[0.1, 0.9, -0.4, 0.2, 1.1, -2.0]).unwrap();
    graph.add(&[2, 1], &[0.5, f64::NEG_INFINITY, 0.3, -0.7, 0.8, 0.0]).unwrap();
    let elimination = Elimination::new(&graph);
    let (log_z, count) = (elimination.log_z(), 40_000);
    let draws = elimination.draws(count, 7).unwrap();
    let mut statistic = 0.0;
    let mut possible = 0;
    for state in states(graph.counts()) {
        let expected = (graph.log_weight(&state) - log_z).exp() * count as f64;
        let found = draws.iter().filter(|draw| **draw == state).count() as f64;
        if expected > 0.0 {
            statistic += (found - expected).powi(2) / expected;
            possible += 1;
        } else {
            assert_eq!(found, 0.0);
        }
    }
    // χ² with 9 degrees of freedom exceeds 33.7 once in 10,000 times
    assert_eq!(possible, 10);
    assert!(statistic < 33.7, "{statistic}");
}

#[test]
fn a_chain_of_a_thousand_variables_costs_no_more_than_its_pairs() {
    let mut graph = FactorGraph::new(&[2; 1000]).unwrap();
    for i in 1..1000 {
        graph.add(&[i - 1, i], &[0.3, -0.3, -0.3, 0.3]).unwrap();
    }
    let elimination = Elimination::new(&graph);
    assert_eq!(elimination.cost().width, 1);
    // the transfer matrix of the open chain: Z = 2 (2 cosh J)^(n − 1)
    let exact = 2.0_f64.ln() + 999.0 * (2.0 * 0.3_f64.cosh()).ln();
    assert!((elimination.log_z() - exact).abs() < 1e-9);
}

#[test]
fn mistakes_are_named() {
    assert_eq!(
        FactorGraph::new(&[2, 0]).unwrap_err().to_string(),
        "variable 1 (from 0) has 0 values, expected at least 1"
    );
    let mut graph = FactorGraph::new(&[2, 3]).unwrap();
    let mut refuse = |scope: &[usize], values: &[f64]| graph.add(scope, values).unwrap_err().to_string();
    assert_eq!(refuse(&[2], &[0.0]), "factor 0 (from 0) is about variable 2, but there are 2");
    assert_eq!(refuse(&[1, 1], &[0.0; 9]), "factor 0 (from 0) names variable 1 twice");
    assert_eq!(refuse(&[0, 1], &[0.0; 5]), "the table of factor 0 (from 0) has 5 entries, expected 6");
    let message = "entry 1 of the table of factor 0 (both from 0) is NaN, expected a number or −∞";
    assert_eq!(refuse(&[0], &[0.0, f64::NAN]), message);
}
