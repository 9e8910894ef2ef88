//! The data of a generated model, as a user handles them.

use std::fs;
use std::path::Path;

use ebm::prelude::*;

/// Independent binary sites.
#[energy_model]
pub fn sites(#[visible(binary)] x: ArrayView1<f64>, #[param] b: ArrayView1<f64>) -> f64 {
    -x.dot(&b)
}

const TABLE: &str = "a,b,n\n0,1,2\n1,1,0\n0,1,3\n";

fn counts() -> DataOptions {
    DataOptions { weight_column: Some("n".to_owned()), ..DataOptions::default() }
}

#[test]
fn sources_other_than_files_are_read_and_named() {
    let data = SitesData::from_reader("a table", TABLE.as_bytes(), &counts()).unwrap();
    assert_eq!((data.count(), data.examples().site_count()), (3, 2));
    assert_eq!(data.examples().weights(), Some(&[2.0, 0.0, 3.0][..]));
    let error = SitesData::from_reader("a table", "0,2\n".as_bytes(), &DataOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "a table, line 1, column 2: found `2`, expected 0 or 1");
}

#[test]
fn examples_are_chosen_and_merged_with_their_weights() {
    let data = SitesData::from_reader("a table", TABLE.as_bytes(), &counts()).unwrap();
    let chosen = data.select([2, 1, 2]).unwrap();
    assert_eq!(chosen.examples().weights(), Some(&[3.0, 0.0, 3.0][..]));
    assert_eq!(chosen.examples().row::<f64>(1), [1.0, 1.0]);
    let error = data.select([3]).unwrap_err();
    assert_eq!(error.to_string(), "row 3 (from 0): expected a row below 3, the number of examples");
    // equal rows add up, and what weighs nothing goes
    let merged = data.compact();
    assert_eq!((merged.count(), merged.examples().weights()), (1, Some(&[5.0][..])));
}

/// The format is told by the first bytes, not by the name.
#[test]
fn files_of_any_format_are_told_apart() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("data");
    fs::create_dir_all(&folder).unwrap();
    let [text, idx] = ["text", "idx"].map(|name| folder.join(name));
    fs::write(&text, "0,1\n1,1\n").unwrap();
    fs::write(&idx, [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 1, 1]).unwrap();
    let expected = SitesData::new(array![[0, 1], [1, 1]].view()).unwrap();
    assert_eq!(SitesData::from_file(&text).unwrap(), expected);
    assert_eq!(SitesData::from_file(&idx).unwrap(), expected);
    let first = DataOptions { columns: Some(1), ..DataOptions::default() };
    assert_eq!(SitesData::from_file_with(&idx, &first).unwrap().examples().site_count(), 1);
}
