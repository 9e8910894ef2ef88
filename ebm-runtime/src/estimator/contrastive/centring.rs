//! Centred gradients.

use std::fmt;

use crate::coordinates::Coordinates;
use crate::domain::Domain;
use crate::model::ParamGradient;
use crate::workspace::Workspace;

/// Replaces gradients by those of the same model written with centred variables, x − μ.
///
/// Where the energy has biases sᵢ bᵢ xᵢ and couplings s w xᵢ xₖ, the gradient by a coupling becomes that of s (xᵢ − μᵢ)(xₖ − μₖ), and the biases take
/// what belongs to them. With T the matrix that takes gradients to centred ones, steps follow TᵀT times the gradient: the same
/// fixed points, better conditioned, and the same for a model and for that with its states exchanged (0 for 1). μ is the mean under the data, latent
/// variables included, kept as a running mean with weight 0.01 for the newest.
///
/// # References
/// Melchior, Fischer & Wiskott (2016), How to center deep Boltzmann machines, J. Mach. Learn. Res. 17, sections 2 and 3.
#[derive(Clone, PartialEq)]
pub struct Centring {
    /// For each coordinate sᵢ if it is the bias of one site.
    scales: Vec<Option<f64>>,
    couplings: Vec<Coupling>,
    size: usize,
}

#[derive(Clone, Copy, PartialEq)]
struct Coupling {
    coordinate: usize,
    scale: f64,
    /// The coordinates of the biases of its two sites.
    biases: [usize; 2],
}

/// The weight of the newest mean.
const NEWEST: f64 = 0.01;

impl fmt::Debug for Centring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} couplings", self.couplings.len())
    }
}

impl Centring {
    /// Finds out which parameters are biases and which are couplings, by their derivatives at a few states: of the joint density of a model
    /// with latent variables (`Centring::of(&model.joint())`), of the model itself without.
    ///
    /// Sites have to be binary, spins or real; couplings of others, and of sites without a bias, are left as they are.
    ///
    /// # Cost
    /// Two gradients a site.
    pub fn of<J: ParamGradient>(joint: &J) -> Self {
        let coordinates = Coordinates::new(joint.layout());
        let domains = joint.layout().domains();
        let size = coordinates.len();
        let none = Self { scales: vec![None; size], couplings: Vec::new(), size };
        if domains.iter().any(|domain| !matches!(domain, Domain::Binary | Domain::Spin | Domain::Real)) {
            return none;
        }
        let theta = joint.theta_f64();
        let mut work = Workspace::new();
        let mut statistics = |z: &[f64], by: f64| {
            let mut state = z.to_vec();
            state.resize(joint.layout().row_len(), 0.0);
            let moved: Vec<f64> = theta.iter().map(|value| value * (1.0 + by)).collect();
            let (mut raw, mut free) = (vec![0.0; theta.len()], vec![0.0; size]);
            joint.param_gradient(&moved, &state, 1.0, 1.0, &mut raw, &mut work);
            coordinates.pull_back(&moved, &raw, &mut free);
            free
        };
        // numbers without relations among them that products could hide
        let z: Vec<f64> = (0..domains.len()).map(|s| 0.6 + 0.4 * (1.7 * s as f64 + 0.3).sin()).collect();
        let twice: Vec<f64> = z.iter().map(|z| 2.0 * z).collect();
        let (at, double, other) = (statistics(&z, 0.0), statistics(&twice, 0.0), statistics(&z, 0.25));
        let mut sites: Vec<Vec<usize>> = vec![Vec::new(); size];
        for s in 0..z.len() {
            let mut without = z.clone();
            without[s] = 0.0;
            for (a, value) in statistics(&without, 0.0).into_iter().enumerate() {
                // three are as good as many: no bias and no coupling
                if value != at[a] && sites[a].len() < 3 {
                    // a product is gone without one of its factors
                    sites[a].push(if value == 0.0 { s } else { usize::MAX });
                }
            }
        }
        let near = |value: f64, expected: f64| (value - expected).abs() <= 1e-12 * expected.abs();
        let degree = |a: usize, power: f64| near(double[a], power * at[a]) && near(other[a], at[a]);
        let plain = |a: usize| !coordinates.is_positive(a) && at[a] != 0.0;
        let mut bias_of = vec![None; z.len()];
        let mut scales = vec![None; size];
        for a in (0..size).filter(|&a| plain(a) && degree(a, 2.0)) {
            if let [s] = sites[a][..]
                && s < z.len()
                && bias_of[s].is_none()
            {
                bias_of[s] = Some(a);
                scales[a] = Some(at[a] / z[s]);
            }
        }
        let coupling = |a: usize| match sites[a][..] {
            [s, t] if s < z.len() && t < z.len() && plain(a) && degree(a, 4.0) => {
                let biases = [bias_of[s]?, bias_of[t]?];
                Some(Coupling { coordinate: a, scale: at[a] / (z[s] * z[t]), biases })
            }
            _ => None,
        };
        Self { couplings: (0..size).filter_map(coupling).collect(), scales, size }
    }

    /// How many couplings are centred.
    pub fn couplings(&self) -> usize {
        self.couplings.len()
    }

    /// Takes the gradient of the examples, which at a bias is sᵢ times the mean of its site, into the running mean.
    pub(super) fn follow(&self, observed: &[f64], offsets: &mut Vec<f64>) {
        if offsets.is_empty() {
            *offsets = observed.to_vec();
        }
        for (offset, value) in offsets.iter_mut().zip(observed) {
            *offset += NEWEST * (value - *offset);
        }
    }

    /// Makes a gradient TᵀT of it.
    pub(super) fn apply(&self, offsets: &[f64], gradient: &mut [f64]) {
        if offsets.len() != self.size || gradient.len() != self.size {
            return;
        }
        let mean = |bias: usize| self.scales[bias].map_or(0.0, |scale| offsets[bias] / scale);
        // T[w, bᵢ] = −s μₖ / sᵢ
        let share = |coupling: &Coupling, own: usize, other: usize| {
            self.scales[own].map_or(0.0, |scale| -coupling.scale * mean(other) / scale)
        };
        let before = gradient.to_vec();
        for coupling in &self.couplings {
            let [i, k] = coupling.biases;
            let (of_i, of_k) = (share(coupling, i, k), share(coupling, k, i));
            let centred = before[coupling.coordinate] + of_i * before[i] + of_k * before[k];
            gradient[coupling.coordinate] = centred;
            gradient[i] += of_i * centred;
            gradient[k] += of_k * centred;
        }
    }
}
