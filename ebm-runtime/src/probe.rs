//! Which sites a method reads, found by running it on numbers that tell when they are used.
//!
//! Methods of a model are generic over the number type, and as sixteen states share all loops and branches, what they read does
//! not depend on the state. So one run on [`Probe`]s says it for every state, of generated models and of those written by hand.

use std::cell::RefCell;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

use crate::real::{Elementary, Real};

thread_local! {
    /// The sites that were read while [`reads`] ran.
    static READ: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// A number that is no site's.
const NO_SITE: u32 = u32::MAX;

/// An `f64` that may be the value of a site: any use of it is recorded, except copying.
#[derive(Clone, Copy)]
pub struct Probe {
    value: f64,
    site: u32,
}

impl Probe {
    /// The value of a site.
    pub fn of_site(value: f64, site: usize) -> Self {
        // no state has four billion sites
        Self { value, site: u32::try_from(site).unwrap_or(NO_SITE) }
    }

    /// A number that is no site's.
    pub const fn number(value: f64) -> Self {
        Self { value, site: NO_SITE }
    }

    fn used(self) -> f64 {
        if self.site != NO_SITE {
            READ.with_borrow_mut(|read| {
                if read.last() != Some(&self.site) {
                    read.push(self.site);
                }
            });
        }
        self.value
    }
}

/// The sites whose values `run` uses on this thread, in order, each once.
pub fn reads(run: impl FnOnce()) -> Vec<usize> {
    READ.with_borrow_mut(Vec::clear);
    run();
    let mut read = READ.with_borrow_mut(std::mem::take);
    read.sort_unstable();
    read.dedup();
    read.into_iter().map(|site| site as usize).collect()
}

impl Default for Probe {
    fn default() -> Self {
        Self::number(0.0)
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.used().fmt(f)
    }
}

impl fmt::Display for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.used().fmt(f)
    }
}

impl PartialEq for Probe {
    fn eq(&self, other: &Self) -> bool {
        self.used() == other.used()
    }
}

impl PartialOrd for Probe {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.used().partial_cmp(&other.used())
    }
}

impl Sum for Probe {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        Self::number(values.map(Self::used).sum())
    }
}

impl Neg for Probe {
    type Output = Self;
    fn neg(self) -> Self {
        Self::number(-self.used())
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident;)*) => {$(
        impl $operator for Probe {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self::number(self.used().$method(other.used()))
            }
        }
    )*};
}

operators! { Add add; Sub sub; Mul mul; Div div; }

macro_rules! assignments {
    ($($assign:ident $method:ident $operator:tt;)*) => {$(
        impl $assign for Probe {
            fn $method(&mut self, other: Self) {
                *self = *self $operator other;
            }
        }
    )*};
}

assignments! { AddAssign add_assign +; SubAssign sub_assign -; MulAssign mul_assign *; }

macro_rules! functions {
    ($($name:ident)*) => {$(
        fn $name(self) -> Self {
            Self::number(Elementary::$name(self.used()))
        }
    )*};
}

impl Elementary for Probe {
    functions! { exp exp_m1 ln ln_1p sqrt abs sin cos tanh recip }

    fn powi(self, n: i32) -> Self {
        Self::number(self.used().powi(n))
    }
    fn powf(self, a: Self) -> Self {
        Self::number(self.used().powf(a.used()))
    }
    fn max(self, other: Self) -> Self {
        Self::number(self.used().max(other.used()))
    }
    fn min(self, other: Self) -> Self {
        Self::number(self.used().min(other.used()))
    }
}

impl Real for Probe {
    const ZERO: Self = Self::number(0.0);
    const ONE: Self = Self::number(1.0);
    const INFINITY: Self = Self::number(f64::INFINITY);
    const NAN: Self = Self::number(f64::NAN);
    const EPSILON: Self = Self::number(f64::EPSILON);
    const NAME: &'static str = "probe";

    fn from_f64(value: f64) -> Self {
        Self::number(value)
    }
    fn to_f64(self) -> f64 {
        self.used()
    }
    fn to_usize(self) -> usize {
        Real::to_usize(self.used())
    }
    fn is_finite(self) -> bool {
        self.used().is_finite()
    }
    fn is_nan(self) -> bool {
        self.used().is_nan()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_is_recorded_and_copies_are_not() {
        let x: Vec<Probe> = (0..6).map(|site| Probe::of_site(0.5, site)).collect();
        let read = reads(|| {
            let unused = x[0];
            let mut sum = x[5] * Probe::ONE;
            sum += x[2].exp();
            assert!(x[3] > Probe::ZERO && Real::to_usize(x[1]) == 0);
            let (_, _) = (unused, sum);
        });
        assert_eq!(read, [1, 2, 3, 5]);
        assert_eq!(reads(|| ()), [0; 0]);
    }
}
