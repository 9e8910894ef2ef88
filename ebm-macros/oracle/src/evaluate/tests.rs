//! The gallery's `ising` and a few traps, by hand.

use super::*;
use crate::tree::Extent;
use std::collections::BTreeMap;

fn name(text: &str) -> Integer {
    Integer::Name(text.to_owned())
}

fn read(array: &str, indices: &[&str]) -> Box<Scalar> {
    Box::new(Scalar::Read(array.to_owned(), indices.iter().map(|i| name(i)).collect()))
}

fn times(a: Box<Scalar>, b: Box<Scalar>) -> Box<Scalar> {
    Box::new(Scalar::Binary(Operator::Multiply, a, b))
}

fn up_to(variable: &str, to: Integer, body: Vec<Statement>) -> Statement {
    let over = Iteration::Range {
        name: variable.to_owned(),
        from: Integer::Constant(0),
        to,
        inclusive: false,
        reversed: false,
        step: None,
    };
    Statement::For(over, body)
}

fn less(value: Scalar) -> Statement {
    Statement::Accumulate { name: "energy".to_owned(), minus: true, value }
}

fn ising() -> Function {
    let n = Extent::Class(0);
    let argument = |name: &str, role, axes| Argument { name: String::from(name), role, axes };
    let param = || Role::Param(Param::default());
    let pair = less(*times(times(read("j", &["i", "k"]), read("x", &["i"])), read("x", &["k"])));
    let field = less(*times(read("h", &["i"]), read("x", &["i"])));
    let length = Integer::Length("x".to_owned(), 0, LengthSpelling::Len);
    Function {
        name: "ising".to_owned(),
        single: false,
        arguments: vec![
            argument("x", Role::Visible(Domain::Spin), vec![n]),
            argument("h", param(), vec![n]),
            argument("j", param(), vec![n, n]),
        ],
        helpers: Vec::new(),
        body: vec![
            Statement::Accumulator("energy".to_owned(), Scalar::Number(0.0)),
            up_to("i", length, vec![field, up_to("k", name("i"), vec![pair])]),
        ],
        result: Scalar::Name("energy".to_owned()),
    }
}

fn instance() -> Instance {
    let arrays = BTreeMap::from([
        ("x".to_owned(), Array::numbers(&[3], vec![1.0, -1.0, 1.0])),
        ("h".to_owned(), Array::numbers(&[3], vec![0.5, 0.25, -1.0])),
        ("j".to_owned(), Array::numbers(&[3, 3], (0..9).map(f64::from).collect())),
    ]);
    Instance { sizes: vec![3], arrays }
}

#[test]
fn ising_by_hand() {
    // −(0.5 − 0.25 − 1) − (−j₁₀ + j₂₀ − j₂₁) = 0.75 − (−3 + 6 − 7) = 4.75
    assert_eq!(evaluate(&ising(), &instance()).map(|e| e.value), Ok(4.75));
}

#[test]
fn faults_are_faults() {
    let mut function = ising();
    function.result = *read("x", &["n"]);
    assert_eq!(evaluate(&function, &instance()), Err(Fault::Name("n".to_owned())));
    function.result = Scalar::Read("x".to_owned(), vec![Integer::Constant(3)]);
    assert_eq!(evaluate(&function, &instance()), Err(Fault::OutOfRange));
    let below = Integer::Subtract(Box::new(Integer::Constant(0)), Box::new(Integer::Constant(1)));
    function.result = Scalar::Cast(below);
    assert_eq!(evaluate(&function, &instance()), Err(Fault::Underflow));
    let zero = Integer::Remainder(Box::new(Integer::Constant(1)), Box::new(Integer::Constant(0)));
    function.result = Scalar::Cast(zero);
    assert_eq!(evaluate(&function, &instance()), Err(Fault::ZeroDivisor));
}

#[test]
fn a_name_ends_with_its_block() {
    let mut function = ising();
    let inside = Statement::Let("t".to_owned(), Scalar::Number(1.0));
    function.body.push(up_to("i", Integer::Constant(1), vec![inside]));
    function.result = Scalar::Name("t".to_owned());
    assert_eq!(evaluate(&function, &instance()), Err(Fault::Name("t".to_owned())));
}

#[test]
fn kinks_are_told_apart_by_side() {
    let mut function = ising();
    function.body.clear();
    function.result = Scalar::Apply(Call::Abs, read("h", &["i"]));
    function.body.push(Statement::LetInteger("i".to_owned(), Integer::Constant(2)));
    let found = evaluate(&function, &instance()).map(|e| (e.value, e.kinks));
    assert_eq!(found, Ok((1.0, vec![-1])));
}
