//! One number, or sixteen side by side: what every hot method computes with.
//!
//! Sixteen chains, or sixteen examples, share all indices and all branches of an energy, so that the compiler turns
//! arithmetic on [`Lanes`] into vector instructions. The same generic body runs on plain `f64` in the tests. Every
//! operation acts on each lane exactly as on a plain number: results do not depend on how chains are grouped.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use crate::math;
use crate::real::{Elementary, Real};
use crate::special;

/// The number of values that [`Lanes`] holds.
pub const WIDTH: usize = 16;

/// Sixteen numbers that are computed with side by side.
#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(64))]
pub struct Lanes<T>(pub [T; WIDTH]);

impl<T: Real> Default for Lanes<T> {
    fn default() -> Self {
        Self::zero()
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $function:expr;)*) => {
        $(
            $(#[$doc])*
            #[inline(always)]
            fn $name(self) -> Self {
                self.map($function)
            }
        )*
    };
}

macro_rules! derivatives {
    ($($(#[$doc:meta])* $name:ident = $function:path;)*) => {
        $(
            $(#[$doc])*
            #[inline(always)]
            fn $name(self, order: u8) -> Self {
                self.map(|u| $function(u, order))
            }
        )*
    };
}

macro_rules! changes {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[inline(always)]
            fn $name(self, by: Self) -> Self {
                self.zip(by, math::$name)
            }
        )*
    };
}

/// A number or several of them side by side.
///
/// Implemented by `f32`, `f64`, `Lanes<f32>` and `Lanes<f64>`. Operators take another value of the same width, or one
/// number for all lanes on the right. Functions and their accuracy are those of [`crate::math`] and [`crate::special`].
pub trait Lane:
    Copy
    + Send
    + Sync
    + 'static
    + Debug
    + Default
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + Add<<Self as Lane>::Real, Output = Self>
    + Sub<<Self as Lane>::Real, Output = Self>
    + Mul<<Self as Lane>::Real, Output = Self>
    + AddAssign<<Self as Lane>::Real>
    + SubAssign<<Self as Lane>::Real>
    + MulAssign<<Self as Lane>::Real>
{
    /// The type of one lane.
    type Real: Real;

    /// How many numbers it holds.
    const WIDTH: usize;

    /// The same number in every lane.
    fn splat(value: Self::Real) -> Self;

    /// The value of each lane by its number.
    fn from_fn(value: impl FnMut(usize) -> Self::Real) -> Self;

    /// The number in lane `k < WIDTH`.
    fn lane(self, k: usize) -> Self::Real;

    /// Replaces the number in lane `k < WIDTH`.
    fn set_lane(&mut self, k: usize, value: Self::Real);

    /// The sum over lanes, joined by halves: the order of the additions is fixed.
    fn total(self) -> Self::Real;

    /// Applies a function to each lane.
    fn map(self, function: impl Fn(Self::Real) -> Self::Real) -> Self;

    /// Applies a function of two numbers lane by lane.
    fn zip(self, other: Self, function: impl Fn(Self::Real, Self::Real) -> Self::Real) -> Self;

    /// 0 in every lane.
    #[inline(always)]
    fn zero() -> Self {
        Self::splat(Self::Real::ZERO)
    }

    /// 1 in every lane.
    #[inline(always)]
    fn one() -> Self {
        Self::splat(Self::Real::ONE)
    }

    /// The number of type `f64`, rounded, in every lane.
    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self::splat(Self::Real::from_f64(value))
    }

    functions! {
        /// eᵘ
        exp = Elementary::exp;
        /// eᵘ − 1
        exp_m1 = Elementary::exp_m1;
        /// ln u
        ln = Elementary::ln;
        /// ln(1 + u)
        ln_1p = Elementary::ln_1p;
        /// √u
        sqrt = Elementary::sqrt;
        /// |u|
        abs = Elementary::abs;
        /// sin u
        sin = Elementary::sin;
        /// cos u
        cos = Elementary::cos;
        /// tanh u
        tanh = Elementary::tanh;
        /// 1 / u
        recip = Elementary::recip;
        /// −1, 0 or 1
        sign = math::sign;
        /// max(u, 0)
        relu = math::relu;
        /// 1 where u > 0, else 0
        step = math::step;
        /// ∞·u with 0·∞ = 0, of a whole number u
        forbid = math::forbid;
        /// u²
        square = math::square;
        /// ln(1 + eᵘ)
        softplus = math::softplus;
        /// 1 / (1 + e⁻ᵘ)
        sigmoid = math::sigmoid;
        /// ln cosh u
        ln_cosh = math::ln_cosh;
        /// ln Γ(u)
        ln_gamma = special::ln_gamma;
        /// ln I₀(√u)
        ln_bessel_i0 = special::ln_bessel_i0;
        /// ln ∫₀^∞ exp(ut − t²/2) dt
        ln_mills = special::ln_mills;
        /// ln((eᵘ − 1) / u)
        ln_exp_m1_over = special::ln_exp_m1_over;
    }

    derivatives! {
        /// The `order`-th derivative of ln(1 + u), orders 0 to 3.
        ln_1p_derivative = math::ln_1p_derivative;
        /// The `order`-th derivative of tanh u, orders 0 to 3.
        tanh_derivative = math::tanh_derivative;
        /// The `order`-th derivative of 1 / (1 + e⁻ᵘ), orders 0 to 3.
        sigmoid_derivative = math::sigmoid_derivative;
        /// The `order`-th derivative of ln Γ(u), orders 0 to 3.
        ln_gamma_derivative = special::ln_gamma_derivative;
        /// The `order`-th derivative of ln I₀(√u) by u, orders 0 to 3.
        ln_bessel_i0_derivative = special::ln_bessel_i0_derivative;
        /// The `order`-th derivative of `ln_mills`, orders 0 to 3.
        ln_mills_derivative = special::ln_mills_derivative;
        /// The `order`-th derivative of `ln_exp_m1_over`, orders 0 to 3.
        ln_exp_m1_over_derivative = special::ln_exp_m1_over_derivative;
    }

    /// uⁿ
    #[inline(always)]
    fn powi(self, n: i32) -> Self {
        self.map(|u| Elementary::powi(u, n))
    }

    /// uᵃ
    #[inline(always)]
    fn powf(self, a: Self::Real) -> Self {
        self.map(|u| Elementary::powf(u, a))
    }

    /// The larger of the two, lane by lane.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, Elementary::max)
    }

    /// The smaller of the two, lane by lane.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, Elementary::min)
    }

    changes! {
        /// eᵘ⁺ᵇ − eᵘ; also the change of eᵘ − 1
        exp_change;
        /// ln(u + b) − ln u
        ln_change;
        /// ln(1 + u + b) − ln(1 + u)
        ln_1p_change;
        /// √(u + b) − √u
        sqrt_change;
        /// |u + b| − |u|
        abs_change;
        /// max(u + b, 0) − max(u, 0)
        relu_change;
        /// sin(u + b) − sin u
        sin_change;
        /// cos(u + b) − cos u
        cos_change;
        /// tanh(u + b) − tanh u
        tanh_change;
        /// 1/(u + b) − 1/u
        recip_change;
        /// softplus(u + b) − softplus(u)
        softplus_change;
        /// σ(u + b) − σ(u)
        sigmoid_change;
        /// ln cosh(u + b) − ln cosh u
        ln_cosh_change;
    }

    /// (u + b)ᵃ − uᵃ for u > 0
    #[inline(always)]
    fn powf_change(self, by: Self, a: Self::Real) -> Self {
        self.zip(by, |u, b| math::powf_change(u, b, a))
    }
}

impl<T: Real> Lane for T {
    type Real = T;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn splat(value: T) -> Self {
        value
    }
    #[inline(always)]
    fn from_fn(mut value: impl FnMut(usize) -> T) -> Self {
        value(0)
    }
    #[inline(always)]
    fn lane(self, _: usize) -> T {
        self
    }
    #[inline(always)]
    fn set_lane(&mut self, _: usize, value: T) {
        *self = value;
    }
    #[inline(always)]
    fn total(self) -> T {
        self
    }
    #[inline(always)]
    fn map(self, function: impl Fn(T) -> T) -> Self {
        function(self)
    }
    #[inline(always)]
    fn zip(self, other: Self, function: impl Fn(T, T) -> T) -> Self {
        function(self, other)
    }
}

impl<T: Real> Lane for Lanes<T> {
    type Real = T;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn splat(value: T) -> Self {
        Self([value; WIDTH])
    }
    #[inline(always)]
    fn from_fn(value: impl FnMut(usize) -> T) -> Self {
        Self(std::array::from_fn(value))
    }
    #[inline(always)]
    fn lane(self, k: usize) -> T {
        self.0[k]
    }
    #[inline(always)]
    fn set_lane(&mut self, k: usize, value: T) {
        self.0[k] = value;
    }
    #[inline(always)]
    fn total(self) -> T {
        let mut part = self.0;
        let mut half = WIDTH / 2;
        while half > 0 {
            for k in 0..half {
                part[k] += part[k + half];
            }
            half /= 2;
        }
        part[0]
    }
    #[inline(always)]
    fn map(mut self, function: impl Fn(T) -> T) -> Self {
        for value in &mut self.0 {
            *value = function(*value);
        }
        self
    }
    #[inline(always)]
    fn zip(mut self, other: Self, function: impl Fn(T, T) -> T) -> Self {
        for (value, &by) in self.0.iter_mut().zip(&other.0) {
            *value = function(*value, by);
        }
        self
    }
}

impl<T: Real> Neg for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|u| -u)
    }
}

macro_rules! operator {
    ($operator:ident $method:ident $assign:ident $assign_method:ident $symbol:tt) => {
        impl<T: Real> $operator for Lanes<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |a, b| a $symbol b)
            }
        }
        impl<T: Real> $operator<T> for Lanes<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: T) -> Self {
                self.map(|a| a $symbol other)
            }
        }
        impl<T: Real> $assign for Lanes<T> {
            #[inline(always)]
            fn $assign_method(&mut self, other: Self) {
                *self = *self $symbol other;
            }
        }
        impl<T: Real> $assign<T> for Lanes<T> {
            #[inline(always)]
            fn $assign_method(&mut self, other: T) {
                *self = *self $symbol other;
            }
        }
    };
}

operator!(Add add AddAssign add_assign +);
operator!(Sub sub SubAssign sub_assign -);
operator!(Mul mul MulAssign mul_assign *);

#[cfg(test)]
mod tests;
