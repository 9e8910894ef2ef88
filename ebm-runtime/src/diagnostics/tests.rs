//! Figures of ArviZ 0.23.4 (Kumar, Carroll, Hartikainen & Martin 2019) on chains that any program can make again, and
//! chains whose effective size is known.

use super::*;

/// Numbers in [0, 1) by a linear congruential generator with the constants of Knuth's MMIX.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / 2.0_f64.powi(53)
    }

    /// The sum of twelve less six: mean 0, variance 1.
    fn noise(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// x_t = ρ x_{t−1} + noise from x = 0; the c-th chain moved by c · `shift`.
fn autoregressive(rho: f64, chains: usize, length: usize, seed: u64, shift: f64) -> Vec<Vec<f64>> {
    let mut uniform = Uniform(seed);
    let mut chain = |c: usize| {
        let mut x = 0.0;
        let mut step = || {
            x = rho * x + uniform.noise();
            x + shift * c as f64
        };
        (0..length).map(|_| step()).collect()
    };
    (0..chains).map(&mut chain).collect()
}

fn map(chains: &[Vec<f64>], f: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    chains.iter().map(|chain| chain.iter().map(|&value| f(value)).collect()).collect()
}

/// R-hat; sizes for bulk, tail and mean; errors of mean, standard deviation and 0.9-quantile.
fn figures(chains: &[Vec<f64>]) -> [Option<f64>; 7] {
    [
        r_hat(chains),
        bulk_sample_size(chains),
        tail_sample_size(chains),
        mean_sample_size(chains),
        mean_error(chains),
        standard_deviation_error(chains),
        quantile_error(chains, 0.9),
    ]
}

/// The others' covariances are made by Fourier transforms and ours one by one: they differ by rounding, 1e-16 times the
/// number of draws, and the quotients of the sample sizes magnify that little. Quantile errors are whole steps between
/// draws: ours may take the neighbouring one, as ArviZ counts places from 0 and the paper's authors from 1.
#[test]
fn figures_are_those_of_another_program() {
    let slow = autoregressive(0.9, 4, 251, 2, 0.0);
    let cases = [
        (
            autoregressive(0.0, 4, 250, 1, 0.0),
            [
                0.9993205920655498,
                899.71246653528,
                903.9734630036638,
                899.0782624459966,
                0.03193410718166658,
                0.021280762254940622,
                0.04818436857694852,
            ],
        ),
        (
            slow.clone(),
            [
                1.0502996966349427,
                60.218119698418164,
                102.58983144604568,
                60.41712201614172,
                0.29646551439385715,
                0.15564059513867026,
                0.37652503790175706,
            ],
        ),
        (
            autoregressive(0.5, 3, 100, 3, 1.5),
            [
                1.4685978646313673,
                6.756118178323074,
                174.61100709272168,
                6.444594392608489,
                0.6386894580610649,
                0.09341897225136496,
                0.37454466215700255,
            ],
        ),
        (
            map(&autoregressive(0.3, 4, 200, 4, 0.0), |x| x.powi(3)),
            [
                1.0047136483335408,
                408.28009193054936,
                504.93389788557056,
                425.88934728225644,
                0.23949603401976535,
                0.47891273083463515,
                0.46621157719928963,
            ],
        ),
        (
            autoregressive(-0.6, 2, 300, 5, 0.0),
            [
                0.9996222896218652,
                1666.890750230186,
                489.28683777316695,
                1666.890750230186,
                0.030029829033792067,
                0.05463171457118352,
                0.1004849664182833,
            ],
        ),
        (
            map(&slow, |x| f64::from(u8::from(x > 1.0))),
            [
                1.026432724019856,
                102.6904652087869,
                102.69046520878685,
                102.69046520878692,
                0.04641294705527322,
                0.016807276195504,
                f64::NAN,
            ],
        ),
    ];
    for (number, (chains, expected)) in cases.iter().enumerate() {
        for (which, (found, expected)) in figures(chains).into_iter().zip(expected).enumerate() {
            let tolerance = if which == 6 { 0.05 } else { 1e-9 };
            match found {
                Some(found) => {
                    assert!(
                        (found / expected - 1.0).abs() < tolerance,
                        "{number}, {which}: {found}, {expected}"
                    );
                }
                None => assert!(expected.is_nan(), "{number}, {which}: nothing, {expected}"),
            }
        }
    }
}

/// S(1 − ρ)/(1 + ρ) of the mean of an autoregression. The variance of the estimate over 40 chains of 2,000 is dominated by
/// that of the cut: a relative standard deviation of about √(4τ/S) ≤ 3 %, five of which are allowed (false alarm 1e-6
/// for all three).
#[test]
fn an_autoregression_is_worth_what_it_is() {
    for (seed, rho) in [(11, 0.0), (12, 0.5), (13, 0.8)] {
        let chains = autoregressive(rho, 40, 2000, seed, 0.0);
        let expected = 80_000.0 * (1.0 - rho) / (1.0 + rho);
        let found = mean_sample_size(&chains).unwrap();
        assert!((found / expected - 1.0).abs() < 0.15, "{rho}: {found}, {expected}");
    }
}

#[test]
fn monotone_functions_change_nothing_of_ranks() {
    let chains = autoregressive(0.6, 3, 200, 21, 0.0);
    let cubes = map(&chains, |x| x.powi(3));
    assert_eq!(bulk_sample_size(&chains), bulk_sample_size(&cubes));
    assert_eq!(tail_sample_size(&chains).is_some(), tail_sample_size(&cubes).is_some());
}

#[test]
fn what_cannot_be_said_is_not_said() {
    assert_eq!(figures(&[]), [None; 7]);
    assert_eq!(figures(&[vec![], vec![]]), [None; 7]);
    assert_eq!(figures(&vec![vec![1.0; 50]; 4]), [None; 7], "a constant");
    let mut chains = autoregressive(0.0, 2, 50, 31, 0.0);
    chains[1][7] = f64::NAN;
    assert_eq!(figures(&chains), [None; 7], "a number that is none");
    chains[1].pop();
    assert_eq!(figures(&chains), [None; 7], "chains of two lengths");
    let [r_hat, rest @ ..] = figures(&autoregressive(0.0, 2, 11, 32, 0.0));
    assert!(r_hat.is_some() && rest == [None; 6], "few draws");
    assert_eq!(r_hat_of_standing_chains(), Some(f64::INFINITY));
    let one = figures(&autoregressive(0.0, 1, 400, 33, 0.0));
    assert!(one.iter().all(Option::is_some), "one chain is two halves: {one:?}");
}

fn r_hat_of_standing_chains() -> Option<f64> {
    r_hat(&[vec![0.0; 20], vec![1.0; 20]])
}

/// A fair coin: |x − median| may be one number, and (x − mean)² nearly is; neither hides what can be said.
#[test]
fn two_values_are_enough() {
    let alternating: Vec<Vec<f64>> =
        (0..2).map(|c| (0..100).map(|t| f64::from((t + c) % 2)).collect()).collect();
    assert_eq!(standard_deviation_error(&alternating), Some(0.0));
    assert!(r_hat(&alternating).unwrap() < 1.0);
    let coin = map(&autoregressive(0.0, 4, 500, 41, 0.0), |x| f64::from(u8::from(x > 0.0)));
    assert!(Diagnosis::new(&coin).is_reliable());
}
