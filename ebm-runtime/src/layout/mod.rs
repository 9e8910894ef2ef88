//! What the flat slices of a model hold: which site array and which parameter block stands where.
//!
//! A state is one flat slice of all site values, what the example is given behind them, and θ one flat slice of all
//! parameters; in order of declaration (latent arrays behind visible ones), each array row-major. Symmetric parameters
//! are stored in full and mirrored.

mod params;
mod shape;
mod site;
mod sites;
mod start;

pub use params::{Constraint, Init, ParamBlock};
pub use shape::ShapeMismatch;
pub use site::{Site, SiteError};
pub use sites::{GivenArray, SiteArray};

use crate::domain::Domain;

/// Which array stands where in the flat slices of a model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    sites: Vec<SiteArray>,
    givens: Vec<GivenArray>,
    params: Vec<ParamBlock>,
    site_count: usize,
    row_len: usize,
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
        Self { sites, givens: Vec::new(), params, site_count, row_len: site_count, param_count }
    }

    /// The same layout with these arrays behind the sites of a state: what each example is given.
    #[must_use]
    pub fn with_givens(mut self, mut givens: Vec<GivenArray>) -> Self {
        self.row_len = self.site_count;
        for array in &mut givens {
            array.offset = self.row_len;
            self.row_len += array.len();
        }
        Self { givens, ..self }
    }

    /// The arrays that each example is given, in order of declaration.
    pub fn givens(&self) -> &[GivenArray] {
        &self.givens
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

    /// The length of a state as the methods of a model take it: all sites, and what the example is given.
    pub fn row_len(&self) -> usize {
        self.row_len
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
        let array = self.array_of(flat);
        array.domain_at(flat - array.offset)
    }

    /// The domain of every site in flat order.
    pub fn domains(&self) -> Vec<Domain> {
        self.sites.iter().flat_map(|array| (0..array.len()).map(|k| array.domain_at(k))).collect()
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

pub(crate) fn entry_name(name: &str, shape: &[usize], flat: usize) -> String {
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
    fn sites_may_have_their_own_number_of_categories_and_rows_their_givens() {
        let layout = Layout::new(vec![SiteArray::with_states("z", &[2, 4, 3], &[3])], Vec::new())
            .with_givens(vec![GivenArray::new("a", &[]), GivenArray::new("b", &[2, 2])]);
        assert_eq!(layout.domains(), [2, 4, 3].map(Domain::Categorical));
        assert_eq!(layout.domain_of(2), Domain::Categorical(3));
        assert_eq!((layout.site_count(), layout.row_len()), (3, 8));
        assert_eq!(layout.givens()[1].range(), 4..8);
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
