// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_101(
    #[visible(binary)] x: ArrayView2<f64>,
    #[latent(real)] y: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    0.5 - (0..n).map(|p| y[p] * j[[p, p]]).sum::<f64>() - (0..y.len()).map(|p| y[p] * h[p]).sum::<f64>()
}

#[test]
fn energy_101_agrees() {
    {
        let model = Energy101::new(Energy101Shape { x: [3, 2], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 2]);
            let y = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_101(x, y, j, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 101);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // nothing says that what `y²` is multiplied by is positive
    }
    {
        let model = Energy101::new(Energy101Shape { x: [1, 1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_101(x, y, j, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 101);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // nothing says that what `y²` is multiplied by is positive
    }
}

#[energy_model]
pub fn energy_102(
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(positive)] b: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    coupling * (x.mapv(|code| code as f64) + &h).dot(&b)
}

#[test]
fn energy_102_agrees() {
    {
        let model = Energy102::new(Energy102Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let h = parameters.array([3]);
            let b = parameters.array([3]);
            let coupling = parameters.number();
            energy_102(x.view(), h, b, coupling)
        };
        let sample = Sample::draw(&model, &function, 102);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy102::new(Energy102Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            let b = parameters.array([1]);
            let coupling = parameters.number();
            energy_102(x.view(), h, b, coupling)
        };
        let sample = Sample::draw(&model, &function, 102);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_104(
    #[visible(positive)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    0.5 * x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight).sum::<f64>()
}

#[test]
fn energy_104_agrees() {
    {
        let model = Energy104::new(Energy104Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let h = parameters.array([4]);
            energy_104(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 104);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy104::new(Energy104Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_104(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 104);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_105(
    #[visible(interval(0.5, 1.5))] x: ArrayView2<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= coupling * 0.5;
    energy - (0..y.len()).map(|p| y[p] * x[[p % x.nrows(), p % x.shape()[1]]]).sum::<f64>()
}

#[test]
fn energy_105_agrees() {
    {
        let model = Energy105::new(Energy105Shape { x: [2, 2], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([1]);
            let coupling = parameters.number();
            energy_105(x, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 105);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 105);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy105::new(Energy105Shape { x: [2, 1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let y = state.array([1]);
            let coupling = parameters.number();
            energy_105(x, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 105);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 105);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_106(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[param(shape = x.ncols())] b: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -(0..cols).map(|i| log_sum_exp((0..x.shape()[0]).map(|k| x[[k, (k + cols - 1) % cols]] - h[i] * b[i])) * x[[i, (i + 1) % cols]]).sum::<f64>()
}

#[test]
fn energy_106_agrees() {
    {
        let model = Energy106::new(Energy106Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_106(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 106);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy106::new(Energy106Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            let b = parameters.array([1]);
            energy_106(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 106);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_107(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(positive)] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { (u - 0.5).cos() * 0.3 }
    fn more(u: f64) -> f64 { share(u) + u }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (x.dot(&j) + &c).sum();
    energy
}

#[test]
fn energy_107_agrees() {
    {
        let model = Energy107::new(Energy107Shape { x: [3], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let c = parameters.array([4]);
            let j = parameters.array([3, 4]);
            energy_107(x, c, j)
        };
        let sample = Sample::draw(&model, &function, 107);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy107::new(Energy107Shape { x: [2], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([1]);
            let j = parameters.array([2, 1]);
            energy_107(x, c, j)
        };
        let sample = Sample::draw(&model, &function, 107);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_109(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(positive, shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(0.5 * j.t().dot(&x).dot(&h))
}

#[test]
fn energy_109_agrees() {
    {
        let model = Energy109::new(Energy109Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            energy_109(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 109);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy109::new(Energy109Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_109(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 109);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_110(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
    #[param(shape = (x.ncols(), x.nrows()))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        if b + 2 < x.shape()[1] && b + 1 < x.ncols() {
            energy -= x[[a, b + 2]] * coupling * j[[b + 1, group[a]]];
        }
    }
    energy
}

#[test]
fn energy_110_agrees() {
    {
        let fixed = Energy110Fixed { edges: vec![(0, 0), (1, 0), (0, 1)], group: filled([2], vec![1, 1]) };
        let model = Energy110::new(Energy110Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let coupling = parameters.number();
            let j = parameters.array([2, 2]);
            energy_110(x, &fixed.edges, coupling, j, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 110);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy110Fixed { edges: vec![(1, 0), (1, 0)], group: filled([2], vec![0, 1]) };
        let model = Energy110::new(Energy110Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let coupling = parameters.number();
            let j = parameters.array([1, 2]);
            energy_110(x, &fixed.edges, coupling, j, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 110);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_113(
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(shape = y.len())] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    -(&y + &h).dot(&b)
}

#[test]
fn energy_113_agrees() {
    {
        let model = Energy113::new(Energy113Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let y = state.array([4]);
            let h = parameters.array([4]);
            let b = parameters.array([4]);
            energy_113(x.view(), y, h, b)
        };
        let sample = Sample::draw(&model, &function, 113);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy113::new(Energy113Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            let b = parameters.array([1]);
            energy_113(x.view(), y, h, b)
        };
        let sample = Sample::draw(&model, &function, 113);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_114(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let next = i;
        energy -= j[[i, next]] * x[i];
    }
    energy - sum(0..n, |p| -(0.5 * precision[p] * x[p].powi(2)))
}

#[test]
fn energy_114_agrees() {
    {
        let model = Energy114::new(Energy114Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let precision = parameters.array([2]);
            energy_114(x, j, precision)
        };
        let sample = Sample::draw(&model, &function, 114);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy114::new(Energy114Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let precision = parameters.array([2]);
            energy_114(x, j, precision)
        };
        let sample = Sample::draw(&model, &function, 114);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_115(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(shape = (x.nrows(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..=x.shape()[0] - 1).step_by(3) {
        if i >= 2 {
            energy -= (x[[i, group[i]]] + j[[i, i]]) * x[[i - 2, group[i]]];
        }
    }
    energy
}

#[test]
fn energy_115_agrees() {
    {
        let fixed = Energy115Fixed { group: vec![3, 1] };
        let model = Energy115::new(Energy115Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let j = parameters.array([2, 2]);
            energy_115(x, &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 115);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy115Fixed { group: vec![1, 1] };
        let model = Energy115::new(Energy115Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let j = parameters.array([2, 2]);
            energy_115(x, &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 115);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_117(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(unit)] y: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = j[[i, i]] / (1.0 + square(x[i])) * x[(2 * i + 1) % x.len()].powi(4) * x[i];
        energy -= x[i] * x[i] / 2.0;
    }
    energy - sum(0..y.len(), |p| y[p] * x[group[p]])
}

#[test]
fn energy_117_agrees() {
    {
        let fixed = Energy117Fixed { group: vec![3, 0] };
        let model = Energy117::new(Energy117Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let j = parameters.array([4, 4]);
            energy_117(x, y, j, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 117);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `unit`, as `y`, are not summed out
    }
    {
        let fixed = Energy117Fixed { group: vec![0, 1] };
        let model = Energy117::new(Energy117Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_117(x, y, j, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 117);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `unit`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_119(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let pair = sum(0..n, |i| x[(i + 1) % n] * x[group[i]] * x[(i + 1) % n].max(x[(i + 1) % x.len()]));
    -(coupling * x.mapv(|u| 0.5 * u.powi(2)).mapv(|u| 0.5 * u.powi(2)).sum())
}

#[test]
fn energy_119_agrees() {
    {
        let fixed = Energy119Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy119::new(Energy119Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_119(x, fixed.group.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 119);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy119Fixed { group: filled([1], vec![0]) };
        let model = Energy119::new(Energy119Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_119(x, fixed.group.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 119);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_121(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = &x * &distance;
    for i in 0..x.len() {
        let s = -(x[i].sin() * x[i]);
        let next = i;
        energy -= (if (next + i) % 2 == 1 { j[[next, (next + 1) % x.len()]] } else { 1.0 }) * s / 2.0;
    }
    energy
}

#[test]
fn energy_121_agrees() {
    {
        let fixed = Energy121Fixed { distance: filled([3], vec![0.14946706996657788, 0.3936448289753449, -1.43557431510561]) };
        let model = Energy121::new(Energy121Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_121(x, fixed.distance.view(), j)
        };
        let sample = Sample::draw(&model, &function, 121);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy121Fixed { distance: filled([1], vec![0.2326488235474642]) };
        let model = Energy121::new(Energy121Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_121(x, fixed.distance.view(), j)
        };
        let sample = Sample::draw(&model, &function, 121);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_126(
    #[visible(interval(0.0, 1.0))] x: ArrayView1<f64>,
    #[given] given: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    -(0..x.len()).map(|i| x[(i + 3) % x.len()] * given[[i, i]]).sum::<f64>() - sum(0..x.len(), |p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p])
}

#[test]
fn energy_126_agrees() {
    {
        let model = Energy126::new(Energy126Shape { x: [2], given: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let given = state.array([2, 2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_126(x, given, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 126);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy126::new(Energy126Shape { x: [1], given: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1, 1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_126(x, given, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 126);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_127(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(categorical)] y: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(positive, shape = y.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * y.mapv(|code| code as f64).mapv(|u| 0.5 * u.powi(2)).dot(&h);
    energy - sum(0..y.len(), |p| score[y[p]])
}

#[test]
fn energy_127_agrees() {
    {
        let model = Energy127::new(Energy127Shape { x: [3], y: [4], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([4]);
            let score = parameters.array([4]);
            let h = parameters.array([4]);
            energy_127(x, y.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 127);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy127::new(Energy127Shape { x: [1], y: [2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([2]);
            let score = parameters.array([2]);
            let h = parameters.array([2]);
            energy_127(x, y.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 127);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_128(
    #[visible(real)] x: ArrayView1<f64>,
    #[latent(interval(-1.0, 2.0))] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() - 1 {
        let s = (x[(i + x.len() - 1) % x.len()] - coupling) * x[i] * x[(i + 3) % n] / 2.0;
        energy -= -((0..i).map(|k| x[k] * x[k].powi(2)).sum::<f64>() * s);
    }
    energy - sum(0..n2, |p| y[p] * (x[0] - 0.5))
}

#[test]
fn energy_128_agrees() {
    {
        let model = Energy128::new(Energy128Shape { x: [4], y: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let coupling = parameters.number();
            energy_128(x, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 128);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
    {
        let model = Energy128::new(Energy128Shape { x: [2], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let coupling = parameters.number();
            energy_128(x, y, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 128);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_131(
    #[visible(angle)] x: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(0..n).map(|i| 2.0 * (if i % 2 == 1 { given[(i + 2) % x.len()] } else { 0.0 }) * x[i / 2] * x[i]).sum::<f64>() - sum(0..n, |p| precision[p] * x[p].cos())
}

#[test]
fn energy_131_agrees() {
    {
        let model = Energy131::new(Energy131Shape { x: [2], given: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let given = state.array([2]);
            let precision = parameters.array([2]);
            energy_131(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 131);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy131::new(Energy131Shape { x: [1], given: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1]);
            let precision = parameters.array([1]);
            energy_131(x, given, precision)
        };
        let sample = Sample::draw(&model, &function, 131);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_132(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let mut t: f64 = x[i];
        for k in 0..x.len() {
            if i == k {
                t += x[i];
            }
        }
        if i % 2 == 0 && i < 2 {
            energy -= t * t * (x[(i + x.len() - 1) % x.len()] - coupling);
        }
    }
    energy
}

#[test]
fn energy_132_agrees() {
    {
        let model = Energy132::new(Energy132Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_132(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 132);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy132::new(Energy132Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_132(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 132);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_133(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = &x + &h;
    energy -= 0.5 * x.dot(&(&x + &h));
    energy
}

#[test]
fn energy_133_agrees() {
    {
        let model = Energy133::new(Energy133Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_133(x, h)
        };
        let sample = Sample::draw(&model, &function, 133);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy133::new(Energy133Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_133(x, h)
        };
        let sample = Sample::draw(&model, &function, 133);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_134(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    -(coupling * j.t().dot(&x.mapv(|code| code as f64)).dot(&j).dot(&h)) - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_134_agrees() {
    {
        let model = Energy134::new(Energy134Shape { x: [3], score: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let score = parameters.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            let coupling = parameters.number();
            energy_134(x.view(), score, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 134);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy134::new(Energy134Shape { x: [1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_134(x.view(), score, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 134);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_135(
    #[visible(spin)] x: ArrayView2<f64>,
    #[given] given: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(positive)] coupling: f64,
) -> f64 {
    (0..x.shape()[0]).map(|i| x[[i, group[i]]] * (x[[(i + 1) % x.dim().0, x.shape()[1] - 1]] - given[i]) * coupling).sum::<f64>()
}

#[test]
fn energy_135_agrees() {
    {
        let fixed = Energy135Fixed { group: vec![0, 2] };
        let model = Energy135::new(Energy135Shape { x: [2, 3], given: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 3]);
            let given = state.array([2]);
            let coupling = parameters.number();
            energy_135(x, given, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 135);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy135Fixed { group: vec![0] };
        let model = Energy135::new(Energy135Shape { x: [1, 1], given: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let given = state.array([1]);
            let coupling = parameters.number();
            energy_135(x, given, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 135);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_137(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(positive)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    edges.iter().map(|&(a, b)| coupling * x[a] * x[(a + rows * cols - 1) % (rows * cols)]).sum::<f64>().tanh()
}

#[test]
fn energy_137_agrees() {
    {
        let fixed = Energy137Fixed { rows: 3, cols: 3, edges: vec![(4, 2)] };
        let model = Energy137::new(Energy137Shape { x: [9] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([9]);
            let coupling = parameters.number();
            energy_137(fixed.rows, fixed.cols, x, &fixed.edges, coupling)
        };
        let sample = Sample::draw(&model, &function, 137);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy137Fixed { rows: 1, cols: 1, edges: vec![(0, 0)] };
        let model = Energy137::new(Energy137Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_137(fixed.rows, fixed.cols, x, &fixed.edges, coupling)
        };
        let sample = Sample::draw(&model, &function, 137);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_139(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -(&x * &j).sum().tanh()
}

#[test]
fn energy_139_agrees() {
    {
        let model = Energy139::new(Energy139Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let j = parameters.array([3, 3]);
            energy_139(x, j)
        };
        let sample = Sample::draw(&model, &function, 139);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy139::new(Energy139Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let j = parameters.array([1, 1]);
            energy_139(x, j)
        };
        let sample = Sample::draw(&model, &function, 139);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_140(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= (&x * &j).sum();
    energy - 0.5 * 0.5
}

#[test]
fn energy_140_agrees() {
    {
        let model = Energy140::new(Energy140Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let j = parameters.array([2, 2]);
            energy_140(x, j)
        };
        let sample = Sample::draw(&model, &function, 140);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy140::new(Energy140Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let j = parameters.array([1, 1]);
            energy_140(x, j)
        };
        let sample = Sample::draw(&model, &function, 140);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_141(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..3 {
        let mut t: f64 = x[i % n] * (i + i) as f64;
        for k in (0..x.len()).rev().step_by(3) {
            t -= x[k] * h[k];
        }
        energy -= x[0];
    }
    energy
}

#[test]
fn energy_141_agrees() {
    {
        let model = Energy141::new(Energy141Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_141(x, h)
        };
        let sample = Sample::draw(&model, &function, 141);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy141::new(Energy141Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_141(x, h)
        };
        let sample = Sample::draw(&model, &function, 141);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_144(
    #[visible(angle)] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..=x.dim().0 - 1 {
        let s = x[[(i + 1) % x.dim().1, i]] - i as f64;
        energy += 1.5 * x[[i, i]] * 0.5;
    }
    energy - (0..x.ncols()).map(|p| sum(0..x.nrows(), |q| precision[[p, q]] * x[[p, q]].cos())).sum::<f64>()
}

#[test]
fn energy_144_agrees() {
    {
        let model = Energy144::new(Energy144Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let precision = parameters.array([3, 3]);
            energy_144(x, precision)
        };
        let sample = Sample::draw(&model, &function, 144);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy144::new(Energy144Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let precision = parameters.array([1, 1]);
            energy_144(x, precision)
        };
        let sample = Sample::draw(&model, &function, 144);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_148(
    #[visible(count(2))] x: ArrayView2<usize>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let u = j.t().dot(&y) + &c;
    y.dot(&y)
}

#[test]
fn energy_148_agrees() {
    {
        let model = Energy148::new(Energy148Shape { x: [2, 3], y: [2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 3]);
            let y = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_148(x.view(), y, c, j)
        };
        let sample = Sample::draw(&model, &function, 148);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy148::new(Energy148Shape { x: [1, 2], y: [1], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let y = state.array([1]);
            let c = parameters.array([1]);
            let j = parameters.array([1, 1]);
            energy_148(x.view(), y, c, j)
        };
        let sample = Sample::draw(&model, &function, 148);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_150(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev().step_by(3) {
        energy -= 0.3 * (1..n).map(|k| x[(k + i) % x.len()] * x[k]).sum::<f64>() * h[x.iter().map(|&one| one as usize).sum::<usize>()] * (if i < 2 { coupling } else { 0.5 });
    }
    energy
}

#[test]
fn energy_150_agrees() {
    {
        let model = Energy150::new(Energy150Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            let coupling = parameters.number();
            energy_150(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 150);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy150::new(Energy150Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_150(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 150);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_153(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= softplus((&x + coupling).dot(&h));
    energy
}

#[test]
fn energy_153_agrees() {
    {
        let model = Energy153::new(Energy153Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            let h = parameters.array([3]);
            energy_153(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 153);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy153::new(Energy153Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_153(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 153);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_154(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    (0.5 * &x).dot(&h).tanh() - (0..y.len()).map(|p| y[p] * x[p % (rows * cols)]).sum::<f64>()
}

#[test]
fn energy_154_agrees() {
    {
        let fixed = Energy154Fixed { rows: 2, cols: 3 };
        let model = Energy154::new(Energy154Shape { x: [6], y: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([6]);
            let y = state.array([3]);
            let h = parameters.array([6]);
            energy_154(fixed.rows, fixed.cols, x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy154Fixed { rows: 1, cols: 1 };
        let model = Energy154::new(Energy154Shape { x: [1], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_154(fixed.rows, fixed.cols, x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_155(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { 0.5 * u * w }
    let u = x.mapv(|code| code as f64);
    u.dot(&h) - sum(0..y.len(), |p| y[p] * x[0] as f64) - (0..y.len()).map(|p| y[p] * x[0] as f64).sum::<f64>()
}

#[test]
fn energy_155_agrees() {
    {
        let model = Energy155::new(Energy155Shape { x: [4], y: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let y = state.array([3]);
            let h = parameters.array([4]);
            energy_155(x.view(), y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 155);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 155);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy155::new(Energy155Shape { x: [2], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.array([2]);
            let h = parameters.array([2]);
            energy_155(x.view(), y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 155);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 155);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_156(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= x.mapv(|code| code as f64).dot(&h);
    energy
}

#[test]
fn energy_156_agrees() {
    {
        let model = Energy156::new(Energy156Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            energy_156(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 156);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy156::new(Energy156Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_156(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 156);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_160(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    fn more(u: f64) -> f64 { share(u) + u }
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    let (rows, cols) = y.dim();
    -square(x.mapv(|u| u.abs()).dot(&h))
}

#[test]
fn energy_160_agrees() {
    {
        let model = Energy160::new(Energy160Shape { x: [3], y: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3, 2]);
            let h = parameters.array([3]);
            energy_160(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 160);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy160::new(Energy160Shape { x: [1], y: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_160(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 160);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_161(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[0] {
        energy += 0.25 * x[[i, 0]] * coupling;
    }
    energy
}

#[test]
fn energy_161_agrees() {
    {
        let model = Energy161::new(Energy161Shape { x: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 2]);
            let coupling = parameters.number();
            energy_161(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 161);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy161::new(Energy161Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let coupling = parameters.number();
            energy_161(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 161);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_162(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] field: f64,
) -> f64 {
    field * x.dot(&(&x * coupling))
}

#[test]
fn energy_162_agrees() {
    {
        let model = Energy162::new(Energy162Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            let field = parameters.number();
            energy_162(x, coupling, field)
        };
        let sample = Sample::draw(&model, &function, 162);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy162::new(Energy162Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let field = parameters.number();
            energy_162(x, coupling, field)
        };
        let sample = Sample::draw(&model, &function, 162);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_163(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal, shape = (y, y))] w: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let pair = group.iter().enumerate().map(|(e, &a)| x[0]).sum::<f64>();
    x.mapv(square).dot(&j).dot(&distance)
}

#[test]
fn energy_163_agrees() {
    {
        let fixed = Energy163Fixed { group: vec![0, 1, 1, 1, 1], distance: filled([4], vec![-0.7966673643032528, 0.8031670559005919, -1.2866119895048014, 1.4318811592075718]) };
        let model = Energy163::new(Energy163Shape { x: [4], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let j = parameters.array([4, 4]);
            let w = parameters.array([2, 2]);
            energy_163(x, y, &fixed.group, j, w, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 163);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy163Fixed { group: vec![0, 0], distance: filled([2], vec![0.8790910832525101, -0.6281020640128454]) };
        let model = Energy163::new(Energy163Shape { x: [2], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([1, 1]);
            energy_163(x, y, &fixed.group, j, w, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 163);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_165(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    (0..x.len()).filter(|&i| i % 2 == 1 && i != 2).map(|i| x[i] * i as f64).sum::<f64>() - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p]).sum::<f64>()
}

#[test]
fn energy_165_agrees() {
    {
        let model = Energy165::new(Energy165Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_165(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 165);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy165::new(Energy165Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_165(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 165);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_166(
    #[visible(real)] x: ArrayView3<f64>,
    #[param(symmetric, shape = (x.shape()[0], x.shape()[0]))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { (u - w).cos() * 0.3 }
    let mut energy: f64 = 0.0;
    for i in 1..x.shape()[0] {
        for k in 0..x.shape()[1] - 1 {
            let next = i;
            energy -= j[[i, next]] / 2.0;
        }
    }
    energy
}

#[test]
fn energy_166_agrees() {
    {
        let model = Energy166::new(Energy166Shape { x: [3, 1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 1, 2]);
            let j = parameters.array([3, 3]);
            energy_166(x, j)
        };
        let sample = Sample::draw(&model, &function, 166);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy166::new(Energy166Shape { x: [1, 1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1, 1]);
            let j = parameters.array([1, 1]);
            energy_166(x, j)
        };
        let sample = Sample::draw(&model, &function, 166);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_169(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b, c)) in triples.iter().enumerate() {
        energy -= 1.5 * h[c] * x[a];
    }
    energy
}

#[test]
fn energy_169_agrees() {
    {
        let fixed = Energy169Fixed { triples: vec![(0, 0, 1), (1, 1, 1), (1, 1, 1), (0, 0, 1)] };
        let model = Energy169::new(Energy169Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_169(x, &fixed.triples, h)
        };
        let sample = Sample::draw(&model, &function, 169);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy169Fixed { triples: vec![] };
        let model = Energy169::new(Energy169Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_169(x, &fixed.triples, h)
        };
        let sample = Sample::draw(&model, &function, 169);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
