//! Slice sampling of one continuous site of sixteen chains (Neal 2003, *Slice sampling*, Annals of Statistics 31, 705–767).
//!
//! A level is drawn under the density at the present value, and the new value uniformly from an interval around the present
//! one, cut down at every draw below the level (figures 3 and 5). On a bounded domain the interval is the whole of it;
//! elsewhere it is found by stepping out. Only ratios of densities are needed: exp(−ΔE).

use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::random::Streams;
use crate::real::Real;

/// Stepping out ends after so many widths: the parameter m of Neal's figure 3.
const MOST_STEPS: u32 = 100;
/// Halvings from the largest f64 to the least distance of two numbers: shrinking has then met the present value.
const MOST_DRAWS: usize = 2200;

/// The interval of one chain.
#[derive(Clone, Copy, Default)]
struct Chain {
    here: f64,
    level: f64,
    low: f64,
    high: f64,
}

/// New values of a site that is at `here`, leaving exp(−ΔE) invariant; `difference(to)` is ΔE of each lane.
///
/// `width` is a guess of the length of the slice; any positive one is right, and a good one is fast. Chains that are not
/// `active` stay, and take no random number.
pub(super) fn draw<T: Real>(
    domain: Domain,
    here: Lanes<T>,
    width: f64,
    active: [bool; WIDTH],
    streams: &mut Streams,
    mut difference: impl FnMut(Lanes<T>) -> Lanes<T>,
) -> Lanes<T> {
    let (low, high) = domain.bounds();
    // nothing is above the level of a chain that stays
    let mut chains: [Chain; WIDTH] = std::array::from_fn(|k| Chain {
        here: here.lane(k).to_f64(),
        level: if active[k] { streams.lane(k).uniform().ln() } else { f64::INFINITY },
        low,
        high,
    });
    // −ΔE of each lane at a point of each; outside the domain nothing is in the slice
    let mut inside = |to: [f64; WIDTH], chains: &[Chain; WIDTH]| -> [bool; WIDTH] {
        let rounded: Lanes<T> =
            Lanes::from_fn(|k| if domain.contains(to[k]) { domain.round(to[k]) } else { here.lane(k) });
        let difference = difference(rounded);
        std::array::from_fn(|k| domain.contains(to[k]) && -difference.lane(k).to_f64() > chains[k].level)
    };
    if !(low.is_finite() && high.is_finite()) {
        let mut left = [0; WIDTH];
        let mut right = [0; WIDTH];
        for (k, chain) in chains.iter_mut().enumerate().filter(|&(k, _)| active[k]) {
            let mut stream = streams.lane(k);
            chain.low = chain.here - width * stream.uniform();
            chain.high = chain.low + width;
            left[k] = (stream.uniform() * f64::from(MOST_STEPS)) as u32;
            right[k] = MOST_STEPS - 1 - left[k];
        }
        step_out(&mut chains, left, width, |chain| &mut chain.low, -1.0, &mut inside);
        step_out(&mut chains, right, width, |chain| &mut chain.high, 1.0, &mut inside);
        for chain in &mut chains {
            (chain.low, chain.high) = (chain.low.max(low), chain.high.min(high));
        }
    }
    shrink(domain, here, &mut chains, active, streams, &mut inside)
}

/// Moves one end of each interval outward until it is out of the slice, or its steps are used up.
fn step_out(
    chains: &mut [Chain; WIDTH],
    mut steps: [u32; WIDTH],
    width: f64,
    end: impl Fn(&mut Chain) -> &mut f64,
    sign: f64,
    inside: &mut impl FnMut([f64; WIDTH], &[Chain; WIDTH]) -> [bool; WIDTH],
) {
    loop {
        let mut at = [0.0; WIDTH];
        chains.iter_mut().zip(&mut at).for_each(|(chain, at)| *at = *end(chain));
        let still = inside(at, chains);
        let mut moved = false;
        for k in 0..WIDTH {
            if still[k] && steps[k] > 0 {
                *end(&mut chains[k]) += sign * width;
                steps[k] -= 1;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Draws from the intervals until every chain has met its slice.
fn shrink<T: Real>(
    domain: Domain,
    here: Lanes<T>,
    chains: &mut [Chain; WIDTH],
    mut open: [bool; WIDTH],
    streams: &mut Streams,
    inside: &mut impl FnMut([f64; WIDTH], &[Chain; WIDTH]) -> [bool; WIDTH],
) -> Lanes<T> {
    let mut drawn = here;
    for _ in 0..MOST_DRAWS {
        let mut to: [f64; WIDTH] = std::array::from_fn(|k| chains[k].here);
        for k in (0..WIDTH).filter(|&k| open[k]) {
            let Chain { low, high, .. } = chains[k];
            to[k] = low + (high - low) * streams.lane(k).uniform();
        }
        let met = inside(to, chains);
        for k in 0..WIDTH {
            if !open[k] {
                continue;
            }
            if met[k] {
                drawn.set_lane(k, domain.round(to[k]));
                open[k] = false;
            } else if to[k] < chains[k].here {
                chains[k].low = to[k];
            } else if to[k] > chains[k].here {
                chains[k].high = to[k];
            } else {
                // the present value, where rounding has left nothing else
                open[k] = false;
            }
        }
        if open == [false; WIDTH] {
            break;
        }
    }
    drawn
}
