//! Parallel tempering: chains at several temperatures that swap their states.

use super::{Chains, Kernel, Sampling};
use crate::lanes::{Lane, Lanes, WIDTH};
use crate::model::Energy;
use crate::random::Streams;
use crate::real::Real;
use crate::setting::{SettingError, SettingsOf};
use crate::workspace::Workspace;

/// Parallel tempering: every chain is a ladder of replicas at rising temperature, moved by another kernel; after each move
/// neighbours swap their states with probability min(1, exp(E_a(x) + E_b(y) − E_a(y) − E_b(x))), even and odd pairs in turn.
///
/// The replica at the temperature asked for is what is seen.
///
/// # Cost
/// One step of the kernel and two energies for each replica.
///
/// # References
/// Swendsen & Wang (1986), Phys. Rev. Lett. 57; Geyer (1991), Markov chain Monte Carlo maximum likelihood; pairs in turn: Okabe,
/// Kawata, Okamoto & Mikami (2001), Chem. Phys. Lett. 335.
#[derive(Clone, PartialEq, Debug)]
pub struct ParallelTempering<K> {
    /// What moves each replica; seed, chains, warm-up and thinning are its own.
    pub kernel: K,
    /// Factors of β: the first is 1, and none is above the one before or not above 0.
    pub ladder: Vec<f64>,
}

impl<K> ParallelTempering<K> {
    /// `replicas` temperatures, at least 1, with factors of β in equal ratios from 1 down to `last`, above 0 and at most 1. Whoever runs
    /// the kernel says what else was given.
    pub fn geometric(kernel: K, replicas: usize, last: f64) -> Self {
        let step = |r: usize| last.powf(r as f64 / (replicas.max(2) - 1) as f64);
        Self { kernel, ladder: (0..replicas).map(step).collect() }
    }
}

/// Sixteen ladders.
#[derive(Clone, Debug)]
pub struct TemperingState<S, T> {
    replicas: Vec<S>,
    /// Whether the even pairs swap next.
    even: bool,
    work: Workspace<Lanes<T>>,
}

impl<T, S: Chains<T>> Chains<T> for TemperingState<S, T> {
    fn x(&self) -> &[Lanes<T>] {
        self.replicas[0].x()
    }
}

/// What a step tells.
#[derive(Clone, PartialEq, Debug)]
pub struct TemperingInfo {
    /// For each pair of neighbours how many of the sixteen ladders swapped it; `None` where it was not its turn.
    pub swapped: Vec<Option<usize>>,
}

impl<M: Energy, K: Kernel<M>> Kernel<M> for ParallelTempering<K> {
    type State = TemperingState<K::State, M::Float>;
    type Info = TemperingInfo;

    fn sampling(&self) -> Sampling {
        self.kernel.sampling()
    }

    fn check(&self) -> Result<(), SettingError> {
        self.kernel.check()?;
        let settings = SettingsOf("ParallelTempering");
        let wrong = |r: usize, expected| settings.wrong(format!("ladder[{r}]"), self.ladder[r], expected);
        match self.ladder.first() {
            None => return Err(settings.wrong("ladder", "empty", "factors of β, the first of which is 1")),
            Some(&first) if first != 1.0 => return Err(wrong(0, "1: the replica that is seen")),
            Some(_) => {}
        }
        let within = |r: &usize| self.ladder[*r] > 0.0 && self.ladder[*r] <= 1.0;
        if let Some(r) = (0..self.ladder.len()).find(|r| !within(r)) {
            return Err(wrong(r, "a factor of β above 0 and at most 1"));
        }
        match (1..self.ladder.len()).find(|&r| self.ladder[r] > self.ladder[r - 1]) {
            Some(r) => Err(wrong(r, "no more than the factor before it")),
            None => Ok(()),
        }
    }

    fn init(&self, model: &M, x: Vec<Lanes<M::Float>>) -> Self::State {
        let replica = |_: &f64| self.kernel.init(model, x.clone());
        TemperingState {
            replicas: self.ladder.iter().map(replica).collect(),
            even: true,
            work: Workspace::new(),
        }
    }

    fn step(
        &self,
        model: &M,
        beta: Lanes<M::Float>,
        state: &mut Self::State,
        streams: &mut Streams,
    ) -> TemperingInfo {
        let TemperingState { replicas, even, work } = state;
        let at = |r: usize| beta * M::Float::from_f64(self.ladder[r]);
        for (r, replica) in replicas.iter_mut().enumerate() {
            self.kernel.step(model, at(r), replica, streams);
        }
        let mut swapped = vec![None; replicas.len().saturating_sub(1)];
        let first = usize::from(!*even);
        *even = !*even;
        let theta = model.theta();
        for low in (first..swapped.len()).step_by(2) {
            let (x, y) = (replicas[low].x().to_vec(), replicas[low + 1].x().to_vec());
            let mut energy = |x: &[Lanes<M::Float>], r: usize| model.energy(theta, x, at(r), work);
            let gain = energy(&x, low) + energy(&y, low + 1) - energy(&y, low) - energy(&x, low + 1);
            let uniform = streams.uniform();
            let swap: [bool; WIDTH] = std::array::from_fn(|k| uniform[k].ln() < gain.lane(k).to_f64());
            let choose = |own: &[Lanes<M::Float>], other: &[Lanes<M::Float>]| -> Vec<Lanes<M::Float>> {
                let site = |(own, other): (&Lanes<M::Float>, &Lanes<M::Float>)| {
                    Lanes::from_fn(|k| if swap[k] { other.lane(k) } else { own.lane(k) })
                };
                own.iter().zip(other).map(site).collect()
            };
            self.kernel.place(model, &mut replicas[low], choose(&x, &y));
            self.kernel.place(model, &mut replicas[low + 1], choose(&y, &x));
            swapped[low] = Some(swap.iter().filter(|swap| **swap).count());
        }
        TemperingInfo { swapped }
    }

    /// Moves and swaps each leave p invariant and are their own reversals up to the order of sites; the reversal of one step would
    /// swap first, which over many steps is the same chain.
    fn reverse(&self) -> Self {
        Self { kernel: self.kernel.reverse(), ladder: self.ladder.clone() }
    }

    fn adapt(&self, state: &mut Self::State, on: bool) {
        state.replicas.iter_mut().for_each(|replica| self.kernel.adapt(replica, on));
    }

    fn place(&self, model: &M, state: &mut Self::State, x: Vec<Lanes<M::Float>>) {
        self.kernel.place(model, &mut state.replicas[0], x);
    }

    fn numbers(&self, state: &Self::State) -> Vec<f64> {
        let replicas = state.replicas.iter().flat_map(|replica| self.kernel.numbers(replica));
        replicas.chain([f64::from(u8::from(state.even))]).collect()
    }

    fn resume(&self, model: &M, state: &mut Self::State, numbers: &[f64]) {
        let Some((even, numbers)) = numbers.split_last() else { return };
        state.even = *even != 0.0;
        let size = (numbers.len() / state.replicas.len().max(1)).max(1);
        for (replica, numbers) in state.replicas.iter_mut().zip(numbers.chunks(size)) {
            self.kernel.resume(model, replica, numbers);
        }
    }
}
