// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_403(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] w: ArrayView2<f64>,
    #[param(shape = (y, c))] m: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    energy -= (0..n2).step_by(2).filter(|&i| i + 1 < x.len()).map(|i| y[i] * ((&x + &j.row(i)).dot(&w) + &c).dot(&m.row(i)) / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_403_agrees() {
    {
        let model = Energy403::new(Energy403Shape { x: [4], y: [4], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_403(x.array([4]), x.array([4]), theta.array([4, 4]), theta.array([3]), theta.array([4, 3]), theta.array([4, 3]))
        };
        let sample = Sample::draw(&model, &function, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy403::new(Energy403Shape { x: [1], y: [1], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_403(x.array([1]), x.array([1]), theta.array([1, 1]), theta.array([1]), theta.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 403);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_404(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = y)] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 1..n {
        let s = y[i] * h[i];
        let next = (i + n - 1) % n;
        for k in next..y.len() {
            for l in 0..x.len() {
                energy -= y[next] * h[i];
            }
        }
    }
    energy
}

#[test]
fn energy_404_agrees() {
    {
        let model = Energy404::new(Energy404Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_404(x.array([4]), x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 404);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy404::new(Energy404Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_404(x.array([1]), x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 404);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_406(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        energy += (x[(b + 3) % x.len()] + x[b]) * x[group[a]];
    }
    energy - 0.5 * j.dot(&x).dot(&distance)
}

#[test]
fn energy_406_agrees() {
    {
        let fixed = Energy406Fixed { edges: vec![(1, 1)], group: filled([2], vec![1, 1]), distance: filled([2], vec![-0.09831815957541945, 1.3544765701045103]) };
        let model = Energy406::new(Energy406Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_406(x.array([2]), &fixed.edges, fixed.group.view(), theta.array([2, 2]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 406);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy406Fixed { edges: vec![(0, 0)], group: filled([1], vec![0]), distance: filled([1], vec![0.5575284237516964]) };
        let model = Energy406::new(Energy406Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_406(x.array([1]), &fixed.edges, fixed.group.view(), theta.array([1, 1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 406);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_408(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] w: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = j.t().dot(&x);
    for i in 0..n {
        let s = u[(i + i) % x.len()] * w[[i, i]];
        let next = i;
        for k in 0..next {
            energy -= 0.25 * s * x[k];
        }
    }
    energy - (&u - &h).mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_408_agrees() {
    {
        let model = Energy408::new(Energy408Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_408(x.array([3]), theta.array([3, 3]), theta.array([3, 3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 408);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy408::new(Energy408Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_408(x.array([2]), theta.array([2, 2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 408);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_409(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let u = x.mapv(|u| 0.5 * u.powi(2)).dot(&j);
    coupling * (0..x.len()).map(|i| u[group[i]] * (if i < 2 { h[i] } else { 1.0 })).sum::<f64>()
}

#[test]
fn energy_409_agrees() {
    {
        let fixed = Energy409Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy409::new(Energy409Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_409(x.array([2]), theta.array([2, 2]), fixed.group.view(), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 409);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy409Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy409::new(Energy409Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_409(x.array([2]), theta.array([2, 2]), fixed.group.view(), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 409);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_411(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i >= 1 && i >= 1 {
            energy -= (&x * &j.row(i)).dot(&-&x) * x[i - 1];
        }
    }
    energy
}

#[test]
fn energy_411_agrees() {
    {
        let model = Energy411::new(Energy411Shape { x: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_411(x.array([4]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 411);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy411::new(Energy411Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_411(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 411);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_414(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, zero_diagonal, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * 2.0 * x[0] * x[0] * coupling).sum::<f64>();
    energy - 0.5 * j.t().dot(&x.mapv(|u| u * u.tanh())).dot(&h)
}

#[test]
fn energy_414_agrees() {
    {
        let fixed = Energy414Fixed { rows: 2, cols: 3 };
        let model = Energy414::new(Energy414Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_414(fixed.rows, fixed.cols, x.array([6]), theta.array([6]), theta.number(), theta.array([6, 6]))
        };
        let sample = Sample::draw(&model, &function, 414);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy414Fixed { rows: 1, cols: 2 };
        let model = Energy414::new(Energy414Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_414(fixed.rows, fixed.cols, x.array([2]), theta.array([2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 414);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_415(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n - 1).rev().step_by(2) {
        energy -= square(x[i] * x[i] - 0.5) * (x[i] + coupling) / 2.0;
    }
    energy - x.dot(&h)
}

#[test]
fn energy_415_agrees() {
    {
        let model = Energy415::new(Energy415Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_415(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 415);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy415::new(Energy415Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_415(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 415);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_416(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[fixed] next: ArrayView1<usize>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    energy -= (0..x.dim().0).step_by(3).map(|i| h[(i + rows - 1) % rows] * x[[group[i], next[i]]] / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_416_agrees() {
    {
        let fixed = Energy416Fixed { group: vec![1, 1], next: filled([2], vec![0, 0]) };
        let model = Energy416::new(Energy416Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_416(x.array([2, 2]), &fixed.group, fixed.next.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 416);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy416Fixed { group: vec![0], next: filled([1], vec![0]) };
        let model = Energy416::new(Energy416Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_416(x.array([1, 1]), &fixed.group, fixed.next.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 416);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_418(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    y.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * -(coupling * coupling * sigmoid(x[x.len() - 1]))).sum::<f64>()
}

#[test]
fn energy_418_agrees() {
    {
        let model = Energy418::new(Energy418Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_418(x.array([4]), x.array([4]), theta.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 418);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy418::new(Energy418Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_418(x.array([1]), x.array([1]), theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 418);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_419(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    coupling * j.t().dot(&x.mapv(|u| 0.5 * u.powi(2))).dot(&j.t().dot(&x))
}

#[test]
fn energy_419_agrees() {
    {
        let fixed = Energy419Fixed { rows: 2, cols: 2 };
        let model = Energy419::new(Energy419Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_419(fixed.rows, fixed.cols, x.array([4]), theta.array([4, 4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 419);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy419Fixed { rows: 1, cols: 2 };
        let model = Energy419::new(Energy419Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_419(fixed.rows, fixed.cols, x.array([2]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 419);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_422(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= (&x * coupling).sum();
    energy
}

#[test]
fn energy_422_agrees() {
    {
        let model = Energy422::new(Energy422Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_422(x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 422);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy422::new(Energy422Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_422(x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 422);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_423(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..rows * cols {
        let s = 0.5 * x[(i + 1) % (rows * cols)] * j[[i, i]] * j[[i, i]];
        energy -= s * x[i].powi(2);
    }
    energy
}

#[test]
fn energy_423_agrees() {
    {
        let fixed = Energy423Fixed { rows: 2, cols: 3 };
        let model = Energy423::new(Energy423Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_423(fixed.rows, fixed.cols, x.array([6]), theta.array([6, 6]))
        };
        let sample = Sample::draw(&model, &function, 423);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy423Fixed { rows: 1, cols: 2 };
        let model = Energy423::new(Energy423Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_423(fixed.rows, fixed.cols, x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 423);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_424(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), x, x.len()))] tensor: ArrayView3<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let u = x.dot(&j);
    let pair = (0..n).filter(|&i| i + 2 < x.len() && !(i == 0)).map(|i| x[i] * (0.5 + square(x[i] + tensor[[i, i, i]] * mask[[i + 2, i]])).sqrt()).sum::<f64>();
    -(0.5 * &u).dot(&-&u)
}

#[test]
fn energy_424_agrees() {
    {
        let fixed = Energy424Fixed { mask: filled([3, 3], vec![1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]) };
        let model = Energy424::new(Energy424Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_424(x.array([3]), theta.array([3, 3]), theta.array([3, 3, 3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 424);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy424Fixed { mask: filled([1, 1], vec![0.0]) };
        let model = Energy424::new(Energy424Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_424(x.array([1]), theta.array([1, 1]), theta.array([1, 1, 1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 424);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_425(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param] field: f64,
) -> f64 {
    -(field * j.dot(&x).dot(&(&x * coupling)))
}

#[test]
fn energy_425_agrees() {
    {
        let fixed = Energy425Fixed { rows: 2, cols: 2 };
        let model = Energy425::new(Energy425Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_425(fixed.rows, fixed.cols, x.array([4]), theta.array([4, 4]), theta.number(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 425);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy425Fixed { rows: 2, cols: 1 };
        let model = Energy425::new(Energy425Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_425(fixed.rows, fixed.cols, x.array([2]), theta.array([2, 2]), theta.number(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 425);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_426(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let u = &x * coupling;
    let pair = (0..n).map(|i| 1.5 * u[i]).sum::<f64>();
    (j.t().dot(&-&u) + &c).dot(&c)
}

#[test]
fn energy_426_agrees() {
    {
        let model = Energy426::new(Energy426Shape { x: [2], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_426(x.array([2]), theta.number(), theta.array([4]), theta.array([2, 4]))
        };
        let sample = Sample::draw(&model, &function, 426);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy426::new(Energy426Shape { x: [1], c: 0 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_426(x.array([1]), theta.number(), theta.array([0]), theta.array([1, 0]))
        };
        let sample = Sample::draw(&model, &function, 426);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_430(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().1 {
        let s = coupling * x[[(i + x.ncols() - 1) % x.ncols(), i]];
        energy += 2.0 * j[[i, i]] * x[[i, (i + 2) % x.shape()[0]]];
    }
    energy
}

#[test]
fn energy_430_agrees() {
    {
        let model = Energy430::new(Energy430Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_430(x.array([2, 2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 430);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy430::new(Energy430Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_430(x.array([1, 1]), theta.number(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 430);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_431(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (rows, rows))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = 2.0 * &x;
    for i in 0..rows {
        let mut t: f64 = 0.0;
        for k in 0..cols {
            t += u[i * cols + k] / 2.0;
        }
        for k in (0..rows).rev() {
            if (k + i) % 2 == 1 {
                energy -= t * x[rows * cols - 1] * j[[i, k]];
            }
        }
    }
    energy
}

#[test]
fn energy_431_agrees() {
    {
        let fixed = Energy431Fixed { rows: 2, cols: 4 };
        let model = Energy431::new(Energy431Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_431(fixed.rows, fixed.cols, x.array([8]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 431);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy431Fixed { rows: 1, cols: 2 };
        let model = Energy431::new(Energy431Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_431(fixed.rows, fixed.cols, x.array([2]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 431);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_432(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let s = coupling / (1.0 + square(x[(i + n - 1) % n])) * x[n - 1 - i] * x[i].powi(2) / 2.0;
        energy -= (s - j[[i, i]]) * j[[i, i]] * s;
    }
    energy
}

#[test]
fn energy_432_agrees() {
    {
        let model = Energy432::new(Energy432Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_432(x.array([2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 432);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy432::new(Energy432Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_432(x.array([1]), theta.number(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 432);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_433(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..i {
            energy += coupling * x[i];
        }
    }
    energy
}

#[test]
fn energy_433_agrees() {
    {
        let model = Energy433::new(Energy433Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_433(x.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 433);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy433::new(Energy433Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_433(x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 433);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_435(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= x[b] * h[a];
    }
    energy
}

#[test]
fn energy_435_agrees() {
    {
        let fixed = Energy435Fixed { edges: vec![(1, 2), (1, 2), (1, 1)] };
        let model = Energy435::new(Energy435Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_435(x.array([3]), &fixed.edges, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 435);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy435Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy435::new(Energy435Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_435(x.array([1]), &fixed.edges, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 435);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_437(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    coupling * 0.5
}

#[test]
fn energy_437_agrees() {
    {
        let model = Energy437::new(Energy437Shape { x: [2, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_437(x.array([2, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 437);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy437::new(Energy437Shape { x: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_437(x.array([1, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 437);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_438(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy -= 0.3 * j[[i, i]] / (1.0 + square(x[(i + 3) % n] + j[[i, i]] * coupling)) * x[i];
    }
    energy
}

#[test]
fn energy_438_agrees() {
    {
        let model = Energy438::new(Energy438Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_438(x.array([2]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 438);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy438::new(Energy438Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_438(x.array([1]), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 438);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_439(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] next: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = (&x * &h).dot(&j);
    for i in 0..x.len() {
        energy += x[group[i]] / 2.0;
    }
    energy - edges.iter().enumerate().map(|(e, &(a, b))| -((0.5 * (x[next[b]] - 0.5)).exp() * x[(b + 2) % group.len()])).sum::<f64>()
}

#[test]
fn energy_439_agrees() {
    {
        let fixed = Energy439Fixed { group: filled([2], vec![0, 1]), edges: vec![(0, 0)], next: filled([2], vec![1, 0]) };
        let model = Energy439::new(Energy439Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_439(x.array([2]), theta.array([2]), theta.array([2, 2]), fixed.group.view(), &fixed.edges, fixed.next.view())
        };
        let sample = Sample::draw(&model, &function, 439);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy439Fixed { group: filled([2], vec![1, 1]), edges: vec![], next: filled([2], vec![1, 0]) };
        let model = Energy439::new(Energy439Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_439(x.array([2]), theta.array([2]), theta.array([2, 2]), fixed.group.view(), &fixed.edges, fixed.next.view())
        };
        let sample = Sample::draw(&model, &function, 439);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_440(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    (-&x).dot(&h)
}

#[test]
fn energy_440_agrees() {
    {
        let model = Energy440::new(Energy440Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_440(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 440);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy440::new(Energy440Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_440(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 440);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_442(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += x[(2 * i + 1) % x.len()] * j[[i, i]] * x[i].powi(3);
    }
    energy
}

#[test]
fn energy_442_agrees() {
    {
        let model = Energy442::new(Energy442Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_442(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 442);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy442::new(Energy442Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_442(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 442);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_444(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    (&x * &h).dot(&j).dot(&h)
}

#[test]
fn energy_444_agrees() {
    {
        let model = Energy444::new(Energy444Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_444(x.array([4]), x.array([3]), theta.array([4]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 444);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy444::new(Energy444Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_444(x.array([1]), x.array([2]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 444);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_445(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    let u = &x + coupling;
    for i in 0..n - 1 {
        for k in (0..3).rev().step_by(2) {
            energy -= 0.3 * y[(i + x.len() - i) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_445_agrees() {
    {
        let model = Energy445::new(Energy445Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_445(x.array([4]), x.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 445);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy445::new(Energy445Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_445(x.array([1]), x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 445);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_446(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    (&x * coupling).dot(&x)
}

#[test]
fn energy_446_agrees() {
    {
        let model = Energy446::new(Energy446Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_446(x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 446);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy446::new(Energy446Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_446(x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 446);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_449(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len(), x))] tensor: ArrayView3<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        if i >= 1 {
            energy += i as f64 * x[i / 2] * (0.5 * (x[(i + i) % x.len()] + h[i] * tensor[[i, i, i]] - j[[i - 1, (i + 1) % n]] * coupling)).exp_m1();
        }
    }
    energy
}

#[test]
fn energy_449_agrees() {
    {
        let model = Energy449::new(Energy449Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_449(x.array([3]), theta.array([3]), theta.array([3, 3, 3]), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 449);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy449::new(Energy449Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_449(x.array([2]), theta.array([2]), theta.array([2, 2, 2]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 449);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_451(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..rows {
        if i + 2 < rows {
            energy += 0.3 * x[[i + 2, group[i]]] * x[[(i + i) % rows, group[i]]] * h[i];
        }
    }
    energy
}

#[test]
fn energy_451_agrees() {
    {
        let fixed = Energy451Fixed { group: vec![2, 1, 2] };
        let model = Energy451::new(Energy451Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_451(x.array([3, 3]), &fixed.group, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 451);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy451Fixed { group: vec![0] };
        let model = Energy451::new(Energy451Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_451(x.array([1, 2]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 451);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_452(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(symmetric, shape = (x.len(), x.len()))] w: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = w.dot(&j.t().dot(&x));
    energy -= u.sum();
    energy
}

#[test]
fn energy_452_agrees() {
    {
        let model = Energy452::new(Energy452Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_452(x.array([3]), theta.array([3, 3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 452);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy452::new(Energy452Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_452(x.array([1]), theta.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 452);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_453(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>()
}

#[test]
fn energy_453_agrees() {
    {
        let model = Energy453::new(Energy453Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_453(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 453);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy453::new(Energy453Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_453(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 453);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_454(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = sum(0..x.len(), |i| -(x[(i + n - 1) % n] * x[i].powi(2)));
    softplus((&x * coupling).dot(&(&x * &h)))
}

#[test]
fn energy_454_agrees() {
    {
        let model = Energy454::new(Energy454Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_454(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 454);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy454::new(Energy454Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_454(x.array([1]), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 454);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_455(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &a in group.iter() {
        let s = 2.0 * x[a] * x[(a + x.len() - 1) % x.len()] * x[(a + x.len() - 1) % x.len()].powi(2);
        energy -= 0.5 * h[a] * s * x[x.len() - 1 - a];
    }
    energy
}

#[test]
fn energy_455_agrees() {
    {
        let fixed = Energy455Fixed { group: filled([5], vec![2, 0, 2, 2, 2]) };
        let model = Energy455::new(Energy455Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_455(x.array([3]), fixed.group.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 455);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy455Fixed { group: filled([1], vec![0]) };
        let model = Energy455::new(Energy455Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_455(x.array([2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 455);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_456(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = x.len())] alpha: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= j.dot(&x).dot(&(&x - &h));
    energy - coupling * edges.iter().filter(|&&(a, b)| a >= 2).map(|&(a, b)| -(alpha[a] / (1.0 + square(x[b] - x[a - 2] * j[[a, b]])) * x[b] * (x[b] + x[b]))).sum::<f64>()
}

#[test]
fn energy_456_agrees() {
    {
        let fixed = Energy456Fixed { edges: vec![(1, 1)] };
        let model = Energy456::new(Energy456Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_456(x.array([3]), theta.array([3, 3]), theta.array([3]), &fixed.edges, theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 456);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy456Fixed { edges: vec![(0, 0)] };
        let model = Energy456::new(Energy456Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_456(x.array([1]), theta.array([1, 1]), theta.array([1]), &fixed.edges, theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 456);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_457(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(shape = (x, x, x.len()))] tensor: ArrayView3<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = y.len();
    let u = x.mapv(|u| 0.5 * u.powi(2));
    -(0.5 * (0..x.len()).step_by(2).map(|i| x[i] * tensor[[x.len() - 1 - i, group[i], i]]).sum::<f64>())
}

#[test]
fn energy_457_agrees() {
    {
        let fixed = Energy457Fixed { group: vec![1, 2, 1] };
        let model = Energy457::new(Energy457Shape { x: [3], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_457(x.array([3]), x.array([2]), theta.array([3, 3, 3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 457);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy457Fixed { group: vec![0, 0] };
        let model = Energy457::new(Energy457Shape { x: [2], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_457(x.array([2]), x.array([2]), theta.array([2, 2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 457);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_458(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = &x + &h;
    for i in 0..n {
        for k in 0..n {
            if k + 1 < n {
                energy += (if k > 2 { u[group[i]] } else { j[[i, k + 1]] }) * sum(0..n, |l| ln_cosh(u[k] + x[(i + x.len() - 1) % x.len()]));
            }
        }
    }
    energy - u.dot(&h)
}

#[test]
fn energy_458_agrees() {
    {
        let fixed = Energy458Fixed { group: vec![1, 0, 1] };
        let model = Energy458::new(Energy458Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_458(x.array([3]), theta.array([3]), &fixed.group, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 458);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy458Fixed { group: vec![1, 1] };
        let model = Energy458::new(Energy458Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_458(x.array([2]), theta.array([2]), &fixed.group, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 458);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_459(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(shape = (c, x.len()))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= x[i];
    }
    energy - (j.dot(&x) + &c).dot(&j).dot(&h)
}

#[test]
fn energy_459_agrees() {
    {
        let model = Energy459::new(Energy459Shape { x: [3], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_459(x.array([3]), theta.array([2]), theta.array([2, 3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 459);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy459::new(Energy459Shape { x: [2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_459(x.array([2]), theta.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 459);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_461(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let u = &x - &h;
    let pair = sum(0..x.len(), |i| -(x[i] * u[i]));
    -(0.5 * (0..x.len() / 2).map(|i| x[i] * h[i]).sum::<f64>())
}

#[test]
fn energy_461_agrees() {
    {
        let model = Energy461::new(Energy461Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_461(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 461);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy461::new(Energy461Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_461(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 461);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
