//! Every mistake in data is an error that names the place, what was found and what was expected: the exact
//! text.

use std::io::Write;

use ebm_runtime::Domain;
use ebm_runtime::data::{DataError, DataOptions, Examples, Header, VisibleArray};
use flate2::Compression;
use flate2::write::GzEncoder;

fn x(domain: Domain) -> [VisibleArray; 1] {
    [VisibleArray::new("x", domain, 1)]
}

fn image(domain: Domain) -> [VisibleArray; 1] {
    [VisibleArray::new("x", domain, 2)]
}

#[track_caller]
fn refused(bytes: &[u8], arrays: &[VisibleArray], options: &DataOptions, message: &str) {
    let error = Examples::from_reader("votes.csv", bytes, arrays, options).expect_err("the data are wrong");
    assert_eq!(error.to_string(), message);
}

#[track_caller]
fn csv(text: &str, domain: Domain, message: &str) {
    refused(text.as_bytes(), &x(domain), &DataOptions::default(), message);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}

fn idx(sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, sizes.len() as u8];
    sizes.iter().for_each(|size| bytes.extend(size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

fn npy(header: &str, values: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    bytes
}

fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the folder of the tests can be written");
    path
}

#[test]
fn values_outside_the_domain() {
    csv("1,-1\n1,2\n", Domain::Spin, "votes.csv, line 2, column 2: found `2`, expected -1 or 1");
    csv("0,1\n-1,1\n", Domain::Binary, "votes.csv, line 2, column 1: found `-1`, expected 0 or 1");
    csv("0,1\n0,0.5\n", Domain::Binary, "votes.csv, line 2, column 2: found `0.5`, expected 0 or 1");
    csv("1\nNaN\n", Domain::Binary, "votes.csv, line 2, column 1: found `NaN`, expected 0 or 1");
    csv("1.5\nnan\n", Domain::Real, "votes.csv, line 2, column 1: found `nan`, expected a finite number");
    csv("1.5\n-inf\n", Domain::Real, "votes.csv, line 2, column 1: found `-inf`, expected a finite number");
    csv("1e999\n", Domain::Real, "votes.csv, line 1, column 1: found `1e999`, expected a finite number");
    csv("0,1\n1,?\n", Domain::Binary, "votes.csv, line 2, column 2: found `?`, expected 0 or 1");
    csv("0,1\n1,\n", Domain::Binary, "votes.csv, line 2, column 2: found an empty field, expected 0 or 1");
    // a first row with some numbers in it is data: a typing error must not make it a header
    csv("0,l\n1,1\n", Domain::Binary, "votes.csv, line 1, column 2: found `l`, expected 0 or 1");
}

#[test]
fn zeros_among_spins_are_not_guessed() {
    csv(
        "1,1\n0,1\n",
        Domain::Spin,
        "votes.csv, line 2, column 1: found `0`, expected -1 or 1 (`DataOptions::zero_as_minus_one` reads 0 and 1 \
         as spins)",
    );
    let options = DataOptions { zero_as_minus_one: true, ..DataOptions::default() };
    refused(
        b"0,1\n1,-1\n",
        &x(Domain::Spin),
        &options,
        "votes.csv, line 2, column 2: found `-1`, expected 0 or 1, which `DataOptions::zero_as_minus_one` reads as -1 \
         or 1",
    );
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    let text = "\u{feff}# a comment\r\n\r\na,b\r\n0,1\r\n\r\n# another\r\n0,3\r\n";
    csv(text, Domain::Binary, "votes.csv, line 7, column 2: found `3`, expected 0 or 1");
    csv("0,1\n\n\n1\n", Domain::Binary, "votes.csv, line 4: found 1 field, expected 2 as in line 1");
}

#[test]
fn rows_of_different_lengths() {
    csv("0,1,1\n0,1\n", Domain::Binary, "votes.csv, line 2: found 2 fields, expected 3 as in line 1");
    csv("a,b\n0,1,1\n", Domain::Binary, "votes.csv, line 2: found 3 fields, expected 2 as in line 1");
    csv("0,1\n0,1,\n", Domain::Binary, "votes.csv, line 2: found 3 fields, expected 2 as in line 1");
}

#[test]
fn other_separators() {
    csv(
        "0 1 0\n",
        Domain::Binary,
        "votes.csv, line 1, column 1: found `0 1 0`, expected a number, fields separated by commas",
    );
    let options = DataOptions { header: Header::Absent, ..DataOptions::default() };
    let message = "votes.csv, line 1, column 1: found `0;1;0`, expected 0 or 1, fields separated by commas";
    refused(b"0;1;0\n", &x(Domain::Binary), &options, message);
}

#[test]
fn nothing_to_learn_from() {
    csv("", Domain::Binary, "votes.csv: found no example, expected at least one");
    csv("\n# nothing\n\n", Domain::Binary, "votes.csv: found no example, expected at least one");
    let message = "votes.csv: found a header in line 2 and no row after it, expected at least one example";
    csv("# votes\na,b\n", Domain::Binary, message);
    let none: &[u8] = &[];
    refused(
        &gzip(none),
        &x(Domain::Binary),
        &DataOptions::default(),
        "votes.csv: found no example, expected at least one",
    );
    let bytes = idx(&[0, 3], none);
    refused(
        &bytes,
        &x(Domain::Binary),
        &DataOptions::default(),
        "votes.csv: found no example, expected at least one",
    );
}

#[test]
fn text_that_is_not_utf_8() {
    let message = "votes.csv, line 2, column 2: found bytes that are not UTF-8 (`caf\\xe9`), expected 0 or 1";
    refused(b"0,1\n1,caf\xe9\n", &x(Domain::Binary), &DataOptions::default(), message);
    let message = "votes.csv, line 1, column 1: found bytes that are not UTF-8 (`\\xff\\xfe0\\x00`), expected text in UTF-8";
    refused(b"\xff\xfe0\x00,\x001\x00\n\x00", &x(Domain::Binary), &DataOptions::default(), message);
}

#[test]
fn truncated_and_damaged_gzip() {
    let whole = gzip("0,1\n1,1\n".repeat(100).as_bytes());
    let message = "votes.csv: the compressed data end too early, expected a complete gzip stream";
    for length in [2, 5, 12, whole.len() - 1] {
        refused(&whole[..length], &x(Domain::Binary), &DataOptions::default(), message);
    }
    let mut damaged = whole;
    let checksum = damaged.len() - 8;
    damaged[checksum] ^= 1;
    let error = Examples::from_reader("votes.csv", &damaged[..], &x(Domain::Binary), &DataOptions::default());
    assert!(matches!(error, Err(DataError::Io { .. })), "{error:?}");
}

#[test]
fn files_that_cannot_be_opened() {
    let error = Examples::from_csv("no/such/file.csv", &x(Domain::Binary), &DataOptions::default());
    let message = error.expect_err("there is no such file").to_string();
    assert!(message.starts_with("no/such/file.csv: "), "{message}");
}

#[test]
fn weights_in_a_column() {
    let options = DataOptions { weight_column: Some("count".to_owned()), ..DataOptions::default() };
    let refused = |text: &str, message: &str| refused(text.as_bytes(), &x(Domain::Binary), &options, message);
    refused(
        "a,count\n0,3\n1,-1\n",
        "votes.csv, line 3, column 2: found `-1`, expected a weight: a finite number ≥ 0",
    );
    refused(
        "a,count\n0,inf\n",
        "votes.csv, line 2, column 2: found `inf`, expected a weight: a finite number ≥ 0",
    );
    refused(
        "a,count\n0,0\n1,0\n",
        "weights: found only zeros in 2 rows, expected at least one positive weight",
    );
    refused("a,n\n0,3\n", "votes.csv: found no column `count`, expected one of the header's names: a, n");
    refused("0,3\n", "votes.csv: found no column `count`, expected a header with its name");
    refused("count\n3\n", "votes.csv: found 0 columns, expected `x` at least 1");
}

#[test]
fn columns_that_do_not_fit_the_shape() {
    let shaped = |sizes: &[usize]| DataOptions {
        shapes: vec![("x".to_owned(), sizes.to_vec())],
        ..DataOptions::default()
    };
    let arrays = image(Domain::Binary);
    let text = b"0,1,1,0\n";
    refused(
        text,
        &arrays,
        &DataOptions::default(),
        "votes.csv: found an example of 4 columns, expected the shape of `x`, 2 axes, in `DataOptions::shapes`",
    );
    refused(text, &arrays, &shaped(&[2, 3]), "votes.csv: found 4 columns, expected `x` 2 × 3");
    refused(
        text,
        &arrays,
        &shaped(&[4]),
        "votes.csv: found the shape 4 for `x` in `DataOptions::shapes`, expected 2 axes, each at least 1 long",
    );
    let options = DataOptions { shapes: vec![("y".to_owned(), vec![2, 2])], ..DataOptions::default() };
    refused(
        text,
        &arrays,
        &options,
        "votes.csv: found the shape 2 × 2 for `y` in `DataOptions::shapes`, expected an array of the model: `x`",
    );
    let options = DataOptions { columns: Some(5), ..DataOptions::default() };
    let message = "votes.csv: found 4 columns, expected `DataOptions::columns` from 1 to 4, not 5";
    refused(text, &x(Domain::Binary), &options, message);
    let mixed = [VisibleArray::new("label", Domain::Binary, 1), VisibleArray::new("pixels", Domain::Real, 1)];
    refused(
        text,
        &mixed,
        &DataOptions::default(),
        "votes.csv: found an example of 4 columns, expected the shape of `label`, 1 axis, in `DataOptions::shapes`",
    );
    let options = DataOptions { shapes: vec![("label".to_owned(), vec![4])], ..DataOptions::default() };
    refused(text, &mixed, &options, "votes.csv: found 4 columns, expected `label` 4 + `pixels` at least 1");
}

#[test]
fn idx_files() {
    let refused =
        |bytes: &[u8], message: &str| refused(bytes, &x(Domain::Binary), &DataOptions::default(), message);
    refused(&idx(&[2, 3], &[0, 1, 0, 1]), "votes.csv: found 4 values, expected 6 = 2 × 3 from the header");
    refused(&idx(&[1, 3], &[0, 1, 0, 1]), "votes.csv: found more values, expected 3 = 1 × 3 from the header");
    refused(
        &idx(&[u32::MAX, 3], &[0]),
        "votes.csv: found 1 values, expected 12884901885 = 4294967295 × 3 from the header",
    );
    refused(
        &idx(&[u32::MAX, u32::MAX, u32::MAX], &[0]),
        "votes.csv: found the sizes 4294967295 × 4294967295 × 4294967295 in the header, expected a number of values that \
         fits in memory",
    );
    refused(
        &idx(&[2, 3], &[])[..9],
        "votes.csv: found the end of the file in the header, at the size of axis 1, expected the sizes of 2 axes",
    );
    refused(
        &idx(&[], &[0]),
        "votes.csv: found a single number without axes, expected an axis of examples first",
    );
    refused(
        &idx(&[2, 2, 2], &[0, 1, 1, 1, 0, 1, 7, 1]),
        "votes.csv, row 1, index [1, 0] (from 0): found `7`, expected 0 or 1",
    );
    refused(&idx(&[2], &[0, 7]), "votes.csv, row 1 (from 0): found `7`, expected 0 or 1");
    refused(&idx(&[2, 0], &[]), "votes.csv: found 0 columns, expected `x` at least 1");
}

#[test]
fn files_of_another_format() {
    let options = DataOptions::default();
    let path = file("short.idx", &[0, 0, 13, 1, 0, 0, 0, 0]);
    let error = Examples::from_idx(&path, &x(Domain::Real), &options).expect_err("floats");
    assert_eq!(
        error.to_string(),
        format!("{}: found idx values of type 0x0d, expected unsigned bytes, type 0x08", path.display())
    );
    let path = file("text.idx", b"0,1\n");
    let error = Examples::from_idx(&path, &x(Domain::Binary), &options).expect_err("text");
    assert_eq!(
        error.to_string(),
        format!(
            "{}: found the first bytes [30, 2c, 31, 0a], expected an idx file, which starts with [00, 00, 08] and its \
             number of axes",
            path.display()
        )
    );
    let path = file("text.npy", b"0,1\n1,1\n1,0\n");
    let error = Examples::from_npy(&path, &x(Domain::Binary), &options).expect_err("text");
    assert_eq!(
        error.to_string(),
        format!(
            "{}: found the first bytes `0,1\\n1,1\\n`, expected a .npy file, which starts with `\\x93NUMPY`",
            path.display()
        )
    );
}

#[test]
fn npy_files() {
    let refused =
        |bytes: &[u8], message: &str| refused(bytes, &x(Domain::Real), &DataOptions::default(), message);
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n";
    let values: Vec<u8> =
        [0.5_f32, 0.1, f32::NAN, 1.0].iter().flat_map(|value| value.to_le_bytes()).collect();
    refused(
        &npy(header, &values),
        "votes.csv, row 1, column 0 (from 0): found `NaN`, expected a finite number",
    );
    refused(&npy(header, &values[..7]), "votes.csv: found 1 values, expected 4 = 2 × 2 from the header");
    let fortran = header.replace("False", "True");
    refused(
        &npy(&fortran, &values),
        "votes.csv, row 0, column 1 (from 0): found `NaN`, expected a finite number",
    );
    let kinds = "f4, f8, i1, i4, i8, u1 or b1, little endian";
    refused(
        &npy(&header.replace("<f4", ">f4"), &values),
        &format!("votes.csv: found values of type `>f4`, expected {kinds}"),
    );
    refused(
        &npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", &values),
        &format!(
            "votes.csv: found the header `{{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }}`, expected \
             {kinds}"
        ),
    );
    refused(
        &npy("{'descr': '<f4', 'fortran_order': False}", &values),
        "votes.csv: found the header `{'descr': '<f4', 'fortran_order': False}`, expected a dictionary with 'shape'",
    );
    refused(&npy(header, &[])[..20], "votes.csv: found an incomplete header, expected 60 bytes of header");
    let mut newer = npy(header, &values);
    newer[6] = 4;
    refused(&newer, "votes.csv: found version 4.0 of the format, expected version 1, 2 or 3");
    refused(
        &npy("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", &values[..4]),
        "votes.csv: found a single number without axes, expected an axis of examples first",
    );
    // an f32 is shown as an f32
    let small = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", &0.1_f32.to_le_bytes());
    let error = Examples::from_reader("a.npy", &small[..], &x(Domain::Spin), &DataOptions::default());
    assert_eq!(
        error.expect_err("not a spin").to_string(),
        "a.npy, row 0 (from 0): found `0.1`, expected -1 or 1"
    );
}

#[test]
fn other_separators_are_no_header() {
    for text in ["0;1;1\n", "0\t1\t1\n", "0 1  1", "0|1|1\n", "0;1;1\n1;1;0\n"] {
        let error =
            Examples::from_reader("votes.csv", text.as_bytes(), &x(Domain::Binary), &DataOptions::default());
        let line = text.lines().next().unwrap();
        assert_eq!(
            error.unwrap_err().to_string(),
            format!(
                "votes.csv, line 1, column 1: found `{line}`, expected a number, fields separated by commas"
            )
        );
    }
}

#[test]
fn idx_files_of_other_types_are_no_text() {
    for kind in [0x09, 0x0b, 0x0c, 0x0d, 0x0e_u8] {
        let bytes = [0, 0, kind, 1, 0, 0, 0, 1, 0, 0, 0, 0];
        let error = Examples::from_reader("x.idx", &bytes[..], &x(Domain::Real), &DataOptions::default());
        let text =
            format!("x.idx: found idx values of type 0x{kind:02x}, expected unsigned bytes, type 0x08");
        assert_eq!(error.unwrap_err().to_string(), text);
    }
}
