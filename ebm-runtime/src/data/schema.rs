//! From the axes of one example in a file to the shapes of the model's arrays.

use super::error::product;
use super::{DataError, DataOptions};
use crate::domain::Domain;

/// An array of data as the energy declares it, before data give it a size.
#[derive(Clone, Debug, PartialEq)]
pub struct VisibleArray {
    /// The name of the argument.
    pub name: &'static str,
    /// The values of a site; [`Domain::ANY_CATEGORY`] where only the model will know the number of categories.
    pub domain: Domain,
    /// Number of axes, that of the examples not counted.
    pub axes: usize,
    /// Whether it is no array of sites, but of numbers that each example is given. Its columns stand behind all sites.
    pub given: bool,
}

impl VisibleArray {
    /// An array of sites.
    pub const fn new(name: &'static str, domain: Domain, axes: usize) -> Self {
        Self { name, domain, axes, given: false }
    }

    /// An array of numbers that each example is given; no axes for a single number.
    pub const fn given(name: &'static str, axes: usize) -> Self {
        Self { name, domain: Domain::Real, axes, given: true }
    }
}

/// The shapes of the arrays whose sites, one array after the other, are the `found` sizes of one example.
///
/// One array with as many axes as the file takes the file's sizes; one with a single axis takes all columns.
/// Otherwise all arrays but one of a single axis need a shape in the options.
pub(super) fn shapes(
    file: &str,
    arrays: &[VisibleArray],
    options: &DataOptions,
    found: &[usize],
) -> Result<Vec<Vec<usize>>, DataError> {
    let wrong = |found: String, expected: String| DataError::Shape { name: file.to_owned(), found, expected };
    let total: usize = found.iter().product();
    let (found, total) = match options.columns {
        Some(wanted) if wanted == 0 || wanted > total => {
            return Err(wrong(
                columns(total),
                format!("`DataOptions::columns` from 1 to {total}, not {wanted}"),
            ));
        }
        Some(wanted) => (vec![wanted], wanted),
        None => (found.to_vec(), total),
    };
    let given = given_shapes(file, arrays, options)?;
    if let ([array], [None]) = (arrays, given.as_slice())
        && found.len() == array.axes
        && total > 0
    {
        return Ok(vec![found]);
    }
    let known: usize = given.iter().flatten().map(|shape| shape.iter().product::<usize>()).sum();
    let open: Vec<usize> = (0..arrays.len()).filter(|&a| given[a].is_none()).collect();
    if let Some(&a) = open.iter().find(|&&a| arrays[a].axes != 1 || open.len() > 1) {
        let VisibleArray { name, axes, .. } = &arrays[a];
        let expected =
            format!("the shape of `{name}`, {}, in `DataOptions::shapes`", count(*axes, "axis", "axes"));
        return Err(wrong(format!("an example of {}", sizes(&found)), expected));
    }
    match open.first() {
        None if known == total => {}
        Some(_) if known < total => {}
        _ => {
            let expected = arrays.iter().zip(&given).map(|(array, shape)| match shape {
                Some(shape) => format!("`{}` {}", array.name, product(shape)),
                None => format!("`{}` at least 1", array.name),
            });
            return Err(wrong(columns(total), expected.collect::<Vec<_>>().join(" + ")));
        }
    }
    Ok(given.into_iter().map(|shape| shape.unwrap_or_else(|| vec![total - known])).collect())
}

/// The shapes in the options, by array; each must name an array and have its number of axes.
fn given_shapes(
    file: &str,
    arrays: &[VisibleArray],
    options: &DataOptions,
) -> Result<Vec<Option<Vec<usize>>>, DataError> {
    // a single number has its shape already
    let mut given: Vec<_> = arrays.iter().map(|array| (array.axes == 0).then(Vec::new)).collect();
    for (name, shape) in &options.shapes {
        let wrong = |expected: String| DataError::Shape {
            name: file.to_owned(),
            found: format!("the shape {} for `{name}` in `DataOptions::shapes`", product(shape)),
            expected,
        };
        let Some(a) = arrays.iter().position(|array| array.name == name) else {
            let names: Vec<_> = arrays.iter().map(|array| format!("`{}`", array.name)).collect();
            return Err(wrong(format!("an array of the model: {}", names.join(", "))));
        };
        let cells = shape.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
        if shape.len() != arrays[a].axes || cells.unwrap_or(0) == 0 {
            return Err(wrong(format!("{}, each at least 1 long", count(arrays[a].axes, "axis", "axes"))));
        }
        given[a] = Some(shape.clone());
    }
    Ok(given)
}

fn columns(count_of: usize) -> String {
    count(count_of, "column", "columns")
}

fn sizes(found: &[usize]) -> String {
    if found.len() == 1 { columns(found[0]) } else { product(found) }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
