// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_501(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let pair = (0..cols).map(|i| -(x[0] as f64)).sum::<f64>();
    -x.mapv(|code| code as f64).dot(&h) - (0..rows * cols).map(|p| score[x[p]]).sum::<f64>()
}

#[test]
fn energy_501_agrees() {
    {
        let fixed = Energy501Fixed { rows: 2, cols: 3 };
        let model = Energy501::new(Energy501Shape { x: [6], score: 2, c: 3, j_rows: 6, j_columns: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([6]);
            let score = parameters.array([2]);
            let c = parameters.array([3]);
            let j = parameters.array([6, 3]);
            let h = parameters.array([6]);
            energy_501(fixed.rows, fixed.cols, x.view(), score, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 501);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy501Fixed { rows: 2, cols: 1 };
        let model = Energy501::new(Energy501Shape { x: [2], score: 1, c: 2, j_rows: 2, j_columns: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let score = parameters.array([1]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_501(fixed.rows, fixed.cols, x.view(), score, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 501);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_502(
    #[visible(binary)] x: ArrayView2<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = (y, y))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -y.mapv(softplus).dot(&j.dot(&y))
}

#[test]
fn energy_502_agrees() {
    {
        let model = Energy502::new(Energy502Shape { x: [2, 1], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let y = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_502(x, y, j)
        };
        let sample = Sample::draw(&model, &function, 502);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy502::new(Energy502Shape { x: [1, 2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2]);
            let y = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_502(x, y, j)
        };
        let sample = Sample::draw(&model, &function, 502);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_503(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(positive)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    let n = x.len();
    let n2 = y.len();
    coupling * y.dot(&h)
}

#[test]
fn energy_503_agrees() {
    {
        let model = Energy503::new(Energy503Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_503(x, y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 503);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy503::new(Energy503Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_503(x, y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 503);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_505(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = (c, x.len()))] w: ArrayView2<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { u.tanh() + 0.5 }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy += (x.dot(&j) + &c).dot(&w.column(i)) * x[i];
    }
    energy
}

#[test]
fn energy_505_agrees() {
    {
        let model = Energy505::new(Energy505Shape { x: [3], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let c = parameters.array([2]);
            let j = parameters.array([3, 2]);
            let w = parameters.array([2, 3]);
            energy_505(x, c, j, w)
        };
        let sample = Sample::draw(&model, &function, 505);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy505::new(Energy505Shape { x: [2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            energy_505(x, c, j, w)
        };
        let sample = Sample::draw(&model, &function, 505);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_506(
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..x.len() {
            if i <= 2 {
                energy -= -(x[(k + 1) % x.len()] * i as f64);
            }
        }
    }
    energy - sum(0..rows, |p| (0..cols).map(|q| y[[p, q]] * h[p]).sum::<f64>())
}

#[test]
fn energy_506_agrees() {
    {
        let model = Energy506::new(Energy506Shape { x: [3], h: 2, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([2, 1]);
            let h = parameters.array([2]);
            energy_506(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 506);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 506);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy506::new(Energy506Shape { x: [2], h: 1, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_506(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 506);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 506);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_508(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..3 / 2 {
        let next = i;
        for k in 0..x.len() {
            if k + 1 < x.len() {
                energy -= -(h[i] * x[k + 1]);
            } else {
                energy += x[k];
            }
        }
    }
    energy
}

#[test]
fn energy_508_agrees() {
    {
        let model = Energy508::new(Energy508Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_508(x, h)
        };
        let sample = Sample::draw(&model, &function, 508);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy508::new(Energy508Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([3]);
            energy_508(x, h)
        };
        let sample = Sample::draw(&model, &function, 508);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_510(
    #[visible(count(2))] x: ArrayView2<usize>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    let (rows, cols) = x.dim();
    (0..x.shape()[0]).map(|i| i as f64 * h[x.sum()] * x[[i, i]] as f64).sum::<f64>()
}

#[test]
fn energy_510_agrees() {
    {
        let model = Energy510::new(Energy510Shape { x: [1, 1], y: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let y = state.array([1, 2]);
            let h = parameters.array([3]);
            energy_510(x.view(), y, h)
        };
        let sample = Sample::draw(&model, &function, 510);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy510::new(Energy510Shape { x: [2, 2], y: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let y = state.array([2, 1]);
            let h = parameters.array([9]);
            energy_510(x.view(), y, h)
        };
        let sample = Sample::draw(&model, &function, 510);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_512(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    (&x + &h).dot(&b)
}

#[test]
fn energy_512_agrees() {
    {
        let model = Energy512::new(Energy512Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_512(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 512);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy512::new(Energy512Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_512(x, h, b)
        };
        let sample = Sample::draw(&model, &function, 512);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_513(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(positive)] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * group.iter().enumerate().map(|(e, &a)| x[a]).sum::<f64>())
}

#[test]
fn energy_513_agrees() {
    {
        let fixed = Energy513Fixed { group: vec![0, 1, 0, 0, 0] };
        let model = Energy513::new(Energy513Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_513(x, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 513);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy513Fixed { group: vec![0] };
        let model = Energy513::new(Energy513Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            energy_513(x, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 513);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_515(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(positive)] y: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (y, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev().step_by(3) {
        energy += j[[group[i], i]] * y[(i + 1) % n];
    }
    energy
}

#[test]
fn energy_515_agrees() {
    {
        let fixed = Energy515Fixed { group: vec![0, 2, 1] };
        let model = Energy515::new(Energy515Shape { x: [3], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_515(x, y, j, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 515);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy515Fixed { group: vec![0] };
        let model = Energy515::new(Energy515Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_515(x, y, j, &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 515);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_516(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param(frozen)] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let u = -&x;
    let pair = (0..=x.len() - 1).filter(|&i| i >= 1).map(|i| (i / 2) as f64 * x[i - 1]).sum::<f64>();
    (j.t().dot(&(2.0 * &u)) + &c).dot(&c)
}

#[test]
fn energy_516_agrees() {
    {
        let model = Energy516::new(Energy516Shape { x: [2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            energy_516(x, c, j)
        };
        let sample = Sample::draw(&model, &function, 516);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy516::new(Energy516Shape { x: [1], c: 0 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let c = parameters.array([0]);
            let j = parameters.array([1, 0]);
            energy_516(x, c, j)
        };
        let sample = Sample::draw(&model, &function, 516);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_517(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (0..3).map(|i| x[i % n] as f64).sum::<f64>();
    energy - softplus((x.mapv(|code| code as f64) * coupling).mapv(softplus).sum())
}

#[test]
fn energy_517_agrees() {
    {
        let model = Energy517::new(Energy517Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let coupling = parameters.number();
            energy_517(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 517);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy517::new(Energy517Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            energy_517(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 517);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_518(
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let n = x.len();
    coupling * (1..n).filter(|&i| i + 3 < n).map(|i| h[i] * x[i + 3] as f64 / 2.0).sum::<f64>()
}

#[test]
fn energy_518_agrees() {
    {
        let model = Energy518::new(Energy518Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_518(x.view(), h, coupling)
        };
        let sample = Sample::draw(&model, &function, 518);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy518::new(Energy518Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_518(x.view(), h, coupling)
        };
        let sample = Sample::draw(&model, &function, 518);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_519(
    #[visible(real)] x: ArrayView1<f64>,
    #[latent(positive)] y: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let n = x.len();
    -(&x - &h).dot(&x.mapv(|u| u * u.tanh())) - (0..y.len()).map(|p| y[p] * (x[group[p]] * b[p] + x[p % n])).sum::<f64>()
}

#[test]
fn energy_519_agrees() {
    {
        let fixed = Energy519Fixed { group: filled([2], vec![3, 3]) };
        let model = Energy519::new(Energy519Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([2]);
            let h = parameters.array([4]);
            let b = parameters.array([2]);
            energy_519(x, y, h, fixed.group.view(), b)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 519);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `positive`, as `y`, are not summed out
    }
    {
        let fixed = Energy519Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy519::new(Energy519Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let h = parameters.array([2]);
            let b = parameters.array([2]);
            energy_519(x, y, h, fixed.group.view(), b)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 519);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `positive`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_520(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[param(shape = (x, 3))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if i + 1 < x.len() {
            energy -= j[[i, x[i + 1]]] * x[i] as f64;
        } else {
            if i + 2 < n {
                energy += 2.0 * x[i + 2] as f64 * x[i] as f64;
            }
        }
    }
    energy
}

#[test]
fn energy_520_agrees() {
    {
        let model = Energy520::new(Energy520Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let j = parameters.array([3, 3]);
            energy_520(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 520);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy520::new(Energy520Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 3]);
            energy_520(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 520);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_522(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param] score: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * 0.5;
    energy - (0..x.dim().0).map(|p| sum(0..x.dim().1, |q| score[x[[p, q]]])).sum::<f64>()
}

#[test]
fn energy_522_agrees() {
    {
        let model = Energy522::new(Energy522Shape { x: [3, 1], y: [1, 1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3, 1]);
            let y = state.array([1, 1]);
            let score = parameters.array([2]);
            energy_522(x.view(), score, y)
        };
        let sample = Sample::draw(&model, &function, 522);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy522::new(Energy522Shape { x: [1, 2], y: [2, 2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let y = state.array([2, 2]);
            let score = parameters.array([2]);
            energy_522(x.view(), score, y)
        };
        let sample = Sample::draw(&model, &function, 522);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_523(
    #[visible(categorical(3))] x: ArrayView2<usize>,
    #[param] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let (rows, cols) = x.dim();
    coupling * 0.5
}

#[test]
fn energy_523_agrees() {
    {
        let model = Energy523::new(Energy523Shape { x: [2, 4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 4]);
            let coupling = parameters.number();
            energy_523(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 523);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy523::new(Energy523Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let coupling = parameters.number();
            energy_523(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 523);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_524(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    -(coupling * (0..y.dim().0).map(|i| 2.0 * y[[i, i % y.shape()[1]]] * x[i]).sum::<f64>())
}

#[test]
fn energy_524_agrees() {
    {
        let model = Energy524::new(Energy524Shape { x: [3], y: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3, 2]);
            let coupling = parameters.number();
            energy_524(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 524);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy524::new(Energy524Shape { x: [1], y: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 1]);
            let coupling = parameters.number();
            energy_524(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 524);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_526(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, positive, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let pair = sum(0..x.len(), |i| x[i] * (0.5 * square(x[(i + 1) % n] * x[(i + i) % x.len()] * (i / 2) as f64)).ln_1p());
    -(coupling * (0..x.len() - 1).map(|i| x[i].min(j[[i, i]]) * x[group[i]] * pair).sum::<f64>())
}

#[test]
fn energy_526_agrees() {
    {
        let fixed = Energy526Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy526::new(Energy526Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let coupling = parameters.number();
            energy_526(x, fixed.group.view(), j, coupling)
        };
        let sample = Sample::draw(&model, &function, 526);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy526Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy526::new(Energy526Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let coupling = parameters.number();
            energy_526(x, fixed.group.view(), j, coupling)
        };
        let sample = Sample::draw(&model, &function, 526);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_527(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() / 2 {
        for k in 0..i {
            energy += softplus(x[i / 2] as f64 + coupling) * x[i] as f64 * (x[k] as f64 + x[i] as f64) / 2.0;
        }
    }
    energy
}

#[test]
fn energy_527_agrees() {
    {
        let model = Energy527::new(Energy527Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let coupling = parameters.number();
            energy_527(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 527);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy527::new(Energy527Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            energy_527(x.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 527);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_529(
    #[visible(categorical(3))] x: ArrayView2<usize>,
    #[fixed] group: &[usize],
    #[param(shape = (x.ncols(), 3))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 1..x.shape()[1] {
        let s = j[[i, x[[0, i]]]] * x[[group[i], i]] as f64;
        for k in 0..=x.dim().0 - 1 {
            let next = k;
            energy -= 0.3 * s * s;
        }
    }
    energy - 0.5
}

#[test]
fn energy_529_agrees() {
    {
        let fixed = Energy529Fixed { group: vec![1, 0, 1] };
        let model = Energy529::new(Energy529Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 3]);
            let j = parameters.array([3, 3]);
            energy_529(x.view(), &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 529);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy529Fixed { group: vec![1] };
        let model = Energy529::new(Energy529Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 1]);
            let j = parameters.array([1, 3]);
            energy_529(x.view(), &fixed.group, j)
        };
        let sample = Sample::draw(&model, &function, 529);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_530(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(positive, shape = y.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.len() / 2 {
        if i + 3 < n2 {
            energy -= y[i + 3];
        }
    }
    energy - (&x + &h).mapv(|u| softplus(u)).sum()
}

#[test]
fn energy_530_agrees() {
    {
        let model = Energy530::new(Energy530Shape { x: [3], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let h = parameters.array([3]);
            energy_530(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 530);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy530::new(Energy530Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_530(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 530);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_531(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    let u = x.mapv(|code| code as f64);
    -(coupling * (-x.mapv(|code| code as f64)).dot(&h))
}

#[test]
fn energy_531_agrees() {
    {
        let model = Energy531::new(Energy531Shape { x: [2], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.array([2, 2]);
            let h = parameters.array([2]);
            let coupling = parameters.number();
            energy_531(x.view(), y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 531);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy531::new(Energy531Shape { x: [1], y: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.array([1, 1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_531(x.view(), y, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 531);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_532(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(positive, shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| u * u.tanh());
    energy -= coupling * (-&u).sum();
    energy - (0..x.len()).step_by(3).filter(|&i| i % 2 == 0).map(|i| (if i >= 0 { h[i] } else { 1.0 }) * x[i] * x[i].powi(4)).sum::<f64>()
}

#[test]
fn energy_532_agrees() {
    {
        let model = Energy532::new(Energy532Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_532(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 532);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy532::new(Energy532Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_532(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 532);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_533(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev().step_by(2) {
        let next = i;
        if i >= 3 {
            energy -= x[i] * j[[(next + i) % x.len(), i - 3]];
        }
    }
    energy
}

#[test]
fn energy_533_agrees() {
    {
        let model = Energy533::new(Energy533Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_533(x, j)
        };
        let sample = Sample::draw(&model, &function, 533);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy533::new(Energy533Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_533(x, j)
        };
        let sample = Sample::draw(&model, &function, 533);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_534(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = x.mapv(|u| u * u.tanh());
    -(0..n).filter(|&i| i + 1 < x.len() && !(i % 2 == 1)).map(|i| u[i + 1] * (0.5 * (x[i] * u[i] * h[i] - 0.5)).exp_m1() * square(x[i])).sum::<f64>()
}

#[test]
fn energy_534_agrees() {
    {
        let model = Energy534::new(Energy534Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_534(x, h)
        };
        let sample = Sample::draw(&model, &function, 534);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy534::new(Energy534Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_534(x, h)
        };
        let sample = Sample::draw(&model, &function, 534);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_536(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(positive)] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).step_by(2) {
        for k in i + 1..n {
            let next = k / 2;
            energy -= softplus(x[group[i]] - coupling - 0.5) * x[next];
        }
    }
    energy
}

#[test]
fn energy_536_agrees() {
    {
        let fixed = Energy536Fixed { group: vec![1, 0] };
        let model = Energy536::new(Energy536Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_536(x, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 536);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy536Fixed { group: vec![1, 1] };
        let model = Energy536::new(Energy536Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_536(x, &fixed.group, coupling)
        };
        let sample = Sample::draw(&model, &function, 536);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_537(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.ncols() {
        if i <= 1 && i >= 3 {
            energy -= 0.25 * x[[(i + x.shape()[1] - 1) % x.shape()[1], i]].tanh() * x[[group[i], i - 3]].powi(2) * h[i];
        }
    }
    energy
}

#[test]
fn energy_537_agrees() {
    {
        let fixed = Energy537Fixed { group: filled([3], vec![0, 0, 1]) };
        let model = Energy537::new(Energy537Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let h = parameters.array([3]);
            energy_537(x, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 537);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy537Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy537::new(Energy537Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_537(x, fixed.group.view(), h)
        };
        let sample = Sample::draw(&model, &function, 537);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_540(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..i {
            energy += x.mapv(|code| code as f64).dot(&h) * x[i] as f64;
        }
    }
    energy
}

#[test]
fn energy_540_agrees() {
    {
        let model = Energy540::new(Energy540Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            energy_540(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 540);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy540::new(Energy540Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_540(x.view(), h)
        };
        let sample = Sample::draw(&model, &function, 540);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_541(
    #[visible(count(3))] x: ArrayView2<usize>,
    #[fixed] edges: &[(usize, usize)],
    #[param] j: ArrayView2<f64>,
    #[param] w: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        energy -= sum(0..a + 1, |i| -(j[[e, x[[a, b]]]] * x[[i / 2, b]] as f64 * w[[e, x[[i, b]]]])) * x[[a, b]] as f64 / 2.0;
    }
    energy
}

#[test]
fn energy_541_agrees() {
    {
        let fixed = Energy541Fixed { edges: vec![(1, 1), (0, 0), (2, 0)] };
        let model = Energy541::new(Energy541Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3, 3]);
            let j = parameters.array([3, 4]);
            let w = parameters.array([3, 4]);
            energy_541(x.view(), &fixed.edges, j, w)
        };
        let sample = Sample::draw(&model, &function, 541);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy541Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy541::new(Energy541Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let j = parameters.array([2, 4]);
            let w = parameters.array([2, 4]);
            energy_541(x.view(), &fixed.edges, j, w)
        };
        let sample = Sample::draw(&model, &function, 541);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_544(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy -= x[group[i]] * h[x.sum() as usize] / 2.0;
    }
    energy
}

#[test]
fn energy_544_agrees() {
    {
        let fixed = Energy544Fixed { group: vec![2, 1, 1] };
        let model = Energy544::new(Energy544Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([4]);
            energy_544(x, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 544);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy544Fixed { group: vec![1, 0] };
        let model = Energy544::new(Energy544Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            energy_544(x, &fixed.group, h)
        };
        let sample = Sample::draw(&model, &function, 544);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_545(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(interval(0.5, 1.5))] y: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), y.len()))] j: ArrayView2<f64>,
    #[param(shape = y)] h: ArrayView1<f64>,
    #[param(positive)] coupling: f64,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    coupling * j.t().dot(&x.mapv(|u| 0.5 * u.powi(2))).dot(&h)
}

#[test]
fn energy_545_agrees() {
    {
        let model = Energy545::new(Energy545Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let j = parameters.array([4, 4]);
            let h = parameters.array([4]);
            let coupling = parameters.number();
            energy_545(x, y, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 545);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy545::new(Energy545Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_545(x, y, j, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 545);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_546(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    (&x + &h).mapv(|u| softplus(u)).sum()
}

#[test]
fn energy_546_agrees() {
    {
        let model = Energy546::new(Energy546Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_546(x, h)
        };
        let sample = Sample::draw(&model, &function, 546);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy546::new(Energy546Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_546(x, h)
        };
        let sample = Sample::draw(&model, &function, 546);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_547(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[visible(categorical)] y: ArrayView2<usize>,
    #[param] logits: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    let u = x.mapv(|code| code as f64).mapv(|u| softplus(u));
    -y.mapv(|code| code as f64).sum() - (0..x.len()).map(|p| score[x[p]]).sum::<f64>() - sum(0..y.dim().0, |p| sum(0..y.ncols(), |q| logits[y[[p, q]]]))
}

#[test]
fn energy_547_agrees() {
    {
        let model = Energy547::new(Energy547Shape { x: [3], y: [3, 2], score: 4, logits: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.codes([3, 2]);
            let score = parameters.array([4]);
            let logits = parameters.array([3]);
            energy_547(x.view(), score, y.view(), logits)
        };
        let sample = Sample::draw(&model, &function, 547);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy547::new(Energy547Shape { x: [2], y: [2, 1], score: 2, logits: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.codes([2, 1]);
            let score = parameters.array([2]);
            let logits = parameters.array([1]);
            energy_547(x.view(), score, y.view(), logits)
        };
        let sample = Sample::draw(&model, &function, 547);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_548(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    -(0..x.len()).rev().map(|i| i as f64 * x[i] * x[(i + 2) % x.len()]).sum::<f64>() - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p]).sum::<f64>()
}

#[test]
fn energy_548_agrees() {
    {
        let model = Energy548::new(Energy548Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_548(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 548);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy548::new(Energy548Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_548(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 548);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_549(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    -(0..n).step_by(2).map(|i| y[i % n2].powi(2) * y[i % n2]).sum::<f64>() - sum(0..y.len(), |p| -(0.5 * precision[p] * y[p].powi(2)))
}

#[test]
fn energy_549_agrees() {
    {
        let model = Energy549::new(Energy549Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([4]);
            let precision = parameters.array([4]);
            energy_549(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 549);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy549::new(Energy549Shape { x: [2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([2]);
            let precision = parameters.array([2]);
            energy_549(x, y, precision)
        };
        let sample = Sample::draw(&model, &function, 549);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_550(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    -(coupling * j.dot(&j.dot(&x)).sum()) - sum(0..x.len(), |p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p])
}

#[test]
fn energy_550_agrees() {
    {
        let model = Energy550::new(Energy550Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            let coupling = parameters.number();
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_550(x, j, coupling, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 550);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy550::new(Energy550Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            let coupling = parameters.number();
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_550(x, j, coupling, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 550);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_554(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    coupling * (0..x.len()).step_by(2).filter(|&i| i >= 1).map(|i| 1.5 * square(x[i - 1] + x[i] - 0.5) * x[i]).sum::<f64>()
}

#[test]
fn energy_554_agrees() {
    {
        let model = Energy554::new(Energy554Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_554(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 554);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy554::new(Energy554Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_554(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 554);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_555(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let mut energy: f64 = 0.0;
    energy -= (-&x).dot(&h);
    energy - (0..x.len()).map(|p| -(precision[p] * x[p])).sum::<f64>()
}

#[test]
fn energy_555_agrees() {
    {
        let model = Energy555::new(Energy555Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let precision = parameters.array([2]);
            energy_555(x, h, precision)
        };
        let sample = Sample::draw(&model, &function, 555);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy555::new(Energy555Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let precision = parameters.array([1]);
            energy_555(x, h, precision)
        };
        let sample = Sample::draw(&model, &function, 555);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_557(
    #[visible(angle)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    -(0..=x.len() - 1).filter(|&i| i + 1 != x.len()).map(|i| x[i]).sum::<f64>() - (0..x.len()).map(|p| precision[p] * x[p].cos() + rate[p] * x[p].sin()).sum::<f64>()
}

#[test]
fn energy_557_agrees() {
    {
        let model = Energy557::new(Energy557Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let precision = parameters.array([3]);
            let rate = parameters.array([3]);
            energy_557(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 557);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy557::new(Energy557Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_557(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 557);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}
