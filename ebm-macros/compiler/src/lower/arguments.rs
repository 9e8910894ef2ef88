//! Arguments: from roles and types to arrays of the program. What is not derived yet is refused here, by
//! name.

use super::scope::Binding;
use super::value::{Axis, Comprehension, Value};
use super::{Lowering, forms};
use crate::errors::{Mistake, Reported, lowering};
use crate::ir::{self, Array, ArrayId, Expr, Index, Range, Variable};
use crate::syntax::{
    Argument, ArgumentType, Domain, DomainKind, Element, EnergyFn, Init, ParamOptions, Role,
};

/// Names of axes that the user gave none.
const AXES: [&str; 4] = ["i", "k", "l", "m"];

impl<'a> Lowering<'a, '_> {
    /// Declares the arrays of all arguments and binds their names.
    pub(super) fn declare(&mut self, energy: &'a EnergyFn) {
        for require in &energy.require {
            let instead = "leave it out, and read what was derived in `derivation()`";
            self.errors.report(lowering::not_derived(require.place, &format!("require({require})"), instead));
        }
        for argument in &energy.arguments {
            let binding = match self.array_of(argument) {
                Ok(array) => {
                    let components = array.bounds.len();
                    let id = self.program.add_array(array);
                    self.sizes.declare(id, &argument.name, &argument.role);
                    Binding::Value(self.argument_value(id, components))
                }
                Err(reported) => Binding::Mistake(reported),
            };
            self.scope.bind(&argument.name.text, binding);
        }
        self.declare_shapes(energy);
    }

    /// The array that holds an argument.
    fn array_of(&mut self, argument: &Argument) -> Result<Array, Reported> {
        let role = match &argument.role {
            Role::Visible(domain) => self
                .domain(domain)
                .map(ir::Role::Visible)
                .map_err(|refused| refused.unwrap_or_else(|known| known)),
            Role::Param(options) => Ok(ir::Role::Param(param_options(options))),
            Role::Fixed => Ok(match argument.kind {
                ArgumentType::Size | ArgumentType::Array { element: Element::Size, .. } => {
                    ir::Role::Structure { components: 1 }
                }
                ArgumentType::Slice { width } => ir::Role::Structure { components: width },
                _ => ir::Role::Fixed,
            }),
            Role::Latent(_) => Err(self.refuse(argument, "latent", "sites are `#[visible(…)]` for now")),
            Role::Given => Err(self.refuse(argument, "given", "data shared by all examples is `#[fixed]`")),
            Role::Neural => {
                Err(self.refuse(argument, "neural", "write the network out with `dot` and `mapv`"))
            }
            Role::Mistake(reported) => Err(*reported),
        }?;
        let rank = match argument.kind {
            ArgumentType::Array { rank, .. } => rank,
            ArgumentType::Slice { .. } => 1,
            ArgumentType::Mistake(reported) => return Err(reported),
            ArgumentType::Scalar(_) | ArgumentType::Size | ArgumentType::Network => 0,
        };
        let id = ArrayId(self.program.arrays.len());
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

    fn refuse(&mut self, argument: &Argument, role: &str, instead: &str) -> Reported {
        self.errors.report(lowering::not_derived(argument.role_place, role, instead))
    }

    /// The domain of sites that are derived so far.
    fn domain(&mut self, domain: &Domain) -> Result<ir::Domain, Result<Reported, Reported>> {
        let word = match &domain.kind {
            DomainKind::Binary => return Ok(ir::Domain::Binary),
            DomainKind::Spin => return Ok(ir::Domain::Spin),
            DomainKind::Real => return Ok(ir::Domain::Real),
            DomainKind::Mistake(reported) => return Err(Err(*reported)),
            DomainKind::Categorical(_) => "categorical",
            DomainKind::Count(_) => "count",
            DomainKind::Positive => "positive",
            DomainKind::Unit => "unit",
            DomainKind::Interval(..) => "interval",
            DomainKind::Angle => "angle",
        };
        let instead = "the domains are `binary`, `spin` and `real` for now";
        let mistake: Mistake = lowering::not_derived(domain.place, word, instead);
        Err(Ok(self.errors.report(mistake)))
    }

    /// What an argument's name stands for.
    fn argument_value(&mut self, id: ArrayId, components: usize) -> Value<'a> {
        let array = self.program.array(id);
        let (extents, is_integer) = (array.extents.clone(), matches!(array.role, ir::Role::Structure { .. }));
        let axes: Vec<Axis> =
            extents.iter().enumerate().map(|(place, extent)| self.axis(AXES[place], extent)).collect();
        let variables: Vec<Variable> = axes.iter().map(|axis| axis.variable.clone()).collect();
        let entry = if is_integer {
            let look = |component| Value::Integer(Index::lookup(id, forms(&variables), component));
            if components == 1 { look(0) } else { Value::Tuple((0..components).map(look).collect()) }
        } else {
            Value::number(Expr::read(id, forms(&variables)))
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
