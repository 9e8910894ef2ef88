//! Numbers, integers, conditions, arrays and what loops run over.

use super::*;

impl Printer {
    pub(super) fn scalar(&self, scalar: &Scalar, level: Level) -> String {
        match scalar {
            Scalar::Number(value) => format!("{value:?}"),
            Scalar::Name(name) => name.clone(),
            Scalar::Read(name, indices) => {
                let indices: Vec<String> = indices.iter().map(|i| self.integer(i, Level::Any)).collect();
                match &indices[..] {
                    [one] => format!("{name}[{one}]"),
                    many => format!("{name}[[{}]]", many.join(", ")),
                }
            }
            Scalar::Negate(a) => at(level, Level::Unary, format!("-{}", self.scalar(a, Level::Unary))),
            Scalar::Binary(operator, a, b) => {
                let (own, right) = operator.levels();
                let text = format!("{} {} {}", self.scalar(a, own), operator.symbol(), self.scalar(b, right));
                at(level, own, text)
            }
            Scalar::Power(a, power) => format!("{}.powi({power})", self.scalar(a, Level::Postfix)),
            Scalar::RealPower(a, power) => format!("{}.powf({power:?})", self.scalar(a, Level::Postfix)),
            Scalar::Apply(call, a) if call.is_method() => {
                format!("{}.{}()", self.scalar(a, Level::Postfix), call.name())
            }
            Scalar::Apply(call, a) => format!("{}({})", call.name(), self.scalar(a, Level::Any)),
            Scalar::Max(a, b) => {
                format!("{}.max({})", self.scalar(a, Level::Postfix), self.scalar(b, Level::Any))
            }
            Scalar::Min(a, b) => {
                format!("{}.min({})", self.scalar(a, Level::Postfix), self.scalar(b, Level::Any))
            }
            // behind a minus sign, `-i as f64` would negate the integer
            Scalar::Cast(integer) => {
                let text = format!("{} as {}", self.integer(integer, Level::Unary), self.float);
                at(level, Level::Product, text)
            }
            Scalar::Choose(condition, a, b) => {
                let (a, b) = (self.scalar(a, Level::Any), self.scalar(b, Level::Any));
                at(level, Level::Any, format!("if {} {{ {a} }} else {{ {b} }}", self.condition(condition)))
            }
            Scalar::Sum(sum) => self.sum(sum),
            Scalar::LogSumExp(sum) => {
                let (pattern, values) = self.iteration(&sum.over);
                format!("log_sum_exp(({values}).map(|{pattern}| {}))", self.scalar(&sum.value, Level::Any))
            }
            Scalar::Helper(name, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|a| self.scalar(a, Level::Any)).collect();
                format!("{name}({})", arguments.join(", "))
            }
            Scalar::Dot(a, b) => {
                format!("{}.dot({})", self.vector(a, Level::Postfix), self.borrowed(b, Level::Any))
            }
            Scalar::Total(a) => format!("{}.sum()", self.vector(a, Level::Postfix)),
        }
    }

    fn sum(&self, sum: &Sum) -> String {
        let (pattern, values) = self.iteration(&sum.over);
        let value = self.scalar(&sum.value, Level::Any);
        if sum.prelude {
            return format!("sum({values}, |{pattern}| {value})");
        }
        // a range needs parentheses before a dot, and a list has to say `iter`
        let values = match &sum.over {
            Iteration::Range { reversed: false, step: None, .. } => format!("({values})"),
            Iteration::Entries { .. } if !values.contains(".iter()") => format!("{values}.iter()"),
            _ => values,
        };
        let filter = match &sum.filter {
            Some(filter) => format!(".filter(|&{pattern}| {})", self.condition(filter)),
            None => String::new(),
        };
        format!("{values}{filter}.map(|{pattern}| {value}).sum::<{}>()", self.float)
    }

    /// The pattern and the values of a loop.
    pub(super) fn iteration(&self, over: &Iteration) -> (String, String) {
        match over {
            Iteration::Range { name, from, to, inclusive, reversed, step } => {
                let dots = if *inclusive { "..=" } else { ".." };
                let range =
                    format!("{}{dots}{}", self.integer(from, Level::Sum), self.integer(to, Level::Sum));
                let range = match (reversed, step) {
                    (false, None) => range,
                    (true, None) => format!("({range}).rev()"),
                    (false, Some(step)) => format!("({range}).step_by({step})"),
                    (true, Some(step)) => format!("({range}).rev().step_by({step})"),
                };
                (name.clone(), range)
            }
            Iteration::Entries { list, names, position } => {
                let entry = match &names[..] {
                    [one] => format!("&{one}"),
                    many => format!("&({})", many.join(", ")),
                };
                match position {
                    Some(place) => (format!("({place}, {entry})"), format!("{list}.iter().enumerate()")),
                    None => (entry, format!("{list}.iter()")),
                }
            }
            Iteration::Values { arrays, names, position } => {
                let (pattern, values) = match (&names[..], &arrays[..]) {
                    ([a, b], [x, y]) => (format!("(&{a}, &{b})"), format!("{x}.iter().zip({y}.iter())")),
                    _ => (format!("&{}", names[0]), format!("{}.iter()", arrays[0])),
                };
                match position {
                    Some(place) => (format!("({place}, {pattern})"), format!("{values}.enumerate()")),
                    None => (pattern, values),
                }
            }
        }
    }

    pub(super) fn integer(&self, integer: &Integer, level: Level) -> String {
        let pair = |symbol: &str, own: Level, right: Level, a: &Integer, b: &Integer| {
            at(level, own, format!("{} {symbol} {}", self.integer(a, own), self.integer(b, right)))
        };
        match integer {
            Integer::Constant(value) => value.to_string(),
            Integer::Name(name) => name.clone(),
            Integer::Length(array, axis, spelling) => match (spelling, axis) {
                (LengthSpelling::Len, _) => format!("{array}.len()"),
                (LengthSpelling::Named, 0) => format!("{array}.nrows()"),
                (LengthSpelling::Named, _) => format!("{array}.ncols()"),
                (LengthSpelling::Shape, axis) => format!("{array}.shape()[{axis}]"),
                (LengthSpelling::Dim, axis) => format!("{array}.dim().{axis}"),
            },
            Integer::Add(a, b) => pair("+", Level::Sum, Level::Sum, a, b),
            Integer::Subtract(a, b) => pair("-", Level::Sum, Level::Product, a, b),
            Integer::Multiply(a, b) => pair("*", Level::Product, Level::Unary, a, b),
            Integer::Remainder(a, b) => pair("%", Level::Product, Level::Unary, a, b),
            Integer::Divide(a, b) => pair("/", Level::Product, Level::Unary, a, b),
            Integer::Site(name, indices) => self.scalar(&Scalar::Read(name.clone(), indices.clone()), level),
            Integer::Total(name, TotalSpelling::Integers) => format!("{name}.sum()"),
            Integer::Total(name, TotalSpelling::Numbers) => {
                at(level, Level::Product, format!("{name}.sum() as usize"))
            }
            Integer::Total(name, TotalSpelling::Mapped) => {
                format!("{name}.iter().map(|&one| one as usize).sum::<usize>()")
            }
            Integer::Helper(name, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|a| self.integer(a, Level::Any)).collect();
                format!("{name}({})", arguments.join(", "))
            }
            Integer::Entry(list, place, member) => {
                let place = self.integer(place, Level::Any);
                match member {
                    Some(member) => format!("{list}[{place}].{member}"),
                    None => format!("{list}[{place}]"),
                }
            }
        }
    }

    pub(super) fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Compare(comparison, a, b) => {
                let (a, b) = (self.integer(a, Level::Sum), self.integer(b, Level::Sum));
                format!("{a} {} {b}", comparison.symbol())
            }
            Condition::Same { equal, left, right } => {
                let symbol = if *equal { "==" } else { "!=" };
                format!("{} {symbol} {}", self.scalar(left, Level::Sum), self.scalar(right, Level::Sum))
            }
            Condition::And(a, b) => format!("{} && {}", self.condition_part(a), self.condition_part(b)),
            Condition::Or(a, b) => format!("{} || {}", self.condition_part(a), self.condition_part(b)),
            Condition::Not(a) => format!("!({})", self.condition(a)),
        }
    }

    fn condition_part(&self, condition: &Condition) -> String {
        let text = self.condition(condition);
        match condition {
            Condition::And(..) | Condition::Or(..) => format!("({text})"),
            Condition::Compare(..) | Condition::Same { .. } | Condition::Not(_) => text,
        }
    }

    pub(super) fn vector(&self, vector: &Vector, level: Level) -> String {
        match vector {
            Vector::Name(name) => name.clone(),
            Vector::Codes(name) => format!("{name}.mapv(|code| code as {})", self.float),
            Vector::Row(name, index) => format!("{name}.row({})", self.integer(index, Level::Any)),
            Vector::Column(name, index) => format!("{name}.column({})", self.integer(index, Level::Any)),
            Vector::Transposed(name) => format!("{name}.t()"),
            Vector::Product(a, b) => {
                format!("{}.dot({})", self.vector(a, Level::Postfix), self.borrowed(b, Level::Any))
            }
            Vector::Map(a, mapping) => {
                let mapping = match mapping {
                    Mapping::Function(call) => call.name().to_owned(),
                    Mapping::Closure(name, body) => format!("|{name}| {}", self.scalar(body, Level::Any)),
                };
                format!("{}.mapv({mapping})", self.vector(a, Level::Postfix))
            }
            Vector::Binary(operator, a, b) => {
                let (own, right) = operator.levels();
                let text =
                    format!("{} {} {}", self.operand(a, own), operator.symbol(), self.borrowed(b, right));
                at(level, own, text)
            }
            Vector::WithScalar(operator, a, b) => {
                let (own, right) = operator.levels();
                let text =
                    format!("{} {} {}", self.operand(a, own), operator.symbol(), self.scalar(b, right));
                at(level, own, text)
            }
            Vector::Scaled(a, b) => {
                let text = format!("{} * {}", self.scalar(a, Level::Product), self.borrowed(b, Level::Unary));
                at(level, Level::Product, text)
            }
            Vector::Negate(a) => at(level, Level::Unary, format!("-{}", self.operand(a, Level::Unary))),
        }
    }

    /// An array with a `&` before it.
    fn borrowed(&self, vector: &Vector, level: Level) -> String {
        at(level, Level::Unary, format!("&{}", self.vector(vector, Level::Unary)))
    }

    /// The left operand of ndarray's arithmetic: its own arrays by value, views by reference.
    fn operand(&self, vector: &Vector, level: Level) -> String {
        match vector {
            Vector::Name(_) | Vector::Row(..) | Vector::Column(..) | Vector::Transposed(_) => {
                self.borrowed(vector, level)
            }
            _ => self.vector(vector, level),
        }
    }
}

impl Operator {
    fn symbol(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '-',
            Self::Multiply => '*',
            Self::Divide => '/',
        }
    }

    /// How tightly it binds, and what its right operand needs.
    fn levels(self) -> (Level, Level) {
        match self {
            Self::Add => (Level::Sum, Level::Sum),
            Self::Subtract => (Level::Sum, Level::Product),
            Self::Multiply => (Level::Product, Level::Product),
            Self::Divide => (Level::Product, Level::Unary),
        }
    }
}

impl Comparison {
    fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}

impl Call {
    /// Its name in the source.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Ln1p => "ln_1p",
            Self::ExpM1 => "exp_m1",
            Self::Sqrt => "sqrt",
            Self::Abs => "abs",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Tanh => "tanh",
            Self::Recip => "recip",
            Self::Softplus => "softplus",
            Self::Sigmoid => "sigmoid",
            Self::LnCosh => "ln_cosh",
            Self::Square => "square",
        }
    }

    /// Whether it is a method of numbers; the others are functions of the prelude.
    pub fn is_method(self) -> bool {
        !matches!(self, Self::Softplus | Self::Sigmoid | Self::LnCosh | Self::Square)
    }
}
