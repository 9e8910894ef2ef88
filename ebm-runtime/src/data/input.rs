//! Files and other sources as buffered bytes, decompressed where they start with the magic bytes of gzip.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::DataError;

const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Enough for the magic bytes of every format that is told apart: `\x93NUMPY`.
const HEAD: usize = 6;

/// A source of bytes and the name by which messages call it.
pub(super) struct Input<'a> {
    pub(super) file: String,
    reader: Box<dyn BufRead + 'a>,
    head: Vec<u8>,
}

impl<'a> Input<'a> {
    pub(super) fn open(path: &Path) -> Result<Self, DataError> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| DataError::Io { file: name.clone(), error })?;
        Input::new(&name, BufReader::with_capacity(1 << 16, file))
    }

    pub(super) fn new(file: &str, reader: impl BufRead + 'a) -> Result<Self, DataError> {
        let file = file.to_owned();
        let (head, reader) = peek(reader, GZIP.len()).map_err(|e| unreadable(&file, e))?;
        let reader: Box<dyn BufRead + 'a> = if head == GZIP {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader)))
        } else {
            Box::new(reader)
        };
        let (head, reader) = peek(reader, HEAD).map_err(|e| unreadable(&file, e))?;
        Ok(Input { file, reader: Box::new(reader), head })
    }

    /// The first bytes, decompressed; fewer than six only where the source is shorter. They are read again by
    /// the methods below.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Appends the next line without its line break; `false` at the end.
    pub(super) fn line(&mut self, line: &mut Vec<u8>) -> Result<bool, DataError> {
        line.clear();
        let read = self.reader.read_until(b'\n', line).map_err(|e| unreadable(&self.file, e))?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(read > 0)
    }

    /// Fills the buffer as far as the source goes; the number of bytes read.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, DataError> {
        fill(&mut self.reader, buffer).map_err(|e| unreadable(&self.file, e))
    }
}

/// The first bytes of a reader, and a reader that gives them again.
fn peek<R: BufRead>(mut reader: R, count: usize) -> io::Result<(Vec<u8>, impl BufRead)> {
    let mut head = vec![0; count];
    let read = fill(&mut reader, &mut head)?;
    head.truncate(read);
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Plain files end where they end; only a decompressor knows that more was to come.
fn unreadable(file: &str, error: io::Error) -> DataError {
    let file = file.to_owned();
    match error.kind() {
        io::ErrorKind::UnexpectedEof => DataError::TruncatedGzip { file },
        _ => DataError::Io { file, error },
    }
}
