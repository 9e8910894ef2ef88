//! The invariants of the form, asserted behind every pass in tests.
//!
//! A message here is a mistake of a pass, never of a user.

use super::display::Notation;
use super::*;

/// What is wrong with a program; nothing if it is well-formed.
pub fn verify(program: &Program) -> Vec<String> {
    let mut check = Check { program, messages: Vec::new(), place: String::new() };
    program.arrays.iter().for_each(|array| check.array(array));
    check.place = "inputs".to_owned();
    check.axes(&program.inputs, &mut Vec::new());
    let notation = Notation::of(program);
    for (id, definition) in program.lets.iter().enumerate() {
        check.place = format!("let `{}`", notation.let_name(LetId(id)));
        check.let_of(definition, id);
    }
    for output in &program.outputs {
        check.place = match output.target {
            Target::Value => "value".to_owned(),
            Target::Gradient(array) => format!("gradient by `{}`", check.name(array)),
            Target::Values => "values".to_owned(),
            Target::Coefficient(basis) => format!("coefficient of {}", basis.formula("u")),
        };
        check.output(output);
        check.definition(&output.binders, &output.value, program.lets.len());
    }
    check.messages
}

/// The messages so far and where the check stands.
struct Check<'a> {
    program: &'a Program,
    messages: Vec<String>,
    place: String,
}

impl Check<'_> {
    fn report(&mut self, message: impl Into<String>) {
        self.messages.push(format!("{}: {}", self.place, message.into()));
    }

    fn name(&self, id: ArrayId) -> String {
        self.program.arrays.get(id.0).map_or_else(|| format!("array {}", id.0), |a| a.name.clone())
    }

    fn array(&mut self, array: &Array) {
        self.place = format!("array `{}`", array.name);
        array.extents.iter().for_each(|extent| self.extent(extent));
        let components = match array.role {
            Role::Structure { components } => components,
            Role::Visible(_)
            | Role::Latent(_)
            | Role::Param(_)
            | Role::Given
            | Role::Fixed
            | Role::Scalar
            | Role::Along(_) => 0,
        };
        if array.bounds.len() != components {
            self.report(format!("{} lists of bounds for {components} components", array.bounds.len()));
        }
        array.bounds.iter().flatten().for_each(|bound| self.extent(bound));
        if let Role::Param(options) = &array.role
            && (options.symmetric || options.zero_diagonal)
            && array.extents.len() != 2
        {
            self.report(format!("symmetric or without a diagonal, but of rank {}", array.extents.len()));
        }
        if array.role == Role::Scalar && !array.extents.is_empty() {
            self.report("a scalar with axes");
        }
    }

    fn output(&mut self, output: &Output) {
        let axes = output.binders.len();
        match output.target {
            Target::Value | Target::Coefficient(_) if axes != 0 => {
                self.report(format!("a number with {axes} axes"));
            }
            Target::Values if axes != 1 => self.report(format!("values over {axes} axes")),
            Target::Value | Target::Coefficient(_) | Target::Values => {}
            Target::Gradient(id) => match self.program.arrays.get(id.0) {
                None => self.report("a gradient by an array that does not exist"),
                Some(array) if array.extents.len() != axes => {
                    self.report(format!("{axes} axes for an array of rank {}", array.extents.len()));
                }
                Some(_) => {}
            },
        }
        if output.target == Target::Value
            && self.program.outputs.iter().filter(|o| o.target == Target::Value).count() > 1
        {
            self.report("more than one value");
        }
    }

    fn definition(&mut self, binders: &[(Variable, Index)], value: &Expr, lets: usize) {
        let mut scope: Vec<Variable> = self.program.inputs.iter().map(|(v, _)| v.clone()).collect();
        // whoever asks for the values of a site knows how many it has
        for (variable, extent) in binders {
            self.extent_over(extent, &scope[..self.program.inputs.len()]);
            self.bind(variable, &mut scope);
        }
        self.expr(value, &mut scope, lets);
    }

    fn let_of(&mut self, definition: &Let, lets: usize) {
        let mut scope: Vec<Variable> = self.program.inputs.iter().map(|(v, _)| v.clone()).collect();
        self.axes(&definition.binders, &mut scope);
        for (variable, bound) in definition.definition.over() {
            self.form(bound, &scope);
            self.bind(variable, &mut scope);
        }
        if matches!(definition.definition, Definition::LogSumExp { .. })
            && definition.definition.expr().has_binders()
        {
            self.report("a sum inside an exponent");
        }
        self.expr(definition.definition.expr(), &mut scope, lets);
    }

    fn axes(&mut self, axes: &[(Variable, Index)], scope: &mut Vec<Variable>) {
        for (variable, extent) in axes {
            self.extent(extent);
            self.bind(variable, scope);
        }
    }

    fn bind(&mut self, variable: &Variable, scope: &mut Vec<Variable>) {
        if scope.contains(variable) {
            self.report(format!("`{}` is bound twice", variable.name()));
        }
        scope.push(variable.clone());
    }

    /// An extent is the same for every binding: it mentions no variable.
    fn extent(&mut self, form: &Index) {
        self.extent_over(form, &[]);
    }

    fn extent_over(&mut self, form: &Index, known: &[Variable]) {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Variable(variable) = atom
                && !known.contains(variable)
            {
                self.report(format!("an extent mentions the variable `{}`", variable.name()));
            }
        });
        self.atoms_of(form);
    }

    fn form(&mut self, form: &Index, scope: &[Variable]) {
        form.visit_atoms(&mut |atom| {
            if let IntegerAtom::Variable(variable) = atom
                && !scope.contains(variable)
            {
                self.report(format!("`{}` is not in scope", variable.name()));
            }
        });
        self.atoms_of(form);
    }

    fn atoms_of(&mut self, form: &Index) {
        form.visit_atoms(&mut |atom| match atom {
            IntegerAtom::Variable(_) => {}
            IntegerAtom::Size(id, axis) => match self.program.arrays.get(id.0) {
                None => self.report("the size of an array that does not exist"),
                Some(array) if *axis >= array.extents.len() => {
                    self.report(format!("`{}` has no axis {axis}", array.name));
                }
                Some(_) => {}
            },
            IntegerAtom::Lookup { array, indices, component } => {
                self.structure(*array, *component);
                if let Some(declared) = self.program.arrays.get(array.0)
                    && declared.extents.len() != indices.len()
                {
                    self.rank(&declared.name, declared.extents.len(), indices.len());
                }
            }
            IntegerAtom::Site { array, indices } => match self.program.arrays.get(array.0) {
                None => self.report("the code of a site that does not exist"),
                Some(declared) if !declared.role.is_discrete() => {
                    self.report(format!("`{}` holds no discrete sites", declared.name));
                }
                Some(declared) if declared.extents.len() != indices.len() => {
                    self.rank(&declared.name, declared.extents.len(), indices.len());
                }
                Some(_) => {}
            },
            IntegerAtom::Rounded { definition, indices } => match self.program.lets.get(definition.0) {
                None => self.report("a let that does not exist is read as an integer"),
                Some(read) if read.binders.len() != indices.len() => {
                    self.rank(&read.name, read.binders.len(), indices.len());
                }
                Some(_) => {}
            },
            IntegerAtom::Remainder(_, n) | IntegerAtom::Quotient(_, n) => {
                if n.as_constant().is_some_and(|n| n <= 0) {
                    self.report("division by an integer that is not positive");
                }
            }
        });
    }

    fn structure(&mut self, id: ArrayId, component: usize) {
        match self.program.arrays.get(id.0).map(|a| &a.role) {
            None => self.report("a look-up in an array that does not exist"),
            Some(Role::Structure { components }) if component < *components => {}
            Some(Role::Structure { .. }) => {
                self.report(format!("`{}` has no component {component}", self.name(id)));
            }
            Some(_) => self.report(format!("a look-up in `{}`, which holds no integers", self.name(id))),
        }
    }

    fn rank(&mut self, name: &str, rank: usize, indices: usize) {
        self.report(format!("`{name}` of rank {rank} is read with {indices} indices"));
    }

    fn expr(&mut self, expr: &Expr, scope: &mut Vec<Variable>, lets: usize) {
        let place = self.place.clone();
        for (number, term) in expr.terms.iter().enumerate() {
            self.place = format!("{place}, term {}", number + 1);
            self.term(term, scope, lets);
        }
        self.place = place;
    }

    fn term(&mut self, term: &Term, scope: &mut Vec<Variable>, lets: usize) {
        let outside = scope.len();
        if term.coefficient.is_nan() {
            self.report("a coefficient that is not a number");
        }
        for binder in &term.binders {
            match &binder.range {
                Range::Span { upper, .. } if upper.is_empty() => {
                    self.report(format!("`{}` has no upper bound", binder.variable.name()));
                }
                Range::Span { .. } => {}
                Range::Incidence { array, component, .. } => self.structure(*array, *component),
            }
            // before binding: the bounds of a binder do not see the binder
            binder.range.forms().iter().for_each(|form| self.form(form, scope));
            self.bind(&binder.variable, scope);
        }
        term.guards.iter().for_each(|guard| self.form(&guard.form, scope));
        for factor in &term.factors {
            if factor.power == 0 {
                self.report("a factor to the power of zero");
            }
            self.atom(&factor.atom, scope, lets);
        }
        scope.truncate(outside);
    }

    fn atom(&mut self, atom: &Atom, scope: &mut Vec<Variable>, lets: usize) {
        match atom {
            Atom::Read(source, indices) => {
                indices.iter().for_each(|index| self.form(index, scope));
                self.read(*source, indices.len(), lets);
            }
            Atom::Apply { operator, order, argument } => {
                self.order(*operator, *order);
                if argument.has_binders() {
                    self.report(format!("a sum inside `{}`", operator.name()));
                }
                self.expr(argument, scope, lets);
            }
            Atom::Change { operator, order, at, by } => {
                self.order(*operator, *order);
                self.expr(at, scope, lets);
                self.expr(by, scope, lets);
            }
            Atom::Integer(form) => self.form(form, scope),
        }
    }

    fn read(&mut self, source: Source, indices: usize, lets: usize) {
        match source {
            Source::Array(id) => match self.program.arrays.get(id.0) {
                None => self.report("an array that does not exist is read"),
                Some(Array { name, role: Role::Structure { .. }, .. }) => {
                    self.report(format!("`{name}` holds integers and is read as numbers"));
                }
                Some(array) if array.role.domain().is_some_and(Domain::is_integer) => {
                    self.report(format!("`{}` holds integers and is read as numbers", array.name));
                }
                Some(array) if array.extents.len() != indices => {
                    self.rank(&array.name, array.extents.len(), indices);
                }
                Some(_) => {}
            },
            Source::Let(id) if id.0 >= self.program.lets.len() => {
                self.report("a let that does not exist is read")
            }
            Source::Let(id) => {
                let read = self.program.definition(id);
                if id.0 >= lets {
                    self.report(format!("let `{}` is read before it is defined", read.name));
                }
                if read.binders.len() != indices {
                    self.rank(&read.name, read.binders.len(), indices);
                }
            }
        }
    }

    fn order(&mut self, operator: Operator, order: u8) {
        if order > Operator::MAX_ORDER {
            self.report(format!("derivative {order} of `{}`", operator.name()));
        } else if order > 0 && operator.slope(0) != Slope::NextOrder {
            self.report(format!("`{}` carries no orders, but has order {order}", operator.name()));
        }
    }
}

#[cfg(test)]
mod tests;
