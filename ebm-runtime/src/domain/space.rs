//! State spaces as types.
//!
//! A state space is named by what it is, never after a model: [`Sites`] of a domain and a number of axes, and tuples
//! of them in the order of declaration. Two models over the same space then share a type. Numbers (how many categories,
//! which interval) are no part of the type; they are in the [`Layout`](crate::layout::Layout).

use std::marker::PhantomData;

use ndarray::Dimension;

/// A kind of [`Domain`](super::Domain) as a type.
pub trait Values: Send + Sync + 'static {
    /// How the user writes it: `binary`, `categorical`, `real`.
    const NAME: &'static str;
}

/// A domain of finitely many values.
// rustc reports the innermost bound that fails: this one, never that of `FiniteSpace`, so the advice stands here
#[diagnostic::on_unimplemented(
    message = "states with `{Self}` sites cannot be enumerated: such a site has infinitely many values",
    label = "needs discrete sites only",
    note = "exact sums over states (`MaximumLikelihood`, `log_z(Exact)`) need every site to be `binary`, `spin`, `categorical` or `count`",
    note = "`energy`, `score` and `param_gradient` are there for continuous sites"
)]
pub trait FiniteValues: Values {}

macro_rules! domains {
    ($($(#[$about:meta])* $name:ident = $text:literal;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name {}

        impl Values for $name {
            const NAME: &'static str = $text;
        }
    )*};
}

domains! {
    /// {0, 1} as a type.
    Binary = "binary";
    /// {−1, +1} as a type.
    Spin = "spin";
    /// Categories as a type.
    Categorical = "categorical";
    /// Counts as a type.
    Count = "count";
    /// The real line as a type.
    RealLine = "real";
    /// (0, ∞) as a type.
    Positive = "positive";
    /// (0, 1) as a type.
    Unit = "unit";
    /// (a, b) as a type.
    Interval = "interval";
    /// The circle as a type.
    Angle = "angle";
}

impl FiniteValues for Binary {}
impl FiniteValues for Spin {}
impl FiniteValues for Categorical {}
impl FiniteValues for Count {}

/// An array of sites: a domain and a number of axes (`Ix1`, `Ix2`, `Ix3`), as a type.
pub struct Sites<D, Axes>(PhantomData<(D, Axes)>);

/// One [`Sites`] of a space, as a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SitesKind {
    /// The kind of domain, as the user writes it.
    pub domain: &'static str,
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
                vec![$(SitesKind { domain: $domain::NAME, axes: $axes::NDIM.unwrap_or(0) }),+]
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
space!(A I, B J, C K, D L, E M, F N, G O);
space!(A I, B J, C K, D L, E M, F N, G O, H P);

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Ix1, Ix2};

    #[test]
    fn a_space_lists_its_arrays() {
        let kinds = <(Sites<Spin, Ix2>, Sites<RealLine, Ix1>)>::kinds();
        assert_eq!(kinds[0], SitesKind { domain: "spin", axes: 2 });
        assert_eq!(kinds[1], SitesKind { domain: "real", axes: 1 });
    }
}
