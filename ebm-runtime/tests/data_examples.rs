//! What can be done with checked data: tiles, rows, selection, means, merging; against plain loops over the
//! rows.

use ebm_runtime::data::{DataOptions, Examples, ExamplesBuilder, VisibleArray};
use ebm_runtime::{Domain, Lane, Lanes};
use ndarray::{Array2, array};
use proptest::collection::vec;
use proptest::prelude::*;

fn examples(spins: &Array2<i8>, reals: &Array2<f64>, weights: &[f64]) -> Examples {
    let builder = ExamplesBuilder::new().array("x", Domain::Spin, spins.view());
    let builder = builder.and_then(|builder| builder.array("y", Domain::Real, reals.view()));
    builder.and_then(ExamplesBuilder::finish).and_then(|data| data.with_weights(weights)).expect("legal data")
}

fn small() -> Examples {
    let spins = Array2::from_shape_fn((19, 3), |(row, site)| if (row + site) % 3 == 0 { 1 } else { -1 });
    let reals = Array2::from_shape_fn((19, 1), |(row, _)| row as f64 / 8.0);
    examples(&spins, &reals, &(0..19).map(f64::from).collect::<Vec<_>>())
}

#[test]
fn tiles_hold_the_rows_and_weigh_the_padding_with_zero() {
    let data = small();
    let mut tile = [Lanes::<f32>::zero(); 4];
    for start in [0, 2, 16, 18] {
        let weight = data.tile(start, &mut tile);
        for k in 0..Lanes::<f32>::WIDTH {
            let row = (start + k).min(18);
            let lane: Vec<f32> = tile.iter().map(|site| site.lane(k)).collect();
            assert_eq!(lane, data.row::<f32>(row), "start {start}, lane {k}");
            let expected = if start + k < 19 { data.weight(row) as f32 } else { 0.0 };
            assert_eq!(weight.lane(k), expected, "start {start}, lane {k}");
        }
    }
    let mut single = [0.0_f64; 4];
    assert_eq!(data.tile(5, &mut single), 5.0);
    assert_eq!(single, [-1.0, 1.0, -1.0, 0.625]);
}

#[test]
fn selected_rows_keep_their_weights() {
    let data = small().select([3, 1, 3]).expect("the rows exist");
    assert_eq!(data.weights(), Some(&[3.0, 1.0, 3.0][..]));
    assert_eq!(data.row::<f64>(1), small().row::<f64>(1));
    assert_eq!(small().select(0..19).expect("all rows"), small());
    let plain = ExamplesBuilder::new().array("x", Domain::Binary, array![[true], [false]].view());
    let plain = plain.and_then(ExamplesBuilder::finish).expect("legal");
    assert_eq!(plain.select([1]).expect("it exists").weights(), None);
    assert_eq!((plain.total_weight(), plain.weight(0)), (2.0, 1.0));
}

#[test]
fn real_values_stay_in_the_float_they_came_in() {
    let single = ExamplesBuilder::new().array("x", Domain::Real, array![[0.1_f32]].view());
    let single = single.and_then(ExamplesBuilder::finish).expect("legal");
    assert_eq!(single.row::<f64>(0), [f64::from(0.1_f32)]);
    let double = ExamplesBuilder::new().array("x", Domain::Real, array![[0.1_f64]].view());
    let double = double.and_then(ExamplesBuilder::finish).expect("legal");
    assert_eq!(double.row::<f64>(0), [0.1]);
}

#[test]
fn merged_rows_keep_the_order_of_their_first_occurrence() {
    let spins = array![[1, 1], [-1, 1], [1, 1], [-1, -1], [-1, 1], [1, 1]];
    let reals = array![[0.5], [0.5], [0.5], [0.5], [0.5], [0.25]];
    let merged = examples(&spins, &reals, &[1.0, 2.0, 4.0, 0.0, 8.0, 16.0]).compact();
    assert_eq!(merged.count(), 3);
    assert_eq!(merged.weights(), Some(&[5.0, 10.0, 16.0][..]));
    assert_eq!(merged.row::<f32>(1), [-1.0, 1.0, 0.5]);
    assert_eq!(merged.row::<f32>(2), [1.0, 1.0, 0.25]);
}

proptest! {
    #[test]
    fn merging_changes_no_weighted_sum(
        spins in vec(any::<[bool; 3]>(), 1..60),
        reals in vec(0..3_i32, 60),
        weights in vec(0..5_u8, 60),
    ) {
        let count = spins.len();
        let spins = Array2::from_shape_fn((count, 3), |(row, s)| if spins[row][s] { 1 } else { -1 });
        let reals = Array2::from_shape_fn((count, 1), |(row, _)| f64::from(reals[row]));
        let mut weights: Vec<f64> = weights[..count].iter().map(|&weight| f64::from(weight)).collect();
        weights[0] += 1.0;
        let data = examples(&spins, &reals, &weights);
        let merged = data.compact();
        // sums of small integers are exact, so any function of a row will do
        let sum = |data: &Examples| -> f64 {
            let value = |row: Vec<f64>| row[0] + 3.0 * row[1] * row[2] + 7.0 * row[0] * row[3];
            (0..data.count()).map(|row| data.weight(row) * value(data.row(row))).sum()
        };
        prop_assert_eq!(sum(&merged), sum(&data));
        prop_assert_eq!(merged.total_weight(), data.total_weight());
        prop_assert_eq!(merged.means(), data.means());
        prop_assert_eq!(merged.compact(), merged.clone());
        let mut seen = std::collections::HashSet::new();
        let distinct = (0..merged.count()).all(|row| seen.insert(format!("{:?}", merged.row::<f64>(row))));
        prop_assert!(distinct);
        // means, by hand
        let column: Vec<f64> = (0..count).map(|row| f64::from(spins[[row, 1]]) * weights[row]).collect();
        prop_assert_eq!(data.means()[1], column.iter().sum::<f64>() / weights.iter().sum::<f64>());
    }
}

/// A table of counts is the same data as the rows written out, and the shipped one is what was published.
#[test]
fn the_shipped_table_is_what_was_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/estimators/reinis.csv");
    let options = DataOptions { weight_column: Some("count".to_owned()), ..DataOptions::default() };
    let arrays = [VisibleArray::new("x", Domain::Binary, 1)];
    let data = Examples::from_csv(path, &arrays, &options).expect("it is shipped");
    assert_eq!((data.count(), data.site_count(), data.total_weight()), (64, 6, 1841.0));
    // one cell is empty
    assert_eq!(data.compact().count(), 63);
    // The deviance from independence, G² = 2 Σ n ln(n / n̂) on 57 degrees of freedom, as vcdExtra's
    // documentation of `Reinis` has it:
    // 843.96. A wrong count would show, and so would exchanged cells.
    let means = data.means();
    let deviance: f64 = (0..64)
        .filter(|&row| data.weight(row) > 0.0)
        .map(|row| {
            let values = data.row::<f64>(row);
            let p: f64 =
                values.iter().zip(&means).map(|(x, m)| if *x == 1.0 { *m } else { 1.0 - m }).product();
            2.0 * data.weight(row) * (data.weight(row) / (1841.0 * p)).ln()
        })
        .sum();
    assert!((deviance - 843.96).abs() < 0.005, "{deviance}, published with two decimals");
}

/// Real files, where they are: read, counted, merged.
#[test]
fn real_files() {
    let Some(folder) = std::env::var_os("EBM_DATA").map(std::path::PathBuf::from) else {
        eprintln!("skipped: EBM_DATA is not set");
        return;
    };
    let vector = [VisibleArray::new("x", Domain::Binary, 1)];
    let nltcs = folder.join("debd/nltcs/nltcs.train.data.gz");
    let nltcs = Examples::from_file(nltcs, &vector, &DataOptions::default()).expect("legal");
    assert_eq!((nltcs.count(), nltcs.site_count()), (16_181, 16));
    let merged = nltcs.compact();
    // zcat nltcs.train.data.gz | sort -u | wc -l
    assert_eq!((merged.count(), merged.total_weight()), (2_671, 16_181.0));
    // counts are whole numbers, so that both are exact up to the last division
    assert_eq!(merged.means(), nltcs.means());

    let spikes = folder.join("spikes/spikes15_40000x15-idx2-ubyte.gz");
    let options = DataOptions { zero_as_minus_one: true, ..DataOptions::default() };
    let spins = [VisibleArray::new("x", Domain::Spin, 1)];
    let spikes = Examples::from_file(spikes, &spins, &options).expect("legal");
    assert_eq!((spikes.count(), spikes.site_count()), (40_000, 15));
    assert!(spikes.row::<f32>(0).iter().all(|value| value.abs() == 1.0));

    let images = [VisibleArray::new("x", Domain::Binary, 2)];
    let mnist = folder.join("mnist_binarised/test-images-idx3-ubyte.gz");
    let mnist = Examples::from_file(mnist, &images, &DataOptions::default()).expect("legal");
    assert_eq!((mnist.count(), &mnist.sites()[0].shape[..]), (10_000, &[28, 28][..]));

    let wine = folder.join("continuous/winequality-red.csv.gz");
    let reals = [VisibleArray::new("x", Domain::Real, 1)];
    let wine = Examples::from_file(wine, &reals, &DataOptions::default()).expect("legal");
    assert_eq!((wine.count(), wine.site_count()), (1_599, 12));
}
