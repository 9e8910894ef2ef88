// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_200(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= coupling * sum(0..x.len(), |i| 0.25 * x[i] * j[[i, n - 1 - i]] * ln_cosh(x[group[i]]));
    energy
}

#[test]
fn energy_200_agrees() {
    {
        let fixed = Energy200Fixed { group: vec![1, 2, 1] };
        let model = Energy200::new(Energy200Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_200(x.array([3]), theta.array([3, 3]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 200);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy200Fixed { group: vec![0] };
        let model = Energy200::new(Energy200Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_200(x.array([1]), theta.array([1, 1]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 200);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_202(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(shape = x)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n).rev() {
        energy -= x[i] * (if i == 0 { mask[[i, i]] } else { h[i] }) * (0.5 + square(x[(2 * i + 2) % x.len()] - b[i])).sqrt();
    }
    energy
}

#[test]
fn energy_202_agrees() {
    {
        let fixed = Energy202Fixed { mask: filled([3, 3], vec![1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0]) };
        let model = Energy202::new(Energy202Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_202(x.array([3]), fixed.mask.view(), theta.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 202);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy202Fixed { mask: filled([1, 1], vec![1.0]) };
        let model = Energy202::new(Energy202Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_202(x.array([1]), fixed.mask.view(), theta.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 202);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_203(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= edges.iter().map(|&(a, b)| x[b] * h[(b + b) % (rows * cols)]).sum::<f64>();
    energy
}

#[test]
fn energy_203_agrees() {
    {
        let fixed = Energy203Fixed { rows: 4, cols: 2, edges: vec![(2, 1)] };
        let model = Energy203::new(Energy203Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_203(fixed.rows, fixed.cols, x.array([8]), &fixed.edges, theta.array([8]))
        };
        let sample = Sample::draw(&model, &function, 203);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy203Fixed { rows: 1, cols: 2, edges: vec![(0, 0), (1, 1)] };
        let model = Energy203::new(Energy203Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_203(fixed.rows, fixed.cols, x.array([2]), &fixed.edges, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 203);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_206(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    energy -= sum(0..y.ncols(), |i| -((i + 1..cols).rev().map(|k| h[i] / (1.0 + square(x[k])) * coupling * x[i] / 2.0).sum::<f64>() * x[i] * (0.5 * (x[i] + distance[i] * y[[i, i]])).exp()));
    energy
}

#[test]
fn energy_206_agrees() {
    {
        let fixed = Energy206Fixed { distance: filled([2], vec![-0.631373009722644, -0.7908206148022148]) };
        let model = Energy206::new(Energy206Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_206(x.array([2]), x.array([2, 2]), theta.number(), theta.array([2]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 206);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy206Fixed { distance: filled([2], vec![-0.9925951416827028, -1.2062058106937212]) };
        let model = Energy206::new(Energy206Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_206(x.array([2]), x.array([2, 2]), theta.number(), theta.array([2]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 206);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_207(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let s = -(j[[i, i]] * x[i] * x[i] / (1.0 + square(x[group[i]])));
        for k in 0..group.len() {
            energy -= -(mask[[i, k]] * s);
        }
    }
    energy - square(x.mapv(|u| 0.5 * u.powi(2)).sum())
}

#[test]
fn energy_207_agrees() {
    {
        let fixed = Energy207Fixed { group: filled([3], vec![0, 0, 1]), mask: filled([3, 3], vec![0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]) };
        let model = Energy207::new(Energy207Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_207(x.array([3]), theta.array([3, 3]), fixed.group.view(), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 207);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy207Fixed { group: filled([2], vec![1, 1]), mask: filled([2, 2], vec![1.0, 0.0, 1.0, 1.0]) };
        let model = Energy207::new(Energy207Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_207(x.array([2]), theta.array([2, 2]), fixed.group.view(), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 207);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_208(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..n - 1).step_by(2) {
        let mut t: f64 = 0.0;
        for k in 0..x.len() {
            if i + 1 < x.len() && k + 1 < n {
                t -= ln_cosh(x[i + 1]) * x[k + 1] * x[i];
            }
        }
        for k in 0..n {
            energy -= 0.5 * j[[i / 2, group[k]]] * x[k] * t.cos();
        }
    }
    energy
}

#[test]
fn energy_208_agrees() {
    {
        let fixed = Energy208Fixed { group: filled([3], vec![0, 0, 0]) };
        let model = Energy208::new(Energy208Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_208(x.array([3]), theta.array([3, 3]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 208);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy208Fixed { group: filled([1], vec![0]) };
        let model = Energy208::new(Energy208Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_208(x.array([1]), theta.array([1, 1]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 208);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_209(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    let u = j.t().dot(&x) + &c;
    for i in 0..n {
        let s = x[i] * y[[(i + 1) % y.nrows(), i]].powi(2);
        if i >= 2 {
            for k in 0..c.len() {
                energy += y[[i, (i + i) % cols]] * s.sin();
            }
        }
    }
    energy
}

#[test]
fn energy_209_agrees() {
    {
        let model = Energy209::new(Energy209Shape { x: [2], y: [2, 2], c: 3 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_209(x.array([2]), x.array([2, 2]), theta.array([3]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 209);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy209::new(Energy209Shape { x: [1], y: [1, 1], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_209(x.array([1]), x.array([1, 1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 209);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_212(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = x)] b: ArrayView1<f64>,
) -> f64 {
    (&x - &h).dot(&b)
}

#[test]
fn energy_212_agrees() {
    {
        let model = Energy212::new(Energy212Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_212(x.array([3]), theta.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 212);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy212::new(Energy212Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_212(x.array([1]), theta.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 212);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_214(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..y.len() {
        let next = (i + 3) % y.len();
        if next <= i || i % 2 == 1 {
            energy += x[group[next]];
        }
    }
    energy - (j.t().dot(&(&y + &distance)) + &c).dot(&c)
}

#[test]
fn energy_214_agrees() {
    {
        let fixed = Energy214Fixed { group: filled([2], vec![3, 2]), distance: filled([2], vec![1.2585202662435293, -1.417542663747961]) };
        let model = Energy214::new(Energy214Shape { x: [4], y: [2], c: 3 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_214(x.array([4]), x.array([2]), fixed.group.view(), fixed.distance.view(), theta.array([3]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 214);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy214Fixed { group: filled([2], vec![0, 0]), distance: filled([2], vec![0.29317654881787325, 0.514170359334587]) };
        let model = Energy214::new(Energy214Shape { x: [1], y: [2], c: 0 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_214(x.array([1]), x.array([2]), fixed.group.view(), fixed.distance.view(), theta.array([0]), theta.array([2, 0]))
        };
        let sample = Sample::draw(&model, &function, 214);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_215(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    (0..x.len()).filter(|&i| i >= 1).map(|i| x[i - 1] * h[i]).sum::<f64>()
}

#[test]
fn energy_215_agrees() {
    {
        let model = Energy215::new(Energy215Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_215(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 215);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy215::new(Energy215Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_215(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 215);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_216(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param(shape = (c, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = j.dot(&-&x) + &c;
    energy -= (1..x.len()).step_by(2).map(|i| x[(i + 2) % n] * (&u * &j.column(i)).mapv(|u| u * u.tanh()).sum()).sum::<f64>();
    energy
}

#[test]
fn energy_216_agrees() {
    {
        let model = Energy216::new(Energy216Shape { x: [3], c: 2 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_216(x.array([3]), theta.array([2]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 216);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy216::new(Energy216Shape { x: [1], c: 0 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_216(x.array([1]), theta.array([0]), theta.array([0, 1]))
        };
        let sample = Sample::draw(&model, &function, 216);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_218(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        if (a + e) % 2 == 0 {
            for i in (0..b).step_by(3) {
                let s = x[(i + 2) % x.len()];
                if e < 2 || a + 1 < x.len() {
                    energy += (0.5 * x[(b + 1) % n]).exp_m1() * x[(i + 1) % n].min(h[a]);
                }
            }
        }
    }
    energy
}

#[test]
fn energy_218_agrees() {
    {
        let fixed = Energy218Fixed { edges: vec![(1, 2), (1, 2), (0, 2), (0, 0)] };
        let model = Energy218::new(Energy218Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_218(x.array([3]), &fixed.edges, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 218);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy218Fixed { edges: vec![] };
        let model = Energy218::new(Energy218Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_218(x.array([1]), &fixed.edges, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 218);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_220(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (rows, cols))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        if i > 1 {
            for k in 0..rows {
                energy -= (if k >= 2 { j[[k - 2, i]] } else { x[group[k]] }) * coupling;
            }
        }
    }
    energy
}

#[test]
fn energy_220_agrees() {
    {
        let fixed = Energy220Fixed { rows: 3, cols: 2, group: filled([3], vec![2, 3, 3]) };
        let model = Energy220::new(Energy220Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_220(fixed.rows, fixed.cols, x.array([6]), theta.array([3, 2]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 220);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy220Fixed { rows: 1, cols: 2, group: filled([1], vec![1]) };
        let model = Energy220::new(Energy220Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_220(fixed.rows, fixed.cols, x.array([2]), theta.array([1, 2]), fixed.group.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 220);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_222(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, shape = (x.len(), y))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..y.len() {
        for k in i + 1..n {
            if k + 2 < y.len() {
                energy += (0.5 * square(y[k] + y[k + 2] - y[group[k]])).ln_1p() * y[k] * j[[i, k]];
            }
        }
    }
    energy
}

#[test]
fn energy_222_agrees() {
    {
        let fixed = Energy222Fixed { group: vec![2, 1, 1, 0] };
        let model = Energy222::new(Energy222Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_222(x.array([4]), x.array([4]), &fixed.group, theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 222);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy222Fixed { group: vec![0] };
        let model = Energy222::new(Energy222Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_222(x.array([1]), x.array([1]), &fixed.group, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 222);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_223(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param] coupling: f64,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for (e, &(a, b)) in edges.iter().enumerate() {
            if a < b {
                energy -= (x[(i + 1) % x.len()] - h[b]).tanh() * softplus(x[group[a]] - coupling) * x[i] / 2.0;
            }
        }
    }
    energy
}

#[test]
fn energy_223_agrees() {
    {
        let fixed = Energy223Fixed { edges: vec![(1, 0), (0, 0), (1, 0)], group: filled([2], vec![1, 1]) };
        let model = Energy223::new(Energy223Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_223(x.array([2]), &fixed.edges, fixed.group.view(), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 223);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy223Fixed { edges: vec![], group: filled([1], vec![0]) };
        let model = Energy223::new(Energy223Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_223(x.array([1]), &fixed.edges, fixed.group.view(), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 223);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_226(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param] tensor: ArrayView3<f64>,
    #[param(shape = rows)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..rows {
        energy += h[(i + i) % rows] * x[i % (rows * cols)] * tensor[[i, i, i]];
    }
    energy
}

#[test]
fn energy_226_agrees() {
    {
        let fixed = Energy226Fixed { rows: 2, cols: 3 };
        let model = Energy226::new(Energy226Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_226(fixed.rows, fixed.cols, x.array([6]), theta.array([2, 2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 226);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy226Fixed { rows: 1, cols: 1 };
        let model = Energy226::new(Energy226Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_226(fixed.rows, fixed.cols, x.array([1]), theta.array([1, 1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 226);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_228(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    -(coupling * y.mapv(|u| u.abs()).sum())
}

#[test]
fn energy_228_agrees() {
    {
        let model = Energy228::new(Energy228Shape { x: [2], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_228(x.array([2]), x.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 228);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy228::new(Energy228Shape { x: [1], y: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_228(x.array([1]), x.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 228);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_230(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let pair = sum(0..y.len(), |i| 0.25 * x[i % (rows * cols)]);
    -(2.0 * &y).dot(&h)
}

#[test]
fn energy_230_agrees() {
    {
        let fixed = Energy230Fixed { rows: 3, cols: 2 };
        let model = Energy230::new(Energy230Shape { x: [6], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_230(fixed.rows, fixed.cols, x.array([6]), x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 230);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy230Fixed { rows: 1, cols: 1 };
        let model = Energy230::new(Energy230Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_230(fixed.rows, fixed.cols, x.array([1]), x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 230);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_231(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += 0.3 * (if i == 0 { j[[i, i]] } else { x[i / 2] }) * x[i] * x[(i + 1) % x.len()] / (1.0 + square(x[i] * x[(i + x.len() - 1) % x.len()]));
    }
    energy
}

#[test]
fn energy_231_agrees() {
    {
        let model = Energy231::new(Energy231Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_231(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 231);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy231::new(Energy231Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_231(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 231);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_234(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.len(), edges.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        energy += x[n - 1 - a] * x[a] * j[[a, e]];
    }
    energy
}

#[test]
fn energy_234_agrees() {
    {
        let fixed = Energy234Fixed { edges: vec![(0, 1), (0, 0)] };
        let model = Energy234::new(Energy234Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_234(x.array([2]), &fixed.edges, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 234);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy234Fixed { edges: vec![(0, 1), (0, 0)] };
        let model = Energy234::new(Energy234Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_234(x.array([2]), &fixed.edges, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 234);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_236(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal)] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..rows * cols - 1).rev() {
        if i % 2 == 1 {
            for k in 0..rows {
                energy -= 1.5 * (0..rows).filter(|&l| i >= 1).map(|l| (x[i - 1] + j[[k, k]]) * x[i] / 2.0).sum::<f64>() * x[i] * distance[i];
            }
        }
    }
    energy
}

#[test]
fn energy_236_agrees() {
    {
        let fixed = Energy236Fixed { rows: 2, cols: 2, distance: filled([4], vec![1.290194416062739, 0.4727004059424753, 1.1351979660252938, 0.7060822992465203]) };
        let model = Energy236::new(Energy236Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_236(fixed.rows, fixed.cols, x.array([4]), fixed.distance.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 236);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy236Fixed { rows: 2, cols: 1, distance: filled([2], vec![0.525009199548319, -1.4567067337133275]) };
        let model = Energy236::new(Energy236Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_236(fixed.rows, fixed.cols, x.array([2]), fixed.distance.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 236);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_239(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    (&x * coupling).dot(&j).dot(&h)
}

#[test]
fn energy_239_agrees() {
    {
        let model = Energy239::new(Energy239Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_239(x.array([4]), x.array([2]), theta.number(), theta.array([4, 4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 239);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy239::new(Energy239Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_239(x.array([1]), x.array([1]), theta.number(), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 239);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_240(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let next = group[i];
        if i < 2 {
            for k in 0..next {
                energy -= (if next > 0 { h[i] } else { coupling }) * x[(k + 3) % group.len()];
            }
        }
    }
    energy
}

#[test]
fn energy_240_agrees() {
    {
        let fixed = Energy240Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy240::new(Energy240Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_240(x.array([2]), fixed.group.view(), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 240);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy240Fixed { group: filled([1], vec![0]) };
        let model = Energy240::new(Energy240Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_240(x.array([1]), fixed.group.view(), theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 240);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_241(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in (0..i).step_by(3) {
            energy -= x[(k + n - 1) % n].min(j[[i, k]]) * x[group[i]];
        }
    }
    energy
}

#[test]
fn energy_241_agrees() {
    {
        let fixed = Energy241Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy241::new(Energy241Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_241(x.array([2]), fixed.group.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 241);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy241Fixed { group: filled([1], vec![0]) };
        let model = Energy241::new(Energy241Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_241(x.array([1]), fixed.group.view(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 241);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_242(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..rows - 1).filter(|&i| i >= 1).map(|i| 1.5 * (x[[(i + i) % rows, i % cols]] - x[[i - 1, 0]]).sin() * x[[i, cols - 1]]).sum::<f64>();
    (0..x.shape()[1]).filter(|&i| i % 2 == 1).map(|i| x[[i % x.shape()[0], (i + 1) % x.ncols()]] * mask[[i, i]] * (x[[group[i], i]] - h[i])).sum::<f64>()
}

#[test]
fn energy_242_agrees() {
    {
        let fixed = Energy242Fixed { mask: filled([2, 2], vec![1.0, 0.0, 1.0, 0.0]), group: vec![1, 1] };
        let model = Energy242::new(Energy242Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_242(x.array([2, 2]), fixed.mask.view(), theta.array([2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 242);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy242Fixed { mask: filled([1, 1], vec![1.0]), group: vec![0] };
        let model = Energy242::new(Energy242Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_242(x.array([1, 1]), fixed.mask.view(), theta.array([1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 242);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_243(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[1] {
        for k in 0..cols {
            energy += x[[0, k]];
        }
    }
    energy - coupling * (0..rows).filter(|&i| i < 0).map(|i| x[[(i + 3) % rows, group[i]]] * x[[i, 0]] * x[[(i + 1) % rows, x.dim().1 - 1]].min(h[rows - 1 - i])).sum::<f64>()
}

#[test]
fn energy_243_agrees() {
    {
        let fixed = Energy243Fixed { group: vec![0, 1] };
        let model = Energy243::new(Energy243Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_243(x.array([2, 4]), theta.array([2]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 243);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy243Fixed { group: vec![0] };
        let model = Energy243::new(Energy243Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_243(x.array([1, 2]), theta.array([1]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 243);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_246(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let next = i;
        for (e, &(a, b, c)) in triples.iter().enumerate() {
            let other = c;
            energy += h[i] * x[other] * distance[i];
        }
    }
    energy
}

#[test]
fn energy_246_agrees() {
    {
        let fixed = Energy246Fixed { triples: vec![(1, 0, 0), (0, 1, 1), (0, 1, 0), (0, 0, 0)], distance: filled([2], vec![-0.6786538841686336, -0.3639723906598651]) };
        let model = Energy246::new(Energy246Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_246(x.array([2]), &fixed.triples, theta.array([2]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 246);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy246Fixed { triples: vec![], distance: filled([1], vec![1.1391477302657584]) };
        let model = Energy246::new(Energy246Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_246(x.array([1]), &fixed.triples, theta.array([1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 246);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_248(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = y.len())] b: ArrayView1<f64>,
    #[param] alpha: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let u = y.mapv(|u| u * u.tanh());
    (&x - &h).dot(&alpha)
}

#[test]
fn energy_248_agrees() {
    {
        let model = Energy248::new(Energy248Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_248(x.array([4]), x.array([4]), theta.array([4]), theta.array([4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 248);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy248::new(Energy248Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_248(x.array([1]), x.array([2]), theta.array([1]), theta.array([2]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 248);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_249(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    (&x + &distance).dot(&h)
}

#[test]
fn energy_249_agrees() {
    {
        let fixed = Energy249Fixed { distance: filled([2], vec![-1.3426565233220955, 1.0519009094273732]) };
        let model = Energy249::new(Energy249Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_249(x.array([2]), fixed.distance.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 249);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy249Fixed { distance: filled([2], vec![0.924113128604124, 0.699864431762125]) };
        let model = Energy249::new(Energy249Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_249(x.array([2]), fixed.distance.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 249);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_252(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        if group[b] == group[a] && a <= b {
            energy += x[(a + 1) % x.len()] * x[(a + 3) % x.len()].powi(3) * (x[b] + j[[a, b]]);
        }
    }
    energy
}

#[test]
fn energy_252_agrees() {
    {
        let fixed = Energy252Fixed { edges: vec![(0, 2), (0, 2), (2, 2)], group: filled([3], vec![1, 1, 2]) };
        let model = Energy252::new(Energy252Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_252(x.array([3]), &fixed.edges, theta.array([3, 3]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 252);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy252Fixed { edges: vec![(0, 0)], group: filled([1], vec![0]) };
        let model = Energy252::new(Energy252Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_252(x.array([1]), &fixed.edges, theta.array([1, 1]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 252);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_255(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = 1.5 * x[(2 * i + 2) % x.len()] * x[(i + x.len() - 1) % x.len()].powi(2);
        let mut t: f64 = 0.0;
        for k in 0..i {
            t += x[i].tanh() * x[(i + x.len() - 1) % x.len()] * (if i < 2 { x[(2 * k + 1) % x.len()] } else { 1.0 });
        }
        energy += (x[group[i]] + h[i]) * x[group[i]];
    }
    energy
}

#[test]
fn energy_255_agrees() {
    {
        let fixed = Energy255Fixed { group: vec![1, 1, 1] };
        let model = Energy255::new(Energy255Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_255(x.array([3]), &fixed.group, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 255);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy255Fixed { group: vec![0] };
        let model = Energy255::new(Energy255Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_255(x.array([1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 255);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_256(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..i {
            if k % 2 == 1 && i + 1 < n {
                energy -= -((x[i] - distance[i + 1] * h[i] - 0.5).abs() * y[(i + n2 - k) % n2]);
            }
        }
    }
    energy - (2.0 * &x).dot(&b)
}

#[test]
fn energy_256_agrees() {
    {
        let fixed = Energy256Fixed { distance: filled([4], vec![-0.8132337040245453, -0.49790269115707053, -0.8133908848413535, 1.1275098841502635]) };
        let model = Energy256::new(Energy256Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_256(x.array([4]), x.array([4]), fixed.distance.view(), theta.array([4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 256);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy256Fixed { distance: filled([1], vec![-1.1776011341847261]) };
        let model = Energy256::new(Energy256Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_256(x.array([1]), x.array([1]), fixed.distance.view(), theta.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 256);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_257(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b, c)) in triples.iter().enumerate() {
        energy -= x[(c + 3) % x.len()] * (if b != e || (e + c) % 2 == 1 { j[[a, b]] } else { x[(b + 3) % x.len()] }) * x[c / 2].powi(2);
    }
    energy
}

#[test]
fn energy_257_agrees() {
    {
        let fixed = Energy257Fixed { triples: vec![(0, 2, 0), (1, 1, 0), (0, 2, 1), (1, 1, 2)] };
        let model = Energy257::new(Energy257Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_257(x.array([3]), &fixed.triples, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 257);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy257Fixed { triples: vec![(0, 0, 0), (0, 0, 0)] };
        let model = Energy257::new(Energy257Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_257(x.array([1]), &fixed.triples, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 257);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_258(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * x.mapv(|u| u.cos()).dot(&x))
}

#[test]
fn energy_258_agrees() {
    {
        let model = Energy258::new(Energy258Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_258(x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 258);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy258::new(Energy258Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_258(x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 258);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_262(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param] bias: ArrayView1<f64>,
    #[param(shape = (c, bias))] w: ArrayView2<f64>,
    #[fixed] mask: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= x.dot(&distance);
    energy - (w.t().dot(&(j.t().dot(&x) + &c)) + &bias).dot(&mask)
}

#[test]
fn energy_262_agrees() {
    {
        let fixed = Energy262Fixed { distance: filled([2], vec![0.34166890944345374, 1.06147748706262]), mask: filled([4], vec![1.0, 0.0, 0.0, 0.0]) };
        let model = Energy262::new(Energy262Shape { x: [2], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_262(x.array([2]), fixed.distance.view(), theta.array([2]), theta.array([2, 2]), theta.array([4]), theta.array([2, 4]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 262);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy262Fixed { distance: filled([2], vec![-0.43994592458557924, 1.2693705056031943]), mask: filled([0], vec![]) };
        let model = Energy262::new(Energy262Shape { x: [2], c: 0 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_262(x.array([2]), fixed.distance.view(), theta.array([0]), theta.array([2, 0]), theta.array([0]), theta.array([0, 0]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 262);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_264(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
    #[param(shape = (x.nrows(), x.nrows(), x.nrows()))] tensor: ArrayView3<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.shape()[0]).rev().step_by(2) {
        let s = 0.3 * x[[i, group[i]]];
        energy += h[i] * s * (0..x.dim().0).map(|k| tensor[[i, k, i]] * x[[k, group[i]]] * h[i]).sum::<f64>() / 2.0;
    }
    energy - 0.5
}

#[test]
fn energy_264_agrees() {
    {
        let fixed = Energy264Fixed { group: filled([3], vec![1, 1, 1]) };
        let model = Energy264::new(Energy264Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_264(x.array([3, 3]), fixed.group.view(), theta.array([3]), theta.array([3, 3, 3]))
        };
        let sample = Sample::draw(&model, &function, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy264Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy264::new(Energy264Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_264(x.array([2, 2]), fixed.group.view(), theta.array([2]), theta.array([2, 2, 2]))
        };
        let sample = Sample::draw(&model, &function, 264);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_265(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if !(i + 1 != x.len()) {
            for k in 0..i + 1 {
                energy -= (x[(k + 2) % x.len()] + j[[k, (2 * i + 1) % n]]) * x[i];
            }
        }
    }
    energy
}

#[test]
fn energy_265_agrees() {
    {
        let model = Energy265::new(Energy265Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_265(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 265);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy265::new(Energy265Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_265(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 265);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_266(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    sum(0..x.dim().0, |i| x[[i, i % x.dim().1]] * coupling)
}

#[test]
fn energy_266_agrees() {
    {
        let model = Energy266::new(Energy266Shape { x: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_266(x.array([3, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 266);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy266::new(Energy266Shape { x: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_266(x.array([1, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 266);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_267(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    -sum(0..x.len(), |i| (x[i] - x[group[i]]) * x[x.len() - 1 - i] * h[i])
}

#[test]
fn energy_267_agrees() {
    {
        let fixed = Energy267Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy267::new(Energy267Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_267(x.array([2]), theta.array([2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 267);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy267Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy267::new(Energy267Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_267(x.array([2]), theta.array([2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 267);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_268(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(0.5 * y.iter().zip(h.iter()).map(|(&site, &weight)| site * weight * x[0] * (weight * coupling * 0.5 + weight).tanh()).sum::<f64>())
}

#[test]
fn energy_268_agrees() {
    {
        let model = Energy268::new(Energy268Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_268(x.array([4]), x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 268);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy268::new(Energy268Shape { x: [2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_268(x.array([2]), x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 268);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
