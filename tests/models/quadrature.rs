//! Laws of single continuous sites, normalised by quadrature of the function as it stands.

use super::check::{Pair, close};
use ebm::__private::PseudolikelihoodObjective;
use ebm::runtime::{Domain, Energy, Workspace};

/// Both rules converge exponentially: what is left is the rounding of some hundred terms, and of the special functions.
const QUADRATURE: f64 = 1e-9;

/// Points u and ln of the weights of a rule for ∫ f(u) du over a domain: the trapezoidal rule, on the circle as it is and
/// elsewhere after a change of variable that makes the integrand fall off double exponentially (Takahasi & Mori 1974).
fn rule(domain: Domain) -> Vec<(f64, f64)> {
    let (low, high) = domain.bounds();
    if domain == Domain::Angle {
        let count = 400;
        let width = (high - low) / count as f64;
        return (0..count).map(|k| (low + width * (k as f64 + 0.5), width.ln())).collect();
    }
    let (count, width) = (400_i32, 0.011);
    (-count..=count)
        .map(|k| {
            let t = f64::from(k) * width;
            let half_pi = std::f64::consts::FRAC_PI_2;
            let (inner, rise) = (half_pi * t.sinh(), half_pi * t.cosh());
            let (u, slope) = match (low.is_finite(), high.is_finite()) {
                (true, true) => {
                    let share = 1.0 / (1.0 + (-2.0 * inner).exp());
                    // from the nearer end, which is not rounded away
                    let other = 1.0 / (1.0 + (2.0 * inner).exp());
                    (low + (high - low) * share, 2.0 * (high - low) * share * other * rise)
                }
                (true, false) => (low + inner.exp(), inner.exp() * rise),
                _ => (inner.sinh(), inner.cosh() * rise),
            };
            (u, (slope * width).ln())
        })
        .filter(|(u, _)| domain.contains(*u))
        .collect()
}

fn log_sum_exp(terms: &[f64]) -> f64 {
    let top = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top + terms.iter().map(|term| (term - top).exp()).sum::<f64>().ln()
}

impl<M: Energy> Pair<'_, M> {
    /// −ln p(x_s | rest), a continuous law by quadrature, a discrete one summed.
    fn surprise(&self, theta: &[f64], x: &[f64], site: usize) -> f64 {
        let domain = self.model.layout().domain_of(site);
        let energy = |u: f64| (self.function)(&Self::with(x, site, u), theta);
        let terms: Vec<f64> = match domain.values() {
            Some(values) => values.into_iter().map(|u| -energy(u)).collect(),
            None => rule(domain).into_iter().map(|(u, log_weight)| log_weight - energy(u)).collect(),
        };
        log_sum_exp(&terms) + energy(x[site])
    }

    /// The pseudolikelihood of continuous sites and its gradient.
    pub(crate) fn pseudolikelihood_by_quadrature(&self, theta: &[f64], states: &[Vec<f64>])
    where
        M: PseudolikelihoodObjective,
    {
        let sites = self.model.layout().site_count();
        let objective =
            |x: &[f64], theta: &[f64]| -> f64 { (0..sites).map(|site| self.surprise(theta, x, site)).sum() };
        for x in states {
            let work = &mut Workspace::new();
            let expected = objective(x, theta);
            close(self.model.pseudolikelihood(theta, x, work), expected, QUADRATURE, "pseudolikelihood");
            let mut raw = vec![0.0; theta.len()];
            let value = self.model.pseudolikelihood_gradient(theta, x, 0.5, &mut raw, work);
            close(value, expected, QUADRATURE, "pseudolikelihood with its gradient");
            self.slope(theta, &raw, &|theta| 0.5 * objective(x, theta), "pseudolikelihood");
        }
        self.wide_pseudolikelihood(theta, states);
    }
}

#[test]
fn rules_integrate() {
    let integral = |domain: Domain, log: &dyn Fn(f64) -> f64| {
        let terms: Vec<f64> = rule(domain).into_iter().map(|(u, weight)| weight + log(u)).collect();
        log_sum_exp(&terms)
    };
    let half_ln_tau = 0.5 * std::f64::consts::TAU.ln();
    close(integral(Domain::Real, &|u| -0.5 * u * u), half_ln_tau, 1e-13, "normal");
    // ∫ u² e^(−u) = 2, B(3, 4) = 1/60
    close(integral(Domain::Positive, &|u| 2.0 * u.ln() - u), 2.0_f64.ln(), 1e-12, "gamma");
    let beta = |u: f64| 2.0 * u.ln() + 3.0 * (-u).ln_1p();
    close(integral(Domain::Unit, &beta), -60.0_f64.ln(), 1e-12, "beta");
    close(integral(Domain::Angle, &|_| 0.0), std::f64::consts::TAU.ln(), 1e-13, "circle");
}
