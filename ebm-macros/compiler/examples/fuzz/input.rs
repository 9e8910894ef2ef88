//! From a number to an input: a valid energy, and what a careless hand makes of it.

use crate::gallery::gallery;
use ebm_oracle::generate::{Style, generate};
use ebm_oracle::random::Random;
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// Spellings that neither the gallery nor random energies have.
const MORE: &str = "#[energy_model(require(score, param_gradient))]
fn e(#[visible(spin)] x: ArrayView2<f64>, #[fixed] n: usize, #[fixed] t: &[usize], #[fixed] s: &[(usize, usize, usize)],
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

/// A module, the mixed domains, tables that sites index.
const LESS: &str = "#[energy_model] mod counts {
    use std::f64::consts::E;
    fn half(a: f64) -> f64 { 0.5 * a }
    fn energy(#[visible(count(9))] n: ArrayView1<usize>, #[visible(interval(-1.0, 2.0))] y: ArrayView1<f64>,
        #[latent(categorical(states))] z: ArrayView1<usize>, #[visible(angle)] a: ArrayView1<f64>, #[given] c: f64,
        #[fixed] states: ArrayView1<usize>, #[param] mu: ArrayView1<f64>, #[param(frozen)] t: ArrayView2<f64>) -> f64 {
        let mut energy = half(c) * E;
        for i in 0..n.len() {
            energy -= t[[i, n[i]]] + mu[z[i]] * y[i] + n[i] as f64 * c;
            for k in 0..i { if z[i] == z[k] { energy += (a[i] - a[k]).cos(); } }
        }
        energy + log_sum_exp(0..z.len(), |k| mu[k]) + y.mapv(|u| u.ln()).sum()
    }
}";

/// Words that a donor may not have.
const WORDS: &str = "spin binary real categorical (21) count (max) positive unit interval (a, b) angle visible latent param \
    given fixed neural symmetric zero_diagonal frozen init shape require block_gibbs while loop break continue return match \
    fn let mut if else for in move async unsafe self Self 'a \"text\" b'x' 1u8 0.5f32 -1 as f32 as usize ArrayView1<f32> \
    ArrayView4<usize> &mut () [] {} :: -> => ..= .. ? ! @ # $ % & && | || ^ << >> == != <= >= += -= *= = ; , . energy x i n";

/// Numbers at the limits of their types.
const NUMBERS: [&str; 14] = [
    "0",
    "1",
    "2",
    "1000",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "340282366920938463463374607431768211455",
    "99999999999999999999999999999999999999999999",
    "0.0",
    "1e308",
    "1e999",
    "5e-324",
    "1_000.5e-3f32",
];

/// The inputs of a seed.
pub(crate) struct Inputs {
    seed: u64,
    sources: Vec<&'static str>,
}

impl Inputs {
    pub(crate) fn new(seed: u64) -> Self {
        let gallery = gallery().map(|(_, source)| source);
        Self { seed, sources: gallery.chain([MORE, LESS]).collect() }
    }

    /// The input of a number, always the same.
    pub(crate) fn source(&self, number: u64) -> String {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let tokens = self.valid(&mut random);
        let donor = if random.chance(0.8) { tokens.clone() } else { self.valid(&mut random) };
        let mut pieces = Vec::new();
        flat(donor, &mut pieces);
        if random.chance(0.2) {
            flat(WORDS.parse().unwrap_or_default(), &mut pieces);
        }
        // mostly one slip, sometimes a heap of them
        let slips = 1 + random.weighted(&[20, 6, 3, 1, 1, 1]);
        (0..slips).fold(tokens, |tokens, _| slip(tokens, &mut random, &pieces)).to_string()
    }

    fn valid(&self, random: &mut Random) -> TokenStream {
        let source = if random.chance(0.6) {
            (*random.pick(&self.sources)).to_owned()
        } else {
            generate(random.bits() >> 40, Style::default()).function.source()
        };
        source.parse().unwrap_or_default()
    }
}

/// All trees, those inside groups too.
fn flat(tokens: TokenStream, pieces: &mut Vec<TokenTree>) {
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            flat(group.stream(), pieces);
        }
        pieces.push(tree);
    }
}

/// One change somewhere in the tokens.
fn slip(tokens: TokenStream, random: &mut Random, pieces: &[TokenTree]) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    let groups: Vec<usize> =
        (0..trees.len()).filter(|&place| matches!(trees[place], TokenTree::Group(_))).collect();
    // three times of four further inside
    if !groups.is_empty() && (trees.len() < 2 || random.chance(0.75)) {
        let place = *random.pick(&groups);
        if let TokenTree::Group(group) = &trees[place] {
            trees[place] = regroup(group.delimiter(), slip(group.stream(), random, pieces));
        }
        return trees.into_iter().collect();
    }
    if trees.is_empty() {
        trees.extend(pieces.first().map(|_| random.pick(pieces).clone()));
        return trees.into_iter().collect();
    }
    change(&mut trees, random, pieces);
    trees.into_iter().collect()
}

fn regroup(delimiter: Delimiter, stream: TokenStream) -> TokenTree {
    Group::new(delimiter, stream).into()
}

/// One change among these.
fn change(trees: &mut Vec<TokenTree>, random: &mut Random, pieces: &[TokenTree]) {
    let place = random.below(trees.len());
    let other = random.below(trees.len());
    let (from, to) = (place.min(other), place.max(other) + 1);
    match random.weighted(&[6, 4, 4, 20, 2, 2, 2, 6, 3, 1, 1, 1]) {
        0 => drop(trees.remove(place)),
        1 => trees.insert(place, trees[place].clone()),
        2 => trees.swap(place, other),
        // a word for a word, a number for a number, a sign for a sign: many of these are energies
        3 => {
            let kind = |tree: &TokenTree| std::mem::discriminant(tree);
            let alike: Vec<&TokenTree> =
                pieces.iter().filter(|tree| kind(tree) == kind(&trees[place])).collect();
            if !alike.is_empty() {
                trees[place] = (*random.pick(&alike)).clone();
            }
        }
        4 if !pieces.is_empty() => trees[place] = random.pick(pieces).clone(),
        5 if !pieces.is_empty() => trees.insert(place, random.pick(pieces).clone()),
        // half typed: nothing behind the cursor
        6 => trees.truncate(place),
        7 => literal(trees, random),
        8 => nest(trees, from, to, random),
        // what stands in a group, without its brackets
        9 => {
            if let Some(place) = trees.iter().position(|tree| matches!(tree, TokenTree::Group(_))) {
                let TokenTree::Group(group) = trees.remove(place) else { return };
                trees.splice(place..place, group.stream());
            }
        }
        // a piece many times over
        10 => {
            let piece: Vec<TokenTree> = trees[from..to].to_vec();
            let times = 1 << random.below(9);
            let room = 20_000 / piece.len().max(1);
            for _ in 0..times.min(room) {
                trees.splice(to..to, piece.iter().cloned());
            }
        }
        _ => drop(trees.drain(from..to)),
    }
}

/// A number at a limit for a number.
fn literal(trees: &mut [TokenTree], random: &mut Random) {
    let places: Vec<usize> =
        (0..trees.len()).filter(|&place| matches!(trees[place], TokenTree::Literal(_))).collect();
    let place = if places.is_empty() { random.below(trees.len()) } else { *random.pick(&places) };
    if let Ok(number) = NUMBERS[random.below(NUMBERS.len())].parse::<Literal>() {
        trees[place] = number.into();
    }
}

/// A piece in brackets, in many brackets, or within itself.
fn nest(trees: &mut Vec<TokenTree>, from: usize, to: usize, random: &mut Random) {
    let delimiter = *random.pick(&[Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace]);
    let depth = 1 << random.below(9);
    let piece: TokenStream = trees[from..to].iter().cloned().collect();
    let before: TokenStream =
        if random.chance(0.5) { trees[..from].iter().cloned().collect() } else { TokenStream::new() };
    let nested = (0..depth).fold(piece, |inside, _| {
        let mut tokens = if depth < 100 { before.clone() } else { TokenStream::new() };
        tokens.extend([regroup(delimiter, inside)]);
        tokens
    });
    trees.splice(from..to, nested);
}
