//! Continuous sites as users write them: which conditional is found, which objective, and what stands in the way where.

use ebm_compiler::derive::family::Family;
use ebm_compiler::derive::missing::Missing;
use ebm_compiler::derive::{curvature, law, objective, tidy};
use ebm_compiler::errors::Errors;
use ebm_compiler::ir::{ArrayId, Program, Target};
use ebm_compiler::lower;
use ebm_compiler::syntax::{Item, parse};

fn lowered(source: &str) -> Program {
    let mut errors = Errors::new();
    let item = parse(&mut errors, Default::default(), source.parse().expect("tokens"));
    let Some(Item::Function(energy)) = item else { panic!("a function") };
    let lowered = lower::lower(&mut errors, &energy);
    let mistakes = errors.finish();
    assert!(mistakes.is_empty(), "{mistakes:?}");
    tidy(&lowered.expect("an energy").program)
}

fn array(program: &Program, name: &str) -> ArrayId {
    ArrayId(program.arrays.iter().position(|array| array.name == name).expect(name))
}

/// The family of an array, or why it has no law.
fn family(program: &Program, name: &str) -> Result<Option<Family>, Missing> {
    let id = array(program, name);
    let law = law::law(program, id)?;
    let functions: Vec<_> = law
        .outputs
        .iter()
        .filter_map(|output| match output.target {
            Target::Coefficient(function) => Some(function),
            _ => None,
        })
        .collect();
    Ok(Family::of(program.array(id).role.domain().expect("sites"), &functions))
}

/// What the user wrote where a reason points.
fn place(missing: &Missing) -> String {
    missing.origin.0.and_then(|span| span.source_text()).unwrap_or_default()
}

const PHI4: &str = "
fn phi4(#[visible(real)] x: ArrayView2<f64>, #[param] mass: f64, #[param(positive)] lambda: f64) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            let s = x[[r, c]];
            energy += 0.5 * square(s - x[[(r + 1) % rows, c]]) + 0.5 * square(s - x[[r, (c + 1) % cols]]);
            energy += 0.5 * mass * s * s + lambda * s.powi(4);
        }
    }
    energy
}";

const EXPERTS: &str = "
fn experts(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(init = normal(0.1))] w: ArrayView2<f64>,
    #[param(positive, init = constant(1.0))] alpha: ArrayView1<f64>,
) -> f64 {
    let u = w.dot(&x);
    sum(0..u.len(), |k| alpha[k] * (0.5 * u[k] * u[k]).ln_1p())
}";

const GAUSSIAN_RBM: &str = "
fn gaussian_rbm(
    #[visible(real)] v: ArrayView1<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] precision: ArrayView1<f64>,
    #[param(init = normal(0.01))] w: ArrayView2<f64>,
) -> f64 {
    let centred = &v - &b;
    0.5 * (&centred * &centred * &precision).sum() - h.dot(&c) - (&v * &precision).dot(&w.dot(&h))
}";

const GAUSSIAN: &str = "
fn gaussian(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] eta: ArrayView1<f64>,
    #[param(symmetric)] precision: ArrayView2<f64>,
) -> f64 {
    0.5 * x.dot(&precision.dot(&x)) - eta.dot(&x)
}";

const ROTORS: &str = "
fn rotors(#[visible(angle)] x: ArrayView2<f64>, #[param] coupling: f64, #[param] pull: f64) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= coupling * ((x[[r, c]] - x[[(r + 1) % rows, c]]).cos() + (x[[r, c]] - x[[r, (c + 1) % cols]]).cos());
            energy -= pull * x[[r, c]].sin();
        }
    }
    energy
}";

const WAITING: &str = "
fn waiting(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(positive)] shape: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
    #[param(positive)] coupling: ArrayView2<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy += rate[i] * x[i] - (shape[i] - 1.0) * x[i].ln();
        for k in 0..i {
            energy += coupling[[i, k]] * x[i] * x[k];
        }
    }
    energy
}";

const SHARES: &str = "
fn shares(#[visible(unit)] x: ArrayView1<f64>, #[param] a: ArrayView1<f64>, #[param] b: ArrayView1<f64>) -> f64 {
    -a.dot(&x.mapv(f64::ln)) - (0..x.len()).map(|i| b[i] * (1.0 - x[i]).ln()).sum::<f64>()
}";

const REPULSIVE: &str = "
fn repulsive(
    #[visible(interval(-1.0, 1.0))] x: ArrayView1<f64>,
    #[param(positive)] stiffness: f64,
    #[param(symmetric, zero_diagonal)] w: ArrayView2<f64>,
) -> f64 {
    0.5 * stiffness * x.dot(&x) + 0.5 * x.dot(&w.dot(&x))
}";

#[test]
fn conditionals_of_energies_as_written() {
    let cases = [
        (GAUSSIAN, "x", Some(Family::Normal)),
        (GAUSSIAN_RBM, "v", Some(Family::Normal)),
        (PHI4, "x", Some(Family::Quartic)),
        (ROTORS, "x", Some(Family::VonMises)),
        (WAITING, "x", Some(Family::Gamma)),
        (SHARES, "x", Some(Family::Beta)),
        (REPULSIVE, "x", Some(Family::TruncatedNormal)),
    ];
    for (source, name, expected) in cases {
        let program = lowered(source);
        assert_eq!(family(&program, name).unwrap_or_else(|m| panic!("{}", m.reason)), expected, "{program}");
    }
}

#[test]
fn local_normalisers_of_energies_as_written() {
    for source in [GAUSSIAN, ROTORS, WAITING, SHARES, REPULSIVE] {
        let found = objective::pseudolikelihood(&lowered(source));
        assert!(found.is_ok(), "{source}: {}", found.expect_err("checked").reason);
    }
    let quartic = objective::pseudolikelihood(&lowered(PHI4)).expect_err("a quartic");
    assert_eq!(
        quartic.reason,
        "the conditional of `x` is the exponential of a quartic polynomial, whose normaliser has no closed form"
    );
}

#[test]
fn the_guilty_term_is_shown() {
    let missing = family(&lowered(EXPERTS), "x").expect_err("no law");
    assert_eq!(missing.reason, "`x` stands inside `ln_1p`, so its conditional has no known form");
    assert!(place(&missing).contains("ln_1p"), "`{}`", place(&missing));

    let kinks = "
fn kinks(#[visible(real)] x: ArrayView1<f64>, #[param(positive)] a: f64) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy += x[i] * x[i];
        energy += a * x[i].abs();
    }
    energy
}";
    for missing in [
        objective::score_matching(&lowered(kinks)).expect_err("a kink"),
        objective::directional(&lowered(kinks)).expect_err("a kink"),
        curvature::laplacian(&lowered(kinks)).expect_err("a kink"),
    ] {
        assert_eq!(missing.reason, "the slope of the energy jumps in `x`, which stands inside `abs`");
        assert!(place(&missing).contains("x[i].abs()"), "`{}`", place(&missing));
    }
    assert!(objective::denoising(&lowered(kinks)).is_ok());

    let missing = objective::score_matching(&lowered(GAUSSIAN_RBM)).expect_err("a latent");
    assert_eq!(missing.reason, "`h` is hidden and not summed out");
    assert!(place(&missing).contains('h'), "`{}`", place(&missing));
}

#[test]
fn score_matching_of_energies_as_written() {
    for source in [GAUSSIAN, PHI4, ROTORS, EXPERTS] {
        assert!(objective::score_matching(&lowered(source)).is_ok(), "{source}");
        assert!(objective::denoising(&lowered(source)).is_ok(), "{source}");
    }
    for source in [GAUSSIAN, PHI4, ROTORS, EXPERTS, WAITING, SHARES, REPULSIVE] {
        assert!(objective::generalised_score_matching(&lowered(source)).is_ok(), "{source}");
        assert!(objective::directional(&lowered(source)).is_ok(), "{source}");
    }
}

const POISSON: &str = "
fn poisson(
    #[visible(count(20))] x: ArrayView1<usize>,
    #[param] rate: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let n = x.mapv(|count| count as f64);
    let mut energy = 0.0;
    for i in 0..n.len() {
        let log_factorial: f64 = (1..=x[i]).map(|k| (k as f64).ln()).sum();
        energy += log_factorial - rate[i] * n[i];
        for k in 0..i {
            energy += j[[i, k]] * n[i] * n[k];
        }
    }
    energy
}";

#[test]
fn families_of_counts_as_written() {
    let of = |source: &str| {
        let program = lowered(source);
        Family::of_counts(&program, array(&program, "x"))
    };
    assert_eq!(of(POISSON), Some(Family::Poisson));
    // from 0, the factor one up
    assert_eq!(
        of(&POISSON
            .replace("(1..=x[i]).map(|k| (k as f64).ln())", "(0..x[i]).map(|k| (k as f64 + 1.0).ln())")),
        Some(Family::Poisson)
    );
    let without = POISSON.replace("log_factorial - rate", "-rate");
    assert_eq!(of(&without), Some(Family::Geometric));
    // twice ln x!, its square, and x²: none
    assert_eq!(of(&POISSON.replace("log_factorial - rate", "2.0 * log_factorial - rate")), None);
    assert_eq!(of(&POISSON.replace("log_factorial - rate", "log_factorial * log_factorial - rate")), None);
    assert_eq!(of(&POISSON.replace("rate[i] * n[i]", "rate[i] * n[i] * n[i]")), None);
    assert_eq!(of(&POISSON.replace("(1..=x[i])", "(2..=x[i] + 1)")), None);
    assert_eq!(
        family(&lowered(POISSON), "x").expect_err("not continuous").reason,
        "`x` has no continuous values"
    );
}
