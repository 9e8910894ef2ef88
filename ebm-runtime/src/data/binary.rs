//! The values behind the header of an idx or a `.npy` file: numbers of one kind, axis 0 over the examples.

use super::error::product;
use super::filler::Filler;
use super::input::Input;
use super::{DataError, DataOptions, Examples, Place, VisibleArray};

/// How a number is stored; little endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    U8,
    I8,
    I32,
    I64,
    F32,
    F64,
}

impl Kind {
    fn bytes(self) -> usize {
        match self {
            Kind::U8 | Kind::I8 => 1,
            Kind::I32 | Kind::F32 => 4,
            Kind::I64 | Kind::F64 => 8,
        }
    }

    /// The number in a slice of exactly `bytes()` bytes. 64-bit integers beyond 2⁵³ are rounded, as in `as
    /// f64`.
    fn decode(self, bytes: &[u8]) -> f64 {
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        let narrow = [wide[0], wide[1], wide[2], wide[3]];
        match self {
            Kind::U8 => f64::from(wide[0]),
            Kind::I8 => f64::from(wide[0].cast_signed()),
            Kind::I32 => f64::from(i32::from_le_bytes(narrow)),
            Kind::I64 => i64::from_le_bytes(wide) as f64,
            Kind::F32 => f64::from(f32::from_le_bytes(narrow)),
            Kind::F64 => f64::from_le_bytes(wide),
        }
    }

    /// The number as its own type prints it: the shortest text that reads back to it.
    fn show(self, value: f64) -> String {
        if self == Kind::F32 { (value as f32).to_string() } else { value.to_string() }
    }
}

/// What a header says of the values that follow it.
pub(super) struct Layout {
    pub(super) kind: Kind,
    pub(super) shape: Vec<usize>,
    /// First axis fastest, as in Fortran; otherwise last axis fastest.
    pub(super) column_major: bool,
}

/// Reads the values, in blocks. Files in row-major order need no more memory than the examples they hold; those
/// in column-major order twice that for a moment, as examples are kept row by row.
pub(super) fn read(
    mut input: Input<'_>,
    layout: &Layout,
    arrays: &[VisibleArray],
    options: &DataOptions,
) -> Result<Examples, DataError> {
    let file = input.file.clone();
    let Some((&rows, axes)) = layout.shape.split_first() else {
        let expected = "an axis of examples first".to_owned();
        return Err(DataError::Format { file, found: "a single number without axes".to_owned(), expected });
    };
    let sizes = layout.shape.iter().try_fold(1usize, |total, &size| total.checked_mul(size));
    let Some(total) = sizes.filter(|total| total.checked_mul(8).is_some()) else {
        let found = format!("the sizes {} in the header", product(&layout.shape));
        return Err(DataError::Format {
            file,
            found,
            expected: "a number of values that fits in memory".to_owned(),
        });
    };
    if rows == 0 {
        return Err(DataError::Empty { name: file });
    }
    let mut filler = Filler::new(&file, arrays, options, axes, layout.kind == Kind::F32)?;
    let order = Order { rows, axes, width: axes.iter().product(), column_major: layout.column_major };
    let bytes = layout.kind.bytes();
    let mut block = vec![0; (1 << 16).min(total * bytes)];
    let mut done = 0;
    let length = |found: String| DataError::Length {
        file: file.clone(),
        found,
        expected: total as u64,
        product: product(&layout.shape),
    };
    while done < total {
        let wanted = block.len().min((total - done) * bytes);
        let read = input.fill(&mut block[..wanted])?;
        for value in block[..read].chunks_exact(bytes).map(|bytes| layout.kind.decode(bytes)) {
            let (row, column) = order.position(done);
            if column < filler.width() && !filler.put(column, value) {
                let at = Place::entry(file.clone(), row, column, axes);
                let expected = filler.expected(column, Some(value));
                return Err(DataError::Value { at, found: layout.kind.show(value), expected });
            }
            done += 1;
        }
        if read < wanted {
            return Err(length(done.to_string()));
        }
    }
    if input.fill(&mut [0])? > 0 {
        return Err(length("more".to_owned()));
    }
    if layout.column_major {
        filler.transpose(rows, (0..order.width).map(|place| from_fortran(place, axes)));
    }
    Ok(filler.finish(rows))
}

/// In which order the file runs through rows and columns; a column is an index within an example, flat and
/// row-major.
struct Order<'a> {
    rows: usize,
    axes: &'a [usize],
    width: usize,
    column_major: bool,
}

impl Order<'_> {
    /// Row and column of a value, by its place in the file.
    fn position(&self, place: usize) -> (usize, usize) {
        if self.column_major {
            (place % self.rows, from_fortran(place / self.rows, self.axes))
        } else {
            (place / self.width, place % self.width)
        }
    }
}

/// The row-major flat index of the entry that comes at `place` when the first axis runs fastest.
fn from_fortran(mut place: usize, axes: &[usize]) -> usize {
    let mut stride: usize = axes.iter().product();
    let mut flat = 0;
    for &size in axes {
        stride /= size;
        flat += place % size * stride;
        place /= size;
    }
    flat
}
