//! The surface as text: what messages quote, and what tests and `EBM_DEBUG` print.

use super::{
    BinaryOperator, Block, Expression, ExpressionKind as Kind, Name, NumberType, Pattern, Sign, Statement,
};
use std::fmt::{Display, Formatter, Result};

fn separated<T: Display>(f: &mut Formatter, members: &[T]) -> Result {
    for (position, member) in members.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        write!(f, "{comma}{member}")?;
    }
    Ok(())
}

impl BinaryOperator {
    /// As Rust writes it.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::Remainder => "%",
            BinaryOperator::And => "&&",
            BinaryOperator::Or => "||",
            BinaryOperator::Equal => "==",
            BinaryOperator::NotEqual => "!=",
            BinaryOperator::Less => "<",
            BinaryOperator::LessEqual => "<=",
            BinaryOperator::Greater => ">",
            BinaryOperator::GreaterEqual => ">=",
        }
    }

    /// How tightly it binds; sums bind at 5.
    fn strength(self) -> u8 {
        match self {
            BinaryOperator::Or => 2,
            BinaryOperator::And => 3,
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => 6,
            _ => 4,
        }
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(&self.text)
    }
}

impl Display for Sign {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(match self {
            Sign::Plus => "+",
            Sign::Minus => "-",
        })
    }
}

impl Display for NumberType {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(match self {
            NumberType::Float(float) => float.word(),
            NumberType::Size => "usize",
            NumberType::Integer => "isize",
            NumberType::Inferred => "_",
            NumberType::Mistake(_) => "?",
        })
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Pattern::Name { name, mutable: false } => write!(f, "{name}"),
            Pattern::Name { name, mutable: true } => write!(f, "mut {name}"),
            Pattern::Tuple(members, _) => {
                f.write_str("(")?;
                separated(f, members)?;
                f.write_str(if members.len() == 1 { ",)" } else { ")" })
            }
            Pattern::Any(_) => f.write_str("_"),
            Pattern::Mistake(_) => f.write_str("?"),
        }
    }
}

impl Expression {
    /// Low for what needs parentheses inside an operator.
    fn strength(&self) -> u8 {
        match &self.kind {
            Kind::Range { .. } | Kind::Closure(_) => 1,
            Kind::Sum(_) => 5,
            Kind::Binary(operator, ..) => operator.strength(),
            Kind::Cast(..) => 7,
            Kind::Negate(_) | Kind::Not(_) => 8,
            _ => 9,
        }
    }

    fn within(&self, f: &mut Formatter, least: u8) -> Result {
        if self.strength() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match &self.kind {
            Kind::Number(value) => write!(f, "{value:?}"),
            Kind::Integer(value) => write!(f, "{value}"),
            Kind::Bool(value) => write!(f, "{value}"),
            Kind::Name(name) => f.write_str(name),
            Kind::Path(names) => {
                f.write_str(&names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("::"))
            }
            Kind::Sum(members) => {
                for (position, (sign, member)) in members.iter().enumerate() {
                    if position > 0 {
                        write!(f, " {sign} ")?;
                    }
                    member.within(f, if position == 0 { 5 } else { 6 })?;
                }
                Ok(())
            }
            Kind::Binary(operator, left, right) => {
                left.within(f, operator.strength())?;
                write!(f, " {} ", operator.symbol())?;
                right.within(f, operator.strength() + 1)
            }
            Kind::Negate(operand) => {
                f.write_str("-")?;
                operand.within(f, 8)
            }
            Kind::Not(operand) => {
                f.write_str("!")?;
                operand.within(f, 8)
            }
            Kind::Call(call) => {
                call.function.within(f, 9)?;
                f.write_str("(")?;
                separated(f, &call.arguments)?;
                f.write_str(")")
            }
            Kind::Method(method) => {
                method.receiver.within(f, 9)?;
                write!(f, ".{}", method.name)?;
                if let Some(number) = method.number {
                    write!(f, "::<{number}>")?;
                }
                f.write_str("(")?;
                separated(f, &method.arguments)?;
                f.write_str(")")
            }
            Kind::Index(base, indices) => {
                base.within(f, 9)?;
                f.write_str(if indices.len() == 1 { "[" } else { "[[" })?;
                separated(f, indices)?;
                f.write_str(if indices.len() == 1 { "]" } else { "]]" })
            }
            Kind::Field(base, member) => {
                base.within(f, 9)?;
                write!(f, ".{member}")
            }
            Kind::Tuple(members) => {
                f.write_str("(")?;
                separated(f, members)?;
                f.write_str(if members.len() == 1 { ",)" } else { ")" })
            }
            Kind::List(members) => {
                f.write_str("[")?;
                separated(f, members)?;
                f.write_str("]")
            }
            Kind::Cast(operand, number) => {
                operand.within(f, 7)?;
                write!(f, " as {number}")
            }
            Kind::Range { from, to, inclusive } => {
                if let Some(from) = from {
                    from.within(f, 2)?;
                }
                f.write_str(if *inclusive { "..=" } else { ".." })?;
                to.as_ref().map_or(Ok(()), |to| to.within(f, 2))
            }
            Kind::Closure(closure) => {
                f.write_str("|")?;
                separated(f, &closure.parameters)?;
                write!(f, "| {}", closure.body)
            }
            Kind::If(choice) => {
                write!(f, "if {} {}", choice.condition, choice.then)?;
                choice.otherwise.as_ref().map_or(Ok(()), |branch| write!(f, " else {branch}"))
            }
            Kind::Block(block) => write!(f, "{block}"),
            Kind::Mistake(_) => f.write_str("?"),
        }
    }
}

impl Display for Block {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("{ ")?;
        for statement in &self.statements {
            write!(f, "{statement} ")?;
        }
        if let Some(value) = &self.value {
            write!(f, "{value} ")?;
        }
        f.write_str("}")
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Statement::Let(binding) => write!(f, "let {} = {};", binding.pattern, binding.value),
            Statement::Constant(binding) => write!(f, "const {}: _ = {};", binding.pattern, binding.value),
            Statement::Accumulate(step) => write!(f, "{} {}= {};", step.target, step.sign, step.value),
            Statement::For(each) => write!(f, "for {} in {} {}", each.pattern, each.iterator, each.body),
            Statement::Expression(expression) => write!(f, "{expression};"),
            Statement::Function(function) => {
                write!(f, "fn {}(", function.name)?;
                separated(f, &function.parameters)?;
                write!(f, ") {}", function.body)
            }
            Statement::Import(name, path) => {
                let path: Vec<&str> = path.iter().map(|name| name.text.as_str()).collect();
                write!(f, "use {} as {name};", path.join("::"))
            }
            Statement::Mistake(_) => f.write_str("?;"),
        }
    }
}
