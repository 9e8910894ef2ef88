//! Continuous sites of every domain as coordinates on the whole line, on which kernels that follow slopes move.
//!
//! | domain | x(y) | ln dx/dy |
//! |---|---|---|
//! | `real` | y | 0 |
//! | `positive` | eʸ | y |
//! | `unit` | σ(y) | ln σ(y) + ln σ(−y) |
//! | `interval(a, b)` | a + (b − a) σ(y) | ln(b − a) + ln σ(y) + ln σ(−y) |
//! | `angle` | y modulo 2π | 0 |
//!
//! A density p of x is one of p(x(y)) · dx/dy of y, so that a kernel which leaves the latter invariant leaves the former. The
//! constant ln(b − a) is left out. Discrete sites have the coordinate that is their value, and the slope 0.
//!
//! These are the transforms of the Stan reference manual, chapter "Constraint transforms".

use crate::domain::Domain;
use crate::lanes::{Lane, Lanes};
use crate::layout::Layout;
use crate::model::{Energy, Score};
use crate::real::Real;
use crate::workspace::Workspace;

/// What is followed: a model at parameters and inverse temperatures in the number type that it is followed in.
pub(super) struct Density<'a, M, T> {
    pub(super) model: &'a M,
    pub(super) theta: &'a [T],
    pub(super) beta: Lanes<T>,
}

/// Coordinates of the sites of a model.
#[derive(Clone, Debug)]
pub(super) struct Line {
    domains: Vec<Domain>,
}

impl Line {
    pub(super) fn new(layout: &Layout) -> Self {
        Self { domains: layout.domains() }
    }

    /// The number of coordinates: one a site.
    pub(super) fn len(&self) -> usize {
        self.domains.len()
    }

    /// Whether a site moves.
    pub(super) fn moves(&self, site: usize) -> bool {
        !self.domains[site].is_discrete()
    }

    /// y of a state; what the state carries behind its sites is left out.
    pub(super) fn coordinates<T: Real>(&self, x: &[Lanes<T>]) -> Vec<Lanes<T>> {
        let coordinate = |(&domain, &x): (&Domain, &Lanes<T>)| match domain {
            Domain::Positive => x.ln(),
            Domain::Unit | Domain::Interval(..) => {
                let (low, high) = domain.bounds();
                // ln(x − a) − ln(b − x), exact at both ends
                (x - T::from_f64(low)).ln() - (-x + T::from_f64(high)).ln()
            }
            _ => x,
        };
        self.domains.iter().zip(x).map(coordinate).collect()
    }

    /// Writes x(y) into the sites of a state. What rounding would put at the end of an open interval stays inside.
    pub(super) fn state<T: Real>(&self, y: &[Lanes<T>], x: &mut [Lanes<T>]) {
        for ((&domain, &y), x) in self.domains.iter().zip(y).zip(x) {
            let inside = |x: Lanes<T>| x.map(|x| domain.round(x.to_f64()));
            *x = match domain {
                Domain::Positive => inside(y.exp()),
                Domain::Unit | Domain::Interval(..) => {
                    let (low, high) = domain.bounds();
                    inside(y.sigmoid() * T::from_f64(high - low) + T::from_f64(low))
                }
                Domain::Angle => y.map(|y| T::from_f64(turned(y.to_f64()))),
                _ => y,
            };
        }
    }

    /// The sites of a state in another number type, still inside their domains.
    pub(super) fn rounded<T: Real>(&self, x: &[Lanes<f64>], rounded: &mut [Lanes<T>]) {
        for ((&domain, x), rounded) in self.domains.iter().zip(x).zip(rounded) {
            *rounded = Lanes::from_fn(|k| domain.round(x.lane(k)));
        }
    }

    /// Coordinates that mean the same state, those of angles within [−π, π): else they would walk away and lose their last places.
    pub(super) fn wind<T: Real>(&self, y: &mut [Lanes<T>]) {
        for (y, _) in y.iter_mut().zip(&self.domains).filter(|(_, domain)| **domain == Domain::Angle) {
            *y = y.map(|y| T::from_f64(turned(y.to_f64())));
        }
    }

    /// E_β(x(y)) − ln dx/dy of each lane; `x` becomes x(y).
    pub(super) fn energy<M: Energy, T: Real>(
        &self,
        of: &Density<M, T>,
        y: &[Lanes<T>],
        x: &mut [Lanes<T>],
        work: &mut Workspace<Lanes<T>>,
    ) -> Lanes<T> {
        self.state(y, x);
        let mut energy = of.model.energy(of.theta, x, of.beta, work);
        for (&domain, &y) in self.domains.iter().zip(y) {
            match domain {
                Domain::Positive => energy -= y,
                Domain::Unit | Domain::Interval(..) => energy += y.softplus() + (-y).softplus(),
                _ => {}
            }
        }
        energy
    }

    /// The slope by y of −[`energy`](Self::energy), 0 at discrete sites; `x` becomes x(y).
    pub(super) fn score<M: Score, T: Real>(
        &self,
        of: &Density<M, T>,
        y: &[Lanes<T>],
        x: &mut [Lanes<T>],
        out: &mut [Lanes<T>],
        work: &mut Workspace<Lanes<T>>,
    ) {
        self.state(y, x);
        of.model.score(of.theta, x, of.beta, out, work);
        for (site, (&domain, &y)) in self.domains.iter().zip(y).enumerate() {
            match domain {
                Domain::Positive => out[site] = out[site] * y.exp() + T::ONE,
                Domain::Unit | Domain::Interval(..) => {
                    let (low, high) = domain.bounds();
                    let (up, down) = (y.sigmoid(), (-y).sigmoid());
                    out[site] = out[site] * (up * down * T::from_f64(high - low)) + (down - up);
                }
                _ => {}
            }
        }
    }
}

/// The angle modulo 2π in [−π, π).
fn turned(y: f64) -> f64 {
    use std::f64::consts::{PI, TAU};
    if (-PI..PI).contains(&y) { y } else { y - TAU * ((y + PI) / TAU).floor() }
}
