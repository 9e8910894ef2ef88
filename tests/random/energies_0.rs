// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_0(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy -= x[i] * j[[i, i]];
    }
    energy
}

#[test]
fn energy_0_agrees() {
    {
        let model = Energy0::new(Energy0Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_0(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 0);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy0::new(Energy0Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_0(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 0);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_6(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..3 {
        let s = x[i % x.len()];
        for k in 0..x.len() {
            energy -= (&x * coupling).dot(&j.row(k)) * s;
        }
    }
    energy
}

#[test]
fn energy_6_agrees() {
    {
        let model = Energy6::new(Energy6Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_6(x.array([2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 6);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy6::new(Energy6Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_6(x.array([2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 6);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_7(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(zero_diagonal, shape = (rows, rows))] w: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let u = j.dot(&x) + &c;
    let pair = sum(0..rows, |i| u[group[i]] * w[[i, i]]);
    -u.dot(&distance)
}

#[test]
fn energy_7_agrees() {
    {
        let fixed = Energy7Fixed { rows: 2, cols: 2, group: vec![1, 1], distance: filled([2], vec![0.3436864599290139, 0.9131666188898988]) };
        let model = Energy7::new(Energy7Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_7(fixed.rows, fixed.cols, x.array([4]), theta.array([2]), theta.array([2, 4]), &fixed.group, theta.array([2, 2]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 7);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy7Fixed { rows: 1, cols: 2, group: vec![1], distance: filled([2], vec![-1.0304945389817435, -1.019974459792406]) };
        let model = Energy7::new(Energy7Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_7(fixed.rows, fixed.cols, x.array([2]), theta.array([2]), theta.array([2, 2]), &fixed.group, theta.array([1, 1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 7);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_8(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        if i >= 1 {
            energy -= (if i >= 1 { h[i - 1] } else { 0.5 }) * (x[i] - coupling) * x[i - 1] / 2.0;
        } else {
            if i >= 3 {
                energy -= x[i - 3];
            }
        }
    }
    energy
}

#[test]
fn energy_8_agrees() {
    {
        let model = Energy8::new(Energy8Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_8(x.array([3]), theta.number(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 8);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy8::new(Energy8Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_8(x.array([1]), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 8);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_11(
    #[visible(spin)] x: ArrayView2<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[visible(real)] z: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = y.len())] h: ArrayView1<f64>,
    #[fixed] next: ArrayView1<usize>,
) -> f64 {
    let n = y.len();
    let n2 = z.len();
    let u = -&z;
    let pair = (0..x.dim().0 - 1).map(|i| u[group[i]] * y[group[i]].powi(4) * u[n - 1]).sum::<f64>();
    -(0..y.len() / 2).filter(|&i| i <= 2).map(|i| pair * h[next[i]]).sum::<f64>()
}

#[test]
fn energy_11_agrees() {
    {
        let fixed = Energy11Fixed { group: vec![1, 1], next: filled([2], vec![0, 0]) };
        let model = Energy11::new(Energy11Shape { x: [2, 2], y: [2], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_11(x.array([2, 2]), x.array([2]), x.array([2]), &fixed.group, theta.array([2]), fixed.next.view())
        };
        let sample = Sample::draw(&model, &function, 11);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy11Fixed { group: vec![0], next: filled([2], vec![0, 0]) };
        let model = Energy11::new(Energy11Shape { x: [1, 2], y: [2], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_11(x.array([1, 2]), x.array([2]), x.array([2]), &fixed.group, theta.array([2]), fixed.next.view())
        };
        let sample = Sample::draw(&model, &function, 11);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_12(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    -(&y * &j).sum()
}

#[test]
fn energy_12_agrees() {
    {
        let model = Energy12::new(Energy12Shape { x: [3], y: [2, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_12(x.array([3]), x.array([2, 3]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 12);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy12::new(Energy12Shape { x: [1], y: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_12(x.array([1]), x.array([2, 1]), theta.array([2, 1]))
        };
        let sample = Sample::draw(&model, &function, 12);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_13(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = -(x[i] * j[[i, i]] * x[i]);
        let next = (i + 2) % x.len();
        for k in 0..next + 1 {
            energy += x[(i + x.len() - 1) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_13_agrees() {
    {
        let model = Energy13::new(Energy13Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_13(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 13);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy13::new(Energy13Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_13(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 13);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_14(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(shape = x.len())] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n).map(|i| 1.5 * x[n - 1 - i] * (if i % 2 == 1 { h[i] } else { b[i] }) * x[group[i]]).sum::<f64>();
    (0..x.len()).rev().map(|i| 0.3 * pair).sum::<f64>()
}

#[test]
fn energy_14_agrees() {
    {
        let fixed = Energy14Fixed { group: vec![0, 0] };
        let model = Energy14::new(Energy14Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_14(x.array([2]), &fixed.group, theta.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 14);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy14Fixed { group: vec![1, 0] };
        let model = Energy14::new(Energy14Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_14(x.array([2]), &fixed.group, theta.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 14);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_17(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).step_by(2) {
        for k in 0..i {
            energy -= 0.25 * x[k] * x[k];
        }
    }
    energy - (-&x).dot(&h)
}

#[test]
fn energy_17_agrees() {
    {
        let model = Energy17::new(Energy17Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_17(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 17);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy17::new(Energy17Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_17(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 17);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_20(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| u.cos()).dot(&j) + &c;
    for i in 0..x.len() {
        let s = -(x[group[i]] * i as f64 * u[i % c.len()].powi(2));
        for k in 0..c.len() {
            energy -= 2.0 * (u[k] * (k + k) as f64).tanh() * u[(k + c.len() - 1) % c.len()];
        }
    }
    energy
}

#[test]
fn energy_20_agrees() {
    {
        let fixed = Energy20Fixed { group: vec![0, 1] };
        let model = Energy20::new(Energy20Shape { x: [2], c: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_20(x.array([2]), theta.array([4]), theta.array([2, 4]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 20);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy20Fixed { group: vec![1, 0] };
        let model = Energy20::new(Energy20Shape { x: [2], c: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_20(x.array([2]), theta.array([1]), theta.array([2, 1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 20);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_22(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n).filter(|&i| i + 2 < n).map(|i| (0..n).filter(|&k| !(i % 2 == 0)).map(|k| -(h[i] * x[group[i]] * x[i])).sum::<f64>() * x[i + 2]).sum::<f64>();
    0.5 * x.mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_22_agrees() {
    {
        let fixed = Energy22Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy22::new(Energy22Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_22(x.array([2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 22);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy22Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy22::new(Energy22Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_22(x.array([2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 22);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_24(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        let s = x[[x.shape()[0] - 1, (2 * i + 3) % x.dim().1]] * (0.5 * square(x[[group[i], (i + cols - i) % cols]] - h[i])).ln_1p() * h[(i + 1) % x.shape()[1]];
        energy += s * softplus(s) / 2.0;
    }
    energy
}

#[test]
fn energy_24_agrees() {
    {
        let fixed = Energy24Fixed { group: filled([3], vec![0, 0, 0]) };
        let model = Energy24::new(Energy24Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_24(x.array([3, 3]), fixed.group.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 24);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy24Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy24::new(Energy24Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_24(x.array([1, 2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 24);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_25(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        if a != 0 {
            energy -= x[(a + b) % x.len()] / 2.0;
        } else {
            if a + 1 < group.len() {
                energy += ((x[a] + h[a]) * distance[a] * x[a + 1]).sin() * x[group[a]];
            }
        }
    }
    energy
}

#[test]
fn energy_25_agrees() {
    {
        let fixed = Energy25Fixed { edges: vec![(0, 1), (0, 1), (1, 2)], group: filled([3], vec![1, 2, 2]), distance: filled([3], vec![-1.2506774051807836, 1.0421216860711517, -1.3221541399217087]) };
        let model = Energy25::new(Energy25Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_25(x.array([3]), &fixed.edges, fixed.group.view(), theta.array([3]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 25);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy25Fixed { edges: vec![(0, 0)], group: filled([1], vec![0]), distance: filled([1], vec![-1.1681146248135381]) };
        let model = Energy25::new(Energy25Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_25(x.array([1]), &fixed.edges, fixed.group.view(), theta.array([1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 25);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_26(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = &x + &h;
    for (e, &a) in group.iter().enumerate() {
        if a + 1 != x.len() || (e + a) % 2 == 0 {
            for i in 0..a {
                if a >= 1 {
                    energy -= x[a - 1] * (if !(i >= 0) { x[i / 2] } else { u[i] }) * x[i] / 2.0;
                }
            }
        }
    }
    energy
}

#[test]
fn energy_26_agrees() {
    {
        let fixed = Energy26Fixed { group: filled([4], vec![3, 3, 3, 1]) };
        let model = Energy26::new(Energy26Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_26(x.array([4]), theta.array([4]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 26);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy26Fixed { group: filled([0], vec![]) };
        let model = Energy26::new(Energy26Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_26(x.array([1]), theta.array([1]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 26);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_29(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..x.len() - 1 {
            energy += 0.25 * x[i] * y[i % n].tanh();
        }
    }
    energy - (0..x.len()).filter(|&i| i < 1).map(|i| x[i] * (x[i] + h[(i + x.len() - 1) % x.len()])).sum::<f64>()
}

#[test]
fn energy_29_agrees() {
    {
        let model = Energy29::new(Energy29Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_29(x.array([4]), x.array([3]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 29);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy29::new(Energy29Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_29(x.array([2]), x.array([1]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 29);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_30(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for &(a, b) in edges.iter() {
            energy -= coupling * x[(b + x.len() - i) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_30_agrees() {
    {
        let fixed = Energy30Fixed { edges: vec![(1, 1), (2, 0)] };
        let model = Energy30::new(Energy30Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_30(x.array([3]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 30);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy30Fixed { edges: vec![(0, 0)] };
        let model = Energy30::new(Energy30Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_30(x.array([2]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 30);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_31(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += j[[i, i]] * x[i] * x[i].powi(2);
    }
    energy
}

#[test]
fn energy_31_agrees() {
    {
        let model = Energy31::new(Energy31Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_31(x.array([4]), x.array([2]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 31);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy31::new(Energy31Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_31(x.array([2]), x.array([1]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 31);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_33(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let pair = (0..x.ncols()).filter(|&i| i != 0).map(|i| x[[group[i], i]] * distance[[i, i]]).sum::<f64>();
    coupling * 0.5
}

#[test]
fn energy_33_agrees() {
    {
        let fixed = Energy33Fixed { group: filled([3], vec![0, 1, 1]), distance: filled([3, 3], vec![-0.6928106962214942, -1.4201909119071208, -0.7949781288912853, -1.4750629557888444, -0.30211460489869046, 1.011001870173192, 1.1549487294461138, -1.1573733766178118, -0.7149332678205632]) };
        let model = Energy33::new(Energy33Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_33(x.array([3, 3]), fixed.group.view(), fixed.distance.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 33);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy33Fixed { group: filled([2], vec![0, 0]), distance: filled([2, 2], vec![-0.0064549571193137645, -1.0278664107452986, -1.335047700417251, -0.7122612571249693]) };
        let model = Energy33::new(Energy33Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_33(x.array([2, 2]), fixed.group.view(), fixed.distance.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 33);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_35(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = rows)] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..rows).step_by(2) {
        let next = i;
        for k in 0..cols {
            energy -= (if next <= i { h[i] } else { 0.0 }) * x[next * cols + k] * ln_cosh(x[group[k]] * x[next * group.len() + k]);
        }
    }
    energy
}

#[test]
fn energy_35_agrees() {
    {
        let fixed = Energy35Fixed { rows: 2, cols: 3, group: vec![4, 4, 3] };
        let model = Energy35::new(Energy35Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_35(fixed.rows, fixed.cols, x.array([6]), theta.array([2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 35);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy35Fixed { rows: 1, cols: 1, group: vec![0] };
        let model = Energy35::new(Energy35Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_35(fixed.rows, fixed.cols, x.array([1]), theta.array([1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 35);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_39(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        let next = e;
        energy -= (if a + 1 != n { x[a] } else { j[[n - 1 - a, group[a]]] }) * x[group[b]].powi(2);
    }
    energy
}

#[test]
fn energy_39_agrees() {
    {
        let fixed = Energy39Fixed { edges: vec![(1, 1), (1, 1)], group: vec![1, 0] };
        let model = Energy39::new(Energy39Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_39(x.array([2]), &fixed.edges, theta.array([2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 39);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy39Fixed { edges: vec![(0, 0)], group: vec![1, 0] };
        let model = Energy39::new(Energy39Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_39(x.array([2]), &fixed.edges, theta.array([2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 39);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_40(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let mut t: f64 = 0.0;
        for k in 0..x.len() {
            if k != 1 {
                t += distance[[k, (k + 2) % x.len()]] * x[i / 2] * x[i].powi(2);
            }
        }
        energy += t / 2.0;
    }
    energy - (0.5 * &x).dot(&h)
}

#[test]
fn energy_40_agrees() {
    {
        let fixed = Energy40Fixed { distance: filled([3, 3], vec![-0.07368548453632218, 1.1641983074385451, -0.31495849619904837, -0.37146520088964063, 0.4963484329670287, -0.9820948620873754, 0.9781752799831755, 0.6067713108233495, -0.30122553423070864]) };
        let model = Energy40::new(Energy40Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_40(x.array([3]), fixed.distance.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 40);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy40Fixed { distance: filled([1, 1], vec![1.0629992078346957]) };
        let model = Energy40::new(Energy40Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_40(x.array([1]), fixed.distance.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 40);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_41(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        energy += x[[(a + 3) % x.ncols(), group[b]]] * x[[(c + 1) % x.ncols(), a]] * (if b + 1 < group.len() { coupling } else { x[[b, a]] });
    }
    energy
}

#[test]
fn energy_41_agrees() {
    {
        let fixed = Energy41Fixed { triples: vec![(1, 1, 0), (1, 1, 0), (1, 0, 0), (0, 1, 1), (1, 1, 1)], group: filled([2], vec![0, 1]) };
        let model = Energy41::new(Energy41Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_41(x.array([2, 2]), &fixed.triples, fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 41);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy41Fixed { triples: vec![], group: filled([2], vec![1, 0]) };
        let model = Energy41::new(Energy41Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_41(x.array([2, 2]), &fixed.triples, fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 41);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_42(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>();
    energy
}

#[test]
fn energy_42_agrees() {
    {
        let model = Energy42::new(Energy42Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_42(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 42);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy42::new(Energy42Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_42(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 42);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_43(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..rows * cols {
        let next = (i + i) % (rows * cols);
        energy -= 0.25 * (&x + &h).mapv(|u| 0.5 * u.powi(2)).sum() * (0..rows).filter(|&k| next + 1 < rows * cols).map(|k| x[next + 1] * x[(next + next) % (rows * cols)].powi(2)).sum::<f64>() * coupling;
    }
    energy
}

#[test]
fn energy_43_agrees() {
    {
        let fixed = Energy43Fixed { rows: 2, cols: 2 };
        let model = Energy43::new(Energy43Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_43(fixed.rows, fixed.cols, x.array([4]), theta.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 43);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy43Fixed { rows: 2, cols: 1 };
        let model = Energy43::new(Energy43Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_43(fixed.rows, fixed.cols, x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 43);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_44(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len(), x.len()))] tensor: ArrayView3<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for i in i + 1..x.len() {
            if i + 1 != x.len() && i >= 3 {
                energy += 0.3 * x[(i + i) % n] * tensor[[i - 3, (i + n - i) % n, i]];
            }
        }
    }
    energy
}

#[test]
fn energy_44_agrees() {
    {
        let model = Energy44::new(Energy44Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_44(x.array([3]), theta.array([3, 3, 3]))
        };
        let sample = Sample::draw(&model, &function, 44);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy44::new(Energy44Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_44(x.array([1]), theta.array([1, 1, 1]))
        };
        let sample = Sample::draw(&model, &function, 44);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_45(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        energy += h[i];
    }
    energy
}

#[test]
fn energy_45_agrees() {
    {
        let model = Energy45::new(Energy45Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_45(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 45);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy45::new(Energy45Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_45(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 45);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_46(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, shape = (x.nrows(), x.ncols()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= x[[b, group[b]]] * j[[a, b]];
    }
    energy
}

#[test]
fn energy_46_agrees() {
    {
        let fixed = Energy46Fixed { edges: vec![(1, 2)], group: filled([3], vec![2, 0, 2]) };
        let model = Energy46::new(Energy46Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_46(x.array([3, 3]), &fixed.edges, fixed.group.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 46);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy46Fixed { edges: vec![(0, 0), (0, 0)], group: filled([1], vec![0]) };
        let model = Energy46::new(Energy46Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_46(x.array([1, 1]), &fixed.edges, fixed.group.view(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 46);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_48(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), x))] w: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        if next + 1 < n {
            energy += 0.25 * (x[next + 1] - x[next]) * j[[i, next]] * x.mapv(|u| 0.5 * u.powi(2)).dot(&x);
        }
    }
    energy - sum(0..n, |i| 0.3 * x[i] * w[[group[i], i]])
}

#[test]
fn energy_48_agrees() {
    {
        let fixed = Energy48Fixed { group: vec![0, 0] };
        let model = Energy48::new(Energy48Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_48(x.array([2]), theta.array([2, 2]), theta.array([2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 48);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy48Fixed { group: vec![1, 1] };
        let model = Energy48::new(Energy48Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_48(x.array([2]), theta.array([2, 2]), theta.array([2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 48);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_49(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy -= x[i];
    }
    energy - coupling * x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight * x[place].min((place + place) as f64) * x[(2 * place + 1) % x.len()]).sum::<f64>()
}

#[test]
fn energy_49_agrees() {
    {
        let model = Energy49::new(Energy49Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_49(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 49);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy49::new(Energy49Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_49(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 49);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_50(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    (0..=n - 1).filter(|&i| (i + 1 < n && i >= 1) && i % 2 == 0).map(|i| x[i + 1] * j[[(i + n - 1) % n, i - 1]] * coupling).sum::<f64>()
}

#[test]
fn energy_50_agrees() {
    {
        let model = Energy50::new(Energy50Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_50(x.array([3]), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 50);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy50::new(Energy50Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_50(x.array([1]), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 50);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_51(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = (x.nrows(), x.ncols()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[1] {
        let s = 0.5 * x[[0, i]].max(h[i]);
        for k in i..x.shape()[1] {
            energy -= -(s * s / (1.0 + square(s)) * (&x.column(i) + coupling).sum());
        }
    }
    energy - (&x - &j).mapv(|u| 0.5 * u.powi(2)).sum()
}

#[test]
fn energy_51_agrees() {
    {
        let model = Energy51::new(Energy51Shape { x: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_51(x.array([3, 2]), theta.array([2]), theta.number(), theta.array([3, 2]))
        };
        let sample = Sample::draw(&model, &function, 51);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy51::new(Energy51Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_51(x.array([2, 2]), theta.array([2]), theta.number(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 51);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_52(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    x.dot(&h)
}

#[test]
fn energy_52_agrees() {
    {
        let fixed = Energy52Fixed { rows: 3, cols: 2 };
        let model = Energy52::new(Energy52Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_52(fixed.rows, fixed.cols, x.array([6]), theta.array([6]))
        };
        let sample = Sample::draw(&model, &function, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy52Fixed { rows: 2, cols: 1 };
        let model = Energy52::new(Energy52Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_52(fixed.rows, fixed.cols, x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 52);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_53(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    coupling * (&x - &h).dot(&h)
}

#[test]
fn energy_53_agrees() {
    {
        let model = Energy53::new(Energy53Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_53(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 53);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy53::new(Energy53Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_53(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 53);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_54(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight * y[[group[place], place]].min(weight) * weight.powi(3) * site).sum::<f64>()
}

#[test]
fn energy_54_agrees() {
    {
        let fixed = Energy54Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy54::new(Energy54Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_54(x.array([2]), x.array([2, 2]), theta.array([2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 54);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy54Fixed { group: filled([1], vec![0]) };
        let model = Energy54::new(Energy54Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_54(x.array([1]), x.array([1, 1]), theta.array([1]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 54);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_56(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = rows)] h: ArrayView1<f64>,
) -> f64 {
    (1..rows).rev().step_by(2).map(|i| (if i >= 0 { x[group[i]] } else { h[i] }) * ln_cosh(x[i % (rows * cols)] * x[rows * cols - 1] - 0.5)).sum::<f64>()
}

#[test]
fn energy_56_agrees() {
    {
        let fixed = Energy56Fixed { rows: 2, cols: 2, group: filled([2], vec![3, 1]) };
        let model = Energy56::new(Energy56Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_56(fixed.rows, fixed.cols, x.array([4]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 56);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy56Fixed { rows: 1, cols: 2, group: filled([1], vec![0]) };
        let model = Energy56::new(Energy56Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_56(fixed.rows, fixed.cols, x.array([2]), fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 56);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_57(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..i {
            let next = (k + 3) % n;
            energy += 2.0 * (x[i] - x[i]) * x[k] * j[[i, k]];
        }
    }
    energy
}

#[test]
fn energy_57_agrees() {
    {
        let model = Energy57::new(Energy57Shape { x: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_57(x.array([4]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 57);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy57::new(Energy57Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_57(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 57);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_58(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    square((0..n2).filter(|&i| !(i <= 1)).map(|i| x[i % n] * (x[i % x.len()] - coupling).cos() * x[i % n].abs()).sum::<f64>())
}

#[test]
fn energy_58_agrees() {
    {
        let model = Energy58::new(Energy58Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_58(x.array([4]), x.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 58);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy58::new(Energy58Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_58(x.array([1]), x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 58);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_60(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] mask: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    coupling * (0..x.len()).map(|i| 1.5 * mask[(i + 1) % group.len()] * x[(i + 1) % x.len()].powi(2) * (x[(i + 2) % group.len()] - x[group[i]])).sum::<f64>()
}

#[test]
fn energy_60_agrees() {
    {
        let fixed = Energy60Fixed { group: filled([3], vec![0, 0, 1]), mask: filled([3], vec![1.0, 1.0, 1.0]) };
        let model = Energy60::new(Energy60Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_60(x.array([3]), fixed.group.view(), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 60);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy60Fixed { group: filled([2], vec![0, 0]), mask: filled([2], vec![0.0, 1.0]) };
        let model = Energy60::new(Energy60Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_60(x.array([2]), fixed.group.view(), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 60);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_61(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let pair = (0..n).filter(|&i| i >= 1).map(|i| j[[i / 2, (i + 1) % n]] * x[(i + n - 1) % n] * h[i] / (1.0 + square((x[i - 1] + x[i]) * coupling * x[i])) / 2.0).sum::<f64>();
    -(0.5 * group.iter().map(|&a| 2.0 * x[a] * x[a]).sum::<f64>())
}

#[test]
fn energy_61_agrees() {
    {
        let fixed = Energy61Fixed { group: vec![1, 2] };
        let model = Energy61::new(Energy61Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_61(x.array([3]), theta.array([3, 3]), theta.number(), theta.array([3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 61);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy61Fixed { group: vec![] };
        let model = Energy61::new(Energy61Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_61(x.array([2]), theta.array([2, 2]), theta.number(), theta.array([2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 61);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_64(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] w: ArrayView2<f64>,
    #[fixed] mask: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * j.t().dot(&x).dot(&j).dot(&mask);
    energy
}

#[test]
fn energy_64_agrees() {
    {
        let fixed = Energy64Fixed { rows: 2, cols: 2, mask: filled([4], vec![1.0, 1.0, 1.0, 1.0]) };
        let model = Energy64::new(Energy64Shape { x: [4], c: 3, w_rows: 4, w_columns: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_64(fixed.rows, fixed.cols, x.array([4]), theta.array([4, 4]), theta.array([3]), theta.array([4, 3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 64);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy64Fixed { rows: 1, cols: 1, mask: filled([1], vec![0.0]) };
        let model = Energy64::new(Energy64Shape { x: [1], c: 1, w_rows: 1, w_columns: 1 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_64(fixed.rows, fixed.cols, x.array([1]), theta.array([1, 1]), theta.array([1]), theta.array([1, 1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 64);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
