//! Atoms of integer forms replaced by forms.
//!
//! Most forms that a replacement looks at do not hold what it replaces, and nothing is built anew for those.

use super::{Index, IntegerAtom, Variable};

/// What an atom is replaced by; nothing for one that stays.
type Replace<'a> = dyn FnMut(&IntegerAtom) -> Option<Index> + 'a;

impl Index {
    /// The form with atoms replaced, innermost first: those for which `replace` gives a form.
    pub fn map_atoms(&self, replace: &mut Replace) -> Index {
        self.replaced(replace).unwrap_or_else(|| self.clone())
    }

    /// The form with a variable replaced by a form, at any depth.
    pub fn substitute(&self, variable: &Variable, value: &Index) -> Index {
        self.map_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(v) if v == variable => Some(value.clone()),
            _ => None,
        })
    }

    /// The form with atoms replaced, if there are any.
    fn replaced(&self, replace: &mut Replace) -> Option<Index> {
        let monomials = self.monomials().map(|(monomial, _)| {
            let atoms: Vec<_> = monomial.iter().map(|atom| atom.replaced(replace)).collect();
            atoms.iter().any(Option::is_some).then_some(atoms)
        });
        let monomials: Vec<_> = monomials.collect();
        if monomials.iter().all(Option::is_none) {
            return None;
        }
        let mut result = Index::default();
        for ((monomial, coefficient), replaced) in self.monomials().zip(monomials) {
            let replaced = replaced.unwrap_or_else(|| vec![None; monomial.len()]);
            let product =
                monomial.iter().zip(replaced).fold(Index::constant(coefficient), |product, (atom, value)| {
                    &product * &value.unwrap_or_else(|| Index::atom(atom.clone()))
                });
            result = &result + &product;
        }
        Some(result)
    }
}

impl IntegerAtom {
    /// What stands in the place of the atom, if it or anything in it is replaced.
    fn replaced(&self, replace: &mut Replace) -> Option<Index> {
        let inside = match self {
            Self::Variable(_) | Self::Size(..) => None,
            Self::Lookup { array, indices, component } => all_replaced(indices, replace)
                .map(|indices| Self::Lookup { array: *array, indices, component: *component }),
            Self::Site { array, indices } => {
                all_replaced(indices, replace).map(|indices| Self::Site { array: *array, indices })
            }
            Self::Rounded { definition, indices } => all_replaced(indices, replace)
                .map(|indices| Self::Rounded { definition: *definition, indices }),
            // simplified to something else, it is made of what was replaced already
            Self::Remainder(a, n) => {
                let Some((a, n)) = both_replaced(a, n, replace) else { return replace(self) };
                let value = a.remainder(n);
                let asked =
                    value.as_atom().filter(|atom| matches!(atom, Self::Remainder(..))).and_then(replace);
                return Some(asked.unwrap_or(value));
            }
            Self::Quotient(a, n) => {
                let Some((a, n)) = both_replaced(a, n, replace) else { return replace(self) };
                let value = a.quotient(n);
                let asked =
                    value.as_atom().filter(|atom| matches!(atom, Self::Quotient(..))).and_then(replace);
                return Some(asked.unwrap_or(value));
            }
        };
        match inside {
            Some(atom) => Some(replace(&atom).unwrap_or_else(|| Index::atom(atom))),
            None => replace(self),
        }
    }
}

fn all_replaced(forms: &[Index], replace: &mut Replace) -> Option<Vec<Index>> {
    let replaced: Vec<_> = forms.iter().map(|form| form.replaced(replace)).collect();
    let any = replaced.iter().any(Option::is_some);
    any.then(|| {
        replaced.into_iter().zip(forms).map(|(new, old)| new.unwrap_or_else(|| old.clone())).collect()
    })
}

fn both_replaced(a: &Index, n: &Index, replace: &mut Replace) -> Option<(Index, Index)> {
    match (a.replaced(replace), n.replaced(replace)) {
        (None, None) => None,
        (left, right) => Some((left.unwrap_or_else(|| a.clone()), right.unwrap_or_else(|| n.clone()))),
    }
}
