//! What draws say of every site, and whether they can be relied on.

use std::fmt;

use super::Draws;
use crate::data::Examples;
use crate::diagnostics::{Diagnosis, R_HAT_LIMIT, SAMPLE_SIZE_LIMIT};
use crate::layout::entry_name;

/// As many quantities as `Display` writes out.
const SHOWN: usize = 12;

/// [`Diagnosis`] of several quantities of the same draws.
///
/// `Display` writes a table of the quantities whose chains agree least, and one line that says whether the draws are enough.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary {
    quantities: Vec<(String, Diagnosis)>,
    draws: usize,
    chains: usize,
}

impl Draws {
    /// The draws of one quantity, a vector a chain, all of one length: what [`crate::diagnostics`] takes. Draws beyond the last
    /// that every chain has are left out.
    pub fn chains_of(&self, mut quantity: impl FnMut(&[f64]) -> f64) -> Vec<Vec<f64>> {
        self.by_chain(|draw| quantity(&self.examples().row::<f64>(draw)))
    }

    fn by_chain(&self, mut quantity: impl FnMut(usize) -> f64) -> Vec<Vec<f64>> {
        let length = self.count() / self.chains();
        let mut chains = vec![Vec::with_capacity(length); self.chains()];
        for draw in 0..length * self.chains() {
            chains[self.chain_of(draw)].push(quantity(draw));
        }
        chains
    }

    /// Mean, standard deviation, their errors, R-hat and effective sample sizes of every site and of the energy.
    ///
    /// # Cost
    /// That of [`crate::diagnostics`] for each site: S log S and more for chains that mix badly.
    pub fn summary(&self) -> Summary {
        let names = site_names(self.examples());
        let of_site = |(site, name)| (name, Diagnosis::new(&self.chains_of(|state| state[site])));
        let mut quantities: Vec<_> = names.into_iter().enumerate().map(of_site).collect();
        quantities.push(("energy".to_owned(), Diagnosis::new(&self.by_chain(|draw| self.energies()[draw]))));
        Summary { quantities, draws: self.count(), chains: self.chains() }
    }

    /// The same for a quantity of your own: its name, and its value at a state (all sites, flat).
    ///
    /// ```
    /// # use ebm_runtime::{diagnostics::Diagnosis, Draws};
    /// fn magnetisation(draws: &Draws) -> Diagnosis {
    ///     draws.diagnose(|state| state.iter().sum::<f64>() / state.len() as f64)
    /// }
    /// ```
    pub fn diagnose(&self, quantity: impl FnMut(&[f64]) -> f64) -> Diagnosis {
        Diagnosis::new(&self.chains_of(quantity))
    }
}

/// The summary.
impl fmt::Display for Draws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary().fmt(f)
    }
}

fn site_names(examples: &Examples) -> Vec<String> {
    let mut names = Vec::new();
    for array in examples.sites() {
        names.extend((0..array.len()).map(|flat| entry_name(&array.name, &array.shape, flat)));
    }
    names
}

impl Summary {
    /// Every site, by name: `x[3]`; and last the `energy`.
    pub fn quantities(&self) -> &[(String, Diagnosis)] {
        &self.quantities
    }

    /// The largest R-hat; `None` if there is none.
    pub fn r_hat(&self) -> Option<f64> {
        self.quantities.iter().filter_map(|(_, of)| of.r_hat).max_by(f64::total_cmp)
    }

    /// The smallest of all effective sample sizes, bulk and tail; `None` if there is none.
    pub fn sample_size(&self) -> Option<f64> {
        let sizes = self.quantities.iter().flat_map(|(_, of)| [of.bulk_sample_size, of.tail_sample_size]);
        sizes.flatten().min_by(f64::total_cmp)
    }

    /// Quantities that never changed: frozen, or as good as certain.
    pub fn constant(&self) -> impl Iterator<Item = &str> {
        self.quantities.iter().filter(|(_, of)| of.standard_deviation == 0.0).map(|(name, _)| name.as_str())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut worst: Vec<_> = self.quantities.iter().collect();
        worst.sort_by(|a, b| {
            let doubt = |(_, of): &(String, Diagnosis)| of.r_hat.unwrap_or(f64::NEG_INFINITY);
            doubt(b).total_cmp(&doubt(a))
        });
        // where there is room for all they stand in their order
        let shown = if worst.len() > SHOWN { worst } else { self.quantities.iter().collect() };
        let width = shown.iter().take(SHOWN).map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(8);
        writeln!(
            f,
            "{:width$}  {:>10}  {:>10}  {:>9}  {:>7}  {:>8}  {:>8}",
            "", "mean", "sd", "error", "R-hat", "ESS bulk", "ESS tail"
        )?;
        for (name, of) in shown.iter().take(SHOWN) {
            let number = |value: Option<f64>, digits| {
                value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
            };
            writeln!(
                f,
                "{name:width$}  {:>10.4}  {:>10.4}  {:>9}  {:>7}  {:>8}  {:>8}",
                of.mean,
                of.standard_deviation,
                number(of.mean_error, 4),
                number(of.r_hat, 3),
                number(of.bulk_sample_size, 0),
                number(of.tail_sample_size, 0),
            )?;
        }
        if self.quantities.len() > SHOWN {
            writeln!(f, "… and {} more whose chains agree better", self.quantities.len() - SHOWN)?;
        }
        let (draws, chains) = (self.draws, self.chains);
        write!(f, "{draws} draws of {chains} chains")?;
        let constant = self.constant().count();
        if constant > 0 {
            write!(f, "; {constant} quantities never changed")?;
        }
        match (self.r_hat(), self.sample_size()) {
            (Some(r_hat), _) if r_hat > R_HAT_LIMIT => {
                write!(f, "; the chains disagree (R-hat {r_hat:.3} > {R_HAT_LIMIT}): make the warm-up longer")
            }
            (_, Some(size)) if size < SAMPLE_SIZE_LIMIT => {
                write!(f, "; few of them are independent (ESS {size:.0} < {SAMPLE_SIZE_LIMIT}): draw more")
            }
            (Some(r_hat), Some(size)) => write!(f, "; the chains agree (R-hat {r_hat:.3}, ESS {size:.0})"),
            _ => write!(f, "; too few to say whether the chains agree"),
        }
    }
}
