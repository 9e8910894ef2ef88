//! Which distribution a law is, by the functions of the value that it has.
//!
//! Symbolic: which coefficients are there, not which signs they have. Whether a precision or a rate is positive is known
//! where the model runs.

use crate::ir::{Basis, Domain};

/// A distribution of one continuous value whose log density is linear in known functions of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// exp(c₁u + c₂u²) on the real line, c₂ < 0.
    Normal,
    /// exp(c₁u + c₂u² + c₃u³ + c₄u⁴) on the real line, c₄ < 0: no closed normaliser.
    Quartic,
    /// exp(c₁u) on (0, ∞), c₁ < 0.
    Exponential,
    /// exp(c₁u + c ln u) on (0, ∞), c₁ < 0, c > −1.
    Gamma,
    /// exp(c₁u + c₂u²) on (0, ∞), (0, 1) or (a, b).
    TruncatedNormal,
    /// exp(c₁u) on (0, 1) or (a, b).
    TruncatedExponential,
    /// exp(c ln u + d ln(1 − u)) on (0, 1), c, d > −1.
    Beta,
    /// exp(c cos u + d sin u) on the circle.
    VonMises,
    /// Constant on (0, 1), (a, b) or the circle.
    Uniform,
}

impl Family {
    /// The family of a law with these functions, none of them twice; `None` where none of the known ones is it. Then the
    /// conditional is drawn from by slice sampling.
    pub fn of(domain: &Domain, functions: &[Basis]) -> Option<Self> {
        use Basis::{Cos, Cube, Fourth, Linear, Ln, LnOneMinus, Sin, Square};
        let within = |known: &[Basis]| functions.iter().all(|function| known.contains(function));
        let has = |function: Basis| functions.contains(&function);
        let bounded = matches!(domain, Domain::Unit | Domain::Interval(..));
        match domain {
            Domain::Real if within(&[Linear, Square]) && has(Square) => Some(Self::Normal),
            Domain::Real if within(&[Linear, Square, Cube, Fourth]) && has(Fourth) => Some(Self::Quartic),
            Domain::Positive if functions == [Linear] => Some(Self::Exponential),
            Domain::Positive if within(&[Linear, Ln]) && has(Linear) => Some(Self::Gamma),
            Domain::Positive if within(&[Linear, Square]) && has(Square) => Some(Self::TruncatedNormal),
            Domain::Angle if functions.is_empty() => Some(Self::Uniform),
            Domain::Angle if within(&[Cos, Sin]) => Some(Self::VonMises),
            _ if bounded && functions.is_empty() => Some(Self::Uniform),
            _ if bounded && functions == [Linear] => Some(Self::TruncatedExponential),
            _ if bounded && within(&[Linear, Square]) => Some(Self::TruncatedNormal),
            Domain::Unit if within(&[Ln, LnOneMinus]) => Some(Self::Beta),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Quartic => "exponential of a quartic polynomial",
            Self::Exponential => "exponential",
            Self::Gamma => "gamma",
            Self::TruncatedNormal => "truncated normal",
            Self::TruncatedExponential => "truncated exponential",
            Self::Beta => "beta",
            Self::VonMises => "von Mises",
            Self::Uniform => "uniform",
        }
    }
}
