//! The sufficient statistics of a model: T_a = ∂E/∂φ_a for the coordinates by which the energy is linear.

use std::collections::BTreeMap;

use crate::coordinates::Coordinates;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::ParamGradient;
use crate::workspace::Workspace;

/// The largest sets of sites that are looked at as sets.
pub(super) const LARGEST: usize = 3;

/// Which statistics depend on which sites.
pub(super) struct Scopes {
    /// The statistics of at most [`LARGEST`] sites.
    local: BTreeMap<Vec<usize>, Vec<usize>>,
    /// The statistics of more sites.
    pub(super) shared: Vec<usize>,
}

impl Scopes {
    /// Statistics of what is visible, the first sites, alone.
    fn new(scopes: Vec<Vec<usize>>, visible: usize) -> Self {
        let mut sorted = Self { local: BTreeMap::new(), shared: Vec::new() };
        for (a, sites) in scopes.into_iter().enumerate() {
            match sites.len() {
                0 => {} // says the same of every state
                _ if sites.iter().any(|&site| site >= visible) => {}
                1..=LARGEST => sorted.local.entry(sites).or_default().push(a),
                _ => sorted.shared.push(a),
            }
        }
        sorted
    }

    /// The largest number of sites of a local statistic.
    pub(super) fn longest(&self) -> usize {
        self.local.keys().map(Vec::len).max().unwrap_or(0)
    }

    /// The statistics that depend on these sites, in ascending order, alone.
    pub(super) fn within(&self, sites: &[usize]) -> Vec<usize> {
        let subset = |chosen: usize| (0..sites.len()).filter(move |k| chosen >> k & 1 == 1).map(|k| sites[k]);
        let subsets = (1..1_usize << sites.len()).map(|chosen| subset(chosen).collect::<Vec<_>>());
        let mut found: Vec<usize> =
            subsets.filter_map(|subset| self.local.get(&subset)).flatten().copied().collect();
        found.sort_unstable();
        found
    }
}

/// Statistics that do not depend on any parameter. In these coordinates E = E₀(x; others) + Σ φ_a T_a(x).
pub(super) struct Statistics<'a, M> {
    model: &'a M,
    coordinates: Coordinates,
    theta: Vec<f64>,
    /// The coordinates by which E is linear.
    linear: Vec<usize>,
    work: Workspace<f64>,
    raw: Vec<f64>,
    free: Vec<f64>,
}

impl<'a, M: ParamGradient> Statistics<'a, M> {
    /// Finds the linear coordinates by comparing derivatives at two parameter vectors, at the given states.
    ///
    /// Coordinates on the log scale are left out: their infinity is another matter.
    pub(super) fn new(model: &'a M, states: &[Vec<f64>]) -> Self {
        let layout = model.layout();
        let coordinates = Coordinates::new(layout);
        let theta = model.theta_f64();
        let (raw, free) = (vec![0.0; theta.len()], vec![0.0; coordinates.len()]);
        let mut statistics =
            Self { model, coordinates, theta, linear: Vec::new(), work: Workspace::new(), raw, free };
        let mut linear: Vec<bool> = (0..statistics.free.len())
            .map(|a| !layout.block_of(statistics.coordinates.public_index(a)).constraint.positive)
            .collect();
        let here = statistics.theta.clone();
        let phi = statistics.coordinates.to_free(&here);
        // any other point will do; steps of irregular sizes do not meet a symmetry
        let elsewhere: Vec<f64> =
            phi.iter().enumerate().map(|(a, phi)| phi + 0.3 + 0.1 * (a as f64).sin()).collect();
        let mut there = here.clone();
        statistics.coordinates.to_public(&elsewhere, &mut there);
        for x in states {
            statistics.theta.copy_from_slice(&here);
            let first = statistics.all(x).to_vec();
            statistics.theta.copy_from_slice(&there);
            for ((linear, a), b) in linear.iter_mut().zip(first).zip(statistics.all(x)) {
                *linear &= same(a, *b);
            }
        }
        statistics.theta = here;
        statistics.linear = (0..linear.len()).filter(|&a| linear[a]).collect();
        statistics
    }

    /// The number of linear coordinates.
    pub(super) fn len(&self) -> usize {
        self.linear.len()
    }

    /// The number of free coordinates that are not linear.
    pub(super) fn left_out(&self) -> usize {
        self.coordinates.len() - self.linear.len()
    }

    /// The name of the parameter of statistic `a`.
    pub(super) fn name(&self, a: usize) -> String {
        self.coordinates.name(self.linear[a])
    }

    /// The cost of [`at`](Self::at), in operations, roughly.
    pub(super) fn cost(&self) -> usize {
        self.theta.len().max(1)
    }

    /// All statistics of a state.
    pub(super) fn at(&mut self, x: &[f64]) -> Vec<f64> {
        self.all(x);
        self.linear.iter().map(|&a| self.free[a]).collect()
    }

    /// The sites that each statistic depends on, as far as some states show.
    ///
    /// # Cost
    /// One gradient of the energy for each site and state.
    pub(super) fn scopes(&mut self, states: &[Vec<f64>], domains: &[Domain], visible: usize) -> Scopes {
        let mut scopes = vec![Vec::new(); self.len()];
        let here: Vec<Vec<f64>> = states.iter().map(|x| self.at(x)).collect();
        for (site, domain) in domains.iter().enumerate() {
            let mut changes = vec![false; self.len()];
            for (state, here) in states.iter().zip(&here) {
                let mut there = state.clone();
                there[site] = domain.other(there[site]);
                let there = self.at(&there);
                for (changes, (a, b)) in changes.iter_mut().zip(here.iter().zip(there)) {
                    *changes |= !same(*a, b);
                }
            }
            scopes
                .iter_mut()
                .zip(changes)
                .filter(|(_, changes)| *changes)
                .for_each(|(scope, _)| scope.push(site));
        }
        Scopes::new(scopes, visible)
    }

    /// Σ share · T of some states: by how much the energy changes along a direction. NaN where the energy is infinite.
    pub(super) fn along(&self, shares: &[(usize, f64)], states: &[Vec<f64>]) -> Vec<f64> {
        let mut phi = self.coordinates.to_free(&self.theta);
        shares.iter().for_each(|&(a, share)| phi[self.linear[a]] += share);
        let mut moved = self.theta.clone();
        self.coordinates.to_public(&phi, &mut moved);
        let mut work = Workspace::new();
        let of_tile = |tile: &[Vec<f64>]| {
            let lane = |s: usize| Lanes::<f64>::from_fn(|k| tile[k.min(tile.len() - 1)][s]);
            let x: Vec<Lanes<f64>> = (0..tile[0].len()).map(lane).collect();
            let mut energy = |theta: &[f64]| self.model.energy(theta, &x, Lanes::one(), &mut work);
            let change = energy(&moved) - energy(&self.theta);
            (0..tile.len()).map(|k| change.lane(k)).collect::<Vec<f64>>()
        };
        states.chunks(WIDTH).flat_map(of_tile).collect()
    }

    /// Public parameters at which the energy is statistic `a` alone, or nothing, where it is linear in all of them.
    pub(super) fn theta_along(&self, a: Option<usize>) -> Vec<f64> {
        let mut theta = vec![0.0; self.theta.len()];
        let mut phi = vec![0.0; self.coordinates.len()];
        if let Some(a) = a {
            phi[self.linear[a]] = 1.0;
        }
        self.coordinates.to_public(&phi, &mut theta);
        theta
    }

    fn all(&mut self, x: &[f64]) -> &[f64] {
        self.raw.fill(0.0);
        self.model.param_gradient(&self.theta, x, 1.0, 1.0, &mut self.raw, &mut self.work);
        self.coordinates.pull_back(&self.theta, &self.raw, &mut self.free);
        &self.free
    }
}

/// Equal but for rounding.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(1.0)
}
