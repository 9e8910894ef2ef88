//! Generated code against the same by hand: how many times as long it takes.
//!
//! ```sh
//! cargo bench -p ebm --bench generated
//! ```
//!
//! Both run in turn in one process, and the least of many runs is taken, so that what else the machine does falls out of
//! the ratio. Hand-written code is what one writes for these models alone, in the same lanes and in the user's layout of
//! the parameters. Ratios within 10 % of each other mean nothing.

use ebm::__private::PseudolikelihoodObjective;
use ebm::prelude::*;
use ebm::runtime::{Lane, Lanes, Local, Workspace};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Sixteen chains or examples.
type Wide = Lanes<f32>;

/// Ising model with field `h` and couplings `j`.
#[energy_model]
pub fn ising(
    #[visible(spin)] x: ArrayView1<f32>,
    #[param] h: ArrayView1<f32>,
    #[param(symmetric)] j: ArrayView2<f32>,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[[i, k]] * x[i] * x[k];
        }
    }
    energy
}

/// Potts model of aligned sequences (direct coupling analysis).
#[energy_model]
pub fn potts(
    #[visible(categorical(21))] x: ArrayView1<usize>,
    #[param] h: ArrayView2<f32>,
    #[param] j: ArrayView4<f32>,
) -> f32 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= h[[i, x[i]]];
        for k in 0..i {
            energy -= j[[i, k, x[i], x[k]]];
        }
    }
    energy
}

const Q: usize = 21;

fn main() {
    // `cargo test --benches` only wants to see that it runs
    let long = std::env::args().any(|word| word == "--bench");
    let (runs, spins, positions) = if long { (30, 100, 50) } else { (1, 10, 4) };
    println!("{:<44} {:>12} {:>12} {:>7}", "", "generated µs", "by hand µs", "ratio");
    let ising = Sweep::new(spins);
    ising.flips(runs);
    ising.pseudolikelihood(runs);
    let potts = Alignment::new(positions);
    potts.site(runs);
    potts.pseudolikelihood(runs);
}

/// Runs both in turn; the least time of each.
fn compare(what: &str, runs: usize, mut generated: impl FnMut(), mut by_hand: impl FnMut()) {
    let timed = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let (mut least, mut least_by_hand) = (Duration::MAX, Duration::MAX);
    for _ in 0..runs {
        least = least.min(timed(&mut generated));
        least_by_hand = least_by_hand.min(timed(&mut by_hand));
    }
    let micro = |time: Duration| time.as_secs_f64() * 1e6;
    let ratio = micro(least) / micro(least_by_hand);
    println!("{what:<44} {:>12.1} {:>12.1} {ratio:>7.2}", micro(least), micro(least_by_hand));
}

/// A stream of numbers in (0, 1) (Numerical Recipes' linear congruential generator).
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u32 << 24) as f32
    }

    fn list(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| 0.2 * (self.unit() - 0.5)).collect()
    }
}

struct Sweep {
    n: usize,
    model: Ising,
    theta: Vec<f32>,
    x: Vec<Wide>,
    uniform: Vec<Wide>,
}

impl Sweep {
    fn new(n: usize) -> Self {
        let mut random = Random(1);
        let (h, mut j) = (random.list(n), random.list(n * n));
        for (i, k) in (0..n).flat_map(|i| (0..i).map(move |k| (i, k))) {
            j[k * n + i] = j[i * n + k];
        }
        let mut spin = || if random.unit() < 0.5 { -1.0 } else { 1.0 };
        let x = (0..n).map(|_| Lanes::from_fn(|_| spin())).collect();
        let uniform = (0..n).map(|_| Lanes::from_fn(|_| random.unit())).collect();
        let Ok(model) = Ising::new(IsingShape { x: [n] }) else { unreachable!("any size will do") };
        Self { n, model, theta: [h, j].concat(), x, uniform }
    }

    /// A sweep of heat-bath updates, given the change of the energy at each site.
    fn sweep(x: &mut [Wide], uniform: &[Wide], mut flip: impl FnMut(&[Wide], usize) -> Wide) {
        for site in 0..x.len() {
            let probability = (-flip(x, site)).sigmoid();
            let (here, uniform) = (x[site], uniform[site]);
            x[site] = Lanes::from_fn(|k| {
                if uniform.lane(k) < probability.lane(k) { -here.lane(k) } else { here.lane(k) }
            });
        }
    }

    fn field(&self, x: &[Wide], s: usize) -> Wide {
        let (h, j) = self.theta.split_at(self.n);
        let mut field = Wide::splat(h[s]);
        for k in 0..s {
            field += x[k] * j[s * self.n + k];
        }
        for i in s + 1..self.n {
            field += x[i] * j[i * self.n + s];
        }
        field
    }

    fn flips(&self, runs: usize) {
        let (mut first, mut second) = (self.x.clone(), self.x.clone());
        let (mut work, beta) = (Workspace::new(), Wide::one());
        let generated = || {
            for _ in 0..20 {
                Self::sweep(&mut first, &self.uniform, |x, site| {
                    self.model.flip(&self.theta, x, beta, site, &mut work)
                });
            }
        };
        let by_hand = || {
            for _ in 0..20 {
                Self::sweep(&mut second, &self.uniform, |x, site| x[site] * self.field(x, site) * 2.0 * beta);
            }
        };
        compare("20 Ising sweeps of 16 chains", runs, generated, by_hand);
        // one rounding more or less may decide a spin here and there
        black_box((first, second));
    }

    fn pseudolikelihood(&self, runs: usize) {
        let n = self.n;
        let (mut first, mut second) = (vec![0.0; n + n * n], vec![0.0; n + n * n]);
        let (mut work, weight) = (Workspace::new(), Wide::one());
        let generated = || {
            first.fill(0.0);
            black_box(self.model.pseudolikelihood_gradient(
                &self.theta,
                &self.x,
                weight,
                &mut first,
                &mut work,
            ));
        };
        let by_hand = || {
            second.fill(0.0);
            let (h, j) = second.split_at_mut(n);
            let mut slopes = Vec::with_capacity(n);
            let mut value = Wide::zero();
            for s in 0..n {
                let u = self.x[s] * self.field(&self.x, s) * -2.0;
                value += u.softplus();
                slopes.push(self.x[s] * u.sigmoid() * weight * -2.0);
                h[s] += slopes[s].total();
            }
            for i in 0..n {
                for k in 0..i {
                    j[i * n + k] += (slopes[i] * self.x[k] + slopes[k] * self.x[i]).total();
                }
            }
            black_box(value);
        };
        compare("Ising pseudolikelihood and gradient", runs, generated, by_hand);
        same(&first, &second);
    }
}

struct Alignment {
    n: usize,
    model: Potts,
    theta: Vec<f32>,
    x: Vec<Wide>,
}

impl Alignment {
    fn new(n: usize) -> Self {
        let mut random = Random(2);
        let theta = random.list(n * Q + n * n * Q * Q);
        let x = (0..n).map(|_| Lanes::from_fn(|_| (random.unit() * Q as f32).floor())).collect();
        let Ok(model) = Potts::new(PottsShape { x: [n] }) else { unreachable!("any size will do") };
        Self { n, model, theta, x }
    }

    /// −ln p(x_s = u | rest) up to what does not depend on u.
    fn local(&self, s: usize, out: &mut [Wide]) {
        let n = self.n;
        let (h, j) = self.theta.split_at(n * Q);
        for (u, out) in out.iter_mut().enumerate() {
            *out = Wide::splat(-h[s * Q + u]);
        }
        for k in 0..s {
            let codes: [usize; 16] = std::array::from_fn(|lane| self.x[k].lane(lane) as usize);
            let table = &j[(s * n + k) * Q * Q..][..Q * Q];
            for (u, out) in out.iter_mut().enumerate() {
                let row = &table[u * Q..][..Q];
                *out -= Lanes::from_fn(|lane| row[codes[lane]]);
            }
        }
        for i in s + 1..n {
            let codes: [usize; 16] = std::array::from_fn(|lane| self.x[i].lane(lane) as usize);
            let table = &j[(i * n + s) * Q * Q..][..Q * Q];
            for (u, out) in out.iter_mut().enumerate() {
                *out -= Lanes::from_fn(|lane| table[codes[lane] * Q + u]);
            }
        }
    }

    fn site(&self, runs: usize) {
        let (mut first, mut second) = ([Wide::zero(); Q], [Wide::zero(); Q]);
        let (mut work, beta) = (Workspace::new(), Wide::one());
        let generated = || {
            for site in 0..self.n {
                self.model.differences(&self.theta, &self.x, beta, site, &mut first, &mut work);
                black_box(&first);
            }
        };
        let by_hand = || {
            for site in 0..self.n {
                self.local(site, &mut second);
                let here: Wide = Lanes::from_fn(|lane| second[self.x[site].lane(lane) as usize].lane(lane));
                second.iter_mut().for_each(|out| *out = (*out - here) * beta);
                black_box(&second);
            }
        };
        compare("Potts differences of every site, 16 chains", runs, generated, by_hand);
        let lanes = |all: &[Wide]| all.iter().flat_map(|wide| wide.0).collect::<Vec<f32>>();
        same(&lanes(&first), &lanes(&second));
    }

    fn pseudolikelihood(&self, runs: usize) {
        let n = self.n;
        let (mut first, mut second) = (vec![0.0; self.theta.len()], vec![0.0; self.theta.len()]);
        let (mut work, weight) = (Workspace::new(), Wide::one());
        let generated = || {
            first.fill(0.0);
            black_box(self.model.pseudolikelihood_gradient(
                &self.theta,
                &self.x,
                weight,
                &mut first,
                &mut work,
            ));
        };
        let mut local = vec![Wide::zero(); Q];
        let by_hand = || {
            second.fill(0.0);
            let (h, j) = second.split_at_mut(n * Q);
            let mut value = Wide::zero();
            let code = |site: usize, lane: usize| self.x[site].lane(lane) as usize;
            for s in 0..n {
                self.local(s, &mut local);
                let least = local.iter().fold(Wide::splat(f32::INFINITY), |least, e| least.min(*e));
                let mut sum = Wide::zero();
                let here: Wide = Lanes::from_fn(|lane| local[code(s, lane)].lane(lane));
                for local in &mut local {
                    *local = (least - *local).exp();
                    sum += *local;
                }
                value += sum.ln() - least + here;
                let share = sum.recip() * weight;
                // p(u | rest) − [u = x_s]
                for (u, local) in local.iter_mut().enumerate() {
                    *local *= share;
                    for lane in 0..16 {
                        if code(s, lane) == u {
                            local.set_lane(lane, local.lane(lane) - weight.lane(lane));
                        }
                    }
                    h[s * Q + u] += local.total();
                }
                for k in 0..n {
                    if k == s {
                        continue;
                    }
                    for lane in 0..16 {
                        let other = code(k, lane);
                        for (u, local) in local.iter().enumerate() {
                            let place = if k < s {
                                ((s * n + k) * Q + u) * Q + other
                            } else {
                                ((k * n + s) * Q + other) * Q + u
                            };
                            j[place] += local.lane(lane);
                        }
                    }
                }
            }
            black_box(value);
        };
        compare("Potts pseudolikelihood and gradient", runs, generated, by_hand);
        same(&first, &second);
    }
}

/// Numbers of order 1 to 100 after some hundred roundings of 6e-8.
fn same(first: &[f32], second: &[f32]) {
    for (a, b) in first.iter().zip(second) {
        assert!((a - b).abs() <= 1e-3 * (1.0 + a.abs()), "{a} against {b}: not the same quantity");
    }
}
