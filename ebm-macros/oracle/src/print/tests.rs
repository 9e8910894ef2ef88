//! Precedence and spellings.

use super::*;

const PRINTER: Printer = Printer { float: "f64" };

fn name(text: &str) -> Box<Scalar> {
    Box::new(Scalar::Name(text.to_owned()))
}

fn two(operator: Operator, a: Box<Scalar>, b: Box<Scalar>) -> Box<Scalar> {
    Box::new(Scalar::Binary(operator, a, b))
}

#[test]
fn parentheses_stand_where_they_change_the_meaning() {
    use Operator::*;
    let (a, b, c) = (|| name("a"), || name("b"), || name("c"));
    let cases = [
        (two(Multiply, two(Add, a(), b()), c()), "(a + b) * c"),
        (two(Subtract, a(), two(Subtract, b(), c())), "a - (b - c)"),
        (two(Divide, a(), two(Multiply, b(), c())), "a / (b * c)"),
        (Box::new(Scalar::Negate(two(Multiply, a(), b()))), "-(a * b)"),
        (Box::new(Scalar::Power(Box::new(Scalar::Negate(a())), 2)), "(-a).powi(2)"),
        (Box::new(Scalar::Negate(Box::new(Scalar::Power(a(), 2)))), "-a.powi(2)"),
        (Box::new(Scalar::Apply(Call::Exp, two(Add, a(), b()))), "(a + b).exp()"),
        (Box::new(Scalar::Apply(Call::Softplus, two(Add, a(), b()))), "softplus(a + b)"),
        (Box::new(Scalar::Negate(Box::new(Scalar::Cast(Integer::Name("i".to_owned()))))), "-(i as f64)"),
    ];
    for (scalar, text) in cases {
        assert_eq!(PRINTER.scalar(&scalar, Level::Any), text);
    }
}

#[test]
fn sums_and_loops() {
    let range = |reversed, step| Iteration::Range {
        name: "i".to_owned(),
        from: Integer::Constant(0),
        to: Integer::Length("x".to_owned(), 0, LengthSpelling::Len),
        inclusive: false,
        reversed,
        step,
    };
    let edges = |position: Option<&str>| Iteration::Entries {
        list: "edges".to_owned(),
        names: vec!["a".to_owned(), "b".to_owned()],
        position: position.map(str::to_owned),
    };
    let one = Condition::Compare(Comparison::NotEqual, Integer::Name("a".to_owned()), Integer::Constant(1));
    let sum = |over, filter, prelude| {
        PRINTER.scalar(&Scalar::Sum(Box::new(Sum { over, filter, value: *name("t"), prelude })), Level::Any)
    };
    assert_eq!(sum(range(false, None), None, false), "(0..x.len()).map(|i| t).sum::<f64>()");
    assert_eq!(
        sum(range(true, Some(2)), None, false),
        "(0..x.len()).rev().step_by(2).map(|i| t).sum::<f64>()"
    );
    assert_eq!(sum(range(false, None), None, true), "sum(0..x.len(), |i| t)");
    assert_eq!(
        sum(edges(Some("e")), Some(one), false),
        "edges.iter().enumerate().filter(|&(e, &(a, b))| a != 1).map(|(e, &(a, b))| t).sum::<f64>()"
    );
}

#[test]
fn arrays() {
    let array = |text: &str| Box::new(Vector::Name(text.to_owned()));
    let product = Vector::Binary(Operator::Multiply, array("x"), array("h"));
    let nested = Vector::Product(array("w"), Box::new(product.clone()));
    let sum = Vector::Binary(Operator::Add, Box::new(nested), array("b"));
    assert_eq!(PRINTER.vector(&sum, Level::Any), "w.dot(&(&x * &h)) + &b");
    assert_eq!(PRINTER.scalar(&Scalar::Total(Box::new(product)), Level::Any), "(&x * &h).sum()");
}
