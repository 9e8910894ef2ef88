//! Does the objective have a minimum at all?
//!
//! Where the examples never show something that the model can forbid (two sites that are never 1 together), the objective
//! falls as a parameter goes to infinity, and a fit ends wherever its tolerance lets it. Comes in: a model and examples.
//! Goes out: such directions, by the names of parameters and sites.
//!
//! **When it falls.** Along a direction d the energy changes by q(x) = Σ d_a T_a(x), T_a = ∂E/∂φ_a. From any parameters on,
//! and forever,
//!
//! - the negative log-likelihood falls if q has its smallest value at every example, and a larger one at some other state.
//!   Where the energy is linear in all parameters that is the only way to have no minimum (Barndorff-Nielsen 1978,
//!   *Information and Exponential Families*, theorem 9.13: the mean statistic lies on a face). Stochastic maximum likelihood
//!   follows the gradient of the same objective. Contrastive divergence follows that of none (Sutskever & Tieleman 2010,
//!   AISTATS), but in such a direction its expected gradient, mean q of the examples less mean q of chains that began there,
//!   is negative at all parameters as soon as one step of its kernel may lead from an example to a state of larger q, as a
//!   sweep of Gibbs may: it has no fixed point. Whether it has one elsewhere is not known.
//! - the negative log-pseudolikelihood, Σ softplus(−ΔE), falls if no change of one site of an example lowers q, and some
//!   raises it. For linear energies that is the only way (separation of the logistic regressions of all sites at once, Albert &
//!   Anderson 1984, Biometrika 71). Minimum probability flow, Σ exp(−ΔE / 2), falls in the same directions and has a minimum
//!   in the same cases: a sum of exponentials has one unless some direction raises none of its exponents and lowers one
//!   (Stiemke 1915). Ratio matching, Σ σ(−ΔE)², falls there, too; but as its terms are bounded it may also be lowest at
//!   infinity where some examples speak against a direction, being too few: that is not looked for, as no finite set of
//!   inequalities tells it.
//! - the loss of noise-contrastive estimation, a logistic regression, falls if q is nowhere larger among the examples than
//!   anywhere among the noise, and the two are not all level. That is the condition of the likelihood with the draws of noise
//!   in the place of all states: with enough of them the same.
//!
//! **What is found.** The energy must be linear in the parameters concerned; that is checked numerically, and the others
//! (those learned on the log scale, too) are left out. Where latent variables are there, these are the parameters that act on
//! the visible sites alone.
//! - Directions that the statistics of one, two or three sites show: a site with one value only, a pair of which one of
//!   the four combinations is missing, three sites of which opposite combinations are missing. The direction may mix any
//!   of their parameters: fields and couplings of spins, for instance.
//! - Single parameters shared by many sites, whose statistic is at its end in every example.
//!
//! **What is not.** Directions that only four or more sites show together; directions that mix shared parameters; sites that
//! are not two-valued; examples that are given something; and, where there are very many sites or parameters, whatever would
//! take much longer than the fit. [`Infinity::examined`]
//! says what was looked at. Every direction that is reported is one: an objective with a minimum gives none.

mod against;
mod cone;
mod direction;
mod local;
mod seen;
mod statistics;
mod wide;

pub use direction::{Combination, Direction, Reason};

use std::collections::BTreeMap;

use crate::data::Examples;
use crate::domain::Domain;
use crate::exact::{MAX_SITES, States};
use crate::lanes::WIDTH;
use crate::model::{Local, ParamGradient};
use crate::workspace::Workspace;
use against::Against;
use local::{Found, Sites};
use seen::Seen;
use statistics::{LARGEST, Scopes, Statistics};

/// Whose minimum is in question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Objective {
    /// The negative log-likelihood, which weighs examples against all states.
    Likelihood,
    /// The negative log-pseudolikelihood of single sites, ratio matching and minimum probability flow, which weigh examples
    /// against states that differ from them in one site.
    Neighbours,
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

/// Looking at sets of sites stops after about so many operations: some seconds.
const BUDGET: usize = 1 << 30;
/// What an energy of sixteen states costs, in operations a parameter.
const TILE: usize = 8;

impl Infinity {
    /// Looks for directions on which the objective has no minimum.
    ///
    /// # Cost
    /// All pairs of sites once through the examples, in bits; some hundreds of gradients of the energy for each pair of
    /// which a combination is missing.
    pub fn find<M: Local + ParamGradient>(model: &M, data: &Examples, objective: Objective) -> Self {
        let range = |theta: &[f64]| Some(States::new(model, MAX_SITES).ok()?.energy_range(theta));
        match objective {
            Objective::Likelihood => Self::search(model, data, |_| Against::All(&range)),
            Objective::Neighbours => Self::of_neighbours(model, data),
        }
    }

    /// [`find`](Self::find) for the likelihood of a model without differences of sites, or for the joint density of a model with
    /// latent variables, of which the examples show the first sites.
    pub fn of_likelihood<M: ParamGradient>(model: &M, data: &Examples) -> Self {
        Self::search(model, data, |_| Against::All(&|_| None))
    }

    /// [`find`](Self::find) for objectives of neighbours; it needs no differences.
    pub fn of_neighbours<M: ParamGradient>(model: &M, data: &Examples) -> Self {
        Self::search(model, data, |_| Against::Neighbours)
    }

    /// [`find`](Self::find) for telling examples from noise, of which these are the draws that have a finite energy.
    pub fn of_contrast<M: ParamGradient>(model: &M, data: &Examples, noise: &Examples) -> Self {
        Self::search(model, data, |domains| Against::noise(noise, domains))
    }

    fn search<'a, M: ParamGradient>(
        model: &'a M,
        data: &'a Examples,
        against: impl FnOnce(&[Domain]) -> Against<'a>,
    ) -> Self {
        let domains = model.layout().domains();
        if domains.is_empty() || domains.iter().any(|domain| !domain.is_discrete()) {
            return Self::default();
        }
        if domains.iter().any(|domain| !domain.is_two_valued()) || !data.givens().is_empty() {
            let examined = "nothing: that is for two-valued sites without givens".to_owned();
            return Self { directions: Vec::new(), examined };
        }
        let visible = data.site_count();
        let contexts = contexts(data, &domains);
        let statistics = Statistics::new(model, &contexts);
        let seen = Seen::new(data, &domains[..visible]);
        let against = against(&domains[..visible]);
        let (known, directions) = (BTreeMap::new(), Vec::new());
        let budget = BUDGET;
        Search {
            model,
            data,
            against,
            visible,
            domains,
            contexts,
            statistics,
            seen,
            budget,
            known,
            directions,
        }
        .run()
    }
}

struct Search<'a, M> {
    model: &'a M,
    data: &'a Examples,
    against: Against<'a>,
    /// The first so many sites are those of the examples; the others are latent.
    visible: usize,
    domains: Vec<Domain>,
    contexts: Vec<Vec<f64>>,
    statistics: Statistics<'a, M>,
    seen: Seen,
    /// Operations that may still be spent.
    budget: usize,
    /// Sets of sites with the combinations that are known to be missing.
    known: BTreeMap<Vec<usize>, Vec<usize>>,
    directions: Vec<Direction>,
}

impl<M: ParamGradient> Search<'_, M> {
    fn run(mut self) -> Infinity {
        let Some(scopes) = self.scopes() else {
            return Infinity {
                directions: Vec::new(),
                examined: "nothing: there are too many parameters".to_owned(),
            };
        };
        let mut examined = Vec::new();
        for size in 1..=LARGEST.min(self.visible) {
            let name = ["single sites", "pairs", "triples"][size - 1];
            if !self.sets(size, &scopes) {
                examined.push(format!("some {name}"));
                break;
            }
            examined.push(name.to_owned());
        }
        examined.extend(self.shared(scopes.shared));
        if self.statistics.left_out() > 0 {
            examined.push(format!("but not {} nonlinear parameters", self.statistics.left_out()));
        }
        Infinity { directions: self.directions, examined: examined.join(", ") }
    }

    /// Which statistics depend on which sites; `None` if that is too much work.
    fn scopes(&mut self) -> Option<Scopes> {
        // the first two states show every product of sites; more are for what is no product
        let each = self.statistics.cost().saturating_mul(self.domains.len());
        let affordable = (BUDGET / each.max(1)).min(self.contexts.len());
        let contexts = &self.contexts[..affordable.min(12)];
        (affordable >= 2).then(|| self.statistics.scopes(contexts, &self.domains, self.visible))
    }

    /// Looks at the parameters that more than a few sites share, and says so.
    fn shared(&mut self, shared: Vec<usize>) -> Option<String> {
        let count = shared.len();
        let found = wide::find(&mut self.statistics, self.data, &self.domains, shared, &self.against);
        let Some(found) = found else { return Some("but not parameters shared by many sites".to_owned()) };
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
    fn sets(&mut self, size: usize, scopes: &Scopes) -> bool {
        let opposite_only = size == 3 && scopes.longest() < 3 && !matches!(self.against, Against::Noise(..));
        let n = self.visible;
        let mut sites: Vec<usize> = (0..size).collect();
        loop {
            let look = (self.seen.words() + self.against.words()) << size;
            let Some(rest) = self.budget.checked_sub(look) else { return false };
            self.budget = rest;
            let seen = self.seen.combinations(&sites);
            let matters = !opposite_only || (0..seen.len()).any(|u| !seen[u] && !seen[seen.len() - 1 - u]);
            if matters && !self.set(&sites, &seen, scopes) {
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

    /// Looks at one set of sites; whether there was time for it.
    fn set(&mut self, sites: &[usize], seen: &[bool], scopes: &Scopes) -> bool {
        let reach = self.against.reach(sites);
        // what only one side shows
        let missing: Vec<usize> =
            (0..seen.len()).filter(|&u| seen[u] != reach[u] && !self.is_known(sites, u)).collect();
        let local = scopes.within(sites);
        if missing.is_empty() || local.is_empty() {
            return true;
        }
        let work = (seen.len() + 2 * TILE) * self.statistics.cost();
        let Some(rest) = self.budget.checked_sub(work) else { return false };
        self.budget = rest;
        let set = Sites { sites, seen, reach: &reach, domains: &self.domains };
        let found = set.find(&mut self.statistics, &local, &self.contexts[0], &self.against);
        let Some(found) = found.filter(|found| self.is_local(&set, found)) else { return true };
        let new = |&u: &usize| missing.contains(&u) && self.is_allowed(&set, u);
        let vanishing: Vec<usize> = found.vanishing.iter().copied().filter(new).collect();
        if !vanishing.is_empty() {
            let direction = self.tell(&set, &found, &vanishing);
            self.directions.push(direction);
            self.known.insert(sites.to_vec(), vanishing);
        }
        true
    }

    /// Whether the direction moves the energy as the set of sites alone says, whatever the other sites do: a second
    /// opinion on their scopes, by energies of sixteen states.
    fn is_local(&self, set: &Sites<'_>, found: &Found) -> bool {
        // the last contexts are those that scopes were not told by
        let contexts = self.contexts.iter().rev().take(WIDTH / set.seen.len());
        let (levels, states): (Vec<f64>, Vec<Vec<f64>>) = contexts
            .flat_map(|context| (0..set.seen.len()).map(|u| (found.levels[u], set.put(context, u))))
            .unzip();
        let changes = self.statistics.along(&found.shares, &states);
        // forbidden states say nothing
        let agrees = |(change, level): (f64, f64)| {
            change.is_nan() || (change - level).abs() <= 1e-8 * level.abs().max(1.0)
        };
        changes.into_iter().zip(levels).all(agrees)
    }

    /// Whether a smaller set already says that the combination `u` of `sites` is missing.
    fn is_known(&self, sites: &[usize], u: usize) -> bool {
        (1..(1_usize << sites.len()) - 1).any(|chosen| {
            let places = || (0..sites.len()).filter(|k| chosen >> k & 1 == 1);
            let smaller: Vec<usize> = places().map(|k| sites[k]).collect();
            let part = places().enumerate().fold(0, |part, (bit, k)| part | (u >> k & 1) << bit);
            self.known.get(&smaller).is_some_and(|missing| missing.contains(&part))
        })
    }

    /// Whether some example could have the combination `u` as far as the energy goes: for the pseudolikelihood, by the
    /// change of one site.
    fn is_allowed(&self, set: &Sites<'_>, u: usize) -> bool {
        let theta = self.model.theta_f64();
        let mut work = Workspace::new();
        (0..self.data.count()).any(|row| {
            let here = widened(&self.data.row(row), &self.domains);
            let x = set.put(&here, u);
            let changes = here.iter().zip(&x).filter(|(a, b)| a != b).count();
            let near = changes == 1 || !matches!(self.against, Against::Neighbours);
            near && self.model.energy(&theta, &x, 1.0, &mut work).is_finite()
        })
    }

    fn tell(&self, set: &Sites<'_>, found: &Found, vanishing: &[usize]) -> Direction {
        let layout = self.model.layout();
        // rows of a coupling come before its columns, and so does the larger site
        let value = |u: usize, k: usize| (layout.site_name(set.sites[k]), set.value(k, u));
        let combination =
            |&u: &usize| Combination { values: (0..set.sites.len()).rev().map(|k| value(u, k)).collect() };
        let parameters = found.shares.iter().map(|&(a, share)| (self.statistics.name(a), share)).collect();
        let combinations =
            |seen| vanishing.iter().filter(|&&u| set.seen[u] == seen).map(combination).collect::<Vec<_>>();
        let (never, undrawn) = (combinations(false), combinations(true));
        let reason = if never.is_empty() { Reason::Undrawn(undrawn) } else { Reason::Never(never) };
        Direction { parameters, reason }
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
    contexts.extend((0..data.count()).step_by(step).take(8).map(|row| widened(&data.row(row), domains)));
    contexts
}

/// An example with latent sites behind it, all at their first value.
fn widened(row: &[f64], domains: &[Domain]) -> Vec<f64> {
    let latent = domains[row.len()..].iter().map(|domain| domain.value(0));
    row.iter().copied().chain(latent).collect()
}
