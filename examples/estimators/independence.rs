//! The model to beat: independent sites, fitted in closed form.

use crate::machines::BoltzmannData;

/// p(x) = Π_s m_s^x_s (1 − m_s)^(1 − x_s), with m_s the mean of site s in the training data: maximum likelihood, without
/// penalty.
pub(crate) struct Independence {
    means: Vec<f64>,
}

impl Independence {
    /// Its exact fit.
    pub(crate) fn fit(train: &BoltzmannData) -> Self {
        Self { means: train.examples().means() }
    }

    /// The mean log-likelihood of examples in nats; −∞ where they hold a value that the training data never have.
    pub(crate) fn log_likelihood(&self, data: &BoltzmannData) -> f64 {
        let means = data.examples().means();
        self.means.iter().zip(means).map(|(&p, m)| share(m, p) + share(1.0 - m, 1.0 - p)).sum()
    }

    /// The same with each training example left out of the fit that predicts it: of N examples with n ones at a site,
    /// a one is predicted by (n − 1) / (N − 1) and a zero by (N − 1 − n) / (N − 1).
    pub(crate) fn leave_one_out(&self, total: f64) -> f64 {
        let rest = total - 1.0;
        let site = |&m: &f64| {
            let (ones, zeros) = (m * total, (1.0 - m) * total);
            share(m, (ones - 1.0) / rest) + share(1.0 - m, (zeros - 1.0) / rest)
        };
        self.means.iter().map(site).sum()
    }
}

/// share · ln p, and 0 where there is nothing to predict.
fn share(share: f64, p: f64) -> f64 {
    if share > 0.0 { share * p.ln() } else { 0.0 }
}
