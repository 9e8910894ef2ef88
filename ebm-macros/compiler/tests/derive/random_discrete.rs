//! Random programs over categories, counts and two-valued sites, visible and hidden.
//!
//! A failure prints its seed; put it into [`KEPT`], so that it is tried for ever.

use crate::build::*;
use crate::{check, discrete};
use ebm_compiler::derive::{difference, tidy};
use ebm_compiler::ir::*;

/// Seeds that failed once.
const KEPT: &[u64] = &[];

/// What random terms are made of: sites on one axis, and tables that their codes index.
struct Words {
    size: Index,
    /// Site arrays with their numbers of values.
    sites: Vec<(ArrayId, usize)>,
    field: ArrayId,
    pairs: ArrayId,
    scale: ArrayId,
    edges: ArrayId,
    /// A sum of counts in reach of a site, whole and not negative.
    window: Option<LetId>,
}

/// The most values of any site; tables are as long.
const STATES: usize = 4;

impl Words {
    fn index(&self, variables: &[Variable], edge: Option<&Variable>, random: &mut Random) -> Index {
        if let (Some(edge), true) = (edge, random.chance(50)) {
            return Index::lookup(self.edges, vec![v(edge)], random.below(2));
        }
        let Some(variable) = variables.get(random.below(variables.len().max(1))) else {
            return Index::constant(0);
        };
        match random.below(4) {
            0 => (&v(variable) + &Index::constant(1)).remainder(self.size.clone()),
            _ => v(variable),
        }
    }

    fn code(&self, at: &Index, random: &mut Random) -> Index {
        let (array, _) = random.pick(&self.sites);
        Index::site(*array, vec![at.clone()])
    }

    fn factor(&self, case: &Case, at: &[Index], random: &mut Random) -> Factor {
        let here = random.pick(at).clone();
        let there = random.pick(at).clone();
        match random.below(7) {
            0 => read(self.field, &[&here, &self.code(&here, random)]),
            1 => read(self.pairs, &[&self.code(&here, random), &self.code(&there, random)]),
            2 => Factor::once(Atom::Integer(self.code(&here, random))),
            3 => read(self.scale, &[&self.code(&here, random)]),
            4 => match self.window {
                Some(window) => read(self.scale, &[&Index::rounded(window, vec![here])]),
                None => read(self.scale, &[&Index::constant(1)]),
            },
            5 => {
                let numbers = self.sites.iter().find(|(id, _)| !is_integer(case, *id));
                numbers
                    .map_or_else(|| read(self.scale, &[&Index::constant(0)]), |(id, _)| read(*id, &[&here]))
            }
            _ => {
                let argument = [
                    term(1.0, &[], &[], &[read(self.field, &[&here, &self.code(&there, random)])]),
                    term(0.5, &[], &[], &[read(self.scale, &[&self.code(&here, random)])]),
                ];
                let operator = *random.pick(&[Operator::Tanh, Operator::Softplus, Operator::Sin]);
                apply(operator, sum(argument))
            }
        }
    }

    fn term(&self, case: &Case, random: &mut Random) -> Expr {
        let names = ["i", "k", "l"];
        let variables: Vec<Variable> =
            names.iter().take(1 + random.below(2)).map(|name| case.variable(name)).collect();
        let mut binders: Vec<Binder> = Vec::new();
        for (place, variable) in variables.iter().enumerate() {
            binders.push(match (place, random.chance(50)) {
                (1, true) => up_to(variable, &v(&variables[0])),
                _ => up_to(variable, &self.size),
            });
        }
        let edge = random.chance(25).then(|| case.variable("e"));
        if let Some(edge) = &edge {
            binders.push(up_to(edge, &Index::size(self.edges, 0)));
        }
        let at: Vec<Index> = (0..2).map(|_| self.index(&variables, edge.as_ref(), random)).collect();
        let mut guards = Vec::new();
        if random.chance(40) {
            let (a, b) = (self.code(&at[0], random), self.code(&at[1], random));
            guards.push(match random.below(3) {
                0 => Guard::equal(&a, &b),
                1 => Guard::different(&a, &b),
                _ => Guard::equal(&a, &Index::constant(1)),
            });
        }
        let factors: Vec<Factor> = (0..1 + random.below(2)).map(|_| self.factor(case, &at, random)).collect();
        term(random.uniform(-1.0, 1.0), &binders, &guards, &factors)
    }
}

fn is_integer(case: &Case, id: ArrayId) -> bool {
    case.program.array(id).role.domain().is_some_and(Domain::is_integer)
}

fn energy(seed: u64) -> Case {
    let random = &mut Random(seed);
    let mut case = Case::new("random");
    let n = 1 + random.below(3);
    let counts: Vec<i64> = (0..n).map(|_| 1 + random.below(STATES) as i64).collect();
    let own = case.structure("q", 1, counts, &Index::constant(STATES as i64 + 1));
    let size = Index::size(own, 0);
    let states = |count: usize| Domain::Categorical(States::All(Index::constant(count as i64)));
    let domains = [
        (states(3), 3),
        (Domain::Count(Index::constant(2)), 3),
        (Domain::Binary, 2),
        (Domain::Spin, 2),
        (Domain::Categorical(States::Each(own)), STATES),
    ];
    let mut sites = Vec::new();
    for name in ["x", "y"] {
        let (domain, count) = random.pick(&domains).clone();
        let id = case.sites(name, domain, &[n], random);
        case.program.arrays[id.0].extents = vec![size.clone()];
        sites.push((id, count));
    }
    let most = Index::constant(STATES as i64);
    let free = ParamOptions::default;
    let field = case.param("h", free(), Some(vec![size.clone(), most.clone()]), &[n, STATES], random);
    let pairs = case.param("j", free(), Some(vec![most.clone(), most]), &[STATES; 2], random);
    let length = 2 * STATES;
    let scale = case.param("t", free(), Some(vec![Index::constant(length as i64)]), &[length], random);
    let ends = (0..4).map(|_| random.below(n) as i64).collect();
    let edges = case.structure("edges", 2, ends, &size);
    let mut words = Words { size: size.clone(), sites, field, pairs, scale, edges, window: None };
    if random.chance(40) {
        let i = case.variable("i");
        let next = (&v(&i) + &Index::constant(1)).remainder(size.clone());
        let codes = [words.code(&v(&i), random), words.code(&next, random)];
        let body = sum(codes.map(|code| term(1.0, &[], &[], &[Factor::once(Atom::Integer(code))])));
        words.window = Some(case.define("window", vec![(i, size)], body));
    }
    let value = sum((0..1 + random.below(3)).map(|_| words.term(&case, random)));
    case.value(value)
}

fn seeds(first: u64, count: u64) -> impl Iterator<Item = u64> {
    KEPT.iter().copied().chain(first..first + count)
}

#[test]
fn values_of_random_energies() {
    let mut changing = 0;
    for seed in seeds(5_000, 150) {
        let case = energy(seed);
        let name = format!("seed {seed}");
        check::tidying(&case, &name);
        discrete::values(&case, &name);
        discrete::values(&Case { program: tidy(&case.program), ..case.clone() }, &name);
        let derived = difference::values(&case.program, case.site_arrays()[0].0).expect("discrete");
        changing += usize::from(!derived.outputs[0].value.is_zero());
    }
    assert!(changing > 100, "only {changing} of the energies depend on their first array");
}

#[test]
fn objectives_of_random_energies() {
    for seed in seeds(6_000, 40) {
        discrete::objectives(&energy(seed), &format!("seed {seed}"));
    }
}
