//! Numbers.

use super::*;

impl Machine<'_> {
    pub(super) fn scalar(&mut self, scalar: &Scalar) -> Result<f64, Fault> {
        self.step()?;
        let value = match scalar {
            Scalar::Number(value) => *value,
            Scalar::Name(name) => match self.look(name)? {
                Value::Number(value) => *value,
                Value::Integer(_) | Value::Array(_) => return Err(Fault::Name(name.clone())),
            },
            Scalar::Read(name, indices) => self.read(name, indices)?,
            Scalar::Negate(a) => -self.scalar(a)?,
            Scalar::Binary(operator, a, b) => operator.of(self.scalar(a)?, self.scalar(b)?),
            Scalar::Power(a, power) => self.scalar(a)?.powi(*power),
            Scalar::RealPower(a, power) => self.scalar(a)?.powf(*power),
            Scalar::Apply(call, a) => {
                let at = self.scalar(a)?;
                self.call(*call, at)
            }
            Scalar::Max(a, b) => {
                let (a, b) = (self.scalar(a)?, self.scalar(b)?);
                self.kink(a - b);
                a.max(b)
            }
            Scalar::Min(a, b) => {
                let (a, b) = (self.scalar(a)?, self.scalar(b)?);
                self.kink(a - b);
                a.min(b)
            }
            Scalar::Cast(integer) => self.integer(integer)? as f64,
            Scalar::Choose(condition, a, b) => {
                let branch = if self.holds(condition)? { a } else { b };
                self.scalar(branch)?
            }
            Scalar::Sum(sum) => {
                let mut total = 0.0;
                self.each(&sum.over, &mut |machine| {
                    if sum.filter.as_ref().map_or(Ok(true), |filter| machine.holds(filter))? {
                        total += machine.scalar(&sum.value)?;
                    }
                    Ok(())
                })?;
                total
            }
            Scalar::LogSumExp(sum) => {
                let mut exponents = Vec::new();
                self.each(&sum.over, &mut |machine| {
                    exponents.push(machine.scalar(&sum.value)?);
                    Ok(())
                })?;
                let top = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                top + exponents.iter().map(|u| (u - top).exp()).sum::<f64>().ln()
            }
            Scalar::Helper(name, arguments) => {
                let arguments: Vec<Value> =
                    arguments.iter().map(|a| self.scalar(a).map(Value::Number)).collect::<Result<_, _>>()?;
                let helper = self.helper(name)?;
                let HelperBody::Number(body) = &helper.body else { return Err(Fault::Name(name.clone())) };
                self.inside(helper, arguments, |machine| machine.scalar(body))?
            }
            Scalar::Dot(a, b) => {
                let (a, b) = (self.vector(a)?, self.vector(b)?);
                if a.shape.len() != 1 || a.shape != b.shape {
                    return Err(Fault::Shape);
                }
                a.values().iter().zip(b.values()).map(|(a, b)| a * b).sum()
            }
            Scalar::Total(a) => self.vector(a)?.values().iter().sum(),
        };
        self.checked(value)
    }

    pub(super) fn read(&mut self, name: &str, indices: &[Integer]) -> Result<f64, Fault> {
        let array = self.array(name)?;
        if array.shape.len() != indices.len() {
            return Err(Fault::Shape);
        }
        let mut flat = 0;
        for (index, &extent) in indices.iter().zip(&array.shape) {
            let index = self.integer(index)? as usize;
            if index >= extent {
                return Err(Fault::OutOfRange);
            }
            flat = flat * extent + index;
        }
        array.values().get(flat).copied().ok_or_else(|| Fault::Name(name.to_owned()))
    }

    /// A function at a number, by its definition in the standard library or in the prelude's documentation.
    pub(super) fn call(&mut self, call: Call, u: f64) -> f64 {
        match call {
            Call::Exp => u.exp(),
            Call::Ln => u.ln(),
            Call::Ln1p => u.ln_1p(),
            Call::ExpM1 => u.exp_m1(),
            Call::Sqrt => u.sqrt(),
            Call::Abs => {
                self.kink(u);
                u.abs()
            }
            Call::Sin => u.sin(),
            Call::Cos => u.cos(),
            Call::Tanh => u.tanh(),
            Call::Recip => u.recip(),
            // arguments are bounded by `LARGEST`, where the plain formulas would overflow: so they are taken apart
            Call::Softplus if u > 30.0 => u + (-u).exp(),
            Call::Softplus => u.exp().ln_1p(),
            Call::Sigmoid => 1.0 / (1.0 + (-u).exp()),
            Call::LnCosh if u.abs() > 30.0 => u.abs() - 2.0_f64.ln(),
            Call::LnCosh => u.cosh().ln(),
            Call::Square => u * u,
        }
    }
}

impl Operator {
    pub(super) fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
        }
    }
}
