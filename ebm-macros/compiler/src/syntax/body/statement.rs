//! Statements and blocks.

use super::Reader;
use crate::errors::{Place, body};
use crate::syntax::{Accumulate, Block, Expression, ExpressionKind, For, If, Let, Name, Sign, Statement};
use syn::{BinOp, Expr, Local, Stmt};

impl Reader<'_> {
    /// The statements between the braces at `place`. A last expression without `;` is the value.
    pub(super) fn block(&mut self, written: &[Stmt], place: Place) -> Block {
        let mut statements = Vec::new();
        let mut value = None;
        for (position, statement) in written.iter().enumerate() {
            match statement {
                Stmt::Local(local) => statements.push(self.binding(local)),
                Stmt::Item(item) => statements.extend(self.item(item)),
                Stmt::Macro(call) => {
                    let name = crate::errors::source(&call.mac.path);
                    let reported = self.errors.report(body::macro_call(Place::of(&call.mac.path), &name));
                    statements.push(Statement::Mistake(reported));
                }
                Stmt::Expr(expression, None) if position + 1 == written.len() && !is_loop(expression) => {
                    value = Some(Box::new(self.expression(expression)));
                }
                Stmt::Expr(expression, _) => statements.push(self.statement(expression)),
            }
        }
        Block { statements, value, place }
    }

    /// The block of a function, of a loop or of a choice.
    pub(super) fn braced(&mut self, written: &syn::Block) -> Block {
        let place = Place { start: written.brace_token.span.open(), end: written.brace_token.span.close() };
        match self.deeper(|| place, |reader| reader.block(&written.stmts, place)) {
            Ok(block) => block,
            Err(mistake) => {
                let reported = self.errors.report(mistake);
                Block { statements: vec![Statement::Mistake(reported)], value: None, place }
            }
        }
    }

    fn binding(&mut self, local: &Local) -> Statement {
        let place = Place::of(&local.pat);
        let Some(init) = &local.init else {
            let reported = self.errors.report(body::let_without_value(place));
            // the name is known from here on, so that its uses are no further mistakes
            let value = Expression { kind: ExpressionKind::Mistake(reported), place };
            return Statement::Let(Let { pattern: self.pattern(&local.pat), value });
        };
        if let Some((token, _)) = &init.diverge {
            return Statement::Mistake(self.errors.report(body::let_else(Place::of(token))));
        }
        let pattern = self.pattern(&local.pat);
        Statement::Let(Let { pattern, value: self.expression(&init.expr) })
    }

    /// An expression whose value is not used.
    fn statement(&mut self, written: &Expr) -> Statement {
        match written {
            Expr::ForLoop(each) => {
                let pattern = self.pattern(&each.pat);
                let iterator = self.expression(&each.expr);
                Statement::For(For { pattern, iterator, body: self.braced(&each.body) })
            }
            Expr::Binary(operation) => match accumulation(&operation.op) {
                Some(Ok(sign)) => self.accumulate(&operation.left, sign, &operation.right),
                Some(Err(symbol)) => {
                    let place = Place::of(&operation.op);
                    Statement::Mistake(self.errors.report(body::not_an_accumulation(place, symbol)))
                }
                None => Statement::Expression(self.expression(written)),
            },
            Expr::Assign(assignment) => {
                let place = Place::of(&assignment.eq_token);
                Statement::Mistake(self.errors.report(body::not_an_accumulation(place, "=")))
            }
            _ => Statement::Expression(self.expression(written)),
        }
    }

    fn accumulate(&mut self, target: &Expr, sign: Sign, value: &Expr) -> Statement {
        let target = self.expression(target);
        let value = self.expression(value);
        match target.kind {
            ExpressionKind::Name(text) => {
                Statement::Accumulate(Accumulate { target: Name { text, place: target.place }, sign, value })
            }
            ExpressionKind::Mistake(reported) => Statement::Mistake(reported),
            _ => Statement::Mistake(self.errors.report(body::accumulator_entry(target.place))),
        }
    }

    pub(super) fn choice(&mut self, written: &syn::ExprIf) -> Expression {
        let start = Place::of(&written.if_token);
        let condition = Box::new(self.expression(&written.cond));
        let then = self.braced(&written.then_branch);
        let otherwise = written.else_branch.as_ref().map(|(_, branch)| Box::new(self.expression(branch)));
        let end = otherwise.as_ref().map_or(then.place, |branch| branch.place);
        Expression { kind: ExpressionKind::If(If { condition, then, otherwise }), place: start.to(end) }
    }
}

/// Loops give no value: at the end of a block they are statements.
fn is_loop(expression: &Expr) -> bool {
    match expression {
        Expr::ForLoop(_) | Expr::Assign(_) => true,
        Expr::Binary(operation) => accumulation(&operation.op).is_some(),
        _ => false,
    }
}

/// `+=` and `-=`, or the symbol of another assignment.
fn accumulation(operator: &BinOp) -> Option<Result<Sign, &'static str>> {
    Some(match operator {
        BinOp::AddAssign(_) => Ok(Sign::Plus),
        BinOp::SubAssign(_) => Ok(Sign::Minus),
        BinOp::MulAssign(_) => Err("*="),
        BinOp::DivAssign(_) => Err("/="),
        BinOp::RemAssign(_) => Err("%="),
        BinOp::BitXorAssign(_) => Err("^="),
        BinOp::BitAndAssign(_) => Err("&="),
        BinOp::BitOrAssign(_) => Err("|="),
        BinOp::ShlAssign(_) => Err("<<="),
        BinOp::ShrAssign(_) => Err(">>="),
        _ => return None,
    })
}
