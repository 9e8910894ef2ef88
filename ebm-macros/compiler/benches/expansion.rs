//! How long the macro takes for each energy of the gallery, and how much it writes.
//!
//! ```sh
//! cargo bench -p ebm-compiler --bench expansion              # an optimised macro
//! cargo bench -p ebm-compiler --bench expansion --profile dev
//! ```
//!
//! The time is the least of several runs; one expansion takes milliseconds, so that nothing finer is needed. Lines and
//! bytes are those of the generated code, formatted, without the user's function.

#[allow(dead_code)]
#[path = "../src/gallery/mod.rs"]
mod gallery;

use ebm_compiler::expand::expand;
use gallery::gallery;
use proc_macro2::TokenStream;
use std::time::{Duration, Instant};

const RUNS: usize = 5;

/// What all of the gallery may take.
const LIMIT: Duration = Duration::from_secs(1);

fn main() {
    // `cargo test --benches` only wants to see that it runs
    let runs = if std::env::args().any(|word| word == "--bench") { RUNS } else { 1 };
    println!("{:<14} {:>9} {:>7} {:>9}", "energy", "ms", "lines", "bytes");
    let (mut time, mut lines, mut bytes) = (Duration::ZERO, 0, 0);
    for (name, source) in gallery() {
        let item: TokenStream = source.parse().unwrap_or_default();
        let least = (0..runs).map(|_| timed(&item)).min().unwrap_or_default();
        let written = text(expand(TokenStream::new(), item.clone())).replacen(&text(item), "", 1);
        if written.contains("compile_error!") {
            println!("{name:<14} {:>9.2}   refused", milliseconds(least));
            continue;
        }
        let count = written.lines().count();
        println!("{name:<14} {:>9.2} {count:>7} {:>9}", milliseconds(least), written.len());
        (time, lines, bytes) = (time + least, lines + count, bytes + written.len());
    }
    println!("{:<14} {:>9.2} {lines:>7} {bytes:>9}", "together", milliseconds(time));
    let within = if time < LIMIT { "within" } else { "beyond" };
    println!("{within} the limit of {:.0} ms for all of them", milliseconds(LIMIT));
}

fn timed(item: &TokenStream) -> Duration {
    let start = Instant::now();
    std::hint::black_box(expand(TokenStream::new(), item.clone()));
    start.elapsed()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The tokens as Rust, as `rustfmt` would nearly write it.
fn text(tokens: TokenStream) -> String {
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => tokens.to_string(),
    }
}
