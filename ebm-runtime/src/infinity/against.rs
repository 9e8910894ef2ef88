//! What objectives weigh an example against, which is all that they differ in here.

use super::seen::Seen;
use crate::data::Examples;
use crate::domain::Domain;

/// The smallest and the largest energy of all states at some parameters, where the states can be walked.
pub(super) type EnergyRange<'a> = dyn Fn(&[f64]) -> Option<(f64, f64)> + 'a;

/// What examples are weighed against.
pub(super) enum Against<'a> {
    /// All states, as in the likelihood.
    All(&'a EnergyRange<'a>),
    /// States that differ from them in one site.
    Neighbours,
    /// Draws of noise, and which of their sites' values occur together.
    Noise(&'a Examples, Seen),
}

impl<'a> Against<'a> {
    pub(super) fn noise(noise: &'a Examples, domains: &[Domain]) -> Self {
        Self::Noise(noise, Seen::new(noise, domains))
    }

    /// The cost of one look at a combination.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::All(_) | Self::Neighbours => 0,
            Self::Noise(_, drawn) => drawn.words(),
        }
    }

    /// Which combinations of some sites examples are weighed against.
    pub(super) fn reach(&self, sites: &[usize]) -> Vec<bool> {
        match self {
            Self::All(_) | Self::Neighbours => vec![true; 1 << sites.len()],
            Self::Noise(_, drawn) => drawn.combinations(sites),
        }
    }

    /// Pairs (to, from) of combinations such that q may not fall from the second to the first: from what is seen to what it is
    /// weighed against.
    pub(super) fn steps(&self, sites: usize, seen: &[bool], reach: &[bool]) -> Vec<(usize, usize)> {
        let of = |occurs: &[bool]| -> Vec<usize> { (0..occurs.len()).filter(|&u| occurs[u]).collect() };
        let (seen, reach) = (of(seen), of(reach));
        match self {
            Self::Neighbours => {
                let flips = |&u: &usize| (0..sites).map(move |k| (u ^ 1 << k, u));
                seen.iter().flat_map(flips).collect()
            }
            // where the two meet, one combination stands for all that must be level with it
            Self::All(_) | Self::Noise(..) => match seen.iter().find(|u| reach.contains(u)) {
                Some(&any) => {
                    let above = reach.iter().map(|&u| (u, any));
                    above.chain(seen.iter().map(|&u| (any, u))).collect()
                }
                None => reach.iter().flat_map(|&u| seen.iter().map(move |&v| (u, v))).collect(),
            },
        }
    }
}
