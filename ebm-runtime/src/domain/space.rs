//! State spaces as types.
//!
//! A state space is named by what it is, never after a model: [`Sites`] of a domain and a number of axes, and tuples
//! of them in the order of declaration. Two models over the same space then share a type. Numbers (how many categories,
//! which interval) are no part of the type; they are in the [`Layout`](crate::layout::Layout).

use std::marker::PhantomData;

use ndarray::Dimension;

/// Whether a space has discrete sites, continuous ones, or both, as a type.
pub trait SiteKind: Send + Sync + 'static {
    /// The kind of this and `Other` together.
    type And<Other: SiteKind>: SiteKind;
    /// The kind of discrete sites and this together.
    type AfterDiscrete: SiteKind;
    /// The kind of continuous sites and this together.
    type AfterContinuous: SiteKind;
}

/// Discrete sites only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Discrete {}

/// Continuous sites only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Continuous {}

/// Both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mixed {}

impl SiteKind for Discrete {
    type And<Other: SiteKind> = Other::AfterDiscrete;
    type AfterDiscrete = Discrete;
    type AfterContinuous = Mixed;
}
impl SiteKind for Continuous {
    type And<Other: SiteKind> = Other::AfterContinuous;
    type AfterDiscrete = Mixed;
    type AfterContinuous = Continuous;
}
impl SiteKind for Mixed {
    type And<Other: SiteKind> = Mixed;
    type AfterDiscrete = Mixed;
    type AfterContinuous = Mixed;
}

/// A kind of [`Domain`](super::Domain) as a type.
pub trait Values: Send + Sync + 'static {
    /// Whether it is discrete.
    type Kind: SiteKind;

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
pub trait FiniteValues: Values<Kind = Discrete> {}

macro_rules! domains {
    ($($(#[$about:meta])* $name:ident = $text:literal $kind:ident;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name {}

        impl Values for $name {
            type Kind = $kind;
            const NAME: &'static str = $text;
        }
    )*};
}

domains! {
    /// {0, 1} as a type.
    Binary = "binary" Discrete;
    /// {−1, +1} as a type.
    Spin = "spin" Discrete;
    /// Categories as a type.
    Categorical = "categorical" Discrete;
    /// Counts as a type.
    Count = "count" Discrete;
    /// The real line as a type.
    RealLine = "real" Continuous;
    /// (0, ∞) as a type.
    Positive = "positive" Continuous;
    /// (0, 1) as a type.
    Unit = "unit" Continuous;
    /// (a, b) as a type.
    Interval = "interval" Continuous;
    /// The circle as a type.
    Angle = "angle" Continuous;
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
    /// Whether it has discrete sites, continuous ones, or both.
    type Kind: SiteKind;

    /// Its arrays in order.
    fn kinds() -> Vec<SitesKind>;
}

/// A space of finitely many states, which can be summed over.
pub trait FiniteSpace: Space<Kind = Discrete> {}

/// The kind of several arrays together.
macro_rules! together {
    ($first:ty;) => { $first };
    ($first:ty; $next:ident $($rest:ident)*) => {
        together!(<$first as SiteKind>::And<<$next as Values>::Kind>; $($rest)*)
    };
}

macro_rules! space {
    (@kind $first:ident $($rest:ident)*) => { together!(<$first as Values>::Kind; $($rest)*) };
    ($($domain:ident $axes:ident),+) => {
        impl<$($domain: Values, $axes: Dimension + 'static),+> Space for ($(Sites<$domain, $axes>,)+) {
            type Kind = space!(@kind $($domain)+);

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
    type Kind = Discrete;

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

    #[test]
    fn kinds_are_joined() {
        use std::any::TypeId;
        fn kind<S: Space>() -> TypeId {
            TypeId::of::<S::Kind>()
        }
        assert_eq!(kind::<(Sites<Spin, Ix2>, Sites<Count, Ix1>)>(), TypeId::of::<Discrete>());
        assert_eq!(kind::<(Sites<Unit, Ix2>, Sites<Angle, Ix1>)>(), TypeId::of::<Continuous>());
        assert_eq!(kind::<(Sites<Spin, Ix2>, Sites<Angle, Ix1>)>(), TypeId::of::<Mixed>());
        type Three = (Sites<RealLine, Ix2>, Sites<RealLine, Ix1>, Sites<Binary, Ix1>);
        assert_eq!(kind::<Three>(), TypeId::of::<Mixed>());
    }
}
