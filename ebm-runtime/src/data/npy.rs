//! NumPy's `.npy` format, versions 1 to 3: a short header in Python notation, then the values.
//!
//! Source: NumPy Enhancement Proposal 1, *A simple file format for NumPy arrays*. Only the header needs care
//! and only three of its entries matter, so it is read here; a crate for it would bring a parser of Python
//! literals.

use super::binary::{self, Kind, Layout};
use super::input::Input;
use super::{DataError, DataOptions, Examples, VisibleArray};

pub(super) const MAGIC: &[u8] = b"\x93NUMPY";
/// NumPy itself writes headers of a few hundred bytes; a longer one is a damaged file.
const LONGEST_HEADER: usize = 1 << 16;
const KINDS: &str = "f4, f8, i1, i4, i8, u1 or b1, little endian";

/// Reads an array whose first axis runs over the examples.
pub(super) fn read(
    mut input: Input<'_>,
    arrays: &[VisibleArray],
    options: &DataOptions,
) -> Result<Examples, DataError> {
    let header = header(&mut input)?;
    let layout = layout(&header).map_err(|(found, expected)| DataError::Format {
        file: input.file.clone(),
        found,
        expected: expected.to_owned(),
    })?;
    binary::read(input, &layout, arrays, options)
}

/// The text of the header.
fn header(input: &mut Input<'_>) -> Result<String, DataError> {
    let wrong = |file: &str, found: String, expected: &str| DataError::Format {
        file: file.to_owned(),
        found,
        expected: expected.to_owned(),
    };
    let mut start = [0; 8];
    let read = input.fill(&mut start)?;
    if read == 0 {
        return Err(DataError::Empty { name: input.file.clone() });
    }
    if read < start.len() || !start.starts_with(MAGIC) {
        let found = format!("the first bytes `{}`", start[..read].escape_ascii());
        return Err(wrong(&input.file, found, "a .npy file, which starts with `\\x93NUMPY`"));
    }
    let (major, minor) = (start[6], start[7]);
    if !(1..=3).contains(&major) {
        return Err(wrong(
            &input.file,
            format!("version {major}.{minor} of the format"),
            "version 1, 2 or 3",
        ));
    }
    let mut length = [0; 4];
    let digits = if major == 1 { 2 } else { 4 };
    let mut complete = input.fill(&mut length[..digits])? == digits;
    let length = u32::from_le_bytes(length) as usize;
    let mut header = vec![0; length.min(LONGEST_HEADER)];
    complete &= length <= LONGEST_HEADER && input.fill(&mut header)? == length;
    match String::from_utf8(header) {
        Ok(text) if complete => Ok(text),
        Ok(_) => {
            Err(wrong(&input.file, "an incomplete header".to_owned(), &format!("{length} bytes of header")))
        }
        Err(_) => Err(wrong(&input.file, "a header that is not UTF-8".to_owned(), "a Python dictionary")),
    }
}

/// The three entries of a header such as `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784), }`;
/// the error says what was found and what was expected.
fn layout(header: &str) -> Result<Layout, (String, &'static str)> {
    let missing = |what: &'static str| (format!("the header `{}`", header.trim()), what);
    let descr = entry(header, "descr").ok_or(missing("a dictionary with 'descr'"))?;
    let quote = descr.chars().next().filter(|quote| matches!(quote, '\'' | '"'));
    let name = quote.and_then(|quote| descr[1..].split(quote).next());
    let kind = match name.ok_or(missing(KINDS))? {
        "<f4" => Kind::F32,
        "<f8" => Kind::F64,
        "|i1" | "<i1" => Kind::I8,
        "<i4" => Kind::I32,
        "<i8" => Kind::I64,
        "|u1" | "<u1" | "|b1" => Kind::U8,
        other => return Err((format!("values of type `{other}`"), KINDS)),
    };
    let order = entry(header, "fortran_order").ok_or(missing("a dictionary with 'fortran_order'"))?;
    let column_major = match order {
        _ if order.starts_with("True") => true,
        _ if order.starts_with("False") => false,
        _ => return Err(missing("'fortran_order' True or False")),
    };
    let shape = entry(header, "shape").ok_or(missing("a dictionary with 'shape'"))?;
    let inner = shape.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (sizes, _) = inner.ok_or(missing("'shape' as a tuple of sizes"))?;
    let sizes = sizes.split(',').map(str::trim).filter(|size| !size.is_empty());
    let shape: Result<Vec<usize>, _> =
        sizes.map(|size| size.parse::<usize>().map_err(|_| missing("'shape' as a tuple of sizes"))).collect();
    Ok(Layout { kind, shape: shape?, column_major })
}

/// The text behind `'key':`.
fn entry<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let quoted = ['\'', '"'].iter().find_map(|quote| header.split_once(&format!("{quote}{key}{quote}")));
    Some(quoted?.1.trim_start().strip_prefix(':')?.trim_start())
}
