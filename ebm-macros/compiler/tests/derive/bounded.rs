//! Energies of positive, bounded and angular sites.

use crate::build::*;
use ebm_compiler::ir::*;

/// What the terms of an energy over one array of sites are written with.
struct Sites {
    case: Case,
    x: ArrayId,
    size: Index,
    a: ArrayId,
    b: ArrayId,
    c: ArrayId,
}

impl Sites {
    /// n sites, two parameters a site that are positive, and one for all.
    fn new(name: &str, domain: Domain, n: usize, random: &mut Random) -> Self {
        let mut case = Case::new(name);
        let x = case.sites("x", domain, &[n], random);
        let size = Index::size(x, 0);
        let options = ParamOptions { positive: true, ..ParamOptions::default() };
        let mut positive = |name: &str, extents: Vec<Index>, shape: &[usize]| {
            let id = case.param(name, options.clone(), Some(extents), shape, random);
            let values = case.numbers(id).iter().map(|value| 1.0 + value).collect();
            case.arrays.insert(id, ebm_compiler::ir::evaluate::Value::numbers(shape, values));
            id
        };
        let a = positive("a", vec![size.clone()], &[n]);
        let b = positive("b", vec![size.clone()], &[n]);
        let c = positive("c", Vec::new(), &[]);
        Self { case, x, size, a, b, c }
    }

    /// coefficient · Σ_i parameter_i · Π of what `factors` makes of x_i
    fn each(&self, coefficient: f64, parameter: ArrayId, factors: &dyn Fn(Factor) -> Vec<Factor>) -> Expr {
        let i = self.case.variable("i");
        let mut product = factors(read(self.x, &[&v(&i)]));
        product.push(read(parameter, &[&v(&i)]));
        term(coefficient, &[up_to(&i, &self.size)], &[], &product)
    }

    /// coefficient · c · Σ_{i+1<n} Π of what `factors` makes of x_i and x_{i+1}
    fn chain(&self, coefficient: f64, factors: &dyn Fn(Factor, Factor) -> Vec<Factor>) -> Expr {
        let i = self.case.variable("i");
        let next = &v(&i) + &Index::constant(1);
        let mut product = factors(read(self.x, &[&v(&i)]), read(self.x, &[&next]));
        product.push(read(self.c, &[]));
        term(coefficient, &[up_to(&i, &self.size)], &[Guard::less(&next, &self.size)], &product)
    }
}

/// The factor as an expression.
pub(crate) fn alone(factor: Factor) -> Expr {
    term(1.0, &[], &[], &[factor])
}

fn ln(factor: Factor) -> Factor {
    apply(Operator::Ln, alone(factor))
}

fn ln_one_minus(factor: Factor) -> Factor {
    apply(Operator::Ln1p, alone(factor).scaled(-1.0))
}

/// Σ_i a_i x_i + c Σ x_i x_{i+1}
pub(crate) fn waits(n: usize, random: &mut Random) -> Case {
    let s = Sites::new("waits", Domain::Positive, n, random);
    let value = sum([s.each(1.0, s.a, &|x| vec![x]), s.chain(1.0, &|x, y| vec![x, y])]);
    s.case.value(value)
}

/// Σ_i (a_i x_i − b_i ln(2 x_i)) + c Σ x_i √x_{i+1} / √x_{i+1} · x_{i+1}
pub(crate) fn rates(n: usize, random: &mut Random) -> Case {
    let s = Sites::new("rates", Domain::Positive, n, random);
    let root = |y: &Factor| apply(Operator::Sqrt, alone(y.clone()));
    let inverse_root = |y: &Factor| apply(Operator::Recip, alone(root(y)));
    let value = sum([
        s.each(1.0, s.a, &|x| vec![x]),
        s.each(-1.0, s.b, &|x| vec![apply(Operator::Ln, alone(x).scaled(2.0))]),
        s.chain(1.0, &|x, y| vec![x, root(&y), inverse_root(&y), y]),
    ]);
    s.case.value(value)
}

/// Σ_i (a_i x_i²/2 − b_i |x_i|) + c Σ x_i x_{i+1}: a truncated Gaussian
pub(crate) fn truncated(domain: Domain, n: usize, random: &mut Random) -> Case {
    let s = Sites::new("truncated", domain, n, random);
    let value = sum([
        s.each(0.5, s.a, &|x| vec![power(x, 2)]),
        s.each(-1.0, s.b, &|x| vec![x]),
        s.chain(1.0, &|x, y| vec![x, y]),
    ]);
    s.case.value(value)
}

/// −Σ_i a_i x_i + c Σ x_i x_{i+1}, bounded
pub(crate) fn slopes(domain: Domain, n: usize, random: &mut Random) -> Case {
    let s = Sites::new("slopes", domain, n, random);
    let value = sum([s.each(-1.0, s.a, &|x| vec![x]), s.chain(1.0, &|x, y| vec![x, y])]);
    s.case.value(value)
}

/// −Σ_i (a_i ln x_i + b_i ln(1 − x_i)) + c Σ ln x_i ln(1 − x_{i+1})
pub(crate) fn fractions(n: usize, random: &mut Random) -> Case {
    let s = Sites::new("fractions", Domain::Unit, n, random);
    let one_minus = |y: Factor| Expr::number(1.0).plus(alone(y).scaled(-1.0));
    let value = sum([
        s.each(-1.0, s.a, &|x| vec![ln(x)]),
        s.each(-1.0, s.b, &|x| vec![ln_one_minus(x)]),
        s.chain(1.0, &|x, y| vec![ln(x), apply(Operator::Ln, one_minus(y))]),
    ]);
    s.case.value(value)
}

/// −Σ_i a_i cos(x_i − b_i) − c Σ cos(x_i − x_{i+1})
pub(crate) fn compass(n: usize, random: &mut Random) -> Case {
    let s = Sites::new("compass", Domain::Angle, n, random);
    let i = s.case.variable("i");
    let angle = |x: Factor, y: Factor| apply(Operator::Cos, alone(x).plus(alone(y).scaled(-1.0)));
    let field = angle(read(s.x, &[&v(&i)]), read(s.b, &[&v(&i)]));
    let value = sum([
        term(-1.0, &[up_to(&i, &s.size)], &[], &[read(s.a, &[&v(&i)]), field]),
        s.chain(-1.0, &|x, y| vec![angle(x, y)]),
    ]);
    s.case.value(value)
}

/// All of these, with their names.
pub(crate) fn all(seed: u64) -> Vec<(String, Case)> {
    let random = &mut Random(seed);
    let interval = || Domain::Interval(Number(-1.5), Number(2.0));
    let mut cases = Vec::new();
    for n in [1, 2, 4] {
        let mut add = |name: &str, case: Case| cases.push((format!("{name} of {n}"), case));
        add("waits", waits(n, random));
        add("rates", rates(n, random));
        add("fractions", fractions(n, random));
        add("compass", compass(n, random));
        for domain in [Domain::Positive, Domain::Unit, interval()] {
            let word = domain.word();
            add(&format!("truncated, {word},"), truncated(domain, n, random));
        }
        for domain in [Domain::Unit, interval()] {
            let word = domain.word();
            add(&format!("slopes, {word},"), slopes(domain, n, random));
        }
    }
    cases
}
