// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_600(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = edges.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() - 1 {
        for (e, &(a, b)) in edges.iter().enumerate() {
            energy -= x[(b + 2) % x.len()].powi(2) * (if a != 0 { distance[e] } else { h[(e + 1) % edges.len()] }) * x[i];
        }
    }
    energy
}

#[test]
fn energy_600_agrees() {
    {
        let fixed = Energy600Fixed { edges: vec![(1, 0)], distance: filled([1], vec![0.44263376175292524]) };
        let model = Energy600::new(Energy600Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_600(x.array([2]), &fixed.edges, fixed.distance.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 600);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy600Fixed { edges: vec![], distance: filled([0], vec![]) };
        let model = Energy600::new(Energy600Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_600(x.array([1]), &fixed.edges, fixed.distance.view(), theta.array([0]))
        };
        let sample = Sample::draw(&model, &function, 600);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_601(
    #[visible(real)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        energy += (i / 2) as f64 / (cols as f64) * x[[i % rows, (i + 1) % cols]] * coupling;
    }
    energy - square(x.mapv(|u| u.sin()).sum())
}

#[test]
fn energy_601_agrees() {
    {
        let model = Energy601::new(Energy601Shape { x: [2, 4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_601(x.array([2, 4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 601);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy601::new(Energy601Shape { x: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_601(x.array([2, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 601);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_603(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let pair = sum(0..x.len(), |i| 0.3 * (i + i) as f64 / (n as f64) * x[(i + 1) % x.len()]);
    (&x + &h).dot(&b)
}

#[test]
fn energy_603_agrees() {
    {
        let model = Energy603::new(Energy603Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_603(x.array([3]), theta.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 603);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy603::new(Energy603Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_603(x.array([1]), theta.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 603);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_604(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy += x[a] * (x[(a + x.len() - 1) % x.len()] - h[a]);
    }
    energy
}

#[test]
fn energy_604_agrees() {
    {
        let fixed = Energy604Fixed { edges: vec![(1, 1), (0, 0), (0, 0)] };
        let model = Energy604::new(Energy604Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_604(x.array([2]), &fixed.edges, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 604);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy604Fixed { edges: vec![] };
        let model = Energy604::new(Energy604Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_604(x.array([2]), &fixed.edges, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 604);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_606(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = j.dot(&x).dot(&j);
    for i in 0..rows {
        energy += x[i % (rows * cols)] * (if i != 1 || i > 2 { x[i % (rows * cols)] } else { mask[[i, i]] });
    }
    energy
}

#[test]
fn energy_606_agrees() {
    {
        let fixed = Energy606Fixed { rows: 2, cols: 2, mask: filled([2, 2], vec![1.0, 0.0, 1.0, 0.0]) };
        let model = Energy606::new(Energy606Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_606(fixed.rows, fixed.cols, x.array([4]), theta.array([4, 4]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 606);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy606Fixed { rows: 1, cols: 1, mask: filled([1, 1], vec![1.0]) };
        let model = Energy606::new(Energy606Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_606(fixed.rows, fixed.cols, x.array([1]), theta.array([1, 1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 606);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_607(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = i;
        if next + 1 != x.len() {
            for k in 0..next {
                let other = next;
                energy += -(x[next / 2].powi(2) * coupling * h[i]);
            }
        }
    }
    energy - (&x - &h).dot(&b)
}

#[test]
fn energy_607_agrees() {
    {
        let model = Energy607::new(Energy607Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_607(x.array([2]), theta.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 607);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy607::new(Energy607Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_607(x.array([2]), theta.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 607);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_609(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(shape = (x, c))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let u = j.dot(&(j.t().dot(&x) + &c));
    coupling * (0..x.len()).filter(|&i| i % 2 == 1 || i >= 1).map(|i| u[group[i]] * x[(2 * i + 2) % x.len()]).sum::<f64>()
}

#[test]
fn energy_609_agrees() {
    {
        let fixed = Energy609Fixed { group: vec![0, 0, 1] };
        let model = Energy609::new(Energy609Shape { x: [3], c: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_609(x.array([3]), theta.array([4]), theta.array([3, 4]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 609);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy609Fixed { group: vec![0, 0] };
        let model = Energy609::new(Energy609Shape { x: [2], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_609(x.array([2]), theta.array([2]), theta.array([2, 2]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 609);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_610(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev().step_by(3) {
        let next = i;
        energy += (1.5 + square(x[i])).recip() * h[i] * x[next];
    }
    energy
}

#[test]
fn energy_610_agrees() {
    {
        let model = Energy610::new(Energy610Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_610(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 610);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy610::new(Energy610Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_610(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 610);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_612(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| u.cos());
    energy -= u.dot(&h);
    energy
}

#[test]
fn energy_612_agrees() {
    {
        let model = Energy612::new(Energy612Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_612(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 612);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy612::new(Energy612Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_612(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 612);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_613(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView2<f64>,
    #[visible(spin)] z: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = z.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>();
    energy
}

#[test]
fn energy_613_agrees() {
    {
        let model = Energy613::new(Energy613Shape { x: [2], y: [2, 2], z: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_613(x.array([2]), x.array([2, 2]), x.array([3]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 613);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy613::new(Energy613Shape { x: [1], y: [1, 1], z: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_613(x.array([1]), x.array([1, 1]), x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 613);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_614(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    -j.dot(&(&x + &h)).dot(&h)
}

#[test]
fn energy_614_agrees() {
    {
        let model = Energy614::new(Energy614Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_614(x.array([3]), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 614);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy614::new(Energy614Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_614(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 614);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_616(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView1<f64>,
    #[fixed] next: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let u = &x + coupling;
    let pair = (0..y.len() - 1).rev().step_by(2).filter(|&i| i > 1).map(|i| 0.25 * u[group[i]] * distance[next[i]]).sum::<f64>();
    0.5 * u.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight).sum::<f64>()
}

#[test]
fn energy_616_agrees() {
    {
        let fixed = Energy616Fixed { group: filled([3], vec![0, 0, 2]), distance: filled([3], vec![1.0657457605732734, 1.2976632073952992, -1.060655174649768]), next: filled([3], vec![1, 1, 0]) };
        let model = Energy616::new(Energy616Shape { x: [4], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_616(x.array([4]), x.array([3]), theta.number(), fixed.group.view(), fixed.distance.view(), fixed.next.view(), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 616);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy616Fixed { group: filled([1], vec![0]), distance: filled([1], vec![-0.07231630287590463]), next: filled([1], vec![0]) };
        let model = Energy616::new(Energy616Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_616(x.array([1]), x.array([1]), theta.number(), fixed.group.view(), fixed.distance.view(), fixed.next.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 616);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_617(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param(shape = y.nrows())] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (y.ncols(), y.ncols()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..y.nrows() {
        if i + 1 < y.dim().0 {
            energy -= sigmoid(y[[i / 2, (i + 1) % y.shape()[1]]] * j[[i, i]] - y[[i, i]] * y[[(i + 3) % y.dim().0, i]]) * h[i] * y[[i + 1, (i + y.dim().0 - 1) % y.dim().0]];
        }
    }
    energy
}

#[test]
fn energy_617_agrees() {
    {
        let model = Energy617::new(Energy617Shape { x: [2], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_617(x.array([2]), x.array([2, 2]), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 617);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy617::new(Energy617Shape { x: [1], y: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_617(x.array([1]), x.array([1, 1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 617);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_618(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(symmetric, zero_diagonal, shape = (x.ncols(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        if a + 1 < x.shape()[1] {
            energy += x[[a + 1, b]].powi(2) * x[[a, a]] * j[[b, b]];
        }
    }
    energy
}

#[test]
fn energy_618_agrees() {
    {
        let fixed = Energy618Fixed { edges: vec![(1, 2), (1, 2)] };
        let model = Energy618::new(Energy618Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_618(x.array([3, 3]), &fixed.edges, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 618);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy618Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy618::new(Energy618Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_618(x.array([1, 1]), &fixed.edges, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 618);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_619(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = 0.5 * &x;
    let pair = (0..x.len()).map(|i| x[i] * u.mapv(|u| 0.5 * u.powi(2)).sum() * x[i].powi(2)).sum::<f64>();
    x.dot(&h)
}

#[test]
fn energy_619_agrees() {
    {
        let model = Energy619::new(Energy619Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_619(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 619);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy619::new(Energy619Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_619(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 619);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_620(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev().step_by(2) {
        for k in i + 1..x.len() {
            let next = (k + 1) % x.len();
            if k + 1 < x.len() {
                energy -= x[i] * (0.5 * (x[k] - j[[k, k + 1]] * h[i] - x[(i + 2) % x.len()])).exp_m1();
            }
        }
    }
    energy
}

#[test]
fn energy_620_agrees() {
    {
        let model = Energy620::new(Energy620Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_620(x.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 620);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy620::new(Energy620Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_620(x.array([1]), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 620);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_622(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    -(coupling * 0.5)
}

#[test]
fn energy_622_agrees() {
    {
        let model = Energy622::new(Energy622Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_622(x.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 622);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy622::new(Energy622Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_622(x.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 622);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_627(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = (3, 3))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= sum(1..3, |i| x[i % n] * j[[i, (i + 1) % 3]] / 2.0);
    energy
}

#[test]
fn energy_627_agrees() {
    {
        let model = Energy627::new(Energy627Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_627(x.array([4]), x.array([4]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 627);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy627::new(Energy627Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_627(x.array([1]), x.array([1]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 627);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_628(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        let s = -(distance[a] * x[group[b]] * x[x.len() - 1 - b]);
        if a + 2 < group.len() {
            energy -= h[a + 2] * s * (0..b).rev().step_by(2).filter(|&i| a + 1 < x.len()).map(|i| 2.0 * x[a + 1] * s).sum::<f64>();
        }
    }
    energy
}

#[test]
fn energy_628_agrees() {
    {
        let fixed = Energy628Fixed { edges: vec![(1, 2), (1, 2), (1, 0), (1, 0), (2, 2)], group: filled([3], vec![2, 1, 1]), distance: filled([3], vec![1.1639614357036163, 0.8517129750744941, 1.1614443038370776]) };
        let model = Energy628::new(Energy628Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_628(x.array([3]), &fixed.edges, fixed.group.view(), fixed.distance.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 628);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy628Fixed { edges: vec![], group: filled([1], vec![0]), distance: filled([1], vec![1.1365805051294418]) };
        let model = Energy628::new(Energy628Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_628(x.array([1]), &fixed.edges, fixed.group.view(), fixed.distance.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 628);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_630(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView1<f64>,
) -> f64 {
    sum(1..x.len(), |i| mask[(i + 1) % x.len()] * x.iter().zip(h.iter()).enumerate().map(|(place, (&site, &weight))| site * weight * x[(place + 1) % x.len()] * (site - j[[i, place]]) * x[(place + x.len() - 1) % x.len()]).sum::<f64>())
}

#[test]
fn energy_630_agrees() {
    {
        let fixed = Energy630Fixed { mask: filled([2], vec![1.0, 0.0]) };
        let model = Energy630::new(Energy630Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_630(x.array([2]), theta.array([2]), theta.array([2, 2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 630);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy630Fixed { mask: filled([1], vec![0.0]) };
        let model = Energy630::new(Energy630Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_630(x.array([1]), theta.array([1]), theta.array([1, 1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 630);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_631(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..x.len()).map(|i| x[i / 2] * j[[i, i]]).sum::<f64>();
    -(0..x.len()).filter(|&i| i >= 0).map(|i| x[i / 2]).sum::<f64>()
}

#[test]
fn energy_631_agrees() {
    {
        let model = Energy631::new(Energy631Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_631(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 631);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy631::new(Energy631Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_631(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 631);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_633(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] field: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len() / 2).rev().step_by(3) {
        energy -= x[i].min(field) * coupling;
    }
    energy - 0.5 * x.mapv(|u| 0.5 * u.powi(2)).sum()
}

#[test]
fn energy_633_agrees() {
    {
        let model = Energy633::new(Energy633Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_633(x.array([3]), theta.number(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 633);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy633::new(Energy633Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_633(x.array([2]), theta.number(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 633);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_638(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().1 {
        for k in 0..cols {
            let s = 0.25 * x[[i, k]].powi(3) * x[[group[i], (i + i) % cols]];
            energy += 0.5 * x[[(i + x.dim().1 - 1) % x.dim().1, group[i]]] * coupling * h[i] / (1.0 + square(s));
        }
    }
    energy - 0.5
}

#[test]
fn energy_638_agrees() {
    {
        let fixed = Energy638Fixed { group: vec![2, 2, 0] };
        let model = Energy638::new(Energy638Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_638(x.array([3, 3]), &fixed.group, theta.number(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 638);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy638Fixed { group: vec![0] };
        let model = Energy638::new(Energy638Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_638(x.array([1, 1]), &fixed.group, theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 638);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_642(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * (&x + &h).dot(&(0.5 * &x)))
}

#[test]
fn energy_642_agrees() {
    {
        let model = Energy642::new(Energy642Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_642(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 642);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy642::new(Energy642Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_642(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 642);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_644(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[fixed] distance: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in i + 1..x.len() {
            let mut t: f64 = 0.0;
            for l in k..x.len() {
                t -= l as f64 * x[l] / 2.0;
            }
            energy -= x[i] * distance / (1.0 + square(x[i] - t * h[i]));
        }
    }
    energy
}

#[test]
fn energy_644_agrees() {
    {
        let fixed = Energy644Fixed { distance: -0.6367698030930908 };
        let model = Energy644::new(Energy644Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_644(x.array([3]), theta.array([3]), fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 644);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy644Fixed { distance: 1.0548490899082301 };
        let model = Energy644::new(Energy644Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_644(x.array([2]), theta.array([2]), fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 644);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_646(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[1] {
        let s = group[i] as f64 / (x.dim().1 as f64) * x[[i % x.shape()[0], (i + x.shape()[1] - 1) % x.shape()[1]]];
        energy += (1.5 + square(s - h[i] - s)).recip() * x[[i % x.nrows(), i]] * (x[[i % x.dim().0, (i + i) % x.dim().1]] * s).abs() / 2.0;
    }
    energy
}

#[test]
fn energy_646_agrees() {
    {
        let fixed = Energy646Fixed { group: vec![1, 0] };
        let model = Energy646::new(Energy646Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_646(x.array([2, 2]), &fixed.group, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 646);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy646Fixed { group: vec![0, 0] };
        let model = Energy646::new(Energy646Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_646(x.array([1, 2]), &fixed.group, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 646);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_648(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] next: &[usize],
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() - 1 {
        let mut t: f64 = 0.0;
        for k in 0..x.len() {
            t -= x[i / 2] * x[i];
        }
        for &a in group.iter() {
            if !(next[a] != next[i]) {
                energy -= -(x[a] * x[i] * t);
            } else {
                energy -= -(h[a] * t);
            }
        }
    }
    energy
}

#[test]
fn energy_648_agrees() {
    {
        let fixed = Energy648Fixed { group: filled([4], vec![0, 0, 2, 2]), next: vec![0, 2, 0] };
        let model = Energy648::new(Energy648Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_648(x.array([3]), fixed.group.view(), &fixed.next, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 648);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy648Fixed { group: filled([1], vec![0]), next: vec![0] };
        let model = Energy648::new(Energy648Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_648(x.array([1]), fixed.group.view(), &fixed.next, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 648);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_649(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        for k in i + 1..x.len() {
            energy -= h[i] * x[i] * coupling;
        }
    }
    energy
}

#[test]
fn energy_649_agrees() {
    {
        let model = Energy649::new(Energy649Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_649(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 649);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy649::new(Energy649Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_649(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 649);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_651(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = y)] h: ArrayView1<f64>,
    #[fixed] index: &[usize],
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.len() {
        let s = y[i];
        for k in 0..y.len() - 1 {
            let next = k;
            for l in next + 1..n {
                energy -= x[group[next]] * h[(next + 1) % n] * (0..n).step_by(2).map(|m| x[index[next]]).sum::<f64>();
            }
        }
    }
    energy
}

#[test]
fn energy_651_agrees() {
    {
        let fixed = Energy651Fixed { group: filled([2], vec![2, 1]), index: vec![2, 2] };
        let model = Energy651::new(Energy651Shape { x: [4], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_651(x.array([4]), x.array([2]), fixed.group.view(), theta.array([2]), &fixed.index)
        };
        let sample = Sample::draw(&model, &function, 651);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy651Fixed { group: filled([1], vec![0]), index: vec![0] };
        let model = Energy651::new(Energy651Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_651(x.array([1]), x.array([1]), fixed.group.view(), theta.array([1]), &fixed.index)
        };
        let sample = Sample::draw(&model, &function, 651);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_652(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[fixed] distance: f64,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        energy += edges.iter().enumerate().filter(|&(e, &(a, b))| i + 1 < rows).map(|(e, &(a, b))| x[i + 1] * y[[(a + 2) % rows, cols - 1 - b]] * y[[i, a]].min(coupling)).sum::<f64>() * distance * x[i];
    }
    energy
}

#[test]
fn energy_652_agrees() {
    {
        let fixed = Energy652Fixed { distance: 0.9808605874795022, edges: vec![(1, 1), (1, 0)] };
        let model = Energy652::new(Energy652Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_652(x.array([2]), x.array([2, 2]), fixed.distance, &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 652);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy652Fixed { distance: 0.6275180120657975, edges: vec![(0, 0), (0, 0)] };
        let model = Energy652::new(Energy652Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_652(x.array([1]), x.array([1, 1]), fixed.distance, &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 652);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_657(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = (x.nrows(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[0] {
        for k in i + 1..x.nrows() {
            let s = x[[k / 2, i % x.shape()[1]]] * x[[(k + 3) % x.shape()[0], i % x.dim().1]] * x[[(k + 1) % x.nrows(), k % x.ncols()]].cos();
            energy -= 0.5 * j[[i, k]] * x[[k, i % x.ncols()]];
        }
    }
    energy
}

#[test]
fn energy_657_agrees() {
    {
        let model = Energy657::new(Energy657Shape { x: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_657(x.array([3, 2]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 657);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy657::new(Energy657Shape { x: [2, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_657(x.array([2, 1]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 657);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_658(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] mask: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= (0..x.len()).step_by(2).map(|i| x[i]).sum::<f64>();
    energy - j.dot(&(&x + &mask)).dot(&h)
}

#[test]
fn energy_658_agrees() {
    {
        let fixed = Energy658Fixed { mask: filled([3], vec![0.0, 0.0, 1.0]) };
        let model = Energy658::new(Energy658Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_658(x.array([3]), fixed.mask.view(), theta.array([3, 3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 658);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy658Fixed { mask: filled([1], vec![1.0]) };
        let model = Energy658::new(Energy658Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_658(x.array([1]), fixed.mask.view(), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 658);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_660(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().0 {
        energy -= coupling * x[[(i + rows - 1) % rows, group[i]]] * i as f64;
    }
    energy
}

#[test]
fn energy_660_agrees() {
    {
        let fixed = Energy660Fixed { group: filled([3], vec![1, 2, 2]) };
        let model = Energy660::new(Energy660Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_660(x.array([3, 3]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 660);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy660Fixed { group: filled([1], vec![1]) };
        let model = Energy660::new(Energy660Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_660(x.array([1, 2]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 660);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_663(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(symmetric, shape = (y, y.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    0.5 * y.dot(&j.t().dot(&y))
}

#[test]
fn energy_663_agrees() {
    {
        let model = Energy663::new(Energy663Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_663(x.array([4]), x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 663);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy663::new(Energy663Shape { x: [2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_663(x.array([2]), x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 663);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_664(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[visible(spin)] z: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
    #[fixed] next: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let mut t: f64 = 0.0;
        for k in (0..i).step_by(2) {
            if k + 2 < x.len() {
                t -= h[i] * z[group[i]] * x[k + 2];
            }
        }
        energy -= z[next[i]] * z[i % z.len()];
    }
    energy
}

#[test]
fn energy_664_agrees() {
    {
        let fixed = Energy664Fixed { group: filled([3], vec![1, 0, 0]), next: vec![0, 0, 0] };
        let model = Energy664::new(Energy664Shape { x: [3], y: [3], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_664(x.array([3]), x.array([3]), x.array([2]), fixed.group.view(), theta.array([3]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 664);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy664Fixed { group: filled([1], vec![0]), next: vec![0] };
        let model = Energy664::new(Energy664Shape { x: [1], y: [1], z: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_664(x.array([1]), x.array([1]), x.array([1]), fixed.group.view(), theta.array([1]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 664);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_665(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        let s = x[i] * h[i] * x[(i + 1) % n].powi(2);
        if i % 2 == 0 {
            energy += -(0.5 * (s * s - j[[i, i]] * mask[[i, i]])).exp_m1();
        }
    }
    energy
}

#[test]
fn energy_665_agrees() {
    {
        let fixed = Energy665Fixed { mask: filled([3, 3], vec![1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]) };
        let model = Energy665::new(Energy665Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_665(x.array([3]), theta.array([3]), theta.array([3, 3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 665);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy665Fixed { mask: filled([2, 2], vec![0.0, 0.0, 1.0, 1.0]) };
        let model = Energy665::new(Energy665Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_665(x.array([2]), theta.array([2]), theta.array([2, 2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 665);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_666(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[visible(real)] z: ArrayView1<f64>,
    #[param(symmetric, shape = (y.len(), y.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    let u = j.dot(&j.dot(&y));
    for i in 0..x.len() {
        for k in i + 1..n {
            energy += -(y[group[k]].min(distance[i]) * x[k]);
        }
    }
    energy
}

#[test]
fn energy_666_agrees() {
    {
        let fixed = Energy666Fixed { group: vec![2, 3, 3], distance: filled([3], vec![0.6105286945804536, 1.313037771837044, 1.4829508724188059]) };
        let model = Energy666::new(Energy666Shape { x: [3], y: [4], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_666(x.array([3]), x.array([4]), x.array([2]), theta.array([4, 4]), &fixed.group, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 666);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy666Fixed { group: vec![1, 1], distance: filled([2], vec![1.2704585878282693, 1.1143949679814802]) };
        let model = Energy666::new(Energy666Shape { x: [2], y: [2], z: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_666(x.array([2]), x.array([2]), x.array([1]), theta.array([2, 2]), &fixed.group, fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 666);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_667(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] next: &[usize],
) -> f64 {
    let n = y.len();
    let pair = (0..x.len()).map(|i| y[i % n] * y[group[i]] * j[[(i + 3) % x.len(), (i + 2) % group.len()]] / 2.0).sum::<f64>();
    square((0..n).rev().step_by(2).map(|i| 0.5 * (0.5 * square(x[next[i]] - x[next[i]] * x[0])).ln_1p() * pair.powi(2)).sum::<f64>())
}

#[test]
fn energy_667_agrees() {
    {
        let fixed = Energy667Fixed { group: filled([4], vec![0, 0, 0, 1]), next: vec![1, 2] };
        let model = Energy667::new(Energy667Shape { x: [4], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_667(x.array([4]), x.array([2]), fixed.group.view(), theta.array([4, 4]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 667);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy667Fixed { group: filled([2], vec![0, 0]), next: vec![1] };
        let model = Energy667::new(Energy667Shape { x: [2], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_667(x.array([2]), x.array([1]), fixed.group.view(), theta.array([2, 2]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 667);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_669(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = (cols, cols))] j: ArrayView2<f64>,
    #[fixed] next: &[usize],
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..cols / 2 {
        let s = -(x[i % (rows * cols)] * x[group[i]] * x[group[i]].powi(4));
        energy += -(j[[i / 2, next[i]]] * x[group[i]]);
    }
    energy
}

#[test]
fn energy_669_agrees() {
    {
        let fixed = Energy669Fixed { rows: 2, cols: 2, group: vec![0, 3], next: vec![0, 0] };
        let model = Energy669::new(Energy669Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_669(fixed.rows, fixed.cols, x.array([4]), &fixed.group, theta.array([2, 2]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 669);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy669Fixed { rows: 2, cols: 2, group: vec![1, 0], next: vec![0, 1] };
        let model = Energy669::new(Energy669Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_669(fixed.rows, fixed.cols, x.array([4]), &fixed.group, theta.array([2, 2]), &fixed.next)
        };
        let sample = Sample::draw(&model, &function, 669);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_674(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.nrows() {
        for k in (i..cols).rev() {
            let s = -(x[[i, x.nrows() - 1 - k]].powi(2) * x[[k, (k + 1) % x.shape()[0]]] * x[[group[k], group[i]]].powi(4));
            energy -= 1.5 * (x[[k, (i + cols - 1) % cols]] - h[i]) * s;
        }
    }
    energy
}

#[test]
fn energy_674_agrees() {
    {
        let fixed = Energy674Fixed { group: vec![0, 0, 1] };
        let model = Energy674::new(Energy674Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_674(x.array([3, 3]), &fixed.group, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 674);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy674Fixed { group: vec![0] };
        let model = Energy674::new(Energy674Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_674(x.array([1, 1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 674);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}
