//! Examples from arrays in memory.

use ndarray::{ArrayView, Dimension};

use super::coding::Coding;
use super::values::Values;
use super::{DataError, Examples, Place};
use crate::domain::Domain;
use crate::layout::{GivenArray, Layout, SiteArray};

/// A type of number that data may come in.
pub trait Number: Copy {
    /// Whether real values are kept as `f32`, because that is what they are.
    const SINGLE: bool = false;

    /// The nearest `f64`; exact but for integers beyond 2⁵³.
    fn to_f64(self) -> f64;
}

macro_rules! numbers {
    ($($number:ident)*) => {
        $(impl Number for $number {
            fn to_f64(self) -> f64 {
                self as f64
            }
        })*
    };
}

numbers!(f64 u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl Number for f32 {
    const SINGLE: bool = true;

    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Number for bool {
    fn to_f64(self) -> f64 {
        f64::from(u8::from(self))
    }
}

impl Examples {
    /// `count` ≥ 1 rows from values that are known to be in their domains: `value(row, flat site)`.
    ///
    /// # Panics
    /// In debug builds, on a value outside its domain.
    pub(crate) fn from_fn(
        arrays: &[SiteArray],
        count: usize,
        single: bool,
        value: impl Fn(usize, usize) -> f64,
    ) -> Self {
        let fill = |array: &SiteArray| {
            let (coding, mut values) = (Coding::plain(array.domain), Values::new(array.domain, single));
            values.reserve(count * array.len());
            for row in 0..count {
                for site in array.range() {
                    let inside = values.push(coding, value(row, site));
                    debug_assert!(inside, "`{}` holds a value outside its domain", array.name);
                }
            }
            values
        };
        let layout = Layout::new(arrays.to_vec(), Vec::new());
        let values = layout.sites().iter().map(fill).collect();
        Self::from_parts(layout, values, count)
    }
}

/// Collects the arrays of a data set, in order of declaration, examples along axis 0.
///
/// ```
/// use ebm_runtime::{Domain, data::ExamplesBuilder};
/// let votes = ndarray::array![[-1, 1, 1], [1, 1, -1]];
/// let data = ExamplesBuilder::new().array("x", Domain::Spin, votes.view())?.finish()?;
/// assert_eq!(data.row::<f32>(1), [1.0, 1.0, -1.0]);
/// # Ok::<(), ebm_runtime::data::DataError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExamplesBuilder {
    sites: Vec<SiteArray>,
    givens: Vec<GivenArray>,
    /// Of sites, then of givens.
    values: [Vec<Values>; 2],
    /// The number of examples, with the array that gave it.
    count: Option<(usize, String)>,
}

impl ExamplesBuilder {
    /// No array yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an array of sites whose axis 0 runs over the examples.
    ///
    /// # Errors
    /// A value outside the domain; an array without examples, without an axis of examples, or with another
    /// number of examples than the first one; an axis of length 0.
    pub fn array<T: Number, D: Dimension>(
        mut self,
        name: &str,
        domain: Domain,
        array: ArrayView<'_, T, D>,
    ) -> Result<Self, DataError> {
        let (values, shape) = self.checked(name, domain, &array)?;
        self.sites.push(SiteArray::new(name, domain, &shape));
        self.values[0].push(values);
        Ok(self)
    }

    /// Appends an array of numbers that each example is given, examples along axis 0; it stands behind all sites.
    ///
    /// # Errors
    /// A number that is not finite, and as [`array`](Self::array).
    pub fn given<T: Number, D: Dimension>(
        mut self,
        name: &str,
        array: ArrayView<'_, T, D>,
    ) -> Result<Self, DataError> {
        let (values, shape) = self.checked(name, Domain::Real, &array)?;
        self.givens.push(GivenArray::new(name, &shape));
        self.values[1].push(values);
        Ok(self)
    }

    /// The values of an array and the shape of one example.
    fn checked<T: Number, D: Dimension>(
        &mut self,
        name: &str,
        domain: Domain,
        array: &ArrayView<'_, T, D>,
    ) -> Result<(Values, Vec<usize>), DataError> {
        let quoted = || format!("`{name}`");
        let Some((&count, shape)) = array.shape().split_first() else {
            let (found, expected) = ("a single number".to_owned(), "an axis of examples first".to_owned());
            return Err(DataError::Shape { name: quoted(), found, expected });
        };
        if count == 0 {
            return Err(DataError::Empty { name: quoted() });
        }
        if shape.contains(&0) {
            let found = format!("an array of shape {:?}", array.shape());
            return Err(DataError::Shape {
                name: quoted(),
                found,
                expected: "no axis of length 0".to_owned(),
            });
        }
        let (expected, first) = self.count.get_or_insert_with(|| (count, name.to_owned()));
        if *expected != count {
            let (expected, first) = (*expected, first.clone());
            return Err(DataError::ExampleCount { name: name.to_owned(), found: count, expected, first });
        }
        let (coding, mut values) = (Coding::plain(domain), Values::new(domain, T::SINGLE));
        values.reserve(array.len());
        let width: usize = shape.iter().product();
        for (place, value) in array.iter().enumerate() {
            let value = value.to_f64();
            if !values.push(coding, value) {
                let at = Place::entry(quoted(), place / width, place % width, shape);
                let found = if T::SINGLE { (value as f32).to_string() } else { value.to_string() };
                return Err(DataError::Value { at, found, expected: coding.expected(None) });
            }
        }
        Ok((values, shape.to_vec()))
    }

    /// The examples, each with weight 1.
    ///
    /// # Errors
    /// There is no array of sites.
    pub fn finish(self) -> Result<Examples, DataError> {
        let Some((count, _)) = self.count.filter(|_| !self.sites.is_empty()) else {
            return Err(DataError::Empty { name: "the data".to_owned() });
        };
        let layout = Layout::new(self.sites, Vec::new()).with_givens(self.givens);
        Ok(Examples::from_parts(layout, self.values.concat(), count))
    }
}
