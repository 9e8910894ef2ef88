//! Integer variables: binders of sums and free variables such as the site that changes.
//!
//! Identity is a number; the name is what the user wrote and is kept for readers only, so that it never disturbs
//! comparing, merging or hashing.

use std::cell::Cell;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// An integer variable. Its values are never negative.
#[derive(Clone, Debug)]
pub struct Variable {
    id: u32,
    name: Rc<str>,
}

impl Variable {
    /// The variable with a given identity: for canonical forms only, everything else asks [`Fresh`].
    pub(crate) fn with_id(id: u32, name: Rc<str>) -> Self {
        Self { id, name }
    }

    /// What makes this variable itself.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The name the user gave it, or the name a pass gave it; not unique.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn shared_name(&self) -> Rc<str> {
        self.name.clone()
    }
}

impl PartialEq for Variable {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Variable {}

impl PartialOrd for Variable {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Variable {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }
}

impl Hash for Variable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// The source of new variables, one for each expansion, so that two expansions of one input are identical.
///
/// Identities below [`Fresh::FIRST`] are reserved for canonical forms.
#[derive(Clone, Debug)]
pub struct Fresh {
    next: Cell<u32>,
}

impl Fresh {
    /// The first identity handed out.
    pub const FIRST: u32 = 1 << 16;

    /// A source that has handed out nothing.
    pub fn new() -> Self {
        Self { next: Cell::new(Self::FIRST) }
    }

    /// A variable that equals no other.
    pub fn variable(&self, name: &str) -> Variable {
        let id = self.next.get();
        self.next.set(id + 1);
        Variable { id, name: name.into() }
    }

    /// A new variable with the name of another.
    pub fn like(&self, other: &Variable) -> Variable {
        let id = self.next.get();
        self.next.set(id + 1);
        Variable { id, name: other.name.clone() }
    }
}

impl Default for Fresh {
    fn default() -> Self {
        Self::new()
    }
}
