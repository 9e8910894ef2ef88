//! Arrays.

use super::*;

impl Machine<'_> {
    pub(super) fn vector(&mut self, vector: &Vector) -> Result<Array, Fault> {
        self.step()?;
        match vector {
            Vector::Name(name) | Vector::Codes(name) => Ok((*self.array(name)?).clone()),
            Vector::Row(name, index) => {
                let array = self.matrix(name)?;
                let (row, columns) = (self.integer(index)? as usize, array.shape[1]);
                if row >= array.shape[0] {
                    return Err(Fault::OutOfRange);
                }
                let values = array.values()[row * columns..(row + 1) * columns].to_vec();
                Ok(Array::numbers(&[columns], values))
            }
            Vector::Column(name, index) => {
                let array = self.matrix(name)?;
                let (column, columns) = (self.integer(index)? as usize, array.shape[1]);
                if column >= columns {
                    return Err(Fault::OutOfRange);
                }
                let values = (0..array.shape[0]).map(|row| array.values()[row * columns + column]).collect();
                Ok(Array::numbers(&array.shape[..1], values))
            }
            Vector::Transposed(name) => Ok(transposed(&*self.matrix(name)?)),
            Vector::Product(a, b) => {
                let (a, b) = (self.vector(a)?, self.vector(b)?);
                match (a.shape.len(), b.shape.len()) {
                    (2, 1) => self.matrix_vector(&a, &b),
                    (1, 2) => self.matrix_vector(&transposed(&b), &a),
                    _ => Err(Fault::Shape),
                }
            }
            Vector::Map(a, mapping) => {
                let mut array = self.vector(a)?;
                let values = array.values().iter().map(|&value| self.mapped(mapping, value));
                array.entries = Entries::Numbers(values.collect::<Result<_, _>>()?);
                Ok(array)
            }
            Vector::Binary(operator, a, b) => {
                let (a, b) = (self.vector(a)?, self.vector(b)?);
                // ndarray would stretch an axis of length 1; the language does not, so the generator must not ask for it
                if a.shape != b.shape {
                    return Err(Fault::Shape);
                }
                let values = a.values().iter().zip(b.values()).map(|(&a, &b)| operator.of(a, b)).collect();
                self.checked_array(Array::numbers(&a.shape, values))
            }
            Vector::WithScalar(operator, a, b) => {
                let (a, b) = (self.vector(a)?, self.scalar(b)?);
                let values = a.values().iter().map(|&a| operator.of(a, b)).collect();
                self.checked_array(Array::numbers(&a.shape, values))
            }
            Vector::Scaled(a, b) => {
                let (a, b) = (self.scalar(a)?, self.vector(b)?);
                let values = b.values().iter().map(|&b| a * b).collect();
                self.checked_array(Array::numbers(&b.shape, values))
            }
            Vector::Negate(a) => {
                let a = self.vector(a)?;
                Ok(Array::numbers(&a.shape, a.values().iter().map(|&a| -a).collect()))
            }
        }
    }

    fn matrix(&self, name: &str) -> Result<Rc<Array>, Fault> {
        let array = self.array(name)?;
        if array.shape.len() == 2 { Ok(array) } else { Err(Fault::Shape) }
    }

    fn matrix_vector(&mut self, matrix: &Array, vector: &Array) -> Result<Array, Fault> {
        let (rows, columns) = (matrix.shape[0], matrix.shape[1]);
        if columns != vector.shape[0] {
            return Err(Fault::Shape);
        }
        let entry = |row: usize| -> f64 {
            let entries = &matrix.values()[row * columns..(row + 1) * columns];
            entries.iter().zip(vector.values()).map(|(a, b)| a * b).sum()
        };
        self.checked_array(Array::numbers(&[rows], (0..rows).map(entry).collect()))
    }

    fn mapped(&mut self, mapping: &Mapping, value: f64) -> Result<f64, Fault> {
        match mapping {
            Mapping::Function(call) => {
                let value = self.call(*call, value);
                self.checked(value)
            }
            Mapping::Closure(name, body) => {
                self.bind(name, Value::Number(value));
                let value = self.scalar(body);
                self.scope.pop();
                value
            }
        }
    }

    fn checked_array(&mut self, array: Array) -> Result<Array, Fault> {
        for &value in array.values() {
            self.checked(value)?;
        }
        Ok(array)
    }
}

fn transposed(matrix: &Array) -> Array {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1]);
    let values = (0..columns).flat_map(|c| (0..rows).map(move |r| (r, c)));
    Array::numbers(&[columns, rows], values.map(|(r, c)| matrix.values()[r * columns + c]).collect())
}
