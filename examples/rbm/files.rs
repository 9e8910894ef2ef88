//! Files that are whole or not there.

use std::fs;
use std::path::Path;

/// Writes a file beside the one it replaces, so that a kill at any moment leaves one of the two.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
