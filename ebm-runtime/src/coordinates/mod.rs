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

    /// The block that coordinate `a` belongs to.
    ///
    /// # Panics
    /// Unless `a < len()`.
    pub fn block(&self, a: usize) -> &str {
        &self.layout.block_of(self.entries[a].at).name
    }

    /// The names of all blocks, frozen ones too, in order of declaration.
    pub fn blocks(&self) -> Vec<&str> {
        self.layout.params().iter().map(|block| block.name.as_str()).collect()
    }

    /// Whether coordinate `a` is the logarithm of its parameter.
    ///
    /// # Panics
    /// Unless `a < len()`.
    pub fn is_positive(&self, a: usize) -> bool {
        self.entries[a].positive
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
mod tests;
