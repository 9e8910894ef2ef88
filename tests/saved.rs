//! Models to disk and back.

use std::path::PathBuf;

use ebm::prelude::*;
use ebm::runtime::store::Store;

/// An Ising model on a graph.
#[energy_model]
pub fn graph(
    #[visible(spin)] x: ArrayView1<f32>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView1<f32>,
    #[param(shape = edges.len())] j: ArrayView1<f32>,
) -> f32 {
    let pair: f32 = edges.iter().enumerate().map(|(e, &(a, b))| j[e] * x[a] * x[b]).sum();
    -x.dot(&h) - pair
}

/// A restricted Boltzmann machine with symmetric weights among what is seen.
#[energy_model]
pub fn machine(
    #[visible(binary)] v: ArrayView2<f64>,
    #[latent(binary)] h: ArrayView1<f64>,
    #[param(positive, init = constant(1.0))] scale: f64,
    #[param(init = normal(0.01))] w: ArrayView3<f64>,
) -> f64 {
    let mut energy = 0.0;
    for r in 0..v.nrows() {
        for c in 0..v.ncols() {
            for k in 0..h.len() {
                energy -= scale * v[[r, c]] * w[[r, c, k]] * h[k];
            }
        }
    }
    energy
}

/// Not that one.
#[energy_model]
pub fn other(#[visible(spin)] x: ArrayView1<f32>, #[param] h: ArrayView1<f32>) -> f32 {
    -x.dot(&h)
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("ebm-saved-{}-{name}.safetensors", std::process::id()))
}

fn fixed() -> GraphFixed {
    GraphFixed { edges: vec![(0, 1), (1, 2), (2, 0)] }
}

fn sample() -> Graph {
    let model = Graph::new(GraphShape { x: [3] }, fixed()).unwrap();
    let params = GraphParams { h: array![0.1, -0.0, f32::MIN_POSITIVE], j: array![1.0, 2.5, -3.0e-7] };
    model.with_params(&params).unwrap()
}

#[test]
fn a_model_comes_back_with_sizes_and_every_bit() {
    let path = scratch("graph");
    let model = sample();
    model.save(&path).unwrap();
    let back = Graph::load(&path, fixed()).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(back.shape(), model.shape());
    let bits = |model: &Graph| model.theta().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&back), bits(&model));
}

#[test]
fn sizes_that_data_do_not_determine_come_back_too() {
    let path = scratch("machine");
    let model = Machine::new(MachineShape { v: [2, 3], h: 4 }).unwrap();
    model.save(&path).unwrap();
    let back = Machine::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(back.shape(), model.shape());
    assert_eq!(back.params(), model.params());
    assert_eq!(back.params().w.dim(), (2, 3, 4));
}

/// The text of the error after a change of the file.
fn after(name: &str, change: impl FnOnce(&mut Store)) -> String {
    let path = scratch(name);
    sample().save(&path).unwrap();
    let mut store = Store::read(&path).unwrap();
    change(&mut store);
    store.write(&path).unwrap();
    let error = Graph::load(&path, fixed()).map(drop).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    error
}

#[test]
fn what_does_not_fit_is_named() {
    let shape = after("shape", |store| store.put("h", &[2], &[0.5_f32, 0.5]));
    assert_eq!(shape, "`h` has shape [2], but in this model it has shape [3]");
    let unknown = after("unknown", |store| store.put("k", &[1], &[0.5_f32]));
    assert_eq!(
        unknown,
        "the file has an array `k`, which is no parameter of the model; its parameters are `h`, `j`"
    );
    let kind = after("kind", |store| store.put("h", &[3], &[0.5_f64; 3]));
    assert_eq!(kind, "`h` holds f64 numbers, expected f32");
    let wild = after("wild", |store| store.put("h", &[3], &[0.5, f32::NAN, 0.0]));
    assert_eq!(wild, "`h[1]` is NaN, which is not a finite number");
    let size = after("size", |store| store.note("size x", "3 3"));
    assert_eq!(size, "the sizes of `x` are 3 3, expected 1 whole numbers");
    let sizes = after("sizes", |store| store.note("size x", "2"));
    assert_eq!(sizes, "`edges[2].0` is 2, but it is used as an index below 2");
    let model = after("model", |store| store.note("model", "Ising"));
    assert_eq!(model, "the file holds a model `Ising`, expected Graph");
    let missing = {
        let path = scratch("missing");
        let mut store = Store::default();
        store.note("model", "Other");
        store.note("size x", "2");
        store.write(&path).unwrap();
        let error = Other::load(&path).map(drop).unwrap_err().to_string();
        std::fs::remove_file(&path).unwrap();
        error
    };
    assert_eq!(missing, "there is no array `h`; there is none at all");
    let nowhere = Other::load(scratch("nowhere")).map(drop).unwrap_err().to_string();
    assert!(nowhere.starts_with("cannot read `"), "{nowhere}");
}
