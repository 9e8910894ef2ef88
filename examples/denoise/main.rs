//! A conditional random field learns to restore noisy binary images.
//!
//! `cargo run --release --example denoise` takes binarised MNIST digits where `EBM_DATA` names the folder that holds them, and otherwise
//! discs of its own; `-- --help` says the rest. The field is fitted by pseudolikelihood to pairs of clean and noisy images, and
//! restores images that it has not seen: each pixel gets the value that is more probable given the whole noisy image, which no other
//! image beats in the expected number of wrong pixels.
//!
//! A room each: `arguments` and `images` bring the task, `picture` writes what was seen and what was made of it.

mod arguments;
mod images;
mod picture;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use ebm::prelude::*;
use serde_json::json;

use crate::arguments::{Command, HELP, Settings};
use crate::images::Images;

/// Conditional random field: a binary image given a noisy one.
#[energy_model]
#[allow(dead_code, unreachable_pub, reason = "the model stands for it")]
pub fn denoise(
    #[visible(binary)] x: ArrayView2<f32>,
    #[given] noisy: ArrayView2<f32>,
    #[param] fidelity: f32,
    #[param] smoothness: f32,
) -> f32 {
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

fn main() -> ExitCode {
    let done = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => io::stdout().write_all(HELP.as_bytes()).map_err(Into::into),
        Ok(Command::Run(settings)) => run(&settings),
        Err(error) => {
            eprintln!("error: {error}\nSee `--help`.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let images = images::read(settings)?;
    let Images { train, test, .. } = &images;
    let data = DenoiseData::new(train.clean.view(), train.noisy.view())?;
    let mut model = Denoise::for_data(&data)?;
    let fit = model.fit_with(Pseudolikelihood::default(), &data)?;
    let params = model.params();

    let (_, rows, cols) = test.clean.dim();
    let mut restored = Array3::<f32>::zeros(test.clean.dim());
    for image in 0..test.clean.dim().0 {
        let posterior = model.given(test.noisy.index_axis(Axis(0), image).to_owned())?;
        let kernel = Gibbs { seed: settings.seed, chains: 16, warm_up: 50, thin: 2, ..Gibbs::default() };
        let draws = posterior.sample_with(kernel, settings.draws)?;
        let probable = draws.examples().means();
        restored
            .index_axis_mut(Axis(0), image)
            .indexed_iter_mut()
            .for_each(|((r, c), pixel)| *pixel = f32::from(u8::from(probable[r * cols + c] > 0.5)));
    }

    // without neighbours a pixel is more probably that value of the two which is nearer
    let nearest = test.noisy.mapv(|value| f32::from(u8::from(value > 0.5)));
    let [before, after] = [&nearest, &restored].map(|images| images::error(images, &test.clean));
    let files = ["clean", "noisy", "restored"].map(|name| settings.out.join(format!("{name}.pgm")));
    std::fs::create_dir_all(&settings.out).map_err(|error| format!("{}: {error}", settings.out.display()))?;
    for (file, images) in files.iter().zip([&test.clean, &test.noisy, &restored]) {
        picture::write(file, images)?;
    }
    let shown = files.each_ref().map(|file| file.display().to_string());
    if settings.json {
        let line = json!({
            "data": images.name,
            "train_images": train.clean.dim().0,
            "test_images": test.clean.dim().0,
            "noise": settings.noise,
            "fidelity": params.fidelity,
            "smoothness": params.smoothness,
            "converged": fit.converged(),
            "pixel_error_noisy": before,
            "pixel_error_restored": after,
            "seconds": fit.seconds,
            "pictures": shown,
        });
        println!("{line}");
        return Ok(());
    }
    println!("data      {}", images.name);
    println!(
        "          {} images of {rows} × {cols} pixels to learn from, {} others to restore",
        train.clean.dim().0,
        test.clean.dim().0
    );
    println!("noise     normal, of standard deviation {}, added to pixels of 0 and 1\n", settings.noise);
    println!("{fit}\n");
    println!("fidelity {:.4}, smoothness {:.4}\n", params.fidelity, params.smoothness);
    println!("wrong pixels, each by itself  {:.2} %", 100.0 * before);
    println!("wrong pixels, restored        {:.2} %", 100.0 * after);
    println!("pictures                      {}", shown.join(", "));
    Ok(())
}
