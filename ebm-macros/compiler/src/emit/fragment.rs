//! Pieces of Rust that know how tightly they bind, so that parentheses stand only where they are needed.

use proc_macro2::TokenStream;
use quote::quote;

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    /// `a + b`, `a - b`
    Sum,
    /// `a / b`, `a % b`: no looser than a product, and yet in parentheses inside one, for the reader
    Division,
    /// `a * b`
    Product,
    /// `-a`
    Prefix,
    /// A name, a call, a bracketed expression.
    Whole,
}

/// What a number is, while a method runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// `V::Real`: the same for all lanes.
    Real,
    /// `V`: one number for each lane.
    Lane,
}

/// An integer expression of type `usize`.
#[derive(Clone, Debug)]
pub(super) struct Integer {
    /// The Rust.
    pub(super) tokens: TokenStream,
    /// How tightly it binds.
    pub(super) level: Level,
    /// `Lane` for an integer that depends on the state: it names the `lane` that it is computed for.
    pub(super) kind: Kind,
}

impl Integer {
    /// A name, a literal, a call: the same for all lanes.
    pub(super) fn whole(tokens: TokenStream) -> Self {
        Self { tokens, level: Level::Whole, kind: Kind::Real }
    }

    /// An expression made of others.
    pub(super) fn of(parts: &[&Self], level: Level, tokens: TokenStream) -> Self {
        Self { tokens, level, kind: parts.iter().map(|part| part.kind).max().unwrap_or(Kind::Real) }
    }

    /// Whether each lane has its own.
    pub(super) fn by_lane(&self) -> bool {
        self.kind == Kind::Lane
    }

    /// The expression, in parentheses if it binds more loosely than `level`.
    pub(super) fn at(&self, level: Level) -> TokenStream {
        at(&self.tokens, self.level, level)
    }
}

/// An expression of type `V` or `V::Real`.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// The Rust.
    pub(super) tokens: TokenStream,
    /// How tightly it binds.
    pub(super) level: Level,
    /// Which of the two types.
    pub(super) kind: Kind,
}

impl Scalar {
    /// A name, an entry, a call.
    pub(super) fn whole(tokens: TokenStream, kind: Kind) -> Self {
        Self { tokens, level: Level::Whole, kind }
    }

    /// The expression, in parentheses if it binds more loosely than `level`.
    pub(super) fn at(&self, level: Level) -> TokenStream {
        at(&self.tokens, self.level, level)
    }

    /// The same number in every lane, if it is not one number for each lane already.
    pub(super) fn widened(self, kind: Kind) -> Self {
        if self.kind >= kind {
            return self;
        }
        let tokens = self.tokens;
        Self::whole(quote!(V::splat(#tokens)), Kind::Lane)
    }
}

/// A number with its sign kept apart.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// Whether it is taken away.
    pub(super) negative: bool,
    /// What.
    pub(super) scalar: Scalar,
    /// For a negative one: the same with its sign in its number, if it has one.
    pub(super) folded: Option<Scalar>,
}

fn at(tokens: &TokenStream, own: Level, level: Level) -> TokenStream {
    if own >= level { tokens.clone() } else { quote!((#tokens)) }
}

/// The product: numbers that all lanes share first, among themselves, and then one multiplication with the lanes.
///
/// `x[s] * (number(2.0) * h[s])`. `None` for no factors.
pub(super) fn product(factors: Vec<Scalar>) -> Option<Scalar> {
    let (lanes, reals): (Vec<_>, Vec<_>) = factors.into_iter().partition(|f| f.kind == Kind::Lane);
    let joined = |mut members: Vec<Scalar>| match members.len() {
        0 => None,
        1 => members.pop(),
        _ => {
            // a loosely bound member reads best behind the others
            members.sort_by_key(|member| member.level == Level::Sum);
            let kind = members[0].kind;
            let mut members = members.iter().map(|member| member.at(Level::Product));
            let first = members.next()?;
            Some(Scalar { tokens: quote!(#first #(* #members)*), level: Level::Product, kind })
        }
    };
    match (joined(lanes), joined(reals)) {
        (Some(lanes), Some(reals)) => {
            // a product of numbers in parentheses, or it would be multiplied lane by lane
            let (lanes, reals) = (lanes.at(Level::Product), reals.at(Level::Prefix));
            Some(Scalar { tokens: quote!(#lanes * #reals), level: Level::Product, kind: Kind::Lane })
        }
        (lanes, reals) => lanes.or(reals),
    }
}

/// The sum: lanes first, as a number may be added to lanes but not lanes to a number. `None` for no summands.
pub(super) fn sum(summands: Vec<Signed>) -> Option<Scalar> {
    let (lanes, reals): (Vec<_>, Vec<_>) = summands.into_iter().partition(|s| s.scalar.kind == Kind::Lane);
    match (lanes.is_empty(), reals.is_empty()) {
        (true, true) => None,
        (false, true) => Some(joined(lanes)),
        (true, false) => Some(joined(reals)),
        (false, false) => {
            let lanes = joined(lanes).tokens;
            let (negative, reals) = match <[Signed; 1]>::try_from(reals) {
                Ok([one]) => (one.negative, one.scalar),
                Err(several) => (false, joined(several)),
            };
            let reals = reals.at(Level::Division);
            let tokens = if negative { quote!(#lanes - #reals) } else { quote!(#lanes + #reals) };
            Some(Scalar { tokens, level: Level::Sum, kind: Kind::Lane })
        }
    }
}

/// Summands of one kind, a positive one in front if there is one.
fn joined(mut summands: Vec<Signed>) -> Scalar {
    if let Some(place) = summands.iter().position(|summand| !summand.negative) {
        let first = summands.remove(place);
        summands.insert(0, first);
    }
    if let Some(folded) = summands[0].folded.take().filter(|_| summands[0].negative) {
        summands[0] = Signed { negative: false, scalar: folded, folded: None };
    }
    let kind = summands[0].scalar.kind;
    let single = summands.len() == 1;
    let mut tokens = TokenStream::new();
    let mut level = Level::Sum;
    for (place, Signed { negative, scalar, .. }) in summands.into_iter().enumerate() {
        let value = scalar.at(if negative && place == 0 { Level::Product } else { Level::Division });
        match (place, negative) {
            (0, false) => {
                tokens.extend(value);
                level = if single { scalar.level } else { level };
            }
            (0, true) => {
                tokens.extend(quote!(-#value));
                level = if single { scalar.level.clamp(Level::Product, Level::Prefix) } else { level };
            }
            (_, false) => tokens.extend(quote!(+ #value)),
            (_, true) => tokens.extend(quote!(- #value)),
        }
    }
    Scalar { tokens, level, kind }
}
