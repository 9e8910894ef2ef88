//! Chains of binary operators.
//!
//! `a + b − c` is one sum with signed members, so that a long energy written in one expression is wide and
//! not deep; `syn`'s tree of it leans to the left and is walked down in a loop.

use super::Reader;
use crate::errors::{Place, body};
use crate::syntax::{BinaryOperator, Expression, ExpressionKind, Sign};
use syn::{BinOp, Expr, ExprBinary};

impl Reader<'_> {
    pub(super) fn binary(&mut self, written: &ExprBinary) -> Expression {
        if summand_sign(&written.op).is_some() {
            return self.sum(written);
        }
        let Some(operator) = binary_operator(&written.op) else {
            let place = Place::of(&written.op);
            self.expression(&written.left);
            self.expression(&written.right);
            return self.mistake(match &written.op {
                BinOp::BitXor(_) => body::operator(place, "^"),
                BinOp::BitAnd(_) => body::operator(place, "&"),
                BinOp::BitOr(_) => body::operator(place, "|"),
                BinOp::Shl(_) => body::operator(place, "<<"),
                BinOp::Shr(_) => body::operator(place, ">>"),
                _ => {
                    body::outside(place, "an assignment inside an expression", "put it on a line of its own")
                }
            });
        };
        let left = self.expression(&written.left);
        let right = self.expression(&written.right);
        let place = left.place.to(right.place);
        Expression { kind: ExpressionKind::Binary(operator, Box::new(left), Box::new(right)), place }
    }

    fn sum(&mut self, written: &ExprBinary) -> Expression {
        let mut links: Vec<(Sign, &Expr)> = Vec::new();
        let mut rest = written;
        let first = loop {
            let Some(sign) = summand_sign(&rest.op) else { break rest.left.as_ref() };
            links.push((sign, &rest.right));
            match rest.left.as_ref() {
                Expr::Binary(inner) if summand_sign(&inner.op).is_some() => rest = inner,
                other => break other,
            }
        };
        let mut members = vec![(Sign::Plus, self.expression(first))];
        members.extend(links.into_iter().rev().map(|(sign, member)| (sign, self.expression(member))));
        let place = match (members.first(), members.last()) {
            (Some((_, first)), Some((_, last))) => first.place.to(last.place),
            _ => Place::of(&written.op),
        };
        Expression { kind: ExpressionKind::Sum(members), place }
    }
}

fn summand_sign(operator: &BinOp) -> Option<Sign> {
    match operator {
        BinOp::Add(_) => Some(Sign::Plus),
        BinOp::Sub(_) => Some(Sign::Minus),
        _ => None,
    }
}

fn binary_operator(operator: &BinOp) -> Option<BinaryOperator> {
    Some(match operator {
        BinOp::Mul(_) => BinaryOperator::Multiply,
        BinOp::Div(_) => BinaryOperator::Divide,
        BinOp::Rem(_) => BinaryOperator::Remainder,
        BinOp::And(_) => BinaryOperator::And,
        BinOp::Or(_) => BinaryOperator::Or,
        BinOp::Eq(_) => BinaryOperator::Equal,
        BinOp::Ne(_) => BinaryOperator::NotEqual,
        BinOp::Lt(_) => BinaryOperator::Less,
        BinOp::Le(_) => BinaryOperator::LessEqual,
        BinOp::Gt(_) => BinaryOperator::Greater,
        BinOp::Ge(_) => BinaryOperator::GreaterEqual,
        _ => return None,
    })
}
