//! A short notation for programs, and data for them.

use ebm_compiler::ir::evaluate::{Contents, Environment, Value};
use ebm_compiler::ir::*;
use std::collections::BTreeMap;

/// SplitMix64 (Steele, Lea & Flood 2014): small, seeded, good enough to choose tests.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0..n
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// A program with something to run it on.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) program: Program,
    pub(crate) arrays: BTreeMap<ArrayId, Value>,
}

impl Case {
    pub(crate) fn new(name: &str) -> Self {
        let program = Program {
            name: name.to_owned(),
            arrays: Vec::new(),
            inputs: Vec::new(),
            lets: Vec::new(),
            outputs: Vec::new(),
            fresh: Fresh::new(),
        };
        Self { program, arrays: BTreeMap::new() }
    }

    fn add(&mut self, name: &str, role: Role, extents: Vec<Index>, value: Value) -> ArrayId {
        let bounds = Vec::new();
        let span = proc_macro2::Span::call_site();
        let id = self.program.add_array(Array { name: name.to_owned(), role, extents, bounds, span });
        self.arrays.insert(id, value);
        id
    }

    /// An array whose axes determine sizes of their own.
    fn own_extents(&self, rank: usize) -> Vec<Index> {
        let id = ArrayId(self.program.arrays.len());
        (0..rank).map(|axis| Index::size(id, axis)).collect()
    }

    /// A site array with random values of its domain.
    pub(crate) fn sites(
        &mut self,
        name: &str,
        domain: Domain,
        shape: &[usize],
        random: &mut Random,
    ) -> ArrayId {
        let extents = self.own_extents(shape.len());
        let count = shape.iter().product();
        if domain.is_integer() {
            let codes = positions(shape).into_iter();
            let codes = codes.map(|at| random.below(self.value_count(&domain, &at)) as i64);
            let value = Value::integers(shape, codes.collect());
            return self.add(name, Role::Visible(domain), extents, value);
        }
        let value = |random: &mut Random| match domain {
            Domain::Binary => random.below(2) as f64,
            Domain::Spin => 2.0 * random.below(2) as f64 - 1.0,
            Domain::Positive => random.uniform(0.2, 2.0),
            Domain::Unit => random.uniform(0.1, 0.9),
            Domain::Interval(low, high) => {
                let margin = 0.1 * (high.0 - low.0);
                random.uniform(low.0 + margin, high.0 - margin)
            }
            _ => random.uniform(-1.2, 1.2),
        };
        let values = (0..count).map(|_| value(random)).collect();
        self.add(name, Role::Visible(domain), extents, Value::numbers(shape, values))
    }

    /// The number of values of the site at a position.
    pub(crate) fn value_count(&self, domain: &Domain, at: &[i64]) -> usize {
        let at: Vec<Index> = at.iter().map(|&index| Index::constant(index)).collect();
        let count = domain.value_count(&at).expect("a discrete domain");
        usize::try_from(Environment::new(self.arrays.clone()).index(&count)).expect("not negative")
    }

    /// Makes an array of sites hidden.
    pub(crate) fn hide(&mut self, id: ArrayId) {
        let domain = self.program.array(id).role.domain().expect("sites").clone();
        self.program.arrays[id.0].role = Role::Latent(domain);
    }

    /// A parameter with random values; `extents` say where its sizes come from, `None` that they are its own.
    pub(crate) fn param(
        &mut self,
        name: &str,
        options: ParamOptions,
        extents: Option<Vec<Index>>,
        shape: &[usize],
        random: &mut Random,
    ) -> ArrayId {
        let mut values: Vec<f64> = (0..shape.iter().product()).map(|_| random.uniform(-0.7, 0.7)).collect();
        if let (&[n, m], true) = (shape, options.symmetric) {
            assert_eq!(n, m, "symmetric arrays are square");
            for i in 0..n {
                for k in 0..i {
                    values[k * n + i] = values[i * n + k];
                }
                if options.zero_diagonal {
                    values[i * n + i] = 0.0;
                }
            }
        }
        let extents = extents.unwrap_or_else(|| self.own_extents(shape.len()));
        self.add(name, Role::Param(options), extents, Value::numbers(shape, values))
    }

    /// Tuples of indices into an axis.
    pub(crate) fn structure(
        &mut self,
        name: &str,
        components: usize,
        values: Vec<i64>,
        bound: &Index,
    ) -> ArrayId {
        let extents = self.own_extents(1);
        let shape = [values.len() / components];
        let id = self.add(name, Role::Structure { components }, extents, Value::integers(&shape, values));
        self.program.arrays[id.0].bounds = vec![vec![bound.clone()]; components];
        id
    }

    pub(crate) fn define(&mut self, name: &str, binders: Vec<(Variable, Index)>, body: Expr) -> LetId {
        self.program.add_let(Let { name: name.to_owned(), binders, definition: Definition::Sum(body) })
    }

    pub(crate) fn value(mut self, value: Expr) -> Self {
        self.program.outputs.push(Output { target: Target::Value, binders: Vec::new(), value });
        self
    }

    pub(crate) fn variable(&self, name: &str) -> Variable {
        self.program.fresh.variable(name)
    }

    pub(crate) fn numbers(&self, id: ArrayId) -> &[f64] {
        numbers(&self.arrays[&id])
    }

    /// The case with its continuous sites as given numbers.
    pub(crate) fn given_the_continuous(&self) -> Self {
        let mut case = self.clone();
        for array in case.program.arrays.iter_mut().filter(|array| array.role.is_continuous()) {
            array.role = Role::Given;
        }
        case
    }

    /// The arrays that hold sites, with their domains.
    pub(crate) fn site_arrays(&self) -> Vec<(ArrayId, Domain)> {
        let with_domain = |id: ArrayId| Some((id, self.program.array(id).role.domain()?.clone()));
        (0..self.program.arrays.len()).map(ArrayId).filter_map(with_domain).collect()
    }
}

pub(crate) fn numbers(value: &Value) -> &[f64] {
    match &value.contents {
        Contents::Numbers(numbers) => numbers,
        Contents::Integers(_) => panic!("integers where numbers were expected"),
    }
}

/// All positions of an array, as indices.
pub(crate) fn positions(shape: &[usize]) -> Vec<Vec<i64>> {
    shape.iter().fold(vec![Vec::new()], |all, &extent| {
        let longer = |p: &Vec<i64>| {
            let p = p.clone();
            (0..extent as i64).map(move |k| p.iter().copied().chain([k]).collect())
        };
        all.iter().flat_map(longer).collect()
    })
}

/// The code of an entry of a discrete array.
pub(crate) fn code_of(value: &Value, flat: usize) -> usize {
    match &value.contents {
        Contents::Numbers(numbers) => numbers[flat].max(0.0) as usize,
        Contents::Integers(codes) => codes[flat] as usize,
    }
}

/// The same array with one site at its value with this code.
pub(crate) fn with_code(value: &Value, domain: &Domain, flat: usize, code: usize) -> Value {
    match &value.contents {
        Contents::Numbers(_) if *domain == Domain::Spin => with_entry(value, flat, 2.0 * code as f64 - 1.0),
        Contents::Numbers(_) => with_entry(value, flat, code as f64),
        Contents::Integers(codes) => {
            let mut codes = codes.clone();
            codes[flat] = code as i64;
            Value::integers(&value.shape, codes)
        }
    }
}

/// The same array with one entry changed.
pub(crate) fn with_entry(value: &Value, flat: usize, entry: f64) -> Value {
    let mut changed = numbers(value).to_vec();
    changed[flat] = entry;
    Value::numbers(&value.shape, changed)
}

/// All results of a program.
pub(crate) fn run(
    program: &Program,
    arrays: &BTreeMap<ArrayId, Value>,
    inputs: &[(Variable, i64)],
) -> Vec<(Target, Value)> {
    let wrong = verify::verify(program);
    assert!(wrong.is_empty(), "{}\n{program}", wrong.join("\n"));
    let mut environment = Environment::new(arrays.clone());
    environment.variables = inputs.iter().cloned().collect();
    let values = environment.run(program);
    program.outputs.iter().map(|output| output.target).zip(values).collect()
}

/// The one number that a program stands for.
pub(crate) fn value_of(
    program: &Program,
    arrays: &BTreeMap<ArrayId, Value>,
    inputs: &[(Variable, i64)],
) -> f64 {
    let results = run(program, arrays, inputs);
    let (_, value) = results.iter().find(|(target, _)| *target == Target::Value).expect("a value");
    numbers(value)[0]
}

pub(crate) fn v(variable: &Variable) -> Index {
    Index::variable(variable)
}

pub(crate) fn up_to(variable: &Variable, end: &Index) -> Binder {
    Binder { variable: variable.clone(), range: Range::up_to(end.clone()) }
}

pub(crate) fn between(variable: &Variable, start: &Index, end: &Index) -> Binder {
    Binder { variable: variable.clone(), range: Range::between(start.clone(), end.clone()) }
}

pub(crate) fn read(array: ArrayId, indices: &[&Index]) -> Factor {
    Factor::once(Atom::Read(Source::Array(array), indices.iter().map(|&i| i.clone()).collect()))
}

pub(crate) fn read_let(id: LetId, indices: &[&Index]) -> Factor {
    Factor::once(Atom::Read(Source::Let(id), indices.iter().map(|&i| i.clone()).collect()))
}

pub(crate) fn apply(operator: Operator, argument: Expr) -> Factor {
    Factor::once(Atom::Apply { operator, order: 0, argument })
}

pub(crate) fn power(mut factor: Factor, power: u32) -> Factor {
    factor.power = power;
    factor
}

/// coefficient · Σ_binders Π guards Π factors
pub(crate) fn term(coefficient: f64, binders: &[Binder], guards: &[Guard], factors: &[Factor]) -> Expr {
    let mut term = Term { binders: binders.to_vec(), guards: guards.to_vec(), ..Term::number(coefficient) };
    factors.iter().for_each(|factor| term.push_factor(factor.clone()));
    term.into()
}

pub(crate) fn sum(parts: impl IntoIterator<Item = Expr>) -> Expr {
    parts.into_iter().fold(Expr::zero(), Expr::plus)
}
