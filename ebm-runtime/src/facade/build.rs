//! What can be wrong when a model is built.

use thiserror::Error;

use crate::data::Examples;
use crate::layout::{GivenArray, Layout, ParamBlock, SiteArray};

/// Why a model cannot be built from these shapes and fixed data.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// An array does not have the shape that the energy reads.
    #[error("`{name}` has shape {found:?}, but the energy reads it with shape {expected:?}")]
    Shape {
        /// The argument.
        name: &'static str,
        /// What was given.
        found: Vec<usize>,
        /// What the other shapes determine.
        expected: Vec<usize>,
    },
    /// Two sizes that must be one are not.
    #[error("`{left}` is {found}, but the energy needs it to be `{right}`, which is {expected}")]
    Sizes {
        /// The first size, as the user would write it.
        left: &'static str,
        /// What it is.
        found: usize,
        /// The second size.
        right: &'static str,
        /// What that is.
        expected: usize,
    },
    /// The energy would read beyond the end of an axis.
    #[error(
        "the energy reads up to `{left}`, which is {found}, on an axis that ends at `{right}`, which is {bound}"
    )]
    TooLong {
        /// The first size, as the user would write it.
        left: &'static str,
        /// What it is.
        found: usize,
        /// The second size.
        right: &'static str,
        /// What that is.
        bound: usize,
    },
    /// A read of the energy is outside its array.
    #[error("the energy reads `{read}` at index {}, beyond an axis of length {extent}", signed(*.index))]
    Outside {
        /// What is read, as a formula.
        read: &'static str,
        /// The index: the first number less the second.
        index: (usize, usize),
        /// The length of the axis.
        extent: usize,
    },
    /// An axis of sites has no sites.
    #[error("`{name}` has shape {shape:?}, so it has no sites; every axis must be at least 1 long")]
    NoSites {
        /// The argument.
        name: String,
        /// Its shape.
        shape: Vec<usize>,
    },
    /// A site has no value, or more than numbers can tell apart.
    #[error("`{name}` has sites with {found} values; there must be at least 1 and at most {}", MOST_VALUES)]
    Values {
        /// The argument.
        name: String,
        /// How many values a site has.
        found: usize,
    },
    /// A fixed integer is too large to be the index it is used as.
    #[error("`{name}{}` is {found}, but it is used as an index below {bound}", place(*.row, *.component))]
    Entry {
        /// The argument.
        name: &'static str,
        /// Its entry, flat.
        row: usize,
        /// Its member, where entries are tuples.
        component: Option<usize>,
        /// What stands there.
        found: usize,
        /// What it must be below.
        bound: usize,
    },
    /// An array would have more entries than a computer can address.
    #[error("`{name}` has shape {shape:?}, which is more than can be held in memory")]
    TooLarge {
        /// The argument.
        name: String,
        /// Its shape.
        shape: Vec<usize>,
    },
}

fn place(row: usize, component: Option<usize>) -> String {
    component.map_or_else(|| format!("[{row}]"), |component| format!("[{row}].{component}"))
}

fn signed((above, below): (usize, usize)) -> String {
    if above >= below { (above - below).to_string() } else { format!("−{}", below - above) }
}

/// Checks that an index, the difference of two numbers, is inside an axis.
///
/// # Errors
/// It is negative, or not below the length of the axis.
pub fn check_read(read: &'static str, index: (usize, usize), extent: usize) -> Result<(), BuildError> {
    let inside = index.0.checked_sub(index.1).is_some_and(|index| index < extent);
    if inside { Ok(()) } else { Err(BuildError::Outside { read, index, extent }) }
}

/// Checks a shape against what the other shapes determine.
///
/// # Errors
/// They differ.
pub fn check_shape(name: &'static str, found: &[usize], expected: &[usize]) -> Result<(), BuildError> {
    if found == expected {
        return Ok(());
    }
    Err(BuildError::Shape { name, found: found.to_vec(), expected: expected.to_vec() })
}

/// Checks that two sizes are one; each with its text.
///
/// # Errors
/// They differ.
pub fn check_equal(left: (&'static str, usize), right: (&'static str, usize)) -> Result<(), BuildError> {
    let ((left, found), (right, expected)) = (left, right);
    if found == expected { Ok(()) } else { Err(BuildError::Sizes { left, found, right, expected }) }
}

/// Checks that one size is at most another; each with its text.
///
/// # Errors
/// It is larger.
pub fn check_at_most(left: (&'static str, usize), right: (&'static str, usize)) -> Result<(), BuildError> {
    let ((left, found), (right, bound)) = (left, right);
    if found <= bound { Ok(()) } else { Err(BuildError::TooLong { left, found, right, bound }) }
}

/// Codes are exact in `f32` up to here.
const MOST_VALUES: usize = 1 << 24;

/// The layout of a model, if all its arrays can exist.
///
/// # Errors
/// An axis of sites without sites; sites without values; an array, or all of one kind together, beyond `isize::MAX`
/// entries.
pub fn layout(sites: Vec<SiteArray>, params: Vec<ParamBlock>) -> Result<Layout, BuildError> {
    layout_given(sites, Vec::new(), params)
}

/// The same for a model whose examples are given numbers.
///
/// # Errors
/// As [`layout`].
pub fn layout_given(
    sites: Vec<SiteArray>,
    givens: Vec<GivenArray>,
    params: Vec<ParamBlock>,
) -> Result<Layout, BuildError> {
    if let Some(array) = sites.iter().find(|array| array.shape.contains(&0)) {
        return Err(BuildError::NoSites { name: array.name.clone(), shape: array.shape.clone() });
    }
    let sizes = sites.iter().map(|array| (&array.name, &array.shape));
    addressable(sizes.chain(givens.iter().map(|array| (&array.name, &array.shape))))?;
    addressable(params.iter().map(|block| (&block.name, &block.shape)))?;
    for array in &sites {
        let counts = (0..array.len()).filter_map(|k| array.domain_at(k).value_count());
        if let Some(found) = counts.into_iter().find(|count| !(1..=MOST_VALUES).contains(count)) {
            return Err(BuildError::Values { name: array.name.clone(), found });
        }
    }
    Ok(Layout::new(sites, params).with_givens(givens))
}

fn addressable<'a>(arrays: impl Iterator<Item = (&'a String, &'a Vec<usize>)>) -> Result<(), BuildError> {
    let mut total = 0_usize;
    for (name, shape) in arrays {
        let len = shape.iter().try_fold(1_usize, |product, &extent| product.checked_mul(extent));
        // sixteen lanes of 8 bytes for each entry must still be addressable
        total = match len.and_then(|len| total.checked_add(len)) {
            Some(total) if total <= isize::MAX as usize / 256 => total,
            _ => return Err(BuildError::TooLarge { name: name.clone(), shape: shape.clone() }),
        };
    }
    Ok(())
}

/// The shape of one array of sites in data; all zero if the data have no such array or one with other axes.
pub fn shape_of_data<const AXES: usize>(data: &Examples, array: usize) -> [usize; AXES] {
    let found = data.sites().get(array).and_then(|array| array.shape.as_slice().try_into().ok());
    found.unwrap_or([0; AXES])
}

/// The shape of one array that the examples of data are given; all zero if there is none or one with other axes.
pub fn shape_of_given<const AXES: usize>(data: &Examples, array: usize) -> [usize; AXES] {
    let found = data.givens().get(array).and_then(|array| array.shape.as_slice().try_into().ok());
    found.unwrap_or([0; AXES])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Domain;

    #[test]
    fn impossible_shapes_are_errors() {
        let sites = |shape: &[usize]| vec![SiteArray::new("x", Domain::Spin, shape)];
        assert!(layout(sites(&[3, 4]), vec![ParamBlock::new("h", &[0])]).is_ok());
        assert!(matches!(layout(sites(&[3, 0]), vec![]), Err(BuildError::NoSites { .. })));
        assert!(matches!(layout(sites(&[usize::MAX, 2]), vec![]), Err(BuildError::TooLarge { .. })));
        let states = |states: &[usize]| vec![SiteArray::with_states("z", states, &[2])];
        assert!(layout(states(&[2, 1]), vec![]).is_ok());
        assert_eq!(
            layout(states(&[2, 0]), vec![]).unwrap_err().to_string(),
            "`z` has sites with 0 values; there must be at least 1 and at most 16777216"
        );
        let count = vec![SiteArray::new("c", Domain::Count(usize::MAX), &[2])];
        assert!(matches!(layout(count, vec![]), Err(BuildError::Values { .. })));
        let error = check_shape("mask", &[2, 3], &[3, 3]).unwrap_err();
        assert_eq!(error.to_string(), "`mask` has shape [2, 3], but the energy reads it with shape [3, 3]");
    }
}
