//! Scalar functions of one argument: their names, values and derivatives.
//!
//! `max`, `min` and division are written with these (`max(a, b) = b + relu(a − b)`, `a / b = a · recip(b)`), and whole
//! powers are repeated factors, so every nonlinearity of the language is one of these operators.

use super::special;
use std::cmp::Ordering;

/// A number inside a canonical form: ordered by `total_cmp`, so that forms have one order.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A scalar function of one argument.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Operator {
    /// eᵘ
    Exp,
    /// ln u
    Ln,
    /// ln(1 + u)
    Ln1p,
    /// eᵘ − 1
    ExpM1,
    /// √u
    Sqrt,
    /// |u|
    Abs,
    /// −1, 0 or 1: the slope of |u|
    Sign,
    /// max(u, 0)
    Relu,
    /// 1 where u > 0, else 0: the slope of max(u, 0)
    Step,
    /// sin u
    Sin,
    /// cos u
    Cos,
    /// tanh u
    Tanh,
    /// 1 / u
    Recip,
    /// uᵃ for a constant a that is not a whole number
    Power(Number),
    /// ln(1 + eᵘ)
    Softplus,
    /// 1 / (1 + e⁻ᵘ)
    Sigmoid,
    /// ln cosh u
    LnCosh,
    /// ln Γ(u)
    LnGamma,
    /// ln I₀(√u), with the modified Bessel function I₀: smooth at 0, where √u is not
    LnBesselI0,
    /// ln ∫₀^∞ exp(ut − t²/2) dt = ln(Φ(u) / φ(u)), with the normal distribution Φ and its density φ: the logarithm of
    /// Mills' ratio at −u
    LnMills,
    /// ln((eᵘ − 1) / u) = ln ∫₀¹ exp(ut) dt
    LnExpM1Over,
    /// ∞·u with 0·∞ = 0, of a whole number u: how many of the conditions that forbid a state hold, or by how many more
    /// they are elsewhere. Half a whole number parts 0 from what is not.
    Forbid,
}

/// The derivative of an operator at u, as a constant times a product of operators at u.
#[derive(Clone, PartialEq, Debug)]
pub enum Slope {
    /// Zero everywhere (where it exists).
    Zero,
    /// `constant · Π operatorᵖ(u)`; every member keeps its order.
    Product(f64, Vec<(Operator, u8, u32)>),
    /// The next order of the same operator, kept as one atom because written out it would cancel.
    NextOrder,
}

impl Operator {
    /// The highest order of derivative that an atom may carry.
    pub const MAX_ORDER: u8 = 3;

    /// Its name in formulas and in the prelude.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Ln1p => "ln_1p",
            Self::ExpM1 => "exp_m1",
            Self::Sqrt => "sqrt",
            Self::Abs => "abs",
            Self::Sign => "sign",
            Self::Relu => "relu",
            Self::Step => "step",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Tanh => "tanh",
            Self::Recip => "recip",
            Self::Power(_) => "powf",
            Self::Softplus => "softplus",
            Self::Sigmoid => "sigmoid",
            Self::LnCosh => "ln_cosh",
            Self::LnGamma => "ln_gamma",
            Self::LnBesselI0 => "ln_bessel_i0",
            Self::LnMills => "ln_mills",
            Self::LnExpM1Over => "ln_exp_m1_over",
            Self::Forbid => "forbid",
        }
    }

    /// Whether it is a number wherever its argument is one, overflow aside. The others may stand under a condition that
    /// keeps their argument where they are defined.
    pub fn is_total(self) -> bool {
        !matches!(self, Self::Ln | Self::Ln1p | Self::Sqrt | Self::Recip | Self::Power(_))
    }

    /// Whether the slope jumps somewhere, so that there is no second derivative to score-match with.
    pub fn slope_jumps(self) -> bool {
        matches!(self, Self::Abs | Self::Sign | Self::Relu | Self::Step | Self::Forbid)
    }

    /// d/du of the `order`-th derivative. Only `ln_1p`, `tanh`, `sigmoid` and the log normalisers carry orders above 0.
    pub fn slope(self, order: u8) -> Slope {
        use Operator::*;
        let one = |operator| Slope::Product(1.0, vec![(operator, 0, 1)]);
        match self {
            Exp | ExpM1 => one(Exp),
            Ln => one(Recip),
            // d/du ln(1+u) = exp(−ln(1+u)) would need a composed argument; kept as an order, exact in closed form
            Ln1p | Tanh | Sigmoid | LnGamma | LnBesselI0 | LnMills | LnExpM1Over => {
                debug_assert!(order < Self::MAX_ORDER);
                Slope::NextOrder
            }
            Sqrt => Slope::Product(0.5, vec![(Power(Number(-0.5)), 0, 1)]),
            Abs => one(Sign),
            Relu => one(Step),
            Sign | Step | Forbid => Slope::Zero,
            Sin => one(Cos),
            Cos => Slope::Product(-1.0, vec![(Sin, 0, 1)]),
            Recip => Slope::Product(-1.0, vec![(Recip, 0, 2)]),
            Power(Number(a)) => Slope::Product(a, vec![(Power(Number(a - 1.0)), 0, 1)]),
            Softplus => one(Sigmoid),
            LnCosh => one(Tanh),
        }
    }

    /// The `order`-th derivative at u.
    pub fn evaluate(self, order: u8, u: f64) -> f64 {
        match (self, order) {
            (Self::Exp, _) => u.exp(),
            (Self::ExpM1, 0) => u.exp_m1(),
            (Self::ExpM1, _) => u.exp(),
            (Self::Ln, 0) => u.ln(),
            (Self::Ln1p, 0) => u.ln_1p(),
            (Self::Ln1p, k) => [1.0, -1.0, 2.0][k as usize - 1] * (1.0 + u).powi(-(k as i32)),
            (Self::Sqrt, 0) => u.sqrt(),
            (Self::Abs, 0) => u.abs(),
            (Self::Sign, 0) => {
                if u == 0.0 {
                    0.0
                } else {
                    u.signum()
                }
            }
            (Self::Relu, 0) => u.max(0.0),
            (Self::Step, 0) => f64::from(u > 0.0),
            (Self::Sin, 0) => u.sin(),
            (Self::Cos, 0) => u.cos(),
            (Self::Tanh, k) => {
                let t = u.tanh();
                let slope = 1.0 - t * t;
                match k {
                    0 => t,
                    1 => slope,
                    2 => -2.0 * t * slope,
                    _ => slope * (6.0 * t * t - 2.0),
                }
            }
            (Self::Recip, 0) => u.recip(),
            (Self::Power(Number(a)), 0) => u.powf(a),
            (Self::Softplus, 0) => u.max(0.0) + (-u.abs()).exp().ln_1p(),
            (Self::Sigmoid, k) => {
                let p = if u >= 0.0 { 1.0 / (1.0 + (-u).exp()) } else { u.exp() / (1.0 + u.exp()) };
                let slope = p * (1.0 - p);
                match k {
                    0 => p,
                    1 => slope,
                    2 => slope * (1.0 - 2.0 * p),
                    _ => slope * (1.0 - 6.0 * p * (1.0 - p)),
                }
            }
            (Self::LnCosh, 0) => u.abs() + (-2.0 * u.abs()).exp().ln_1p() - std::f64::consts::LN_2,
            (Self::LnGamma, k) => special::ln_gamma(k, u),
            (Self::LnBesselI0, k) => special::ln_bessel_i0(k, u),
            (Self::LnMills, k) => special::ln_mills(k, u),
            (Self::LnExpM1Over, k) => special::ln_exp_m1_over(k, u),
            (Self::Forbid, 0) if u.abs() < 0.5 => 0.0,
            (Self::Forbid, 0) => u.signum() * f64::INFINITY,
            (operator, order) => match operator.slope(order - 1) {
                Slope::Zero => 0.0,
                Slope::NextOrder => f64::NAN,
                Slope::Product(c, members) if order == 1 => {
                    members.iter().fold(c, |v, &(op, k, p)| v * op.evaluate(k, u).powi(p as i32))
                }
                Slope::Product(..) => f64::NAN,
            },
        }
    }
}
