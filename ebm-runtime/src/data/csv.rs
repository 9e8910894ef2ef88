//! Comma-separated text: one example a line, its sites in flat order.
//!
//! The fields are numbers, perhaps in double quotes; the first row may be a header; blank lines and lines that
//! start with `#` are skipped; a byte-order mark is ignored. A line break ends a row, also within quotes. That
//! is all there is to tables of numbers, and reading lines ourselves keeps line numbers exact where a general
//! CSV parser counts skipped lines to the next row.

use super::filler::Filler;
use super::input::Input;
use super::{DataError, DataOptions, Examples, Header, Place, VisibleArray};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the whole source, line by line.
pub(super) fn read(
    input: Input<'_>,
    arrays: &[VisibleArray],
    options: &DataOptions,
) -> Result<Examples, DataError> {
    let mut lines = Lines { input, text: Vec::new(), number: 0 };
    let Some(header) = header(&mut lines, options)? else {
        return Err(DataError::Empty { name: lines.input.file });
    };
    let weight_column = weight_column(&lines, header.names.as_deref(), options)?;
    if header.names.is_some() && !lines.advance()? {
        return Err(DataError::HeaderOnly { file: lines.input.file, line: header.line });
    }
    let width = header.fields - usize::from(weight_column.is_some());
    let mut filler = Filler::new(&lines.input.file, arrays, options, &[width], false)?;
    let mut weights = Vec::new();
    let mut rows = 0;
    loop {
        row(&lines, &header, weight_column, &mut filler, &mut weights)?;
        rows += 1;
        if !lines.advance()? {
            break;
        }
    }
    let examples = filler.finish(rows);
    if weight_column.is_some() { examples.with_weights(weights) } else { Ok(examples) }
}

/// The lines that are neither blank nor a comment.
struct Lines<'a> {
    input: Input<'a>,
    text: Vec<u8>,
    number: u64,
}

impl Lines<'_> {
    fn advance(&mut self) -> Result<bool, DataError> {
        while self.input.line(&mut self.text)? {
            self.number += 1;
            if self.number == 1 && self.text.starts_with(BYTE_ORDER_MARK) {
                self.text.drain(..BYTE_ORDER_MARK.len());
            }
            let text = self.text.trim_ascii();
            if !text.is_empty() && !text.starts_with(b"#") {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fields(&self) -> Fields<'_> {
        Fields { rest: Some(&self.text) }
    }

    /// Where the field stands, counted from 1.
    fn place(&self, field: usize) -> Place {
        Place::Line { file: self.input.file.clone(), line: self.number, column: field + 1 }
    }

    /// Why the field of a legal position was refused.
    fn refuse(&self, field: usize, text: &[u8], expected: &str) -> DataError {
        let (at, mut expected) = (self.place(field), expected.to_owned());
        match str::from_utf8(text) {
            Err(_) => DataError::NotUtf8 {
                at,
                found: text.escape_ascii().take(40).map(char::from).collect(),
                expected,
            },
            Ok(found) => {
                if found.contains([' ', '\t', ';', '|']) {
                    expected.push_str(", fields separated by commas");
                }
                DataError::Value { at, found: found.to_owned(), expected }
            }
        }
    }
}

/// The first row: where it stands, its number of fields, and its names if it is a header.
struct First {
    line: u64,
    fields: usize,
    names: Option<Vec<String>>,
}

/// Looks at the first row; if it is no header it stays the current line.
fn header(lines: &mut Lines<'_>, options: &DataOptions) -> Result<Option<First>, DataError> {
    if !lines.advance()? {
        return Ok(None);
    }
    if let Some(field) = separated_otherwise(lines.fields())
        && options.header == Header::Detect
    {
        return Err(lines.refuse(0, field, "a number"));
    }
    let is_header = match options.header {
        Header::Present => true,
        Header::Absent => false,
        Header::Detect => lines.fields().all(|field| !field.is_empty() && number(field).is_none()),
    };
    let mut names = Vec::new();
    for (i, field) in lines.fields().enumerate() {
        let name = str::from_utf8(field).map_err(|_| lines.refuse(i, field, "text in UTF-8"))?;
        names.push(name.to_owned());
    }
    Ok(Some(First { line: lines.number, fields: names.len(), names: is_header.then_some(names) }))
}

fn weight_column(
    lines: &Lines<'_>,
    names: Option<&[String]>,
    options: &DataOptions,
) -> Result<Option<usize>, DataError> {
    let Some(wanted) = &options.weight_column else { return Ok(None) };
    let names = names.unwrap_or_default();
    match names.iter().position(|name| name == wanted) {
        Some(column) => Ok(Some(column)),
        None => Err(DataError::NoSuchColumn {
            file: lines.input.file.clone(),
            column: wanted.clone(),
            expected: if names.is_empty() {
                "a header with its name".to_owned()
            } else {
                format!("one of the header's names: {}", names.join(", "))
            },
        }),
    }
}

/// Appends the current line to the data.
fn row(
    lines: &Lines<'_>,
    first: &First,
    weight_column: Option<usize>,
    filler: &mut Filler,
    weights: &mut Vec<f64>,
) -> Result<(), DataError> {
    let found = lines.fields().count();
    if found != first.fields {
        let (file, line) = (lines.input.file.clone(), lines.number);
        return Err(DataError::Ragged { file, line, found, expected: first.fields, first: first.line });
    }
    let mut column = 0;
    for (i, field) in lines.fields().enumerate() {
        if weight_column == Some(i) {
            let weight = number(field).filter(|weight| weight.is_finite() && *weight >= 0.0);
            weights.push(weight.ok_or_else(|| lines.refuse(i, field, "a weight: a finite number ≥ 0"))?);
            continue;
        }
        if column < filler.width() && !number(field).is_some_and(|value| filler.put(column, value)) {
            return Err(lines.refuse(i, field, &filler.expected(column, number(field))));
        }
        column += 1;
    }
    Ok(())
}

/// The only field of a line, where it is some numbers with other separators than commas: no header, whatever comes after it.
fn separated_otherwise<'a>(mut fields: Fields<'a>) -> Option<&'a [u8]> {
    let field = fields.next().filter(|_| fields.rest.is_none())?;
    let mut pieces = field.split(|byte| b" \t;|".contains(byte)).filter(|piece| !piece.is_empty());
    let all = pieces.clone().count() > 1 && pieces.all(|piece| number(piece).is_some());
    all.then_some(field)
}

/// The number that a field spells; Rust's own grammar of floats, so `1`, `-1`, `+1`, `1e-3`, `.5`, and also
/// `NaN` and `inf`.
fn number(field: &[u8]) -> Option<f64> {
    match field {
        b"0" => Some(0.0),
        b"1" => Some(1.0),
        _ => str::from_utf8(field).ok()?.parse().ok(),
    }
}

/// The fields of a line, without the white space and the double quotes around them.
struct Fields<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let text = self.rest?;
        let opening =
            text.iter().position(|&byte| !byte.is_ascii_whitespace()).filter(|&at| text[at] == b'"');
        // A comma within quotes belongs to the field; a quote that is never closed is an ordinary character.
        let closing =
            opening.and_then(|at| Some(at + 1 + text[at + 1..].iter().position(|&byte| byte == b'"')?));
        let from = closing.unwrap_or(0);
        let end = text[from..].iter().position(|&byte| byte == b',').map(|comma| from + comma);
        self.rest = end.map(|end| &text[end + 1..]);
        let field = text[..end.unwrap_or(text.len())].trim_ascii();
        match field {
            [b'"', inner @ .., b'"'] => Some(inner.trim_ascii()),
            _ => Some(field),
        }
    }
}
