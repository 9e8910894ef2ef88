//! Draws of noise as examples: equal discrete states are merged while they are drawn.

use std::collections::HashMap;

use thiserror::Error;

use super::Noise;
use crate::data::Examples;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::layout::Layout;
use crate::random::Streams;

/// A density of the user's own drew what its site cannot be.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("the noise drew {value} for `{site}`, expected {legal}")]
pub struct NoiseOutside {
    /// Where.
    pub site: String,
    /// What was drawn.
    pub value: f64,
    /// What the domain of the site holds.
    pub legal: String,
}

/// `count` ≥ 1 draws, sixteen at a time.
///
/// On discrete sites equal states are one row whose weight is their number, in the order in which each is first drawn: what
/// [`Examples::compact`] makes of all draws. Other draws are a row each.
///
/// # Errors
/// A value outside the domain of its site.
///
/// # Cost
/// n operations a draw. Memory for each distinct state: a number for each 64 bits of its codes; for each draw where there are real sites.
pub(crate) fn drawn(
    noise: &dyn Noise,
    streams: &mut Streams,
    layout: &Layout,
    count: usize,
) -> Result<Examples, NoiseOutside> {
    match Packing::new(&layout.domains()) {
        Some(packing) => merged(noise, streams, layout, count, &packing),
        None => each(noise, streams, layout, count),
    }
}

fn outside(layout: &Layout, site: usize, value: f64) -> NoiseOutside {
    NoiseOutside { site: layout.site_name(site), value, legal: layout.domains()[site].legal() }
}

/// A row a draw.
fn each(
    noise: &dyn Noise,
    streams: &mut Streams,
    layout: &Layout,
    count: usize,
) -> Result<Examples, NoiseOutside> {
    let groups: Vec<Vec<Lanes<f64>>> = (0..count.div_ceil(WIDTH)).map(|_| noise.draw(streams)).collect();
    for (site, domain) in layout.domains().into_iter().enumerate() {
        let mut values = groups.iter().flat_map(|group| group[site].0).take(count);
        if let Some(value) = values.find(|&value| !domain.contains(value)) {
            return Err(outside(layout, site, value));
        }
    }
    let value = |row: usize, site: usize| groups[row / WIDTH][site].lane(row % WIDTH);
    Ok(Examples::from_fn(layout.sites(), count, false, value))
}

/// A row a state.
fn merged(
    noise: &dyn Noise,
    streams: &mut Streams,
    layout: &Layout,
    count: usize,
    packing: &Packing,
) -> Result<Examples, NoiseOutside> {
    // where each state stands; the order of the map itself is never looked at
    let mut places: HashMap<Box<[u64]>, usize> = HashMap::new();
    let mut weights: Vec<f64> = Vec::new();
    let mut key = vec![0; packing.words];
    for start in (0..count).step_by(WIDTH) {
        let x = noise.draw(streams);
        for k in 0..WIDTH.min(count - start) {
            packing.pack(&x, k, &mut key).map_err(|site| outside(layout, site, x[site].lane(k)))?;
            if let Some(&place) = places.get(key.as_slice()) {
                weights[place] += 1.0;
            } else {
                places.insert(key.as_slice().into(), weights.len());
                weights.push(1.0);
            }
        }
    }
    let mut keys: Vec<&[u64]> = vec![&[]; weights.len()];
    for (key, &place) in &places {
        keys[place] = key;
    }
    let value = |row: usize, site: usize| packing.value(keys[row], site);
    Ok(Examples::from_fn(layout.sites(), keys.len(), false, value).weighing(weights))
}

/// Where the codes of discrete sites stand in a few words: the digits of numbers with mixed bases.
struct Packing {
    digits: Vec<Digit>,
    words: usize,
}

struct Digit {
    domain: Domain,
    word: usize,
    /// Of how many values.
    base: u64,
    /// What a unit of this digit counts in its word.
    unit: u64,
}

impl Packing {
    /// `None` if a site is continuous.
    fn new(domains: &[Domain]) -> Option<Self> {
        let (mut digits, mut word, mut unit) = (Vec::with_capacity(domains.len()), 0, 1_u64);
        for &domain in domains {
            let base = domain.value_count()? as u64;
            if unit.checked_mul(base).is_none() {
                (word, unit) = (word + 1, 1);
            }
            digits.push(Digit { domain, word, base, unit });
            unit *= base;
        }
        Some(Self { digits, words: word + 1 })
    }

    /// The words of one lane; the site whose value it cannot have.
    fn pack(&self, x: &[Lanes<f64>], k: usize, key: &mut [u64]) -> Result<(), usize> {
        key.fill(0);
        for (site, (Digit { domain, word, unit, .. }, x)) in self.digits.iter().zip(x).enumerate() {
            key[*word] += unit * domain.code(x.lane(k)).ok_or(site)? as u64;
        }
        Ok(())
    }

    fn value(&self, key: &[u64], site: usize) -> f64 {
        let Digit { domain, word, base, unit } = &self.digits[site];
        domain.value((key[*word] / unit % base) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::SiteArray;

    /// Sites of the given domains, and states whose values repeat in some order.
    struct Cycle(Vec<Domain>);

    impl Noise for Cycle {
        fn log_density(&self, _: &[Lanes<f64>]) -> Lanes<f64> {
            Lanes::zero()
        }

        fn draw(&self, streams: &mut Streams) -> Vec<Lanes<f64>> {
            let mut value = |domain: &Domain| match domain.values() {
                // the first values more often, so that states repeat
                Some(values) => {
                    Lanes(streams.uniform().map(|u| values[(u.powi(4) * values.len() as f64) as usize]))
                }
                None => Lanes(streams.uniform()),
            };
            self.0.iter().map(&mut value).collect()
        }
    }

    fn layout(domains: &[Domain]) -> Layout {
        let array = |(k, &domain): (usize, &Domain)| SiteArray::new(format!("x{k}"), domain, &[1]);
        Layout::new(domains.iter().enumerate().map(array).collect(), Vec::new())
    }

    /// Merging while drawing is merging afterwards, whatever the number of words: rows, weights and order.
    #[test]
    fn draws_are_merged_as_examples_are() {
        let few = vec![Domain::Spin, Domain::Categorical(3), Domain::Binary, Domain::Count(4)];
        let many = vec![Domain::Count(300); 40];
        for domains in [few, many, vec![Domain::Categorical(1); 3]] {
            let layout = layout(&domains);
            let noise = Cycle(domains);
            for count in [1, 15, 16, 1000] {
                let at_once = drawn(&noise, &mut Streams::new(3), &layout, count).unwrap();
                let later = each(&noise, &mut Streams::new(3), &layout, count).unwrap();
                assert_eq!(later.count(), count);
                assert_eq!(at_once, later.compact());
            }
        }
    }

    #[test]
    fn real_sites_are_not_merged() {
        let layout = layout(&[Domain::Spin, Domain::Real]);
        let noise = Cycle(layout.domains());
        assert_eq!(drawn(&noise, &mut Streams::new(3), &layout, 100).unwrap().count(), 100);
    }

    #[test]
    fn values_outside_a_domain_are_told() {
        for (own, legal, text) in [
            (
                Domain::Count(3),
                Domain::Count(2),
                "the noise drew 3 for `x1[0]`, expected an integer from 0 to 2",
            ),
            (
                Domain::Count(3),
                Domain::Positive,
                "the noise drew 0 for `x1[0]`, expected a finite number above 0",
            ),
        ] {
            let noise = Cycle(vec![Domain::Spin, own]);
            let error =
                drawn(&noise, &mut Streams::new(1), &layout(&[Domain::Spin, legal]), 400).unwrap_err();
            assert_eq!(error.to_string(), text);
        }
    }
}
