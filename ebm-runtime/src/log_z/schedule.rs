//! Where on the path a run stops.

use crate::setting::{SettingError, SettingsOf};

/// How the temperatures of a run are spaced.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
#[non_exhaustive]
pub enum Schedule {
    /// β = k / K.
    Linear,
    /// From `first` to 1 in equal ratios, after β = 0.
    Geometric {
        /// The first β above 0, below 1.
        first: f64,
    },
    /// β = (σ(δ(2k/K − 1)) − σ(−δ)) / (σ(δ) − σ(−δ)), denser at both ends.
    ///
    /// # References
    /// Grosse, Maddison & Salakhutdinov (2013), Annealing between distributions by averaging moments, section 6.
    Sigmoid {
        /// δ, from 0.001, where the places are those of [`Linear`](Self::Linear), to 100, where all lie at the ends; 4 is usual.
        steepness: f64,
    },
    /// As many as asked for, spaced so that every step of a short pilot run changes ln w by the same spread: equal steps of
    /// thermodynamic length.
    ///
    /// # References
    /// Gelman & Meng (1998), Simulating normalizing constants, section 4.2.
    #[default]
    Adaptive,
}

impl Schedule {
    /// Whether its places ascend from 0 to 1.
    ///
    /// # Errors
    /// The number that keeps them from it.
    pub fn check(self) -> Result<(), SettingError> {
        match self {
            Self::Linear | Self::Adaptive => Ok(()),
            Self::Geometric { first } => SettingsOf("Schedule::Geometric").open_share("first", first),
            Self::Sigmoid { steepness } if (1e-3..=100.0).contains(&steepness) => Ok(()),
            Self::Sigmoid { steepness } => Err(SettingsOf("Schedule::Sigmoid").wrong(
                "steepness",
                steepness,
                "a number from 0.001 to 100",
            )),
        }
    }

    /// K + 1 numbers from 0 to 1, ascending; those of [`Adaptive`](Self::Adaptive) before its pilot run are of
    /// [`Sigmoid`](Self::Sigmoid) with steepness 4.
    pub fn places(self, steps: usize) -> Vec<f64> {
        let share = |k: usize| k as f64 / steps as f64;
        let sigmoid = |u: f64| 1.0 / (1.0 + (-u).exp());
        let mut places: Vec<f64> = match self {
            Self::Linear => (0..=steps).map(share).collect(),
            Self::Geometric { first } => {
                let ratio = |k: usize| first.powf((steps - k) as f64 / (steps.max(2) - 1) as f64);
                std::iter::once(0.0).chain((1..=steps).map(ratio)).collect()
            }
            Self::Sigmoid { steepness } => {
                let (low, high) = (sigmoid(-steepness), sigmoid(steepness));
                let place = |k: usize| (sigmoid(steepness * (2.0 * share(k) - 1.0)) - low) / (high - low);
                (0..=steps).map(place).collect()
            }
            Self::Adaptive => return Self::Sigmoid { steepness: 4.0 }.places(steps),
        };
        places[0] = 0.0;
        places[steps] = 1.0;
        places
    }
}

/// `steps + 1` places between which the spread is the same, from the spread of each of the intervals between `places`.
pub(super) fn respaced(places: &[f64], spreads: &[f64], steps: usize) -> Vec<f64> {
    // a floor keeps every interval open where the pilot run saw no spread at all
    let floor = spreads.iter().filter(|s| s.is_finite()).sum::<f64>() / spreads.len() as f64 * 0.05 + 1e-12;
    let spread = |s: f64| if s.is_finite() { s.max(floor) } else { floor };
    let mut lengths = vec![0.0];
    for &s in spreads {
        lengths.push(lengths[lengths.len() - 1] + spread(s));
    }
    let total = lengths[spreads.len()];
    let mut result = Vec::with_capacity(steps + 1);
    let mut at = 0;
    for k in 0..=steps {
        let length = total * k as f64 / steps as f64;
        while at + 1 < spreads.len() && lengths[at + 1] < length {
            at += 1;
        }
        let within = ((length - lengths[at]) / (lengths[at + 1] - lengths[at])).clamp(0.0, 1.0);
        result.push(places[at] + within * (places[at + 1] - places[at]));
    }
    result[0] = 0.0;
    result[steps] = 1.0;
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schedule_ascends_from_0_to_1() {
        let schedules = [
            Schedule::Linear,
            Schedule::Geometric { first: 1e-3 },
            Schedule::Sigmoid { steepness: 4.0 },
            Schedule::Adaptive,
        ];
        for schedule in schedules {
            for steps in [1, 2, 3, 100] {
                let places = schedule.places(steps);
                assert_eq!((places.len(), places[0], places[steps]), (steps + 1, 0.0, 1.0));
                assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{schedule:?} {places:?}");
            }
        }
    }

    #[test]
    fn numbers_without_places_are_refused() {
        for first in [0.0, 1.0, -0.5, f64::NAN, f64::INFINITY] {
            let error = Schedule::Geometric { first }.check().unwrap_err();
            assert_eq!((error.of, error.name.as_str()), ("Schedule::Geometric", "first"));
        }
        for steepness in [0.0, -4.0, 1e-9, 1e3, f64::NAN] {
            let error = Schedule::Sigmoid { steepness }.check().unwrap_err();
            assert_eq!(error.name, "steepness");
        }
        // at the ends of what is allowed places ascend still, or stand together
        for schedule in [1e-3, 100.0].map(|steepness| Schedule::Sigmoid { steepness }) {
            schedule.check().unwrap();
            assert!(schedule.places(50).windows(2).all(|pair| pair[0] <= pair[1]));
        }
        Schedule::Geometric { first: 1e-300 }.check().unwrap();
    }

    #[test]
    fn places_are_denser_where_the_spread_is_larger() {
        let places = respaced(&[0.0, 0.5, 1.0], &[1.0, 3.0], 8);
        let expected = [0.0, 0.25, 0.5, 7.0 / 12.0, 8.0 / 12.0, 9.0 / 12.0, 10.0 / 12.0, 11.0 / 12.0, 1.0];
        for (place, expected) in places.iter().zip(expected) {
            assert!((place - expected).abs() < 1e-12);
        }
        let flat = respaced(&[0.0, 0.5, 1.0], &[0.0, f64::NAN], 4);
        assert!(flat.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
