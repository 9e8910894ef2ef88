//! Arguments: from roles and types to arrays of the program. What is not derived yet is refused here, by name.

use super::scope::Binding;
use super::value::{Axis, Comprehension, Value};
use super::{Lowering, domains, forms};
use crate::errors::{Reported, lowering};
use crate::ir::{self, Array, ArrayId, Expr, Index, Range, Variable};
use crate::syntax::{Argument, ArgumentType, Element, EnergyFn, Init, ParamOptions, Role};

/// Names of axes that the user gave none.
const AXES: [&str; 4] = ["i", "k", "l", "m"];

impl<'a> Lowering<'a, '_> {
    /// Declares the arrays of all arguments and binds their names.
    pub(super) fn declare(&mut self, energy: &'a EnergyFn) {
        let mut domains = Vec::new();
        for argument in &energy.arguments {
            let binding = match self.array_of(argument) {
                Ok(array) => {
                    let components = array.bounds.len();
                    let id = self.program.add_array(array);
                    self.sizes.declare(id, &argument.name, &argument.role);
                    if let Role::Visible(domain) | Role::Latent(domain) = &argument.role {
                        domains.push((id, domain));
                    }
                    Binding::Value(self.argument_value(id, components))
                }
                Err(reported) => Binding::Mistake(reported),
            };
            self.scope.bind(&argument.name.text, binding);
        }
        for (id, domain) in domains {
            // a mistake here is told; the body is lowered for its own
            let _ = self.declare_domain(id, domain);
        }
        self.declare_shapes(energy);
    }

    /// The array that holds an argument.
    fn array_of(&mut self, argument: &Argument) -> Result<Array, Reported> {
        let rank = match argument.kind {
            ArgumentType::Array { rank, .. } => rank,
            ArgumentType::Slice { .. } => 1,
            ArgumentType::Mistake(reported) => return Err(reported),
            ArgumentType::Scalar(_) | ArgumentType::Size | ArgumentType::Network => 0,
        };
        let id = ArrayId(self.program.arrays.len());
        let role = match &argument.role {
            Role::Visible(domain) => ir::Role::Visible(domains::outline(domain, id, rank)?),
            Role::Latent(domain) => ir::Role::Latent(domains::outline(domain, id, rank)?),
            Role::Param(options) => ir::Role::Param(param_options(options)),
            Role::Fixed => match argument.kind {
                ArgumentType::Size | ArgumentType::Array { element: Element::Size, .. } => {
                    ir::Role::Structure { components: 1 }
                }
                ArgumentType::Slice { width } => ir::Role::Structure { components: width },
                _ => ir::Role::Fixed,
            },
            Role::Given => ir::Role::Given,
            Role::Neural => {
                let instead = "write the network out with `dot` and `mapv`";
                return Err(self.errors.report(lowering::not_derived(
                    argument.role_place,
                    "neural",
                    instead,
                )));
            }
            Role::Mistake(reported) => return Err(*reported),
        };
        let bounds = match role {
            ir::Role::Structure { components } => vec![Vec::new(); components],
            _ => Vec::new(),
        };
        Ok(Array {
            name: argument.name.text.clone(),
            role,
            extents: (0..rank).map(|axis| Index::size(id, axis)).collect(),
            bounds,
            span: argument.name.place.whole(),
        })
    }

    /// What an argument's name stands for.
    fn argument_value(&mut self, id: ArrayId, components: usize) -> Value<'a> {
        let array = self.program.array(id);
        let (extents, role) = (array.extents.clone(), array.role.clone());
        let axes: Vec<Axis> =
            extents.iter().enumerate().map(|(place, extent)| self.axis(AXES[place], extent)).collect();
        let variables: Vec<Variable> = axes.iter().map(|axis| axis.variable.clone()).collect();
        let entry = match role {
            ir::Role::Structure { .. } => {
                let look = |component| Value::Integer(Index::lookup(id, forms(&variables), component));
                if components == 1 { look(0) } else { Value::Tuple((0..components).map(look).collect()) }
            }
            role if role.domain().is_some_and(ir::Domain::is_integer) => {
                Value::Integer(Index::site(id, forms(&variables)))
            }
            _ => Value::number(Expr::read(id, forms(&variables))),
        };
        if axes.is_empty() { entry } else { Value::Array(Comprehension { axes, entry: Box::new(entry) }) }
    }

    /// A new axis.
    pub(super) fn axis(&mut self, name: &str, extent: &Index) -> Axis {
        Axis { variable: self.variable(name, Range::up_to(extent.clone())), extent: extent.clone() }
    }
}

fn param_options(options: &ParamOptions) -> ir::ParamOptions {
    ir::ParamOptions {
        symmetric: options.symmetric.is_some(),
        zero_diagonal: options.zero_diagonal.is_some(),
        positive: options.positive.is_some(),
        frozen: options.frozen.is_some(),
        init: match options.init {
            None | Some(Init::Zeros) => ir::Init::Zeros,
            Some(Init::Constant(value)) => ir::Init::Constant(value),
            Some(Init::Normal(sd)) => ir::Init::Normal(sd),
            Some(Init::Uniform(from, to)) => ir::Init::Uniform(from, to),
            Some(Init::Glorot) => ir::Init::Glorot,
        },
    }
}
