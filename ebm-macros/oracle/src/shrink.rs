//! From a failing case to a small one: parts are left out as long as the case goes on failing.

use crate::evaluate::evaluate;
use crate::generate::Case;
use crate::tree::*;

/// Rounds over all parts; each either makes the case smaller or is the last.
const ROUNDS: usize = 40;

/// The smallest case found for which `fails` still holds. Every candidate can be evaluated.
pub fn shrink(case: &Case, fails: &mut dyn FnMut(&Case) -> bool) -> Case {
    let mut best = case.clone();
    for place in 0..case.instances.len() {
        let candidate = Case { instances: vec![case.instances[place].clone()], ..case.clone() };
        if fails(&candidate) {
            best = candidate;
            break;
        }
    }
    for _ in 0..ROUNDS {
        let before = best.function.source().len();
        arguments(&mut best, fails);
        let mut place = 0;
        while let Some(count) = replacements(&best.function, place) {
            // a replacement that works leaves another node at this place: it is looked at anew
            let smaller = (0..count).find_map(|which| {
                let function = replaced(&best.function, place, which);
                accepted(&best, function, fails)
            });
            match smaller {
                Some(smaller) => best = smaller,
                None => place += 1,
            }
        }
        if best.function.source().len() >= before {
            break;
        }
    }
    best
}

/// The case with another function, if that is smaller, has a value and still fails.
fn accepted(case: &Case, function: Function, fails: &mut dyn FnMut(&Case) -> bool) -> Option<Case> {
    if function.source().len() >= case.function.source().len() {
        return None;
    }
    if case.instances.iter().any(|instance| evaluate(&function, instance).is_err()) {
        return None;
    }
    let candidate = Case { function, ..case.clone() };
    fails(&candidate).then_some(candidate)
}

/// Leaves out arguments that nothing reads.
fn arguments(best: &mut Case, fails: &mut dyn FnMut(&Case) -> bool) {
    for place in (0..best.function.arguments.len()).rev() {
        let mut function = best.function.clone();
        let gone = function.arguments.remove(place);
        // the body would not compile, even where the evaluator never comes by
        let rest = function.source();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        if rest.split(|c| !is_word(c)).any(|word| word == gone.name) {
            continue;
        }
        if let Some(smaller) = accepted(best, function, fails) {
            *best = smaller;
            best.instances.iter_mut().for_each(|instance| {
                instance.arrays.remove(&gone.name);
            });
        }
    }
}

/// A part of a function that can be replaced by a smaller one.
enum Node<'a> {
    Body(&'a mut Vec<Statement>),
    Scalar(&'a mut Scalar),
    Integer(&'a mut Integer),
    Condition(&'a mut Condition),
    Vector(&'a mut Vector),
    Iteration(&'a mut Iteration),
    Filter(&'a mut Option<Condition>),
    Role(&'a mut Role),
}

/// How many replacements the node at a place has; none behind the last node.
fn replacements(function: &Function, place: usize) -> Option<usize> {
    let mut found = None;
    at(&mut function.clone(), place, &mut |node| found = Some(smaller(node, usize::MAX)));
    found
}

fn replaced(function: &Function, place: usize, which: usize) -> Function {
    let mut function = function.clone();
    at(&mut function, place, &mut |node| {
        smaller(node, which);
    });
    function
}

/// Puts the `which`-th smaller value into a node; says how many there are.
fn smaller(node: Node<'_>, which: usize) -> usize {
    match node {
        Node::Body(body) => {
            let choices: Vec<Vec<Statement>> = (0..body.len())
                .flat_map(|place| {
                    let with = |inner: Vec<Statement>| {
                        let mut other = body.clone();
                        other.splice(place..=place, inner);
                        other
                    };
                    match &body[place] {
                        Statement::If(_, then, otherwise) => {
                            vec![with(Vec::new()), with(then.clone()), with(otherwise.clone())]
                        }
                        Statement::For(_, inner) => vec![with(Vec::new()), with(inner.clone())],
                        _ => vec![with(Vec::new())],
                    }
                })
                .collect();
            choose(body, choices, which)
        }
        Node::Scalar(scalar) => {
            let mut choices = vec![Scalar::Number(1.0)];
            match scalar {
                Scalar::Negate(a) | Scalar::Power(a, _) | Scalar::RealPower(a, _) | Scalar::Apply(_, a) => {
                    choices.push((**a).clone());
                }
                Scalar::Binary(_, a, b) | Scalar::Max(a, b) | Scalar::Min(a, b) | Scalar::Choose(_, a, b) => {
                    choices.extend([(**a).clone(), (**b).clone()]);
                }
                Scalar::Sum(sum) | Scalar::LogSumExp(sum) => choices.push(sum.value.clone()),
                Scalar::Helper(_, arguments) => choices.extend(arguments.iter().cloned()),
                Scalar::Number(_) => choices.clear(),
                Scalar::Name(_) | Scalar::Read(..) | Scalar::Cast(_) | Scalar::Dot(..) | Scalar::Total(_) => {
                }
            }
            choose(scalar, choices, which)
        }
        Node::Integer(integer) => {
            let choices = match integer {
                Integer::Add(a, b)
                | Integer::Subtract(a, b)
                | Integer::Multiply(a, b)
                | Integer::Remainder(a, b)
                | Integer::Divide(a, b) => vec![(**a).clone(), (**b).clone()],
                Integer::Entry(_, a, _) => vec![(**a).clone(), Integer::Constant(0)],
                Integer::Name(_) | Integer::Length(..) | Integer::Site(..) | Integer::Total(..) => {
                    vec![Integer::Constant(0)]
                }
                Integer::Helper(_, arguments) => arguments.clone(),
                Integer::Constant(_) => Vec::new(),
            };
            choose(integer, choices, which)
        }
        Node::Condition(condition) => {
            let choices = match condition {
                Condition::And(a, b) | Condition::Or(a, b) => vec![(**a).clone(), (**b).clone()],
                Condition::Not(a) => vec![(**a).clone()],
                Condition::Compare(..) | Condition::Same { .. } => Vec::new(),
            };
            choose(condition, choices, which)
        }
        Node::Vector(vector) => {
            let choices = match vector {
                Vector::Product(a, b) | Vector::Binary(_, a, b) => vec![(**a).clone(), (**b).clone()],
                Vector::Map(a, _)
                | Vector::WithScalar(_, a, _)
                | Vector::Scaled(_, a)
                | Vector::Negate(a) => {
                    vec![(**a).clone()]
                }
                Vector::Name(_)
                | Vector::Codes(_)
                | Vector::Row(..)
                | Vector::Column(..)
                | Vector::Transposed(_) => Vec::new(),
            };
            choose(vector, choices, which)
        }
        Node::Iteration(iteration) => {
            let choices = match iteration {
                Iteration::Range { name, from, to, inclusive, reversed, step }
                    if *reversed || step.is_some() =>
                {
                    let (name, from, to) = (name.clone(), from.clone(), to.clone());
                    vec![Iteration::Range {
                        name,
                        from,
                        to,
                        inclusive: *inclusive,
                        reversed: false,
                        step: None,
                    }]
                }
                _ => Vec::new(),
            };
            choose(iteration, choices, which)
        }
        Node::Filter(filter) => {
            let choices = if filter.is_some() { vec![None] } else { Vec::new() };
            choose(filter, choices, which)
        }
        Node::Role(role) => {
            let choices = match role {
                Role::Param(param) => [
                    Param { shape: None, ..param.clone() },
                    Param { symmetric: false, ..param.clone() },
                    Param { zero_diagonal: false, ..param.clone() },
                    Param { positive: false, ..param.clone() },
                    Param { frozen: false, ..param.clone() },
                ]
                .map(Role::Param)
                .into(),
                _ => Vec::new(),
            };
            choose(role, choices, which)
        }
    }
}

fn choose<T>(place: &mut T, choices: Vec<T>, which: usize) -> usize {
    let count = choices.len();
    if let Some(choice) = choices.into_iter().nth(which) {
        *place = choice;
    }
    count
}

/// Does something with the node at a place, in the order of the source, outermost first.
fn at(function: &mut Function, place: usize, act: &mut dyn FnMut(Node<'_>)) {
    let mut walk = Walk { left: Some(place), act };
    for argument in &mut function.arguments {
        walk.visit(Node::Role(&mut argument.role));
    }
    walk.body(&mut function.body);
    walk.scalar(&mut function.result);
}

struct Walk<'a> {
    /// Nodes until the one looked for; none behind it.
    left: Option<usize>,
    act: &'a mut dyn FnMut(Node<'_>),
}

impl Walk<'_> {
    fn visit(&mut self, node: Node<'_>) {
        if self.left == Some(0) {
            (self.act)(node);
        }
        self.left = self.left.and_then(|left| left.checked_sub(1));
    }

    fn body(&mut self, body: &mut Vec<Statement>) {
        self.visit(Node::Body(body));
        for statement in body {
            match statement {
                Statement::Let(_, value)
                | Statement::Accumulator(_, value)
                | Statement::Accumulate { value, .. } => {
                    self.scalar(value);
                }
                Statement::LetInteger(_, value) => self.integer(value),
                Statement::LetShape(..) => {}
                Statement::LetArray(_, value) => self.vector(value),
                Statement::For(over, inner) => {
                    self.iteration(over);
                    self.body(inner);
                }
                Statement::If(condition, then, otherwise) => {
                    self.condition(condition);
                    self.body(then);
                    self.body(otherwise);
                }
            }
        }
    }

    fn scalar(&mut self, scalar: &mut Scalar) {
        self.visit(Node::Scalar(scalar));
        match scalar {
            Scalar::Number(_) | Scalar::Name(_) => {}
            Scalar::Read(_, indices) => indices.iter_mut().for_each(|index| self.integer(index)),
            Scalar::Negate(a) | Scalar::Power(a, _) | Scalar::RealPower(a, _) | Scalar::Apply(_, a) => {
                self.scalar(a);
            }
            Scalar::Binary(_, a, b) | Scalar::Max(a, b) | Scalar::Min(a, b) => {
                self.scalar(a);
                self.scalar(b);
            }
            Scalar::Cast(integer) => self.integer(integer),
            Scalar::Choose(condition, a, b) => {
                self.condition(condition);
                self.scalar(a);
                self.scalar(b);
            }
            Scalar::Helper(_, arguments) => arguments.iter_mut().for_each(|a| self.scalar(a)),
            Scalar::Sum(sum) | Scalar::LogSumExp(sum) => {
                self.iteration(&mut sum.over);
                self.visit(Node::Filter(&mut sum.filter));
                if let Some(filter) = &mut sum.filter {
                    self.condition(filter);
                }
                self.scalar(&mut sum.value);
            }
            Scalar::Dot(a, b) => {
                self.vector(a);
                self.vector(b);
            }
            Scalar::Total(a) => self.vector(a),
        }
    }

    fn iteration(&mut self, over: &mut Iteration) {
        self.visit(Node::Iteration(over));
        // the end stays: up to another one, parameters would have other extents
        if let Iteration::Range { from, .. } = over {
            self.integer(from);
        }
    }

    fn integer(&mut self, integer: &mut Integer) {
        self.visit(Node::Integer(integer));
        match integer {
            Integer::Constant(_) | Integer::Name(_) | Integer::Length(..) | Integer::Total(..) => {}
            Integer::Site(_, many) | Integer::Helper(_, many) => {
                many.iter_mut().for_each(|one| self.integer(one));
            }
            Integer::Add(a, b)
            | Integer::Subtract(a, b)
            | Integer::Multiply(a, b)
            | Integer::Remainder(a, b)
            | Integer::Divide(a, b) => {
                self.integer(a);
                self.integer(b);
            }
            Integer::Entry(_, a, _) => self.integer(a),
        }
    }

    fn condition(&mut self, condition: &mut Condition) {
        self.visit(Node::Condition(condition));
        match condition {
            Condition::Compare(_, a, b) => {
                self.integer(a);
                self.integer(b);
            }
            Condition::Same { left, right, .. } => {
                self.scalar(left);
                self.scalar(right);
            }
            Condition::And(a, b) | Condition::Or(a, b) => {
                self.condition(a);
                self.condition(b);
            }
            Condition::Not(a) => self.condition(a),
        }
    }

    fn vector(&mut self, vector: &mut Vector) {
        self.visit(Node::Vector(vector));
        match vector {
            Vector::Name(_) | Vector::Codes(_) | Vector::Transposed(_) => {}
            Vector::Row(_, index) | Vector::Column(_, index) => self.integer(index),
            Vector::Product(a, b) | Vector::Binary(_, a, b) => {
                self.vector(a);
                self.vector(b);
            }
            Vector::Map(a, mapping) => {
                self.vector(a);
                if let Mapping::Closure(_, body) = mapping {
                    self.scalar(body);
                }
            }
            Vector::WithScalar(_, a, b) | Vector::Scaled(b, a) => {
                self.vector(a);
                self.scalar(b);
            }
            Vector::Negate(a) => self.vector(a),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{Style, generate};

    #[test]
    fn what_is_left_is_what_fails() {
        // "fails" wherever a wrap-around is read: little else should be left of a long function
        let case = generate(13, Style::default());
        assert!(case.function.source().contains(" % "));
        let small = shrink(&case, &mut |case| case.function.source().contains(" % "));
        let source = small.function.source();
        assert!(source.contains(" % ") && source.lines().count() <= 12, "{source}");
        assert_eq!(small.instances.len(), 1);
    }
}
