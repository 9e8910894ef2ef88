//! Functions nested in the body, and the calls of them.

use super::index::{modulo, named, plus};
use super::term::number;
use super::*;

impl Builder {
    /// Writes some functions at the beginning of the body.
    pub(super) fn helpers(&mut self) {
        if self.random.chance(0.25) {
            let two = self.random.chance(0.6);
            let parameters: Vec<String> =
                if two { vec!["u", "w"] } else { vec!["u"] }.into_iter().map(str::to_owned).collect();
            let u = || Scalar::Name("u".to_owned());
            let w = || if two { Scalar::Name("w".to_owned()) } else { number(0.5) };
            let apply = |call, of| Scalar::Apply(call, Box::new(of));
            let body = match self.random.below(5) {
                0 => binary(Operator::Multiply, binary(Operator::Multiply, number(0.5), u()), w()),
                1 => binary(Operator::Subtract, apply(Call::Square, u()), w()),
                2 => binary(Operator::Add, apply(Call::Tanh, u()), w()),
                3 => apply(Call::Softplus, binary(Operator::Multiply, u(), w())),
                _ => binary(
                    Operator::Multiply,
                    apply(Call::Cos, binary(Operator::Subtract, u(), w())),
                    number(0.3),
                ),
            };
            let name = "share".to_owned();
            self.helpers.push(Helper { name, parameters, body: HelperBody::Number(body) });
            if self.random.chance(0.3) {
                // a function that calls another one
                let arguments = if two { vec![u(), number(1.0)] } else { vec![u()] };
                let inner = Scalar::Helper("share".to_owned(), arguments);
                let body = HelperBody::Number(binary(Operator::Add, inner, u()));
                self.helpers.push(Helper { name: "more".to_owned(), parameters: vec!["u".to_owned()], body });
            }
        }
        if self.random.chance(0.15) {
            let parameters = vec!["at".to_owned(), "end".to_owned()];
            let step = Integer::Constant(1 + self.random.below(2));
            let body = HelperBody::Integer(modulo(plus(named("at"), step), named("end")));
            self.helpers.push(Helper { name: "wrap".to_owned(), parameters, body });
        }
    }

    /// A call of one of them at numbers; a site if there is none.
    pub(super) fn helped(&mut self, scope: &Scope, guarded: bool) -> Piece {
        let numbers: Vec<Helper> = self
            .helpers
            .iter()
            .filter(|helper| matches!(helper.body, HelperBody::Number(_)))
            .cloned()
            .collect();
        if numbers.is_empty() {
            return self.site(scope, guarded);
        }
        let helper = self.random.pick(&numbers).clone();
        let first = self.affine(scope, guarded);
        let mut needs = first.needs;
        let mut arguments = vec![first.value];
        if helper.parameters.len() > 1 {
            let second = self.simple_factor(scope, guarded);
            needs.extend(second.needs);
            arguments.push(second.value);
        }
        Piece { value: Scalar::Helper(helper.name, arguments), needs }
    }

    /// A call at an index and the length of its axis.
    pub(super) fn integer_helper(&mut self, index: Integer, length: Integer) -> Option<Integer> {
        let found = self.helpers.iter().find(|helper| matches!(helper.body, HelperBody::Integer(_)))?;
        Some(Integer::Helper(found.name.clone(), vec![index, length]))
    }
}
