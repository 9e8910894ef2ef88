//! Energies of categories, counts and codes in conditions.

use crate::build::*;
use ebm_compiler::ir::evaluate::Value;
use ebm_compiler::ir::*;

fn free() -> ParamOptions {
    ParamOptions::default()
}

fn states(count: i64) -> Domain {
    Domain::Categorical(States::All(Index::constant(count)))
}

fn code(array: ArrayId, indices: &[&Index]) -> Index {
    Index::site(array, indices.iter().map(|&index| index.clone()).collect())
}

fn integer(form: Index) -> Factor {
    Factor::once(Atom::Integer(form))
}

/// −Σ h[i, x_i] − Σ_{k<i} j[i, k, x_i, x_k], with q read off an axis of h
pub(crate) fn potts(n: usize, q: usize, random: &mut Random) -> Case {
    let mut case = Case::new("potts");
    let h_id = ArrayId(1);
    let domain = Domain::Categorical(States::All(Index::size(h_id, 1)));
    // the sites come first, and their domain looks at an array behind them
    let size = Index::size(ArrayId(0), 0);
    let states = Index::size(h_id, 1);
    case.arrays.insert(h_id, Value::numbers(&[n, q], vec![0.0; n * q]));
    let x = case.sites("x", domain, &[n], random);
    let h = case.param("h", free(), Some(vec![size.clone(), states.clone()]), &[n, q], random);
    assert_eq!(h, h_id);
    let extents = vec![size.clone(), size.clone(), states.clone(), states];
    let j = case.param("j", free(), Some(extents), &[n, n, q, q], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let (at_i, at_k) = (code(x, &[&v(&i)]), code(x, &[&v(&k)]));
    let fields = term(-1.0, &[up_to(&i, &size)], &[], &[read(h, &[&v(&i), &at_i])]);
    let pairs = read(j, &[&v(&i), &v(&k), &at_i, &at_k]);
    let pairs = term(-1.0, &[up_to(&i, &size), up_to(&k, &v(&i))], &[], &[pairs]);
    case.value(sum([fields, pairs]))
}

/// −coupling Σ ([x_rc = x_{r+1,c}] + [x_rc = x_{r,c+1}]) − Σ h[x_rc] on a torus
pub(crate) fn potts_lattice(rows: usize, cols: usize, domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("potts_lattice");
    let x = case.sites("x", domain.clone(), &[rows, cols], random);
    let coupling = case.param("coupling", free(), None, &[], random);
    let q = case.value_count(&domain, &[0, 0]);
    let h = case.param("h", free(), None, &[q], random);
    let (n_rows, n_cols) = (Index::size(x, 0), Index::size(x, 1));
    let (r, c) = (case.variable("r"), case.variable("c"));
    let binders = [up_to(&r, &n_rows), up_to(&c, &n_cols)];
    let one = Index::constant(1);
    let down = (&v(&r) + &one).remainder(n_rows);
    let right = (&v(&c) + &one).remainder(n_cols);
    let here = code(x, &[&v(&r), &v(&c)]);
    let same = |other: Index| {
        let equal = [Guard::equal(&here, &other)];
        term(-1.0, &binders, &equal, &[read(coupling, &[])])
    };
    let energy = sum([
        term(-1.0, &binders, &[], &[read(h, &[&here])]),
        same(code(x, &[&down, &v(&c)])),
        same(code(x, &[&v(&r), &right])),
    ]);
    case.value(energy)
}

/// Σ_i t[x_i, x_{i+1}, …] over `order` neighbours on a ring of n sites with 2 states
pub(crate) fn many_body(n: usize, order: usize, random: &mut Random) -> Case {
    let mut case = Case::new("many_body");
    let x = case.sites("x", states(2), &[n], random);
    let size = Index::size(x, 0);
    let body = order.min(4);
    let extents = Some(vec![Index::constant(2); body]);
    let t = case.param("t", free(), extents.clone(), &vec![2; body], random);
    let w = case.param("w", free(), extents, &vec![2; body], random);
    let i = case.variable("i");
    let at = |k: usize| code(x, &[&(&v(&i) + &Index::constant(k as i64)).remainder(size.clone())]);
    let codes: Vec<Index> = (0..order).map(at).collect();
    let first = read(t, &codes[..body].iter().collect::<Vec<_>>());
    let last = read(w, &codes[order - body..].iter().collect::<Vec<_>>());
    case.value(term(1.0, &[up_to(&i, &size)], &[], &[first, last]))
}

/// A Poisson field: Σ_i (g[x_i] − b_i x_i) − Σ_{k<i} w_ik x_i x_k + d Σ_i x_i²
pub(crate) fn counts(n: usize, max: i64, random: &mut Random) -> Case {
    let mut case = Case::new("counts");
    let x = case.sites("x", Domain::Count(Index::constant(max)), &[n], random);
    let size = Index::size(x, 0);
    let g = case.param("g", free(), Some(vec![Index::constant(max + 1)]), &[max as usize + 1], random);
    let b = case.param("b", free(), Some(vec![size.clone()]), &[n], random);
    let d = case.param("d", free(), None, &[], random);
    let options = ParamOptions { symmetric: true, ..free() };
    let w = case.param("w", options, Some(vec![size.clone(), size.clone()]), &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let (at_i, at_k) = (code(x, &[&v(&i)]), code(x, &[&v(&k)]));
    let pairs = [read(w, &[&v(&i), &v(&k)]), integer(at_i.clone()), integer(at_k)];
    let energy = sum([
        term(1.0, &[up_to(&i, &size)], &[], &[read(g, &[&at_i])]),
        term(-1.0, &[up_to(&i, &size)], &[], &[read(b, &[&v(&i)]), integer(at_i.clone())]),
        term(-1.0, &[up_to(&i, &size), up_to(&k, &v(&i))], &[], &pairs),
        term(1.0, &[up_to(&i, &size)], &[], &[read(d, &[]), power(integer(at_i), 2)]),
    ]);
    case.value(energy)
}

/// K-pairwise: potential[Σ_i x_i] − Σ_i h_i x_i − Σ_{k<i} j_ik x_i x_k + potential[Σ_i x_i] · x_0
pub(crate) fn total_count(n: usize, random: &mut Random) -> Case {
    let mut case = Case::new("total_count");
    let x = case.sites("x", Domain::Binary, &[n], random);
    let size = Index::size(x, 0);
    let entries = &size + &Index::constant(1);
    let potential = case.param("potential", free(), Some(vec![entries]), &[n + 1], random);
    let h = case.param("h", free(), Some(vec![size.clone()]), &[n], random);
    let i = case.variable("i");
    let total = term(1.0, &[up_to(&i, &size)], &[], &[read(x, &[&v(&i)])]);
    let total = case.define("total", Vec::new(), total);
    let count = Index::rounded(total, Vec::new());
    let i = case.variable("i");
    let first = read(x, &[&Index::constant(0)]);
    let energy = sum([
        term(1.0, &[], &[], &[read(potential, &[&count])]),
        term(-1.0, &[up_to(&i, &size)], &[], &[read(h, &[&v(&i)]), read(x, &[&v(&i)])]),
        term(0.5, &[], &[], &[read(potential, &[&count]), first]),
    ]);
    case.value(energy)
}

/// Windows of counts index a table, with a category: Σ_i t[z_i, x_i + x_{i+1}] through a let
pub(crate) fn windows(n: usize, random: &mut Random) -> Case {
    let mut case = Case::new("windows");
    let x = case.sites("x", Domain::Count(Index::constant(2)), &[n], random);
    let z = case.sites("z", states(3), &[n], random);
    let size = Index::size(x, 0);
    let t = case.param("t", free(), Some(vec![Index::constant(3), Index::constant(5)]), &[3, 5], random);
    let i = case.variable("i");
    let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
    let window = sum([
        term(1.0, &[], &[], &[integer(code(x, &[&v(&i)]))]),
        term(1.0, &[], &[], &[integer(code(x, &[&next]))]),
    ]);
    let window = case.define("window", vec![(i, size.clone())], window);
    let i = case.variable("i");
    let entry = read(t, &[&code(z, &[&v(&i)]), &Index::rounded(window, vec![v(&i)])]);
    case.program.arrays[z.0].extents = vec![size.clone()];
    case.value(term(1.0, &[up_to(&i, &size)], &[], &[entry]))
}

/// The free energy of hidden units on categories, mixed with spins: −Σ_k softplus(c_k + Σ_i w[i, x_i, k]) − Σ_k y_k h[x_0, k]
pub(crate) fn mixed(n: usize, m: usize, random: &mut Random) -> Case {
    let mut case = Case::new("mixed");
    let x = case.sites("x", states(3), &[n], random);
    let y = case.sites("y", Domain::Spin, &[m], random);
    let (size, units) = (Index::size(x, 0), Index::size(y, 0));
    let q = Index::constant(3);
    let c = case.param("c", free(), Some(vec![units.clone()]), &[m], random);
    let w = case.param("w", free(), Some(vec![size.clone(), q.clone(), units.clone()]), &[n, 3, m], random);
    let h = case.param("h", free(), Some(vec![q, units.clone()]), &[3, m], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let input = sum([
        term(1.0, &[], &[], &[read(c, &[&v(&k)])]),
        term(1.0, &[up_to(&i, &size)], &[], &[read(w, &[&v(&i), &code(x, &[&v(&i)]), &v(&k)])]),
    ]);
    let input = case.define("input", vec![(k, units.clone())], input);
    let k = case.variable("k");
    let hidden = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(input, &[&v(&k)])]));
    let zero = Index::constant(0);
    let first = [read(y, &[&v(&k)]), read(h, &[&code(x, &[&zero]), &v(&k)])];
    let energy = sum([
        term(-1.0, &[up_to(&k, &units)], &[], &[hidden]),
        term(-1.0, &[up_to(&k, &units)], &[], &first),
    ]);
    case.value(energy)
}

/// Sites with their own numbers of states: −Σ_i h[i, x_i] − Σ_{k<i} j[x_i, x_k] w_ik
pub(crate) fn ragged(counts: &[i64], random: &mut Random) -> Case {
    let n = counts.len();
    let most = *counts.iter().max().expect("a site");
    let mut case = Case::new("ragged");
    let states = Index::size(ArrayId(2), 1);
    let bound = &states + &Index::constant(1);
    let q = case.structure("q", 1, counts.to_vec(), &bound);
    let size = Index::size(q, 0);
    let x = case.sites("x", Domain::Categorical(States::Each(q)), &[n], random);
    case.program.arrays[x.0].extents = vec![size.clone()];
    let h = case.param("h", free(), None, &[n, most as usize], random);
    case.program.arrays[h.0].extents[0] = size.clone();
    let square = vec![states.clone(), states];
    let j = case.param("j", free(), Some(square), &[most as usize; 2], random);
    let w = case.param("w", free(), Some(vec![size.clone(); 2]), &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let (at_i, at_k) = (code(x, &[&v(&i)]), code(x, &[&v(&k)]));
    let pair = [read(j, &[&at_i, &at_k]), read(w, &[&v(&i), &v(&k)])];
    let energy = sum([
        term(-1.0, &[up_to(&i, &size)], &[], &[read(h, &[&v(&i), &at_i])]),
        term(-1.0, &[up_to(&i, &size), up_to(&k, &v(&i))], &[], &pair),
    ]);
    case.value(energy)
}

/// Codes inside functions: Σ_i tanh(h[x_i] j[x_i, x_{i+1}] + b_i [x_i = x_{i+1}]) · h[x_i]
pub(crate) fn inside_functions(n: usize, random: &mut Random) -> Case {
    let mut case = Case::new("inside_functions");
    let x = case.sites("x", states(3), &[n], random);
    let size = Index::size(x, 0);
    let q = Index::constant(3);
    let h = case.param("h", free(), Some(vec![q.clone()]), &[3], random);
    let j = case.param("j", free(), Some(vec![q.clone(), q]), &[3, 3], random);
    let b = case.param("b", free(), Some(vec![size.clone()]), &[n], random);
    let i = case.variable("i");
    let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
    let (here, there) = (code(x, &[&v(&i)]), code(x, &[&next]));
    let inside = sum([
        term(1.0, &[], &[], &[read(h, &[&here]), read(j, &[&here, &there])]),
        term(1.0, &[], &[Guard::equal(&here, &there)], &[read(b, &[&v(&i)])]),
    ]);
    let factors = [apply(Operator::Tanh, inside), read(h, &[&here])];
    case.value(term(1.0, &[up_to(&i, &size)], &[], &factors))
}

/// Two-valued sites that an `if` compares: Σ_{k<i} [x_i = x_k] j_ik x_i − Σ_i h_i x_i
pub(crate) fn compared(n: usize, domain: Domain, random: &mut Random) -> Case {
    let mut case = Case::new("compared");
    let x = case.sites("x", domain, &[n], random);
    let size = Index::size(x, 0);
    let h = case.param("h", free(), Some(vec![size.clone()]), &[n], random);
    let j = case.param("j", free(), Some(vec![size.clone(), size.clone()]), &[n, n], random);
    let (i, k) = (case.variable("i"), case.variable("k"));
    let equal = [Guard::equal(&code(x, &[&v(&i)]), &code(x, &[&v(&k)]))];
    let pair = [read(j, &[&v(&i), &v(&k)]), read(x, &[&v(&i)])];
    let energy = sum([
        term(1.0, &[up_to(&i, &size), up_to(&k, &v(&i))], &equal, &pair),
        term(-1.0, &[up_to(&i, &size)], &[], &[read(h, &[&v(&i)]), read(x, &[&v(&i)])]),
    ]);
    case.value(energy)
}

/// A mixture in each site: −Σ_i ln Σ_c exp(a[c, x_i] + b[c, x_{i+1}])
pub(crate) fn mixtures(n: usize, random: &mut Random) -> Case {
    let mut case = Case::new("mixtures");
    let x = case.sites("x", states(3), &[n], random);
    let size = Index::size(x, 0);
    let a = case.param("a", free(), Some(vec![Index::constant(2), Index::constant(3)]), &[2, 3], random);
    let b = case.param("b", free(), Some(vec![Index::constant(2), Index::constant(3)]), &[2, 3], random);
    let (i, c) = (case.variable("i"), case.variable("c"));
    let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
    let body = sum([
        term(1.0, &[], &[], &[read(a, &[&v(&c), &code(x, &[&v(&i)])])]),
        term(1.0, &[], &[], &[read(b, &[&v(&c), &code(x, &[&next])])]),
    ]);
    let definition = Definition::LogSumExp { over: vec![(c, Index::constant(2))], body };
    let binders = vec![(i, size.clone())];
    let z = case.program.add_let(Let { name: "z".to_owned(), binders, definition });
    let i = case.variable("i");
    case.value(term(-1.0, &[up_to(&i, &size)], &[], &[read_let(z, &[&v(&i)])]))
}

/// Everything above, at sizes with and without room.
pub(crate) fn all(seed: u64) -> Vec<(String, Case)> {
    let random = &mut Random(seed);
    let mut energies = Vec::new();
    let mut add = |name: String, case: Case| energies.push((name, case));
    for n in [1, 2, 4] {
        add(format!("potts of {n}"), potts(n, 3, random));
        add(format!("counts of {n}"), counts(n, 3, random));
        add(format!("total count of {n}"), total_count(n, random));
        add(format!("windows on {n}"), windows(n, random));
        add(format!("mixed on {n}"), mixed(n, 2, random));
        add(format!("inside functions on {n}"), inside_functions(n, random));
        add(format!("mixtures on {n}"), mixtures(n, random));
        for order in [1, 2, 3, 4, 6] {
            add(format!("{order} bodies on {n}"), many_body(n, order, random));
        }
        for domain in [Domain::Binary, Domain::Spin] {
            add(format!("compared {n} {}", domain.word()), compared(n, domain, random));
        }
    }
    for (rows, cols) in [(1, 1), (1, 3), (2, 2), (2, 3), (3, 3)] {
        for domain in [states(3), Domain::Binary, Domain::Spin, Domain::Count(Index::constant(2))] {
            let name = format!("{rows} by {cols} potts lattice, {}", domain.word());
            add(name, potts_lattice(rows, cols, domain, random));
        }
    }
    add("ragged".to_owned(), ragged(&[2, 4, 1, 3], random));
    energies
}
