//! Integer forms, conditions and ranges.

use super::names::Scope;
use super::*;

impl Scope<'_> {
    /// `r·cols + c − 1`: summands with a plus sign first, the constant last in its group.
    pub fn index(&self, form: &Index) -> String {
        let (positive, negative) = parted(form);
        let mut text = String::new();
        for (place, (monomial, coefficient)) in positive.iter().enumerate() {
            text += if place == 0 { "" } else { " + " };
            text += &self.monomial(monomial, *coefficient, positive.len() + negative.len() > 1);
        }
        for (place, (monomial, coefficient)) in negative.iter().enumerate() {
            text += if place == 0 && positive.is_empty() { "−" } else { " − " };
            text += &self.monomial(monomial, *coefficient, true);
        }
        if text.is_empty() { "0".to_owned() } else { text }
    }

    /// The form as a factor: in parentheses unless it is one thing.
    pub(super) fn index_factor(&self, form: &Index) -> String {
        let text = self.index(form);
        let single = matches!(form.as_atom(), Some(atom) if !matches!(atom, IntegerAtom::Remainder(..)))
            || form.as_constant().is_some_and(|c| c >= 0);
        if single { text } else { format!("({text})") }
    }

    fn monomial(&self, monomial: &Monomial, coefficient: i64, in_sum: bool) -> String {
        if monomial.is_empty() {
            return coefficient.to_string();
        }
        let several = in_sum || monomial.len() > 1 || coefficient != 1;
        let mut factors = Vec::new();
        if coefficient != 1 {
            factors.push(coefficient.to_string());
        }
        factors.extend(monomial.iter().map(|atom| match atom {
            IntegerAtom::Remainder(..) if several => format!("({})", self.integer_atom(atom)),
            _ => self.integer_atom(atom),
        }));
        factors.join("·")
    }

    fn integer_atom(&self, atom: &IntegerAtom) -> String {
        match atom {
            IntegerAtom::Variable(variable) => self.variable(variable),
            IntegerAtom::Size(array, axis) => self.notation.size_name(*array, *axis),
            IntegerAtom::Lookup { array, indices, component } => {
                let name = self.notation.array_name(*array);
                let at =
                    if indices.is_empty() { String::new() } else { format!("[{}]", self.indices(indices)) };
                match self.notation.program.arrays.get(array.0).map(|a| &a.role) {
                    Some(Role::Structure { components: 1 }) => format!("{name}{at}"),
                    _ => format!("{name}{at}.{component}"),
                }
            }
            IntegerAtom::Site { array, indices } => {
                format!("{}[{}]", self.notation.array_name(*array), self.indices(indices))
            }
            IntegerAtom::Rounded { definition, indices } => {
                let name = self.notation.let_name(*definition);
                if indices.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name}[{}]", self.indices(indices))
                }
            }
            IntegerAtom::Remainder(a, n) => format!("{} mod {}", self.index_factor(a), self.index_factor(n)),
            IntegerAtom::Quotient(a, n) => format!("⌊{}/{}⌋", self.index_factor(a), self.index_factor(n)),
        }
    }

    pub(super) fn indices(&self, indices: &[Index]) -> String {
        indices.iter().map(|index| self.index(index)).collect::<Vec<_>>().join(", ")
    }

    /// `[r + 1 < rows]`
    pub fn guard(&self, guard: &Guard) -> String {
        let constant = guard.form.constant_part();
        let bare = &guard.form - &Index::constant(constant);
        let (more, less) = parted(&bare);
        let (more, less) = (collected(&more), collected(&less));
        let plus = |side: &Index, c: i64| self.index(&(side + &Index::constant(c)));
        match guard.relation {
            Relation::Zero | Relation::NonZero => {
                let sign = if guard.relation == Relation::Zero { "=" } else { "≠" };
                let (left, right) = (plus(&more, constant.max(0)), plus(&less, (-constant).max(0)));
                let (left, right) = if more.is_zero() { (right, left) } else { (left, right) };
                format!("[{left} {sign} {right}]")
            }
            Relation::NonNegative if less.is_zero() => {
                let bound = self.index(&Index::constant(-constant));
                format!("[{} ≥ {bound}]", self.index(&more))
            }
            Relation::NonNegative if constant < 0 => {
                format!("[{} < {}]", plus(&less, -constant - 1), self.index(&more))
            }
            Relation::NonNegative => format!("[{} ≤ {}]", self.index(&less), plus(&more, constant)),
        }
    }

    /// `i<n`, `s+1≤i<n`, `max(a, b)≤i<min(c, d)`, `e: edges[e].0=s`
    pub fn range(&self, binder: &Binder) -> String {
        let name = self.variable(&binder.variable);
        let tight = |form: &Index| self.index(form).replace(" + ", "+").replace(" − ", "−");
        let list = |forms: &[Index], word: &str| match forms {
            [] => String::new(),
            [one] => tight(one),
            many => format!("{word}({})", many.iter().map(tight).collect::<Vec<_>>().join(", ")),
        };
        match &binder.range {
            Range::Span { lower, upper } => {
                let from = list(lower, "max");
                let from = if from.is_empty() { from } else { format!("{from}≤") };
                format!("{from}{name}<{}", list(upper, "min"))
            }
            Range::Incidence { array, component, at } => {
                let entry = IntegerAtom::Lookup {
                    array: *array,
                    indices: vec![Index::variable(&binder.variable)],
                    component: *component,
                };
                format!("{name}: {}={}", self.integer_atom(&entry), tight(at))
            }
        }
    }
}

type Summand<'a> = (&'a Monomial, i64);

/// The summands with a positive and with a negative coefficient (made positive), products first, the constant last.
fn parted(form: &Index) -> (Vec<Summand<'_>>, Vec<Summand<'_>>) {
    let mut all: Vec<Summand<'_>> = form.monomials().collect();
    all.sort_by_key(|(monomial, _)| std::cmp::Reverse(monomial.len()));
    let negative = all.iter().filter(|(_, c)| *c < 0).map(|(m, c)| (*m, -c)).collect();
    (all.into_iter().filter(|(_, c)| *c > 0).collect(), negative)
}

fn collected(summands: &[Summand<'_>]) -> Index {
    summands.iter().fold(Index::default(), |sum, (monomial, coefficient)| {
        let product = monomial
            .iter()
            .fold(Index::constant(*coefficient), |product, atom| &product * &Index::atom(atom.clone()));
        &sum + &product
    })
}
