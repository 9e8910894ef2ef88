//! Formulas of every domain.

use ebm_runtime::domain::{Angle, Binary, Categorical, Count, Domain, RealLine, Sites, Spin};
use ebm_runtime::layout::{GivenArray, Layout, ParamBlock, SiteArray};
use ebm_runtime::model::BASIS;
use ebm_runtime::{Lane, Real};
use ndarray::Ix1;

use super::brute::Formula;

fn number<V: Lane>(value: f64) -> V::Real {
    V::Real::from_f64(value)
}

/// θ[table][x[i], x[k]] of lanes that stand at different entries.
fn look_up<V: Lane>(table: &[V::Real], index: V) -> V {
    index.map(|index| table[index.to_f64() as usize])
}

/// E = −Σ h[i, x_i] − Σ_{k<i} j[i, k, x_i, x_k]; each site has its own number of states, and tables are as wide as the
/// widest.
#[derive(Clone, Debug)]
pub struct Potts(pub &'static [usize]);

impl Potts {
    fn widest(&self) -> usize {
        self.0.iter().copied().max().unwrap_or(0)
    }
}

impl Formula for Potts {
    type Space = (Sites<Categorical, Ix1>,);

    fn layout(&self) -> Layout {
        let (n, q) = (self.0.len(), self.widest());
        let sites = vec![SiteArray::with_states("x", self.0, &[n])];
        Layout::new(sites, vec![ParamBlock::new("h", &[n, q]), ParamBlock::new("j", &[n, n, q, q])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let (n, q) = (self.0.len(), self.widest());
        let (h, j) = theta.split_at(n * q);
        let mut energy = V::zero();
        for i in 0..n {
            energy -= look_up(&h[i * q..][..q], x[i]);
            for k in 0..i {
                energy -= look_up(&j[(i * n + k) * q * q..][..q * q], x[i] * number::<V>(q as f64) + x[k]);
            }
        }
        energy * beta
    }
}

/// E = Σ_i ln x_i! − θ x_i + w Σ_{i>0} x_i x_{i−1}, counts up to `max`: a Poisson Markov chain.
#[derive(Clone, Debug)]
pub struct Counts {
    pub n: usize,
    pub max: usize,
}

impl Formula for Counts {
    type Space = (Sites<Count, Ix1>,);

    fn layout(&self) -> Layout {
        let sites = vec![SiteArray::new("x", Domain::Count(self.max), &[self.n])];
        Layout::new(sites, vec![ParamBlock::new("theta", &[]), ParamBlock::new("w", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let mut energy = V::zero();
        for i in 0..self.n {
            let ln_factorial = |x: V::Real| (1..=x.to_f64() as usize).map(|k| (k as f64).ln()).sum::<f64>();
            energy += x[i].map(|x| number::<V>(ln_factorial(x))) - x[i] * theta[0];
            if i > 0 {
                energy += x[i] * x[i - 1] * theta[1];
            }
        }
        energy * beta
    }
}

/// One continuous site with −E = Σ_k θ_k b_k(u), and whether its law is told.
#[derive(Clone, Debug)]
pub struct One<D> {
    pub domain: Domain,
    pub known: bool,
    pub kind: std::marker::PhantomData<D>,
}

impl<D: ebm_runtime::domain::Values + Clone> Formula for One<D> {
    type Space = (Sites<D, Ix1>,);

    fn layout(&self) -> Layout {
        Layout::new(vec![SiteArray::new("u", self.domain, &[1])], vec![ParamBlock::new("c", &[BASIS])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let u = x[0];
        let mut basis = vec![u, u.powi(2), u.powi(3), u.powi(4)];
        let positive = matches!(self.domain, Domain::Positive | Domain::Unit);
        basis.push(if positive { u.ln() } else { V::zero() });
        basis.push(if self.domain == Domain::Unit { (-u).ln_1p() } else { V::zero() });
        basis.extend([u.cos(), u.sin()]);
        let mut energy = V::zero();
        for (b, &c) in basis.into_iter().zip(theta) {
            energy -= b * c;
        }
        energy * beta
    }

    fn law<V: Lane>(&self, theta: &[V::Real], _: &[V], beta: V, _: usize, out: &mut [V; BASIS]) -> bool {
        if self.known {
            out.iter_mut().zip(theta).for_each(|(out, &c)| *out = beta * c);
        }
        self.known
    }
}

/// E = −κ cos(x₀ − x₁) − η sin x₀: two rotors, with their laws.
#[derive(Clone, Debug)]
pub struct Rotors;

impl Formula for Rotors {
    type Space = (Sites<Angle, Ix1>,);

    fn layout(&self) -> Layout {
        let sites = vec![SiteArray::new("x", Domain::Angle, &[2])];
        Layout::new(sites, vec![ParamBlock::new("kappa", &[]), ParamBlock::new("eta", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        -((x[0] - x[1]).cos() * theta[0] + x[0].sin() * theta[1]) * beta
    }

    fn law<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, site: usize, out: &mut [V; BASIS]) -> bool {
        *out = [V::zero(); BASIS];
        out[6] = x[1 - site].cos() * theta[0] * beta;
        out[7] = x[1 - site].sin() * theta[0] * beta;
        if site == 0 {
            out[7] += beta * theta[1];
        }
        true
    }
}

/// A spin and a real number of which neither is alone: E = u²/2 − w s u − b s.
#[derive(Clone, Debug)]
pub struct MixedPair;

impl Formula for MixedPair {
    type Space = (Sites<Spin, Ix1>, Sites<RealLine, Ix1>);

    fn layout(&self) -> Layout {
        let sites = vec![SiteArray::new("s", Domain::Spin, &[1]), SiteArray::new("u", Domain::Real, &[1])];
        Layout::new(sites, vec![ParamBlock::new("w", &[]), ParamBlock::new("b", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        (x[1] * x[1] * number::<V>(0.5) - x[0] * x[1] * theta[0] - x[0] * theta[1]) * beta
    }

    fn law<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V, _: usize, out: &mut [V; BASIS]) -> bool {
        *out = [V::zero(); BASIS];
        (out[0], out[1]) = (x[0] * theta[0] * beta, beta * number::<V>(-0.5));
        true
    }
}

/// The restricted Boltzmann machine with `h` summed out: F_β = −β b·v − Σ_k ln(1 + exp(β (c_k + Σ_i v_i w[i, k]))).
#[derive(Clone, Debug)]
pub struct Rbm {
    pub visible: usize,
    pub hidden: usize,
}

impl Rbm {
    fn params(&self) -> Vec<ParamBlock> {
        let (v, h) = (self.visible, self.hidden);
        vec![ParamBlock::new("b", &[v]), ParamBlock::new("c", &[h]), ParamBlock::new("w", &[v, h])]
    }

    fn input<V: Lane>(&self, theta: &[V::Real], v: &[V], k: usize) -> V {
        let (c, w) = theta[self.visible..].split_at(self.hidden);
        let mut input = V::splat(c[k]);
        for i in 0..self.visible {
            input += v[i] * w[i * self.hidden + k];
        }
        input
    }
}

impl Formula for Rbm {
    type Space = (Sites<Binary, Ix1>,);

    fn layout(&self) -> Layout {
        Layout::new(vec![SiteArray::new("v", Domain::Binary, &[self.visible])], self.params())
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let mut energy = V::zero();
        for i in 0..self.visible {
            energy -= x[i] * theta[i] * beta;
        }
        for k in 0..self.hidden {
            energy -= (self.input(theta, x, k) * beta).softplus();
        }
        energy
    }
}

/// Its joint density.
#[derive(Clone, Debug)]
pub struct RbmJoint(pub Rbm);

impl Formula for RbmJoint {
    type Space = (Sites<Binary, Ix1>, Sites<Binary, Ix1>);

    fn layout(&self) -> Layout {
        let sites = vec![
            SiteArray::new("v", Domain::Binary, &[self.0.visible]),
            SiteArray::new("h", Domain::Binary, &[self.0.hidden]).latent(),
        ];
        Layout::new(sites, self.0.params())
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let (v, h) = x.split_at(self.0.visible);
        let mut energy = V::zero();
        for i in 0..self.0.visible {
            energy -= v[i] * theta[i];
        }
        for (k, &h) in h.iter().enumerate() {
            energy -= h * self.0.input(theta, v, k);
        }
        energy * beta
    }
}

/// A conditional chain of spins: E = −a Σ_i g_i x_i − w Σ_{i>0} x_i x_{i−1} − b m x_0, `g` and the number `m` given.
#[derive(Clone, Debug)]
pub struct Field(pub usize);

impl Formula for Field {
    type Space = (Sites<Spin, Ix1>,);

    fn layout(&self) -> Layout {
        let params = ["a", "w", "b"].map(|name| ParamBlock::new(name, &[]));
        Layout::new(vec![SiteArray::new("x", Domain::Spin, &[self.0])], params.to_vec())
            .with_givens(vec![GivenArray::new("g", &[self.0]), GivenArray::new("m", &[])])
    }

    fn energy<V: Lane>(&self, theta: &[V::Real], x: &[V], beta: V) -> V {
        let n = self.0;
        assert_eq!(x.len(), 2 * n + 1);
        let mut energy = -(x[2 * n] * x[0] * theta[2]);
        for i in 0..n {
            energy -= x[n + i] * x[i] * theta[0];
            if i > 0 {
                energy -= x[i] * x[i - 1] * theta[1];
            }
        }
        energy * beta
    }
}

/// The one-site formula of a domain.
pub fn one<D>(domain: Domain, known: bool) -> One<D> {
    One { domain, known, kind: std::marker::PhantomData }
}
