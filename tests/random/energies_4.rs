// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_402(
    #[visible(count(3))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(frozen)] b: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.len(), |i| x[i] as f64 * x[i] as f64 / 2.0);
    (0..x.len()).step_by(3).map(|i| 0.25 * b[x[i]] * pair * h[x[i]]).sum::<f64>()
}

#[test]
fn energy_402_agrees() {
    {
        let model = Energy402::new(Energy402Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let h = parameters.array([4]);
            let b = parameters.array([4]);
            energy_402(x.view(), h, b)
        };
        let sample = Sample::draw(&model, &function, 402);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy402::new(Energy402Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([4]);
            let b = parameters.array([4]);
            energy_402(x.view(), h, b)
        };
        let sample = Sample::draw(&model, &function, 402);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_403(
    #[visible(spin)] x: ArrayView2<f64>,
    #[latent(categorical(3))] y: ArrayView1<usize>,
    #[fixed] distance: ArrayView2<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { 0.5 * u * w }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = y.len();
    -(&x * &distance).sum() - (0..n).map(|p| h[y[p]] * y[p] as f64).sum::<f64>()
}

#[test]
fn energy_403_agrees() {
    {
        let fixed = Energy403Fixed { distance: filled([1, 1], vec![-0.5890429722329404]) };
        let model = Energy403::new(Energy403Shape { x: [1, 1], y: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.codes([2]);
            let h = parameters.array([3]);
            energy_403(x, y.view(), fixed.distance.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy403Fixed { distance: filled([1, 2], vec![-1.2737047825167356, -0.5239024392942365]) };
        let model = Energy403::new(Energy403Shape { x: [1, 2], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2]);
            let y = state.codes([1]);
            let h = parameters.array([3]);
            energy_403(x, y.view(), fixed.distance.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_405(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = 0.5 * &x.mapv(|code| code as f64);
    energy -= edges.iter().enumerate().filter(|&(e, &(a, b))| group[b] == group[a]).map(|(e, &(a, b))| 0.25 * x[a] as f64).sum::<f64>();
    energy - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_405_agrees() {
    {
        let fixed = Energy405Fixed { edges: vec![(0, 0), (0, 0), (0, 0), (0, 0)], group: vec![0, 0] };
        let model = Energy405::new(Energy405Shape { x: [2], score: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let score = parameters.array([2]);
            energy_405(x.view(), score, &fixed.edges, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 405);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy405Fixed { edges: vec![(0, 0), (0, 0)], group: vec![0] };
        let model = Energy405::new(Energy405Shape { x: [1], score: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([2]);
            energy_405(x.view(), score, &fixed.edges, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 405);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_406(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    j.dot(&(&x * &h)).dot(&h)
}

#[test]
fn energy_406_agrees() {
    {
        let model = Energy406::new(Energy406Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_406(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 406);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy406::new(Energy406Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            energy_406(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 406);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_407(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= x.mapv(|u| u.abs()).dot(&x.dot(&j));
    energy
}

#[test]
fn energy_407_agrees() {
    {
        let model = Energy407::new(Energy407Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_407(x, j)
        };
        let sample = Sample::draw(&model, &function, 407);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy407::new(Energy407Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_407(x, j)
        };
        let sample = Sample::draw(&model, &function, 407);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_408(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[param(frozen, shape = (x, x))] w: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    let n = x.len();
    -(coupling * j.dot(&j.t().dot(&x)).dot(&x.dot(&w)))
}

#[test]
fn energy_408_agrees() {
    {
        let model = Energy408::new(Energy408Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let w = parameters.array([3, 3]);
            let coupling = parameters.number();
            energy_408(x, j, w, coupling)
        };
        let sample = Sample::draw(&model, &function, 408);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy408::new(Energy408Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            let coupling = parameters.number();
            energy_408(x, j, w, coupling)
        };
        let sample = Sample::draw(&model, &function, 408);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_410(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i + 1 < x.len() {
            energy -= 0.3 * x[i] * x[(i + 1) % x.len()] / (1.0 + square(x[i + 1] - coupling * x[i] - 0.5));
        }
    }
    energy
}

#[test]
fn energy_410_agrees() {
    {
        let model = Energy410::new(Energy410Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_410(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 410);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy410::new(Energy410Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_410(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 410);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_413(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(positive)] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().1 {
        for k in 0..i {
            if k + 2 < x.shape()[1] {
                energy -= h[x.sum() as usize] * x[[i / 2, k + 2]] * (0.5 * x[[group[i], k]]).exp_m1();
            }
        }
    }
    energy
}

#[test]
fn energy_413_agrees() {
    {
        let fixed = Energy413Fixed { group: filled([3], vec![2, 1, 1]) };
        let model = Energy413::new(Energy413Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let h = parameters.array([10]);
            energy_413(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 413);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy413Fixed { group: filled([1], vec![0]) };
        let model = Energy413::new(Energy413Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([2]);
            energy_413(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 413);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_415(
    #[visible(count(2))] x: ArrayView2<usize>,
    #[visible(categorical(3))] y: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    -(y.mapv(|code| code as f64) * coupling).dot(&h)
}

#[test]
fn energy_415_agrees() {
    {
        let model = Energy415::new(Energy415Shape { x: [2, 2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let y = state.codes([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_415(x.view(), y.view(), coupling, h)
        };
        let sample = Sample::draw(&model, &function, 415);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy415::new(Energy415Shape { x: [2, 1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 1]);
            let y = state.codes([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_415(x.view(), y.view(), coupling, h)
        };
        let sample = Sample::draw(&model, &function, 415);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_416(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        energy -= x[i] * x[x.len() - 1 - i];
    }
    energy - sum(0..n, |p| -(0.5 * precision[p] * x[p].powi(2)))
}

#[test]
fn energy_416_agrees() {
    {
        let model = Energy416::new(Energy416Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_416(x, precision)
        };
        let sample = Sample::draw(&model, &function, 416);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy416::new(Energy416Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_416(x, precision)
        };
        let sample = Sample::draw(&model, &function, 416);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_417(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i + 1 < n {
            energy -= (x[i + 1] as f64).abs();
        }
    }
    energy - (0..y.len()).map(|p| y[p] * x[group[p]] as f64 * j[[p, p]]).sum::<f64>()
}

#[test]
fn energy_417_agrees() {
    {
        let fixed = Energy417Fixed { group: filled([3], vec![1, 2, 2]) };
        let model = Energy417::new(Energy417Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_417(x.view(), y, fixed.group.view(), j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 417);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 417);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy417Fixed { group: filled([1], vec![0]) };
        let model = Energy417::new(Energy417Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_417(x.view(), y, fixed.group.view(), j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 417);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 417);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_420(
    #[visible(real)] x: ArrayView3<f64>,
    #[param(positive)] precision: ArrayView3<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5;
    energy - (0..x.shape()[0]).map(|p| (0..x.shape()[1]).map(|q| (0..x.shape()[2]).map(|r| -(0.5 * precision[[p, q, r]] * x[[p, q, r]].powi(2))).sum::<f64>()).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_420_agrees() {
    {
        let model = Energy420::new(Energy420Shape { x: [1, 2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2, 1]);
            let precision = parameters.array([1, 2, 1]);
            energy_420(x, precision)
        };
        let sample = Sample::draw(&model, &function, 420);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy420::new(Energy420Shape { x: [1, 1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1, 2]);
            let precision = parameters.array([1, 1, 2]);
            energy_420(x, precision)
        };
        let sample = Sample::draw(&model, &function, 420);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_421(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * sum(0..n, |i| 2.0 * (0..i + 1).rev().map(|k| x[k] * y[k % y.len()]).sum::<f64>() * y[i % y.len()]))
}

#[test]
fn energy_421_agrees() {
    {
        let model = Energy421::new(Energy421Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let coupling = parameters.number();
            energy_421(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 421);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy421::new(Energy421Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let coupling = parameters.number();
            energy_421(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 421);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_422(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(frozen)] coupling: f64,
) -> f64 {
    (x.mapv(|code| code as f64) * coupling).mapv(square).sum() - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_422_agrees() {
    {
        let model = Energy422::new(Energy422Shape { x: [2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let score = parameters.array([2]);
            let coupling = parameters.number();
            energy_422(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 422);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy422::new(Energy422Shape { x: [1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([2]);
            let coupling = parameters.number();
            energy_422(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 422);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_423(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(positive, shape = x)] h: ArrayView1<f64>,
) -> f64 {
    (0..x.len()).rev().step_by(3).filter(|&i| i >= 1).map(|i| 0.3 * x[i] * h[i] * x[i - 1]).sum::<f64>()
}

#[test]
fn energy_423_agrees() {
    {
        let model = Energy423::new(Energy423Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_423(x, h)
        };
        let sample = Sample::draw(&model, &function, 423);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy423::new(Energy423Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_423(x, h)
        };
        let sample = Sample::draw(&model, &function, 423);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_426(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= j[[i, (i + x.len() - 1) % x.len()]] * x[x.len() - 1 - i];
    }
    energy
}

#[test]
fn energy_426_agrees() {
    {
        let model = Energy426::new(Energy426Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_426(x, j)
        };
        let sample = Sample::draw(&model, &function, 426);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy426::new(Energy426Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_426(x, j)
        };
        let sample = Sample::draw(&model, &function, 426);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_427(
    #[visible(binary)] x: ArrayView2<f64>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { (u - w).cos() * 0.3 }
    let (rows, cols) = x.dim();
    coupling * sum(1..rows, |i| x[[i, i % cols]] * x[[i, cols - 1]].tanh()) - sum(0..y.len(), |p| y[p] * (x[[p % rows, p % x.dim().1]] - h[p]))
}

#[test]
fn energy_427_agrees() {
    {
        let model = Energy427::new(Energy427Shape { x: [2, 2], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_427(x, y, coupling, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 427);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 427);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy427::new(Energy427Shape { x: [1, 1], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_427(x, y, coupling, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 427);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 427);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_428(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.nrows() {
        let next = i;
        for k in 0..x.ncols() {
            if i + 2 < rows && k + 1 < cols {
                energy -= 1.5 * x[[i + 2, k + 1]] * h[next];
            }
        }
    }
    energy - (&x * &j).sum()
}

#[test]
fn energy_428_agrees() {
    {
        let model = Energy428::new(Energy428Shape { x: [2, 4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 4]);
            energy_428(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 428);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy428::new(Energy428Shape { x: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 1]);
            energy_428(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 428);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_430(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let u = j.t().dot(&(&x * coupling));
    -(0..n).filter(|&i| i >= 1).map(|i| (0.5 * square(x[i] * j[[i - 1, i]])).ln_1p() * x[(2 * i + 1) % x.len()] * coupling / 2.0).sum::<f64>()
}

#[test]
fn energy_430_agrees() {
    {
        let model = Energy430::new(Energy430Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let j = parameters.array([2, 2]);
            energy_430(x, coupling, j)
        };
        let sample = Sample::draw(&model, &function, 430);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy430::new(Energy430Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let j = parameters.array([1, 1]);
            energy_430(x, coupling, j)
        };
        let sample = Sample::draw(&model, &function, 430);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_431(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { (u - w).cos() * 0.3 }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= 1.5 * x[i] * x[(i + x.len() - 1) % x.len()] * (x[i / 2] + coupling);
    }
    energy
}

#[test]
fn energy_431_agrees() {
    {
        let model = Energy431::new(Energy431Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_431(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 431);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy431::new(Energy431Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_431(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 431);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_432(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 1..x.len() {
        if i + 1 < n {
            energy += 0.5 * h[group[i]] * x[i] * x[i + 1];
        }
    }
    energy
}

#[test]
fn energy_432_agrees() {
    {
        let fixed = Energy432Fixed { group: vec![0, 0] };
        let model = Energy432::new(Energy432Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_432(x, h, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 432);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy432Fixed { group: vec![0] };
        let model = Energy432::new(Energy432Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_432(x, h, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 432);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_434(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.len(), x.len(), x.len()))] tensor: ArrayView3<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= x[b].min(tensor[[a, b, a]]) * x[a];
    }
    energy - 0.5 * x.dot(&h)
}

#[test]
fn energy_434_agrees() {
    {
        let fixed = Energy434Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy434::new(Energy434Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let tensor = parameters.array([2, 2, 2]);
            let h = parameters.array([2]);
            energy_434(x, &fixed.edges, tensor, h)
        };
        let sample = Sample::draw(&model, &function, 434);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy434Fixed { edges: vec![(0, 0)] };
        let model = Energy434::new(Energy434Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let tensor = parameters.array([2, 2, 2]);
            let h = parameters.array([2]);
            energy_434(x, &fixed.edges, tensor, h)
        };
        let sample = Sample::draw(&model, &function, 434);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_435(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let pair = (0..x.len()).map(|i| x[(i + 2) % x.len()] * x[group[i]]).sum::<f64>();
    (0.5 * &x).dot(&j.dot(&x))
}

#[test]
fn energy_435_agrees() {
    {
        let fixed = Energy435Fixed { group: vec![1, 0, 0] };
        let model = Energy435::new(Energy435Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_435(x, &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 435);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy435Fixed { group: vec![0] };
        let model = Energy435::new(Energy435Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_435(x, &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 435);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_441(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(positive, frozen)] b: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.shape()[1], |i| b[i] * (0.5 * (x[[i, i]] + h[i] - i as f64)).exp());
    0.5 * 0.5
}

#[test]
fn energy_441_agrees() {
    {
        let model = Energy441::new(Energy441Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_441(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 441);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy441::new(Energy441Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_441(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 441);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_443(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    let mut energy: f64 = 0.0;
    energy -= x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight).sum::<f64>();
    energy
}

#[test]
fn energy_443_agrees() {
    {
        let model = Energy443::new(Energy443Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_443(x, h)
        };
        let sample = Sample::draw(&model, &function, 443);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy443::new(Energy443Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_443(x, h)
        };
        let sample = Sample::draw(&model, &function, 443);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_444(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = &x * coupling;
    for i in (0..n).rev().step_by(2) {
        if i != 0 && i + 1 < n {
            energy += x[(i + x.len() - 1) % x.len()] * x[i] * x[i + 1] / 2.0;
        } else {
            energy -= u[i];
        }
    }
    energy
}

#[test]
fn energy_444_agrees() {
    {
        let model = Energy444::new(Energy444Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            energy_444(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 444);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy444::new(Energy444Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_444(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 444);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_451(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        energy += j[[i, (next + 1) % n]] * x[i];
    }
    energy - j.t().dot(&-&x).dot(&x)
}

#[test]
fn energy_451_agrees() {
    {
        let model = Energy451::new(Energy451Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_451(x, j)
        };
        let sample = Sample::draw(&model, &function, 451);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy451::new(Energy451Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_451(x, j)
        };
        let sample = Sample::draw(&model, &function, 451);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_453(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { softplus(u * 0.5) }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= sum(0..n, |i| x[i] * x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * x[n - 1 - i]).sum::<f64>());
    energy
}

#[test]
fn energy_453_agrees() {
    {
        let model = Energy453::new(Energy453Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_453(x, h)
        };
        let sample = Sample::draw(&model, &function, 453);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy453::new(Energy453Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_453(x, h)
        };
        let sample = Sample::draw(&model, &function, 453);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_454(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let n = x.len();
    -(0.5 * &x).dot(&j).sum()
}

#[test]
fn energy_454_agrees() {
    {
        let model = Energy454::new(Energy454Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_454(x, j)
        };
        let sample = Sample::draw(&model, &function, 454);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy454::new(Energy454Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_454(x, j)
        };
        let sample = Sample::draw(&model, &function, 454);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_455(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let u = j.dot(&x.mapv(|u| u * u.tanh()));
    -(0.5 * u.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * (site - coupling) * coupling * coupling).sum::<f64>())
}

#[test]
fn energy_455_agrees() {
    {
        let model = Energy455::new(Energy455Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            let coupling = parameters.number();
            energy_455(x, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 455);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy455::new(Energy455Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_455(x, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 455);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_458(
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let u = x.mapv(|code| code as f64);
    -(x.mapv(|code| code as f64) + coupling).dot(&h)
}

#[test]
fn energy_458_agrees() {
    {
        let model = Energy458::new(Energy458Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let coupling = parameters.number();
            let h = parameters.array([3]);
            energy_458(x.view(), coupling, h)
        };
        let sample = Sample::draw(&model, &function, 458);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy458::new(Energy458Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_458(x.view(), coupling, h)
        };
        let sample = Sample::draw(&model, &function, 458);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_459(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param] score: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let (rows, cols) = x.dim();
    let pair = (0..rows).filter(|&i| i >= 2).map(|i| x[[i, i % cols]] as f64 / 2.0).sum::<f64>();
    (1..x.nrows()).rev().map(|i| 0.5 * pair * pair).sum::<f64>().tanh() - sum(0..x.dim().0, |p| sum(0..x.shape()[1], |q| score[x[[p, q]]]))
}

#[test]
fn energy_459_agrees() {
    {
        let model = Energy459::new(Energy459Shape { x: [2, 3], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 3]);
            let score = parameters.array([4]);
            energy_459(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 459);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy459::new(Energy459Shape { x: [1, 2], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let score = parameters.array([1]);
            energy_459(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 459);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_462(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    j.t().dot(&x.mapv(|u| u.abs())).dot(&distance)
}

#[test]
fn energy_462_agrees() {
    {
        let fixed = Energy462Fixed { distance: filled([2], vec![-0.04902661592993507, 1.1188796337702]) };
        let model = Energy462::new(Energy462Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_462(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 462);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy462Fixed { distance: filled([1], vec![0.6585611142847707]) };
        let model = Energy462::new(Energy462Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_462(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 462);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_463(
    #[visible(positive)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in (0..n2).rev() {
        if i + 1 != x.len() || y[i] != y[group[i]] {
            energy -= -y[(i + 1) % y.len()];
        }
    }
    energy - x.dot(&h)
}

#[test]
fn energy_463_agrees() {
    {
        let fixed = Energy463Fixed { group: filled([3], vec![0, 2, 2]) };
        let model = Energy463::new(Energy463Shape { x: [3], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let h = parameters.array([3]);
            energy_463(x, y, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 463);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy463Fixed { group: filled([1], vec![0]) };
        let model = Energy463::new(Energy463Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_463(x, y, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 463);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_465(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param(shape = score)] score: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= coupling * x.mapv(|code| code as f64).mapv(|u| u * u.tanh()).sum();
    energy - sum(0..x.len(), |p| score[x[p]]) - sum(0..y.len(), |p| y[p] * x[p % n] as f64)
}

#[test]
fn energy_465_agrees() {
    {
        let model = Energy465::new(Energy465Shape { x: [3], score: 3, y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.array([2]);
            let score = parameters.array([3]);
            let coupling = parameters.number();
            energy_465(x.view(), score, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 465);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 465);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy465::new(Energy465Shape { x: [2], score: 1, y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.array([1]);
            let score = parameters.array([1]);
            let coupling = parameters.number();
            energy_465(x.view(), score, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 465);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 465);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_466(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param(shape = score)] score: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= coupling * x.mapv(|code| code as f64).mapv(|u| 0.5 * u.powi(2)).sum();
    energy - (0..x.dim().1).map(|p| (0..x.shape()[1]).map(|q| score[x[[p, q]]]).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_466_agrees() {
    {
        let model = Energy466::new(Energy466Shape { x: [2, 2], score: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let score = parameters.array([3]);
            let coupling = parameters.number();
            energy_466(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 466);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy466::new(Energy466Shape { x: [2, 2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let score = parameters.array([2]);
            let coupling = parameters.number();
            energy_466(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 466);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_467(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..rows, |i| -((x[i % (rows * cols)] as f64).abs() * x[group[i]] as f64));
    -(0..cols).map(|i| h[i] * x[i % (group.len() * cols)] as f64 / 2.0).sum::<f64>()
}

#[test]
fn energy_467_agrees() {
    {
        let fixed = Energy467Fixed { rows: 3, cols: 3, group: filled([3], vec![3, 3, 4]) };
        let model = Energy467::new(Energy467Shape { x: [9] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([9]);
            let h = parameters.array([3]);
            energy_467(fixed.rows, fixed.cols, x.view(), fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 467);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy467Fixed { rows: 1, cols: 1, group: filled([1], vec![0]) };
        let model = Energy467::new(Energy467Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_467(fixed.rows, fixed.cols, x.view(), fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 467);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_468(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    let mut energy: f64 = 0.0;
    let u = j.t().dot(&(&x * coupling));
    for i in (0..x.len()).step_by(3) {
        let next = i;
        energy -= 2.0 * x[next];
    }
    energy
}

#[test]
fn energy_468_agrees() {
    {
        let model = Energy468::new(Energy468Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let j = parameters.array([2, 2]);
            energy_468(x, coupling, j)
        };
        let sample = Sample::draw(&model, &function, 468);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy468::new(Energy468Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let j = parameters.array([1, 1]);
            energy_468(x, coupling, j)
        };
        let sample = Sample::draw(&model, &function, 468);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_469(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if i >= 0 && i > 1 {
            for k in 0..i {
                if i >= 1 {
                    energy -= 0.25 * (x[i] + j[[(k + 2) % x.len(), k]]) * x[i - 1];
                }
            }
        }
    }
    energy
}

#[test]
fn energy_469_agrees() {
    {
        let model = Energy469::new(Energy469Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_469(x, j)
        };
        let sample = Sample::draw(&model, &function, 469);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy469::new(Energy469Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_469(x, j)
        };
        let sample = Sample::draw(&model, &function, 469);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_470(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, positive, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    j.dot(&x).sum()
}

#[test]
fn energy_470_agrees() {
    {
        let model = Energy470::new(Energy470Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_470(x, j)
        };
        let sample = Sample::draw(&model, &function, 470);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy470::new(Energy470Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_470(x, j)
        };
        let sample = Sample::draw(&model, &function, 470);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
