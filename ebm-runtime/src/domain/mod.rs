//! The sets that sites take their values from, as values ([`Domain`]) and as types ([`Space`]).

mod space;

pub use space::{
    Angle, Binary, Categorical, Continuous, Count, Discrete, FiniteSpace, FiniteValues, Interval, Mixed,
    Positive, RealLine, SiteKind, Sites, SitesKind, Space, Spin, Unit, Values,
};

use std::fmt;

use crate::real::Real;

/// The set a site takes its values from. A state stores the number that a value stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum Domain {
    /// {0, 1}
    Binary,
    /// {−1, +1}
    Spin,
    /// {0, 1, …, q − 1}: q values without order.
    Categorical(usize),
    /// {0, 1, …, max}
    Count(usize),
    /// The real line.
    Real,
    /// (0, ∞)
    Positive,
    /// (0, 1)
    Unit,
    /// (a, b)
    Interval(f64, f64),
    /// The circle, [−π, π): −π and π are one point, and both are taken for it, also as `f32` rounds them.
    Angle,
}

impl Domain {
    /// Categories whose number is not known yet: that of data, before they meet a model.
    pub const ANY_CATEGORY: Self = Self::Categorical(u32::MAX as usize);

    /// The number of values; `None` for a continuous domain.
    #[inline(always)]
    pub fn value_count(self) -> Option<usize> {
        match self {
            Self::Binary | Self::Spin => Some(2),
            Self::Categorical(q) => Some(q),
            Self::Count(max) => Some(max.saturating_add(1)),
            Self::Real | Self::Positive | Self::Unit | Self::Interval(..) | Self::Angle => None,
        }
    }

    /// The number that the `code`-th value of a discrete domain stands for: 2 `code` − 1 for spins, else `code`.
    #[inline(always)]
    pub fn value(self, code: usize) -> f64 {
        match self {
            Self::Spin => 2.0 * code as f64 - 1.0,
            _ => code as f64,
        }
    }

    /// The values in order of their codes 0, 1, …; `None` for a continuous domain.
    pub fn values(self) -> Option<Vec<f64>> {
        Some((0..self.value_count()?).map(|code| self.value(code)).collect())
    }

    /// Whether a site has finitely many values.
    pub fn is_discrete(self) -> bool {
        self.value_count().is_some()
    }

    /// Whether sites are of two values by their kind, so that their differences are flips. Categories and counts are not, however few
    /// they are: [`Local::differences`](crate::model::Local::differences) has those.
    pub fn is_two_valued(self) -> bool {
        matches!(self, Self::Binary | Self::Spin)
    }

    /// The code of a value: its position among [`values`](Self::values). `None` for what is not in the domain and for
    /// continuous domains.
    #[inline]
    pub fn code(self, value: f64) -> Option<usize> {
        let count = self.value_count()?;
        let code = if self == Self::Spin { 0.5 * (value + 1.0) } else { value };
        // a float as an integer saturates, and NaN is 0: neither is then equal to what it came from
        let whole = code as usize;
        (whole as f64 == code && whole < count).then_some(whole)
    }

    /// Whether the domain has this value; a continuous one has finite numbers only.
    pub fn contains(self, value: f64) -> bool {
        let (low, high) = self.bounds();
        match self {
            Self::Angle => value.abs() <= f64::from(std::f32::consts::PI),
            _ if self.is_discrete() => self.code(value).is_some(),
            _ => value.is_finite() && low < value && value < high,
        }
    }

    /// The ends of a continuous domain, those of the values otherwise.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Real => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Positive => (0.0, f64::INFINITY),
            Self::Unit => (0.0, 1.0),
            Self::Interval(low, high) => (low, high),
            Self::Angle => (-std::f64::consts::PI, std::f64::consts::PI),
            _ => (self.value(0), self.value(self.value_count().unwrap_or(1).saturating_sub(1))),
        }
    }

    /// The other value of a two-valued site; the same one on any other domain.
    #[inline(always)]
    pub fn other<T: Real>(self, value: T) -> T {
        match self {
            Self::Spin => -value,
            _ if self.value_count() == Some(2) => T::ONE - value,
            _ => value,
        }
    }

    /// The nearest number of type `T` in the domain: rounding to `f32` may lead out of an open interval.
    #[inline]
    pub fn round<T: Real>(self, value: f64) -> T {
        let rounded = T::from_f64(value);
        match self {
            Self::Positive | Self::Unit | Self::Interval(..) if !self.contains(rounded.to_f64()) => {
                let (low, high) = self.bounds();
                let one_up =
                    |value: f64| T::from_f64(value) + T::from_f64(value.abs().max(1e-30)) * T::EPSILON;
                let one_down =
                    |value: f64| T::from_f64(value) - T::from_f64(value.abs().max(1e-30)) * T::EPSILON;
                if rounded.to_f64() <= low { one_up(low) } else { one_down(high.min(f64::from(f32::MAX))) }
            }
            _ => rounded,
        }
    }

    /// What is legal, in words: `0 or 1`, `an integer from 0 to 20`.
    pub fn legal(self) -> String {
        match self {
            Self::Binary => "0 or 1".to_owned(),
            Self::Spin => "-1 or 1".to_owned(),
            Self::Categorical(_) if self == Self::ANY_CATEGORY => "an integer ≥ 0".to_owned(),
            Self::Categorical(q) => format!("an integer from 0 to {}", q.saturating_sub(1)),
            Self::Count(max) => format!("an integer from 0 to {max}"),
            Self::Real => "a finite number".to_owned(),
            Self::Positive => "a finite number above 0".to_owned(),
            Self::Unit => "a number between 0 and 1, both excluded".to_owned(),
            Self::Interval(low, high) => format!("a number between {low} and {high}, both excluded"),
            Self::Angle => "an angle in radians, from −π to π".to_owned(),
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str("binary"),
            Self::Spin => f.write_str("spin"),
            Self::Categorical(_) if *self == Self::ANY_CATEGORY => f.write_str("categorical"),
            Self::Categorical(q) => write!(f, "categorical({q})"),
            Self::Count(max) => write!(f, "count({max})"),
            Self::Real => f.write_str("real"),
            Self::Positive => f.write_str("positive"),
            Self::Unit => f.write_str("unit"),
            Self::Interval(low, high) => write!(f, "interval({low}, {high})"),
            Self::Angle => f.write_str("angle"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_positions_among_the_values() {
        assert_eq!(Domain::Spin.code(-1.0), Some(0));
        assert_eq!(Domain::Spin.code(0.0), None);
        assert_eq!(Domain::Binary.code(1.0), Some(1));
        assert_eq!(Domain::Real.code(1.0), None);
        assert_eq!(Domain::Categorical(3).code(3.0), None);
        assert_eq!(Domain::Count(3).code(3.0), Some(3));
        for domain in [Domain::Binary, Domain::Spin, Domain::Categorical(5), Domain::Count(3)] {
            for (code, value) in domain.values().unwrap().into_iter().enumerate() {
                assert_eq!((domain.code(value), domain.value(code)), (Some(code), value));
            }
            for wrong in [0.5, -2.0, 1e9, -1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                assert_eq!(domain.code(wrong), None, "{wrong} in {domain}");
            }
        }
        for domain in [Domain::Binary, Domain::Spin, Domain::Categorical(2), Domain::Count(1)] {
            let values = domain.values().unwrap();
            assert_eq!([domain.other(values[0]), domain.other(values[1])], [values[1], values[0]]);
        }
    }

    #[test]
    fn intervals_are_open() {
        assert!(Domain::Real.contains(-3.5) && !Domain::Real.contains(f64::NAN));
        assert!(Domain::Positive.contains(1e-300) && !Domain::Positive.contains(0.0));
        assert!(!Domain::Positive.contains(f64::INFINITY));
        assert!(!Domain::Unit.contains(1.0) && Domain::Unit.contains(0.5));
        let interval = Domain::Interval(-2.0, 3.0);
        assert!(interval.contains(2.9) && !interval.contains(-2.0) && !interval.contains(3.0));
        assert!(Domain::Angle.contains(-std::f64::consts::PI) && !Domain::Angle.contains(3.2));
        assert!(Domain::Angle.contains(f64::from(std::f32::consts::PI)));
    }

    #[test]
    fn rounding_stays_inside() {
        let tiny = 1.0 - 1e-12;
        assert!(Domain::Unit.contains(f64::from(Domain::Unit.round::<f32>(tiny))));
        assert_eq!(Domain::Unit.round::<f64>(tiny), tiny);
        assert!(Domain::Positive.round::<f32>(1e-300) > 0.0);
        assert!(Domain::Positive.round::<f32>(1e300).is_finite());
        let interval = Domain::Interval(0.1, 0.7);
        for value in [0.1 + 1e-16, 0.7 - 1e-16, 0.4] {
            assert!(interval.contains(f64::from(interval.round::<f32>(value))), "{value}");
        }
    }
}
