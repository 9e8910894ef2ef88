//! The orbit of one chain that doubles until it turns back on itself.
//!
//! All momenta are u = p / √m, in which the kinetic energy is Σ u² / 2 and positions move by ε · √(1/m) · u: the criterion of a
//! turn is then plain products of vectors. Who follows the orbit does the leapfrog steps, from [`Orbit::front`], and hands in the
//! points with [`Orbit::grow`], so that sixteen orbits of different lengths are followed at once.

use crate::random::Stream;

/// ΔH beyond which the integrator has lost the orbit: Betancourt (2017), the Δ_max of Hoffman & Gelman (2014).
const LOST: f64 = 1000.0;

/// A point of phase space, and the slope there.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) y: Vec<f64>,
    pub(super) u: Vec<f64>,
    pub(super) score: Vec<f64>,
}

/// 2^`depth` points of the orbit one after the other, in the order in which they were found.
#[derive(Clone, Debug)]
struct Stretch {
    depth: u32,
    /// Momenta at both ends, and the sum of all.
    first: Vec<f64>,
    last: Vec<f64>,
    sum: Vec<f64>,
    /// ln Σ exp(H(start) − H(point)).
    log_weight: f64,
    /// y of a point drawn with these weights.
    chosen: Vec<f64>,
}

impl Stretch {
    fn of_point(point: &Point, log_weight: f64) -> Self {
        let u = point.u.clone();
        Self { depth: 0, first: u.clone(), last: u.clone(), sum: u, log_weight, chosen: point.y.clone() }
    }

    /// This stretch and the next one, of which a point is chosen where `uniform` is below that one's share; and whether the whole
    /// turns: within itself, or from one half to the next point of the other (the further checks of Stan since 2019).
    fn joined(self, next: Self, next_share: f64, uniform: f64) -> (Self, bool) {
        let sum = added(&self.sum, &next.sum);
        let turned = turns(&sum, &self.first, &next.last)
            || turns(&added(&self.sum, &next.first), &self.first, &next.first)
            || turns(&added(&self.last, &next.sum), &self.last, &next.last);
        let joined = Self {
            depth: self.depth + 1,
            log_weight: log_sum(self.log_weight, next.log_weight),
            chosen: if uniform < next_share { next.chosen } else { self.chosen },
            first: self.first,
            last: next.last,
            sum,
        };
        (joined, turned)
    }
}

/// Whether the two ends of a stretch no longer move apart, the sum of its momenta being about the way between them.
fn turns(sum: &[f64], first: &[f64], last: &[f64]) -> bool {
    let along = |end: &[f64]| sum.iter().zip(end).map(|(sum, end)| sum * end).sum::<f64>();
    // NaN is a turn, too
    !(along(first) > 0.0 && along(last) > 0.0)
}

fn added(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| left + right).collect()
}

fn log_sum(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}

/// An orbit that grows.
#[derive(Clone, Debug)]
pub(super) struct Orbit {
    /// H at the start.
    start: f64,
    deepest: u32,
    /// All of it up to the last doubling; its last point is the one in the direction of growth.
    whole: Stretch,
    /// The points at its first and last end, that of the half that grows included.
    ends: [Point; 2],
    forward: bool,
    /// The half that grows: stretches of falling depth.
    growing: Vec<Stretch>,
    open: bool,
    diverged: bool,
    points: u32,
    acceptance: f64,
}

impl Orbit {
    /// The orbit through a point, whose H is `start`; it may double `deepest` times.
    pub(super) fn new(point: Point, start: f64, deepest: u32, stream: &mut Stream<'_>) -> Self {
        Self {
            start,
            deepest,
            whole: Stretch::of_point(&point, 0.0),
            ends: [point.clone(), point],
            forward: stream.uniform() < 0.5,
            growing: Vec::new(),
            // there is no orbit where there is no energy
            open: start.is_finite() && deepest > 0,
            diverged: false,
            points: 0,
            acceptance: 0.0,
        }
    }

    /// Whether it still grows.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The point that the next leapfrog step starts from, and 1 or −1, the direction of time.
    pub(super) fn front(&self) -> (&Point, f64) {
        (&self.ends[1], if self.forward { 1.0 } else { -1.0 })
    }

    /// The next point, and H there.
    pub(super) fn grow(&mut self, point: Point, energy: f64, stream: &mut Stream<'_>) {
        let rise = energy - self.start;
        self.points += 1;
        if rise.is_nan() || rise > LOST {
            self.diverged = true;
            self.open = false;
            return;
        }
        self.acceptance += (-rise).exp().min(1.0);
        let mut stretch = Stretch::of_point(&point, -rise);
        self.ends[1] = point;
        // as a binary number counts: two stretches of one depth are one of the next
        while let Some(before) = self.growing.pop_if(|before| before.depth == stretch.depth) {
            let share = (stretch.log_weight - log_sum(before.log_weight, stretch.log_weight)).exp();
            let turned;
            (stretch, turned) = before.joined(stretch, share, stream.uniform());
            if turned {
                self.open = false;
                return;
            }
        }
        if stretch.depth < self.whole.depth {
            self.growing.push(stretch);
            return;
        }
        // the new half is preferred to the old one (biased progressive sampling)
        let share = (stretch.log_weight - self.whole.log_weight).exp();
        let (whole, turned) = self.whole.clone().joined(stretch, share, stream.uniform());
        self.whole = whole;
        self.open = !turned && self.whole.depth < self.deepest;
        let forward = stream.uniform() < 0.5;
        if forward != self.forward {
            self.forward = forward;
            self.ends.swap(0, 1);
            std::mem::swap(&mut self.whole.first, &mut self.whole.last);
        }
    }

    /// y of the point that was drawn from the orbit.
    pub(super) fn chosen(&self) -> &[f64] {
        &self.whole.chosen
    }

    /// How often it doubled.
    pub(super) fn depth(&self) -> u32 {
        self.whole.depth
    }

    /// Whether it was lost: a step too long for how the energy bends there.
    pub(super) fn is_divergent(&self) -> bool {
        self.diverged
    }

    /// The mean over the points of min(1, exp(−ΔH)).
    pub(super) fn acceptance(&self) -> f64 {
        if self.points == 0 { 0.0 } else { self.acceptance / f64::from(self.points) }
    }

    /// Leapfrog steps.
    pub(super) fn points(&self) -> u32 {
        self.points
    }
}
