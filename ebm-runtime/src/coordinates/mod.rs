//! Public parameters θ and the free coordinates φ that optimisers move in.
//!
//! θ is what a user sees: whole arrays, symmetric ones mirrored. φ has one `f64` for each thing that can be learned: a
//! symmetric parameter gives its lower triangle (row by row, without the diagonal if that is zero), a positive one its
//! logarithm, a frozen one nothing. A model's gradient is *raw*, one entry for each array entry as the energy reads
//! it; [`Coordinates::pull_back`] makes it a gradient by φ. Penalties act on public values, tied ones once.
//!
//! Whoever counts, differentiates or compares parameters uses φ; nothing here knows an energy.

mod error;

pub use error::ParamError;

use crate::layout::{Constraint, Layout, ParamBlock};
use crate::real::Real;

/// One free coordinate: the flat entries of θ that it determines.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The entry `[i, k]`, k ≤ i where symmetric.
    at: usize,
    /// The entry `[k, i]` where symmetric, else `at`.
    mirror: usize,
    /// Learned on the log scale.
    positive: bool,
}

/// Both coordinates of the parameters of one layout.
///
/// # Example
/// ```
/// use ebm_runtime::coordinates::Coordinates;
/// use ebm_runtime::layout::{Constraint, Layout, ParamBlock};
///
/// let tied = Constraint { symmetric: true, zero_diagonal: true, ..Constraint::default() };
/// let layout = Layout::new(vec![], vec![ParamBlock::new("w", &[3, 3]).constrained(tied)]);
/// let coordinates = Coordinates::new(&layout);
/// assert_eq!(coordinates.len(), 3);
/// assert_eq!(coordinates.name(2), "w[2, 1]");
/// ```
#[derive(Clone, Debug)]
pub struct Coordinates {
    layout: Layout,
    entries: Vec<Entry>,
}

impl Coordinates {
    /// The coordinates of a layout.
    ///
    /// # Cost
    /// Memory of three words for each free parameter; build it once.
    pub fn new(layout: &Layout) -> Self {
        let learned = layout.params().iter().filter(|block| !block.constraint.frozen);
        let entries = learned.flat_map(|block| {
            let positive = block.constraint.positive;
            determining(block).into_iter().map(move |(at, mirror)| Entry { at, mirror, positive })
        });
        Self { entries: entries.collect(), layout: layout.clone() }
    }

    /// The number of free coordinates.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing can be learned.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The length of θ.
    pub fn public_len(&self) -> usize {
        self.layout.param_count()
    }

    /// The parameter that coordinate `a` stands for: `h[0]`, `j[3, 1]`. On the log scale it is still named plainly.
    ///
    /// # Panics
    /// Unless `a < len()`.
    pub fn name(&self, a: usize) -> String {
        self.layout.param_name(self.entries[a].at)
    }

    /// The flat place in θ of the parameter that coordinate `a` stands for (of its lower entry where it is tied).
    ///
    /// # Panics
    /// Unless `a < len()`.
    pub fn public_index(&self, a: usize) -> usize {
        self.entries[a].at
    }

    /// Checks public parameters against what is declared of them.
    ///
    /// # Errors
    /// The number of entries; the first entry that is not finite, not positive, not symmetric (exactly; `&j + &j.t()`
    /// is) or not zero on the diagonal.
    pub fn check<T: Real>(&self, theta: &[T]) -> Result<(), ParamError> {
        let (found, expected) = (theta.len(), self.public_len());
        if found != expected {
            return Err(ParamError::Length { found, expected });
        }
        let name = |flat| self.layout.param_name(flat);
        for block in self.layout.params() {
            for flat in block.range() {
                let value = theta[flat].to_f64();
                if !value.is_finite() {
                    return Err(ParamError::NotFinite { name: name(flat), value });
                }
                if block.constraint.positive && value <= 0.0 {
                    return Err(ParamError::NotPositive { name: name(flat), value });
                }
                let mirror = transposed(block, flat);
                if block.constraint.symmetric && theta[mirror] != theta[flat] {
                    let (mirror, other) = (name(mirror), theta[mirror].to_f64());
                    return Err(ParamError::NotSymmetric { name: name(flat), value, mirror, other });
                }
                if block.constraint.zero_diagonal && mirror == flat && value != 0.0 {
                    return Err(ParamError::NotZero { name: name(flat), value });
                }
            }
        }
        Ok(())
    }

    /// φ of public parameters that pass [`check`](Self::check).
    ///
    /// # Panics
    /// Unless `theta.len() == public_len()`.
    pub fn to_free<T: Real>(&self, theta: &[T]) -> Vec<f64> {
        assert_eq!(theta.len(), self.public_len());
        let free = |entry: &Entry| {
            let value = theta[entry.at].to_f64();
            if entry.positive { value.ln() } else { value }
        };
        self.entries.iter().map(free).collect()
    }

    /// Writes the public parameters that φ stands for. What φ does not determine (frozen parameters, zero diagonals)
    /// stays as it is.
    ///
    /// # Panics
    /// Unless `phi.len() == len()` and `theta.len() == public_len()`.
    pub fn to_public<T: Real>(&self, phi: &[f64], theta: &mut [T]) {
        assert_eq!((phi.len(), theta.len()), (self.len(), self.public_len()));
        for (entry, &free) in self.entries.iter().zip(phi) {
            let value = T::from_f64(if entry.positive { free.exp() } else { free });
            theta[entry.at] = value;
            theta[entry.mirror] = value;
        }
    }

    /// The gradient by φ from the raw gradient by θ at `theta`: tied entries add, the log scale multiplies by θ.
    ///
    /// ∂f/∂φ = θ' · (g`[i,k]` + g`[k,i]`), with θ' = θ where positive and 1 elsewhere; a diagonal entry counts once.
    ///
    /// # Panics
    /// Unless `theta` and `raw` have length `public_len()` and `free` has length `len()`.
    pub fn pull_back<T: Real>(&self, theta: &[f64], raw: &[T], free: &mut [f64]) {
        assert_eq!((theta.len(), raw.len(), free.len()), (self.public_len(), self.public_len(), self.len()));
        for (entry, out) in self.entries.iter().zip(free) {
            let mut slope = raw[entry.at].to_f64();
            if entry.mirror != entry.at {
                slope += raw[entry.mirror].to_f64();
            }
            *out = if entry.positive { slope * theta[entry.at] } else { slope };
        }
    }

    /// Makes a raw gradient one by tied values, mirrored, in place: both `[i, k]` and `[k, i]` of a symmetric
    /// parameter get the sum of the two, and a diagonal that is always zero gets 0. Nothing is rescaled.
    ///
    /// # Panics
    /// Unless `raw.len() == public_len()`.
    pub fn tie<T: Real>(&self, raw: &mut [T]) {
        assert_eq!(raw.len(), self.public_len());
        for block in self.layout.params() {
            for (flat, mirror) in determining(block) {
                if flat != mirror {
                    let slope = raw[flat] + raw[mirror];
                    raw[flat] = slope;
                    raw[mirror] = slope;
                }
            }
            if block.constraint.zero_diagonal {
                block.diagonal().for_each(|flat| raw[flat] = T::ZERO);
            }
        }
    }

    /// (a/2) Σ θ² over everything that is learned, tied entries once; 0 at a = 0, also where θ² is beyond `f64`.
    ///
    /// # Panics
    /// Unless `theta.len() == public_len()`.
    pub fn l2(&self, strength: f64, theta: &[f64]) -> f64 {
        assert_eq!(theta.len(), self.public_len());
        if strength == 0.0 {
            return 0.0;
        }
        0.5 * strength * self.entries.iter().map(|entry| theta[entry.at] * theta[entry.at]).sum::<f64>()
    }

    /// Adds the gradient of [`l2`](Self::l2) by φ to `free`: a·θ, times θ on the log scale.
    ///
    /// # Panics
    /// Unless `theta.len() == public_len()` and `free.len() == len()`.
    pub fn add_l2_gradient(&self, strength: f64, theta: &[f64], free: &mut [f64]) {
        assert_eq!((theta.len(), free.len()), (self.public_len(), self.len()));
        if strength == 0.0 {
            return;
        }
        for (entry, out) in self.entries.iter().zip(free) {
            let value = theta[entry.at];
            *out += strength * value * if entry.positive { value } else { 1.0 };
        }
    }
}

/// The flat entries of a block that determine the others, each with its mirror.
fn determining(block: &ParamBlock) -> Vec<(usize, usize)> {
    let Constraint { symmetric, zero_diagonal, .. } = block.constraint;
    let learned = |flat: usize| {
        let mirror = transposed(block, flat);
        let kept = !(symmetric && mirror > flat || zero_diagonal && mirror == flat);
        kept.then_some((flat, if symmetric { mirror } else { flat }))
    };
    block.range().filter_map(learned).collect()
}

/// The flat place of `[k, i]` for that of `[i, k]`; the same place in blocks that are no matrices.
fn transposed(block: &ParamBlock, flat: usize) -> usize {
    match block.shape[..] {
        [_, n] => {
            let (i, k) = ((flat - block.offset) / n, (flat - block.offset) % n);
            block.offset + k * n + i
        }
        _ => flat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Init, SiteArray};

    const TIED: Constraint =
        Constraint { symmetric: true, zero_diagonal: false, positive: false, frozen: false };

    /// One block of each kind: 2 plain, a 3×3 symmetric (6), a 3×3 symmetric with zero diagonal (3), a 2×2 positive
    /// (4), a 2×2 symmetric and positive (3), a frozen one (0).
    fn layout() -> Layout {
        let block = |name: &str, shape: &[usize], c: Constraint| ParamBlock::new(name, shape).constrained(c);
        let plain = Constraint::default();
        Layout::new(
            vec![SiteArray::new("x", crate::domain::Domain::Spin, &[3])],
            vec![
                block("h", &[2], plain),
                block("j", &[3, 3], TIED),
                block("w", &[3, 3], Constraint { zero_diagonal: true, ..TIED }),
                block("a", &[2, 2], Constraint { positive: true, ..plain }),
                block("p", &[2, 2], Constraint { positive: true, ..TIED }),
                block("fixed", &[2], Constraint { frozen: true, ..plain }).starting_at(Init::Constant(3.0)),
            ],
        )
    }

    fn point(coordinates: &Coordinates) -> Vec<f64> {
        (0..coordinates.len()).map(|a| 0.3 * (1.7 * a as f64).sin()).collect()
    }

    /// A function that reads every entry by itself, with both triangles unequal in weight.
    fn function(theta: &[f64]) -> f64 {
        theta.iter().enumerate().map(|(a, t)| (0.1 * a as f64 + 0.2) * (t + 0.3 * t * t * t)).sum()
    }

    fn raw_gradient(theta: &[f64]) -> Vec<f64> {
        theta.iter().enumerate().map(|(a, t)| (0.1 * a as f64 + 0.2) * (1.0 + 0.9 * t * t)).collect()
    }

    fn central_differences(phi: &[f64], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let moved = |a: usize, by: f64| {
            let mut phi = phi.to_vec();
            phi[a] += by;
            f(&phi)
        };
        (0..phi.len()).map(|a| (moved(a, 1e-5) - moved(a, -1e-5)) / 2e-5).collect()
    }

    #[test]
    fn free_coordinates_are_counted_and_named() {
        let coordinates = Coordinates::new(&layout());
        assert_eq!(coordinates.len(), 2 + 6 + 3 + 4 + 3);
        let names: Vec<String> = (0..coordinates.len()).map(|a| coordinates.name(a)).collect();
        assert_eq!(
            names.join(" "),
            "h[0] h[1] j[0, 0] j[1, 0] j[1, 1] j[2, 0] j[2, 1] j[2, 2] w[1, 0] w[2, 0] w[2, 1] \
             a[0, 0] a[0, 1] a[1, 0] a[1, 1] p[0, 0] p[1, 0] p[1, 1]"
        );
    }

    #[test]
    fn going_to_public_and_back_changes_nothing() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let phi = point(&coordinates);
        let mut theta = layout.initial_theta();
        coordinates.to_public(&phi, &mut theta);
        assert_eq!(coordinates.check(&theta), Ok(()));
        assert_eq!(theta[layout.params()[5].range()], [3.0, 3.0], "frozen parameters stay");
        for (back, phi) in coordinates.to_free(&theta).iter().zip(&phi) {
            // exp and ln undo each other to a rounding of a number near 1
            assert!((back - phi).abs() < 1e-15);
        }
    }

    #[test]
    fn pull_back_is_the_slope_by_free_coordinates() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let phi = point(&coordinates);
        let public = |phi: &[f64]| {
            let mut theta = layout.initial_theta();
            coordinates.to_public(phi, &mut theta);
            theta
        };
        let theta = public(&phi);
        let mut gradient = vec![0.0; coordinates.len()];
        coordinates.pull_back(&theta, &raw_gradient(&theta), &mut gradient);
        coordinates.add_l2_gradient(0.7, &theta, &mut gradient);
        let objective = |phi: &[f64]| function(&public(phi)) + coordinates.l2(0.7, &public(phi));
        for (a, slope) in central_differences(&phi, objective).into_iter().enumerate() {
            // a third derivative below 200 times h²/6, and a value below 100 rounded, divided by h
            assert!(
                (gradient[a] - slope).abs() < 5e-9,
                "{}: {} and {slope}",
                coordinates.name(a),
                gradient[a]
            );
        }
    }

    #[test]
    fn l2_counts_tied_entries_once() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let mut phi = vec![0.0; coordinates.len()];
        phi[3] = 2.0; // j[1, 0]
        let mut theta = layout.initial_theta();
        coordinates.to_public(&phi, &mut theta);
        // seven positive coordinates at e⁰ = 1, and the one tied pair
        assert_eq!(coordinates.l2(2.0, &theta), 7.0 + 4.0);
    }

    /// 0 · ∞ is NaN: a fit without a penalty could not start where θ² overflows.
    #[test]
    fn no_penalty_is_none_wherever_theta_is() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let theta = vec![1e300; coordinates.public_len()];
        let mut gradient = vec![0.0; coordinates.len()];
        coordinates.add_l2_gradient(0.0, &theta, &mut gradient);
        assert_eq!(coordinates.l2(0.0, &theta), 0.0);
        assert!(gradient.iter().all(|&slope| slope == 0.0));
    }

    #[test]
    fn tying_adds_both_triangles_and_clears_zero_diagonals() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let mut raw: Vec<f64> = (0..layout.param_count()).map(|a| a as f64).collect();
        coordinates.tie(&mut raw);
        assert_eq!(raw[2..11], [2.0, 8.0, 12.0, 8.0, 6.0, 16.0, 12.0, 16.0, 10.0]);
        assert_eq!([raw[11], raw[15], raw[19]], [0.0; 3]);
        assert_eq!(raw[20..24], [20.0, 21.0, 22.0, 23.0]);
    }

    #[test]
    fn parameters_that_break_a_promise_are_named() {
        let layout = layout();
        let coordinates = Coordinates::new(&layout);
        let mut good = layout.initial_theta();
        coordinates.to_public(&vec![0.0; coordinates.len()], &mut good);
        let refuse = |flat: usize, value: f64| {
            let mut theta = good.clone();
            theta[flat] = value;
            coordinates.check(&theta).unwrap_err().to_string()
        };
        assert_eq!(refuse(1, f64::NAN), "`h[1]` is NaN, which is not a finite number");
        assert_eq!(
            refuse(5, 1.0),
            "`j[0, 1]` is 0 but `j[1, 0]` is 1, and the parameter is declared `symmetric`"
        );
        assert_eq!(refuse(11, 1.0), "`w[0, 0]` is 1, but the parameter is declared `zero_diagonal`");
        assert_eq!(refuse(20, 0.0), "`a[0, 0]` is 0, but the parameter is declared `positive`");
        let short = coordinates.check(&good[1..]).unwrap_err();
        assert_eq!(short.to_string(), "29 parameters where the model has 30");
    }
}
