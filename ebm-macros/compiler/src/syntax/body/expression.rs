//! Expressions, one arm for each kind.

use super::Reader;
use crate::errors::{Place, body, source};
use crate::syntax::types::parse_number_type;
use crate::syntax::{Call, Closure, Expression, ExpressionKind as Kind, Method, Name, NumberType};
use proc_macro2::extra::DelimSpan;
use syn::{
    Expr, ExprClosure, ExprMethodCall, ExprPath, GenericArgument, Lit, Member, RangeLimits, Type, UnOp,
};

impl Reader<'_> {
    pub(super) fn expression(&mut self, written: &Expr) -> Expression {
        // The place of a subtree that is too deep is its first token: asking for its end would recurse.
        match self.deeper(|| shallow_place(written), |reader| reader.by_kind(written)) {
            Ok(expression) => expression,
            Err(mistake) => self.mistake(mistake),
        }
    }

    fn list<'a>(&mut self, written: impl IntoIterator<Item = &'a Expr>) -> Vec<Expression> {
        written.into_iter().map(|member| self.expression(member)).collect()
    }

    fn boxed(&mut self, written: &Expr) -> Box<Expression> {
        Box::new(self.expression(written))
    }

    fn by_kind(&mut self, written: &Expr) -> Expression {
        match written {
            Expr::Lit(literal) => self.literal(&literal.lit),
            Expr::Path(path) => self.path(path),
            Expr::Paren(inner) => {
                Expression { place: between(&inner.paren_token.span), ..self.expression(&inner.expr) }
            }
            Expr::Group(inner) => self.expression(&inner.expr),
            Expr::Reference(inner) => {
                if let Some(token) = &inner.mutability {
                    let place = Place::of(token);
                    return self.mistake(body::outside(
                        place,
                        "`&mut`",
                        "only accumulators change; leave `mut` out",
                    ));
                }
                let operand = self.expression(&inner.expr);
                Expression { place: Place::of(&inner.and_token).to(operand.place), kind: operand.kind }
            }
            Expr::Unary(operation) => self.unary(operation),
            Expr::Binary(operation) => self.binary(operation),
            Expr::Call(call) => {
                let function = self.boxed(&call.func);
                let arguments = self.list(&call.args);
                let place = function.place.to(between(&call.paren_token.span));
                Expression { kind: Kind::Call(Call { function, arguments }), place }
            }
            Expr::MethodCall(call) => self.method(call),
            Expr::Index(index) => {
                let base = self.boxed(&index.expr);
                let place = base.place.to(between(&index.bracket_token.span));
                let index = self.expression(&index.index);
                let indices = match index.kind {
                    Kind::List(indices) | Kind::Tuple(indices) => indices,
                    _ => vec![index],
                };
                Expression { kind: Kind::Index(base, indices), place }
            }
            Expr::Field(field) => {
                let base = self.boxed(&field.base);
                match &field.member {
                    Member::Unnamed(index) => {
                        let place = base.place.to(Place::at(index.span));
                        Expression { kind: Kind::Field(base, index.index as usize), place }
                    }
                    Member::Named(name) => {
                        self.mistake(body::named_field(Place::at(name.span()), &name.to_string()))
                    }
                }
            }
            Expr::Tuple(tuple) => Expression {
                kind: Kind::Tuple(self.list(&tuple.elems)),
                place: between(&tuple.paren_token.span),
            },
            Expr::Array(array) => Expression {
                kind: Kind::List(self.list(&array.elems)),
                place: between(&array.bracket_token.span),
            },
            Expr::Cast(cast) => {
                let operand = self.boxed(&cast.expr);
                let place = operand.place.to(Place::of(&cast.ty));
                Expression { kind: Kind::Cast(operand, self.number_type(&cast.ty)), place }
            }
            Expr::Range(range) => {
                let from = range.start.as_ref().map(|from| self.boxed(from));
                let to = range.end.as_ref().map(|to| self.boxed(to));
                let dots = Place::of(&range.limits);
                let start = from.as_ref().map_or(dots, |from| from.place);
                let end = to.as_ref().map_or(dots, |to| to.place);
                let inclusive = matches!(range.limits, RangeLimits::Closed(_));
                Expression { kind: Kind::Range { from, to, inclusive }, place: start.to(end) }
            }
            Expr::Closure(closure) => self.closure(closure),
            Expr::If(choice) => self.choice(choice),
            Expr::Block(block) if block.label.is_none() => {
                let block = self.braced(&block.block);
                Expression { place: block.place, kind: Kind::Block(block) }
            }
            other => self.outside(other),
        }
    }

    fn literal(&mut self, literal: &Lit) -> Expression {
        let place = Place::at(literal.span());
        let kind = match literal {
            Lit::Float(number) => number.base10_parse::<f64>().ok().map(Kind::Number),
            Lit::Int(number) if matches!(number.suffix(), "f32" | "f64") => {
                number.base10_digits().parse().ok().map(Kind::Number)
            }
            Lit::Int(number) => match number.base10_parse::<i64>() {
                // Products of two indices must not overflow the integer forms either.
                Ok(value) if value <= i64::from(u32::MAX) => Some(Kind::Integer(value)),
                _ => return self.mistake(body::number_too_large(place)),
            },
            Lit::Bool(truth) => Some(Kind::Bool(truth.value)),
            _ => None,
        };
        match kind {
            Some(kind) => Expression { kind, place },
            None => self.mistake(body::literal(place)),
        }
    }

    fn path(&mut self, written: &ExprPath) -> Expression {
        let names: Vec<Name> = written.path.segments.iter().map(|segment| Name::of(&segment.ident)).collect();
        let place = match (names.first(), names.last()) {
            (Some(first), Some(last)) if written.qself.is_none() => first.place.to(last.place),
            _ => return self.mistake(body::outside(Place::of(written), "this path", "write the name alone")),
        };
        match <[Name; 1]>::try_from(names) {
            Ok([name]) => Expression { kind: Kind::Name(name.text), place },
            Err(names) => Expression { kind: Kind::Path(names), place },
        }
    }

    fn unary(&mut self, operation: &syn::ExprUnary) -> Expression {
        let operand = self.expression(&operation.expr);
        let place = Place::of(&operation.op).to(operand.place);
        let kind = match &operation.op {
            UnOp::Neg(_) => Kind::Negate(Box::new(operand)),
            UnOp::Not(_) => Kind::Not(Box::new(operand)),
            _ => operand.kind,
        };
        Expression { kind, place }
    }

    fn method(&mut self, call: &ExprMethodCall) -> Expression {
        let receiver = self.boxed(&call.receiver);
        let arguments = self.list(&call.args);
        let place = receiver.place.to(between(&call.paren_token.span));
        let number = call.turbofish.as_ref().and_then(|turbofish| match turbofish.args.first() {
            // What is no number is left to the check of the method's name.
            Some(GenericArgument::Type(ty)) => parse_number_type(ty),
            _ => None,
        });
        Expression {
            kind: Kind::Method(Method { receiver, name: Name::of(&call.method), number, arguments }),
            place,
        }
    }

    fn closure(&mut self, written: &ExprClosure) -> Expression {
        let start = Place::of(&written.inputs_begin);
        if written.asyncness.is_some() {
            return self.mistake(body::outside(start, "an `async` closure", "leave `async` out"));
        }
        let parameters = written.inputs.iter().map(|input| self.pattern(input)).collect();
        let body = self.boxed(&written.body);
        let place = start.to(body.place);
        Expression { kind: Kind::Closure(Closure { parameters, body }), place }
    }

    fn number_type(&mut self, ty: &Type) -> NumberType {
        match parse_number_type(ty) {
            Some(number) => number,
            None => NumberType::Mistake(self.errors.report(body::cast(Place::of(ty), &source(ty)))),
        }
    }

    /// Rust that is not in the language. What is inside is read all the same, so that mistakes in it are told
    /// too.
    fn outside(&mut self, written: &Expr) -> Expression {
        let first = shallow_place(written);
        let mistake = match written {
            Expr::While(each) => {
                self.expression(&each.cond);
                self.braced(&each.body);
                body::open_loop(first, "while")
            }
            Expr::Loop(each) => {
                self.braced(&each.body);
                body::open_loop(first, "loop")
            }
            Expr::ForLoop(_) => {
                body::outside(first, "a loop as a value", "accumulate with `+=`, or write `sum(0..n, |i| …)`")
            }
            Expr::Match(choice) => {
                self.expression(&choice.expr);
                choice.arms.iter().for_each(|arm| drop(self.expression(&arm.body)));
                body::match_expression(first)
            }
            Expr::Let(_) => body::let_condition(first),
            Expr::Break(_) => body::jump(first, "break"),
            Expr::Continue(_) => body::jump(first, "continue"),
            Expr::Return(_) => body::jump(first, "return"),
            Expr::Try(attempt) => body::jump(Place::of(&attempt.question_token), "?"),
            Expr::Await(wait) => body::jump(Place::of(&wait.await_token), ".await"),
            Expr::Yield(_) => body::jump(first, "yield"),
            Expr::Macro(call) => body::macro_call(Place::of(&call.mac.path), &source(&call.mac.path)),
            Expr::Assign(assignment) => body::not_an_accumulation(Place::of(&assignment.eq_token), "="),
            Expr::Unsafe(_) => body::outside(first, "`unsafe`", "write the block without it"),
            Expr::Async(_) => body::outside(first, "`async`", "write the block without it"),
            Expr::Struct(_) => body::outside(first, "a struct", "use a tuple, or names of their own"),
            Expr::Repeat(_) => {
                body::outside(first, "a repeated list", "use the number itself, which spreads over arrays")
            }
            _ => body::outside(
                first,
                "this expression",
                "write it with loops, sums, arithmetic and the functions of the prelude",
            ),
        };
        self.mistake(mistake)
    }
}

/// From bracket to bracket.
fn between(span: &DelimSpan) -> Place {
    Place { start: span.open(), end: span.close() }
}

/// The first token of an expression, found by going down its left edge.
fn shallow_place(written: &Expr) -> Place {
    let mut rest = written;
    loop {
        rest = match rest {
            Expr::Binary(inner) => &inner.left,
            Expr::MethodCall(inner) => &inner.receiver,
            Expr::Index(inner) => &inner.expr,
            Expr::Field(inner) => &inner.base,
            Expr::Call(inner) => &inner.func,
            Expr::Cast(inner) => &inner.expr,
            Expr::Assign(inner) => &inner.left,
            Expr::Try(inner) => &inner.expr,
            Expr::Await(inner) => &inner.base,
            Expr::Group(inner) => &inner.expr,
            Expr::Range(inner) => match &inner.start {
                Some(start) => start,
                None => return Place::of(&inner.limits),
            },
            Expr::Paren(inner) => return Place::at(inner.paren_token.span.open()),
            Expr::Tuple(inner) => return Place::at(inner.paren_token.span.open()),
            Expr::Array(inner) => return Place::at(inner.bracket_token.span.open()),
            Expr::Block(inner) => return Place::at(inner.block.brace_token.span.open()),
            Expr::Unary(inner) => return Place::of(&inner.op),
            Expr::Reference(inner) => return Place::of(&inner.and_token),
            Expr::Path(inner) => return Place::of(inner),
            Expr::Lit(inner) => return Place::of(inner),
            Expr::While(inner) => return Place::of(&inner.while_token),
            Expr::Loop(inner) => return Place::of(&inner.loop_token),
            Expr::ForLoop(inner) => return Place::of(&inner.for_token),
            Expr::Match(inner) => return Place::of(&inner.match_token),
            Expr::Let(inner) => return Place::of(&inner.let_token),
            Expr::If(inner) => return Place::of(&inner.if_token),
            Expr::Break(inner) => return Place::of(&inner.break_token),
            Expr::Continue(inner) => return Place::of(&inner.continue_token),
            Expr::Return(inner) => return Place::of(&inner.return_token),
            Expr::Yield(inner) => return Place::of(&inner.yield_token),
            Expr::Unsafe(inner) => return Place::of(&inner.unsafe_token),
            Expr::Async(inner) => return Place::of(&inner.async_token),
            Expr::Struct(inner) => return Place::of(&inner.path),
            Expr::Closure(inner) => return Place::of(&inner.inputs_begin),
            Expr::RawAddr(inner) => return Place::of(&inner.and_token),
            Expr::Macro(inner) => return Place::of(&inner.mac.path),
            Expr::Const(inner) => return Place::of(&inner.const_token),
            Expr::TryBlock(inner) => return Place::of(&inner.try_token),
            Expr::Repeat(inner) => return Place::at(inner.bracket_token.span.open()),
            other => return Place::of(other),
        };
    }
}
