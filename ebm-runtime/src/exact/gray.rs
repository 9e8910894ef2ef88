//! One shard of the walk over all states.
//!
//! The last sites (at most four) are fixed by the lane, the sites before them (at most four) by the shard, and the
//! others follow a binary-reflected Gray code that is common to all lanes (Knuth, *TAOCP* 4A, section 7.2.1.1).

use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Local;
use crate::workspace::Workspace;

/// Sixteen states side by side.
pub(super) type States16 = Lanes<f64>;

/// After so many flips the energy is computed afresh: a sum of 256 differences is good to 256 roundings.
pub(super) const BLOCK: usize = 256;

const LANE_SITES: usize = WIDTH.ilog2() as usize;
const SHARD_SITES: usize = 4;

/// How the sites are shared among lanes, shards and the Gray code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Sites of the Gray code: the first ones.
    pub(super) walked: usize,
    /// Sites fixed by the shard: those after.
    pub(super) sharded: usize,
    /// Sites fixed by the lane: the last ones.
    pub(super) laned: usize,
}

impl Plan {
    pub(super) fn new(sites: usize) -> Self {
        let laned = sites.min(LANE_SITES);
        let sharded = (sites - laned).min(SHARD_SITES);
        Self { walked: sites - laned - sharded, sharded, laned }
    }

    pub(super) fn shards(self) -> usize {
        1 << self.sharded
    }
}

/// Some states in the order of the walk.
pub(super) struct Block<'a> {
    /// The states: `x[s]` of the current one.
    pub(super) x: &'a [States16],
    /// Their energies; +∞ in lanes that stand for no state.
    pub(super) energy: States16,
}

/// Calls `visit` with every state of a shard, sixteen at a time.
pub(super) fn walk<M: Local>(
    model: &M,
    theta: &[f64],
    domains: &[Domain],
    shard: usize,
    mut visit: impl FnMut(Block<'_>),
) {
    let plan = Plan::new(domains.len());
    let (beta, mut work) = (States16::one(), Workspace::new());
    let mut x = corner(plan, domains, shard);
    // fewer than four sites: the lanes beyond 2ⁿ repeat the others and are taken out
    let surplus = States16::from_fn(|k| if k < 1 << plan.laned { 0.0 } else { f64::INFINITY });
    let mut energy = model.energy(theta, &x, beta, &mut work) + surplus;
    visit(Block { x: &x, energy });
    for step in 1..1_u64 << plan.walked {
        let site = step.trailing_zeros() as usize;
        let difference = model.flip(theta, &x, beta, site, &mut work);
        let domain = domains[site];
        x[site] = x[site].map(|value| domain.other(value));
        energy += difference;
        // ∞ − ∞ on the way from one forbidden state to another, or out of one
        let unclear = energy.0.iter().any(|e| !e.is_finite());
        if unclear || step % BLOCK as u64 == 0 {
            energy = model.energy(theta, &x, beta, &mut work) + surplus;
        }
        visit(Block { x: &x, energy });
    }
}

/// The first state of each lane of a shard: the Gray code stands at 0.
fn corner(plan: Plan, domains: &[Domain], shard: usize) -> Vec<States16> {
    let value = |site: usize, code: usize| {
        // discrete by the check in `States::new`
        domains[site].values().map_or(0.0, |values| values[code & 1])
    };
    (0..domains.len())
        .map(|site| match site.checked_sub(plan.walked) {
            None => States16::splat(value(site, 0)),
            Some(bit) if bit < plan.sharded => States16::splat(value(site, shard >> bit)),
            Some(bit) => States16::from_fn(|lane| value(site, lane >> (bit - plan.sharded))),
        })
        .collect()
}
