//! Mistakes in arrays, weights and selections: the exact text of each error.

use ebm_runtime::Domain;
use ebm_runtime::data::{DataError, Examples, ExamplesBuilder};
use ndarray::{Array0, Array2, Array3, array};

#[test]
fn arrays() {
    let builder = || ExamplesBuilder::new();
    let message =
        |result: Result<ExamplesBuilder, DataError>| result.expect_err("the array is wrong").to_string();
    let spins = array![[1.0_f32, -1.0], [0.1, 1.0]];
    assert_eq!(
        message(builder().array("x", Domain::Spin, spins.view())),
        "`x`, row 1, column 0 (from 0): found `0.1`, expected -1 or 1"
    );
    let images =
        Array3::from_shape_fn((2, 2, 2), |(i, j, k)| if (i, j, k) == (1, 0, 1) { f64::NAN } else { 1.0 });
    assert_eq!(
        message(builder().array("x", Domain::Real, images.view())),
        "`x`, row 1, index [0, 1] (from 0): found `NaN`, expected a finite number"
    );
    assert_eq!(
        message(builder().array("x", Domain::Real, Array0::from_elem((), 1.0).view())),
        "`x`: found a single number, expected an axis of examples first"
    );
    assert_eq!(
        message(builder().array("x", Domain::Real, Array2::<f64>::zeros((0, 3)).view())),
        "`x`: found no example, expected at least one"
    );
    assert_eq!(
        message(builder().array("x", Domain::Real, Array2::<f64>::zeros((3, 0)).view())),
        "`x`: found an array of shape [3, 0], expected no axis of length 0"
    );
    let first = builder().array("x", Domain::Real, Array2::<f64>::zeros((3, 2)).view()).expect("it is legal");
    assert_eq!(
        message(first.array("y", Domain::Real, Array2::<f64>::zeros((2, 2)).view())),
        "`y`: found 2 examples, expected 3 as in `x`"
    );
    let nothing = builder().finish().expect_err("there is no array");
    assert_eq!(nothing.to_string(), "the data: found no example, expected at least one");
}

#[test]
fn weights_and_rows() {
    let data = ExamplesBuilder::new().array("x", Domain::Binary, array![[0, 1], [1, 1]].view());
    let data = data.and_then(ExamplesBuilder::finish).expect("it is legal");
    let message = |result: Result<Examples, DataError>| result.expect_err("it is wrong").to_string();
    assert_eq!(message(data.clone().with_weights([1.0])), "weights: found 1, expected 2, one an example");
    assert_eq!(
        message(data.clone().with_weights([1.0, -0.5])),
        "weights, row 1 (from 0): found `-0.5`, expected a finite number ≥ 0"
    );
    assert_eq!(
        message(data.clone().with_weights([1e308, 1e308])),
        "weights: found a sum beyond 1.7976931348623157e308, expected a finite sum; divide all weights by one number"
    );
    assert_eq!(
        message(data.clone().with_weights([f64::NAN, 1.0])),
        "weights, row 0 (from 0): found `NaN`, expected a finite number ≥ 0"
    );
    assert_eq!(
        message(data.clone().with_weights([0.0, 0.0])),
        "weights: found only zeros in 2 rows, expected at least one positive weight"
    );
    assert_eq!(
        message(data.select([0, 2])),
        "row 2 (from 0): expected a row below 2, the number of examples"
    );
    assert_eq!(message(data.select([])), "the selection of rows: found no example, expected at least one");

    let other = ExamplesBuilder::new().array("s", Domain::Spin, array![[1, -1, 1]].view());
    let other = other.and_then(ExamplesBuilder::finish).expect("it is legal");
    assert!(data.check_sites(data.sites()).is_ok());
    assert_eq!(
        other.check_sites(data.sites()).expect_err("another model").to_string(),
        "the data of `x`: found 3 spin sites, expected 2 binary sites as in the model"
    );
    assert_eq!(
        data.check_sites(&[]).expect_err("another model").to_string(),
        "the data: found the arrays `x`, expected no array"
    );
}
