//! Expressions, terms and atoms.

use super::names::Scope;
use super::*;

impl Scope<'_> {
    /// A sum of terms; `0` if there is none.
    pub fn expr(&self, expr: &Expr) -> String {
        if expr.is_zero() {
            return "0".to_owned();
        }
        let mut scope = self.clone();
        scope.bind_free(expr);
        let terms = expr.terms.iter().enumerate().map(|(place, term)| scope.signed_term(term, place == 0));
        terms.collect::<Vec<_>>().join(" ")
    }

    /// `− Σ_{i<n} h[i]·x[i]`; the first term has no plus sign and no space behind its minus sign.
    pub(super) fn signed_term(&self, term: &Term, first: bool) -> String {
        let sign = match (term.coefficient < 0.0, first) {
            (true, true) => "−",
            (true, false) => "− ",
            (false, true) => "",
            (false, false) => "+ ",
        };
        format!("{sign}{}", self.term(term))
    }

    /// The term without its sign.
    fn term(&self, term: &Term) -> String {
        let mut scope = self.clone();
        scope.bind_free(&Expr::from(term.clone()));
        let mut sums = String::new();
        for binder in &term.binders {
            // the bounds of a binder do not see the binder
            scope.bind(&binder.variable);
            sums += &format!("Σ_{{{}}} ", scope.range(binder));
        }
        let mut factors: Vec<String> = term.guards.iter().map(|guard| scope.guard(guard)).collect();
        factors.extend(term.factors.iter().map(|factor| scope.factor(factor)));
        let size = term.coefficient.abs();
        let number = number(size);
        match (factors.is_empty(), sums.is_empty(), size == 1.0) {
            (true, ..) => format!("{sums}{number}"),
            (false, _, true) => format!("{sums}{}", factors.join("·")),
            (false, true, false) => format!("{number}·{}", factors.join("·")),
            (false, false, false) => format!("{number}·{sums}{}", factors.join("·")),
        }
    }

    fn factor(&self, factor: &Factor) -> String {
        if let Atom::Apply { operator: Operator::Recip, order: 0, argument } = &factor.atom {
            return format!("{}⁻{}", self.base(argument), superscript(factor.power));
        }
        let text = self.atom(&factor.atom);
        if factor.power == 1 {
            return text;
        }
        let whole = match &factor.atom {
            Atom::Read(..) | Atom::Change { .. } | Atom::Integer(_) => true,
            // `ln cosh(u)²` would square the cosh
            Atom::Apply { operator, .. } => !matches!(operator, Operator::LnCosh | Operator::Power(_)),
        };
        if whole {
            format!("{text}{}", superscript(factor.power))
        } else {
            format!("({text}){}", superscript(factor.power))
        }
    }

    fn atom(&self, atom: &Atom) -> String {
        match atom {
            Atom::Read(source, indices) => {
                let name = match source {
                    Source::Array(id) => self.notation.array_name(*id),
                    Source::Let(id) => self.notation.let_name(*id),
                };
                if indices.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name}[{}]", self.indices(indices))
                }
            }
            Atom::Apply { operator, order, argument } => {
                self.applied(*operator, *order, &self.expr(argument), &self.base(argument))
            }
            Atom::Change { operator, order, at, by } => {
                let sum = at.clone().plus(by.clone());
                let after = self.applied(*operator, *order, &self.expr(&sum), &self.base(&sum));
                let before = self.applied(*operator, *order, &self.expr(at), &self.base(at));
                format!("({after} − {before})")
            }
            Atom::Integer(form) => self.index_factor(form),
        }
    }

    /// A function at an argument, given bare and as a base of powers.
    fn applied(&self, operator: Operator, order: u8, argument: &str, base: &str) -> String {
        let primes = ["", "′", "″", "‴"].get(order as usize).copied().unwrap_or("⁗");
        let name = match (operator, order) {
            (Operator::Ln1p, 0) => return format!("ln(1 + {argument})"),
            (Operator::ExpM1, 0) => return format!("(exp({argument}) − 1)"),
            (Operator::Sqrt, 0) => return format!("√({argument})"),
            (Operator::Abs, 0) => return format!("|{argument}|"),
            (Operator::Relu, 0) => return format!("max(0, {argument})"),
            (Operator::Step, 0) => return format!("[{argument} > 0]"),
            (Operator::Forbid, 0) => return format!("∞·{base}"),
            (Operator::Recip, 0) => return format!("{base}⁻¹"),
            (Operator::Power(Number(a)), 0) => return format!("{base}^{}", signed_number(a)),
            (Operator::Sigmoid, _) => "σ",
            (Operator::LnCosh, 0) => "ln cosh",
            (Operator::LnBesselI0, 0) => return format!("ln I₀(√({argument}))"),
            (Operator::LnGamma, 0) => "ln Γ",
            // ψ is the slope of ln Γ
            (Operator::LnGamma, 1) => return format!("ψ({argument})"),
            (Operator::LnGamma, 2) => return format!("ψ′({argument})"),
            (Operator::LnGamma, _) => return format!("ψ″({argument})"),
            (operator, _) => operator.name(),
        };
        format!("{name}{primes}({argument})")
    }

    /// The expression as the base of a power: in parentheses unless it is one read.
    fn base(&self, expr: &Expr) -> String {
        let text = self.expr(expr);
        let single = expr.terms.len() == 1
            && expr.terms[0].coefficient == 1.0
            && expr.terms[0].binders.is_empty()
            && expr.terms[0].guards.is_empty()
            && matches!(&expr.terms[0].factors[..], [Factor { atom: Atom::Read(..), power: 1 }]);
        if single { text } else { format!("({text})") }
    }
}

/// A number as short as it can be said without loss.
fn number(value: f64) -> String {
    if value == f64::INFINITY {
        "∞".to_owned()
    } else if value != 0.0 && !(1e-5..1e16).contains(&value) {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}

fn signed_number(value: f64) -> String {
    if value < 0.0 { format!("(−{})", number(-value)) } else { number(value) }
}

fn superscript(power: u32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    power.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
