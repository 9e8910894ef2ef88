//! Markov networks: one energy for all of them, with scopes and tables as fixed data.

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;

use ebm::prelude::*;
use ebm::runtime::{Elimination, FactorGraph, LogZ};

use crate::arguments::Settings;
use crate::report::Report;
use crate::uai::{self, Network};

/// A product of tables over one, two and three variables, as logarithms, one table for each single variable; tables are padded to the
/// largest number of values.
#[energy_model]
#[allow(
    dead_code,
    unused_variables,
    unreachable_pub,
    reason = "the model stands for it; `states` is the number of values of each variable"
)]
pub fn tables(
    #[visible(categorical(states))] x: ArrayView1<usize>,
    #[fixed] states: ArrayView1<usize>,
    #[fixed] single: ArrayView2<f64>,
    #[fixed] pairs: &[(usize, usize)],
    #[fixed] pair: ArrayView3<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[fixed] triple: ArrayView4<f64>,
) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        energy -= single[[i, x[i]]];
    }
    for (f, &(a, b)) in pairs.iter().enumerate() {
        energy -= pair[[f, x[a], x[b]]];
    }
    for (f, &(a, b, c)) in triples.iter().enumerate() {
        energy -= triple[[f, x[a], x[b], x[c]]];
    }
    energy
}

/// Tables of elimination may take so many entries: 2 GB.
const ENTRIES: f64 = (1_u64 << 28) as f64;

/// Every method on a network in a file.
pub(crate) fn run(file: &Path, settings: &Settings, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let network = uai::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let nothing = |_: &LogZ| Ok(None);
    let model = model(&network).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut graph = FactorGraph::new(&network.counts)?;
    for factor in &network.factors {
        graph.add(&factor.scope, &factor.logs)?;
    }
    let elimination = Elimination::new(&graph);
    let cost = elimination.cost();
    report.say(&format!(
        "{} variables, {} factors; elimination couples {} variables at most, {:.1e} entries in all",
        network.counts.len(),
        network.factors.len(),
        cost.width,
        cost.total
    ));
    if cost.largest <= ENTRIES {
        let how = format!("variable elimination, {} others at a time at most", cost.width);
        let sum = || Ok::<_, Infallible>(LogZ::exact(elimination.log_z(), "elimination", how));
        report.line("elimination", sum, nothing)?;
    } else {
        report.say("elimination: not run: its largest table would not fit into 2 GB");
    }
    let annealed = AnnealedImportanceSampling {
        steps: settings.steps(500),
        runs: settings.runs,
        warm_up: settings.steps(500),
        seed: settings.seed,
        ..AnnealedImportanceSampling::with_kernel(BlockGibbs::new(&graph))
    };
    report.line("annealed_importance_sampling", || model.log_z(annealed), nothing)?;
    let ladder = || Ladder { seed: settings.seed, ..Ladder::with_kernel(Gibbs::default()) };
    report.line("bridge_sampling", || model.log_z(BridgeSampling(ladder())), nothing)?;
    report.line("thermodynamic_integration", || model.log_z(ThermodynamicIntegration(ladder())), nothing)?;
    let plain = ImportanceSampling { seed: settings.seed, ..Default::default() };
    report.line("importance_sampling", || model.log_z(plain), nothing)?;
    Ok(())
}

/// The network as a model of this project; factors without variables are constant, and go with the first variable.
fn model(network: &Network) -> Result<Tables, Box<dyn Error>> {
    let of = |size: usize| network.factors.iter().filter(move |factor| factor.scope.len() == size);
    if network.counts.is_empty() {
        return Err("a network without variables".into());
    }
    if let Some(place) = network.factors.iter().position(|factor| factor.scope.len() > 3) {
        let size = network.factors[place].scope.len();
        return Err(format!("factor {place} (from 0) has {size} variables, expected at most 3").into());
    }
    // factors of 0: +∞ is an energy, forbidden everywhere
    let constant: f64 = of(0).map(|factor| factor.logs[0]).sum();
    let most = network.counts.iter().copied().max().unwrap_or(1);
    let entries = (1..=3).map(|size| {
        (if size == 1 { network.counts.len() } else { of(size).count() }) as f64
            * (most as f64).powi(size as i32)
    });
    if entries.sum::<f64>() > ENTRIES {
        return Err(format!("tables of {most} values for each variable would not fit into 2 GB").into());
    }
    // row-major, the first variable of the scope slowest
    let entry = |scope: &[usize], logs: &[f64], values: &[usize]| {
        let place = scope.iter().zip(values).try_fold(0, |place, (&variable, &value)| {
            let count = network.counts[variable];
            (value < count).then_some(place * count + value)
        });
        place.map_or(0.0, |place| logs[place])
    };
    let fixed = TablesFixed {
        states: Array1::from(network.counts.clone()),
        single: Array2::from_shape_fn((network.counts.len(), most), |(i, a)| {
            let own: f64 = of(1).filter(|f| f.scope[0] == i).map(|f| entry(&f.scope, &f.logs, &[a])).sum();
            if i == 0 { own + constant } else { own }
        }),
        pairs: of(2).map(|factor| (factor.scope[0], factor.scope[1])).collect(),
        pair: {
            let all: Vec<_> = of(2).collect();
            Array3::from_shape_fn((all.len(), most, most), |(f, a, b)| {
                entry(&all[f].scope, &all[f].logs, &[a, b])
            })
        },
        triples: of(3).map(|factor| (factor.scope[0], factor.scope[1], factor.scope[2])).collect(),
        triple: {
            let all: Vec<_> = of(3).collect();
            Array4::from_shape_fn((all.len(), most, most, most), |(f, a, b, c)| {
                entry(&all[f].scope, &all[f].logs, &[a, b, c])
            })
        },
    };
    Ok(Tables::new(TablesShape { x: [network.counts.len()] }, fixed)?)
}
