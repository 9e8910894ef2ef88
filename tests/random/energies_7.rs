// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_700(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let mut t: f64 = 0.0;
        for k in i + 1..x.len() {
            t -= x[k] * h[i] * x[i / 2];
        }
        for k in i + 1..x.len() {
            energy -= t * k as f64 / (x.len() as f64);
        }
    }
    energy
}

#[test]
fn energy_700_agrees() {
    {
        let model = Energy700::new(Energy700Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_700(x, h)
        };
        let sample = Sample::draw(&model, &function, 700);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy700::new(Energy700Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_700(x, h)
        };
        let sample = Sample::draw(&model, &function, 700);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_702(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(positive, shape = x.len())] precision: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i + 1 < n && i >= 1 {
            energy -= x[i + 1] * sum(0..i + 1, |k| -(x[(k + k) % x.len()] * coupling)) * square(x[i - 1]);
        }
    }
    energy - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2))).sum::<f64>()
}

#[test]
fn energy_702_agrees() {
    {
        let model = Energy702::new(Energy702Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let precision = parameters.array([2]);
            energy_702(x, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 702);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy702::new(Energy702Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let precision = parameters.array([1]);
            energy_702(x, coupling, precision)
        };
        let sample = Sample::draw(&model, &function, 702);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_704(
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(categorical(2))] y: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = 2)] b: ArrayView1<f64>,
    #[param(symmetric, positive)] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    (0.5 * &x).dot(&h) - sum(0..y.len(), |p| b[y[p]] * j[[p, p]])
}

#[test]
fn energy_704_agrees() {
    {
        let model = Energy704::new(Energy704Shape { x: [3], y: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([3]);
            let h = parameters.array([3]);
            let b = parameters.array([2]);
            let j = parameters.array([3, 3]);
            energy_704(x, y.view(), h, b, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy704::new(Energy704Shape { x: [1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([1]);
            let h = parameters.array([1]);
            let b = parameters.array([2]);
            let j = parameters.array([1, 1]);
            energy_704(x, y.view(), h, b, j)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_705(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (0..x.len()).filter(|&i| i >= 1).map(|i| (x[i - 1] - h[i]) * (0..n).map(|k| x[(i + n - 1) % n] * x[(k + n - 1) % n].powi(2)).sum::<f64>() * x[(i + i) % n] / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_705_agrees() {
    {
        let model = Energy705::new(Energy705Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_705(x, h)
        };
        let sample = Sample::draw(&model, &function, 705);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy705::new(Energy705Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_705(x, h)
        };
        let sample = Sample::draw(&model, &function, 705);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_706(
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(categorical(3))] y: ArrayView1<usize>,
    #[param(positive)] h: ArrayView1<f64>,
    #[param(positive, shape = 3)] b: ArrayView1<f64>,
    #[param(positive)] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (-&x).dot(&h);
    energy - sum(0..y.len(), |p| b[y[p]] * coupling)
}

#[test]
fn energy_706_agrees() {
    {
        let model = Energy706::new(Energy706Shape { x: [3], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([2]);
            let h = parameters.array([3]);
            let b = parameters.array([3]);
            let coupling = parameters.number();
            energy_706(x, y.view(), h, b, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy706::new(Energy706Shape { x: [1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([1]);
            let h = parameters.array([1]);
            let b = parameters.array([3]);
            let coupling = parameters.number();
            energy_706(x, y.view(), h, b, coupling)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_707(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = (c, c))] w: ArrayView2<f64>,
    #[param(shape = c)] h: ArrayView1<f64>,
) -> f64 {
    -w.dot(&(j.dot(&x) + &c)).dot(&h)
}

#[test]
fn energy_707_agrees() {
    {
        let model = Energy707::new(Energy707Shape { x: [3], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let c = parameters.array([4]);
            let j = parameters.array([4, 3]);
            let w = parameters.array([4, 4]);
            let h = parameters.array([4]);
            energy_707(x, c, j, w, h)
        };
        let sample = Sample::draw(&model, &function, 707);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy707::new(Energy707Shape { x: [1], c: 0 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let c = parameters.array([0]);
            let j = parameters.array([0, 1]);
            let w = parameters.array([0, 0]);
            let h = parameters.array([0]);
            energy_707(x, c, j, w, h)
        };
        let sample = Sample::draw(&model, &function, 707);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_708(
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[param(symmetric, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.mapv(|code| code as f64);
    energy -= 0.5 * (0..n).filter(|&i| i >= 3).map(|i| u[i - 3]).sum::<f64>();
    energy - j.dot(&x.mapv(|code| code as f64)).dot(&j.t().dot(&u))
}

#[test]
fn energy_708_agrees() {
    {
        let model = Energy708::new(Energy708Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let j = parameters.array([3, 3]);
            energy_708(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 708);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy708::new(Energy708Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            energy_708(x.view(), j)
        };
        let sample = Sample::draw(&model, &function, 708);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_712(
    #[visible(binary)] x: ArrayView2<f64>,
    #[latent(categorical(2))] y: ArrayView1<usize>,
    #[param(shape = 2)] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    -(0.5 * 0.5) - sum(0..n, |p| h[y[p]] * x[[p % x.nrows(), p % x.dim().1]])
}

#[test]
fn energy_712_agrees() {
    {
        let model = Energy712::new(Energy712Shape { x: [1, 1], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.codes([2]);
            let h = parameters.array([2]);
            energy_712(x, y.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 712);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 712);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy712::new(Energy712Shape { x: [1, 1], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.codes([2]);
            let h = parameters.array([2]);
            energy_712(x, y.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 712);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 712);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_713(
    #[visible(positive)] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.ncols() {
        if i + 1 < x.dim().1 {
            energy += -(x[[i % x.nrows(), i]] * x[[i % x.dim().0, i + 1]].powi(2));
        }
    }
    energy - (0..x.dim().0).map(|p| (0..x.dim().1).map(|q| -(precision[[p, q]] * x[[p, q]])).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_713_agrees() {
    {
        let model = Energy713::new(Energy713Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let precision = parameters.array([3, 3]);
            energy_713(x, precision)
        };
        let sample = Sample::draw(&model, &function, 713);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy713::new(Energy713Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let precision = parameters.array([1, 1]);
            energy_713(x, precision)
        };
        let sample = Sample::draw(&model, &function, 713);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_715(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let mut energy: f64 = 0.0;
    energy -= (-&x).dot(&h);
    energy
}

#[test]
fn energy_715_agrees() {
    {
        let model = Energy715::new(Energy715Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_715(x, h)
        };
        let sample = Sample::draw(&model, &function, 715);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy715::new(Energy715Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_715(x, h)
        };
        let sample = Sample::draw(&model, &function, 715);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_716(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
    #[param(positive)] rate: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..3 / 2).rev().step_by(2).map(|i| -x[[i % rows, i % x.shape()[1]]]).sum::<f64>();
    -0.5 - sum(0..x.nrows(), |p| sum(0..x.dim().1, |q| -(0.5 * precision[[p, q]] * x[[p, q]].powi(2)) + rate[[p, q]] * x[[p, q]]))
}

#[test]
fn energy_716_agrees() {
    {
        let model = Energy716::new(Energy716Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let precision = parameters.array([2, 2]);
            let rate = parameters.array([2, 2]);
            energy_716(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 716);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy716::new(Energy716Shape { x: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let precision = parameters.array([2, 1]);
            let rate = parameters.array([2, 1]);
            energy_716(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 716);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_717(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { square(u) - 0.5 }
    let mut energy: f64 = 0.0;
    energy -= x.mapv(sigmoid).sum();
    energy - x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * weight * x[0] * (x[0] - coupling)).sum::<f64>()
}

#[test]
fn energy_717_agrees() {
    {
        let model = Energy717::new(Energy717Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            let coupling = parameters.number();
            energy_717(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 717);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy717::new(Energy717Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let coupling = parameters.number();
            energy_717(x, h, coupling)
        };
        let sample = Sample::draw(&model, &function, 717);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_718(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] distance: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = &x + &h;
    for i in 0..x.len() {
        let s = x[i];
        energy += log_sum_exp((0..x.len()).map(|k| s - 0.5)) * s * distance[[i, i]];
    }
    energy
}

#[test]
fn energy_718_agrees() {
    {
        let fixed = Energy718Fixed { distance: filled([2, 2], vec![-1.1497557778175662, 0.7611326697888483, 0.8324544090954955, 1.4331267106937662]) };
        let model = Energy718::new(Energy718Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_718(x, h, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 718);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy718Fixed { distance: filled([1, 1], vec![0.24472198116185306]) };
        let model = Energy718::new(Energy718Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_718(x, h, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 718);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_720(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(positive)] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let u = &x * coupling;
    u.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight).sum::<f64>()
}

#[test]
fn energy_720_agrees() {
    {
        let model = Energy720::new(Energy720Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            let h = parameters.array([2]);
            energy_720(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 720);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy720::new(Energy720Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let h = parameters.array([1]);
            energy_720(x, coupling, h)
        };
        let sample = Sample::draw(&model, &function, 720);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_722(
    #[visible(categorical(3))] x: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = (x, x.len(), x.len()))] tensor: ArrayView3<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    let n = x.len();
    -(0..x.len()).map(|i| tensor[[i, (i + i) % n, i]] * x[i] as f64 * h[x[(i + i) % x.len()]]).sum::<f64>()
}

#[test]
fn energy_722_agrees() {
    {
        let model = Energy722::new(Energy722Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let h = parameters.array([3]);
            let tensor = parameters.array([3, 3, 3]);
            energy_722(x.view(), h, tensor)
        };
        let sample = Sample::draw(&model, &function, 722);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy722::new(Energy722Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([3]);
            let tensor = parameters.array([1, 1, 1]);
            energy_722(x.view(), h, tensor)
        };
        let sample = Sample::draw(&model, &function, 722);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_723(
    #[visible(binary)] x: ArrayView2<f64>,
    #[latent(spin)] y: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (y, y))] j: ArrayView2<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(shape = (c, y.len()))] w: ArrayView2<f64>,
    #[param(shape = c)] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    energy -= (w.dot(&j.t().dot(&y)) + &c).dot(&h);
    energy - sum(0..n, |p| y[p] * y[(p + 1) % y.len()])
}

#[test]
fn energy_723_agrees() {
    {
        let model = Energy723::new(Energy723Shape { x: [1, 1], y: 1, c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            let c = parameters.array([1]);
            let w = parameters.array([1, 1]);
            let h = parameters.array([1]);
            energy_723(x, y, j, c, w, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 723);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        // one term holds both `y[p]` and `y[(p + 1) mod n_y]`
    }
    {
        let model = Energy723::new(Energy723Shape { x: [2, 2], y: 1, c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.array([1]);
            let j = parameters.array([1, 1]);
            let c = parameters.array([2]);
            let w = parameters.array([2, 1]);
            let h = parameters.array([2]);
            energy_723(x, y, j, c, w, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 723);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        // one term holds both `y[p]` and `y[(p + 1) mod n_y]`
    }
}

#[energy_model]
pub fn energy_725(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = (3, 3))] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    sum(0..3 - 1, |i| x[[i % x.dim().0, i % x.ncols()]].powi(4) * j[[i, i]] * x[[i % x.dim().0, x.dim().1 - 1]])
}

#[test]
fn energy_725_agrees() {
    {
        let model = Energy725::new(Energy725Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let j = parameters.array([3, 3]);
            energy_725(x, j)
        };
        let sample = Sample::draw(&model, &function, 725);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy725::new(Energy725Shape { x: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 2]);
            let j = parameters.array([3, 3]);
            energy_725(x, j)
        };
        let sample = Sample::draw(&model, &function, 725);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_726(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n).filter(|&i| i + 1 < n).map(|i| -(x[i + 1] as f64 * i as f64)).sum::<f64>();
    -x.mapv(|code| code as f64).mapv(|u| u.sin()).dot(&h) - (0..x.len()).map(|p| score[x[p]]).sum::<f64>()
}

#[test]
fn energy_726_agrees() {
    {
        let model = Energy726::new(Energy726Shape { x: [3], score: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let score = parameters.array([3]);
            let h = parameters.array([3]);
            energy_726(x.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 726);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy726::new(Energy726Shape { x: [1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let score = parameters.array([1]);
            let h = parameters.array([1]);
            energy_726(x.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 726);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_728(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let pair = (0..x.len()).map(|i| distance[(i + 2) % x.len()] * x[group[i]]).sum::<f64>();
    (-&x).dot(&h)
}

#[test]
fn energy_728_agrees() {
    {
        let fixed = Energy728Fixed { group: filled([2], vec![0, 0]), distance: filled([2], vec![0.7118369835741731, 0.40176254867279404]) };
        let model = Energy728::new(Energy728Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_728(x, fixed.group.view(), fixed.distance.view(), h)
        };
        let sample = Sample::draw(&model, &function, 728);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy728Fixed { group: filled([1], vec![0]), distance: filled([1], vec![-0.278596690585625]) };
        let model = Energy728::new(Energy728Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_728(x, fixed.group.view(), fixed.distance.view(), h)
        };
        let sample = Sample::draw(&model, &function, 728);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_729(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= 0.3 * h[x.sum() as usize] * (x[i] + x[i]);
    }
    energy
}

#[test]
fn energy_729_agrees() {
    {
        let model = Energy729::new(Energy729Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            energy_729(x, h)
        };
        let sample = Sample::draw(&model, &function, 729);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy729::new(Energy729Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([3]);
            energy_729(x, h)
        };
        let sample = Sample::draw(&model, &function, 729);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_733(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[visible(categorical(3))] y: ArrayView1<usize>,
    #[fixed] triples: &[(usize, usize, usize)],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        energy += 0.25 * y[c] as f64;
    }
    energy - (0..x.len()).map(|p| score[x[p]]).sum::<f64>()
}

#[test]
fn energy_733_agrees() {
    {
        let fixed = Energy733Fixed { triples: vec![(2, 2, 2), (0, 0, 1), (2, 0, 0), (1, 0, 0)] };
        let model = Energy733::new(Energy733Shape { x: [3], y: [3], score: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let y = state.codes([3]);
            let score = parameters.array([3]);
            energy_733(x.view(), score, y.view(), &fixed.triples)
        };
        let sample = Sample::draw(&model, &function, 733);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy733Fixed { triples: vec![(0, 0, 0)] };
        let model = Energy733::new(Energy733Shape { x: [2], y: [2], score: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.codes([2]);
            let score = parameters.array([1]);
            energy_733(x.view(), score, y.view(), &fixed.triples)
        };
        let sample = Sample::draw(&model, &function, 733);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_736(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(angle)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= softplus((2.0 * &x).dot(&x.mapv(|u| 0.5 * u.powi(2))));
    energy - sum(0..rows * cols, |p| precision[p] * x[p].cos())
}

#[test]
fn energy_736_agrees() {
    {
        let fixed = Energy736Fixed { rows: 2, cols: 4 };
        let model = Energy736::new(Energy736Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([8]);
            let precision = parameters.array([8]);
            energy_736(fixed.rows, fixed.cols, x, precision)
        };
        let sample = Sample::draw(&model, &function, 736);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy736Fixed { rows: 1, cols: 1 };
        let model = Energy736::new(Energy736Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            energy_736(fixed.rows, fixed.cols, x, precision)
        };
        let sample = Sample::draw(&model, &function, 736);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_737(
    #[visible(categorical(3))] x: ArrayView2<usize>,
    #[visible(categorical)] y: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    y.mapv(|code| code as f64).mapv(|u| 0.5 * u.powi(2)).dot(&h) - (0..x.shape()[0]).map(|p| score[y[p]]).sum::<f64>()
}

#[test]
fn energy_737_agrees() {
    {
        let model = Energy737::new(Energy737Shape { x: [1, 1], y: [1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let y = state.codes([1]);
            let score = parameters.array([2]);
            let h = parameters.array([1]);
            energy_737(x.view(), y.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 737);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy737::new(Energy737Shape { x: [1, 1], y: [1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let y = state.codes([1]);
            let score = parameters.array([2]);
            let h = parameters.array([1]);
            energy_737(x.view(), y.view(), score, h)
        };
        let sample = Sample::draw(&model, &function, 737);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_739(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(positive, shape = (x.len(), x.len(), x.len()))] tensor: ArrayView3<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &x + coupling;
    0.5 * (0..n).filter(|&i| i + 2 < n && i != 2).map(|i| x[(i + 1) % n].min(h[i]) * x[i + 2].max(tensor[[i, i, i]]) * x[x.len() - 1 - i]).sum::<f64>()
}

#[test]
fn energy_739_agrees() {
    {
        let model = Energy739::new(Energy739Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let coupling = parameters.number();
            let tensor = parameters.array([3, 3, 3]);
            let h = parameters.array([3]);
            energy_739(x, coupling, tensor, h)
        };
        let sample = Sample::draw(&model, &function, 739);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy739::new(Energy739Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let coupling = parameters.number();
            let tensor = parameters.array([1, 1, 1]);
            let h = parameters.array([1]);
            energy_739(x, coupling, tensor, h)
        };
        let sample = Sample::draw(&model, &function, 739);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_740(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().0 {
        let s = x[[(i + x.dim().0 - i) % x.dim().0, i % x.shape()[1]]] * h[i];
        if i % 2 == 1 {
            energy -= x[[i, group[i]]] * s;
        }
    }
    energy
}

#[test]
fn energy_740_agrees() {
    {
        let fixed = Energy740Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy740::new(Energy740Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let h = parameters.array([2]);
            energy_740(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 740);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy740Fixed { group: filled([1], vec![0]) };
        let model = Energy740::new(Energy740Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_740(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 740);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_743(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        energy -= 0.5 * coupling * x[(b + b) % n] as f64;
    }
    energy
}

#[test]
fn energy_743_agrees() {
    {
        let fixed = Energy743Fixed { edges: vec![(0, 1), (0, 0), (0, 0)] };
        let model = Energy743::new(Energy743Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let coupling = parameters.number();
            energy_743(x.view(), &fixed.edges, coupling)
        };
        let sample = Sample::draw(&model, &function, 743);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy743Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy743::new(Energy743Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            energy_743(x.view(), &fixed.edges, coupling)
        };
        let sample = Sample::draw(&model, &function, 743);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_744(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(interval(0.0, 1.0))] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = y)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        let next = (b + 1) % x.len();
        energy += x[b] / 2.0;
    }
    energy - sum(0..y.len(), |p| y[p] * h[p])
}

#[test]
fn energy_744_agrees() {
    {
        let fixed = Energy744Fixed { edges: vec![(0, 0), (3, 3), (2, 3), (2, 0), (2, 0)] };
        let model = Energy744::new(Energy744Shape { x: [4], y: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let h = parameters.array([3]);
            energy_744(x, y, &fixed.edges, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 744);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
    {
        let fixed = Energy744Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy744::new(Energy744Shape { x: [1], y: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_744(x, y, &fixed.edges, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 744);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // hidden sites with values in `interval`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_745(
    #[visible(real)] x: ArrayView1<f64>,
    #[given] given: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive, shape = x.len())] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -sum(0..n, |i| x[group[i]] * given[[i, i]] * (1.5 + square(x[i / 2])).recip()) - sum(0..x.len(), |p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p])
}

#[test]
fn energy_745_agrees() {
    {
        let fixed = Energy745Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy745::new(Energy745Shape { x: [2], given: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let given = state.array([2, 2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_745(x, given, fixed.group.view(), precision, rate)
        };
        let sample = Sample::draw(&model, &function, 745);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy745Fixed { group: filled([1], vec![0]) };
        let model = Energy745::new(Energy745Shape { x: [1], given: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let given = state.array([1, 1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_745(x, given, fixed.group.view(), precision, rate)
        };
        let sample = Sample::draw(&model, &function, 745);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_751(
    #[visible(real)] x: ArrayView3<f64>,
    #[param(positive)] precision: ArrayView3<f64>,
) -> f64 {
    let (planes, rows, cols) = x.dim();
    0.5 - sum(0..x.shape()[1], |p| (0..x.shape()[1]).map(|q| (0..cols).map(|r| -(0.5 * precision[[p, q, r]] * x[[p, q, r]].powi(2))).sum::<f64>()).sum::<f64>())
}

#[test]
fn energy_751_agrees() {
    {
        let model = Energy751::new(Energy751Shape { x: [2, 2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2, 2]);
            let precision = parameters.array([2, 2, 2]);
            energy_751(x, precision)
        };
        let sample = Sample::draw(&model, &function, 751);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy751::new(Energy751Shape { x: [1, 1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1, 1]);
            let precision = parameters.array([1, 1, 1]);
            energy_751(x, precision)
        };
        let sample = Sample::draw(&model, &function, 751);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_752(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev() {
        for k in i + 1..x.len() {
            let next = (k + x.len() - 1) % x.len();
            energy -= 1.5 * x[next];
        }
    }
    energy - x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>()
}

#[test]
fn energy_752_agrees() {
    {
        let model = Energy752::new(Energy752Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_752(x, h)
        };
        let sample = Sample::draw(&model, &function, 752);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy752::new(Energy752Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_752(x, h)
        };
        let sample = Sample::draw(&model, &function, 752);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_753(
    #[visible(interval(0.5, 1.5))] x: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
    #[param(positive)] rate: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= 0.5;
    energy - sum(0..x.ncols(), |i| x[[i % x.nrows(), (i + 1) % cols]]) - (0..rows).map(|p| sum(0..cols, |q| -(0.5 * precision[[p, q]] * x[[p, q]].powi(2)) + rate[[p, q]] * x[[p, q]])).sum::<f64>()
}

#[test]
fn energy_753_agrees() {
    {
        let model = Energy753::new(Energy753Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let precision = parameters.array([3, 3]);
            let rate = parameters.array([3, 3]);
            energy_753(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 753);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy753::new(Energy753Shape { x: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let precision = parameters.array([2, 1]);
            let rate = parameters.array([2, 1]);
            energy_753(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 753);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_755(
    #[visible(unit)] x: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[1] - 1 {
        energy -= mask[[i, i]];
    }
    energy - (0..x.shape()[1]).map(|i| x[[i, (i + i) % x.dim().0]] * (if i == 0 { x[[(i + 1) % x.ncols(), i / 2]] } else { h[i] })).sum::<f64>()
}

#[test]
fn energy_755_agrees() {
    {
        let fixed = Energy755Fixed { mask: filled([2, 2], vec![0.0, 1.0, 0.0, 1.0]) };
        let model = Energy755::new(Energy755Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_755(x, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 755);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy755Fixed { mask: filled([2, 2], vec![0.0, 0.0, 1.0, 1.0]) };
        let model = Energy755::new(Energy755Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_755(x, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 755);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_756(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
    #[fixed] distance: f64,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= sum(0..x.dim().0, |i| 2.0 * (0..cols).rev().map(|k| 0.3 * x[[i, k]] * distance).sum::<f64>() * x[[(i + x.shape()[0] - 1) % x.shape()[0], i % cols]] * coupling);
    energy
}

#[test]
fn energy_756_agrees() {
    {
        let fixed = Energy756Fixed { distance: -1.2297497616769486 };
        let model = Energy756::new(Energy756Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let coupling = parameters.number();
            energy_756(x, coupling, fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 756);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy756Fixed { distance: -0.3526467848232666 };
        let model = Energy756::new(Energy756Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let coupling = parameters.number();
            energy_756(x, coupling, fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 756);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_760(
    #[visible(spin)] x: ArrayView2<f64>,
    #[visible(categorical(3))] y: ArrayView1<usize>,
    #[param(shape = (y.len(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..x.ncols() - 1 {
            energy -= i as f64 / (y.len() as f64) * x[[k, (k + x.shape()[1] - 1) % x.shape()[1]]] * x.row(k).dot(&j.row(i));
        }
    }
    energy
}

#[test]
fn energy_760_agrees() {
    {
        let model = Energy760::new(Energy760Shape { x: [2, 2], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.codes([3]);
            let j = parameters.array([3, 2]);
            energy_760(x, y.view(), j)
        };
        let sample = Sample::draw(&model, &function, 760);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy760::new(Energy760Shape { x: [2, 2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let y = state.codes([2]);
            let j = parameters.array([2, 2]);
            energy_760(x, y.view(), j)
        };
        let sample = Sample::draw(&model, &function, 760);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_762(
    #[visible(binary)] x: ArrayView1<f64>,
    #[latent(real)] y: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    energy -= (0.5 * &x).dot(&x);
    energy - (0..y.dim().0).map(|p| sum(0..cols, |q| -(0.5 * precision[[p, q]] * y[[p, q]].powi(2)))).sum::<f64>() - (0..y.nrows()).map(|p| sum(0..cols, |q| y[[p, q]] * q as f64)).sum::<f64>()
}

#[test]
fn energy_762_agrees() {
    {
        let model = Energy762::new(Energy762Shape { x: [2], y_rows: 1, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1]);
            let precision = parameters.array([1, 1]);
            energy_762(x, y, precision)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 762);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // an integral over latent sites is compared elsewhere
    }
    {
        let model = Energy762::new(Energy762Shape { x: [2], y_rows: 1, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1]);
            let precision = parameters.array([1, 1]);
            energy_762(x, y, precision)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 762);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        // an integral over latent sites is compared elsewhere
    }
}

#[energy_model]
pub fn energy_764(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * edges.iter().map(|&(a, b)| x[b]).sum::<f64>();
    energy - (0..rows * cols).map(|p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p]).sum::<f64>()
}

#[test]
fn energy_764_agrees() {
    {
        let fixed = Energy764Fixed { rows: 3, cols: 3, edges: vec![(7, 7)] };
        let model = Energy764::new(Energy764Shape { x: [9] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([9]);
            let precision = parameters.array([9]);
            let rate = parameters.array([9]);
            energy_764(fixed.rows, fixed.cols, x, &fixed.edges, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 764);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy764Fixed { rows: 1, cols: 1, edges: vec![(0, 0)] };
        let model = Energy764::new(Energy764Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_764(fixed.rows, fixed.cols, x, &fixed.edges, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 764);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_765(
    #[visible(count(3))] x: ArrayView1<usize>,
    #[visible(count(2))] y: ArrayView1<usize>,
    #[param(positive, shape = y)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..n2 {
            if i + 1 < n {
                energy += x[i + 1] as f64 * (x[i] as f64 - h[k]).tanh();
            }
        }
    }
    energy
}

#[test]
fn energy_765_agrees() {
    {
        let model = Energy765::new(Energy765Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let y = state.codes([3]);
            let h = parameters.array([3]);
            energy_765(x.view(), y.view(), h)
        };
        let sample = Sample::draw(&model, &function, 765);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let model = Energy765::new(Energy765Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let y = state.codes([1]);
            let h = parameters.array([1]);
            energy_765(x.view(), y.view(), h)
        };
        let sample = Sample::draw(&model, &function, 765);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_766(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    edges.iter().enumerate().filter(|&(e, &(a, b))| b >= 2).map(|(e, &(a, b))| (if a == b { distance[e] } else { x[[a, b - 2]] }) * x[[(b + 2) % x.dim().1, b]].powi(2) * h[a] / 2.0).sum::<f64>()
}

#[test]
fn energy_766_agrees() {
    {
        let fixed = Energy766Fixed { edges: vec![(1, 0)], distance: filled([1], vec![0.6317369577517038]) };
        let model = Energy766::new(Energy766Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_766(x, &fixed.edges, fixed.distance.view(), h)
        };
        let sample = Sample::draw(&model, &function, 766);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy766Fixed { edges: vec![], distance: filled([0], vec![]) };
        let model = Energy766::new(Energy766Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let h = parameters.array([2]);
            energy_766(x, &fixed.edges, fixed.distance.view(), h)
        };
        let sample = Sample::draw(&model, &function, 766);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_767(
    #[visible(angle)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    fn share(u: f64) -> f64 { softplus(u * 0.5) }
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (0..n - 1).map(|i| -(x[i] * x[(i + 3) % x.len()] * (-&x).dot(&(&x + coupling)))).sum::<f64>();
    energy
}

#[test]
fn energy_767_agrees() {
    {
        let model = Energy767::new(Energy767Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_767(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 767);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy767::new(Energy767Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let coupling = parameters.number();
            energy_767(x, coupling)
        };
        let sample = Sample::draw(&model, &function, 767);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_768(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param] score: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    -(0..x.ncols()).map(|i| x[[group[i], i]] as f64).sum::<f64>() - (0..x.nrows()).map(|p| (0..x.dim().1).map(|q| score[x[[p, q]]]).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_768_agrees() {
    {
        let fixed = Energy768Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy768::new(Energy768Shape { x: [2, 2], score: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let score = parameters.array([4]);
            energy_768(x.view(), score, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 768);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy768Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy768::new(Energy768Shape { x: [1, 2], score: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let score = parameters.array([2]);
            energy_768(x.view(), score, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 768);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
