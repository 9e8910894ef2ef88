// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_500(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
    #[param] field: f64,
) -> f64 {
    let n = x.len();
    let pair = sum(0..y.len(), |i| 1.5 * square(x[i / 2] - coupling) * (0.5 * square(y[i])).ln_1p() * (0.5 * (x[(i + 3) % n] * j[[i, i]] * y[group[i]] - x[i] - 0.5)).exp());
    y.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * pair * site * field / 2.0).sum::<f64>()
}

#[test]
fn energy_500_agrees() {
    {
        let fixed = Energy500Fixed { group: filled([4], vec![3, 3, 3, 1]) };
        let model = Energy500::new(Energy500Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_500(x.array([4]), x.array([4]), theta.array([4, 4]), fixed.group.view(), theta.number(), theta.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 500);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy500Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy500::new(Energy500Shape { x: [2], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_500(x.array([2]), x.array([2]), theta.array([2, 2]), fixed.group.view(), theta.number(), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 500);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_502(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[fixed] group: &[usize],
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        let next = b;
        if ((next >= 2 && next >= 1) && b + 2 < group.len()) && b + 1 < x.len() {
            energy -= 0.3 * (x[next - 2] - x[next - 1]) * x[group[next]] * (0.5 * (x[b] * j[[b + 2, b + 1]] - 0.5)).exp();
        }
    }
    energy
}

#[test]
fn energy_502_agrees() {
    {
        let fixed = Energy502Fixed { triples: vec![(1, 1, 1), (0, 1, 0), (0, 0, 0)], group: vec![1, 0] };
        let model = Energy502::new(Energy502Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_502(x.array([2]), &fixed.triples, &fixed.group, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 502);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy502Fixed { triples: vec![(0, 0, 0), (0, 0, 0)], group: vec![0] };
        let model = Energy502::new(Energy502Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_502(x.array([1]), &fixed.triples, &fixed.group, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 502);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_503(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * x[0]).sum::<f64>()
}

#[test]
fn energy_503_agrees() {
    {
        let model = Energy503::new(Energy503Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_503(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 503);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy503::new(Energy503Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_503(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 503);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_504(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..rows).map(|i| -(j[[i, i]] * x.row(i).dot(&distance) * x[[i, i % x.shape()[1]]])).sum::<f64>();
    -0.5
}

#[test]
fn energy_504_agrees() {
    {
        let fixed = Energy504Fixed { distance: filled([3], vec![0.6143835331885734, -0.09118423574079193, -0.12432358739700033]) };
        let model = Energy504::new(Energy504Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_504(x.array([3, 3]), fixed.distance.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 504);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy504Fixed { distance: filled([2], vec![-0.6420753176640898, 1.345713838446407]) };
        let model = Energy504::new(Energy504Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_504(x.array([2, 2]), fixed.distance.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 504);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_505(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    square(x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * coupling * x[x.len() - 1] * x[0].min(0.5)).sum::<f64>())
}

#[test]
fn energy_505_agrees() {
    {
        let model = Energy505::new(Energy505Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_505(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 505);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy505::new(Energy505Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_505(x.array([1]), theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 505);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_506(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let s = -(x[i] * square(x[group[i]] - h[i] * x[i] - 0.5));
        if i >= 0 {
            for k in 0..i {
                let d = 2.0 * x[group[i]] * s.powi(4);
                energy -= h[k];
            }
        }
    }
    energy
}

#[test]
fn energy_506_agrees() {
    {
        let fixed = Energy506Fixed { group: filled([3], vec![2, 2, 2]) };
        let model = Energy506::new(Energy506Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_506(x.array([3]), fixed.group.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 506);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy506Fixed { group: filled([1], vec![0]) };
        let model = Energy506::new(Energy506Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_506(x.array([1]), fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 506);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_507(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len() / 2).step_by(3) {
        for k in 0..=i {
            let next = i;
            for l in 0..=next {
                if k + 2 < n && next + 1 < n {
                    energy -= 0.25 * x[k + 2].max(h[i]) * x[next + 1] * j[[i, k]];
                }
            }
        }
    }
    energy
}

#[test]
fn energy_507_agrees() {
    {
        let model = Energy507::new(Energy507Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_507(x.array([3]), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 507);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy507::new(Energy507Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_507(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 507);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_508(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
    #[fixed] next: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        for k in 0..i {
            energy += x[group[i]] * (x[next[i]] - coupling);
        }
    }
    energy
}

#[test]
fn energy_508_agrees() {
    {
        let fixed = Energy508Fixed { rows: 2, cols: 4, group: vec![5, 4, 4, 3], next: vec![7, 4, 6, 7] };
        let model = Energy508::new(Energy508Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_508(fixed.rows, fixed.cols, x.array([8]), &fixed.group, theta.number(), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 508);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy508Fixed { rows: 1, cols: 1, group: vec![0], next: vec![0] };
        let model = Energy508::new(Energy508Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_508(fixed.rows, fixed.cols, x.array([1]), &fixed.group, theta.number(), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 508);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_509(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= (0..x.len()).filter(|&i| i + 1 < x.len()).map(|i| x[i + 1] * j[[i, i]] * (0..i).rev().step_by(2).filter(|&k| k % 2 == 1).map(|k| (1.0 + square(x[i])).ln() * x[k] * x[group[k]].tanh() / 2.0).sum::<f64>()).sum::<f64>();
    energy
}

#[test]
fn energy_509_agrees() {
    {
        let fixed = Energy509Fixed { group: vec![0, 1] };
        let model = Energy509::new(Energy509Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_509(x.array([2]), theta.array([2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 509);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy509Fixed { group: vec![0] };
        let model = Energy509::new(Energy509Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_509(x.array([1]), theta.array([1, 1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 509);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_510(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= coupling * y.mapv(|u| 0.5 * u.powi(2)).sum();
    energy
}

#[test]
fn energy_510_agrees() {
    {
        let model = Energy510::new(Energy510Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_510(x.array([4]), x.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 510);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy510::new(Energy510Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_510(x.array([1]), x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 510);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_511(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[0] {
        energy += x[[i, i % x.dim().1]] * h[i];
    }
    energy
}

#[test]
fn energy_511_agrees() {
    {
        let model = Energy511::new(Energy511Shape { x: [2, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_511(x.array([2, 3]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 511);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy511::new(Energy511Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_511(x.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 511);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_512(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x.len()))] w: ArrayView2<f64>,
    #[param(shape = x.len())] b: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.len() - 1, |i| 0.25 * h[i] * j[[i, i]] * x[i]);
    -(&x * coupling).dot(&w).dot(&b)
}

#[test]
fn energy_512_agrees() {
    {
        let model = Energy512::new(Energy512Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_512(x.array([2]), theta.array([2, 2]), theta.array([2]), theta.number(), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 512);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy512::new(Energy512Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_512(x.array([1]), theta.array([1, 1]), theta.array([1]), theta.number(), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 512);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_513(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(symmetric)] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.nrows() {
        energy -= x[[(i + rows - 1) % rows, i]].min(x[[(i + i) % x.nrows(), i]]) * x[[i, i]] * x[[(i + rows - i) % rows, i]].max(j[[i, i]]) / 2.0;
    }
    energy
}

#[test]
fn energy_513_agrees() {
    {
        let model = Energy513::new(Energy513Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_513(x.array([3, 3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 513);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy513::new(Energy513Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_513(x.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 513);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_514(
    #[visible(binary)] x: ArrayView2<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, zero_diagonal, shape = (y.ncols(), y.ncols()))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..=y.shape()[1] - 1 {
        energy += x[[group[i], 0]] * x[[group[i], i % rows]] * j[[i, i]];
    }
    energy
}

#[test]
fn energy_514_agrees() {
    {
        let fixed = Energy514Fixed { group: vec![0, 1] };
        let model = Energy514::new(Energy514Shape { x: [2, 2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_514(x.array([2, 2]), x.array([2, 2]), &fixed.group, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 514);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy514Fixed { group: vec![0] };
        let model = Energy514::new(Energy514Shape { x: [2, 2], y: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_514(x.array([2, 2]), x.array([2, 1]), &fixed.group, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 514);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_517(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in i..n {
            energy += -(x[(k + 1) % n] * (&x + &j.row(k)).mapv(|u| u * u.tanh()).sum());
        }
    }
    energy
}

#[test]
fn energy_517_agrees() {
    {
        let model = Energy517::new(Energy517Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_517(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 517);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy517::new(Energy517Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_517(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 517);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_518(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..=x.len() - 1 {
        for k in i + 1..n {
            energy += 0.25 * x[(i + x.len() - i) % x.len()] * (x[i] * x[(i + n - 1) % n] * h[i] - mask[[i, k]]).cos();
        }
    }
    energy
}

#[test]
fn energy_518_agrees() {
    {
        let fixed = Energy518Fixed { mask: filled([3, 3], vec![1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]) };
        let model = Energy518::new(Energy518Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_518(x.array([3]), theta.array([3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 518);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy518Fixed { mask: filled([2, 2], vec![0.0, 1.0, 0.0, 1.0]) };
        let model = Energy518::new(Energy518Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_518(x.array([2]), theta.array([2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 518);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_522(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let pair = sum(0..x.shape()[1], |i| 0.25 * (x[[group[i], (i + 2) % x.shape()[1]]] + x[[group[i], i]]) * x[[i % x.nrows(), (i + 1) % x.shape()[1]]]);
    -(coupling * x.mapv(ln_cosh).sum())
}

#[test]
fn energy_522_agrees() {
    {
        let fixed = Energy522Fixed { group: filled([3], vec![0, 1, 0]) };
        let model = Energy522::new(Energy522Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_522(x.array([2, 3]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 522);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy522Fixed { group: filled([1], vec![0]) };
        let model = Energy522::new(Energy522Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_522(x.array([2, 1]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 522);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_523(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    -(&y - &j).mapv(|u| 0.5 * u.powi(2)).sum()
}

#[test]
fn energy_523_agrees() {
    {
        let model = Energy523::new(Energy523Shape { x: [2], y: [2, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_523(x.array([2]), x.array([2, 3]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 523);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy523::new(Energy523Shape { x: [2], y: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_523(x.array([2]), x.array([2, 1]), theta.array([2, 1]))
        };
        let sample = Sample::draw(&model, &function, 523);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_526(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = x[(i + i) % x.len()] * h[i];
        if i % 2 == 1 {
            for &(a, b) in edges.iter() {
                let next = b;
                energy += coupling * (i + a) as f64;
            }
        }
    }
    energy
}

#[test]
fn energy_526_agrees() {
    {
        let fixed = Energy526Fixed { edges: vec![(0, 0), (0, 0), (0, 0), (0, 0), (0, 0)] };
        let model = Energy526::new(Energy526Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_526(x.array([2]), theta.array([2]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 526);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy526Fixed { edges: vec![(1, 0)] };
        let model = Energy526::new(Energy526Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_526(x.array([2]), theta.array([2]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 526);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_529(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let u = 0.5 * &x;
    j.dot(&u).dot(&j).dot(&-&u)
}

#[test]
fn energy_529_agrees() {
    {
        let model = Energy529::new(Energy529Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_529(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 529);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy529::new(Energy529Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_529(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 529);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_531(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = &x - &h;
    for i in 0..=x.len() - 1 {
        if i < 1 {
            for k in 0..n - 1 {
                energy += u[i] * x[k] * x[group[k]] / 2.0;
            }
        }
    }
    energy
}

#[test]
fn energy_531_agrees() {
    {
        let fixed = Energy531Fixed { group: vec![0, 1] };
        let model = Energy531::new(Energy531Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_531(x.array([2]), theta.array([2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 531);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy531Fixed { group: vec![0] };
        let model = Energy531::new(Energy531Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_531(x.array([1]), theta.array([1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 531);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_533(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: f64,
    #[param] h: ArrayView1<f64>,
    #[fixed] offset: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= x[(i + 1) % x.len()] * (x[i] - j[[group[i], i]] * j[[i, i]]).cos() * x[i] / (1.0 + square(x[i] - distance * x[i] + h[i] * offset[i]));
    }
    energy
}

#[test]
fn energy_533_agrees() {
    {
        let fixed = Energy533Fixed { group: filled([3], vec![2, 2, 2]), distance: -0.8122496385333382, offset: filled([3], vec![0.2663259423065587, -0.9337900320921276, 1.2906144022696604]) };
        let model = Energy533::new(Energy533Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_533(x.array([3]), theta.array([3, 3]), fixed.group.view(), fixed.distance, theta.array([3]), fixed.offset.view())
        };
        let sample = Sample::draw(&model, &function, 533);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy533Fixed { group: filled([1], vec![0]), distance: -0.948410554907743, offset: filled([1], vec![0.23511537781938596]) };
        let model = Energy533::new(Energy533Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_533(x.array([1]), theta.array([1, 1]), fixed.group.view(), fixed.distance, theta.array([1]), fixed.offset.view())
        };
        let sample = Sample::draw(&model, &function, 533);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_534(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let u = &x + &h;
    let pair = (1..n).filter(|&i| i < 2).map(|i| u[(i + 1) % n2]).sum::<f64>();
    -(0.5 * sum(0..n2, |i| square(x[(i + y.len() - 1) % y.len()] * coupling * y[i]) * pair))
}

#[test]
fn energy_534_agrees() {
    {
        let model = Energy534::new(Energy534Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_534(x.array([4]), x.array([4]), theta.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 534);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy534::new(Energy534Shape { x: [2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_534(x.array([2]), x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 534);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_538(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() / 2 {
        for k in (i + 1..x.len()).step_by(3) {
            if i < 2 {
                energy -= i as f64 * x[k] / 2.0;
            } else {
                energy -= 0.5 * j[[i, i]] * x[i];
            }
        }
    }
    energy
}

#[test]
fn energy_538_agrees() {
    {
        let model = Energy538::new(Energy538Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_538(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 538);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy538::new(Energy538Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_538(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 538);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_542(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] w: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    -j.dot(&x).dot(&w).mapv(softplus).sum()
}

#[test]
fn energy_542_agrees() {
    {
        let model = Energy542::new(Energy542Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_542(x.array([3]), theta.array([3, 3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 542);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy542::new(Energy542Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_542(x.array([1]), theta.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 542);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_544(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= ((&x + coupling).dot(&j) + &c).dot(&c);
    energy
}

#[test]
fn energy_544_agrees() {
    {
        let model = Energy544::new(Energy544Shape { x: [3], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_544(x.array([3]), theta.number(), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 544);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy544::new(Energy544Shape { x: [1], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_544(x.array([1]), theta.number(), theta.array([2]), theta.array([1, 2]))
        };
        let sample = Sample::draw(&model, &function, 544);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_545(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = (0.5 * square(x[(i + x.len() - 1) % x.len()] * j[[i, i]] * x[i] + mask[i / 2] * mask[i])).ln_1p() * h[i] / 2.0;
        for k in (i + 1..x.len()).step_by(3) {
            energy += -(x[(i + x.len() - 1) % x.len()] * (s - s));
        }
    }
    energy
}

#[test]
fn energy_545_agrees() {
    {
        let fixed = Energy545Fixed { mask: filled([3], vec![1.0, 0.0, 1.0]) };
        let model = Energy545::new(Energy545Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_545(x.array([3]), theta.array([3]), theta.array([3, 3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 545);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy545Fixed { mask: filled([1], vec![1.0]) };
        let model = Energy545::new(Energy545Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_545(x.array([1]), theta.array([1]), theta.array([1, 1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 545);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_547(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.len(), |i| -x[group[i]]);
    -(0..x.len()).map(|i| 2.0 * x[i] * (if !(i <= 1) { h[group[i]] } else { 0.0 })).sum::<f64>()
}

#[test]
fn energy_547_agrees() {
    {
        let fixed = Energy547Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy547::new(Energy547Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_547(x.array([2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 547);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy547Fixed { group: filled([1], vec![0]) };
        let model = Energy547::new(Energy547Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_547(x.array([1]), fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 547);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_548(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (3, 3))] j: ArrayView2<f64>,
) -> f64 {
    let pair = (0..x.len()).map(|i| x[group[i]] * x[(i + x.len() - 1) % x.len()]).sum::<f64>();
    -sum(0..3, |i| x[i % x.len()] * j[[i, i]])
}

#[test]
fn energy_548_agrees() {
    {
        let fixed = Energy548Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy548::new(Energy548Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_548(x.array([2]), fixed.group.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 548);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy548Fixed { group: filled([1], vec![0]) };
        let model = Energy548::new(Energy548Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_548(x.array([1]), fixed.group.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 548);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_549(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if i < 2 && i < 2 {
            for k in 0..x.len() {
                energy -= 0.25 * j[[(i + 1) % n, k]] * sum(k + 1..n, |l| x[group[k]].powi(2) * x[i]) * distance[k];
            }
        }
    }
    energy
}

#[test]
fn energy_549_agrees() {
    {
        let fixed = Energy549Fixed { group: filled([3], vec![1, 0, 0]), distance: filled([3], vec![-1.0239829241976675, 0.11658673912422923, 0.8932987408044522]) };
        let model = Energy549::new(Energy549Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_549(x.array([3]), fixed.group.view(), fixed.distance.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 549);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy549Fixed { group: filled([2], vec![0, 1]), distance: filled([2], vec![-0.5147542359984043, 0.3838567162357496]) };
        let model = Energy549::new(Energy549Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_549(x.array([2]), fixed.group.view(), fixed.distance.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 549);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_551(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    0.5 * (-&x).dot(&h)
}

#[test]
fn energy_551_agrees() {
    {
        let model = Energy551::new(Energy551Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_551(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 551);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy551::new(Energy551Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_551(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 551);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_552(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] mask: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = (x, x))] w: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let u = (&x - &mask).dot(&j) + &c;
    let pair = (0..3 - 1).map(|i| x[x.len() - 1] * x[x.len() - 1]).sum::<f64>();
    -(0..x.len() / 2).filter(|&i| i + 1 < x.len() && i + 2 < x.len()).map(|i| x[(i + x.len() - 1) % x.len()] * pair.max(w[[i, i + 1]]) * x[i + 2].min(coupling)).sum::<f64>()
}

#[test]
fn energy_552_agrees() {
    {
        let fixed = Energy552Fixed { mask: filled([3], vec![1.0, 1.0, 1.0]) };
        let model = Energy552::new(Energy552Shape { x: [3], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_552(x.array([3]), fixed.mask.view(), theta.array([2]), theta.array([3, 2]), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 552);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy552Fixed { mask: filled([1], vec![1.0]) };
        let model = Energy552::new(Energy552Shape { x: [1], c: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_552(x.array([1]), fixed.mask.view(), theta.array([1]), theta.array([1, 1]), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 552);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_554(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &x + coupling;
    (-&x).dot(&h)
}

#[test]
fn energy_554_agrees() {
    {
        let model = Energy554::new(Energy554Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_554(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 554);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy554::new(Energy554Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_554(x.array([1]), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 554);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_556(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(shape = c)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    let u = y.mapv(square);
    energy -= square(((&y + &h).dot(&j) + &c).dot(&b));
    energy
}

#[test]
fn energy_556_agrees() {
    {
        let model = Energy556::new(Energy556Shape { x: [4], y: [4], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_556(x.array([4]), x.array([4]), theta.array([4]), theta.array([3]), theta.array([4, 3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 556);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy556::new(Energy556Shape { x: [2], y: [2], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_556(x.array([2]), x.array([2]), theta.array([2]), theta.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 556);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_558(
    #[visible(real)] x: ArrayView2<f64>,
    #[visible(binary)] y: ArrayView2<f64>,
    #[param(zero_diagonal, shape = (3, 3))] j: ArrayView2<f64>,
    #[param] w: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let (rows2, cols2) = y.dim();
    let pair = sum(0..3 / 2, |i| x[[i % x.ncols(), i % x.dim().1]] * j[[i / 2, i]]);
    coupling * (&y * &w).sum()
}

#[test]
fn energy_558_agrees() {
    {
        let model = Energy558::new(Energy558Shape { x: [2, 2], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_558(x.array([2, 2]), x.array([2, 2]), theta.array([3, 3]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 558);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy558::new(Energy558Shape { x: [2, 2], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_558(x.array([2, 2]), x.array([2, 2]), theta.array([3, 3]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 558);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_559(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..=n - 1 {
        if i % 2 == 0 {
            energy -= 0.3 * x[x.len() - 1 - i] * j[[i, i]] * x[(i + x.len() - i) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_559_agrees() {
    {
        let model = Energy559::new(Energy559Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_559(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 559);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy559::new(Energy559Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_559(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 559);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_560(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n - 1 {
        for k in (0..i + 1).step_by(2) {
            if k == 1 {
                energy += 2.0 * x[i] * x[(2 * k + 1) % x.len()].powi(4);
            }
        }
    }
    energy - x.dot(&h)
}

#[test]
fn energy_560_agrees() {
    {
        let model = Energy560::new(Energy560Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_560(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 560);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy560::new(Energy560Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_560(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 560);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_561(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = (x, x))] w: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let pair = group.iter().filter(|&&a| a >= 2).map(|&a| 0.5 * (1.5 + square(x[(a + 2) % n] * x[a] - 0.5)).recip() * x[a] * x[a - 2]).sum::<f64>();
    -j.dot(&x).dot(&w).dot(&x.dot(&w))
}

#[test]
fn energy_561_agrees() {
    {
        let fixed = Energy561Fixed { group: filled([1], vec![0]) };
        let model = Energy561::new(Energy561Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_561(x.array([2]), fixed.group.view(), theta.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 561);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy561Fixed { group: filled([1], vec![0]) };
        let model = Energy561::new(Energy561Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_561(x.array([1]), fixed.group.view(), theta.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 561);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_562(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * sum(0..x.len(), |i| 0.5 * x[n - 1 - i] * (if i > 0 { x[n - 1 - i] } else { j[[(i + i) % n, i]] }) * (1..n).filter(|&k| i >= 2).map(|k| -(x[i - 2] * mask[[i, k]] * (1.5 + square(x[i] - 0.5)).recip())).sum::<f64>()))
}

#[test]
fn energy_562_agrees() {
    {
        let fixed = Energy562Fixed { mask: filled([2, 2], vec![1.0, 1.0, 0.0, 1.0]) };
        let model = Energy562::new(Energy562Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_562(x.array([2]), theta.array([2, 2]), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 562);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy562Fixed { mask: filled([1, 1], vec![0.0]) };
        let model = Energy562::new(Energy562Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_562(x.array([1]), theta.array([1, 1]), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 562);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_563(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &x + coupling;
    let pair = (0..n).filter(|&i| i + 3 < x.len()).map(|i| x[i + 3] * x[i]).sum::<f64>();
    u.dot(&h)
}

#[test]
fn energy_563_agrees() {
    {
        let model = Energy563::new(Energy563Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_563(x.array([3]), theta.number(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 563);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy563::new(Energy563Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_563(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 563);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
