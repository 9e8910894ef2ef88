// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_300(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(interval(0.5, 1.5))] y: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    energy -= j.t().dot(&x.dot(&j)).dot(&h);
    energy
}

#[test]
fn energy_300_agrees() {
    {
        let model = Energy300::new(Energy300Shape { x: [3], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([2]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            energy_300(x, y, j, h)
        };
        let sample = Sample::draw(&model, &function, 300);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy300::new(Energy300Shape { x: [2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_300(x, y, j, h)
        };
        let sample = Sample::draw(&model, &function, 300);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_301(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[given] given: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let s = x[group[i]] * x[group[i]] * x[i] / 2.0;
        for k in 0..n {
            energy -= (s - given[[n - 1 - k, (2 * i + 2) % x.len()]]) * x[k] * j[[i, k]];
        }
    }
    energy
}

#[test]
fn energy_301_agrees() {
    {
        let fixed = Energy301Fixed { group: vec![2, 2, 2] };
        let model = Energy301::new(Energy301Shape { x: [3], given: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let given = state.array([3, 3]);
            energy_301(x, &fixed.group, j, given)
        };
        let sample = Sample::draw(&model, &function, 301);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy301Fixed { group: vec![1, 0] };
        let model = Energy301::new(Energy301Shape { x: [2], given: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let given = state.array([2, 2]);
            energy_301(x, &fixed.group, j, given)
        };
        let sample = Sample::draw(&model, &function, 301);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_302(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if !(i >= 0) {
            energy -= x[(i + x.len() - i) % x.len()] * x[i].powi(2);
        }
    }
    energy - sum(0..n, |p| -(precision[p] * x[p]) + rate[p] * x[p].ln())
}

#[test]
fn energy_302_agrees() {
    {
        let model = Energy302::new(Energy302Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let precision = parameters.array([3]);
            let rate = parameters.array([3]);
            energy_302(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 302);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy302::new(Energy302Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_302(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 302);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_303(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= x.dot(&j.dot(&x));
    energy
}

#[test]
fn energy_303_agrees() {
    {
        let model = Energy303::new(Energy303Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_303(x, j)
        };
        let sample = Sample::draw(&model, &function, 303);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy303::new(Energy303Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_303(x, j)
        };
        let sample = Sample::draw(&model, &function, 303);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_304(
    #[visible(spin)] x: ArrayView2<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(positive)] tensor: ArrayView3<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        if a >= 1 {
            energy -= x[[a - 1, x.ncols() - 1 - b]];
        }
    }
    energy - sum(0..y.len(), |p| y[p] * tensor[[p, p, p]])
}

#[test]
fn energy_304_agrees() {
    {
        let fixed = Energy304Fixed { edges: vec![(0, 0), (0, 1), (0, 2), (0, 2), (0, 2)] };
        let model = Energy304::new(Energy304Shape { x: [1, 3], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 3]);
            let y = state.array([1]);
            let tensor = parameters.array([1, 1, 1]);
            energy_304(x, y, &fixed.edges, tensor)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 304);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 304);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy304Fixed { edges: vec![] };
        let model = Energy304::new(Energy304Shape { x: [1, 1], y: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([2]);
            let tensor = parameters.array([2, 2, 2]);
            energy_304(x, y, &fixed.edges, tensor)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 304);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 304);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_305(
    #[visible(categorical(3))] x: ArrayView2<usize>,
    #[latent(binary)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in (0..x.nrows() / 2).step_by(3) {
        energy += 0.25 * x[[(i + 1) % x.dim().0, i % x.dim().1]] as f64;
    }
    energy - sum(0..y.dim().0, |p| sum(0..y.dim().1, |q| y[[p, q]] * h[q]))
}

#[test]
fn energy_305_agrees() {
    {
        let model = Energy305::new(Energy305Shape { x: [1, 2], y_rows: 1, h: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let y = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_305(x.view(), y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 305);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 305);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy305::new(Energy305Shape { x: [2, 1], y_rows: 2, h: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 1]);
            let y = state.array([2, 1]);
            let h = parameters.array([1]);
            energy_305(x.view(), y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 305);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 305);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_308(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(count(1))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = rows * cols)] b: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * x.mapv(|code| code as f64).dot(&h);
    energy - (x.mapv(|code| code as f64) * &h).dot(&b)
}

#[test]
fn energy_308_agrees() {
    {
        let fixed = Energy308Fixed { rows: 2, cols: 4 };
        let model = Energy308::new(Energy308Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([8]);
            let h = parameters.array([8]);
            let b = parameters.array([8]);
            energy_308(fixed.rows, fixed.cols, x.view(), h, b)
        };
        let sample = Sample::draw(&model, &function, 308);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy308Fixed { rows: 2, cols: 1 };
        let model = Energy308::new(Energy308Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_308(fixed.rows, fixed.cols, x.view(), h, b)
        };
        let sample = Sample::draw(&model, &function, 308);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_309(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(positive, shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (0..x.len()).filter(|&i| i + 1 < x.len()).map(|i| x[i].max(h[(i + i) % x.len()]) * x[i + 1]).sum::<f64>();
    energy - 0.5 * (0..n / 2).map(|i| (if x[i] != -1.0 { x[i] } else { 0.5 }) * x[(i + i) % n]).sum::<f64>()
}

#[test]
fn energy_309_agrees() {
    {
        let model = Energy309::new(Energy309Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_309(x, h)
        };
        let sample = Sample::draw(&model, &function, 309);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy309::new(Energy309Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_309(x, h)
        };
        let sample = Sample::draw(&model, &function, 309);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_313(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(positive, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    -(0.5 * j.dot(&x).dot(&h))
}

#[test]
fn energy_313_agrees() {
    {
        let model = Energy313::new(Energy313Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_313(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 313);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy313::new(Energy313Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_313(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 313);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_314(
    #[visible(positive)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
    #[given] given: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = x[(i + 1) % x.len()] * x[group[i]] * (x[i] - coupling);
        let next = i;
        energy -= given[next] * x[group[next]] * (0.5 * x[(i + group.len() - 1) % group.len()]).exp_m1();
    }
    energy
}

#[test]
fn energy_314_agrees() {
    {
        let fixed = Energy314Fixed { group: filled([3], vec![1, 2, 1]) };
        let model = Energy314::new(Energy314Shape { x: [3], given: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            let given = state.array([3]);
            energy_314(x, fixed.group.view(), coupling, given)
        };
        let sample = Sample::draw(&model, &function, 314);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy314Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy314::new(Energy314Shape { x: [2], given: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let given = state.array([2]);
            energy_314(x, fixed.group.view(), coupling, given)
        };
        let sample = Sample::draw(&model, &function, 314);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_316(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.dim().0, |i| h[i] * x[[i, x.dim().1 - 1]] * (0..x.dim().1).filter(|&k| i + 1 < x.dim().0).map(|k| -(x[[i + 1, k]] * x[[group[i], (k + k) % x.ncols()]].powi(2) * b[k])).sum::<f64>());
    0.5
}

#[test]
fn energy_316_agrees() {
    {
        let fixed = Energy316Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy316::new(Energy316Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_316(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 316);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy316Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy316::new(Energy316Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let h = parameters.array([2]);
            let b = parameters.array([1]);
            energy_316(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 316);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_317(
    #[visible(interval(-1.0, 2.0))] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..x.len()).map(|i| x[(i + 1) % n] * x[group[i]]).sum::<f64>();
    -sum(0..x.len(), |i| x[(i + 1) % n]) - sum(0..x.len(), |p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p])
}

#[test]
fn energy_317_agrees() {
    {
        let fixed = Energy317Fixed { group: vec![1, 1] };
        let model = Energy317::new(Energy317Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_317(x, &fixed.group, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 317);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy317Fixed { group: vec![0] };
        let model = Energy317::new(Energy317Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_317(x, &fixed.group, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 317);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_318(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(positive, shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().0 {
        energy -= h[i] * x[[i, i]] * x[[(i + 1) % x.ncols(), i]].min(x[[i, i]]);
    }
    energy - (0..x.shape()[1]).filter(|&i| i < 2 && i > 2).map(|i| 0.5 * x[[(i + 1) % x.shape()[0], i]]).sum::<f64>()
}

#[test]
fn energy_318_agrees() {
    {
        let model = Energy318::new(Energy318Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_318(x, h)
        };
        let sample = Sample::draw(&model, &function, 318);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy318::new(Energy318Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_318(x, h)
        };
        let sample = Sample::draw(&model, &function, 318);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_320(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n - 1 {
        let s = -(x[i] * (x[i] + x[i]));
        for k in 0..3 {
            energy -= h[i] / (1.0 + square(x[i / 2])) * x[i] * x[(i + n - 1) % n] / 2.0;
        }
    }
    energy
}

#[test]
fn energy_320_agrees() {
    {
        let model = Energy320::new(Energy320Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_320(x, h)
        };
        let sample = Sample::draw(&model, &function, 320);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy320::new(Energy320Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_320(x, h)
        };
        let sample = Sample::draw(&model, &function, 320);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_322(
    #[visible(positive)] x: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    (0..x.len()).map(|i| x[i] * x[i].powi(4)).sum::<f64>() - (0..n).map(|p| -(precision[p] * x[p])).sum::<f64>() - (0..rows).map(|p| sum(0..y.dim().1, |q| y[[p, q]] * x[0])).sum::<f64>()
}

#[test]
fn energy_322_agrees() {
    {
        let model = Energy322::new(Energy322Shape { x: [3], y_rows: 1, y_columns: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([1, 3]);
            let precision = parameters.array([3]);
            energy_322(x, y, precision)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 322);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 322);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy322::new(Energy322Shape { x: [2], y_rows: 1, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1]);
            let precision = parameters.array([2]);
            energy_322(x, y, precision)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 322);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 322);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_324(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    -x.mapv(|code| code as f64).dot(&j).mapv(|u| 0.5 * u.powi(2)).sum()
}

#[test]
fn energy_324_agrees() {
    {
        let model = Energy324::new(Energy324Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            energy_324(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 324);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy324::new(Energy324Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            energy_324(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 324);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_328(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= square((&y + coupling).dot(&h));
    energy - sum(0..group.len(), |p| y[p] * (x[group[p]] - 0.5))
}

#[test]
fn energy_328_agrees() {
    {
        let fixed = Energy328Fixed { rows: 2, cols: 3, group: vec![1, 4, 4] };
        let model = Energy328::new(Energy328Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([6]);
            let y = state.array([3]);
            let coupling = parameters.number();
            let h = parameters.array([3]);
            energy_328(fixed.rows, fixed.cols, x, y, coupling, h, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 328);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        // one term holds both `y[i]` and `y[i]`
    }
    {
        let fixed = Energy328Fixed { rows: 1, cols: 1, group: vec![0, 0] };
        let model = Energy328::new(Energy328Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_328(fixed.rows, fixed.cols, x, y, coupling, h, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 328);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        // one term holds both `y[i]` and `y[i]`
    }
}

#[energy_model]
pub fn energy_329(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).step_by(2) {
        for k in (0..3).rev() {
            energy -= 2.0 * x[i] * (0.5 + square(x[i] - x[i])).sqrt();
        }
    }
    energy - coupling * (0..n).filter(|&i| i + 1 < x.len() && (i < 2 && i != 0)).map(|i| x[(i + 1) % x.len()] * x[i + 1] / 2.0).sum::<f64>()
}

#[test]
fn energy_329_agrees() {
    {
        let model = Energy329::new(Energy329Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_329(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 329);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy329::new(Energy329Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_329(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 329);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_330(
    #[visible(real)] x: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= softplus((&x + &given).sum());
    energy - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_330_agrees() {
    {
        let model = Energy330::new(Energy330Shape { x: [3], given: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let given = state.array([3]);
            let precision = parameters.array([3]);
            energy_330(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 330);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy330::new(Energy330Shape { x: [1], given: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1]);
            let precision = parameters.array([1]);
            energy_330(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 330);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_331(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[fixed] group: &[usize],
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let mut energy: f64 = 0.0;
    for i in (0..x.len() / 2).rev() {
        for k in i + 1..x.len() {
            energy -= (if x[i] != 1.0 { coupling } else { 0.5 }) * x[k] * x[group[k]];
        }
    }
    energy
}

#[test]
fn energy_331_agrees() {
    {
        let fixed = Energy331Fixed { group: vec![1, 1] };
        let model = Energy331::new(Energy331Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_331(x, coupling, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 331);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy331Fixed { group: vec![0] };
        let model = Energy331::new(Energy331Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_331(x, coupling, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 331);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_334(
    #[visible(categorical(4))] x: ArrayView2<usize>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (y, y))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    let u = y.mapv(|u| u * u.tanh());
    let pair = (0..x.ncols()).rev().filter(|&i| i + 1 < x.shape()[0] && i >= 1).map(|i| (u[i + 1] - 0.5).abs() * i as f64 * y[i - 1]).sum::<f64>();
    u.mapv(|u| 0.5 * u.powi(2)).dot(&y.dot(&j))
}

#[test]
fn energy_334_agrees() {
    {
        let model = Energy334::new(Energy334Shape { x: [2, 2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let y = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_334(x.view(), y, j)
        };
        let sample = Sample::draw(&model, &function, 334);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy334::new(Energy334Shape { x: [1, 1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_334(x.view(), y, j)
        };
        let sample = Sample::draw(&model, &function, 334);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_335(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(positive, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(symmetric, shape = (x, x))] w: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    0.5 * w.t().dot(&x.dot(&j)).dot(&h)
}

#[test]
fn energy_335_agrees() {
    {
        let model = Energy335::new(Energy335Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let w = parameters.array([3, 3]);
            let h = parameters.array([3]);
            energy_335(x, j, w, h)
        };
        let sample = Sample::draw(&model, &function, 335);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy335::new(Energy335Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let w = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_335(x, j, w, h)
        };
        let sample = Sample::draw(&model, &function, 335);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_336(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..=x.len() - 1).step_by(3) {
        let next = i;
        energy += x[next] * x[(i + i) % x.len()].powi(4) * h[x.iter().map(|&one| one as usize).sum::<usize>()] / 2.0;
    }
    energy
}

#[test]
fn energy_336_agrees() {
    {
        let model = Energy336::new(Energy336Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            energy_336(x, h)
        };
        let sample = Sample::draw(&model, &function, 336);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy336::new(Energy336Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([2]);
            energy_336(x, h)
        };
        let sample = Sample::draw(&model, &function, 336);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_341(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(count(2))] y: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param] c: ArrayView1<f64>,
    #[param(positive)] j: ArrayView2<f64>,
    #[param(shape = y)] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let u = j.t().dot(&(&x * coupling)) + &c;
    -(y.mapv(|code| code as f64) * &h).dot(&b)
}

#[test]
fn energy_341_agrees() {
    {
        let model = Energy341::new(Energy341Shape { x: [3], y: [2], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([2]);
            let coupling = parameters.number();
            let c = parameters.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_341(x, y.view(), coupling, c, j, h, b)
        };
        let sample = Sample::draw(&model, &function, 341);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy341::new(Energy341Shape { x: [1], y: [2], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([2]);
            let coupling = parameters.number();
            let c = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_341(x, y.view(), coupling, c, j, h, b)
        };
        let sample = Sample::draw(&model, &function, 341);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_342(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (x.mapv(|code| code as f64) + coupling).dot(&j).sum();
    energy
}

#[test]
fn energy_342_agrees() {
    {
        let model = Energy342::new(Energy342Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let coupling = parameters.number();
            let j = parameters.array([3, 3]);
            energy_342(x.view(), coupling, j)
        };
        let sample = Sample::draw(&model, &function, 342);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy342::new(Energy342Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            let j = parameters.array([1, 1]);
            energy_342(x.view(), coupling, j)
        };
        let sample = Sample::draw(&model, &function, 342);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_347(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param(shape = score)] score: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().1 {
        energy -= x[[i % x.shape()[0], i]] as f64 * coupling / 2.0;
    }
    energy - sum(0..x.dim().0, |p| (0..x.shape()[1]).map(|q| score[x[[p, q]]]).sum::<f64>())
}

#[test]
fn energy_347_agrees() {
    {
        let model = Energy347::new(Energy347Shape { x: [2, 2], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let score = parameters.array([4]);
            let coupling = parameters.number();
            energy_347(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 347);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy347::new(Energy347Shape { x: [1, 1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let score = parameters.array([2]);
            let coupling = parameters.number();
            energy_347(x.view(), score, coupling)
        };
        let sample = Sample::draw(&model, &function, 347);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_349(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    -(coupling * (&x + &h).dot(&x.mapv(|u| 0.5 * u.powi(2))))
}

#[test]
fn energy_349_agrees() {
    {
        let model = Energy349::new(Energy349Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_349(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 349);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy349::new(Energy349Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_349(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 349);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_350(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = -&x;
    for i in 0..x.len() {
        for k in 0..x.len() {
            for l in 0..x.len() {
                energy -= (2.0 * &u).dot(&-&x) * (if x[i] != -1.0 { j[[i, k]] } else { coupling });
            }
        }
    }
    energy
}

#[test]
fn energy_350_agrees() {
    {
        let fixed = Energy350Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy350::new(Energy350Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let coupling = parameters.number();
            energy_350(x, j, coupling, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 350);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy350Fixed { group: filled([1], vec![0]) };
        let model = Energy350::new(Energy350Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let coupling = parameters.number();
            energy_350(x, j, coupling, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 350);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_351(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(positive, shape = x)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= x.dot(&h);
    energy - (0..n).step_by(3).map(|i| (0.5 + square(x[i] + b[(i + 2) % group.len()] * x[group[i]] - 0.5)).sqrt() * x[group[i]]).sum::<f64>()
}

#[test]
fn energy_351_agrees() {
    {
        let fixed = Energy351Fixed { group: filled([3], vec![2, 1, 2]) };
        let model = Energy351::new(Energy351Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            let b = parameters.array([3]);
            energy_351(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 351);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy351Fixed { group: filled([1], vec![0]) };
        let model = Energy351::new(Energy351Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let b = parameters.array([1]);
            energy_351(x, h, fixed.group.view(), b)
        };
        let sample = Sample::draw(&model, &function, 351);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_352(
    #[visible(angle)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = y.len();
    let pair = (0..x.len()).map(|i| -(h[i] * x[i])).sum::<f64>();
    coupling * (0..x.len()).map(|i| y[i % n] * pair.powi(2) / 2.0).sum::<f64>()
}

#[test]
fn energy_352_agrees() {
    {
        let model = Energy352::new(Energy352Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let h = parameters.array([4]);
            let coupling = parameters.number();
            energy_352(x, y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 352);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy352::new(Energy352Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_352(x, y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 352);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_353(
    #[visible(categorical(2))] x: ArrayView2<usize>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = (x.nrows(), 2))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -triples.iter().filter(|&&(a, b, c)| a < 2).map(|&(a, b, c)| x[[(a + 2) % x.dim().0, b]] as f64 * x[[b, b]] as f64 * j[[x.shape()[1] - 1 - a, x[[(b + rows - b) % rows, b]]]]).sum::<f64>()
}

#[test]
fn energy_353_agrees() {
    {
        let fixed = Energy353Fixed { triples: vec![(1, 0, 1), (0, 0, 0)] };
        let model = Energy353::new(Energy353Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let j = parameters.array([2, 2]);
            energy_353(x.view(), &fixed.triples, j)
        };
        let sample = Sample::draw(&model, &function, 353);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy353Fixed { triples: vec![] };
        let model = Energy353::new(Energy353Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let j = parameters.array([2, 2]);
            energy_353(x.view(), &fixed.triples, j)
        };
        let sample = Sample::draw(&model, &function, 353);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_354(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[param(shape = (cols, rows))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = j.t().dot(&x);
    for i in 0..cols {
        for k in 0..rows {
            energy -= w[[i, k]] * u[rows * cols - 1] * u[k % (rows * cols)];
        }
    }
    energy
}

#[test]
fn energy_354_agrees() {
    {
        let fixed = Energy354Fixed { rows: 2, cols: 2 };
        let model = Energy354::new(Energy354Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let j = parameters.array([4, 4]);
            let w = parameters.array([2, 2]);
            energy_354(fixed.rows, fixed.cols, x, j, w)
        };
        let sample = Sample::draw(&model, &function, 354);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy354Fixed { rows: 1, cols: 1 };
        let model = Energy354::new(Energy354Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let w = parameters.array([1, 1]);
            energy_354(fixed.rows, fixed.cols, x, j, w)
        };
        let sample = Sample::draw(&model, &function, 354);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_358(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= coupling * sum(0..cols, |i| x[i % (rows * cols)] * x[i % (rows * cols)]);
    energy
}

#[test]
fn energy_358_agrees() {
    {
        let fixed = Energy358Fixed { rows: 2, cols: 4 };
        let model = Energy358::new(Energy358Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([8]);
            let coupling = parameters.number();
            energy_358(fixed.rows, fixed.cols, x, coupling)
        };
        let sample = Sample::draw(&model, &function, 358);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy358Fixed { rows: 2, cols: 1 };
        let model = Energy358::new(Energy358Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_358(fixed.rows, fixed.cols, x, coupling)
        };
        let sample = Sample::draw(&model, &function, 358);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_360(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let pair = sum(0..x.len() / 2, |i| x[(2 * i + 1) % x.len()].max(distance[i]) * j[[i, i]] * x[i]);
    sum(0..x.len(), |i| 1.5 * x[(i + 2) % x.len()] * pair.powi(2))
}

#[test]
fn energy_360_agrees() {
    {
        let fixed = Energy360Fixed { distance: filled([2], vec![-0.22678619671131162, -1.395979482184287]) };
        let model = Energy360::new(Energy360Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_360(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 360);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy360Fixed { distance: filled([1], vec![-1.3493907425507954]) };
        let model = Energy360::new(Energy360Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_360(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 360);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_361(
    #[visible(angle)] x: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= coupling * (0..x.len()).map(|i| 0.5 * x[i] * given[i]).sum::<f64>();
    energy - sum(0..x.len(), |p| precision[p] * x[p].cos() + rate[p] * x[p].sin())
}

#[test]
fn energy_361_agrees() {
    {
        let model = Energy361::new(Energy361Shape { x: [2], given: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let given = state.array([2]);
            let coupling = parameters.number();
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_361(x, given, coupling, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 361);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy361::new(Energy361Shape { x: [1], given: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1]);
            let coupling = parameters.number();
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_361(x, given, coupling, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 361);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_362(
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = x.mapv(|code| code as f64);
    let pair = sum(0..x.len(), |i| -(u[i] * (if i + 1 < n { h[x[(i + n - 1) % n]] } else { 1.0 }) * x[i] as f64));
    (0..x.len() - 1).step_by(3).map(|i| x[n - 1 - i] as f64 * sum(0..n, |k| u[k] / (1.0 + square(pair + x[i] as f64)) * x[k] as f64 * pair) / 2.0).sum::<f64>()
}

#[test]
fn energy_362_agrees() {
    {
        let model = Energy362::new(Energy362Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let h = parameters.array([4]);
            energy_362(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 362);
        sample.energy();
        sample.param_gradient();
        // no flips: the formula of the difference has more terms than can be written out, as products of sums are multiplied out
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy362::new(Energy362Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([4]);
            energy_362(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 362);
        sample.energy();
        sample.param_gradient();
        // no flips: the formula of the difference has more terms than can be written out, as products of sums are multiplied out
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_363(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(categorical(2))] y: ArrayView2<usize>,
    #[fixed] group: &[usize],
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    for i in (0..cols).rev() {
        energy -= x[i] * (i + i) as f64 / (1.0 + square(y[[group[i], i]] as f64 - h[i] - 0.5));
    }
    energy
}

#[test]
fn energy_363_agrees() {
    {
        let fixed = Energy363Fixed { group: vec![1, 0, 0] };
        let model = Energy363::new(Energy363Shape { x: [3], y: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([2, 3]);
            let h = parameters.array([3]);
            energy_363(x, y.view(), &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 363);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy363Fixed { group: vec![0] };
        let model = Energy363::new(Energy363Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([1, 1]);
            let h = parameters.array([1]);
            energy_363(x, y.view(), &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 363);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_364(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param(positive, shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let u = x.mapv(|code| code as f64);
    -u.dot(&h)
}

#[test]
fn energy_364_agrees() {
    {
        let fixed = Energy364Fixed { rows: 2, cols: 2 };
        let model = Energy364::new(Energy364Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let h = parameters.array([4]);
            energy_364(fixed.rows, fixed.cols, x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 364);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy364Fixed { rows: 1, cols: 1 };
        let model = Energy364::new(Energy364Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_364(fixed.rows, fixed.cols, x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 364);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_365(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(0.5 * sum(0..3 - 1, |i| 0.25 * (if i % 2 == 0 { h[i] } else { 0.5 }) * (x[i % n] - i as f64) * x[i % n]))
}

#[test]
fn energy_365_agrees() {
    {
        let model = Energy365::new(Energy365Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_365(x, h)
        };
        let sample = Sample::draw(&model, &function, 365);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy365::new(Energy365Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([3]);
            energy_365(x, h)
        };
        let sample = Sample::draw(&model, &function, 365);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_366(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), x))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= softplus(j.dot(&x).dot(&w).dot(&x));
    energy
}

#[test]
fn energy_366_agrees() {
    {
        let model = Energy366::new(Energy366Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let w = parameters.array([3, 3]);
            energy_366(x, j, w)
        };
        let sample = Sample::draw(&model, &function, 366);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy366::new(Energy366Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            energy_366(x, j, w)
        };
        let sample = Sample::draw(&model, &function, 366);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
