//! Mistakes of the user: collected, never thrown.
//!
//! Every phase takes `&mut Errors` first, reports what it finds and goes on, so that all mistakes of a
//! function are told in one compile. What a phase could not understand it replaces by a poison value, and a
//! poison value can only be made from a [`Reported`], which only [`Errors::report`] gives out: there is no
//! silent poison, and no second message about the same mistake.
//!
//! The messages themselves are the catalogue: one constructor for each mistake, in the modules below, by
//! phase. Form: what was found, why it cannot be followed, what to write instead; lower case, no final dot,
//! code in backticks, at the smallest guilty token.

pub mod body;
pub mod domains;
pub mod lowering;
pub mod nearest;
pub mod place;
pub mod signature;

use proc_macro2::TokenStream;

pub use place::{Place, source};

/// One mistake: where, and what to write instead.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The smallest guilty piece of source.
    pub place: Place,
    /// Found – why – what to write instead.
    pub message: String,
}

impl Mistake {
    /// A mistake at `place`. Called by the catalogue only.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Mistake {
        Mistake { place, message: message.into() }
    }

    /// `compile_error!` under the whole of the place.
    pub fn to_tokens(&self) -> TokenStream {
        self.place.compile_error(&self.message)
    }
}

/// Proof that a mistake was reported: what a poison value must carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// The mistakes found so far.
///
/// Must be asked before it is dropped ([`Errors::barrier`] or [`Errors::finish`]): forgetting that would lose
/// them.
#[derive(Debug, Default)]
#[must_use]
pub struct Errors {
    mistakes: Vec<Mistake>,
    asked: bool,
}

impl Errors {
    /// No mistakes yet.
    pub fn new() -> Errors {
        Errors::default()
    }

    /// Notes a mistake and gives the proof of it.
    pub fn report(&mut self, mistake: Mistake) -> Reported {
        self.mistakes.push(mistake);
        self.asked = false;
        Reported(())
    }

    /// `Err` if anything was reported so far: the end of a phase that later ones rely on.
    pub fn barrier(&mut self) -> Result<(), Reported> {
        self.asked = true;
        if self.mistakes.is_empty() { Ok(()) } else { Err(Reported(())) }
    }

    /// All mistakes, in the order in which they were found; a message is told once for each place.
    pub fn finish(mut self) -> Vec<Mistake> {
        self.asked = true;
        let mut told: Vec<Mistake> = Vec::new();
        for mistake in std::mem::take(&mut self.mistakes) {
            if !told.iter().any(|other| other.message == mistake.message && other.place.same(mistake.place)) {
                told.push(mistake);
            }
        }
        told
    }

    /// All mistakes as `compile_error!` items.
    pub fn into_tokens(self) -> TokenStream {
        self.finish().iter().map(Mistake::to_tokens).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            debug_assert!(
                self.asked || self.mistakes.is_empty(),
                "mistakes were collected and never told: {:?}",
                self.mistakes
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    fn mistake(message: &str) -> Mistake {
        Mistake::new(Place::at(Span::call_site()), message)
    }

    #[test]
    fn collects_in_order_and_tells_once() {
        let mut errors = Errors::new();
        assert!(errors.barrier().is_ok());
        errors.report(mistake("first"));
        errors.report(mistake("second"));
        errors.report(mistake("first"));
        assert!(errors.barrier().is_err());
        let told: Vec<String> = errors.finish().into_iter().map(|mistake| mistake.message).collect();
        assert_eq!(told, ["first", "second"]);
    }

    #[test]
    #[should_panic(expected = "never told")]
    #[cfg(debug_assertions)]
    fn dropping_untold_mistakes_is_a_bug() {
        let mut errors = Errors::new();
        errors.report(mistake("lost"));
    }

    #[test]
    fn becomes_compile_errors() {
        let mut errors = Errors::new();
        errors.report(mistake("no `while`"));
        assert!(errors.into_tokens().to_string().contains("compile_error"));
    }
}
