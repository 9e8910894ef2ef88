//! `shape = (…)`, `symmetric`, and the names of the sizes that are left: the fields of Shape.

use super::scope::Binding;
use super::sizes::{Axis, Solution};
use super::value::Value;
use super::{Lowered, Lowering, Result};
use crate::errors::lowering;
use crate::ir::{ArrayId, Domain, Expr, Index, Output, Program, Role, States, Target};
use crate::syntax::{Argument, EnergyFn, Expression, ExpressionKind, Role as Written};

pub use super::sizes::SizeCheck;

/// A size that neither data nor fixed arguments nor literals determine: a field of Shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeSize {
    /// The field's name.
    pub name: String,
    /// The array and
    pub array: ArrayId,
    /// the axis that it is the length of; other axes are written in terms of it.
    pub axis: usize,
}

/// A new name in a `shape`, and the first axis that has it.
type NewName<'a> = (&'a str, Axis);

impl<'a> Lowering<'a, '_> {
    /// What `shape`, `symmetric` and `zero_diagonal` say of sizes.
    pub(super) fn declare_shapes(&mut self, energy: &'a EnergyFn) {
        let sized = |argument: &'a Argument| match &argument.role {
            Written::Param(options) => Some((argument, options)),
            _ => None,
        };
        let with_ids: Vec<_> = energy
            .arguments
            .iter()
            .filter_map(sized)
            .filter_map(|(argument, options)| {
                Some((self.array_named(&argument.name.text)?, argument, options))
            })
            .collect();
        let names = self.scope.len();
        let new = self.new_names(
            &with_ids.iter().map(|(id, _, options)| (*id, options.shape.as_deref())).collect::<Vec<_>>(),
        );
        for (name, (array, axis)) in &new {
            self.sizes.stands_for_itself((*array, *axis));
            self.scope.bind(name, Binding::Value(Value::Integer(Index::size(*array, *axis))));
        }
        for (id, argument, options) in with_ids {
            for (axis, size) in options.shape.iter().flatten().enumerate() {
                if matches!(&size.kind, ExpressionKind::Name(name) if *name == argument.name.text) {
                    self.sizes.stands_for_itself((id, axis));
                }
                // A mistake here is told; the size then is found by use.
                if let Ok(value) = self.size(size) {
                    self.sizes.equate(size.place, Index::size(id, axis), value);
                }
            }
            if options.symmetric.is_some() || options.zero_diagonal.is_some() {
                self.sizes.equate(argument.name.place, Index::size(id, 0), Index::size(id, 1));
            }
        }
        self.scope.truncate(names);
        self.new_sizes = new.into_iter().map(|(name, axis)| (name.to_owned(), axis)).collect();
    }

    pub(super) fn array_named(&self, name: &str) -> Option<ArrayId> {
        self.program.arrays.iter().position(|array| array.name == name).map(ArrayId)
    }

    /// Names alone that no argument has.
    fn new_names(&self, shapes: &[(ArrayId, Option<&'a [Expression]>)]) -> Vec<NewName<'a>> {
        let mut new: Vec<NewName> = Vec::new();
        for (id, shape) in shapes {
            for (axis, size) in shape.iter().flat_map(|shape| shape.iter()).enumerate() {
                if let ExpressionKind::Name(name) = &size.kind
                    && self.scope.find(name).is_none()
                    && !new.iter().any(|(known, _)| known == name)
                {
                    new.push((name, (*id, axis)));
                }
            }
        }
        new
    }

    fn size(&mut self, written: &'a Expression) -> Result<Index> {
        match self.expression(written)? {
            Value::Integer(size) => Ok(size),
            Value::Array(array) => match (array.axes.as_slice(), &written.kind) {
                ([axis], ExpressionKind::Name(_)) => Ok(axis.extent.clone()),
                (_, ExpressionKind::Name(name)) => self.report(lowering::size_of_matrix(written.place, name)),
                _ => self.report(lowering::size_expression(written.place, written)),
            },
            _ => self.report(lowering::size_expression(written.place, written)),
        }
    }

    /// The program with its sizes solved, around its energy.
    pub(super) fn finish(mut self, energy: Expr) -> Lowered {
        let solution = self.sizes.solve(self.errors);
        let solve = &mut |form: &Index| solution.of(form);
        let mut program = self.program;
        for array in &mut program.arrays {
            array.extents.iter_mut().for_each(|extent| *extent = solve(extent));
            if let Role::Visible(domain) | Role::Latent(domain) = &mut array.role {
                match domain {
                    Domain::Categorical(States::All(count)) | Domain::Count(count) => *count = solve(count),
                    _ => {}
                }
            }
            for bounds in &mut array.bounds {
                bounds.iter_mut().for_each(|bound| *bound = solve(bound));
                bounds.sort();
                bounds.dedup();
            }
        }
        for definition in &mut program.lets {
            definition.binders.iter_mut().for_each(|(_, extent)| *extent = solve(extent));
            definition.definition = definition.definition.map_forms(solve);
        }
        let value = energy.map_forms(solve);
        program.outputs.push(Output { target: Target::Value, binders: Vec::new(), value });
        program.fresh = self.fresh;
        let sizes = free_sizes(&program, &solution, std::mem::take(&mut self.new_sizes));
        Lowered { program, sizes, checks: solution.checks }
    }
}

/// The lengths of latent arrays and of parameters that stand for themselves, in order of declaration, with their names.
fn free_sizes(program: &Program, solution: &Solution, new: Vec<(String, Axis)>) -> Vec<FreeSize> {
    let mut sizes: Vec<FreeSize> = Vec::new();
    for (position, array) in program.arrays.iter().enumerate() {
        let id = ArrayId(position);
        if !matches!(array.role, Role::Latent(_) | Role::Param(_)) {
            continue;
        }
        for axis in 0..array.extents.len() {
            if solution.is_free((id, axis)) {
                let own = Index::size(id, axis);
                let named =
                    new.iter().find(|(_, (array, axis))| solution.of(&Index::size(*array, *axis)) == own);
                let vector = |latent: bool| {
                    let kind = move |role: &Role| match role {
                        Role::Latent(_) => latent,
                        Role::Param(_) => !latent,
                        _ => false,
                    };
                    program.arrays.iter().find(|other| kind(&other.role) && other.extents == [own.clone()])
                };
                let vector = vector(true).or_else(|| vector(false));
                let name = match (named, vector, array.extents.len()) {
                    (Some((name, _)), ..) => name.clone(),
                    (None, Some(vector), _) => vector.name.clone(),
                    (None, None, 2) => {
                        format!("{}_{}", array.name, if axis == 0 { "rows" } else { "columns" })
                    }
                    (None, None, _) => format!("{}_{axis}", array.name),
                };
                sizes.push(FreeSize { name, array: id, axis });
            }
        }
    }
    sizes
}
