//! What a state is made of: arrays of sites, and arrays of what each example is given.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::Domain;

/// One array of sites.
#[derive(Clone, PartialEq, Debug)]
pub struct SiteArray {
    /// As the user wrote it.
    pub name: String,
    /// The values of each site; the largest of them where each site has its own number of categories.
    pub domain: Domain,
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// The flat number of its first site.
    pub offset: usize,
    /// Whether its sites are latent, in the layout of a joint density.
    pub latent: bool,
    /// The number of categories of each site, where each has its own.
    states: Option<Arc<[usize]>>,
}

impl SiteArray {
    /// An array of visible sites; its place is given by [`Layout::new`](super::Layout::new).
    pub fn new(name: impl Into<String>, domain: Domain, shape: &[usize]) -> Self {
        Self { name: name.into(), domain, shape: shape.to_vec(), offset: 0, latent: false, states: None }
    }

    /// An array of categorical sites, each with its own number of categories, row-major.
    ///
    /// # Panics
    /// Unless there are as many numbers as sites: whoever declares them checks that.
    pub fn with_states(name: impl Into<String>, states: &[usize], shape: &[usize]) -> Self {
        let domain = Domain::Categorical(states.iter().copied().max().unwrap_or(0));
        let array = Self { states: Some(states.into()), ..Self::new(name, domain, shape) };
        assert_eq!(states.len(), array.len(), "`{}`: a number of categories for each site", array.name);
        array
    }

    /// The same array, latent.
    #[must_use]
    pub fn latent(self) -> Self {
        Self { latent: true, ..self }
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

    /// The values of its site `k`, row-major in the array.
    pub fn domain_at(&self, k: usize) -> Domain {
        match &self.states {
            Some(states) => Domain::Categorical(states[k]),
            None => self.domain,
        }
    }
}

/// One array of numbers that each example is given.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenArray {
    /// As the user wrote it.
    pub name: String,
    /// The length of each axis; empty for a number.
    pub shape: Vec<usize>,
    /// Its place in a row: behind all sites.
    pub offset: usize,
}

impl GivenArray {
    /// An array of givens; its place is given by [`Layout::with_givens`](super::Layout::with_givens).
    pub fn new(name: impl Into<String>, shape: &[usize]) -> Self {
        Self { name: name.into(), shape: shape.to_vec(), offset: 0 }
    }

    /// The number of its entries.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places of its entries in a row.
    pub fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.len()
    }
}
