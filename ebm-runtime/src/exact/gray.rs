//! One shard of the walk over all states.
//!
//! The last sites (some hundreds of states of them) are fixed by lane and block, sixteen states a block, and the sites
//! before them follow a mixed-radix reflected Gray code that is common to all lanes (Knuth, *TAOCP* 4A, section 7.2.1.1,
//! algorithm H): from one state to the next one site goes to a neighbouring value.

use std::ops::Range;

use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Local;
use crate::parallel;
use crate::workspace::Workspace;

/// Sixteen states side by side.
pub(super) type States16 = Lanes<f64>;

/// After so many steps the energy is computed afresh: a sum of 256 differences is good to 256 roundings.
const BLOCK: u64 = 256;

/// Blocks are made of the last sites that have at least so many states, so that few lanes are left over and there are
/// sixteen shards.
const FIXED_STATES: usize = 256;

/// How the sites are shared between blocks and the Gray code.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    domains: Vec<Domain>,
    /// Sites of the Gray code: the first ones.
    walked: usize,
    /// The number of states of the sites after those.
    fixed: usize,
    /// What every state carries behind its sites.
    givens: Vec<f64>,
}

impl Plan {
    /// For discrete sites, of which the states of all together can be counted.
    pub(super) fn new(domains: Vec<Domain>, givens: Vec<f64>) -> Self {
        let (mut walked, mut fixed) = (domains.len(), 1);
        while walked > 0 && fixed < FIXED_STATES {
            walked -= 1;
            fixed *= domains[walked].value_count().unwrap_or(1);
        }
        Self { domains, walked, fixed, givens }
    }

    /// The blocks of each shard.
    pub(super) fn shards(&self) -> Vec<Range<usize>> {
        parallel::ranges(self.fixed.div_ceil(WIDTH), 1)
    }

    /// The first states of a block: the Gray code stands at 0; lanes beyond the last state repeat it.
    fn corner(&self, block: usize) -> Vec<States16> {
        let numbers: [usize; WIDTH] = std::array::from_fn(|k| (WIDTH * block + k).min(self.fixed - 1));
        let mut stride = self.fixed;
        (self.domains.iter().enumerate())
            .map(|(site, domain)| {
                if site < self.walked {
                    return States16::splat(domain.value(0));
                }
                let count = domain.value_count().unwrap_or(1);
                stride /= count;
                States16::from_fn(|k| domain.value(numbers[k] / stride % count))
            })
            .chain(self.givens.iter().map(|&value| States16::splat(value)))
            .collect()
    }

    /// +∞ in the lanes of a block that stand for no state.
    fn surplus(&self, block: usize) -> States16 {
        States16::from_fn(|k| if WIDTH * block + k < self.fixed { 0.0 } else { f64::INFINITY })
    }
}

/// Some states in the order of the walk.
pub(super) struct Block<'a> {
    /// The states: `x[s]` of the current one.
    pub(super) x: &'a [States16],
    /// Their energies; +∞ in lanes that stand for no state.
    pub(super) energy: States16,
}

/// Calls `visit` with every state of some blocks, sixteen at a time.
pub(super) fn walk<M: Local>(
    model: &M,
    theta: &[f64],
    plan: &Plan,
    blocks: Range<usize>,
    mut visit: impl FnMut(Block<'_>),
) {
    let mut work = Workspace::new();
    for block in blocks {
        let (x, surplus) = (plan.corner(block), plan.surplus(block));
        let energy = model.energy(theta, &x, States16::one(), &mut work) + surplus;
        visit(Block { x: &x, energy });
        let walk = Walk { model, theta, x, surplus, energy, work: &mut work };
        // one loop for both would be slower by a third where all sites are two-valued
        if plan.domains[..plan.walked].iter().all(|domain| domain.is_two_valued()) {
            walk.flip(&plan.domains[..plan.walked], &mut visit);
        } else {
            walk.step(&plan.domains[..plan.walked], &mut visit);
        }
    }
}

/// A block while the Gray code runs.
struct Walk<'a, M> {
    model: &'a M,
    theta: &'a [f64],
    x: Vec<States16>,
    surplus: States16,
    energy: States16,
    work: &'a mut Workspace<States16>,
}

impl<M: Local> Walk<'_, M> {
    /// Two-valued sites: the binary-reflected code.
    fn flip(self, domains: &[Domain], visit: &mut impl FnMut(Block<'_>)) {
        let Walk { model, theta, mut x, surplus, mut energy, work } = self;
        for step in 1..1_u64 << domains.len() {
            let site = step.trailing_zeros() as usize;
            energy += model.flip(theta, &x, States16::one(), site, work);
            let domain = domains[site];
            x[site] = x[site].map(|value| domain.other(value));
            if is_due(energy, step) {
                energy = model.energy(theta, &x, States16::one(), work) + surplus;
            }
            visit(Block { x: &x, energy });
        }
    }

    /// Sites of any number of values.
    fn step(self, domains: &[Domain], visit: &mut impl FnMut(Block<'_>)) {
        let Walk { model, theta, mut x, surplus, mut energy, work } = self;
        let (mut code, mut differences) = (Gray::new(domains), Differences::default());
        let mut steps = 0;
        while let Some((site, from, to)) = code.step() {
            steps += 1;
            let domain = domains[site];
            energy += differences.of(site, domain.value_count().unwrap_or(0), from, to, |out| {
                model.differences(theta, &x, States16::one(), site, out, work);
            });
            x[site] = States16::splat(domain.value(to));
            if is_due(energy, steps) {
                energy = model.energy(theta, &x, States16::one(), work) + surplus;
            }
            visit(Block { x: &x, energy });
        }
    }
}

/// Whether the energy is to be computed afresh: after many steps, and after ∞ − ∞ on the way from one forbidden state to
/// another, or out of one.
#[inline(always)]
fn is_due(energy: States16, steps: u64) -> bool {
    steps.is_multiple_of(BLOCK) || energy.0.iter().any(|e| !e.is_finite())
}

/// The differences to all values of the site that moved last: it moves through all of them before another one does.
#[derive(Default)]
struct Differences {
    site: Option<usize>,
    rises: Vec<States16>,
}

impl Differences {
    /// The rise of the energy from one value of a site to another; `compute` is called where another site moved since.
    fn of(
        &mut self,
        site: usize,
        count: usize,
        from: usize,
        to: usize,
        compute: impl FnOnce(&mut [States16]),
    ) -> States16 {
        if self.site != Some(site) {
            self.site = Some(site);
            self.rises.resize(count, States16::zero());
            compute(&mut self.rises);
        }
        self.rises[to] - self.rises[from]
    }
}

/// A reflected Gray code of mixed radix (Knuth's algorithm H).
struct Gray {
    /// The sites with more than one value.
    sites: Vec<usize>,
    radices: Vec<usize>,
    digits: Vec<usize>,
    upward: Vec<bool>,
    focus: Vec<usize>,
}

impl Gray {
    fn new(domains: &[Domain]) -> Self {
        let counts =
            domains.iter().enumerate().filter_map(|(site, domain)| Some((site, domain.value_count()?)));
        let (sites, radices): (Vec<_>, Vec<_>) = counts.filter(|(_, count)| *count > 1).unzip();
        let n = sites.len();
        Self { sites, radices, digits: vec![0; n], upward: vec![true; n], focus: (0..=n).collect() }
    }

    /// The site that moves next, with its old and its new code; `None` after the last state.
    #[inline]
    fn step(&mut self) -> Option<(usize, usize, usize)> {
        let j = std::mem::replace(&mut self.focus[0], 0);
        let from = *self.digits.get(j)?;
        let to = if self.upward[j] { from + 1 } else { from - 1 };
        self.digits[j] = to;
        if to == 0 || to == self.radices[j] - 1 {
            self.upward[j] = !self.upward[j];
            self.focus[j] = self.focus[j + 1];
            self.focus[j + 1] = j + 1;
        }
        Some((self.sites[j], from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_is_met_once() {
        let domains = [2, 1, 3, 4, 2].map(Domain::Categorical);
        let mut code = Gray::new(&domains);
        let mut state = vec![0; 5];
        let mut seen = BTreeSet::from([state.clone()]);
        while let Some((site, from, to)) = code.step() {
            assert_eq!((state[site], from.abs_diff(to)), (from, 1));
            state[site] = to;
            assert!(seen.insert(state.clone()), "{state:?} twice");
        }
        assert_eq!(seen.len(), 48);
    }

    #[test]
    fn blocks_cover_the_last_sites() {
        for counts in [vec![2; 12], vec![3, 5, 7, 11, 13], vec![2, 1000], vec![2], vec![], vec![1, 1]] {
            let domains: Vec<Domain> = counts.iter().map(|&q| Domain::Categorical(q)).collect();
            let plan = Plan::new(domains, Vec::new());
            let mut seen = BTreeSet::new();
            for block in plan.shards().into_iter().flatten() {
                let (corner, surplus) = (plan.corner(block), plan.surplus(block));
                for k in (0..WIDTH).filter(|&k| surplus.lane(k) == 0.0) {
                    assert!(seen.insert(corner.iter().map(|x| x.lane(k) as usize).collect::<Vec<_>>()));
                }
            }
            let walked: usize = counts[..plan.walked].iter().product();
            assert_eq!(seen.len() * walked, counts.iter().product::<usize>(), "{counts:?}");
        }
    }
}
