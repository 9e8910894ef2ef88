//! Prints the energies of seeds: `cargo run -p ebm-oracle --example show -- 0 10`, short ones with `compact` behind it.

use ebm_oracle::generate::{Style, generate};

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let compact = std::env::args().any(|word| word == "compact");
    let style = if compact { Style::compact() } else { Style::default() };
    let from = numbers.first().copied().unwrap_or(0);
    for seed in from..numbers.get(1).copied().unwrap_or(from + 1) {
        let case = generate(seed, style);
        println!("{}", case.function.source());
    }
}
