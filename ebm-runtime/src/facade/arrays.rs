//! Structs of arrays, one field for each array of a model, to and from flat slices.

use ndarray::{Array, Dimension, IxDyn};

use crate::layout::{Layout, ShapeMismatch};
use crate::real::Real;

/// A struct with one field for each site array (`IsingState`) or each parameter (`IsingParams`) of a model.
pub trait Arrays: Sized {
    /// The model's float type.
    type Float: Real;

    /// Takes the fields from a flat slice, in order of declaration.
    fn read(source: &mut Reader<'_, Self::Float>) -> Self;

    /// Appends the fields to a flat vector, in order of declaration.
    ///
    /// # Errors
    /// A field does not have the shape that the model gives it.
    fn write(&self, target: &mut Writer<'_, Self::Float>) -> Result<(), ShapeMismatch>;
}

/// A field of such a struct: an array, or a plain number for an array without axes.
pub trait Entries<T> {
    /// The field of this shape with these entries.
    fn from_flat(shape: &[usize], entries: &[T]) -> Self;

    /// Its shape.
    fn shape(&self) -> &[usize];

    /// Its entries, row-major.
    fn entries(&self) -> impl Iterator<Item = T>;
}

/// The array of this shape with these entries.
fn array<T: Clone, D: Dimension>(shape: &[usize], entries: Vec<T>) -> Array<T, D> {
    let array = Array::from_shape_vec(IxDyn(shape), entries);
    let array = array.and_then(Array::into_dimensionality::<D>);
    array.expect("the layout gives every array as many axes as its type has")
}

impl<T: Real, D: Dimension> Entries<T> for Array<T, D> {
    fn from_flat(shape: &[usize], entries: &[T]) -> Self {
        array(shape, entries.to_vec())
    }

    fn shape(&self) -> &[usize] {
        self.shape()
    }

    fn entries(&self) -> impl Iterator<Item = T> {
        self.iter().copied()
    }
}

/// Categories and counts as integers.
impl<T: Real, D: Dimension> Entries<T> for Array<usize, D> {
    fn from_flat(shape: &[usize], entries: &[T]) -> Self {
        // codes are whole and not negative; what is none, a score, is 0
        array(shape, entries.iter().map(|entry| entry.to_f64() as usize).collect())
    }

    fn shape(&self) -> &[usize] {
        self.shape()
    }

    fn entries(&self) -> impl Iterator<Item = T> {
        self.iter().map(|&code| T::from_usize(code))
    }
}

macro_rules! scalar {
    ($($float:ident)*) => {$(
        impl Entries<$float> for $float {
            fn from_flat(_: &[usize], entries: &[$float]) -> Self {
                entries[0]
            }

            fn shape(&self) -> &[usize] {
                &[]
            }

            fn entries(&self) -> impl Iterator<Item = $float> {
                std::iter::once(*self)
            }
        }
    )*};
}

scalar!(f32 f64);

/// Name and shape of the arrays of one kind.
fn sites(layout: &Layout) -> Vec<(&str, &[usize])> {
    layout.sites().iter().map(|array| (array.name.as_str(), array.shape.as_slice())).collect()
}

fn givens(layout: &Layout) -> Vec<(&str, &[usize])> {
    layout.givens().iter().map(|array| (array.name.as_str(), array.shape.as_slice())).collect()
}

fn params(layout: &Layout) -> Vec<(&str, &[usize])> {
    layout.params().iter().map(|block| (block.name.as_str(), block.shape.as_slice())).collect()
}

/// Hands out the arrays of a flat slice one after the other.
pub struct Reader<'a, T> {
    arrays: std::vec::IntoIter<(&'a str, &'a [usize])>,
    flat: &'a [T],
}

impl<'a, T: Real> Reader<'a, T> {
    /// The site arrays of a state.
    pub fn of_sites(layout: &'a Layout, state: &'a [T]) -> Self {
        Self { arrays: sites(layout).into_iter(), flat: state }
    }

    /// The parameters in θ.
    pub fn of_params(layout: &'a Layout, theta: &'a [T]) -> Self {
        Self { arrays: params(layout).into_iter(), flat: theta }
    }

    /// The next array.
    ///
    /// # Panics
    /// After the last one: a struct has as many fields as its model has arrays.
    pub fn take<E: Entries<T>>(&mut self) -> E {
        let (_, shape) = self.arrays.next().expect("one field for each array of the layout");
        let (entries, rest) = self.flat.split_at(shape.iter().product());
        self.flat = rest;
        E::from_flat(shape, entries)
    }
}

/// Collects arrays into a flat vector one after the other.
pub struct Writer<'a, T> {
    arrays: std::vec::IntoIter<(&'a str, &'a [usize])>,
    flat: Vec<T>,
}

impl<'a, T: Real> Writer<'a, T> {
    /// For a state.
    pub fn of_sites(layout: &'a Layout) -> Self {
        Self { arrays: sites(layout).into_iter(), flat: Vec::with_capacity(layout.site_count()) }
    }

    /// For what an example is given.
    pub fn of_givens(layout: &'a Layout) -> Self {
        Self { arrays: givens(layout).into_iter(), flat: Vec::new() }
    }

    /// For θ.
    pub fn of_params(layout: &'a Layout) -> Self {
        Self { arrays: params(layout).into_iter(), flat: Vec::with_capacity(layout.param_count()) }
    }

    /// Appends the next array.
    ///
    /// # Errors
    /// It does not have the shape that the layout gives it.
    pub fn put<E: Entries<T>>(&mut self, field: &E) -> Result<(), ShapeMismatch> {
        let (name, expected) = self.arrays.next().expect("one field for each array of the layout");
        let found = field.shape();
        if found != expected {
            let (found, expected) = (found.to_vec(), expected.to_vec());
            return Err(ShapeMismatch { name: name.to_owned(), found, expected });
        }
        self.flat.extend(field.entries());
        Ok(())
    }

    /// All of them, flat.
    pub fn finish(self) -> Vec<T> {
        self.flat
    }
}
