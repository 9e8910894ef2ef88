//! Does the objective have a minimum at all?
//!
//! Where the examples never show something that the model can forbid (two sites that are never 1 together), the objective
//! falls as a parameter goes to infinity, and a fit ends wherever its tolerance lets it. Comes in: a model and examples.
//! Goes out: such directions, by the names of parameters and sites.
//!
//! **What is found.** The energy must be linear in the parameters concerned; that is checked numerically, and the others
//! (those learned on the log scale, too) are left out.
//! - Directions that the statistics of one, two or three sites show: a site with one value only, a pair of which one of
//!   the four combinations is missing, three sites of which opposite combinations are missing. The direction may mix any
//!   of their parameters: fields and couplings of spins, for instance.
//! - Single parameters shared by many sites, whose statistic is at its end in every example.
//!
//! **What is not.** Directions that only four or more sites show together; directions that mix shared parameters; and,
//! where there are very many sites or parameters, whatever would take much longer than the fit. [`Infinity::examined`]
//! says what was looked at. Every direction that is reported is one: an objective with a minimum gives none.

mod cone;
mod direction;
mod local;
mod seen;
mod statistics;
mod wide;

pub use direction::{Combination, Direction, Reason};

use crate::data::Examples;
use crate::domain::Domain;
use crate::model::{Local, ParamGradient};
use crate::workspace::Workspace;
use local::{Found, Sites};
use seen::Seen;
use statistics::Statistics;

/// Whose minimum is in question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Objective {
    /// The negative log-likelihood.
    Likelihood,
    /// The negative log-pseudolikelihood of single sites.
    Pseudolikelihood,
}

/// What is known of minima at infinity.
#[derive(Clone, PartialEq, Debug, Default)]
#[non_exhaustive]
pub struct Infinity {
    /// Directions along which the objective falls forever.
    pub directions: Vec<Direction>,
    /// What was looked at, in words; empty if nothing was.
    pub examined: String,
}

/// Looking at sets of sites stops after about so many operations: a second or so.
const BUDGET: usize = 1 << 30;
/// The largest sets of sites that are looked at. Statistics that more sites can change are followed one by one.
const LARGEST: usize = 3;

impl Infinity {
    /// Looks for directions on which the objective has no minimum.
    ///
    /// # Cost
    /// All pairs of sites once through the examples, in bits; some hundreds of gradients of the energy for each pair of
    /// which a combination is missing.
    pub fn find<M: Local + ParamGradient>(model: &M, data: &Examples, objective: Objective) -> Self {
        let domains = model.layout().domains();
        if domains.is_empty() || domains.iter().any(|domain| !domain.is_discrete()) {
            return Self::default();
        }
        let contexts = contexts(data, &domains);
        let statistics = Statistics::new(model, &contexts);
        let seen = Seen::new(data, &domains);
        let (known, directions) = (Vec::new(), Vec::new());
        let budget = BUDGET;
        Search { model, data, objective, domains, contexts, statistics, seen, budget, known, directions }
            .run()
    }
}

struct Search<'a, M> {
    model: &'a M,
    data: &'a Examples,
    objective: Objective,
    domains: Vec<Domain>,
    contexts: Vec<Vec<f64>>,
    statistics: Statistics<'a, M>,
    seen: Seen,
    /// Operations that may still be spent.
    budget: usize,
    /// Sets of sites with the combinations that are known to be missing.
    known: Vec<(Vec<usize>, Vec<usize>)>,
    directions: Vec<Direction>,
}

impl<M: Local + ParamGradient> Search<'_, M> {
    fn run(mut self) -> Infinity {
        let mut examined = Vec::new();
        let reach = self.reach();
        let longest = reach.iter().flatten().copied().filter(|&sites| sites <= LARGEST).max();
        for size in 1..=LARGEST.min(self.domains.len()) {
            // without statistics of so many sites, only opposite combinations can matter (see `sets`)
            let opposite_only = size == 3 && longest.is_some_and(|longest| longest < 3);
            if !self.sets(size, opposite_only) {
                examined.push(format!("some of the sets of {size} sites"));
                break;
            }
            examined.push(["single sites", "pairs", "triples"][size - 1].to_owned());
        }
        examined.extend(self.shared(reach));
        if self.statistics.left_out() > 0 {
            examined.push(format!("but not {} nonlinear parameters", self.statistics.left_out()));
        }
        Infinity { directions: self.directions, examined: examined.join(", ") }
    }

    /// How many sites can change each statistic; `None` if that is too much work.
    fn reach(&mut self) -> Option<Vec<usize>> {
        let some = &self.contexts[..self.contexts.len().min(6)];
        let work = self.statistics.cost().saturating_mul(self.domains.len() * some.len());
        (work <= BUDGET).then(|| self.statistics.reach(some, &self.domains))
    }

    /// Looks at the parameters that more than a few sites share, and says so.
    fn shared(&mut self, reach: Option<Vec<usize>>) -> Option<String> {
        let wide = reach.map(|reach| (0..reach.len()).filter(|&a| reach[a] > LARGEST).collect::<Vec<_>>());
        let count = wide.as_ref().map_or(0, Vec::len);
        let find = |wide| wide::find(self.model, &mut self.statistics, self.data, wide, self.objective);
        let Some(found) = wide.and_then(find) else {
            return Some("but not parameters shared by many sites".to_owned());
        };
        for (a, sign) in found {
            let parameters = vec![(self.statistics.name(a), sign)];
            self.directions.push(Direction { parameters, reason: Reason::Extreme });
        }
        (count > 0).then(|| format!("{count} shared parameters"))
    }

    /// Looks at all sets of some size; whether there was time for all.
    ///
    /// Functions of three sites that are sums of functions of two sum to the same over both halves of the cube (an even
    /// and an odd number of ones). So one that is 0 on what occurs and ≥ 0 elsewhere vanishes, unless two missing
    /// combinations share an edge, which is a missing pair, or are opposite corners.
    fn sets(&mut self, size: usize, opposite_only: bool) -> bool {
        let n = self.domains.len();
        let mut sites: Vec<usize> = (0..size).collect();
        loop {
            let look = self.seen.words() << size;
            let Some(rest) = self.budget.checked_sub(look) else { return false };
            self.budget = rest;
            let seen = self.seen.combinations(&sites);
            let matters = !opposite_only || (0..seen.len()).any(|u| !seen[u] && !seen[seen.len() - 1 - u]);
            if matters && !self.set(&sites, &seen) {
                return false;
            }
            // the next set in lexicographic order
            let Some(k) = (0..size).rev().find(|&k| sites[k] < n - size + k) else { return true };
            sites[k] += 1;
            for later in k + 1..size {
                sites[later] = sites[later - 1] + 1;
            }
        }
    }

    /// Looks at one set of sites.
    fn set(&mut self, sites: &[usize], seen: &[bool]) -> bool {
        let missing: Vec<usize> = (0..seen.len()).filter(|&u| !seen[u] && !self.is_known(sites, u)).collect();
        if missing.is_empty() {
            return true;
        }
        let work = self.contexts.len() * seen.len() * self.statistics.cost();
        let Some(rest) = self.budget.checked_sub(work) else { return false };
        self.budget = rest;
        let set = Sites { sites, seen, domains: &self.domains };
        let Some(found) = set.find(&mut self.statistics, &self.contexts, self.objective) else { return true };
        let vanishing: Vec<usize> = found
            .vanishing
            .iter()
            .copied()
            .filter(|&u| missing.contains(&u) && self.is_allowed(&set, u))
            .collect();
        if !vanishing.is_empty() {
            let direction = self.tell(&set, &found, &vanishing);
            self.directions.push(direction);
            self.known.push((sites.to_vec(), vanishing));
        }
        true
    }

    /// Whether a smaller set already says that the combination `u` of `sites` is missing.
    fn is_known(&self, sites: &[usize], u: usize) -> bool {
        self.known.iter().any(|(smaller, missing)| {
            let places: Option<Vec<usize>> =
                smaller.iter().map(|site| sites.iter().position(|other| other == site)).collect();
            places.is_some_and(|places| {
                let part = places.iter().enumerate().fold(0, |part, (k, place)| part | (u >> place & 1) << k);
                missing.contains(&part)
            })
        })
    }

    /// Whether some example could have the combination `u` as far as the energy goes: for the pseudolikelihood, by the
    /// change of one site.
    fn is_allowed(&self, set: &Sites<'_>, u: usize) -> bool {
        let theta = self.model.theta_f64();
        let mut work = Workspace::new();
        (0..self.data.count()).any(|row| {
            let mut x = self.data.row::<f64>(row);
            let mut changes = 0;
            for (k, &site) in set.sites.iter().enumerate() {
                let value = set.value(k, u);
                changes += usize::from(x[site] != value);
                x[site] = value;
            }
            let near = self.objective == Objective::Likelihood || changes == 1;
            near && self.model.energy(&theta, &x, &mut work).is_finite()
        })
    }

    fn tell(&self, set: &Sites<'_>, found: &Found, vanishing: &[usize]) -> Direction {
        let layout = self.model.layout();
        // rows of a coupling come before its columns, and so does the larger site
        let value = |u: usize, k: usize| (layout.site_name(set.sites[k]), set.value(k, u));
        let combination =
            |&u: &usize| Combination { values: (0..set.sites.len()).rev().map(|k| value(u, k)).collect() };
        let parameters = found.shares.iter().map(|&(a, share)| (self.statistics.name(a), share)).collect();
        Direction { parameters, reason: Reason::Never(vanishing.iter().map(combination).collect()) }
    }
}

/// States to tell statistics apart by: some examples, all sites at one value, and made-up states with their opposites.
fn contexts(data: &Examples, domains: &[Domain]) -> Vec<Vec<f64>> {
    let value =
        |site: usize, code: bool| domains[site].values().map_or(0.0, |values| values[usize::from(code)]);
    let state =
        |code: &dyn Fn(usize) -> bool| (0..domains.len()).map(|site| value(site, code(site))).collect();
    let mut contexts: Vec<Vec<f64>> = vec![state(&|_| false), state(&|_| true)];
    let mut word = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..10 {
        let codes: Vec<bool> = domains
            .iter()
            .map(|_| {
                // xorshift64 (Marsaglia 2003)
                word ^= word << 13;
                word ^= word >> 7;
                word ^= word << 17;
                word >> 63 == 1
            })
            .collect();
        contexts.push(state(&|site| codes[site]));
        contexts.push(state(&|site| !codes[site]));
    }
    let step = (data.count() / 8).max(1);
    contexts.extend((0..data.count()).step_by(step).take(8).map(|row| data.row::<f64>(row)));
    contexts
}
