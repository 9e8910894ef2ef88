//! A function as Rust source, as a user would write it.

mod expression;

use crate::tree::*;
use std::fmt::Write;

impl Function {
    /// The source: attributes, signature, body. It needs `use ebm::prelude::*;` to compile.
    pub fn source(&self) -> String {
        let float = self.float();
        let mut text = format!("#[energy_model]\npub fn {}(\n", self.name);
        for argument in &self.arguments {
            let _ = writeln!(text, "    {},", argument.source(float));
        }
        let _ = writeln!(text, ") -> {float} {{");
        let printer = Printer { float };
        for helper in &self.helpers {
            let _ = writeln!(text, "    {}", printer.helper(helper));
        }
        printer.statements(&self.body, 1, &mut text);
        let _ = writeln!(text, "    {}\n}}", printer.scalar(&self.result, Level::Any));
        text
    }

    /// `f32` or `f64`.
    pub fn float(&self) -> &'static str {
        if self.single { "f32" } else { "f64" }
    }
}

impl Argument {
    /// `#[param(symmetric)] j: ArrayView2<f64>`
    pub fn source(&self, float: &str) -> String {
        let (name, rank) = (&self.name, self.axes.len());
        let numbers = if rank == 0 { float.to_owned() } else { format!("ArrayView{rank}<{float}>") };
        match &self.role {
            Role::Visible(domain) | Role::Latent(domain) => {
                let role = if matches!(self.role, Role::Visible(_)) { "visible" } else { "latent" };
                let sites = if domain.is_integer() { format!("ArrayView{rank}<usize>") } else { numbers };
                format!("#[{role}({})] {name}: {sites}", domain.word(name))
            }
            Role::Given => format!("#[given] {name}: {numbers}"),
            Role::Param(Param { symmetric, zero_diagonal, positive, frozen, shape }) => {
                let words = [
                    (*symmetric, "symmetric"),
                    (*zero_diagonal, "zero_diagonal"),
                    (*positive, "positive"),
                    (*frozen, "frozen"),
                ];
                let mut options: Vec<String> =
                    words.iter().filter(|(is, _)| *is).map(|(_, word)| (*word).to_owned()).collect();
                match shape.as_deref() {
                    None | Some([]) => {}
                    Some([one]) => options.push(format!("shape = {one}")),
                    Some(many) => options.push(format!("shape = ({})", many.join(", "))),
                }
                let options =
                    if options.is_empty() { String::new() } else { format!("({})", options.join(", ")) };
                format!("#[param{options}] {name}: {numbers}")
            }
            Role::Fixed { .. } => format!("#[fixed] {name}: {numbers}"),
            Role::Size(_) => format!("#[fixed] {name}: usize"),
            Role::List { view: true, .. } | Role::States { view: true, .. } => {
                format!("#[fixed] {name}: ArrayView1<usize>")
            }
            Role::States { .. } => format!("#[fixed] {name}: &[usize]"),
            Role::List { below, .. } => {
                let entry = match below.len() {
                    1 => "usize".to_owned(),
                    width => format!("({})", vec!["usize"; width].join(", ")),
                };
                format!("#[fixed] {name}: &[{entry}]")
            }
        }
    }
}

/// How tightly the surroundings bind: what binds less tightly needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Nothing around it.
    Any,
    /// A summand.
    Sum,
    /// A factor.
    Product,
    /// Behind a minus sign or a `&`.
    Unary,
    /// Before a dot.
    Postfix,
}

struct Printer {
    float: &'static str,
}

/// `text`, in parentheses if its surroundings bind more tightly than it does.
fn at(level: Level, own: Level, text: String) -> String {
    if own < level { format!("({text})") } else { text }
}

impl Printer {
    fn helper(&self, helper: &Helper) -> String {
        let (kind, body) = match &helper.body {
            HelperBody::Number(body) => (self.float, self.scalar(body, Level::Any)),
            HelperBody::Integer(body) => ("usize", self.integer(body, Level::Any)),
        };
        let parameters: Vec<String> =
            helper.parameters.iter().map(|parameter| format!("{parameter}: {kind}")).collect();
        format!("fn {}({}) -> {kind} {{ {body} }}", helper.name, parameters.join(", "))
    }

    fn statements(&self, statements: &[Statement], depth: usize, text: &mut String) {
        let indent = "    ".repeat(depth);
        for statement in statements {
            text.push_str(&indent);
            match statement {
                Statement::Let(name, value) => {
                    let _ = writeln!(text, "let {name} = {};", self.scalar(value, Level::Any));
                }
                Statement::Accumulator(name, value) => {
                    let value = self.scalar(value, Level::Any);
                    let _ = writeln!(text, "let mut {name}: {} = {value};", self.float);
                }
                Statement::LetInteger(name, value) => {
                    let _ = writeln!(text, "let {name} = {};", self.integer(value, Level::Any));
                }
                Statement::LetShape(names, array) => {
                    let _ = writeln!(text, "let ({}) = {array}.dim();", names.join(", "));
                }
                Statement::LetArray(name, value) => {
                    let _ = writeln!(text, "let {name} = {};", self.vector(value, Level::Any));
                }
                Statement::Accumulate { name, minus, value } => {
                    let sign = if *minus { '-' } else { '+' };
                    let _ = writeln!(text, "{name} {sign}= {};", self.scalar(value, Level::Any));
                }
                Statement::For(over, body) => {
                    let (pattern, values) = self.iteration(over);
                    let _ = writeln!(text, "for {pattern} in {values} {{");
                    self.statements(body, depth + 1, text);
                    let _ = writeln!(text, "{indent}}}");
                }
                Statement::If(condition, then, otherwise) => {
                    let _ = writeln!(text, "if {} {{", self.condition(condition));
                    self.statements(then, depth + 1, text);
                    if !otherwise.is_empty() {
                        let _ = writeln!(text, "{indent}}} else {{");
                        self.statements(otherwise, depth + 1, text);
                    }
                    let _ = writeln!(text, "{indent}}}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
