//! Log normalisers that are no elementary functions: what local normalisers of continuous sites are made of.
//!
//! ```text
//! ln_gamma(u)          ln Γ(u), u > 0                                        gamma and beta
//! ln_bessel_i0(u)      ln I₀(√u), u ≥ 0: smooth at 0, where √u is not        von Mises, u the squared concentration
//! ln_mills(u)          ln ∫₀^∞ exp(ut − t²/2) dt = ln(Φ(u) / φ(u))           normal, cut off at 0
//! ln_exp_m1_over(u)    ln ∫₀¹ exp(ut) dt = ln((eᵘ − 1) / u)                  exponential, cut off at 1
//! ```
//!
//! Each with its derivatives of orders 1 to 3 (`…_derivative(u, order)`), which are the moments that its distribution
//! has: mean, variance and third cumulant. All are computed in `f64` and rounded to the number type.
//!
//! # Accuracy
//! A few units in the last place of the result, in `f64`; near a zero of `ln_gamma` (1 and 2) and of `ln_mills`
//! (−0.303) of 1. Higher derivatives of `ln_bessel_i0` lose digits where they are tiny: the second a factor of √u, the
//! third a factor of u, for u above 400.

mod bessel;
mod exponential;
mod gamma;
mod mills;

use crate::real::Real;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident, $(#[$derivative_doc:meta])* $derivative:ident = $function:path;)*) => {
        $(
            $(#[$doc])*
            pub fn $name<T: Real>(u: T) -> T {
                T::from_f64($function(u.to_f64(), 0))
            }

            $(#[$derivative_doc])*
            pub fn $derivative<T: Real>(u: T, order: u8) -> T {
                T::from_f64($function(u.to_f64(), order))
            }
        )*
    };
}

functions! {
    /// ln Γ(u) for u > 0; NaN below 0.
    ln_gamma,
    /// The `order`-th derivative of ln Γ, orders 0 to 3: ψ, ψ′, ψ″.
    ln_gamma_derivative = gamma::derivative;

    /// ln I₀(√u) for u ≥ 0.
    ln_bessel_i0,
    /// The `order`-th derivative of ln I₀(√u) by u, orders 0 to 3.
    ln_bessel_i0_derivative = bessel::derivative;

    /// ln ∫₀^∞ exp(ut − t²/2) dt, the logarithm of Mills' ratio at −u.
    ln_mills,
    /// The `order`-th derivative of `ln_mills`, orders 0 to 3: the cumulants of a normal variable with mean u and
    /// variance 1 that is positive.
    ln_mills_derivative = mills::derivative;

    /// ln((eᵘ − 1) / u); 0 at 0.
    ln_exp_m1_over,
    /// The `order`-th derivative of `ln_exp_m1_over`, orders 0 to 3.
    ln_exp_m1_over_derivative = exponential::derivative;
}

#[cfg(test)]
mod tests;
