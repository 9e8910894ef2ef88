//! Energies of the gallery and some of our own, in IR, each with the same energy as plain loops.

use crate::build::*;
use crate::check;
use ebm_compiler::ir::evaluate::{Contents, Value};
use ebm_compiler::ir::*;

/// A case and its energy, computed by loops.
pub(crate) type Energy = (Case, f64);

fn symmetric() -> ParamOptions {
    ParamOptions { symmetric: true, ..ParamOptions::default() }
}

fn free() -> ParamOptions {
    ParamOptions::default()
}

/// −Σ h_i x_i − Σ_{k<i} j_ik x_i x_k
pub(crate) fn ising(n: usize, random: &mut Random) -> Energy {
    let mut case = Case::new("ising");
    let x = case.sites("x", Domain::Spin, &[n], random);
    let size = Index::size(x, 0);
    let h = case.param("h", free(), Some(vec![size.clone()]), &[n], random);
    let j = case.param("j", symmetric(), Some(vec![size.clone(), size.clone()]), &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let fields = term(-1.0, &[up_to(&i, &size)], &[], &[read(h, &[&v(&i)]), read(x, &[&v(&i)])]);
    let pairs = term(
        -1.0,
        &[up_to(&i, &size), up_to(&k, &v(&i))],
        &[],
        &[read(j, &[&v(&i), &v(&k)]), read(x, &[&v(&i)]), read(x, &[&v(&k)])],
    );
    let case = case.value(sum([fields, pairs]));
    let (x, h, j) = (case.numbers(x), case.numbers(h), case.numbers(j));
    let mut energy = 0.0;
    for i in 0..n {
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[i * n + k] * x[i] * x[k];
        }
    }
    (case, energy)
}

/// −x·b − ½ x·(w x) through a let, with the diagonal zero or not
pub(crate) fn boltzmann(n: usize, zero_diagonal: bool, random: &mut Random) -> Energy {
    let mut case = Case::new("boltzmann");
    let x = case.sites("x", Domain::Binary, &[n], random);
    let size = Index::size(x, 0);
    let b = case.param("b", free(), Some(vec![size.clone()]), &[n], random);
    let options = ParamOptions { zero_diagonal, ..symmetric() };
    let w = case.param("w", options, Some(vec![size.clone(), size.clone()]), &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let row = term(1.0, &[up_to(&k, &size)], &[], &[read(w, &[&v(&i), &v(&k)]), read(x, &[&v(&k)])]);
    let product = case.define("w_x", vec![(i.clone(), size.clone())], row);
    let i = case.variable("i");
    let linear = term(-1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read(b, &[&v(&i)])]);
    let pairs = term(-0.5, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read_let(product, &[&v(&i)])]);
    let case = case.value(sum([linear, pairs]));
    let (x, b, w) = (case.numbers(x), case.numbers(b), case.numbers(w));
    let mut energy = 0.0;
    for i in 0..n {
        energy -= x[i] * b[i];
        for k in 0..n {
            energy -= 0.5 * x[i] * w[i * n + k] * x[k];
        }
    }
    (case, energy)
}

/// The torus with a shared coupling and field.
pub(crate) fn lattice(rows: usize, cols: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("lattice");
    let x = case.sites("x", domain, &[rows, cols], random);
    let (n_rows, n_cols) = (Index::size(x, 0), Index::size(x, 1));
    let coupling = case.param("coupling", free(), None, &[], random);
    let field = case.param("field", free(), None, &[], random);
    let (r, c) = (case.variable("r"), case.variable("c"));
    let binders = [up_to(&r, &n_rows), up_to(&c, &n_cols)];
    let one = Index::constant(1);
    let down = (&v(&r) + &one).remainder(n_rows);
    let right = (&v(&c) + &one).remainder(n_cols);
    let here = || read(x, &[&v(&r), &v(&c)]);
    let energy = sum([
        term(-1.0, &binders, &[], &[read(field, &[]), here()]),
        term(-1.0, &binders, &[], &[read(coupling, &[]), here(), read(x, &[&down, &v(&c)])]),
        term(-1.0, &binders, &[], &[read(coupling, &[]), here(), read(x, &[&v(&r), &right])]),
    ]);
    let case = case.value(energy);
    let (x, coupling, field) = (case.numbers(x), case.numbers(coupling)[0], case.numbers(field)[0]);
    let at = |r: usize, c: usize| x[(r % rows) * cols + c % cols];
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= field * at(r, c) + coupling * at(r, c) * (at(r + 1, c) + at(r, c + 1));
        }
    }
    (case, energy)
}

/// −x·h − Σ_e j_e x_a x_b, on a graph with a self-loop and a repeated edge
pub(crate) fn graph(domain: Domain, random: &mut Random) -> Energy {
    let edges = vec![0, 1, 2, 2, 1, 3, 1, 3, 3, 0, 3, 1];
    let n = 4;
    let mut case = Case::new("graph");
    let x = case.sites("x", domain, &[n], random);
    let size = Index::size(x, 0);
    let pairs = case.structure("edges", 2, edges.clone(), &size);
    let count = Index::size(pairs, 0);
    let h = case.param("h", free(), Some(vec![size.clone()]), &[n], random);
    let j = case.param("j", free(), Some(vec![count.clone()]), &[edges.len() / 2], random);
    let (i, e) = (case.variable("i"), case.variable("e"));
    let end = |component| Index::lookup(pairs, vec![v(&e)], component);
    let energy = sum([
        term(-1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read(h, &[&v(&i)])]),
        term(
            -1.0,
            &[up_to(&e, &count)],
            &[],
            &[read(j, &[&v(&e)]), read(x, &[&end(0)]), read(x, &[&end(1)])],
        ),
    ]);
    let case = case.value(energy);
    let (x, h, j) = (case.numbers(x), case.numbers(h), case.numbers(j));
    let mut energy = -(0..n).map(|i| x[i] * h[i]).sum::<f64>();
    for (e, pair) in edges.chunks(2).enumerate() {
        energy -= j[e] * x[pair[0] as usize] * x[pair[1] as usize];
    }
    (case, energy)
}

/// ½ x·(P x) − η·x
pub(crate) fn gaussian(n: usize, random: &mut Random) -> Energy {
    let mut case = Case::new("gaussian");
    let x = case.sites("x", Domain::Real, &[n], random);
    let size = Index::size(x, 0);
    let eta = case.param("eta", free(), Some(vec![size.clone()]), &[n], random);
    let square = Some(vec![size.clone(), size.clone()]);
    let precision = case.param("precision", symmetric(), square, &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let row = [read(precision, &[&v(&i), &v(&k)]), read(x, &[&v(&k)])];
    let row = term(1.0, &[up_to(&k, &size)], &[], &row);
    let product = case.define("precision_x", vec![(i, size.clone())], row);
    let i = case.variable("i");
    let energy = sum([
        term(0.5, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)]), read_let(product, &[&v(&i)])]),
        term(-1.0, &[up_to(&i, &size)], &[], &[read(eta, &[&v(&i)]), read(x, &[&v(&i)])]),
    ]);
    let case = case.value(energy);
    let (x, eta, p) = (case.numbers(x), case.numbers(eta), case.numbers(precision));
    let mut energy = 0.0;
    for i in 0..n {
        energy -= eta[i] * x[i];
        for k in 0..n {
            energy += 0.5 * x[i] * p[i * n + k] * x[k];
        }
    }
    (case, energy)
}

/// The free energy of a restricted Boltzmann machine: −b·x − Σ_k softplus(c_k + Σ_i w_ik x_i)
pub(crate) fn free_energy(n: usize, m: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("free_energy");
    let x = case.sites("x", domain, &[n], random);
    let size = Index::size(x, 0);
    let b = case.param("b", free(), Some(vec![size.clone()]), &[n], random);
    let c = case.param("c", free(), None, &[m], random);
    let hidden = Index::size(c, 0);
    let w = case.param("w", free(), Some(vec![size.clone(), hidden.clone()]), &[n, m], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let input = sum([
        term(1.0, &[], &[], &[read(c, &[&v(&k)])]),
        term(1.0, &[up_to(&i, &size)], &[], &[read(w, &[&v(&i), &v(&k)]), read(x, &[&v(&i)])]),
    ]);
    let u = case.define("u", vec![(k, hidden.clone())], input);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let softplus = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(u, &[&v(&k)])]));
    let energy = sum([
        term(-1.0, &[up_to(&i, &size)], &[], &[read(b, &[&v(&i)]), read(x, &[&v(&i)])]),
        term(-1.0, &[up_to(&k, &hidden)], &[], &[softplus]),
    ]);
    let case = case.value(energy);
    let (x, b, c, w) = (case.numbers(x), case.numbers(b), case.numbers(c), case.numbers(w));
    let mut energy = -(0..n).map(|i| x[i] * b[i]).sum::<f64>();
    for k in 0..m {
        let u = c[k] + (0..n).map(|i| w[i * m + k] * x[i]).sum::<f64>();
        energy -= (1.0 + u.exp()).ln();
    }
    (case, energy)
}

/// scale · (Σ_i x_i)² through a let
pub(crate) fn squared_sum(n: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("squared_sum");
    let x = case.sites("x", domain, &[n], random);
    let scale = case.param("scale", free(), None, &[], random);
    let i = case.variable("i");
    let total = term(1.0, &[up_to(&i, &Index::size(x, 0))], &[], &[read(x, &[&v(&i)])]);
    let total = case.define("total", Vec::new(), total);
    let case = case.value(term(1.0, &[], &[], &[read(scale, &[]), power(read_let(total, &[]), 2)]));
    let total: f64 = case.numbers(x).iter().sum();
    let energy = case.numbers(scale)[0] * total * total;
    (case, energy)
}

/// Student-t experts: Σ_k α_k ln(1 + ½ (Σ_i w_ki x_i)²)
pub(crate) fn experts(n: usize, m: usize, random: &mut Random) -> Energy {
    let mut case = Case::new("experts");
    let x = case.sites("x", Domain::Real, &[n], random);
    let alpha = case.param("alpha", free(), None, &[m], random);
    let (size, count) = (Index::size(x, 0), Index::size(alpha, 0));
    let w = case.param("w", free(), Some(vec![count.clone(), size.clone()]), &[m, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let u = term(1.0, &[up_to(&i, &size)], &[], &[read(w, &[&v(&k), &v(&i)]), read(x, &[&v(&i)])]);
    let u = case.define("u", vec![(k, count.clone())], u);
    let k = case.variable("k");
    let half_square = term(0.5, &[], &[], &[power(read_let(u, &[&v(&k)]), 2)]);
    let factors = [read(alpha, &[&v(&k)]), apply(Operator::Ln1p, half_square)];
    let case = case.value(term(1.0, &[up_to(&k, &count)], &[], &factors));
    let (x, alpha, w) = (case.numbers(x), case.numbers(alpha), case.numbers(w));
    let energy = (0..m)
        .map(|k| {
            let u = (0..n).map(|i| w[k * n + i] * x[i]).sum::<f64>();
            alpha[k] * (1.0 + 0.5 * u * u).ln()
        })
        .sum();
    (case, energy)
}

/// Two layers: Σ_j a_j softplus(Σ_k w2_jk tanh(Σ_i w1_ki x_i))
pub(crate) fn deep(n: usize, m: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("deep");
    let x = case.sites("x", domain, &[n], random);
    let a = case.param("a", free(), None, &[m], random);
    let (size, width) = (Index::size(x, 0), Index::size(a, 0));
    let w1 = case.param("w1", free(), Some(vec![width.clone(), size.clone()]), &[m, n], random);
    let w2 = case.param("w2", free(), Some(vec![width.clone(), width.clone()]), &[m, m], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let first = term(1.0, &[up_to(&i, &size)], &[], &[read(w1, &[&v(&k), &v(&i)]), read(x, &[&v(&i)])]);
    let first = case.define("first", vec![(k, width.clone())], first);
    let k = case.variable("k");
    let hidden = apply(Operator::Tanh, term(1.0, &[], &[], &[read_let(first, &[&v(&k)])]));
    let hidden = case.define("hidden", vec![(k, width.clone())], term(1.0, &[], &[], &[hidden]));
    let (j, k) = (case.variable("j"), case.variable("k"));
    let second = [read(w2, &[&v(&j), &v(&k)]), read_let(hidden, &[&v(&k)])];
    let second = term(1.0, &[up_to(&k, &width)], &[], &second);
    let second = case.define("second", vec![(j, width.clone())], second);
    let j = case.variable("j");
    let softplus = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(second, &[&v(&j)])]));
    let case = case.value(term(1.0, &[up_to(&j, &width)], &[], &[read(a, &[&v(&j)]), softplus]));
    let (x, a, w1, w2) = (case.numbers(x), case.numbers(a), case.numbers(w1), case.numbers(w2));
    let hidden: Vec<f64> = (0..m).map(|k| (0..n).map(|i| w1[k * n + i] * x[i]).sum::<f64>().tanh()).collect();
    let second = |j: usize| (0..m).map(|k| w2[j * m + k] * hidden[k]).sum::<f64>();
    let energy = (0..m).map(|j| a[j] * (1.0 + second(j).exp()).ln()).sum();
    (case, energy)
}

/// Rotors on a ring: −Σ_i k cos(x_i − x_{i+1})
pub(crate) fn rotors(n: usize, random: &mut Random) -> Energy {
    let mut case = Case::new("rotors");
    let x = case.sites("x", Domain::Real, &[n], random);
    let coupling = case.param("coupling", free(), None, &[], random);
    let size = Index::size(x, 0);
    let i = case.variable("i");
    let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
    let angle = sum([term(1.0, &[], &[], &[read(x, &[&v(&i)])]), term(-1.0, &[], &[], &[read(x, &[&next])])]);
    let factors = [read(coupling, &[]), apply(Operator::Cos, angle)];
    let case = case.value(term(-1.0, &[up_to(&i, &size)], &[], &factors));
    let (x, coupling) = (case.numbers(x), case.numbers(coupling)[0]);
    let energy = (0..n).map(|i| -coupling * (x[i] - x[(i + 1) % n]).cos()).sum();
    (case, energy)
}

/// A convolution: Σ_i a softplus(Σ_m w_m x_{i+m}), and products of neighbouring responses
pub(crate) fn convolution(n: usize, m: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("convolution");
    let x = case.sites("x", domain, &[n], random);
    let a = case.param("a", free(), None, &[], random);
    let w = case.param("w", free(), None, &[m], random);
    let width = Index::size(w, 0);
    let count = &(&Index::size(x, 0) - &width) + &Index::constant(1);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let response = [read(w, &[&v(&k)]), read(x, &[&(&v(&i) + &v(&k))])];
    let response = term(1.0, &[up_to(&k, &width)], &[], &response);
    let u = case.define("u", vec![(i, count.clone())], response);
    let i = case.variable("i");
    let softplus = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(u, &[&v(&i)])]));
    let h = case.define("h", vec![(i, count.clone())], term(1.0, &[], &[], &[softplus]));
    let i = case.variable("i");
    let next = &v(&i) + &Index::constant(1);
    let here = read_let(h, &[&v(&i)]);
    let energy = sum([
        term(1.0, &[up_to(&i, &count)], &[], &[read(a, &[]), here.clone()]),
        term(1.0, &[up_to(&i, &count)], &[Guard::less(&next, &count)], &[here, read_let(h, &[&next])]),
    ]);
    let case = case.value(energy);
    let (x, a, w) = (case.numbers(x), case.numbers(a)[0], case.numbers(w));
    let h: Vec<f64> =
        (0..=n - m).map(|i| (1.0 + (0..m).map(|k| w[k] * x[i + k]).sum::<f64>().exp()).ln()).collect();
    let energy = a * h.iter().sum::<f64>() + h.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>();
    (case, energy)
}

/// c Π_{k<7} x_{k mod n} + Σ_i x_i⁶ + c/100 (Σ_i x_i)⁵ sin(x_0 + x_1) Π_{k<4} x_{k mod n}: products too long to multiply out
pub(crate) fn high_order(n: usize, domain: Domain, random: &mut Random) -> Energy {
    let mut case = Case::new("high_order");
    let x = case.sites("x", domain, &[n], random);
    let c = case.param("c", free(), None, &[], random);
    let size = Index::size(x, 0);
    let i = case.variable("i");
    let total = case.define("total", Vec::new(), term(1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)])]));
    let at = |k: i64| read(x, &[&Index::constant(k).remainder(size.clone())]);
    let product: Vec<Factor> = [read(c, &[])].into_iter().chain((0..7).map(at)).collect();
    let angle = sum([term(1.0, &[], &[], &[at(0)]), term(1.0, &[], &[], &[at(1)])]);
    let mut mixed = vec![read(c, &[]), power(read_let(total, &[]), 5), apply(Operator::Sin, angle)];
    mixed.extend((0..4).map(at));
    let i = case.variable("i");
    let case = case.value(sum([
        term(1.0, &[], &[], &product),
        term(1.0, &[up_to(&i, &size)], &[], &[power(read(x, &[&v(&i)]), 6)]),
        term(0.01, &[], &[], &mixed),
    ]));
    let (x, c) = (case.numbers(x), case.numbers(c)[0]);
    let first = |count: usize| (0..count).map(|k| x[k % n]).product::<f64>();
    let total: f64 = x.iter().sum();
    let angle = x[0] + x[1 % n];
    let energy = c * first(7)
        + x.iter().map(|x| x.powi(6)).sum::<f64>()
        + 0.01 * c * total.powi(5) * angle.sin() * first(4);
    (case, energy)
}

/// Everything above, at sizes with and without room.
pub(crate) fn all(seed: u64) -> Vec<(String, Energy)> {
    use Domain::{Binary, Real, Spin};
    let random = &mut Random(seed);
    let mut energies = Vec::new();
    let mut add = |name: String, energy: Energy| energies.push((name, energy));
    for n in [1, 2, 4] {
        add(format!("ising of {n}"), ising(n, random));
        add(format!("boltzmann of {n}"), boltzmann(n, true, random));
        add(format!("boltzmann of {n} with a diagonal"), boltzmann(n, false, random));
        add(format!("gaussian of {n}"), gaussian(n, random));
        add(format!("rotors on {n}"), rotors(n, random));
        add(format!("experts on {n}"), experts(n, 2, random));
        for domain in [Binary, Spin, Real] {
            add(format!("free energy of {n} {}", domain.word()), free_energy(n, 3, domain.clone(), random));
            add(format!("squared sum of {n} {}", domain.word()), squared_sum(n, domain.clone(), random));
            add(format!("two layers on {n} {}", domain.word()), deep(n, 2, domain.clone(), random));
        }
    }
    for (rows, cols) in [(3, 3), (1, 1), (1, 3), (3, 1), (2, 2), (1, 2), (2, 3)] {
        for domain in [Binary, Spin, Real] {
            let name = format!("{rows} by {cols} lattice, {}", domain.word());
            add(name, lattice(rows, cols, domain, random));
        }
    }
    for domain in [Binary, Spin, Real] {
        add(format!("graph, {}", domain.word()), graph(domain.clone(), random));
        for n in [1, 3, 7] {
            add(format!("high order on {n} {}", domain.word()), high_order(n, domain.clone(), random));
        }
        for (n, m) in [(1, 1), (3, 1), (4, 2), (3, 3)] {
            let name = format!("convolution of {n} by {m}, {}", domain.word());
            add(name, convolution(n, m, domain.clone(), random));
        }
    }
    energies
}

#[test]
fn the_programs_are_the_energies_of_the_loops() {
    for (name, (case, energy)) in all(1) {
        let found = value_of(&case.program, &case.arrays, &[]);
        check::close(found, energy, 0.0, 1e-12, &|| name.clone());
    }
}

#[test]
fn symmetric_data_are_symmetric() {
    let (case, _) = ising(3, &mut Random(2));
    let is_symmetric = |id: &ArrayId| match &case.program.array(*id).role {
        Role::Param(options) => options.symmetric,
        _ => false,
    };
    let symmetric = (0..case.program.arrays.len()).map(ArrayId).find(is_symmetric).expect("couplings");
    let Value { shape, contents: Contents::Numbers(j) } = &case.arrays[&symmetric] else { panic!("numbers") };
    assert_eq!(shape[..], [3, 3]);
    assert_eq!(j[1], j[3]);
}
