//! Valid energies with tokens deleted, doubled, swapped and transplanted: whatever comes out is an energy or
//! has messages, in bounded time, and the front end never panics.

use super::*;
use crate::gallery::gallery;
use crate::syntax::reemit;
use proc_macro2::{Group, TokenTree};
use std::time::Instant;

/// Inputs per run; `EBM_FUZZ` sets another number.
const INPUTS: u64 = 1_500;

/// More than the gallery has: what it leaves out of the language.
const MORE: &str = "fn e(#[visible(spin)] x: ArrayView2<f64>, #[fixed] n: usize, #[fixed] t: &[usize], #[fixed] s: &[(usize, usize, usize)], \
    #[param(symmetric, zero_diagonal, init = uniform(-0.1, 1.0), shape = (2 * n, m))] j: ArrayView2<f64>) -> f64 {
    use std::f64::consts::PI;
    const A: f64 = -2.0;
    fn pair(a: f64, b: f64) -> f64 { let mut c = A; c += a * b; if true { c } else { -c } }
    let (r, c) = (x.nrows(), x.shape()[1]);
    let mut e = 0.0;
    let u = x.mapv(|v| (v - 1.0).powi(2) / (1.0 + v * v)).dot(&x.t());
    for (i, &k) in t.iter().enumerate() { if k < i && !(i + 1 == r || k % 2 != 0) { e += u[[i, k]] * PI; } else { e -= j.row(i).sum(); } }
    for i in (0..=r / 2).rev().step_by(2) { for &(a, b, d) in s { e -= x[[(i + a) % r, b]].max(x[[d, c - 1 - b]]) as f64; } }
    let last = if n > 3 { n - 1 } else { 0 };
    e += pair(x[[last, 0]], sum(1..n, |i| x[[i - 1, 0]].tanh())) + (0..c).zip(x.row(0).iter().skip(1)).filter(|&(q, _)| q % 3 == 1).map(|(q, v)| q as f64 * v).sum::<f64>();
    if x[[0, 0]] == x[[0, 1]] { e += 1.0 }
    { let mut w = 0.0; for row in 0..r { w += x.row(row).dot(&x.column(0)); } e + square(w) + w.abs().sqrt() }
}";

/// One change somewhere in the tokens. `donor` gives tokens to transplant.
fn mutate(tokens: TokenStream, draws: &mut Draws, donor: &[TokenTree]) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    let groups: Vec<usize> =
        (0..trees.len()).filter(|place| matches!(trees[*place], TokenTree::Group(_))).collect();
    // Three times of four the change is further inside.
    if !groups.is_empty() && (trees.len() < 2 || draws.integer(4) > 0) {
        let place = groups[draws.integer(groups.len())];
        if let TokenTree::Group(group) = &trees[place] {
            trees[place] = Group::new(group.delimiter(), mutate(group.stream(), draws, donor)).into();
        }
        return trees.into_iter().collect();
    }
    if trees.is_empty() {
        trees.push(donor[draws.integer(donor.len())].clone());
        return trees.into_iter().collect();
    }
    let place = draws.integer(trees.len());
    let other = draws.integer(trees.len());
    // Half of the changes put a word for a word, a number for a number, a sign for a sign: many of these are
    // energies.
    let kind = |tree: &TokenTree| std::mem::discriminant(tree);
    let alike: Vec<&TokenTree> = donor.iter().filter(|tree| kind(tree) == kind(&trees[place])).collect();
    if draws.integer(2) == 0 && !alike.is_empty() {
        trees[place] = alike[draws.integer(alike.len())].clone();
        return trees.into_iter().collect();
    }
    match draws.integer(5) {
        0 => drop(trees.remove(place)),
        1 => trees.insert(place, trees[place].clone()),
        2 => trees.swap(place, other),
        3 => trees[place] = donor[draws.integer(donor.len())].clone(),
        _ => trees.insert(place, donor[draws.integer(donor.len())].clone()),
    }
    trees.into_iter().collect()
}

/// All tokens, those in groups too.
fn flat(tokens: TokenStream, out: &mut Vec<TokenTree>) {
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            flat(group.stream(), out);
        }
        out.push(tree);
    }
}

/// Whether the energy could be run directly; then the lowered one has the same value.
fn same_as_direct(energy: &EnergyFn, lowered: &Lowered, seed: u64) -> bool {
    let mut ran = false;
    for (draw, size) in [(0, 4), (1, 3), (2, 5)] {
        let sizes: Vec<(&str, Vec<usize>)> = lowered
            .program
            .arrays
            .iter()
            .map(|array| (array.name.as_str(), vec![size, size - 1, 2]))
            .collect();
        let sizes: Vec<(&str, &[usize])> =
            sizes.iter().map(|(name, sizes)| (*name, sizes.as_slice())).collect();
        let Some(mut environment) = try_environment(lowered, seed + draw, &sizes) else { continue };
        if !meets_checks(lowered, &environment) {
            continue;
        }
        let Some(expected) = direct(energy, lowered, &environment) else { continue };
        let value = evaluate(lowered, &mut environment);
        ran = true;
        // A sum of infinities of both signs, or of a part that is not a number, depends on how it is written.
        if expected.is_finite() {
            let close = (value - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(
                close,
                "seed {seed}: {value} instead of {expected}\n{}\n{}",
                energy.body, lowered.program
            );
        }
    }
    ran
}

#[test]
fn no_mutation_panics() {
    let sources: Vec<TokenStream> =
        gallery().map(|(_, text)| text).chain([MORE]).map(|text| text.parse().expect("tokens")).collect();
    let inputs = std::env::var("EBM_FUZZ").ok().and_then(|inputs| inputs.parse().ok()).unwrap_or(INPUTS);
    let (mut accepted, mut compared) = (0, 0);
    for seed in 0..inputs {
        let mut draws = Draws(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut tokens = sources[draws.integer(sources.len())].clone();
        // Mostly its own tokens, so that names are known.
        let mut donor = Vec::new();
        flat(sources[draws.integer(sources.len())].clone(), &mut donor);
        if draws.integer(4) > 0 {
            donor.clear();
            flat(tokens.clone(), &mut donor);
        }
        for _ in 0..1 + draws.integer(3) {
            tokens = mutate(tokens, &mut draws, &donor);
        }
        let start = Instant::now();
        let mut errors = Errors::new();
        let item = parse(&mut errors, TokenStream::new(), tokens.clone());
        let lowered = match &item {
            Some(Item::Function(energy)) => lower(&mut errors, energy),
            _ => None,
        };
        let messages = errors.finish();
        assert_eq!(lowered.is_some(), messages.is_empty(), "seed {seed}: {tokens}");
        if let Some(lowered) = lowered {
            accepted += 1;
            assert_eq!(verify::verify(&lowered.program), [""; 0], "seed {seed}: {tokens}");
            if let Some(Item::Function(energy)) = &item {
                compared += usize::from(same_as_direct(energy, &lowered, seed));
            }
        }
        reemit(tokens.clone());
        // An unoptimised build on a loaded machine; the bound of one second is for the macro as users build
        // it.
        assert!(start.elapsed().as_secs_f64() < 3.0, "seed {seed} took {:?}: {tokens}", start.elapsed());
    }
    println!("{inputs} inputs, {accepted} energies, {compared} of them run");
    assert!(
        accepted > inputs as usize / 50,
        "only {accepted} of {inputs} are energies: the mutations are too wild"
    );
    assert!(compared > accepted / 2, "only {compared} of {accepted} energies could be run");
}

#[test]
fn the_long_example_is_an_energy() {
    let lowered = energy(MORE);
    assert_eq!(lowered.sizes.iter().map(|size| size.name.as_str()).collect::<Vec<_>>(), [""; 0]);
}
