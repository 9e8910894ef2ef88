//! The Ising model on a torus, whose log Z is known.

use std::convert::Infallible;
use std::error::Error;

use ebm::prelude::*;
use ebm::runtime::LogZ;
use ebm::runtime::kernel::Order;

use crate::arguments::Settings;
use crate::kaufman;
use crate::report::Report;

/// Ising model on a torus with one coupling and one field.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn torus(#[visible(spin)] x: ArrayView2<f32>, #[param] coupling: f32, #[param] field: f32) -> f32 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= field * x[[r, c]];
            energy -= coupling * x[[r, c]] * (x[[(r + 1) % rows, c]] + x[[r, (c + 1) % cols]]);
        }
    }
    energy
}

/// Every method on an L × L torus without a field.
pub(crate) fn run(
    size: usize,
    beta: f64,
    settings: &Settings,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let mut model = Torus::new(TorusShape { x: [size, size] })?;
    model.set_params(&TorusParams { coupling: beta as f32, field: 0.0 })?;
    let sites = (size * size) as f64;
    report.say(&format!("Ising model on a {size} × {size} torus, β = {beta}"));
    let nothing = |_: &LogZ| Ok(None);
    let value = kaufman::log_z(size, size, f64::from(beta as f32));
    let exact = LogZ::exact(value, "kaufman", "the closed form for finite lattices");
    report.line("kaufman", || Ok::<_, Infallible>(exact.clone()), nothing)?;
    report.line("exact", || model.log_z(Exact { max_sites: 26, ..Exact::default() }), nothing)?;
    // in the same time single sites by colour leave a sixth of the variance of joint draws of blocks (32 × 32, critical point)
    let annealed = AnnealedImportanceSampling {
        steps: settings.steps(2000),
        runs: settings.runs,
        warm_up: settings.steps(2000),
        seed: settings.seed,
        ..AnnealedImportanceSampling::with_kernel(Gibbs { order: Order::Coloured, ..Gibbs::default() })
    };
    let found = report.line("annealed_importance_sampling", || model.log_z(annealed), nothing)?;
    let ladder = || Ladder { seed: settings.seed, ..Ladder::with_kernel(Gibbs::default()) };
    report.line("bridge_sampling", || model.log_z(BridgeSampling(ladder())), nothing)?;
    report.line("thermodynamic_integration", || model.log_z(ThermodynamicIntegration(ladder())), nothing)?;
    let plain = ImportanceSampling { seed: settings.seed, ..Default::default() };
    report.line("importance_sampling", || model.log_z(plain), nothing)?;
    if let Some(found) = found {
        let error = (found.estimate - exact.estimate) / sites;
        report.say(&format!("annealed − exact: {error:.2e} a site"));
    }
    Ok(())
}
