//! The two number types of a model, `f32` and `f64`, behind one trait.
//!
//! Only what generic code needs of a number: arithmetic, order, conversion and the elementary functions. What is
//! built of these (softplus and the like) is in [`crate::math`]; what acts on several numbers side by side is in
//! [`crate::lanes`].

use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

/// A floating-point number: `f32` or `f64`.
///
/// The functions are those of the standard library, with the same behaviour at NaN and ±∞.
pub trait Real:
    Elementary
    + Send
    + Sync
    + 'static
    + Debug
    + Display
    + Default
    + PartialEq
    + PartialOrd
    + Sum
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// 0
    const ZERO: Self;
    /// 1
    const ONE: Self;
    /// +∞
    const INFINITY: Self;
    /// Not a number.
    const NAN: Self;
    /// The distance from 1 to the next larger number.
    const EPSILON: Self;
    /// `"f32"` or `"f64"`.
    const NAME: &'static str;

    /// The nearest number of this type.
    fn from_f64(value: f64) -> Self;
    /// The same number; exact.
    fn to_f64(self) -> f64;
    /// The nearest number of this type.
    fn from_usize(value: usize) -> Self {
        Self::from_f64(value as f64)
    }
    /// The whole number towards zero; 0 for NaN and for what is below 0.
    fn to_usize(self) -> usize;
    /// Neither NaN nor infinite.
    fn is_finite(self) -> bool;
    /// Not a number.
    fn is_nan(self) -> bool;
}

/// The elementary functions of one number. A trait of its own so that its names do not meet those of
/// [`Lane`](crate::lanes::Lane), through which code that is generic over the width calls them.
pub trait Elementary: Copy {
    /// eᵘ
    fn exp(self) -> Self;
    /// eᵘ − 1, accurate near 0.
    fn exp_m1(self) -> Self;
    /// ln u
    fn ln(self) -> Self;
    /// ln(1 + u), accurate near 0.
    fn ln_1p(self) -> Self;
    /// √u
    fn sqrt(self) -> Self;
    /// |u|
    fn abs(self) -> Self;
    /// sin u
    fn sin(self) -> Self;
    /// cos u
    fn cos(self) -> Self;
    /// tanh u
    fn tanh(self) -> Self;
    /// 1 / u
    fn recip(self) -> Self;
    /// uⁿ
    fn powi(self, n: i32) -> Self;
    /// uᵃ
    fn powf(self, a: Self) -> Self;
    /// The larger of the two; the other one where one is NaN.
    fn max(self, other: Self) -> Self;
    /// The smaller of the two; the other one where one is NaN.
    fn min(self, other: Self) -> Self;
}

macro_rules! real {
    ($float:ident) => {
        impl Real for $float {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const INFINITY: Self = $float::INFINITY;
            const NAN: Self = $float::NAN;
            const EPSILON: Self = $float::EPSILON;
            const NAME: &'static str = stringify!($float);

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $float
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            #[inline(always)]
            fn to_usize(self) -> usize {
                // no code is beyond 32 bits, and to these the processor converts several numbers at once
                self as u32 as usize
            }
            #[inline(always)]
            fn is_finite(self) -> bool {
                self.is_finite()
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                self.is_nan()
            }
        }

        impl Elementary for $float {
            real!(@forward $float: exp exp_m1 ln ln_1p sqrt abs sin cos tanh recip);
            #[inline(always)]
            fn powi(self, n: i32) -> Self {
                self.powi(n)
            }
            #[inline(always)]
            fn powf(self, a: Self) -> Self {
                self.powf(a)
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                self.max(other)
            }
            #[inline(always)]
            fn min(self, other: Self) -> Self {
                self.min(other)
            }
        }
    };
    (@forward $float:ident: $($name:ident)*) => {
        $(
            #[inline(always)]
            fn $name(self) -> Self {
                self.$name()
            }
        )*
    };
}

real!(f32);
real!(f64);
