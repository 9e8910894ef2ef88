//! Readers give back what was written, for every format, plain and compressed, and what NumPy itself wrote.

use std::io::Write;
use std::path::Path;

use ebm_runtime::Domain;
use ebm_runtime::data::{DataOptions, Examples, ExamplesBuilder, Header, VisibleArray};
use flate2::Compression;
use flate2::write::GzEncoder;
use ndarray::{Array2, Array3, ArrayD, array};
use proptest::collection::vec;
use proptest::prelude::*;

fn visible(domain: Domain, axes: usize) -> [VisibleArray; 1] {
    [VisibleArray::new("x", domain, axes)]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}

/// Reads the bytes as they are and compressed, which must give the same.
#[track_caller]
fn read(bytes: &[u8], arrays: &[VisibleArray], options: &DataOptions) -> Examples {
    let plain = Examples::from_reader("plain", bytes, arrays, options).expect("the data are legal");
    let packed =
        Examples::from_reader("packed", &gzip(bytes)[..], arrays, options).expect("the data are legal");
    assert_eq!(plain, packed);
    plain
}

#[track_caller]
fn rows(examples: &Examples) -> Array2<f64> {
    let all: Vec<f64> = (0..examples.count()).flat_map(|row| examples.row::<f64>(row)).collect();
    Array2::from_shape_vec((examples.count(), examples.site_count()), all).expect("every row has all sites")
}

/// A `.npy` file of f64, in either order; `values` in the order of the file.
fn npy(shape: &str, fortran: bool, values: &[f64]) -> Vec<u8> {
    let order = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': '<f8', 'fortran_order': {order}, 'shape': {shape}, }}\n");
    let mut bytes = b"\x93NUMPY\x02\x00".to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header.as_bytes());
    values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes
}

/// A table of finite numbers, with the awkward ones among them.
fn table() -> impl Strategy<Value = Array2<f64>> {
    let number = prop_oneof![
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
        (-3..3).prop_map(f64::from),
    ];
    (1..6_usize, 1..40_usize).prop_flat_map(move |(columns, count)| {
        vec(number.clone(), columns * count)
            .prop_map(move |all| Array2::from_shape_vec((count, columns), all).expect("the lengths agree"))
    })
}

proptest! {
    #[test]
    fn csv_gives_back_every_bit(table in table(), header: bool, crlf: bool, quoted: bool, last_break: bool) {
        let line_break = if crlf { "\r\n" } else { "\n" };
        let field = |value: &f64| if quoted { format!("\"{value:e}\"") } else { format!(" {value}") };
        let mut lines: Vec<String> = table.rows().into_iter()
            .map(|row| row.iter().map(field).collect::<Vec<_>>().join(",")).collect();
        if header {
            lines.insert(0, (0..table.ncols()).map(|i| format!("\"a, {i}\"")).collect::<Vec<_>>().join(","));
        }
        let mut text = lines.join(line_break);
        if last_break {
            text.push_str(line_break);
        }
        let examples = read(text.as_bytes(), &visible(Domain::Real, 1), &DataOptions::default());
        let bits = |table: &Array2<f64>| table.mapv(f64::to_bits);
        prop_assert_eq!(bits(&rows(&examples)), bits(&table));
    }

    #[test]
    fn npy_gives_back_every_bit_in_either_order(table in table()) {
        let shape = format!("{:?}", table.dim());
        let by_row: Vec<f64> = table.iter().copied().collect();
        let by_column: Vec<f64> = table.t().iter().copied().collect();
        let bits = |table: &Array2<f64>| table.mapv(f64::to_bits);
        for bytes in [npy(&shape, false, &by_row), npy(&shape, true, &by_column)] {
            let examples = read(&bytes, &visible(Domain::Real, 1), &DataOptions::default());
            prop_assert_eq!(bits(&rows(&examples)), bits(&table));
        }
    }

    #[test]
    fn idx_and_arrays_agree(bytes in vec(0..2_u8, 2 * 3 * 4), spins: bool) {
        let domain = if spins { Domain::Spin } else { Domain::Binary };
        let options = DataOptions { zero_as_minus_one: true, ..DataOptions::default() };
        let mut file = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4];
        file.extend(&bytes);
        let examples = read(&file, &visible(domain, 2), &options);
        let numbers = Array3::from_shape_vec((2, 3, 4), bytes).expect("the lengths agree")
            .mapv(|byte| if spins { 2 * i8::try_from(byte).expect("0 or 1") - 1 } else { byte.cast_signed() });
        let built = ExamplesBuilder::new().array("x", domain, numbers.view()).and_then(ExamplesBuilder::finish);
        prop_assert_eq!(examples, built.expect("legal"));
    }
}

#[test]
fn what_numpy_wrote() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/npy");
    let read = |name: &str, arrays: &[VisibleArray]| {
        Examples::from_npy(folder.join(name), arrays, &DataOptions::default()).expect("NumPy wrote it")
    };
    // np.asfortranarray(np.arange(24).reshape(2, 3, 4) / 4), float32
    let quarters = ArrayD::from_shape_fn(vec![2, 12], |at| (at[0] * 12 + at[1]) as f64 / 4.0);
    let examples = read("fortran_f4.npy", &visible(Domain::Real, 2));
    assert_eq!(examples.sites()[0].shape, [3, 4]);
    assert_eq!(rows(&examples).into_dyn(), quarters);
    assert_eq!(rows(&read("fortran_f4.npy", &visible(Domain::Real, 1))).into_dyn(), quarters);

    let doubles = array![[0.5, -1.25], [3.0, 1e-300], [2.0, 7.0]];
    assert_eq!(rows(&read("c_f8.npy", &visible(Domain::Real, 1))), doubles);
    let truths = array![[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]];
    assert_eq!(rows(&read("bool.npy", &visible(Domain::Binary, 1))), truths);
    let spins = array![[-1.0, 1.0, 1.0], [1.0, 1.0, -1.0]];
    assert_eq!(rows(&read("fortran_i1.npy", &visible(Domain::Spin, 1))), spins);
    for name in ["i4.npy", "i8.npy"] {
        assert_eq!(
            rows(&read(name, &visible(Domain::Binary, 1))),
            array![[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]]
        );
    }
    let error =
        Examples::from_npy(folder.join("big_endian.npy"), &visible(Domain::Real, 1), &DataOptions::default());
    assert!(error.expect_err("big endian").to_string().contains("found values of type `>f4`"));
}

#[test]
fn headers() {
    let domain = visible(Domain::Binary, 1);
    let with = |header: Header, text: &str| {
        let options = DataOptions { header, ..DataOptions::default() };
        Examples::from_reader("a.csv", text.as_bytes(), &domain, &options).map(|examples| rows(&examples))
    };
    let expected = array![[0.0, 1.0]];
    assert_eq!(with(Header::Detect, "a,b\n0,1\n").expect("a header"), expected);
    assert_eq!(with(Header::Present, "1,1\n0,1\n").expect("a header"), expected);
    assert_eq!(with(Header::Absent, "0,1\n").expect("no header"), expected);
    assert!(with(Header::Absent, "a,b\n0,1\n").is_err());
    // numbers only: without the option it is data
    assert_eq!(with(Header::Detect, "1,1\n0,1\n").expect("no header").nrows(), 2);
}

#[test]
fn weights_and_columns_of_a_text_file() {
    let text = b"# counts\na,n,b,c\n0,3,1,0\n1,0.5,1,1\n";
    let options =
        DataOptions { weight_column: Some("n".to_owned()), columns: Some(2), ..DataOptions::default() };
    let examples = read(text, &visible(Domain::Binary, 1), &options);
    assert_eq!(rows(&examples), array![[0.0, 1.0], [1.0, 1.0]]);
    assert_eq!(examples.weights(), Some(&[3.0, 0.5][..]));
    // columns that are not read are not checked either, but they must be there
    let options = DataOptions { columns: Some(1), ..DataOptions::default() };
    let examples = read(b"0,x\n1,y\n", &visible(Domain::Binary, 1), &options);
    assert_eq!(rows(&examples), array![[0.0], [1.0]]);
}

#[test]
fn several_arrays_share_the_columns() {
    let arrays = [
        VisibleArray::new("image", Domain::Spin, 2),
        VisibleArray::new("label", Domain::Binary, 1),
        VisibleArray::new("size", Domain::Real, 1),
    ];
    let options = DataOptions {
        zero_as_minus_one: true,
        shapes: vec![("image".to_owned(), vec![1, 2]), ("size".to_owned(), vec![1])],
        ..DataOptions::default()
    };
    let expected = array![[-1.0, 1.0, 1.0, 0.0, 2.5], [1.0, 1.0, 0.0, 0.0, -1.0]];
    let examples = read(b"0,1,1,0,2.5\n1,1,0,0,-1\n", &arrays, &options);
    assert_eq!(rows(&examples), expected);
    let shapes: Vec<_> = examples.sites().iter().map(|array| array.shape.clone()).collect();
    assert_eq!(shapes, [vec![1, 2], vec![2], vec![1]]);
    let by_column = [0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 2.5, -1.0];
    assert_eq!(read(&npy("(2, 5)", true, &by_column), &arrays, &options), examples);
}

#[test]
fn a_reader_of_any_chunk_size_will_do() {
    /// Gives one byte at a time, as a slow pipe may.
    struct Slow<'a>(&'a [u8]);
    impl std::io::Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = buffer.len().min(1);
            std::io::Read::read(&mut self.0, &mut buffer[..count])
        }
    }
    for bytes in [b"a,b\n0,1\n".to_vec(), gzip(b"0,1\n"), vec![0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1]] {
        let slow = std::io::BufReader::with_capacity(1, Slow(&bytes));
        let examples =
            Examples::from_reader("slow", slow, &visible(Domain::Binary, 1), &DataOptions::default());
        assert_eq!(rows(&examples.expect("legal")), array![[0.0, 1.0]]);
    }
}
