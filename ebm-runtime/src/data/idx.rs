//! The idx format of the MNIST files: a big-endian header with the sizes of all axes, then bytes.
//!
//! Source: Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*, section "The IDX
//! file format".

use super::binary::{self, Kind, Layout};
use super::input::Input;
use super::{DataError, DataOptions, Examples, VisibleArray};

/// Two zero bytes, then the type of the values: unsigned bytes are the only one in use.
const MAGIC: [u8; 3] = [0, 0, 0x08];

/// Whether a file begins as idx files of any type of value do; no text does.
pub(super) fn is_idx(head: &[u8]) -> bool {
    matches!(head, [0, 0, 0x08 | 0x09 | 0x0b..=0x0e, ..])
}

/// Reads an idx file of unsigned bytes.
pub(super) fn read(
    mut input: Input<'_>,
    arrays: &[VisibleArray],
    options: &DataOptions,
) -> Result<Examples, DataError> {
    let mut magic = [0; 4];
    let read = input.fill(&mut magic)?;
    if read == 0 {
        return Err(DataError::Empty { name: input.file });
    }
    let wrong = |file: &str, found: String, expected: &str| DataError::Format {
        file: file.to_owned(),
        found,
        expected: expected.to_owned(),
    };
    if read < magic.len() || magic[..2] != MAGIC[..2] {
        let found = format!("the first bytes {:02x?}", &magic[..read]);
        return Err(wrong(
            &input.file,
            found,
            "an idx file, which starts with [00, 00, 08] and its number of axes",
        ));
    }
    if magic[2] != MAGIC[2] {
        let found = format!("idx values of type 0x{:02x}", magic[2]);
        return Err(wrong(&input.file, found, "unsigned bytes, type 0x08"));
    }
    let mut shape = Vec::new();
    for axis in 0..magic[3] {
        let mut size = [0; 4];
        if input.fill(&mut size)? < size.len() {
            let found = format!("the end of the file in the header, at the size of axis {axis}");
            return Err(wrong(&input.file, found, &format!("the sizes of {} axes", magic[3])));
        }
        shape.push(u32::from_be_bytes(size) as usize);
    }
    binary::read(input, &Layout { kind: Kind::U8, shape, column_major: false }, arrays, options)
}
