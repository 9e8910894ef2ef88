// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_200(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
) -> f64 {
    j.dot(&-&x).dot(&x.mapv(softplus))
}

#[test]
fn energy_200_agrees() {
    {
        let fixed = Energy200Fixed { rows: 2, cols: 2 };
        let model = Energy200::new(Energy200Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let j = parameters.array([4, 4]);
            energy_200(fixed.rows, fixed.cols, x, j)
        };
        let sample = Sample::draw(&model, &function, 200);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy200Fixed { rows: 2, cols: 1 };
        let model = Energy200::new(Energy200Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_200(fixed.rows, fixed.cols, x, j)
        };
        let sample = Sample::draw(&model, &function, 200);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_201(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = j.dot(&x).dot(&w);
    energy -= (0..x.len()).map(|i| x[i].powi(3) * (0.5 + square(u[i] - 0.5)).sqrt() * u[i]).sum::<f64>();
    energy
}

#[test]
fn energy_201_agrees() {
    {
        let model = Energy201::new(Energy201Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            energy_201(x, j, w)
        };
        let sample = Sample::draw(&model, &function, 201);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy201::new(Energy201Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let w = parameters.array([1, 1]);
            energy_201(x, j, w)
        };
        let sample = Sample::draw(&model, &function, 201);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_203(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(positive)] x: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[param(shape = (cols, cols))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    let n = y.len();
    -(coupling * (0..=cols - 1).map(|i| y[i % n] * j[[i, i]]).sum::<f64>()) - sum(0..y.len(), |p| y[p] * x[p % (rows * cols)])
}

#[test]
fn energy_203_agrees() {
    {
        let fixed = Energy203Fixed { rows: 1, cols: 1 };
        let model = Energy203::new(Energy203Shape { x: [1], y: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2]);
            let j = parameters.array([1, 1]);
            let coupling = parameters.number();
            energy_203(fixed.rows, fixed.cols, x, y, j, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 203);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 203);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy203Fixed { rows: 2, cols: 1 };
        let model = Energy203::new(Energy203Shape { x: [2], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            let coupling = parameters.number();
            energy_203(fixed.rows, fixed.cols, x, y, j, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 203);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 203);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_204(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { 0.5 * u * w }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    (&x + &h).mapv(|u| 0.5 * u.powi(2)).sum()
}

#[test]
fn energy_204_agrees() {
    {
        let model = Energy204::new(Energy204Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_204(x, h)
        };
        let sample = Sample::draw(&model, &function, 204);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy204::new(Energy204Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_204(x, h)
        };
        let sample = Sample::draw(&model, &function, 204);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_205(
    #[visible(binary)] x: ArrayView2<f64>,
    #[visible(count(2))] y: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    let mut energy: f64 = 0.0;
    let u = y.mapv(|code| code as f64);
    energy -= u.dot(&(&u + coupling));
    energy
}

#[test]
fn energy_205_agrees() {
    {
        let model = Energy205::new(Energy205Shape { x: [1, 1], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.codes([3]);
            let coupling = parameters.number();
            energy_205(x, y.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 205);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy205::new(Energy205Shape { x: [1, 1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.codes([2]);
            let coupling = parameters.number();
            energy_205(x, y.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 205);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_206(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(positive, shape = y)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &y + &given;
    y.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * y[0]).sum::<f64>() - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_206_agrees() {
    {
        let model = Energy206::new(Energy206Shape { x: [4], y: [4], given: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let given = state.array([4]);
            let h = parameters.array([4]);
            let precision = parameters.array([4]);
            energy_206(x, y, given, h, precision)
        };
        let sample = Sample::draw(&model, &function, 206);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy206::new(Energy206Shape { x: [2], y: [2], given: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let given = state.array([2]);
            let h = parameters.array([2]);
            let precision = parameters.array([2]);
            energy_206(x, y, given, h, precision)
        };
        let sample = Sample::draw(&model, &function, 206);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_207(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(real)] y: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    (0..n).map(|i| -(x[n - 1 - i] * x[i / 2])).sum::<f64>() - sum(0..n2, |p| -(0.5 * precision[p] * y[p].powi(2))) - sum(0..y.len(), |p| y[p] * x[p % n]) - sum(0..y.len(), |p| y[p] * j[[p, p]])
}

#[test]
fn energy_207_agrees() {
    {
        let model = Energy207::new(Energy207Shape { x: [4], y: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let precision = parameters.array([3]);
            let j = parameters.array([3, 3]);
            energy_207(x, y, precision, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 207);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // an integral over latent sites is compared elsewhere
    }
    {
        let model = Energy207::new(Energy207Shape { x: [2], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let precision = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_207(x, y, precision, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 207);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // an integral over latent sites is compared elsewhere
    }
}

#[energy_model]
pub fn energy_209(
    #[visible(unit)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..i {
            let s = x[i] * x[i];
            if k + 1 != x.len() {
                energy -= h[k] * sum(k..group.len(), |l| x[l]) * x[group[i]];
            }
        }
    }
    energy
}

#[test]
fn energy_209_agrees() {
    {
        let fixed = Energy209Fixed { group: vec![0, 2, 2] };
        let model = Energy209::new(Energy209Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_209(x, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 209);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy209Fixed { group: vec![0] };
        let model = Energy209::new(Energy209Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_209(x, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 209);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_210(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let mut energy: f64 = 0.0;
    energy -= (x.mapv(|code| code as f64) + coupling).sum();
    energy
}

#[test]
fn energy_210_agrees() {
    {
        let model = Energy210::new(Energy210Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let coupling = parameters.number();
            energy_210(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 210);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy210::new(Energy210Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            energy_210(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 210);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_212(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.nrows() {
        for k in 1..x.dim().1 {
            energy -= 2.0 * x[[i, group[k]]].min(h[i]) * x[[i, k]];
        }
    }
    energy
}

#[test]
fn energy_212_agrees() {
    {
        let fixed = Energy212Fixed { group: filled([3], vec![0, 1, 0]) };
        let model = Energy212::new(Energy212Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 3]);
            let h = parameters.array([2]);
            energy_212(x, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 212);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy212Fixed { group: filled([1], vec![0]) };
        let model = Energy212::new(Energy212Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_212(x, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 212);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_213(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n - 1 {
        let next = i;
        energy += x[i / 2] * x[(i + n - 1) % n].powi(2);
    }
    energy - coupling * j.dot(&x).dot(&h)
}

#[test]
fn energy_213_agrees() {
    {
        let model = Energy213::new(Energy213Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_213(x, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 213);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy213::new(Energy213Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_213(x, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 213);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_214(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(interval(0.0, 1.0))] y: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (0..x.len()).filter(|&i| i + 2 < x.len()).map(|i| h[i + 2] * (if i != 0 { h[i] } else { 0.0 })).sum::<f64>();
    energy - (0..y.nrows()).map(|p| (0..y.ncols()).map(|q| y[[p, q]] * q as f64).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_214_agrees() {
    {
        let model = Energy214::new(Energy214Shape { x: [1], y_rows: 1, y_columns: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 3]);
            let h = parameters.array([1]);
            energy_214(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 214);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
    {
        let model = Energy214::new(Energy214Shape { x: [2], y_rows: 2, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2, 1]);
            let h = parameters.array([2]);
            energy_214(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 214);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_217(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n).filter(|&i| i >= 1).map(|i| x[i - 1] * x[i] * x[i / 2]).sum::<f64>();
    -(0.5 * j.t().dot(&x).dot(&h))
}

#[test]
fn energy_217_agrees() {
    {
        let model = Energy217::new(Energy217Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_217(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 217);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy217::new(Energy217Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_217(x, j, h)
        };
        let sample = Sample::draw(&model, &function, 217);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_221(
    #[visible(spin)] x: ArrayView2<f64>,
    #[visible(positive)] y: ArrayView2<f64>,
    #[param(positive)] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = y.dim();
    (&x * &j).sum()
}

#[test]
fn energy_221_agrees() {
    {
        let model = Energy221::new(Energy221Shape { x: [1, 1], y: [3, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([3, 1]);
            let j = parameters.array([1, 1]);
            energy_221(x, y, j)
        };
        let sample = Sample::draw(&model, &function, 221);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy221::new(Energy221Shape { x: [1, 2], y: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2]);
            let y = state.array([2, 1]);
            let j = parameters.array([1, 2]);
            energy_221(x, y, j)
        };
        let sample = Sample::draw(&model, &function, 221);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_223(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    -(0.5 * j.t().dot(&(&x - &h)).mapv(|u| u.cos()).sum())
}

#[test]
fn energy_223_agrees() {
    {
        let model = Energy223::new(Energy223Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_223(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 223);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy223::new(Energy223Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            energy_223(x, h, j)
        };
        let sample = Sample::draw(&model, &function, 223);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_224(
    #[visible(spin)] x: ArrayView2<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    (0..y.len()).map(|i| 1.5 * y[i] * y[i / 2]).sum::<f64>() - sum(0..n, |p| -(0.5 * precision[p] * y[p].powi(2)))
}

#[test]
fn energy_224_agrees() {
    {
        let model = Energy224::new(Energy224Shape { x: [3, 2], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 2]);
            let y = state.array([3]);
            let precision = parameters.array([3]);
            energy_224(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 224);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy224::new(Energy224Shape { x: [1, 1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([1]);
            let precision = parameters.array([1]);
            energy_224(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 224);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_225(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(count(2))] x: ArrayView1<usize>,
    #[param(shape = (rows, rows))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= (0..=rows - 1).filter(|&i| i < 2).map(|i| x[rows * cols - 1] as f64 * j[[i, i]] * i as f64).sum::<f64>();
    energy
}

#[test]
fn energy_225_agrees() {
    {
        let fixed = Energy225Fixed { rows: 2, cols: 2 };
        let model = Energy225::new(Energy225Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let j = parameters.array([2, 2]);
            energy_225(fixed.rows, fixed.cols, x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 225);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy225Fixed { rows: 1, cols: 1 };
        let model = Energy225::new(Energy225Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let j = parameters.array([1, 1]);
            energy_225(fixed.rows, fixed.cols, x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 225);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_227(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    square(x.dot(&h))
}

#[test]
fn energy_227_agrees() {
    {
        let model = Energy227::new(Energy227Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_227(x, h)
        };
        let sample = Sample::draw(&model, &function, 227);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy227::new(Energy227Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_227(x, h)
        };
        let sample = Sample::draw(&model, &function, 227);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_228(
    #[visible(spin)] x: ArrayView2<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[latent(spin)] z: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    -x.mapv(sigmoid).sum() - sum(0..z.dim().0, |p| (0..z.shape()[1]).map(|q| z[[p, q]] * y[group[p]]).sum::<f64>()) - sum(0..group.len(), |p| (0..z.dim().1).map(|q| z[[p, q]] * h[q]).sum::<f64>())
}

#[test]
fn energy_228_agrees() {
    {
        let fixed = Energy228Fixed { group: filled([1], vec![0]) };
        let model = Energy228::new(Energy228Shape { x: [2, 2], y: [2], h: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([2]);
            let z = state.array([1, 2]);
            let h = parameters.array([2]);
            energy_228(x, y, z, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 228);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `z` is hidden and not summed out
        // no ratio_matching: `z` is hidden and not summed out
        // no minimum_probability_flow: `z` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 228);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy228Fixed { group: filled([1], vec![0]) };
        let model = Energy228::new(Energy228Shape { x: [1, 1], y: [2], h: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([2]);
            let z = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_228(x, y, z, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 228);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `z` is hidden and not summed out
        // no ratio_matching: `z` is hidden and not summed out
        // no minimum_probability_flow: `z` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 228);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_230(
    #[visible(count(3))] x: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { (u - w).cos() * 0.3 }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let mut energy: f64 = 0.0;
    energy -= (0.5 * &x.mapv(|code| code as f64)).dot(&j.dot(&x.mapv(|code| code as f64)));
    energy - x.mapv(|code| code as f64).dot(&-x.mapv(|code| code as f64))
}

#[test]
fn energy_230_agrees() {
    {
        let model = Energy230::new(Energy230Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            energy_230(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 230);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy230::new(Energy230Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let j = parameters.array([1, 1]);
            energy_230(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 230);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_231(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    (0..x.len()).filter(|&i| i + 3 < x.len()).map(|i| 0.5 * x[i + 3]).sum::<f64>() - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p]).sum::<f64>()
}

#[test]
fn energy_231_agrees() {
    {
        let model = Energy231::new(Energy231Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let precision = parameters.array([3]);
            let rate = parameters.array([3]);
            energy_231(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 231);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy231::new(Energy231Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_231(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 231);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_232(
    #[visible(real)] x: ArrayView2<f64>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[param] alpha: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= 1.5 * y[b % n] * h[b];
    }
    energy - (0..y.len()).map(|p| y[p] * alpha[p]).sum::<f64>()
}

#[test]
fn energy_232_agrees() {
    {
        let fixed = Energy232Fixed { edges: vec![(1, 1)] };
        let model = Energy232::new(Energy232Shape { x: [2, 2], y: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([3]);
            let h = parameters.array([2]);
            let alpha = parameters.array([3]);
            energy_232(x, y, &fixed.edges, h, alpha)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 232);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 232);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy232Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy232::new(Energy232Shape { x: [1, 1], y: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([2]);
            let h = parameters.array([1]);
            let alpha = parameters.array([2]);
            energy_232(x, y, &fixed.edges, h, alpha)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 232);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 232);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_235(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).step_by(3) {
        energy -= x[i] * h[i] * x[group[i]].powi(2);
    }
    energy
}

#[test]
fn energy_235_agrees() {
    {
        let fixed = Energy235Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy235::new(Energy235Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_235(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 235);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy235Fixed { group: filled([1], vec![0]) };
        let model = Energy235::new(Energy235Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_235(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 235);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_237(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(count(2))] y: ArrayView1<usize>,
    #[param(frozen)] h: ArrayView1<f64>,
    #[param(positive, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[given] given: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= (&x + &h).dot(&j).dot(&given);
    energy
}

#[test]
fn energy_237_agrees() {
    {
        let fixed = Energy237Fixed { rows: 2, cols: 2 };
        let model = Energy237::new(Energy237Shape { x: [4], y: [1], given: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.codes([1]);
            let h = parameters.array([4]);
            let j = parameters.array([4, 4]);
            let given = state.array([4]);
            energy_237(fixed.rows, fixed.cols, x, y.view(), h, j, given)
        };
        let sample = Sample::draw(&model, &function, 237);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy237Fixed { rows: 1, cols: 1 };
        let model = Energy237::new(Energy237Shape { x: [1], y: [1], given: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let given = state.array([1]);
            energy_237(fixed.rows, fixed.cols, x, y.view(), h, j, given)
        };
        let sample = Sample::draw(&model, &function, 237);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `y` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_239(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= 0.5;
    energy - 0.5 - sum(0..cols, |p| (0..cols).map(|q| -(0.5 * precision[[p, q]] * x[[p, q]].powi(2))).sum::<f64>())
}

#[test]
fn energy_239_agrees() {
    {
        let model = Energy239::new(Energy239Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let precision = parameters.array([3, 3]);
            energy_239(x, precision)
        };
        let sample = Sample::draw(&model, &function, 239);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy239::new(Energy239Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let precision = parameters.array([2, 2]);
            energy_239(x, precision)
        };
        let sample = Sample::draw(&model, &function, 239);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_240(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param(positive)] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let u = x.mapv(|code| code as f64) * &h;
    -(0..x.len() / 2).map(|i| 0.25 * sum(0..i, |k| u[k] + x[(i + 1) % x.len()] as f64) * (0.5 * &x.mapv(|code| code as f64)).dot(&j.dot(&u))).sum::<f64>()
}

#[test]
fn energy_240_agrees() {
    {
        let model = Energy240::new(Energy240Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_240(x.view(), h, j)
        };
        let sample = Sample::draw(&model, &function, 240);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy240::new(Energy240Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            energy_240(x.view(), h, j)
        };
        let sample = Sample::draw(&model, &function, 240);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_241(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(&x * coupling).dot(&h)
}

#[test]
fn energy_241_agrees() {
    {
        let model = Energy241::new(Energy241Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_241(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 241);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy241::new(Energy241Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_241(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 241);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_243(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in (0..x.shape()[0]).rev().step_by(2) {
        for k in i + 1..x.shape()[0] {
            energy += 2.0 * (if !(k == i) { h[i] } else { x[[(k + 1) % rows, k]] }) * x[[i, (2 * i + 3) % rows]];
        }
    }
    energy
}

#[test]
fn energy_243_agrees() {
    {
        let model = Energy243::new(Energy243Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let h = parameters.array([3]);
            energy_243(x, h)
        };
        let sample = Sample::draw(&model, &function, 243);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy243::new(Energy243Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_243(x, h)
        };
        let sample = Sample::draw(&model, &function, 243);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_244(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[param(shape = cols)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..=cols - 1).step_by(3) {
        energy += 0.5 * x[i % (rows * cols)] as f64 * x[i % (rows * cols)] as f64 * (0..cols).map(|k| h[i] * x[0] as f64 * h[i]).sum::<f64>();
    }
    energy
}

#[test]
fn energy_244_agrees() {
    {
        let fixed = Energy244Fixed { rows: 3, cols: 2 };
        let model = Energy244::new(Energy244Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([6]);
            let h = parameters.array([2]);
            energy_244(fixed.rows, fixed.cols, x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 244);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy244Fixed { rows: 1, cols: 1 };
        let model = Energy244::new(Energy244Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_244(fixed.rows, fixed.cols, x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 244);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_246(
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(symmetric, positive, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let u = j.dot(&x.mapv(|code| code as f64));
    -u.mapv(|u| 0.5 * u.powi(2)).dot(&mask)
}

#[test]
fn energy_246_agrees() {
    {
        let fixed = Energy246Fixed { mask: filled([4], vec![1.0, 1.0, 1.0, 0.0]) };
        let model = Energy246::new(Energy246Shape { x: [4], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let y = state.array([3]);
            let j = parameters.array([4, 4]);
            energy_246(x.view(), y, j, fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 246);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy246Fixed { mask: filled([2], vec![1.0, 1.0]) };
        let model = Energy246::new(Energy246Shape { x: [2], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.array([1]);
            let j = parameters.array([2, 2]);
            energy_246(x.view(), y, j, fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 246);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_247(
    #[visible(binary)] x: ArrayView2<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param(shape = (y.len(), c))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= ((&y * &distance).dot(&j) + &c).dot(&c);
    energy - sum(0..x.shape()[0], |i| y[i] * y[i])
}

#[test]
fn energy_247_agrees() {
    {
        let fixed = Energy247Fixed { distance: filled([2], vec![-1.0045231080100332, -1.11569196688282]) };
        let model = Energy247::new(Energy247Shape { x: [2, 2], y: [2], c: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([2]);
            let c = parameters.array([4]);
            let j = parameters.array([2, 4]);
            energy_247(x, y, fixed.distance.view(), c, j)
        };
        let sample = Sample::draw(&model, &function, 247);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy247Fixed { distance: filled([1], vec![-1.1292924879213584]) };
        let model = Energy247::new(Energy247Shape { x: [1, 1], y: [1], c: 0 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([1]);
            let c = parameters.array([0]);
            let j = parameters.array([1, 0]);
            energy_247(x, y, fixed.distance.view(), c, j)
        };
        let sample = Sample::draw(&model, &function, 247);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_249(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { softplus(u * 0.5) }
    let mut energy: f64 = 0.0;
    energy -= 0.5 * x.dot(&x);
    energy - sum(0..x.len(), |p| -(precision[p] * x[p]) + rate[p] * x[p].ln())
}

#[test]
fn energy_249_agrees() {
    {
        let model = Energy249::new(Energy249Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_249(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 249);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy249::new(Energy249Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_249(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 249);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_250(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(count(1))] y: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(positive, shape = 2)] b: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let pair = sum(0..y.len(), |i| 0.3 * y[i] as f64);
    0.5 * (0..n).rev().map(|i| 2.0 * h[y.sum()] * x[i]).sum::<f64>() - sum(0..y.len(), |p| b[y[p]] * j[[p, p]])
}

#[test]
fn energy_250_agrees() {
    {
        let model = Energy250::new(Energy250Shape { x: [4], y: 4, h: 5 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.codes([4]);
            let h = parameters.array([5]);
            let b = parameters.array([2]);
            let j = parameters.array([4, 4]);
            energy_250(x, y.view(), h, b, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 250);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        // `count`, which indexes a table, depends on `y`
    }
    {
        let model = Energy250::new(Energy250Shape { x: [1], y: 2, h: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([2]);
            let h = parameters.array([3]);
            let b = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_250(x, y.view(), h, b, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 250);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is count
        // no minimum_probability_flow: `y` is hidden and not summed out
        // `count`, which indexes a table, depends on `y`
    }
}

#[energy_model]
pub fn energy_257(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    j.t().dot(&-&x).dot(&h).tanh() - (0..x.len()).map(|p| -(precision[p] * x[p]) + rate[p] * x[p].ln()).sum::<f64>()
}

#[test]
fn energy_257_agrees() {
    {
        let model = Energy257::new(Energy257Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            let precision = parameters.array([3]);
            let rate = parameters.array([3]);
            energy_257(x, j, h, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 257);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy257::new(Energy257Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_257(x, j, h, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 257);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_263(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        energy -= (0..next).filter(|&k| k + 1 < n).map(|k| -((x[k + 1] + x[group[i]]) * j[[i, next]] * x[i])).sum::<f64>() * x[next] * h[i];
    }
    energy
}

#[test]
fn energy_263_agrees() {
    {
        let fixed = Energy263Fixed { group: vec![1, 0] };
        let model = Energy263::new(Energy263Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_263(x, j, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 263);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy263Fixed { group: vec![0] };
        let model = Energy263::new(Energy263Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_263(x, j, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 263);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_264(
    #[visible(categorical(2))] x: ArrayView2<usize>,
    #[latent(binary)] y: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { 0.5 * u * 0.5 }
    let (rows, cols) = x.dim();
    let (rows2, cols2) = y.dim();
    let mut energy: f64 = 0.0;
    energy -= 0.5;
    energy - sum(0..rows2, |p| sum(0..y.ncols(), |q| y[[p, q]] * h[x[[q % rows, group[q]]]]))
}

#[test]
fn energy_264_agrees() {
    {
        let fixed = Energy264Fixed { group: filled([1], vec![0]) };
        let model = Energy264::new(Energy264Shape { x: [1, 3], y_rows: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 3]);
            let y = state.array([1, 1]);
            let h = parameters.array([2]);
            energy_264(x.view(), y, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy264Fixed { group: filled([1], vec![1]) };
        let model = Energy264::new(Energy264Shape { x: [1, 2], y_rows: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let y = state.array([2, 1]);
            let h = parameters.array([2]);
            energy_264(x.view(), y, fixed.group.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_267(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = (x.len(), 3))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 1..x.len() {
        energy += x[i] as f64 * x[i] as f64 * j[[i, x[group[i]]]];
    }
    energy - 0.5 * sum(0..3 - 1, |i| -(x[i % group.len()] as f64 * distance[x[i % group.len()]]))
}

#[test]
fn energy_267_agrees() {
    {
        let fixed = Energy267Fixed { group: filled([2], vec![0, 0]), distance: filled([3], vec![-1.1229101771319474, 0.8452255889201781, 1.4500686708613157]) };
        let model = Energy267::new(Energy267Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 3]);
            energy_267(x.view(), fixed.group.view(), j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 267);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy267Fixed { group: filled([2], vec![0, 1]), distance: filled([3], vec![0.5689100423140001, -1.437694674726353, -0.814367101237514]) };
        let model = Energy267::new(Energy267Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 3]);
            energy_267(x.view(), fixed.group.view(), j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 267);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_269(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[param(positive)] coupling: f64,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let u = (&x * &h).dot(&j);
    -(0.5 * (0..x.len()).rev().step_by(3).filter(|&i| i % 2 == 1).map(|i| coupling).sum::<f64>()) - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_269_agrees() {
    {
        let model = Energy269::new(Energy269Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            let j = parameters.array([3, 3]);
            let coupling = parameters.number();
            let precision = parameters.array([3]);
            energy_269(x, h, j, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 269);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy269::new(Energy269Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let coupling = parameters.number();
            let precision = parameters.array([1]);
            energy_269(x, h, j, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 269);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_271(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = c)] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= 0.3 * x[b / 2];
    }
    energy - (j.t().dot(&(2.0 * &x)) + &c).dot(&h).tanh()
}

#[test]
fn energy_271_agrees() {
    {
        let fixed = Energy271Fixed { edges: vec![(0, 0), (1, 1), (1, 0), (1, 0)] };
        let model = Energy271::new(Energy271Shape { x: [2], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_271(x, &fixed.edges, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 271);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy271Fixed { edges: vec![] };
        let model = Energy271::new(Energy271Shape { x: [1], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let c = parameters.array([2]);
            let j = parameters.array([1, 2]);
            let h = parameters.array([2]);
            energy_271(x, &fixed.edges, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 271);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_272(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = 2.0 * &x.mapv(|code| code as f64);
    x.mapv(|code| code as f64).dot(&h) - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_272_agrees() {
    {
        let model = Energy272::new(Energy272Shape { x: [3], score: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let score = parameters.array([3]);
            let h = parameters.array([3]);
            energy_272(x.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 272);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy272::new(Energy272Shape { x: [1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([1]);
            let h = parameters.array([1]);
            energy_272(x.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 272);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
