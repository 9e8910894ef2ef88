// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_3(
    #[visible(interval(0.5, 1.5))] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        if (a + b) % 2 == 0 && b < 2 {
            energy -= x[(c + x.len() - 1) % x.len()] * x[b] * j[[a, b]];
        }
    }
    energy
}

#[test]
fn energy_3_agrees() {
    {
        let fixed = Energy3Fixed { triples: vec![(1, 1, 1), (0, 1, 0)] };
        let model = Energy3::new(Energy3Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_3(x, &fixed.triples, j)
        };
        let sample = Sample::draw(&model, &function, 3);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy3Fixed { triples: vec![(0, 0, 0), (0, 0, 0)] };
        let model = Energy3::new(Energy3Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_3(x, &fixed.triples, j)
        };
        let sample = Sample::draw(&model, &function, 3);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_4(
    #[visible(real)] x: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    x.dot(&given).tanh() - (0..n).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_4_agrees() {
    {
        let model = Energy4::new(Energy4Shape { x: [2], given: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let given = state.array([2]);
            let precision = parameters.array([2]);
            energy_4(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 4);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy4::new(Energy4Shape { x: [1], given: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1]);
            let precision = parameters.array([1]);
            energy_4(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 4);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_6(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[given] given: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= x[a];
    }
    energy - coupling * (0.5 * &x).dot(&given)
}

#[test]
fn energy_6_agrees() {
    {
        let fixed = Energy6Fixed { edges: vec![(0, 2), (2, 1)] };
        let model = Energy6::new(Energy6Shape { x: [3], given: [3], c: 4, j_rows: 3, j_columns: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let c = parameters.array([4]);
            let j = parameters.array([3, 4]);
            let given = state.array([3]);
            let coupling = parameters.number();
            energy_6(x, &fixed.edges, c, j, given, coupling)
        };
        let sample = Sample::draw(&model, &function, 6);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy6Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy6::new(Energy6Shape { x: [1], given: [1], c: 1, j_rows: 1, j_columns: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let c = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let given = state.array([1]);
            let coupling = parameters.number();
            energy_6(x, &fixed.edges, c, j, given, coupling)
        };
        let sample = Sample::draw(&model, &function, 6);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_9(
    #[visible(unit)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let next = i;
        for k in 0..x.len() {
            let s = x[(i + next) % n];
            energy += 0.5 * x[k];
        }
    }
    energy - (0..x.len()).map(|p| precision[p] * x[p].ln()).sum::<f64>()
}

#[test]
fn energy_9_agrees() {
    {
        let model = Energy9::new(Energy9Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let precision = parameters.array([4]);
            energy_9(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 9);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy9::new(Energy9Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2]);
            let precision = parameters.array([1]);
            energy_9(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 9);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_10(
    #[visible(spin)] x: ArrayView3<f64>,
    #[param] coupling: f64,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = x.shape()[2])] h: ArrayView1<f64>,
) -> f64 {
    let (planes, rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        energy -= mask[[i, i]] * coupling * h[i];
    }
    energy
}

#[test]
fn energy_10_agrees() {
    {
        let fixed = Energy10Fixed { mask: filled([3, 3], vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]) };
        let model = Energy10::new(Energy10Shape { x: [1, 3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 3, 3]);
            let coupling = parameters.number();
            let h = parameters.array([3]);
            energy_10(x, coupling, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 10);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy10Fixed { mask: filled([1, 1], vec![0.0]) };
        let model = Energy10::new(Energy10Shape { x: [1, 2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2, 1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_10(x, coupling, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 10);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_11(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[param(positive, shape = (x.len(), x.len()))] w: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    coupling * w.dot(&j.t().dot(&x.mapv(|code| code as f64))).dot(&w.dot(&x.mapv(|code| code as f64))) - (0..x.len()).map(|p| score[x[p]]).sum::<f64>()
}

#[test]
fn energy_11_agrees() {
    {
        let model = Energy11::new(Energy11Shape { x: [3], score: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let score = parameters.array([3]);
            let j = parameters.array([3, 3]);
            let w = parameters.array([3, 3]);
            let coupling = parameters.number();
            energy_11(x.view(), score, j, w, coupling)
        };
        let sample = Sample::draw(&model, &function, 11);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy11::new(Energy11Shape { x: [2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let score = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            let coupling = parameters.number();
            energy_11(x.view(), score, j, w, coupling)
        };
        let sample = Sample::draw(&model, &function, 11);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_12(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    fn share(u: f64) -> f64 { (u - 0.5).cos() * 0.3 }
    fn more(u: f64) -> f64 { share(u) + u }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= coupling * 0.5;
    energy - (0..x.shape()[1]).filter(|&i| i + 1 != x.shape()[1]).map(|i| x[[i % rows, group[i]]] / 2.0).sum::<f64>()
}

#[test]
fn energy_12_agrees() {
    {
        let fixed = Energy12Fixed { group: filled([3], vec![2, 2, 2]) };
        let model = Energy12::new(Energy12Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 3]);
            let coupling = parameters.number();
            energy_12(x, coupling, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 12);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy12Fixed { group: filled([1], vec![0]) };
        let model = Energy12::new(Energy12Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let coupling = parameters.number();
            energy_12(x, coupling, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 12);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_13(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..3 {
        let s = 1.5 * h[i] * (x[0] + x[i % x.len()]);
        for k in (0..x.len()).rev().step_by(3) {
            if k >= 3 {
                energy += x[k] * (x[k - 3] - x[n - 1 - k]);
            } else {
                energy += s;
            }
        }
    }
    energy
}

#[test]
fn energy_13_agrees() {
    {
        let model = Energy13::new(Energy13Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            energy_13(x, h)
        };
        let sample = Sample::draw(&model, &function, 13);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy13::new(Energy13Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([3]);
            energy_13(x, h)
        };
        let sample = Sample::draw(&model, &function, 13);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_14(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        for k in 0..next {
            for l in 0..x.len() {
                energy -= coupling * x[(next + l) % x.len()];
            }
        }
    }
    energy
}

#[test]
fn energy_14_agrees() {
    {
        let model = Energy14::new(Energy14Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            energy_14(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 14);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy14::new(Energy14Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_14(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 14);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_15(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(interval(-1.0, 2.0))] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
    #[param(positive, shape = x.len())] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    -(&x * coupling).dot(&h) - sum(0..n, |p| -(0.5 * precision[p] * y[p].powi(2)) + rate[p] * y[p])
}

#[test]
fn energy_15_agrees() {
    {
        let model = Energy15::new(Energy15Shape { x: [3], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let coupling = parameters.number();
            let h = parameters.array([3]);
            let precision = parameters.array([3]);
            let rate = parameters.array([3]);
            energy_15(x, y, coupling, h, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 15);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy15::new(Energy15Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_15(x, y, coupling, h, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 15);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_16(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    let u = -x.mapv(|code| code as f64);
    energy -= edges.iter().enumerate().filter(|&(e, &(a, b))| a == 2).map(|(e, &(a, b))| 2.0 * u[e % x.len()]).sum::<f64>();
    energy - (0..n).map(|p| y[p] * h[p]).sum::<f64>()
}

#[test]
fn energy_16_agrees() {
    {
        let fixed = Energy16Fixed { edges: vec![(2, 2), (2, 0), (3, 0), (1, 1), (0, 0)] };
        let model = Energy16::new(Energy16Shape { x: [3], y: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.array([4]);
            let h = parameters.array([4]);
            energy_16(x.view(), y, &fixed.edges, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 16);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 16);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy16Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy16::new(Energy16Shape { x: [1], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_16(x.view(), y, &fixed.edges, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 16);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 16);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_17(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let pair = (0..x.len()).rev().map(|i| 1.5 * x[(i + x.len() - 1) % x.len()] * x[x.len() - 1 - i] * coupling).sum::<f64>();
    -(0.5 * (2.0 * &x).dot(&h))
}

#[test]
fn energy_17_agrees() {
    {
        let model = Energy17::new(Energy17Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_17(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 17);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy17::new(Energy17Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_17(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 17);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_21(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev() {
        let mut t: f64 = 0.0;
        for k in 0..i {
            t -= x[k] * (x[group[k]] - h[i]);
        }
        energy -= 2.0 * x[i];
    }
    energy
}

#[test]
fn energy_21_agrees() {
    {
        let fixed = Energy21Fixed { group: vec![0, 1] };
        let model = Energy21::new(Energy21Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_21(x, h, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 21);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy21Fixed { group: vec![0] };
        let model = Energy21::new(Energy21Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_21(x, h, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 21);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_23(
    #[visible(real)] x: ArrayView1<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param(shape = (y, y))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.len() {
        if i >= 1 {
            energy -= -(j[[(i + 2) % n, i]] * y[i - 1] * (if i % 2 == 0 { y[i] } else { y[n - 1 - i] }));
        }
    }
    energy - sum(0..y.len(), |p| y[p] * x[group[p]])
}

#[test]
fn energy_23_agrees() {
    {
        let fixed = Energy23Fixed { group: filled([4], vec![1, 1, 1, 0]) };
        let model = Energy23::new(Energy23Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let j = parameters.array([4, 4]);
            energy_23(x, y, j, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 23);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // one term holds both `y[|group| − i − 1]` and `y[i − 1]`
    }
    {
        let fixed = Energy23Fixed { group: filled([1], vec![1]) };
        let model = Energy23::new(Energy23Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_23(x, y, j, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 23);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // one term holds both `y[|group| − i − 1]` and `y[i − 1]`
    }
}

#[energy_model]
pub fn energy_25(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i + 1 < n {
            energy += (if i == 2 { j[[i, i]] } else { 0.0 }) * x[i + 1] as f64;
        }
    }
    energy
}

#[test]
fn energy_25_agrees() {
    {
        let model = Energy25::new(Energy25Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let j = parameters.array([3, 3]);
            energy_25(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 25);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy25::new(Energy25Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let j = parameters.array([1, 1]);
            energy_25(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 25);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_26(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[given] given: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * 0.5;
    energy - (0..x.shape()[0]).rev().step_by(3).filter(|&i| i + 1 < x.dim().0).map(|i| x[[i, 0]].min(h[i]) * given[[i, i + 1]]).sum::<f64>()
}

#[test]
fn energy_26_agrees() {
    {
        let model = Energy26::new(Energy26Shape { x: [2, 4], given: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let h = parameters.array([2]);
            let given = state.array([2, 2]);
            energy_26(x, h, given)
        };
        let sample = Sample::draw(&model, &function, 26);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy26::new(Energy26Shape { x: [1, 1], given: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            let given = state.array([1, 1]);
            energy_26(x, h, given)
        };
        let sample = Sample::draw(&model, &function, 26);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_28(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(symmetric, positive, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| softplus(u));
    for (e, &(a, b)) in edges.iter().enumerate() {
        if b >= 1 {
            energy += j[[a, b]] * x[b - 1] * x[group[a]];
        }
    }
    energy
}

#[test]
fn energy_28_agrees() {
    {
        let fixed = Energy28Fixed { edges: vec![(1, 2), (1, 2)], group: filled([3], vec![2, 1, 0]) };
        let model = Energy28::new(Energy28Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_28(x, &fixed.edges, j, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 28);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy28Fixed { edges: vec![(0, 1), (0, 0)], group: filled([2], vec![1, 1]) };
        let model = Energy28::new(Energy28Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_28(x, &fixed.edges, j, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 28);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_29(
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(real)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = y)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= x[group[i]] * x[x.len() - 1 - i] / 2.0;
    }
    energy - sum(0..n, |p| y[p] * h[p])
}

#[test]
fn energy_29_agrees() {
    {
        let fixed = Energy29Fixed { group: filled([4], vec![1, 2, 1, 2]) };
        let model = Energy29::new(Energy29Shape { x: [4], y: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let h = parameters.array([3]);
            energy_29(x, y, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 29);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // nothing says that what `y²` is multiplied by is positive
    }
    {
        let fixed = Energy29Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy29::new(Energy29Shape { x: [2], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_29(x, y, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 29);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // nothing says that what `y²` is multiplied by is positive
    }
}

#[energy_model]
pub fn energy_30(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[given] given: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * j.dot(&(x.mapv(|code| code as f64) - &h)).dot(&(x.mapv(|code| code as f64) * &given))) - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_30_agrees() {
    {
        let model = Energy30::new(Energy30Shape { x: [2], given: [2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let score = parameters.array([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let given = state.array([2]);
            let coupling = parameters.number();
            energy_30(x.view(), score, h, j, given, coupling)
        };
        let sample = Sample::draw(&model, &function, 30);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy30::new(Energy30Shape { x: [1], given: [1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let given = state.array([1]);
            let coupling = parameters.number();
            energy_30(x.view(), score, h, j, given, coupling)
        };
        let sample = Sample::draw(&model, &function, 30);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_31(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let n = x.len();
    coupling * (1..x.len()).filter(|&i| i <= 2).map(|i| x[(i + 2) % x.len()]).sum::<f64>()
}

#[test]
fn energy_31_agrees() {
    {
        let model = Energy31::new(Energy31Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_31(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 31);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy31::new(Energy31Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_31(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 31);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_33(
    #[visible(positive)] x: ArrayView2<f64>,
    #[param(positive, shape = (x.nrows(), x.ncols()))] precision: ArrayView2<f64>,
    #[param(positive)] rate: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { 0.5 * u * w }
    -0.5 - (0..x.dim().0).map(|p| sum(0..x.ncols(), |q| -(precision[[p, q]] * x[[p, q]]) + rate[[p, q]] * x[[p, q]].ln())).sum::<f64>()
}

#[test]
fn energy_33_agrees() {
    {
        let model = Energy33::new(Energy33Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let precision = parameters.array([3, 3]);
            let rate = parameters.array([3, 3]);
            energy_33(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 33);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy33::new(Energy33Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let precision = parameters.array([2, 2]);
            let rate = parameters.array([2, 2]);
            energy_33(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 33);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_34(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (cols, cols))] j: ArrayView2<f64>,
    #[param(zero_diagonal)] w: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 1..cols {
        for k in 0..cols {
            energy -= 0.25 * (if i + 1 < cols { j[[(i + 1) % cols, i]] } else { w[[k, k]] }) * x[i % (rows * cols)];
        }
    }
    energy
}

#[test]
fn energy_34_agrees() {
    {
        let fixed = Energy34Fixed { rows: 3, cols: 2 };
        let model = Energy34::new(Energy34Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([6]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            energy_34(fixed.rows, fixed.cols, x, j, w)
        };
        let sample = Sample::draw(&model, &function, 34);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy34Fixed { rows: 1, cols: 1 };
        let model = Energy34::new(Energy34Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let w = parameters.array([1, 1]);
            energy_34(fixed.rows, fixed.cols, x, j, w)
        };
        let sample = Sample::draw(&model, &function, 34);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_37(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(symmetric, shape = (x.nrows(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().0 {
        for k in (0..=rows - 1).rev() {
            if !(i + 1 != x.shape()[0]) {
                energy -= j[[i, k]] * x[[k, k % cols]];
            }
        }
    }
    energy
}

#[test]
fn energy_37_agrees() {
    {
        let model = Energy37::new(Energy37Shape { x: [2, 4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let j = parameters.array([2, 2]);
            energy_37(x, j)
        };
        let sample = Sample::draw(&model, &function, 37);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy37::new(Energy37Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let j = parameters.array([1, 1]);
            energy_37(x, j)
        };
        let sample = Sample::draw(&model, &function, 37);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_40(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[fixed] group: &[usize],
    #[param(shape = (x, 3, 3))] tensor: ArrayView3<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let mut energy: f64 = 0.0;
    for i in (0..x.len() / 2).step_by(2) {
        let s = 0.5 * (x[i] as f64 + tensor[[i, (x[group[i]] + 1) % 3, (x[(i + 2) % group.len()] + 1) % 3]]) * x[(i + 1) % x.len()] as f64;
        energy -= x[i] as f64;
    }
    energy
}

#[test]
fn energy_40_agrees() {
    {
        let fixed = Energy40Fixed { group: vec![1, 0] };
        let model = Energy40::new(Energy40Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let tensor = parameters.array([2, 3, 3]);
            energy_40(x.view(), &fixed.group, tensor)
        };
        let sample = Sample::draw(&model, &function, 40);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy40Fixed { group: vec![0] };
        let model = Energy40::new(Energy40Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let tensor = parameters.array([1, 3, 3]);
            energy_40(x.view(), &fixed.group, tensor)
        };
        let sample = Sample::draw(&model, &function, 40);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_41(
    #[visible(unit)] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -0.5 - (0..rows).map(|p| sum(0..rows, |q| precision[[p, q]] * x[[p, q]].ln())).sum::<f64>()
}

#[test]
fn energy_41_agrees() {
    {
        let model = Energy41::new(Energy41Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let precision = parameters.array([2, 2]);
            energy_41(x, precision)
        };
        let sample = Sample::draw(&model, &function, 41);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy41::new(Energy41Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let precision = parameters.array([1, 1]);
            energy_41(x, precision)
        };
        let sample = Sample::draw(&model, &function, 41);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_42(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = (c, c))] w: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[fixed] next: &[usize],
    #[fixed] distance: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = w.t().dot(&(j.dot(&x) + &c));
    for &a in group.iter() {
        if a % 2 == 1 {
            energy += -(distance * x[next[a]]);
        }
    }
    energy
}

#[test]
fn energy_42_agrees() {
    {
        let fixed = Energy42Fixed { group: vec![2, 1], next: vec![2, 0, 0], distance: 0.023885554675914022 };
        let model = Energy42::new(Energy42Shape { x: [3], c: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let c = parameters.array([4]);
            let j = parameters.array([4, 3]);
            let w = parameters.array([4, 4]);
            energy_42(x, c, j, w, &fixed.group, &fixed.next, fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 42);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy42Fixed { group: vec![0], next: vec![0], distance: 0.4096576264728897 };
        let model = Energy42::new(Energy42Shape { x: [1], c: 0 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let c = parameters.array([0]);
            let j = parameters.array([0, 1]);
            let w = parameters.array([0, 0]);
            energy_42(x, c, j, w, &fixed.group, &fixed.next, fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 42);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_51(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] field: f64,
) -> f64 {
    fn share(u: f64) -> f64 { (u - 0.5).cos() * 0.3 }
    fn more(u: f64) -> f64 { share(u) + u }
    let n = x.len();
    x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * x[n - 1] * coupling / (1.0 + square(x[n - 1] - 0.5)) * (0.5 * weight * field).exp_m1()).sum::<f64>().tanh()
}

#[test]
fn energy_51_agrees() {
    {
        let model = Energy51::new(Energy51Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            let field = parameters.number();
            energy_51(x, h, coupling, field)
        };
        let sample = Sample::draw(&model, &function, 51);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy51::new(Energy51Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            let field = parameters.number();
            energy_51(x, h, coupling, field)
        };
        let sample = Sample::draw(&model, &function, 51);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_52(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    x.mapv(|code| code as f64).dot(&j.t().dot(&x.mapv(|code| code as f64))) - sum(0..y.len(), |p| y[p] * x[group[p]] as f64)
}

#[test]
fn energy_52_agrees() {
    {
        let fixed = Energy52Fixed { group: filled([2], vec![2, 1]) };
        let model = Energy52::new(Energy52Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.array([2]);
            let j = parameters.array([3, 3]);
            energy_52(x.view(), y, j, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy52Fixed { group: filled([1], vec![0]) };
        let model = Energy52::new(Energy52Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_52(x.view(), y, j, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_53(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += h[i] / (1.0 + square(x[i])) * (0.5 * x[(i + x.len() - 1) % x.len()]).exp() * (x[i] + x[(i + 2) % x.len()]);
    }
    energy
}

#[test]
fn energy_53_agrees() {
    {
        let model = Energy53::new(Energy53Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_53(x, h)
        };
        let sample = Sample::draw(&model, &function, 53);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy53::new(Energy53Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_53(x, h)
        };
        let sample = Sample::draw(&model, &function, 53);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_59(
    #[visible(real)] x: ArrayView1<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev().step_by(2) {
        energy -= x[i];
    }
    energy - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>() - (0..y.len()).map(|p| y[p] * h[p]).sum::<f64>()
}

#[test]
fn energy_59_agrees() {
    {
        let model = Energy59::new(Energy59Shape { x: [4], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let precision = parameters.array([4]);
            let h = parameters.array([2]);
            energy_59(x, y, precision, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 59);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 59);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy59::new(Energy59Shape { x: [1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let precision = parameters.array([1]);
            let h = parameters.array([1]);
            energy_59(x, y, precision, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 59);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 59);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_60(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(positive)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(0..n).filter(|&i| i >= 1 && i >= 2).map(|i| (0..3).map(|k| x[i / 2].max(b[k]) * x[group[i]]).sum::<f64>() * x[i - 1].min(h[i - 2]) * x[i]).sum::<f64>()
}

#[test]
fn energy_60_agrees() {
    {
        let fixed = Energy60Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy60::new(Energy60Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let b = parameters.array([3]);
            energy_60(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 60);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy60Fixed { group: filled([1], vec![0]) };
        let model = Energy60::new(Energy60Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let b = parameters.array([3]);
            energy_60(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 60);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_65(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).step_by(3) {
        if i + 1 < x.len() {
            energy += 0.5 * (if x[i] != 1.0 { h[i] } else { x[i] }) * x[i + 1];
        }
    }
    energy
}

#[test]
fn energy_65_agrees() {
    {
        let model = Energy65::new(Energy65Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_65(x, h)
        };
        let sample = Sample::draw(&model, &function, 65);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy65::new(Energy65Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_65(x, h)
        };
        let sample = Sample::draw(&model, &function, 65);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_66(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param(shape = (y.nrows(), c))] w: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = w.t().dot(&x.dot(&j)) + &c;
    energy -= y.sum();
    energy
}

#[test]
fn energy_66_agrees() {
    {
        let model = Energy66::new(Energy66Shape { x: [3], y: [3, 2], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3, 2]);
            let j = parameters.array([3, 3]);
            let c = parameters.array([4]);
            let w = parameters.array([3, 4]);
            energy_66(x, y, j, c, w)
        };
        let sample = Sample::draw(&model, &function, 66);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy66::new(Energy66Shape { x: [1], y: [1, 1], c: 0 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 1]);
            let j = parameters.array([1, 1]);
            let c = parameters.array([0]);
            let w = parameters.array([1, 0]);
            energy_66(x, y, j, c, w)
        };
        let sample = Sample::draw(&model, &function, 66);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_67(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(positive, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= j.dot(&x.mapv(|u| u * u.tanh())).dot(&h);
    energy
}

#[test]
fn energy_67_agrees() {
    {
        let model = Energy67::new(Energy67Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            energy_67(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 67);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy67::new(Energy67Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_67(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 67);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_68(
    #[visible(unit)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (&x - &distance).mapv(|u| u.abs()).sum();
    energy - sum(0..n, |p| precision[p] * x[p].ln())
}

#[test]
fn energy_68_agrees() {
    {
        let fixed = Energy68Fixed { distance: filled([3], vec![0.7736939853680975, 0.5289184919267558, 0.17040618447758793]) };
        let model = Energy68::new(Energy68Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let precision = parameters.array([3]);
            energy_68(x, fixed.distance.view(), precision)
        };
        let sample = Sample::draw(&model, &function, 68);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy68Fixed { distance: filled([2], vec![-1.4990353762846063, 1.140113407555368]) };
        let model = Energy68::new(Energy68Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_68(x, fixed.distance.view(), precision)
        };
        let sample = Sample::draw(&model, &function, 68);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_69(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { softplus(u * 0.5) }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..n {
            energy -= 2.0 * x[i] * h[i];
        }
    }
    energy
}

#[test]
fn energy_69_agrees() {
    {
        let model = Energy69::new(Energy69Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_69(x, h)
        };
        let sample = Sample::draw(&model, &function, 69);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy69::new(Energy69Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_69(x, h)
        };
        let sample = Sample::draw(&model, &function, 69);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_70(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.shape()[1] {
        if i % 2 == 0 {
            for k in 0..i {
                energy -= coupling * x[i % n];
            }
        }
    }
    energy - (0..n).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_70_agrees() {
    {
        let model = Energy70::new(Energy70Shape { x: [4], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2, 2]);
            let coupling = parameters.number();
            let precision = parameters.array([4]);
            energy_70(x, y, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 70);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy70::new(Energy70Shape { x: [1], y: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 1]);
            let coupling = parameters.number();
            let precision = parameters.array([1]);
            energy_70(x, y, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 70);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_71(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= coupling * sum(0..rows, |i| x[[i, i]] * (if x[[i, i]] != 1.0 { h[i] } else { 0.5 }));
    energy
}

#[test]
fn energy_71_agrees() {
    {
        let model = Energy71::new(Energy71Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_71(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 71);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy71::new(Energy71Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_71(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 71);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_72(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { 0.5 * u * w }
    let mut energy: f64 = 0.0;
    energy -= softplus(x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight * 0.3 * j[[place, place]] * site).sum::<f64>());
    energy
}

#[test]
fn energy_72_agrees() {
    {
        let model = Energy72::new(Energy72Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_72(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 72);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy72::new(Energy72Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            energy_72(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 72);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_76(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..x.len() {
            if k % 2 == 1 {
                energy -= x[k] * square(x[k]) * x[(i + x.len() - 1) % x.len()];
            }
        }
    }
    energy - softplus(x.dot(&distance))
}

#[test]
fn energy_76_agrees() {
    {
        let fixed = Energy76Fixed { distance: filled([2], vec![1.092180234126634, -0.35991012773910036]) };
        let model = Energy76::new(Energy76Shape { x: [2], c: 2, j_rows: 2, j_columns: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_76(x, c, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 76);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy76Fixed { distance: filled([2], vec![-1.2532780357373765, 1.0284489444693419]) };
        let model = Energy76::new(Energy76Shape { x: [2], c: 2, j_rows: 2, j_columns: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_76(x, c, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 76);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}
