//! Named arrays on disk, in the safetensors format, whole or not at all.
//!
//! A file is written beside its place, brought to the disk, and only then given its name: whoever is killed at any moment leaves the old
//! file or the new one. Numbers keep all their bits.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

/// Why arrays could not be written or read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file system refused.
    #[error("cannot {doing} `{}`: {reason}", path.display())]
    File {
        /// What was tried.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// The file is no safetensors file.
    #[error("`{}` is no safetensors file: {reason}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// An array is missing.
    #[error("there is no array `{name}`; there is {known}")]
    Missing {
        /// The array.
        name: String,
        /// What there is.
        known: String,
    },
    /// An array has numbers of another type.
    #[error("`{name}` holds {found} numbers, expected {expected}")]
    Kind {
        /// The array.
        name: String,
        /// The type in the file.
        found: String,
        /// The type that was asked for.
        expected: &'static str,
    },
}

/// A number that can be stored.
pub trait Item: Copy {
    /// How the format calls it.
    const KIND: Dtype;
    /// How people call it.
    const NAME: &'static str;
    /// Appends its bytes, lowest first.
    fn put(self, out: &mut Vec<u8>);
    /// From its bytes.
    fn take(bytes: &[u8]) -> Option<Self>;
}

macro_rules! item {
    ($($number:ident $kind:ident)*) => {$(
        impl Item for $number {
            const KIND: Dtype = Dtype::$kind;
            const NAME: &'static str = stringify!($number);

            fn put(self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }

            fn take(bytes: &[u8]) -> Option<Self> {
                Some($number::from_le_bytes(bytes.try_into().ok()?))
            }
        }
    )*};
}

item!(f32 F32 f64 F64 u64 U64);

/// An array as it stands in a file.
#[derive(Clone, PartialEq, Debug)]
struct Stored {
    kind: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// Named arrays, and named notes about them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Store {
    notes: BTreeMap<String, String>,
    arrays: BTreeMap<String, Stored>,
}

/// The only key of the metadata of a file, so that two files of the same content are equal.
const NOTES: &str = "ebm";

impl Store {
    /// Adds an array.
    pub fn put<T: Item>(&mut self, name: impl Into<String>, shape: &[usize], values: &[T]) {
        let mut bytes = Vec::with_capacity(8 * values.len());
        values.iter().for_each(|value| value.put(&mut bytes));
        self.arrays.insert(name.into(), Stored { kind: T::KIND, shape: shape.to_vec(), bytes });
    }

    /// Adds a list.
    pub fn put_list<T: Item>(&mut self, name: impl Into<String>, values: &[T]) {
        self.put(name, &[values.len()], values);
    }

    /// Shape and entries of an array.
    ///
    /// # Errors
    /// An array that is not there, or of another type.
    pub fn get<T: Item>(&self, name: &str) -> Result<(Vec<usize>, Vec<T>), StoreError> {
        let Some(stored) = self.arrays.get(name) else {
            let known: Vec<String> = self.names().map(|name| format!("`{name}`")).collect();
            let known = if known.is_empty() { "none at all".to_owned() } else { known.join(", ") };
            return Err(StoreError::Missing { name: name.to_owned(), known });
        };
        if stored.kind != T::KIND {
            let found = format!("{:?}", stored.kind).to_lowercase();
            return Err(StoreError::Kind { name: name.to_owned(), found, expected: T::NAME });
        }
        let values = stored.bytes.chunks_exact(size_of::<T>()).filter_map(T::take).collect();
        Ok((stored.shape.clone(), values))
    }

    /// The entries of a list.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn list<T: Item>(&self, name: &str) -> Result<Vec<T>, StoreError> {
        Ok(self.get(name)?.1)
    }

    /// The names of all arrays, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.arrays.keys().map(String::as_str)
    }

    /// Adds a note: one line of text.
    pub fn note(&mut self, name: impl Into<String>, text: impl AsRef<str>) {
        self.notes.insert(name.into(), text.as_ref().replace('\n', " "));
    }

    /// A note, if there is one of this name.
    pub fn noted(&self, name: &str) -> Option<&str> {
        self.notes.get(name).map(String::as_str)
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        let notes: String = self.notes.iter().map(|(name, text)| format!("{name}: {text}\n")).collect();
        let views = self.arrays.iter().filter_map(|(name, stored)| {
            let view = TensorView::new(stored.kind, stored.shape.clone(), &stored.bytes);
            // the bytes were made for the shape
            view.ok().map(|view| (name.as_str(), view))
        });
        let about = HashMap::from([(NOTES.to_owned(), notes)]);
        let bytes = safetensors::serialize(views, Some(about))
            .map_err(|reason| StoreError::Format { path: path.to_owned(), reason: reason.to_string() })?;
        replace(path, &bytes)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What the file system says; a file of another format, or one that is cut off.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let bytes = fs::read(path).map_err(|reason| failed("read", path, reason))?;
        let broken = |reason: safetensors::SafeTensorError| StoreError::Format {
            path: path.to_owned(),
            reason: reason.to_string(),
        };
        let (_, header) = SafeTensors::read_metadata(&bytes).map_err(broken)?;
        let notes =
            header.metadata().as_ref().and_then(|about| about.get(NOTES)).cloned().unwrap_or_default();
        let notes = notes.lines().filter_map(|line| line.split_once(": "));
        let notes = notes.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let tensors = SafeTensors::deserialize(&bytes).map_err(broken)?;
        let stored = |view: &TensorView<'_>| Stored {
            kind: view.dtype(),
            shape: view.shape().to_vec(),
            bytes: view.data().to_vec(),
        };
        let arrays = tensors.iter().map(|(name, view)| (name.to_owned(), stored(&view))).collect();
        Ok(Self { notes, arrays })
    }
}

/// Writes beside, brings to the disk, renames, and brings the new name to the disk.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut file = File::create(&beside).map_err(|reason| failed("create", &beside, reason))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|reason| failed("write", &beside, reason))?;
    fs::rename(&beside, path).map_err(|reason| failed("replace", path, reason))?;
    // a folder cannot be opened everywhere, and where it cannot there is nothing to do
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn failed(doing: &'static str, path: &Path, reason: io::Error) -> StoreError {
    StoreError::File { doing, path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("ebm-store-{}-{name}", std::process::id()))
    }

    #[test]
    fn every_bit_comes_back() {
        let mut store = Store::default();
        store.put("a", &[2, 2], &[1.0_f32, -0.0, f32::MIN_POSITIVE / 4.0, f32::INFINITY]);
        store.put("scalar", &[], &[std::f64::consts::PI]);
        store.put_list("odd", &[f64::from_bits(0x7ff8_dead_beef_0001)]);
        store.put_list("words", &[u64::MAX, 0, 1 << 63]);
        store.put_list::<f64>("none", &[]);
        store.note("model", "Ising");
        let path = scratch("bits");
        store.write(&path).unwrap();
        let bytes = fs::read(&path).unwrap();
        let back = Store::read(&path).unwrap();
        back.write(&path).unwrap();
        assert_eq!(bytes, fs::read(&path).unwrap());
        fs::remove_file(&path).unwrap();
        assert_eq!(back, store);
        assert_eq!(back.noted("model"), Some("Ising"));
        assert_eq!(back.list::<f64>("odd").unwrap()[0].to_bits(), 0x7ff8_dead_beef_0001);
        assert_eq!(back.get::<f64>("scalar").unwrap(), (vec![], vec![std::f64::consts::PI]));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let mut store = Store::default();
        store.put_list("a", &[1.0_f32]);
        let text = |name: &str| store.list::<f64>(name).unwrap_err().to_string();
        assert_eq!(text("b"), "there is no array `b`; there is `a`");
        assert_eq!(text("a"), "`a` holds f32 numbers, expected f64");
        let path = scratch("wrong");
        fs::write(&path, b"no such thing").unwrap();
        let text = Store::read(&path).unwrap_err().to_string();
        assert!(text.contains("is no safetensors file"), "{text}");
        store.write(&path).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        assert!(matches!(Store::read(&path), Err(StoreError::Format { .. })));
        fs::remove_file(&path).unwrap();
        assert!(matches!(Store::read(&path), Err(StoreError::File { doing: "read", .. })));
    }
}
