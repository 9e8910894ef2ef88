//! Energies in a module, with functions and constants beside them.

use super::*;
use crate::lower::lower_beside;

const MODULE: &str = "
/// Energies of chains.
pub mod chains {
    use super::*;
    use ebm::prelude::*;
    use std::f64::consts::PI;

    const STATES: usize = 3;
    const SCALE: f64 = 0.5;

    fn bond(a: f64, b: f64) -> f64 {
        SCALE * square(a - b)
    }

    /// Sees what is declared behind it.
    fn twice_bond(a: f64, b: f64) -> f64 {
        2.0 * later(bond(a, b))
    }

    fn later(u: f64) -> f64 {
        u * PI
    }

    /// A chain of continuous sites.
    pub fn chain(#[visible(real)] x: ArrayView1<f64>, #[param] k: f64) -> f64 {
        k * sum(1..x.len(), |i| twice_bond(x[i], x[i - 1]))
    }

    /// A chain of labels.
    pub fn labels(#[visible(categorical(STATES))] z: ArrayView1<usize>, #[param] w: ArrayView2<f64>) -> f64 {
        fn signed(u: f64) -> f64 { -u }
        sum(1..z.len(), |i| signed(w[[z[i], z[i - 1]]]))
    }
}
";

#[test]
fn energies_use_what_stands_beside_them() {
    let mut errors = Errors::new();
    let item = parse(&mut errors, TokenStream::new(), MODULE.parse().expect("tokens"));
    let Some(Item::Module(module)) = item else { panic!("{item:?}") };
    assert_eq!(
        module.energies.iter().map(|energy| energy.name.text.as_str()).collect::<Vec<_>>(),
        ["chain", "labels"]
    );
    let lowered: Vec<Lowered> = module
        .energies
        .iter()
        .map(|energy| lower_beside(&mut errors, &module.helpers, energy).expect("an energy"))
        .collect();
    assert!(errors.finish().is_empty());
    for seed in 0..10 {
        let mut environment = environment(&lowered[0], seed, &[("x", &[5])]);
        let (x, k) = (numbers(&lowered[0], &environment, "x"), numbers(&lowered[0], &environment, "k")[0]);
        let bonds: f64 = x.windows(2).map(|pair| (pair[0] - pair[1]).powi(2)).sum();
        assert_close(evaluate(&lowered[0], &mut environment), k * std::f64::consts::PI * bonds, "chain");
    }
    assert_eq!(extents(&lowered[1], "w"), ["3", "3"]);
    for seed in 0..10 {
        let mut environment = environment(&lowered[1], seed, &[("z", &[4])]);
        let (z, w) = (numbers(&lowered[1], &environment, "z"), numbers(&lowered[1], &environment, "w"));
        let pairs: f64 = z.windows(2).map(|pair| w[(3.0 * pair[1] + pair[0]) as usize]).sum();
        assert_close(evaluate(&lowered[1], &mut environment), -pairs, "labels");
    }
}
