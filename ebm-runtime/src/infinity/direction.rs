//! How a maximum at infinity is told.

use std::fmt;

/// A direction in parameter space along which the objective falls forever.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Direction {
    /// The parameters that move, each with its share; the largest share is ±1, and its sign says where to.
    pub parameters: Vec<(String, f64)>,
    /// Why.
    pub reason: Reason,
}

/// Why an optimum lies at infinity.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// Combinations of values that never occur in the data.
    Never(Vec<Combination>),
    /// Combinations of values that occur in the data, and never in the noise that they are told from: more of it would show them.
    Undrawn(Vec<Combination>),
    /// The examples are all at the end of what the parameter distinguishes.
    Extreme,
}

/// Values of some sites.
#[derive(Clone, PartialEq, Debug)]
pub struct Combination {
    /// Sites by name, with a value each.
    pub values: Vec<(String, f64)>,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, (name, share)) in self.parameters.iter().enumerate() {
            let (comma, sign) = (if k > 0 { ", " } else { "" }, if *share > 0.0 { '+' } else { '−' });
            write!(f, "{comma}{name} → {sign}∞")?;
        }
        f.write_str(if self.parameters.len() > 1 { " together: " } else { ": " })?;
        match &self.reason {
            Reason::Never(combinations) => write!(f, "{} in the data", list(combinations)),
            Reason::Undrawn(combinations) => {
                write!(f, "{} in the noise, but are in the data", list(combinations))
            }
            Reason::Extreme => f.write_str("no example speaks against any larger value"),
        }
    }
}

fn list(combinations: &[Combination]) -> String {
    combinations.iter().map(Combination::to_string).collect::<Vec<_>>().join("; ")
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = self.values.windows(2).all(|pair| pair[0].1 == pair[1].1);
        match &self.values[..] {
            [] => Ok(()),
            [(site, value)] => write!(f, "{site} is never {}", Value(*value)),
            [(_, value), ..] if same => {
                let names: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
                write!(f, "{} are never {} together", names.join(" and "), Value(*value))
            }
            values => {
                let parts: Vec<String> =
                    values.iter().map(|(name, value)| format!("{name} = {}", Value(*value))).collect();
                write!(f, "{} never occur together", parts.join(" and "))
            }
        }
    }
}

/// A value as the domains write it: 0, 1, −1. Spins have a −1 beside them, so 1 needs no sign.
struct Value(f64);

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.0 < 0.0 { "−" } else { "" }, self.0.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(parameters: &[(&str, f64)], never: &[&[(&str, f64)]]) -> String {
        let own = |list: &[(&str, f64)]| list.iter().map(|(name, v)| ((*name).to_owned(), *v)).collect();
        let never = never.iter().map(|values| Combination { values: own(values) }).collect();
        Direction { parameters: own(parameters), reason: Reason::Never(never) }.to_string()
    }

    #[test]
    fn directions_name_parameters_and_sites() {
        assert_eq!(
            direction(&[("j[5, 2]", -1.0)], &[&[("x[5]", 1.0), ("x[2]", 1.0)]]),
            "j[5, 2] → −∞: x[5] and x[2] are never 1 together in the data"
        );
        assert_eq!(
            direction(
                &[("h[3]", 1.0), ("j[3, 1]", -0.5)],
                &[&[("x[3]", -1.0)], &[("x[3]", 1.0), ("x[1]", -1.0)]]
            ),
            "h[3] → +∞, j[3, 1] → −∞ together: x[3] is never −1; x[3] = 1 and x[1] = −1 never occur together in the data"
        );
    }
}
