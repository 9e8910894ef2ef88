//! A model whose latent variables do not sum out, as they are coupled among themselves.

use std::sync::Arc;

use ebm_runtime::domain::{Binary, Domain, Sites};
use ebm_runtime::layout::{Layout, ParamBlock, SiteArray};
use ebm_runtime::{Lane, Latents, Model};
use ndarray::Ix1;

use super::brute::{Brute, Formula};

/// Visible and latent sites.
pub const SEEN: usize = 3;
pub const LATENT: usize = 2;

fn params() -> Vec<ParamBlock> {
    vec![
        ParamBlock::new("b", &[SEEN]),
        ParamBlock::new("c", &[LATENT]),
        ParamBlock::new("w", &[SEEN, LATENT]),
        ParamBlock::new("u", &[]),
    ]
}

/// E = −b·v − c·h − vᵀ w h − u h₀ h₁
#[derive(Clone, Debug)]
pub struct Coupled;

impl Formula for Coupled {
    type Space = (Sites<Binary, Ix1>, Sites<Binary, Ix1>);

    fn layout(&self) -> Layout {
        let latent = SiteArray::new("h", Domain::Binary, &[LATENT]).latent();
        Layout::new(vec![SiteArray::new("v", Domain::Binary, &[SEEN]), latent], params())
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let (v, h) = x.split_at(SEEN);
        let (biases, rest) = theta.split_at(SEEN + LATENT);
        let (w, u) = rest.split_at(SEEN * LATENT);
        let mut energy = h[0] * h[1] * V::splat(-u[0]);
        for (&x, &bias) in x.iter().zip(biases) {
            energy -= x * bias;
        }
        for (i, &v) in v.iter().enumerate() {
            for (k, &h) in h.iter().enumerate() {
                energy -= v * h * w[i * LATENT + k];
            }
        }
        energy * beta
    }
}

/// The model of what is seen, which has no energy of its own.
#[derive(Clone, Debug)]
pub struct Hidden {
    joint: Brute<Coupled>,
    layout: Arc<Layout>,
}

impl Hidden {
    pub fn new(theta: &[f64]) -> Self {
        let seen = vec![SiteArray::new("v", Domain::Binary, &[SEEN])];
        Self { joint: Brute::new(Coupled, theta), layout: Arc::new(Layout::new(seen, params())) }
    }

    /// p(v) of every state of the visible sites, the first site fastest.
    pub fn law(&self) -> Vec<f64> {
        let bit = |code: usize, s: usize| (code >> s & 1) as f64;
        let weight = |code: usize| {
            (0..1 << LATENT)
                .map(|hidden: usize| {
                    let seen = (0..SEEN).map(|s| bit(code, s));
                    let x: Vec<f64> = seen.chain((0..LATENT).map(|s| bit(hidden, s))).collect();
                    (-self.joint.plain(&x, 1.0)).exp()
                })
                .sum::<f64>()
        };
        let weights: Vec<f64> = (0..1 << SEEN).map(weight).collect();
        let z: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / z).collect()
    }
}

impl Model for Hidden {
    type Float = f64;
    type Space = (Sites<Binary, Ix1>,);

    fn name() -> &'static str {
        "Hidden"
    }
    fn layout(&self) -> &Layout {
        &self.layout
    }
    fn theta(&self) -> &[f64] {
        self.joint.theta()
    }
    fn set_theta(&mut self, theta: &[f64]) {
        self.joint.set_theta(theta);
    }
}

impl Latents for Hidden {
    type Joint = Brute<Coupled>;

    fn joint(&self) -> Brute<Coupled> {
        self.joint.clone()
    }
}
