//! −ln p(x_s | the rest) at continuous sites whose law has a closed normaliser.
//!
//! With −E = Σ_b c_b·b(u) + …, u the value of the site (see `law`), and a = −2c₂ the precision:
//!
//! ```text
//! normal                 ½(au − c₁)²/a + ½ ln(2π/a)
//! exponential            λu − ln λ                                        λ = −c₁
//! gamma                  λu − c ln u + ln Γ(k) − k ln λ                   λ = −c₁, k = c + 1
//! beta                   −c ln u − d ln(1 − u) + ln Γ(c + 1) + ln Γ(d + 1) − ln Γ(c + d + 2)
//! von Mises              −c cos u − d sin u + ln I₀(√(c² + d²)) + ln 2π
//! uniform                ln of the length of the domain
//! exponential on (a, b)  −c₁t + ln((exp(c₁l) − 1)/c₁)                     t = u − a, l = b − a
//! normal on (0, ∞)       ½au² − c₁u + M(c₁/√a) − ½ ln a                   M: the operator `LnMills`
//! normal on (a, b)       see `truncated_normal`
//! ```
//!
//! Coefficients are lets over the sites, so that the parameter gradient is one reverse pass. Where a precision, a rate or
//! a shape is not positive, p(x_s | the rest) does not exist and the value is not a number.

use super::difference::Site;
use super::family::Family;
use super::law;
use super::missing::Missing;
use super::rewrite::{as_indices, fresh_axes};
use super::sites::{each_over_all_sites, named_over_sites, summed_over};
use crate::ir::{
    ArrayId, Atom, Basis, Domain, Expr, Factor, LetId, Number, Operator, Program, Role, Source, Term,
};
use std::f64::consts::PI;

/// The visible arrays of continuous sites.
pub(super) fn arrays(program: &Program) -> Vec<ArrayId> {
    program.arrays_where(|array| matches!(&array.role, Role::Visible(domain) if !domain.is_discrete()))
}

/// −Σ_s ln p(x_s | the rest) over the sites of a continuous array, `result` being `energy` with lets added behind.
///
/// # Errors
/// The array has no law, no family or no closed normaliser.
///
/// # References
/// Besag (1975), Statistical analysis of non-lattice data; Chen, Witten & Shojaie (2015), Selection and estimation for
/// mixed graphical models, for exponential families of continuous sites.
pub(super) fn continuous_part(
    result: &mut Program,
    energy: &Program,
    array: ArrayId,
) -> Result<Expr, Missing> {
    let site = Site::new(result, array);
    let first = result.lets.len();
    let inputs = std::mem::replace(&mut result.inputs, site.at.clone());
    let found = law::append(result, &site, energy.value(), energy.lets.len());
    let (functions, coefficients): (Vec<Basis>, Vec<Expr>) = match found {
        Ok(law) => law.into_iter().unzip(),
        Err(missing) => {
            result.inputs = inputs;
            return Err(missing);
        }
    };
    let coefficients = each_over_all_sites(result, first, &site, &coefficients);
    result.inputs = inputs;
    let declared = result.array(array);
    let name = declared.name.clone();
    let Some(domain) = declared.role.domain().cloned() else {
        return Err(Missing::everywhere(format!("`{name}` holds no sites")));
    };
    let Some(family) = Family::of(&domain, &functions) else {
        return Err(Missing::everywhere(without_family(&name, &domain, &functions)));
    };
    let at = Site { array, at: fresh_axes(&site.at, &result.fresh) };
    let mut local = Local { program: result, name, site: at, coefficients: Vec::new() };
    for (function, coefficient) in functions.into_iter().zip(coefficients) {
        let renamed = local.renamed(&site, &coefficient);
        let read = local.named(coefficient_name(family, function), renamed);
        local.coefficients.push((function, read));
    }
    let summand = local.conditional(family, &domain)?;
    Ok(summed_over(&summand, &local.site.at))
}

/// Why a law that exists is none of the families.
fn without_family(name: &str, domain: &Domain, functions: &[Basis]) -> String {
    let written: Vec<String> = functions.iter().map(|function| function.formula(name)).collect();
    let improper = match domain {
        Domain::Real => functions.iter().all(|f| *f == Basis::Linear),
        Domain::Positive => functions.iter().all(|f| *f == Basis::Ln),
        _ => false,
    };
    match (improper, &written[..]) {
        (true, []) => format!("the energy does not depend on `{name}`, so that it has no distribution"),
        (true, _) => format!(
            "the energy is linear in {}, so that nothing keeps `{name}` from running away",
            written.join(" and ")
        ),
        (false, _) => format!(
            "the conditional of `{name}` ({}) is linear in {}, which is no family with a known normaliser",
            domain.word(),
            written.join(", ")
        ),
    }
}

fn coefficient_name(family: Family, function: Basis) -> &'static str {
    match (family, function) {
        (Family::Normal | Family::TruncatedNormal, Basis::Square) => "minus_half_precision",
        (Family::Exponential | Family::Gamma, Basis::Linear) => "minus_rate",
        (_, Basis::Cos) => "east",
        (_, Basis::Sin) => "north",
        (_, Basis::Ln) => "weight_of_ln",
        (_, Basis::LnOneMinus) => "weight_of_ln_one_minus",
        _ => "pull",
    }
}

/// One site of an array, given by variables, in a program to which lets over the sites are added.
struct Local<'a> {
    program: &'a mut Program,
    name: String,
    site: Site,
    /// Reads of lets.
    coefficients: Vec<(Basis, Expr)>,
}

impl Local<'_> {
    /// An expression in the variables of another site, in those of this one.
    fn renamed(&self, from: &Site, value: &Expr) -> Expr {
        let here = as_indices(&self.site.at);
        let values: Vec<_> = from.at.iter().map(|(v, _)| v.clone()).zip(here).collect();
        super::rewrite::substitute(value, &values)
    }

    /// The value as a read of a let over the sites.
    fn named(&mut self, what: &str, value: Expr) -> Expr {
        let name = format!("{what}_{}", self.name);
        let id: LetId = named_over_sites(self.program, name, &self.site, &value);
        Expr::read_let(id, as_indices(&self.site.at))
    }

    /// A coefficient; zero where there is none.
    fn coefficient(&self, function: Basis) -> Expr {
        let found = self.coefficients.iter().find(|(own, _)| *own == function);
        found.map(|(_, read)| read.clone()).unwrap_or_default()
    }

    fn product(&self, a: &Expr, b: &Expr) -> Expr {
        a.times(b, &self.program.fresh)
    }

    /// u
    fn value(&self) -> Expr {
        self.site.value()
    }

    /// −Σ_b c_b·b(u)
    fn energy(&self) -> Expr {
        let of = |function: &Basis| {
            let u = || self.value();
            match function {
                Basis::Linear => u(),
                Basis::Square => power(u(), 2),
                Basis::Cube => power(u(), 3),
                Basis::Fourth => power(u(), 4),
                Basis::Ln => Expr::apply(Operator::Ln, u()),
                Basis::LnOneMinus => Expr::apply(Operator::Ln1p, u().scaled(-1.0)),
                Basis::Cos => Expr::apply(Operator::Cos, u()),
                Basis::Sin => Expr::apply(Operator::Sin, u()),
            }
        };
        let terms = self.coefficients.iter().map(|(function, c)| self.product(c, &of(function)));
        terms.fold(Expr::zero(), Expr::plus).scaled(-1.0)
    }

    /// −ln p(u | the rest)
    fn conditional(&mut self, family: Family, domain: &Domain) -> Result<Expr, Missing> {
        let normaliser = match family {
            Family::Normal => return Ok(self.normal()),
            Family::TruncatedNormal => match bounds(domain) {
                Some((low, high)) => return Ok(self.truncated_normal(low, high)),
                None => self.half_normal(),
            },
            // counts are summed over, not integrated
            Family::Quartic | Family::Poisson | Family::Geometric => {
                return Err(Missing::everywhere(format!(
                    "the conditional of `{}` is the {}, whose normaliser has no closed form",
                    self.name,
                    family.name()
                )));
            }
            Family::Exponential => self.minus_ln_rate(),
            Family::Gamma => {
                let shape = Expr::number(1.0).plus(self.coefficient(Basis::Ln));
                let shape = self.named("shape", shape);
                let rate = self.minus_ln_rate();
                Expr::apply(Operator::LnGamma, shape.clone()).plus(self.product(&shape, &rate))
            }
            Family::Beta => self.beta(),
            Family::VonMises => {
                let squares = [Basis::Cos, Basis::Sin].map(|function| power(self.coefficient(function), 2));
                let squared = squares.into_iter().fold(Expr::zero(), Expr::plus);
                let squared = self.named("squared_concentration", squared);
                Expr::apply(Operator::LnBesselI0, squared).plus(Expr::number((2.0 * PI).ln()))
            }
            Family::Uniform => {
                let length = bounds(domain).map_or(2.0 * PI, |(low, high)| high - low);
                Expr::number(length.ln())
            }
            Family::TruncatedExponential => {
                let (low, high) = bounds(domain).unwrap_or((0.0, 1.0));
                let length = high - low;
                let pull = self.coefficient(Basis::Linear);
                let over = Expr::apply(Operator::LnExpM1Over, pull.scaled(length));
                pull.scaled(low).plus(over).plus(Expr::number(length.ln()))
            }
        };
        Ok(self.energy().plus(normaliser))
    }

    /// −ln λ
    fn minus_ln_rate(&mut self) -> Expr {
        let rate = self.coefficient(Basis::Linear).scaled(-1.0);
        Expr::apply(Operator::Ln, rate).scaled(-1.0)
    }

    fn beta(&mut self) -> Expr {
        let [a, b] = [Basis::Ln, Basis::LnOneMinus].map(|f| Expr::number(1.0).plus(self.coefficient(f)));
        let a = self.named("first_shape", a);
        let b = self.named("second_shape", b);
        let ln_gamma = |shape: Expr| Expr::apply(Operator::LnGamma, shape);
        ln_gamma(a.clone()).plus(ln_gamma(b.clone())).plus(ln_gamma(a.plus(b)).scaled(-1.0))
    }

    fn precision(&mut self) -> Expr {
        let precision = self.coefficient(Basis::Square).scaled(-2.0);
        self.named("precision", precision)
    }

    /// ½(au − c₁)²/a + ½ ln(2π/a): the square is that of the slope of the energy, so that no two large terms cancel.
    fn normal(&mut self) -> Expr {
        let precision = self.precision();
        let slope =
            self.product(&precision, &self.value()).plus(self.coefficient(Basis::Linear).scaled(-1.0));
        let slope = self.named("slope", slope);
        let quadratic = self.product(&power(slope, 2), &Expr::apply(Operator::Recip, precision.clone()));
        quadratic
            .scaled(0.5)
            .plus(Expr::apply(Operator::Ln, precision).scaled(-0.5))
            .plus(Expr::number(0.5 * (2.0 * PI).ln()))
    }

    /// ln ∫₀^∞ exp(c₁u − ½au²) du = M(c₁/√a) − ½ ln a
    fn half_normal(&mut self) -> Expr {
        let precision = self.precision();
        let pull = self.coefficient(Basis::Linear);
        let standard = self.standardised(&pull, &precision);
        Expr::apply(Operator::LnMills, standard).plus(Expr::apply(Operator::Ln, precision).scaled(-0.5))
    }

    /// c/√a
    fn standardised(&self, c: &Expr, precision: &Expr) -> Expr {
        self.product(c, &Expr::apply(Operator::Power(Number(-0.5)), precision.clone()))
    }

    /// −ln p on (low, high), for a > 0. With t = u − low, l = high − low and g = c₁ − a·low, the slope of −E at the lower
    /// end:
    ///
    /// −gt + ½at² + ln ∫₀ˡ exp(gτ − ½aτ²) dτ
    ///
    /// The integral is taken from the end nearer to the mode, where the slope is g′ = min(g, al − g); from the upper
    /// one it has the factor exp(gl − ½al²). It is ∫₀^∞ less the part beyond l; with z = g′/√a, w = z − √a·l:
    ///
    /// ln ∫₀ˡ exp(g′τ − ½aτ²) dτ = M(z) − ½ ln a + ln(1 − e⁻ᵈ),   d = M(z) − M(w) − g′l + ½al² > 0,
    ///
    /// and ln(1 − e⁻ᵈ) = ln d + ln((e⁻ᵈ − 1)/(−d)). From the nearer end, the part beyond is at most half.
    fn truncated_normal(&mut self, low: f64, high: f64) -> Expr {
        let length = high - low;
        let precision = self.precision();
        let slope = self.coefficient(Basis::Linear).plus(precision.scaled(-low));
        let slope = self.named("slope_at_the_lower_end", slope);
        // 2g − al > 0: the mode is nearer to the upper end
        let beyond = slope.scaled(2.0).plus(precision.scaled(-length));
        let beyond = self.named("beyond_the_middle", Expr::apply(Operator::Relu, beyond));
        let inner = self.named("slope_at_the_nearer_end", slope.clone().plus(beyond.scaled(-1.0)));
        let near = self.standardised(&inner, &precision);
        let near = self.named("nearer_end", near);
        let root = Expr::apply(Operator::Sqrt, precision.clone());
        let far = near.clone().plus(root.scaled(-length));
        let mills = |end: Expr| Expr::apply(Operator::LnMills, end);
        let whole = self.named("half_line", mills(near));
        let decay = whole
            .clone()
            .plus(mills(far).scaled(-1.0))
            .plus(inner.scaled(-length))
            .plus(precision.scaled(0.5 * length * length));
        let decay = self.named("decay", decay);

        let t = self.value().plus(Expr::number(-low));
        let t = self.named("from_the_lower_end", t);
        self.product(&slope, &t)
            .scaled(-1.0)
            .plus(self.product(&precision, &power(t, 2)).scaled(0.5))
            .plus(beyond.scaled(0.5 * length))
            .plus(whole)
            .plus(Expr::apply(Operator::Ln, precision).scaled(-0.5))
            .plus(Expr::apply(Operator::Ln, decay.clone()))
            .plus(Expr::apply(Operator::LnExpM1Over, decay.scaled(-1.0)))
    }
}

/// The ends of a bounded domain.
fn bounds(domain: &Domain) -> Option<(f64, f64)> {
    match domain {
        Domain::Unit => Some((0.0, 1.0)),
        Domain::Interval(Number(low), Number(high)) => Some((*low, *high)),
        _ => None,
    }
}

/// A power of a read; zero stays zero.
fn power(base: Expr, power: u32) -> Expr {
    let one = |term: Term| {
        debug_assert!(matches!(
            &term.factors[..],
            [Factor { atom: Atom::Read(Source::Array(_) | Source::Let(_), _), power: 1 }]
        ));
        let factors = term.factors.into_iter().map(|factor| Factor { power, ..factor }).collect();
        Term { coefficient: term.coefficient.powi(power as i32), factors, ..Term::number(1.0) }
    };
    Expr { terms: base.terms.into_iter().map(one).collect() }
}
