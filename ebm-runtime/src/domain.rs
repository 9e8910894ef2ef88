//! The sets that sites take their values from, as values and as types.
//!
//! A state space is named by what it is, never after a model: [`Sites`] of a domain and a number of axes, and tuples
//! of them in the order of declaration. Two models over the same space then share a type.

use std::fmt;
use std::marker::PhantomData;

use ndarray::Dimension;

use crate::real::Real;

/// The set a site takes its values from. A state stores the number that a value stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// The real line.
    Real,
}

impl Domain {
    /// The values in order of their codes 0, 1, …; `None` for a continuous domain.
    pub fn values(self) -> Option<&'static [f64]> {
        match self {
            Self::Binary => Some(&[0.0, 1.0]),
            Self::Spin => Some(&[-1.0, 1.0]),
            Self::Real => None,
        }
    }

    /// Whether a site has finitely many values.
    pub fn is_discrete(self) -> bool {
        self.values().is_some()
    }

    /// The code of a value: its position among [`values`](Self::values). `None` for what is not in the domain and for
    /// continuous domains.
    pub fn code(self, value: f64) -> Option<u8> {
        let position = self.values()?.iter().position(|&known| known == value)?;
        u8::try_from(position).ok()
    }

    /// Whether the domain has this value: one of those listed, or any finite number.
    pub fn contains(self, value: f64) -> bool {
        match self.values() {
            Some(values) => values.contains(&value),
            None => value.is_finite(),
        }
    }

    /// The other value of a two-valued site; the same one on a continuous domain.
    #[inline(always)]
    pub fn other<T: Real>(self, value: T) -> T {
        match self {
            Self::Binary => T::ONE - value,
            Self::Spin => -value,
            Self::Real => value,
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Binary => "binary",
            Self::Spin => "spin",
            Self::Real => "real",
        })
    }
}

/// {0, 1} as a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binary {}

/// {−1, +1} as a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spin {}

/// The real line as a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RealLine {}

/// A [`Domain`] as a type.
pub trait Values: Send + Sync + 'static {
    /// The same domain as a value.
    const DOMAIN: Domain;
}

/// A domain of finitely many values.
// rustc reports the innermost bound that fails: this one, never that of `FiniteSpace`, so the advice stands here
#[diagnostic::on_unimplemented(
    message = "states with `{Self}` sites cannot be enumerated: such a site has infinitely many values",
    label = "needs `binary` or `spin` sites only",
    note = "exact sums over states (`MaximumLikelihood`, `log_z(Exact)`) and site Gibbs need every site to be `binary` or `spin`",
    note = "`energy`, `score` and `param_gradient` are there for `real` sites"
)]
pub trait FiniteValues: Values {}

impl Values for Binary {
    const DOMAIN: Domain = Domain::Binary;
}
impl Values for Spin {
    const DOMAIN: Domain = Domain::Spin;
}
impl Values for RealLine {
    const DOMAIN: Domain = Domain::Real;
}
impl FiniteValues for Binary {}
impl FiniteValues for Spin {}

/// An array of sites: a domain and a number of axes (`Ix1`, `Ix2`, `Ix3`), as a type.
pub struct Sites<D, Axes>(PhantomData<(D, Axes)>);

/// One [`Sites`] of a space, as a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SitesKind {
    /// The values of each site.
    pub domain: Domain,
    /// The number of axes.
    pub axes: usize,
}

/// A state space as a type: a tuple of [`Sites`], one for each array of sites.
pub trait Space: 'static {
    /// Its arrays in order.
    fn kinds() -> Vec<SitesKind>;
}

/// A space of finitely many states, which can be summed over.
pub trait FiniteSpace: Space {}

macro_rules! space {
    ($($domain:ident $axes:ident),+) => {
        impl<$($domain: Values, $axes: Dimension + 'static),+> Space for ($(Sites<$domain, $axes>,)+) {
            fn kinds() -> Vec<SitesKind> {
                // every space is built of arrays with a fixed number of axes
                vec![$(SitesKind { domain: $domain::DOMAIN, axes: $axes::NDIM.unwrap_or(0) }),+]
            }
        }
        impl<$($domain: FiniteValues, $axes: Dimension + 'static),+> FiniteSpace for ($(Sites<$domain, $axes>,)+) {}
    };
}

/// No sites at all: what is left of a model whose visible arguments could not be read, so that the message about them
/// stands alone.
impl Space for () {
    fn kinds() -> Vec<SitesKind> {
        Vec::new()
    }
}

impl FiniteSpace for () {}

space!(A I);
space!(A I, B J);
space!(A I, B J, C K);
space!(A I, B J, C K, D L);
space!(A I, B J, C K, D L, E M);
space!(A I, B J, C K, D L, E M, F N);

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Ix1, Ix2};

    #[test]
    fn codes_are_positions_among_the_values() {
        assert_eq!(Domain::Spin.code(-1.0), Some(0));
        assert_eq!(Domain::Spin.code(0.0), None);
        assert_eq!(Domain::Binary.code(1.0), Some(1));
        assert_eq!(Domain::Real.code(1.0), None);
        assert!(Domain::Real.contains(-3.5) && !Domain::Real.contains(f64::NAN));
        for domain in [Domain::Binary, Domain::Spin] {
            let values = domain.values().unwrap();
            assert_eq!([domain.other(values[0]), domain.other(values[1])], [values[1], values[0]]);
        }
    }

    #[test]
    fn a_space_lists_its_arrays() {
        let kinds = <(Sites<Spin, Ix2>, Sites<RealLine, Ix1>)>::kinds();
        assert_eq!(kinds[0], SitesKind { domain: Domain::Spin, axes: 2 });
        assert_eq!(kinds[1], SitesKind { domain: Domain::Real, axes: 1 });
    }
}
