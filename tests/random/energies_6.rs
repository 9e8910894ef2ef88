// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_600(
    #[visible(categorical(4))] x: ArrayView1<usize>,
    #[param(symmetric, positive, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(symmetric, positive, shape = (x.len(), x.len()))] w: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy -= x.mapv(|code| code as f64).dot(&j).dot(&w).dot(&h) * x[i] as f64 / 2.0;
    }
    energy
}

#[test]
fn energy_600_agrees() {
    {
        let model = Energy600::new(Energy600Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_600(x.view(), j, w, h)
        };
        let sample = Sample::draw(&model, &function, 600);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy600::new(Energy600Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_600(x.view(), j, w, h)
        };
        let sample = Sample::draw(&model, &function, 600);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_602(
    #[visible(unit)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).step_by(2) {
        energy -= 0.5 * x[i] * x[(i + x.len() - 1) % x.len()];
    }
    energy - (0..x.len()).map(|p| precision[p] * x[p].ln()).sum::<f64>()
}

#[test]
fn energy_602_agrees() {
    {
        let model = Energy602::new(Energy602Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_602(x, precision)
        };
        let sample = Sample::draw(&model, &function, 602);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy602::new(Energy602Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_602(x, precision)
        };
        let sample = Sample::draw(&model, &function, 602);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_604(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = 0.5 * &x;
    let pair = sum(0..x.len(), |i| 0.5 * (u[i] + j[[i, i]]) * x[i] * u[i]);
    -u.mapv(|u| u * u.tanh()).dot(&distance)
}

#[test]
fn energy_604_agrees() {
    {
        let fixed = Energy604Fixed { distance: filled([2], vec![0.776285878075961, 1.2586775737967573]) };
        let model = Energy604::new(Energy604Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_604(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 604);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy604Fixed { distance: filled([1], vec![0.9508104253478402]) };
        let model = Energy604::new(Energy604Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_604(x, j, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 604);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_605(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param] score: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[given] given: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    (0..rows).rev().map(|i| j[[i, i]] * y[i % y.len()] * (y[0] + given[i])).sum::<f64>() - (0..x.dim().0).map(|p| sum(0..x.shape()[1], |q| score[x[[p, q]]])).sum::<f64>()
}

#[test]
fn energy_605_agrees() {
    {
        let model = Energy605::new(Energy605Shape { x: [1, 3], y: [3], given: [1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 3]);
            let y = state.array([3]);
            let score = parameters.array([2]);
            let given = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_605(x.view(), score, y, given, j)
        };
        let sample = Sample::draw(&model, &function, 605);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy605::new(Energy605Shape { x: [1, 1], y: [1], given: [1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let y = state.array([1]);
            let score = parameters.array([1]);
            let given = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_605(x.view(), score, y, given, j)
        };
        let sample = Sample::draw(&model, &function, 605);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_610(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = (x.len(), 3))] j: ArrayView2<f64>,
    #[param(shape = (x, 3))] w: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    triples.iter().map(|&(a, b, c)| (if a + 1 < n { j[[a, x[a + 1]]] } else { w[[b, x[(b + c) % n]]] }) * (0..n - 1).filter(|&i| i >= 1).map(|i| 0.5 * b as f64 * x[i - 1] as f64).sum::<f64>() * (x[c] as f64).powi(3)).sum::<f64>()
}

#[test]
fn energy_610_agrees() {
    {
        let fixed = Energy610Fixed { triples: vec![(1, 1, 1), (1, 0, 0), (0, 0, 0)] };
        let model = Energy610::new(Energy610Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let j = parameters.array([3, 3]);
            let w = parameters.array([3, 3]);
            energy_610(x.view(), &fixed.triples, j, w)
        };
        let sample = Sample::draw(&model, &function, 610);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy610Fixed { triples: vec![] };
        let model = Energy610::new(Energy610Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let j = parameters.array([1, 3]);
            let w = parameters.array([1, 3]);
            energy_610(x.view(), &fixed.triples, j, w)
        };
        let sample = Sample::draw(&model, &function, 610);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        // no minimum_probability_flow: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_612(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let mut energy: f64 = 0.0;
    energy -= x.dot(&h);
    energy
}

#[test]
fn energy_612_agrees() {
    {
        let model = Energy612::new(Energy612Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_612(x, h)
        };
        let sample = Sample::draw(&model, &function, 612);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy612::new(Energy612Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_612(x, h)
        };
        let sample = Sample::draw(&model, &function, 612);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_617(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(&x * &h).dot(&y)
}

#[test]
fn energy_617_agrees() {
    {
        let model = Energy617::new(Energy617Shape { x: [3], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let h = parameters.array([3]);
            energy_617(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 617);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy617::new(Energy617Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_617(x, y, h)
        };
        let sample = Sample::draw(&model, &function, 617);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_618(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(zero_diagonal)] j: ArrayView2<f64>,
    #[param(positive)] precision: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -(&x - &j).mapv(softplus).sum() - sum(0..rows, |p| (0..x.nrows()).map(|q| -(0.5 * precision[[p, q]] * x[[p, q]].powi(2))).sum::<f64>())
}

#[test]
fn energy_618_agrees() {
    {
        let model = Energy618::new(Energy618Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3, 3]);
            let j = parameters.array([3, 3]);
            let precision = parameters.array([3, 3]);
            energy_618(x, j, precision)
        };
        let sample = Sample::draw(&model, &function, 618);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy618::new(Energy618Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 2]);
            let j = parameters.array([2, 2]);
            let precision = parameters.array([2, 2]);
            energy_618(x, j, precision)
        };
        let sample = Sample::draw(&model, &function, 618);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_619(
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[fixed] mask: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * x.mapv(|code| code as f64).mapv(|u| u * u.tanh()).dot(&mask))
}

#[test]
fn energy_619_agrees() {
    {
        let fixed = Energy619Fixed { mask: filled([2], vec![1.0, 0.0]) };
        let model = Energy619::new(Energy619Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let coupling = parameters.number();
            energy_619(x.view(), fixed.mask.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 619);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy619Fixed { mask: filled([1], vec![0.0]) };
        let model = Energy619::new(Energy619Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let coupling = parameters.number();
            energy_619(x.view(), fixed.mask.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 619);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_621(
    #[visible(spin)] x: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView1<f64>,
    #[given] given: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if i + 1 < n {
            energy += -(softplus(x[i] + given[[i, i]]) * x[i + 1]);
        }
    }
    energy - (0..y.len()).map(|p| y[p] * (x[p % n] - h[p])).sum::<f64>()
}

#[test]
fn energy_621_agrees() {
    {
        let model = Energy621::new(Energy621Shape { x: [3], given: [3, 3], y: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([3]);
            let given = state.array([3, 3]);
            let h = parameters.array([3]);
            energy_621(x, y, given, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 621);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 621);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy621::new(Energy621Shape { x: [1], given: [1, 1], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2]);
            let given = state.array([1, 1]);
            let h = parameters.array([2]);
            energy_621(x, y, given, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 621);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: `y` is hidden and not summed out
        // no ratio_matching: `y` is hidden and not summed out
        // no minimum_probability_flow: `y` is hidden and not summed out
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 621);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_625(
    #[visible(angle)] x: ArrayView1<f64>,
    #[latent(positive)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = y.len();
    let u = x.mapv(|u| u * u.tanh());
    sum(0..x.len(), |i| x[(i + x.len() - 1) % x.len()] * h[i]) - sum(0..group.len(), |p| y[p] * x[x.len() - 1] * x[group[p]])
}

#[test]
fn energy_625_agrees() {
    {
        let fixed = Energy625Fixed { group: vec![3, 3, 0] };
        let model = Energy625::new(Energy625Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([4]);
            let y = state.array([3]);
            let h = parameters.array([4]);
            energy_625(x, y, h, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 625);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `positive`, as `y`, are not summed out
    }
    {
        let fixed = Energy625Fixed { group: vec![0] };
        let model = Energy625::new(Energy625Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let h = parameters.array([1]);
            energy_625(x, y, h, &fixed.group)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 625);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
        // hidden sites with values in `positive`, as `y`, are not summed out
    }
}

#[energy_model]
pub fn energy_628(
    #[visible(positive)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let u = 2.0 * &x;
    -(&x + coupling).mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_628_agrees() {
    {
        let model = Energy628::new(Energy628Shape { x: [3], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.array([4]);
            let coupling = parameters.number();
            energy_628(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 628);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy628::new(Energy628Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1]);
            let coupling = parameters.number();
            energy_628(x, y, coupling)
        };
        let sample = Sample::draw(&model, &function, 628);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_631(
    #[visible(positive)] x: ArrayView1<f64>,
    #[latent(binary)] y: ArrayView2<f64>,
    #[param] coupling: f64,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev() {
        energy += x[(i + x.len() - 1) % x.len()] * coupling / 2.0;
    }
    energy - sum(0..y.shape()[0], |p| sum(0..y.ncols(), |q| y[[p, q]] * x[group[q]]))
}

#[test]
fn energy_631_agrees() {
    {
        let fixed = Energy631Fixed { group: filled([3], vec![1, 1, 0]) };
        let model = Energy631::new(Energy631Shape { x: [2], y_rows: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 3]);
            let coupling = parameters.number();
            energy_631(x, y, coupling, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 631);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 631);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy631Fixed { group: filled([1], vec![0]) };
        let model = Energy631::new(Energy631Shape { x: [1], y_rows: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([2, 1]);
            let coupling = parameters.number();
            energy_631(x, y, coupling, fixed.group.view())
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 631);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 631);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_632(
    #[visible(unit)] x: ArrayView3<f64>,
    #[latent(categorical(3))] y: ArrayView2<usize>,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
) -> f64 {
    let (planes, rows, cols) = x.dim();
    let (rows2, cols2) = y.dim();
    (y.mapv(|code| code as f64) * &mask).sum() - sum(0..y.dim().0, |p| sum(0..cols2, |q| h[y[[p, q]]] * q as f64 / (cols2 as f64)))
}

#[test]
fn energy_632_agrees() {
    {
        let fixed = Energy632Fixed { mask: filled([2, 1], vec![0.0, 0.0]) };
        let model = Energy632::new(Energy632Shape { x: [1, 1, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1, 3]);
            let y = state.codes([2, 1]);
            let h = parameters.array([3]);
            energy_632(x, y.view(), fixed.mask.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 632);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 632);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy632Fixed { mask: filled([1, 1], vec![1.0]) };
        let model = Energy632::new(Energy632Shape { x: [1, 1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1, 1]);
            let y = state.codes([1, 1]);
            let h = parameters.array([3]);
            energy_632(x, y.view(), fixed.mask.view(), h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 632);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 632);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_635(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(positive, shape = x.ncols())] h: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= (0..cols).map(|i| (x[[rows - 1, i]] + h[(i + 2) % x.shape()[1]]) * distance[i]).sum::<f64>();
    energy - x.sum()
}

#[test]
fn energy_635_agrees() {
    {
        let fixed = Energy635Fixed { distance: filled([4], vec![1.0153779648742751, -1.060414601090934, -0.37879040863279023, -0.4991135962451678]) };
        let model = Energy635::new(Energy635Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let h = parameters.array([4]);
            energy_635(x, h, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 635);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy635Fixed { distance: filled([1], vec![0.48603663538488906]) };
        let model = Energy635::new(Energy635Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_635(x, h, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 635);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_636(
    #[visible(interval(-1.0, 2.0))] x: ArrayView1<f64>,
    #[latent(spin)] y: ArrayView2<f64>,
    #[param(shape = y.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 1..n {
            energy += 0.25 * square(x[(k + 1) % n] + x[(i + 1) % x.len()] * x[k]) * x[i];
        }
    }
    energy - sum(0..y.shape()[0], |p| sum(0..y.shape()[1], |q| y[[p, q]] * h[p]))
}

#[test]
fn energy_636_agrees() {
    {
        let model = Energy636::new(Energy636Shape { x: [1], h: 3, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([3, 1]);
            let h = parameters.array([3]);
            energy_636(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 636);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 636);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy636::new(Energy636Shape { x: [2], h: 1, y_columns: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_636(x, y, h)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 636);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 636);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_639(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    0.5 * (&x * &h).dot(&h)
}

#[test]
fn energy_639_agrees() {
    {
        let model = Energy639::new(Energy639Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_639(x, h)
        };
        let sample = Sample::draw(&model, &function, 639);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy639::new(Energy639Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_639(x, h)
        };
        let sample = Sample::draw(&model, &function, 639);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_640(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(interval(0.5, 1.5))] y: ArrayView3<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(shape = (y.shape()[2], c))] j: ArrayView2<f64>,
    #[param(shape = y.shape()[2])] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let (planes, rows, cols) = y.dim();
    -x.mapv(|u| 0.5 * u.powi(2)).dot(&h)
}

#[test]
fn energy_640_agrees() {
    {
        let model = Energy640::new(Energy640Shape { x: [2], y: [1, 1, 2], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 1, 2]);
            let c = parameters.array([3]);
            let j = parameters.array([2, 3]);
            let h = parameters.array([2]);
            energy_640(x, y, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 640);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy640::new(Energy640Shape { x: [2], y: [1, 2, 2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let y = state.array([1, 2, 2]);
            let c = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_640(x, y, c, j, h)
        };
        let sample = Sample::draw(&model, &function, 640);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_641(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        if !(x[[a, b]] == x[[a, b]]) {
            energy -= x[[c, b]] * (0.5 * square(x[[a, b]])).ln_1p() * h[a];
        }
    }
    energy
}

#[test]
fn energy_641_agrees() {
    {
        let fixed = Energy641Fixed { triples: vec![(1, 0, 1), (0, 2, 1), (0, 2, 1), (1, 2, 1)] };
        let model = Energy641::new(Energy641Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 3]);
            let h = parameters.array([2]);
            energy_641(x, &fixed.triples, h)
        };
        let sample = Sample::draw(&model, &function, 641);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy641Fixed { triples: vec![(1, 0, 1), (1, 0, 1)] };
        let model = Energy641::new(Energy641Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 1]);
            let h = parameters.array([2]);
            energy_641(x, &fixed.triples, h)
        };
        let sample = Sample::draw(&model, &function, 641);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_645(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), x.len()))] w: ArrayView2<f64>,
    #[param(shape = x)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = j.dot(&(&x + &h));
    -j.dot(&u.dot(&w)).dot(&b)
}

#[test]
fn energy_645_agrees() {
    {
        let model = Energy645::new(Energy645Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            let j = parameters.array([2, 2]);
            let w = parameters.array([2, 2]);
            let b = parameters.array([2]);
            energy_645(x, h, j, w, b)
        };
        let sample = Sample::draw(&model, &function, 645);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy645::new(Energy645Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            let j = parameters.array([1, 1]);
            let w = parameters.array([1, 1]);
            let b = parameters.array([1]);
            energy_645(x, h, j, w, b)
        };
        let sample = Sample::draw(&model, &function, 645);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_646(
    #[visible(categorical(x_states))] x: ArrayView1<usize>,
    #[fixed] x_states: &[usize],
    #[param(positive, shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += 0.25 * h[i] / (1.0 + square(x[(i + 1) % n] as f64)) * x[i] as f64;
    }
    energy
}

#[test]
fn energy_646_agrees() {
    {
        let fixed = Energy646Fixed { x_states: vec![3, 2, 2] };
        let model = Energy646::new(Energy646Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let h = parameters.array([3]);
            energy_646(x.view(), &fixed.x_states, h)
        };
        let sample = Sample::draw(&model, &function, 646);
        sample.energy();
        sample.param_gradient();
        // no flips: the sites have numbers of values of their own without a common bound
        // no pseudolikelihood: nothing says how many states the sites of `x` have at most
        // no ratio_matching: nothing says how many states the sites of `x` have at most
        // no minimum_probability_flow: nothing says how many states the sites of `x` have at most
    }
    {
        let fixed = Energy646Fixed { x_states: vec![1] };
        let model = Energy646::new(Energy646Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_646(x.view(), &fixed.x_states, h)
        };
        let sample = Sample::draw(&model, &function, 646);
        sample.energy();
        sample.param_gradient();
        // no flips: the sites have numbers of values of their own without a common bound
        // no pseudolikelihood: nothing says how many states the sites of `x` have at most
        // no ratio_matching: nothing says how many states the sites of `x` have at most
        // no minimum_probability_flow: nothing says how many states the sites of `x` have at most
    }
}

#[energy_model]
pub fn energy_648(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param] score: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { u.tanh() + w }
    let pair = (0..x.shape()[1] - 1).map(|i| (x[[(i + 1) % x.nrows(), i]] as f64).powi(3) * x[[(i + x.nrows() - 1) % x.nrows(), i]] as f64).sum::<f64>();
    0.5 - sum(0..x.shape()[0], |p| (0..x.shape()[1]).map(|q| score[x[[p, q]]]).sum::<f64>())
}

#[test]
fn energy_648_agrees() {
    {
        let model = Energy648::new(Energy648Shape { x: [2, 2], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 2]);
            let score = parameters.array([4]);
            energy_648(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 648);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy648::new(Energy648Shape { x: [1, 1], score: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let score = parameters.array([1]);
            energy_648(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 648);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_649(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView2<f64>,
    #[given] given: ArrayView2<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.dim().1 {
        energy += given[[i, (i + i) % y.ncols()]] * x[i % n] * h[i];
    }
    energy
}

#[test]
fn energy_649_agrees() {
    {
        let model = Energy649::new(Energy649Shape { x: [1], y: [1, 3], given: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 3]);
            let given = state.array([3, 3]);
            let h = parameters.array([3]);
            energy_649(x, y, given, h)
        };
        let sample = Sample::draw(&model, &function, 649);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy649::new(Energy649Shape { x: [1], y: [1, 1], given: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.array([1, 1]);
            let given = state.array([1, 1]);
            let h = parameters.array([1]);
            energy_649(x, y, given, h)
        };
        let sample = Sample::draw(&model, &function, 649);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_650(
    #[visible(angle)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    j.dot(&-&x).mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_650_agrees() {
    {
        let model = Energy650::new(Energy650Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_650(x, j)
        };
        let sample = Sample::draw(&model, &function, 650);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy650::new(Energy650Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_650(x, j)
        };
        let sample = Sample::draw(&model, &function, 650);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_652(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (3, 3))] j: ArrayView2<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    let mut energy: f64 = 0.0;
    energy -= (0..3).map(|i| 0.25 * x[0] * (0..=x.len() - 1).filter(|&k| k >= 1).map(|k| x[k] * x[k - 1]).sum::<f64>() * j[[(i + 3 - i) % 3, i]]).sum::<f64>();
    energy
}

#[test]
fn energy_652_agrees() {
    {
        let model = Energy652::new(Energy652Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_652(x, j)
        };
        let sample = Sample::draw(&model, &function, 652);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy652::new(Energy652Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([3, 3]);
            energy_652(x, j)
        };
        let sample = Sample::draw(&model, &function, 652);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_653(
    #[visible(categorical)] x: ArrayView1<usize>,
    #[param] score: ArrayView1<f64>,
    #[visible(interval(-1.0, 2.0))] y: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= y.mapv(|u| 0.5 * u.powi(2)).mapv(ln_cosh).sum();
    energy - y.mapv(|u| u * u.tanh()).dot(&h) - sum(0..x.len(), |p| score[x[p]])
}

#[test]
fn energy_653_agrees() {
    {
        let model = Energy653::new(Energy653Shape { x: [4], y: [4], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([4]);
            let y = state.array([4]);
            let score = parameters.array([4]);
            let h = parameters.array([4]);
            energy_653(x.view(), score, y, h)
        };
        let sample = Sample::draw(&model, &function, 653);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy653::new(Energy653Shape { x: [2], y: [2], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let y = state.array([2]);
            let score = parameters.array([2]);
            let h = parameters.array([2]);
            energy_653(x.view(), score, y, h)
        };
        let sample = Sample::draw(&model, &function, 653);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_655(
    #[visible(positive)] x: ArrayView1<f64>,
    #[param(positive)] h: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 2) % end }
    -x.mapv(square).dot(&h)
}

#[test]
fn energy_655_agrees() {
    {
        let model = Energy655::new(Energy655Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_655(x, h)
        };
        let sample = Sample::draw(&model, &function, 655);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy655::new(Energy655Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_655(x, h)
        };
        let sample = Sample::draw(&model, &function, 655);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_656(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    (0..=n - 1).filter(|&i| i + 2 < x.len()).map(|i| -(x[i] * x[i + 2])).sum::<f64>() - sum(0..n, |p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p])
}

#[test]
fn energy_656_agrees() {
    {
        let model = Energy656::new(Energy656Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_656(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 656);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy656::new(Energy656Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_656(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 656);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_657(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    -j.dot(&x.dot(&j)).mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_657_agrees() {
    {
        let model = Energy657::new(Energy657Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_657(x, j)
        };
        let sample = Sample::draw(&model, &function, 657);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy657::new(Energy657Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let j = parameters.array([2, 2]);
            energy_657(x, j)
        };
        let sample = Sample::draw(&model, &function, 657);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_658(
    #[visible(unit)] x: ArrayView1<f64>,
    #[latent(count(2))] y: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = 3)] b: ArrayView1<f64>,
    #[param] alpha: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64) -> f64 { softplus(u * 0.5) }
    fn more(u: f64) -> f64 { share(u) + u }
    let n = y.len();
    x.dot(&h) - (0..n).map(|p| b[y[p]] * alpha[p]).sum::<f64>()
}

#[test]
fn energy_658_agrees() {
    {
        let model = Energy658::new(Energy658Shape { x: [3], y: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let y = state.codes([2]);
            let h = parameters.array([3]);
            let b = parameters.array([3]);
            let alpha = parameters.array([2]);
            energy_658(x, y.view(), h, b, alpha)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 658);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 658);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy658::new(Energy658Shape { x: [1], y: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let y = state.codes([1]);
            let h = parameters.array([1]);
            let b = parameters.array([3]);
            let alpha = parameters.array([1]);
            energy_658(x, y.view(), h, b, alpha)
        };
        let joint = model.joint();
        let sample = Sample::draw(&joint, &function, 658);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
        let summed = Summed { joint: &joint, function: &function };
        let sample = Sample::summed(&model, &summed, 658);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_660(
    #[visible(categorical)] x: ArrayView2<usize>,
    #[param(shape = score)] score: ArrayView1<f64>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { square(u) - w }
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * sum(0..=x.dim().0 - 1, |i| 0.5 * x[[i, i % cols]] as f64);
    energy - (0..x.nrows()).map(|p| (0..x.shape()[1]).map(|q| score[x[[p, q]]]).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_660_agrees() {
    {
        let model = Energy660::new(Energy660Shape { x: [3, 3], score: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3, 3]);
            let score = parameters.array([4]);
            energy_660(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 660);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy660::new(Energy660Shape { x: [1, 1], score: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 1]);
            let score = parameters.array([2]);
            energy_660(x.view(), score)
        };
        let sample = Sample::draw(&model, &function, 660);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_661(
    #[visible(count(3))] x: ArrayView2<usize>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[fixed] next: &[usize],
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..cols / 2).rev().step_by(2).filter(|&i| x[[next[i], (i + i) % x.shape()[1]]] != 0).map(|i| 2.0 * (x[[i % x.dim().0, i]] as f64).powi(2) * h[group[i]]).sum::<f64>();
    0.5
}

#[test]
fn energy_661_agrees() {
    {
        let fixed = Energy661Fixed { group: vec![1, 0, 3, 3], next: vec![0, 0, 0, 0] };
        let model = Energy661::new(Energy661Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2, 4]);
            let h = parameters.array([4]);
            energy_661(x.view(), h, &fixed.group, &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 661);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy661Fixed { group: vec![0, 1], next: vec![0, 0] };
        let model = Energy661::new(Energy661Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1, 2]);
            let h = parameters.array([2]);
            energy_661(x.view(), h, &fixed.group, &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 661);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_662(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
    #[param(positive)] rate: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (0..=x.len() - 1).map(|i| x[(i + 1) % x.len()] * x[i]).sum::<f64>();
    energy - (0..x.len()).map(|p| -(0.5 * precision[p] * x[p].powi(2)) + rate[p] * x[p]).sum::<f64>()
}

#[test]
fn energy_662_agrees() {
    {
        let model = Energy662::new(Energy662Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            let rate = parameters.array([2]);
            energy_662(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 662);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy662::new(Energy662Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let precision = parameters.array([1]);
            let rate = parameters.array([1]);
            energy_662(x, precision, rate)
        };
        let sample = Sample::draw(&model, &function, 662);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_663(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(positive)] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.ncols() {
        let next = group[i];
        for k in 0..x.dim().0 {
            energy -= x[[k, i]] * (1.0 + square(x[[k, group[next]]] * coupling * i as f64)).ln();
        }
    }
    energy
}

#[test]
fn energy_663_agrees() {
    {
        let fixed = Energy663Fixed { group: filled([4], vec![3, 2, 1, 0]) };
        let model = Energy663::new(Energy663Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2, 4]);
            let coupling = parameters.number();
            energy_663(x, fixed.group.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 663);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy663Fixed { group: filled([1], vec![0]) };
        let model = Energy663::new(Energy663Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1, 1]);
            let coupling = parameters.number();
            energy_663(x, fixed.group.view(), coupling)
        };
        let sample = Sample::draw(&model, &function, 663);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_665(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>();
    energy
}

#[test]
fn energy_665_agrees() {
    {
        let model = Energy665::new(Energy665Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_665(x, h)
        };
        let sample = Sample::draw(&model, &function, 665);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy665::new(Energy665Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let h = parameters.array([2]);
            energy_665(x, h)
        };
        let sample = Sample::draw(&model, &function, 665);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_666(
    #[visible(count(2))] x: ArrayView1<usize>,
    #[fixed] group: &[usize],
    #[fixed] mask: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = (x[x.len() - 1 - i] as f64).tanh() * x[i] as f64 * (x[i] as f64 + mask[x[group[i]]]) / 2.0;
        let next = i;
        energy -= h[i] * x[next] as f64;
    }
    energy
}

#[test]
fn energy_666_agrees() {
    {
        let fixed = Energy666Fixed { group: vec![1, 0], mask: filled([3], vec![1.0, 1.0, 0.0]) };
        let model = Energy666::new(Energy666Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let h = parameters.array([2]);
            energy_666(x.view(), &fixed.group, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 666);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
    {
        let fixed = Energy666Fixed { group: vec![0], mask: filled([3], vec![0.0, 0.0, 1.0]) };
        let model = Energy666::new(Energy666Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([1]);
            let h = parameters.array([1]);
            energy_666(x.view(), &fixed.group, fixed.mask.view(), h)
        };
        let sample = Sample::draw(&model, &function, 666);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        // no ratio_matching: `x` is count
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_667(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    fn share(u: f64, w: f64) -> f64 { softplus(u * w) }
    fn more(u: f64) -> f64 { share(u, 1.0) + u }
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        energy -= h[i] * x[(next + 1) % n] * h[group[next]];
    }
    energy
}

#[test]
fn energy_667_agrees() {
    {
        let fixed = Energy667Fixed { group: filled([3], vec![0, 0, 0]) };
        let model = Energy667::new(Energy667Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let h = parameters.array([3]);
            energy_667(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 667);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy667Fixed { group: filled([1], vec![0]) };
        let model = Energy667::new(Energy667Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let h = parameters.array([1]);
            energy_667(x, h, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 667);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_675(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(positive)] precision: ArrayView1<f64>,
) -> f64 {
    fn wrap(at: usize, end: usize) -> usize { (at + 1) % end }
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= softplus(sum(0..n - 1, |i| -((1.0 + square(x[i])).powf(-0.5) * x[i / 2] * x[i].powi(3))));
    energy - sum(0..n, |p| -(0.5 * precision[p] * x[p].powi(2)))
}

#[test]
fn energy_675_agrees() {
    {
        let model = Energy675::new(Energy675Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_675(x, precision)
        };
        let sample = Sample::draw(&model, &function, 675);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy675::new(Energy675Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([2]);
            let precision = parameters.array([2]);
            energy_675(x, precision)
        };
        let sample = Sample::draw(&model, &function, 675);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_676(
    #[visible(categorical(2))] x: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -j.dot(&x.mapv(|code| code as f64).mapv(|u| u * u.tanh())).dot(&h)
}

#[test]
fn energy_676_agrees() {
    {
        let model = Energy676::new(Energy676Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([3]);
            let j = parameters.array([3, 3]);
            let h = parameters.array([3]);
            energy_676(x.view(), j, h)
        };
        let sample = Sample::draw(&model, &function, 676);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy676::new(Energy676Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.codes([2]);
            let j = parameters.array([2, 2]);
            let h = parameters.array([2]);
            energy_676(x.view(), j, h)
        };
        let sample = Sample::draw(&model, &function, 676);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}

#[energy_model]
pub fn energy_677(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..=x.len() - 1 {
        energy += j[[i, i]] * x[i];
    }
    energy
}

#[test]
fn energy_677_agrees() {
    {
        let model = Energy677::new(Energy677Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([3]);
            let j = parameters.array([3, 3]);
            energy_677(x, j)
        };
        let sample = Sample::draw(&model, &function, 677);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
    {
        let model = Energy677::new(Energy677Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut state, mut parameters) = (Flat(x), Flat(theta));
            let x = state.array([1]);
            let j = parameters.array([1, 1]);
            energy_677(x, j)
        };
        let sample = Sample::draw(&model, &function, 677);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
        sample.ratio_matching();
        sample.minimum_probability_flow();
    }
}
