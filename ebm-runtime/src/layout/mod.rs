//! What the flat slices of a model hold: which site array and which parameter block stands where.
//!
//! A state is one flat slice of all site values, and θ one flat slice of all parameters; both in order of declaration,
//! each array row-major. Symmetric parameters are stored in full and mirrored.

mod shape;
mod site;

pub use shape::ShapeMismatch;
pub use site::{Site, SiteError};

use std::ops::Range;

use crate::domain::Domain;

/// One array of sites.
#[derive(Clone, PartialEq, Debug)]
pub struct SiteArray {
    /// As the user wrote it.
    pub name: String,
    /// The values of each site.
    pub domain: Domain,
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// The flat number of its first site.
    pub offset: usize,
}

impl SiteArray {
    /// An array of sites; its place is given by [`Layout::new`].
    pub fn new(name: impl Into<String>, domain: Domain, shape: &[usize]) -> Self {
        Self { name: name.into(), domain, shape: shape.to_vec(), offset: 0 }
    }

    /// The number of sites.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it has no sites.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The flat numbers of its sites.
    pub fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.len()
    }
}

/// What ties or restricts the entries of a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Constraint {
    /// Entries `[i, k]` and `[k, i]` are one parameter.
    pub symmetric: bool,
    /// Entries `[i, i]` are zero, always.
    pub zero_diagonal: bool,
    /// Entries are positive; learned on the log scale.
    pub positive: bool,
    /// Not learned.
    pub frozen: bool,
}

/// Where learning starts.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
#[non_exhaustive]
pub enum Init {
    /// All zero.
    #[default]
    Zeros,
    /// All one value.
    Constant(f64),
}

/// One parameter array.
#[derive(Clone, PartialEq, Debug)]
pub struct ParamBlock {
    /// As the user wrote it.
    pub name: String,
    /// The length of each axis; empty for a scalar.
    pub shape: Vec<usize>,
    /// The flat number of its first entry.
    pub offset: usize,
    /// What ties or restricts its entries.
    pub constraint: Constraint,
    /// Where learning starts.
    pub init: Init,
}

impl ParamBlock {
    /// A parameter without constraints that starts at zero; its place is given by [`Layout::new`].
    pub fn new(name: impl Into<String>, shape: &[usize]) -> Self {
        let (constraint, init) = (Constraint::default(), Init::default());
        Self { name: name.into(), shape: shape.to_vec(), offset: 0, constraint, init }
    }

    /// The same block with other constraints.
    pub fn constrained(self, constraint: Constraint) -> Self {
        Self { constraint, ..self }
    }

    /// The same block with another start.
    pub fn starting_at(self, init: Init) -> Self {
        Self { init, ..self }
    }

    /// The number of entries, tied ones each.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The flat numbers of its entries.
    pub fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.len()
    }

    /// The flat numbers of the entries `[i, i]` of a square matrix.
    pub fn diagonal(&self) -> impl Iterator<Item = usize> {
        let n = self.shape.first().copied().unwrap_or(0);
        let offset = self.offset;
        (0..n).map(move |i| offset + i * n + i)
    }
}

/// Which site array and which parameter block stands where in the flat slices of a model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    sites: Vec<SiteArray>,
    params: Vec<ParamBlock>,
    site_count: usize,
    param_count: usize,
}

impl Layout {
    /// Places arrays and blocks one behind the other.
    ///
    /// # Panics
    /// If a parameter is `symmetric` or `zero_diagonal` and no square matrix: whoever declares it makes it one.
    pub fn new(mut sites: Vec<SiteArray>, mut params: Vec<ParamBlock>) -> Self {
        let (mut site_count, mut param_count) = (0, 0);
        for array in &mut sites {
            array.offset = site_count;
            site_count += array.len();
        }
        for block in &mut params {
            let Constraint { symmetric, zero_diagonal, .. } = block.constraint;
            let square = matches!(block.shape[..], [rows, columns] if rows == columns);
            assert!(square || !(symmetric || zero_diagonal), "`{}` is no square matrix", block.name);
            block.offset = param_count;
            param_count += block.len();
        }
        Self { sites, params, site_count, param_count }
    }

    /// The site arrays in order of declaration.
    pub fn sites(&self) -> &[SiteArray] {
        &self.sites
    }

    /// The parameter blocks in order of declaration.
    pub fn params(&self) -> &[ParamBlock] {
        &self.params
    }

    /// The number of sites of all arrays.
    pub fn site_count(&self) -> usize {
        self.site_count
    }

    /// The length of a state as the methods of a model take it.
    pub fn row_len(&self) -> usize {
        self.site_count
    }

    /// The number of entries of all blocks, tied ones each: the length of θ.
    pub fn param_count(&self) -> usize {
        self.param_count
    }

    /// The array that a flat site belongs to.
    ///
    /// # Panics
    /// Unless `flat < site_count()`; check what a user gives with [`find`](Self::find).
    pub fn array_of(&self, flat: usize) -> &SiteArray {
        assert!(flat < self.site_count, "site {flat} of {}", self.site_count);
        // arrays without sites have the offset of the next one, so the last that starts at or before it is the one
        let behind = self.sites.partition_point(|array| array.offset <= flat);
        &self.sites[behind - 1]
    }

    /// The domain of a flat site.
    ///
    /// # Panics
    /// Unless `flat < site_count()`.
    pub fn domain_of(&self, flat: usize) -> Domain {
        self.array_of(flat).domain
    }

    /// The domain of every site in flat order.
    pub fn domains(&self) -> Vec<Domain> {
        self.sites.iter().flat_map(|array| std::iter::repeat_n(array.domain, array.len())).collect()
    }

    /// The flat number of a site.
    ///
    /// # Errors
    /// The array, the axes or an index do not exist.
    pub fn find(&self, site: impl Into<Site>) -> Result<usize, SiteError> {
        let site = site.into();
        let Some(number) = site.array else {
            let flat = site.index[0];
            let sites = self.site_count;
            return if flat < sites { Ok(flat) } else { Err(SiteError::Flat { flat, sites }) };
        };
        let arrays = self.sites.len();
        let array = self.sites.get(number).ok_or(SiteError::Array { array: number, arrays })?;
        let index = &site.index[..site.axes];
        let inside = index.len() == array.shape.len() && index.iter().zip(&array.shape).all(|(i, n)| i < n);
        if !inside {
            let (name, shape) = (array.name.clone(), array.shape.clone());
            return Err(SiteError::Index { name, index: index.to_vec(), shape });
        }
        Ok(array.offset + index.iter().zip(&array.shape).fold(0, |flat, (i, n)| flat * n + i))
    }

    /// The name of a flat site: `x[3]`, `x[1, 0]`.
    ///
    /// # Panics
    /// Unless `flat < site_count()`.
    pub fn site_name(&self, flat: usize) -> String {
        let array = self.array_of(flat);
        entry_name(&array.name, &array.shape, flat - array.offset)
    }

    /// The block that a flat parameter belongs to.
    ///
    /// # Panics
    /// Unless `flat < param_count()`.
    pub fn block_of(&self, flat: usize) -> &ParamBlock {
        assert!(flat < self.param_count, "parameter {flat} of {}", self.param_count);
        let behind = self.params.partition_point(|block| block.offset <= flat);
        &self.params[behind - 1]
    }

    /// The name of a flat parameter: `coupling`, `h[0]`, `j[3, 1]`.
    ///
    /// # Panics
    /// Unless `flat < param_count()`.
    pub fn param_name(&self, flat: usize) -> String {
        let block = self.block_of(flat);
        entry_name(&block.name, &block.shape, flat - block.offset)
    }

    /// The parameters that learning starts with, in `f64`.
    pub fn initial_theta(&self) -> Vec<f64> {
        let mut theta = vec![0.0; self.param_count];
        for block in &self.params {
            if let Init::Constant(value) = block.init {
                theta[block.range()].fill(value);
                if block.constraint.zero_diagonal {
                    block.diagonal().for_each(|flat| theta[flat] = 0.0);
                }
            }
        }
        theta
    }
}

/// The index of the entry `flat` of a row-major array.
pub fn unravel(shape: &[usize], mut flat: usize) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (i, &n) in index.iter_mut().zip(shape).rev() {
        *i = flat % n;
        flat /= n;
    }
    index
}

fn entry_name(name: &str, shape: &[usize], flat: usize) -> String {
    if shape.is_empty() {
        return name.to_owned();
    }
    let index: Vec<String> = unravel(shape, flat).iter().map(usize::to_string).collect();
    format!("{name}[{}]", index.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        Layout::new(
            vec![
                SiteArray::new("x", Domain::Spin, &[2, 3]),
                SiteArray::new("none", Domain::Binary, &[0]),
                SiteArray::new("y", Domain::Real, &[4]),
            ],
            vec![
                ParamBlock::new("coupling", &[]).starting_at(Init::Constant(0.5)),
                ParamBlock::new("j", &[4, 4]),
            ],
        )
    }

    #[test]
    fn sites_are_found_and_named() {
        let layout = layout();
        assert_eq!(layout.site_count(), 10);
        assert_eq!(layout.find([1, 2]), Ok(5));
        assert_eq!(layout.find((2, [3])), Ok(9));
        assert_eq!(layout.find(7), Ok(7));
        assert_eq!(layout.site_name(5), "x[1, 2]");
        assert_eq!(layout.site_name(6), "y[0]");
        assert_eq!(layout.domain_of(5), Domain::Spin);
        assert_eq!(layout.domain_of(6), Domain::Real);
        assert_eq!(layout.domains()[5..7], [Domain::Spin, Domain::Real]);
    }

    #[test]
    fn sites_that_do_not_exist_are_errors() {
        let layout = layout();
        let text = |site: Site| layout.find(site).unwrap_err().to_string();
        assert_eq!(text(10.into()), "site 10 does not exist: the model has 10 sites");
        assert_eq!(text([1, 3].into()), "site [1, 3] does not exist: `x` has shape [2, 3]");
        assert_eq!(text([1].into()), "site [1] does not exist: `x` has shape [2, 3]");
        assert_eq!(text((3, [0]).into()), "site array 3 does not exist: the model has 3");
    }

    #[test]
    fn parameters_are_named_and_started() {
        let layout = layout();
        assert_eq!(layout.param_count(), 17);
        assert_eq!(layout.param_name(0), "coupling");
        assert_eq!(layout.param_name(1 + 13), "j[3, 1]");
        assert_eq!(layout.initial_theta()[..2], [0.5, 0.0]);
    }
}
