//! A conditional field as a user meets it: densities at one row of what is given, and likelihoods over rows.

use ebm::prelude::*;

/// A binary image given a noisy one.
#[energy_model]
pub fn denoise(
    #[visible(binary)] x: ArrayView2<f64>,
    #[given] noisy: ArrayView2<f64>,
    #[param] fidelity: f64,
    #[param] smoothness: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy += fidelity * square(x[[r, c]] - noisy[[r, c]]);
            if r + 1 < rows {
                energy += smoothness * square(x[[r, c]] - x[[r + 1, c]]);
            }
            if c + 1 < cols {
                energy += smoothness * square(x[[r, c]] - x[[r, c + 1]]);
            }
        }
    }
    energy
}

const PARAMS: DenoiseParams = DenoiseParams { fidelity: 1.3, smoothness: 0.4 };

/// log Σ_x exp(−E(x; noisy)) by a sum over all sixteen images, from the function as it was written.
fn brute(noisy: &Array2<f64>) -> f64 {
    let weight = |code: u32| {
        let x = Array2::from_shape_fn((2, 2), |(r, c)| f64::from(code >> (2 * r + c) & 1));
        (-denoise(x.view(), noisy.view(), PARAMS.fidelity, PARAMS.smoothness)).exp()
    };
    (0..16).map(weight).sum::<f64>().ln()
}

#[test]
fn every_row_has_a_density_of_its_own() -> Result<(), Box<dyn std::error::Error>> {
    let clean = Array3::from_shape_fn((3, 2, 2), |(row, r, c)| ((row + r * c) % 2) as f64);
    let noisy =
        Array3::from_shape_fn((3, 2, 2), |(row, r, c)| 0.3 * row as f64 - 0.2 * r as f64 + 0.1 * c as f64);
    let data = DenoiseData::new(clean.view(), noisy.view())?;
    let mut model = Denoise::for_data(&data)?;
    model.set_params(&PARAMS)?;
    let mut sum = 0.0;
    for row in 0..3 {
        let (x, given) = (clean.index_axis(Axis(0), row), noisy.index_axis(Axis(0), row).to_owned());
        let density = model.given(&given)?;
        // sums of sixteen numbers of order one
        let log_z = density.log_z(Exact::default())?;
        assert!((log_z.estimate - brute(&given)).abs() < 1e-12);
        let energy = density.energy(x.to_owned())?;
        assert!((energy - denoise(x, given.view(), PARAMS.fidelity, PARAMS.smoothness)).abs() < 1e-12);
        sum += -energy - log_z.estimate;
        assert_eq!(density.sample_with(Gibbs { warm_up: 5, ..Gibbs::default() }, 20)?.count(), 20);
        assert!((model.given_of(&data, row)?.energy(x.to_owned())? - energy).abs() < 1e-12);
    }
    let likelihood = model.log_likelihood(&data, Exact::default())?;
    assert!((likelihood.mean - sum / 3.0).abs() < 1e-12);
    let error = model.given(Array2::zeros((2, 3))).unwrap_err();
    assert!(error.to_string().contains("`noisy`"), "{error}");
    Ok(())
}

#[test]
fn fields_are_fitted_by_every_objective_that_needs_no_sum() -> Result<(), Box<dyn std::error::Error>> {
    let clean = Array3::from_shape_fn((40, 3, 3), |(row, r, c)| f64::from((row * 7 + r * 3 + c * c) % 5 < 2));
    let noisy = Array3::from_shape_fn((40, 3, 3), |(row, r, c)| {
        clean[[row, r, c]] + 0.8 * ((row * 13 + r * 5 + c * 11) as f64).sin()
    });
    let data = DenoiseData::new(clean.view(), noisy.view())?;
    let mut model = Denoise::for_data(&data)?;
    let fit = model.fit_with(Pseudolikelihood::default(), &data)?;
    assert!(fit.converged(), "{fit}");
    assert!(model.params().fidelity > 0.0);
    Ok(())
}
