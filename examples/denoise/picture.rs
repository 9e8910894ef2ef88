//! Images side by side in one portable grey map, which most viewers read.

use std::error::Error;
use std::fs;
use std::path::Path;

use ebm::prelude::*;

/// Writes images in rows of sixteen, a dark line between them; 0 is black and 1 white, what lies beyond is cut off.
pub(crate) fn write(file: &Path, images: &Array3<f32>) -> Result<(), Box<dyn Error>> {
    let (count, rows, cols) = images.dim();
    let across = count.min(16);
    let (width, height) = (across * (cols + 1), count.div_ceil(across) * (rows + 1));
    let grey = |row: usize, col: usize| {
        let (image, r, c) =
            (row / (rows + 1) * across + col / (cols + 1), row % (rows + 1), col % (cols + 1));
        let inside = image < count && r < rows && c < cols;
        if inside { (images[[image, r, c]].clamp(0.0, 1.0) * 255.0) as u8 } else { 64 }
    };
    let mut bytes = format!("P5 {width} {height} 255\n").into_bytes();
    bytes.extend((0..height * width).map(|place| grey(place / width, place % width)));
    fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()).into())
}
