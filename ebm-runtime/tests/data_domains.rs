//! Data of every domain, from arrays and from files, and numbers that each example is given.

use ebm_runtime::data::{Examples, ExamplesBuilder, VisibleArray};
use ebm_runtime::layout::{GivenArray, Layout, SiteArray};
use ebm_runtime::{DataError, DataOptions, Domain};
use ndarray::array;

const DOMAINS: [(Domain, &str, &str, &str); 8] = [
    (Domain::Categorical(3), "2", "3", "an integer from 0 to 2"),
    (Domain::Count(300), "300", "301", "an integer from 0 to 300"),
    (Domain::ANY_CATEGORY, "70000", "0.5", "an integer ≥ 0"),
    (Domain::Positive, "1e-300", "0", "a finite number above 0"),
    (Domain::Unit, "0.999", "1", "a number between 0 and 1, both excluded"),
    (Domain::Interval(-2.5, 4.0), "-2.25", "4", "a number between -2.5 and 4, both excluded"),
    (Domain::Angle, "-3.14159", "3.15", "an angle in radians, from −π to π"),
    (Domain::Real, "-1e300", "inf", "a finite number"),
];

fn csv(text: &str, arrays: &[VisibleArray]) -> Result<Examples, DataError> {
    Examples::from_reader("d.csv", text.as_bytes(), arrays, &DataOptions::default())
}

#[test]
fn every_domain_is_read_and_checked() {
    for (domain, good, bad, expected) in DOMAINS {
        let arrays = [VisibleArray::new("x", domain, 1)];
        let data = csv(&format!("{0},{good}\n{0},{good}\n", half(domain)), &arrays);
        assert_eq!(data.unwrap().row::<f64>(1)[1], good.parse::<f64>().unwrap(), "{domain}");
        let error = csv(&format!("{0},{good}\n{0},{bad}\n", half(domain)), &arrays).unwrap_err().to_string();
        assert_eq!(error, format!("d.csv, line 2, column 2: found `{bad}`, expected {expected}"));
        let number: f64 = bad.parse().unwrap();
        let error =
            ExamplesBuilder::new().array("x", domain, array![[number]].view()).unwrap_err().to_string();
        assert_eq!(error, format!("`x`, row 0, column 0 (from 0): found `{number}`, expected {expected}"));
    }
}

/// A legal value that is not the one under test.
fn half(domain: Domain) -> &'static str {
    if domain.is_discrete() { "1" } else { "0.5" }
}

#[test]
fn codes_beyond_a_byte_are_kept() {
    let rows = array![[3_usize, 255], [256, 4], [70_000, 0]];
    let data =
        ExamplesBuilder::new().array("x", Domain::ANY_CATEGORY, rows.view()).unwrap().finish().unwrap();
    for (row, codes) in rows.rows().into_iter().enumerate() {
        assert_eq!(data.row::<f64>(row), codes.mapv(|code| code as f64).to_vec());
    }
    let twice = data.select([2, 0, 2]).unwrap().compact();
    assert_eq!((twice.count(), twice.weights()), (2, Some(&[2.0, 1.0][..])));
}

#[test]
fn givens_stand_behind_the_sites() {
    let builder = ExamplesBuilder::new().given("field", array![0.5, -2.0].view()).unwrap();
    let builder = builder.array("x", Domain::Spin, array![[1, -1], [-1, -1]].view()).unwrap();
    let data = builder.given("image", array![[[1.0, 2.0]], [[3.0, 4.0]]].view()).unwrap().finish().unwrap();
    assert_eq!((data.site_count(), data.row_len(), data.means().len()), (2, 5, 2));
    assert_eq!(data.row::<f64>(0), [1.0, -1.0, 0.5, 1.0, 2.0]);
    assert_eq!(data.row::<f64>(1), [-1.0, -1.0, -2.0, 3.0, 4.0]);

    // the same from a file, in which givens come last however they are declared
    let arrays = [
        VisibleArray::given("field", 0),
        VisibleArray::new("x", Domain::Spin, 1),
        VisibleArray::given("image", 2),
    ];
    let options = DataOptions { shapes: vec![("image".to_owned(), vec![1, 2])], ..DataOptions::default() };
    let text = "1,-1,0.5,1,2\n-1,-1,-2,3,4\n";
    let read = Examples::from_reader("d.csv", text.as_bytes(), &arrays, &options).unwrap();
    assert_eq!(read, data);
    let error = Examples::from_reader("d.csv", &b"1,-1,NaN,1,2\n"[..], &arrays, &options).unwrap_err();
    assert_eq!(error.to_string(), "d.csv, line 1, column 3: found `NaN`, expected a finite number");

    let layout = |givens: Vec<GivenArray>| {
        Layout::new(vec![SiteArray::new("x", Domain::Spin, &[2])], Vec::new()).with_givens(givens)
    };
    let both = vec![GivenArray::new("field", &[]), GivenArray::new("image", &[1, 2])];
    assert!(data.check(&layout(both)).is_ok());
    let error = data.check(&layout(vec![GivenArray::new("field", &[])])).unwrap_err().to_string();
    assert_eq!(error, "the data: found given `field` of 1, `image` of 1 × 2, expected given `field` of 1");
    // rows that differ in what they are given are different rows
    let equal_sites = ExamplesBuilder::new().array("x", Domain::Spin, array![[1], [1], [1]].view()).unwrap();
    let data = equal_sites.given("g", array![1.0, 2.0, 1.0].view()).unwrap().finish().unwrap();
    assert_eq!(data.compact().weights(), Some(&[2.0, 1.0][..]));
}

#[test]
fn categories_are_checked_against_the_model_site_by_site() {
    let rows = array![[1, 3, 0], [0, 2, 1]];
    let data =
        ExamplesBuilder::new().array("z", Domain::ANY_CATEGORY, rows.view()).unwrap().finish().unwrap();
    let model = |states: &[usize]| vec![SiteArray::with_states("z", states, &[3])];
    assert!(data.check_sites(&model(&[2, 4, 2])).is_ok());
    assert_eq!(
        data.check_sites(&model(&[2, 3, 2])).unwrap_err().to_string(),
        "`z`, row 0, column 1 (from 0): found `3`, expected an integer from 0 to 2 as in the model"
    );
    let counts = vec![SiteArray::new("z", Domain::Count(3), &[3])];
    assert!(data.check_sites(&counts).is_err());
}

#[test]
fn rounding_to_single_does_not_leave_the_domain() {
    let rows = array![[1.0 - 1e-12, 1e-300]];
    let data = ExamplesBuilder::new().array("x", Domain::Unit, rows.view()).unwrap().finish().unwrap();
    assert!(data.row::<f32>(0).iter().all(|&x| x > 0.0 && x < 1.0));
    assert_eq!(data.row::<f64>(0), rows.row(0).to_vec());
}
