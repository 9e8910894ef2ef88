//! Markov networks in the UAI format: the word MARKOV, the numbers of values, the scopes of the factors, their tables.
//!
//! The format is that of the UAI competitions: text, tokens apart by white space, tables of factor values (not logarithms), the
//! first variable of a scope varying slowest. Read plain or gzip.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::str::{FromStr, SplitWhitespace};

use flate2::read::MultiGzDecoder;

/// A product of tables.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Network {
    /// How many values each variable has.
    pub(crate) counts: Vec<usize>,
    /// The factors.
    pub(crate) factors: Vec<Factor>,
}

/// One table.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Factor {
    /// Its variables.
    pub(crate) scope: Vec<usize>,
    /// Logarithms of its entries; −∞ for 0.
    pub(crate) logs: Vec<f64>,
}

/// What is wrong with a file.
#[derive(Debug)]
pub(crate) enum UaiError {
    /// It cannot be read.
    Io(io::Error),
    /// It is not in the format.
    Format {
        /// Where.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
}

impl fmt::Display for UaiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Format { place, found, expected } => {
                write!(f, "{place}: found {found}, expected {expected}")
            }
        }
    }
}

impl std::error::Error for UaiError {}

/// Reads a network from a file, plain or gzip.
pub(crate) fn read(path: &Path) -> Result<Network, UaiError> {
    let mut bytes = Vec::new();
    BufReader::new(File::open(path).map_err(UaiError::Io)?).read_to_end(&mut bytes).map_err(UaiError::Io)?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        MultiGzDecoder::new(&*bytes).read_to_string(&mut text).map_err(UaiError::Io)?;
    } else {
        text = String::from_utf8(bytes)
            .map_err(|error| UaiError::Io(io::Error::new(io::ErrorKind::InvalidData, error)))?;
    }
    parse(&text)
}

/// Reads a network from text.
pub(crate) fn parse(text: &str) -> Result<Network, UaiError> {
    let mut tokens = Tokens { rest: text.split_whitespace(), number: 0 };
    let kind = tokens.next("the word MARKOV")?;
    if !kind.eq_ignore_ascii_case("MARKOV") {
        return Err(tokens.wrong(kind, "the word MARKOV"));
    }
    let variables: usize = tokens.parse("the number of variables")?;
    let counts = (0..variables)
        .map(|variable| tokens.between(1, usize::MAX, &format!("how many values variable {variable} has")))
        .collect::<Result<Vec<usize>, _>>()?;
    let factors: usize = tokens.parse("the number of factors")?;
    let mut scopes = Vec::new();
    for factor in 0..factors {
        let size: usize = tokens.parse(&format!("how many variables factor {factor} has"))?;
        let mut scope = Vec::new();
        for _ in 0..size {
            let what = format!("a variable of factor {factor}, from 0 to {}", variables.saturating_sub(1));
            let variable = tokens.between(0, variables.saturating_sub(1), &what)?;
            if scope.contains(&variable) {
                return Err(
                    tokens.wrong(&variable.to_string(), &format!("another variable of factor {factor}"))
                );
            }
            scope.push(variable);
        }
        scopes.push(scope);
    }
    let mut tables = Vec::new();
    for (factor, scope) in scopes.into_iter().enumerate() {
        let expected: usize = scope.iter().map(|&variable| counts[variable]).product();
        let what = format!("{expected}, the number of entries of factor {factor}");
        tokens.between(expected, expected, &what)?;
        let mut logs = Vec::with_capacity(expected);
        for entry in 0..expected {
            let what = format!("entry {entry} of factor {factor}: a finite number, at least 0");
            let value: f64 = tokens.parse(&what)?;
            if !(value.is_finite() && value >= 0.0) {
                return Err(tokens.wrong(&value.to_string(), &what));
            }
            logs.push(value.ln());
        }
        tables.push(Factor { scope, logs });
    }
    match tokens.rest.next() {
        Some(more) => {
            tokens.number += 1;
            Err(tokens.wrong(more, "the end: all tables were read"))
        }
        None => Ok(Network { counts, factors: tables }),
    }
}

/// Words, counted from 1 for messages.
struct Tokens<'a> {
    rest: SplitWhitespace<'a>,
    number: usize,
}

impl<'a> Tokens<'a> {
    fn wrong(&self, found: &str, expected: &str) -> UaiError {
        UaiError::Format {
            place: format!("token {}", self.number),
            found: format!("`{found}`"),
            expected: expected.to_owned(),
        }
    }

    fn next(&mut self, expected: &str) -> Result<&'a str, UaiError> {
        self.number += 1;
        self.rest.next().ok_or_else(|| UaiError::Format {
            place: format!("token {}", self.number),
            found: "the end of the file".to_owned(),
            expected: expected.to_owned(),
        })
    }

    fn parse<T: FromStr>(&mut self, expected: &str) -> Result<T, UaiError> {
        let token = self.next(expected)?;
        token.parse().map_err(|_| self.wrong(token, expected))
    }

    fn between(&mut self, low: usize, high: usize, expected: &str) -> Result<usize, UaiError> {
        let value: usize = self.parse(expected)?;
        if (low..=high).contains(&value) { Ok(value) } else { Err(self.wrong(&value.to_string(), expected)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_and_tables_are_read() {
        let network = parse("MARKOV\n3\n2 3 1\n2\n1 0\n2 1 0\n\n2\n 1 0\n6\n 1 2 3 4 5 6\n").unwrap();
        assert_eq!(network.counts, [2, 3, 1]);
        assert_eq!(network.factors[0], Factor { scope: vec![0], logs: vec![0.0, f64::NEG_INFINITY] });
        assert_eq!(network.factors[1].scope, [1, 0]);
        assert_eq!(network.factors[1].logs[5], 6.0_f64.ln());
        let none = parse("markov 2 2 2 0").unwrap();
        assert_eq!((none.counts.len(), none.factors.len()), (2, 0));
        assert_eq!(parse("MARKOV 0 0").unwrap().counts.len(), 0);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let refuse = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(refuse(""), "token 1: found the end of the file, expected the word MARKOV");
        assert_eq!(refuse("BAYES 1 2 0"), "token 1: found `BAYES`, expected the word MARKOV");
        assert_eq!(refuse("MARKOV 1 0"), "token 3: found `0`, expected how many values variable 0 has");
        assert_eq!(
            refuse("MARKOV 1 2 1 1 1"),
            "token 6: found `1`, expected a variable of factor 0, from 0 to 0"
        );
        assert_eq!(
            refuse("MARKOV 2 2 2 1 2 0 0"),
            "token 8: found `0`, expected another variable of factor 0"
        );
        assert_eq!(
            refuse("MARKOV 1 2 1 1 0 3 1 1 1"),
            "token 7: found `3`, expected 2, the number of entries of factor 0"
        );
        let negative = refuse("MARKOV 1 2 1 1 0 2 1 -1");
        assert_eq!(
            negative,
            "token 9: found `-1`, expected entry 1 of factor 0: a finite number, at least 0"
        );
        assert_eq!(refuse("MARKOV 1 2 0 7"), "token 5: found `7`, expected the end: all tables were read");
    }
}
