// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_101(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= (x.dot(&j) + &c).dot(&c);
    energy
}

#[test]
fn energy_101_agrees() {
    {
        let model = Energy101::new(Energy101Shape { x: [3], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_101(x.array([3]), theta.array([4]), theta.array([3, 4]))
        };
        let sample = Sample::draw(&model, &function, 101);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy101::new(Energy101Shape { x: [1], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_101(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 101);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_102(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i + 1 < n {
            energy -= square(x[i]) * x[i + 1] * x[(i + 1) % n];
        }
    }
    energy - (&x - &h).dot(&x.dot(&j))
}

#[test]
fn energy_102_agrees() {
    {
        let model = Energy102::new(Energy102Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_102(x.array([3]), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 102);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy102::new(Energy102Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_102(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 102);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_103(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n).map(|i| j[[i, i]] * x[group[i]] * x[i] / 2.0).sum::<f64>();
    -sum(1..x.len(), |i| 2.0 * pair * x.dot(&x))
}

#[test]
fn energy_103_agrees() {
    {
        let fixed = Energy103Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy103::new(Energy103Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_103(x.array([2]), fixed.group.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 103);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy103Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy103::new(Energy103Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_103(x.array([2]), fixed.group.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 103);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_105(
    #[visible(binary)] x: ArrayView2<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    let n = y.len();
    let u = -&y;
    coupling * y.dot(&u)
}

#[test]
fn energy_105_agrees() {
    {
        let model = Energy105::new(Energy105Shape { x: [2, 2], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_105(x.array([2, 2]), x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 105);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy105::new(Energy105Shape { x: [1, 1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_105(x.array([1, 1]), x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 105);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_106(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n / 2 {
        if i >= 0 && i + 1 < x.len() {
            energy += x[i + 1];
        } else {
            energy += 1.5 * x[i].min(j[[i, i]]) * h[i] * x[group[i]];
        }
    }
    energy
}

#[test]
fn energy_106_agrees() {
    {
        let fixed = Energy106Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy106::new(Energy106Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_106(x.array([2]), fixed.group.view(), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 106);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy106Fixed { group: filled([1], vec![0]) };
        let model = Energy106::new(Energy106Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_106(x.array([1]), fixed.group.view(), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 106);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_109(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b, c) in triples.iter() {
        energy += x[(a + x.len() - 1) % x.len()].max(coupling) * x[a];
    }
    energy
}

#[test]
fn energy_109_agrees() {
    {
        let fixed = Energy109Fixed { triples: vec![(2, 1, 0)] };
        let model = Energy109::new(Energy109Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_109(x.array([3]), &fixed.triples, theta.number())
        };
        let sample = Sample::draw(&model, &function, 109);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy109Fixed { triples: vec![(0, 1, 0), (1, 1, 1)] };
        let model = Energy109::new(Energy109Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_109(x.array([2]), &fixed.triples, theta.number())
        };
        let sample = Sample::draw(&model, &function, 109);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_110(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 1..rows * cols {
        if i >= 1 {
            energy -= 0.3 * x[i].max(j[[i, i]]) * x[i - 1];
        } else {
            energy -= x[i] * h[i] / 2.0;
        }
    }
    energy
}

#[test]
fn energy_110_agrees() {
    {
        let fixed = Energy110Fixed { rows: 2, cols: 3 };
        let model = Energy110::new(Energy110Shape { x: [6] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_110(fixed.rows, fixed.cols, x.array([6]), theta.array([6, 6]), theta.array([6]))
        };
        let sample = Sample::draw(&model, &function, 110);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy110Fixed { rows: 1, cols: 1 };
        let model = Energy110::new(Energy110Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_110(fixed.rows, fixed.cols, x.array([1]), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 110);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_111(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.shape()[1] {
        energy += softplus(x[[group[i], i]] - 0.5) * h[i] * x[[group[i], (2 * i + 1) % x.dim().1]];
    }
    energy
}

#[test]
fn energy_111_agrees() {
    {
        let fixed = Energy111Fixed { group: vec![1, 0, 1, 1] };
        let model = Energy111::new(Energy111Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_111(x.array([2, 4]), &fixed.group, theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 111);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy111Fixed { group: vec![0] };
        let model = Energy111::new(Energy111Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_111(x.array([1, 1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 111);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_112(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in (0..y.len()).step_by(3) {
            let s = 0.25 * y[(k + y.len() - k) % y.len()].powi(2) * x[(i + i) % n];
            let next = i;
            if k < 2 && i % 2 == 1 {
                energy -= y.mapv(|u| u * u.tanh()).dot(&h) * square(x[i]) * y[k / 2];
            }
        }
    }
    energy
}

#[test]
fn energy_112_agrees() {
    {
        let model = Energy112::new(Energy112Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_112(x.array([4]), x.array([4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 112);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy112::new(Energy112Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_112(x.array([1]), x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 112);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_114(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    -(0.5 * (0..n / 2).step_by(3).map(|i| 0.3 * j[[i, i]] * x[group[i]]).sum::<f64>())
}

#[test]
fn energy_114_agrees() {
    {
        let fixed = Energy114Fixed { group: filled([4], vec![0, 1, 0, 0]) };
        let model = Energy114::new(Energy114Shape { x: [4], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_114(x.array([4]), x.array([3]), theta.array([4, 4]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 114);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy114Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy114::new(Energy114Shape { x: [2], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_114(x.array([2]), x.array([1]), theta.array([2, 2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 114);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_115(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &a in group.iter() {
        energy += h[a] * x[a].abs() * (0.5 * (x[(2 * a + 1) % (rows * cols)] + x[(2 * a + 2) % (rows * cols)])).exp();
    }
    energy
}

#[test]
fn energy_115_agrees() {
    {
        let fixed = Energy115Fixed { rows: 2, cols: 4, group: vec![1] };
        let model = Energy115::new(Energy115Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_115(fixed.rows, fixed.cols, x.array([8]), &fixed.group, theta.array([8]))
        };
        let sample = Sample::draw(&model, &function, 115);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy115Fixed { rows: 1, cols: 1, group: vec![0] };
        let model = Energy115::new(Energy115Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_115(fixed.rows, fixed.cols, x.array([1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 115);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_117(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] tensor: ArrayView3<f64>,
) -> f64 {
    let u = 2.0 * &x;
    (0..3).map(|i| u[i % x.len()] * tensor[[i, i, i]]).sum::<f64>()
}

#[test]
fn energy_117_agrees() {
    {
        let model = Energy117::new(Energy117Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_117(x.array([3]), theta.array([3, 3, 3]))
        };
        let sample = Sample::draw(&model, &function, 117);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy117::new(Energy117Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_117(x.array([1]), theta.array([3, 3, 3]))
        };
        let sample = Sample::draw(&model, &function, 117);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_118(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let u = (&x * coupling).dot(&j);
    sum(0..3, |i| 0.5 * h[i] / (1.0 + square(u[i % x.len()])) * x[i % x.len()])
}

#[test]
fn energy_118_agrees() {
    {
        let model = Energy118::new(Energy118Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_118(x.array([2]), theta.number(), theta.array([2, 2]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 118);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy118::new(Energy118Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_118(x.array([2]), theta.number(), theta.array([2, 2]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 118);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_119(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| 0.5 * u.powi(2));
    for i in 1..x.len() {
        for k in 0..x.len() {
            energy += coupling * x[group[k]];
        }
    }
    energy
}

#[test]
fn energy_119_agrees() {
    {
        let fixed = Energy119Fixed { group: vec![1, 1, 1] };
        let model = Energy119::new(Energy119Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_119(x.array([3]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 119);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy119Fixed { group: vec![0] };
        let model = Energy119::new(Energy119Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_119(x.array([1]), &fixed.group, theta.number())
        };
        let sample = Sample::draw(&model, &function, 119);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_120(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * x.dot(&j).dot(&h);
    energy - x.mapv(sigmoid).sum()
}

#[test]
fn energy_120_agrees() {
    {
        let model = Energy120::new(Energy120Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_120(x.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 120);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy120::new(Energy120Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_120(x.array([1]), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 120);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_122(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] coupling: f64,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..=i {
            if k < i && k + 1 < n2 {
                energy -= sigmoid(x[i / 2] * h[i]) * y[group[k]] * (y[k + 1] + coupling);
            }
        }
    }
    energy
}

#[test]
fn energy_122_agrees() {
    {
        let fixed = Energy122Fixed { group: vec![2, 2, 2, 2] };
        let model = Energy122::new(Energy122Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_122(x.array([4]), x.array([4]), &fixed.group, theta.number(), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 122);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy122Fixed { group: vec![0] };
        let model = Energy122::new(Energy122Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_122(x.array([1]), x.array([1]), &fixed.group, theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 122);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_123(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] mask: ArrayView3<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= 2.0 * x[(i + 1) % x.len()] * x[i] * sigmoid(x[group[i]] * h[i] + mask[[i, i, i]]);
    }
    energy
}

#[test]
fn energy_123_agrees() {
    {
        let fixed = Energy123Fixed { group: filled([2], vec![1, 1]), mask: filled([2, 2, 2], vec![1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]) };
        let model = Energy123::new(Energy123Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_123(x.array([2]), fixed.group.view(), theta.array([2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 123);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy123Fixed { group: filled([2], vec![0, 0]), mask: filled([2, 2, 2], vec![1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]) };
        let model = Energy123::new(Energy123Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_123(x.array([2]), fixed.group.view(), theta.array([2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 123);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_124(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), y.len()))] w: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = y.len();
    let u = x.dot(&j).dot(&w);
    -(coupling * sum(0..y.len(), |i| 0.5 * x[0]))
}

#[test]
fn energy_124_agrees() {
    {
        let model = Energy124::new(Energy124Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_124(x.array([4]), x.array([3]), theta.array([4, 4]), theta.array([4, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 124);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy124::new(Energy124Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_124(x.array([1]), x.array([1]), theta.array([1, 1]), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 124);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_130(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] w: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = w.t().dot(&j.t().dot(&x));
    for i in 0..x.len() {
        if i + 1 < n {
            energy -= 0.5 * (x[i / 2] - x[i + 1]) * x[i] * (if !(i + 1 < x.len()) { distance[i] } else { j[[i, i]] });
        }
    }
    energy
}

#[test]
fn energy_130_agrees() {
    {
        let fixed = Energy130Fixed { distance: filled([3], vec![-0.8735137631982361, -0.49030750589364724, 0.14537864834230874]) };
        let model = Energy130::new(Energy130Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_130(x.array([3]), theta.array([3, 3]), theta.array([3, 3]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 130);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy130Fixed { distance: filled([1], vec![-0.7933388496173966]) };
        let model = Energy130::new(Energy130Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_130(x.array([1]), theta.array([1, 1]), theta.array([1, 1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 130);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_132(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = &x * coupling;
    for i in 0..x.len() {
        for k in 0..i {
            let next = (i + 2) % x.len();
            energy -= u[next];
        }
    }
    energy - (&u * coupling).dot(&h)
}

#[test]
fn energy_132_agrees() {
    {
        let model = Energy132::new(Energy132Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_132(x.array([2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 132);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy132::new(Energy132Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_132(x.array([1]), theta.number(), theta.array([1]))
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
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = group.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= group.iter().enumerate().filter(|&(e, &a)| a > 2).map(|(e, &a)| x[a] * h[(e + 1) % group.len()] / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_133_agrees() {
    {
        let fixed = Energy133Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy133::new(Energy133Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_133(x.array([2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 133);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy133Fixed { group: filled([1], vec![0]) };
        let model = Energy133::new(Energy133Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_133(x.array([1]), fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 133);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_137(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = rows * cols)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b, c)) in triples.iter().enumerate() {
        let s = 2.0 * x[a];
        for &(a2, b2) in edges.iter() {
            energy -= 0.25 * x[b2] * (0..cols).rev().step_by(3).map(|i| s * h[a]).sum::<f64>();
        }
    }
    energy
}

#[test]
fn energy_137_agrees() {
    {
        let fixed = Energy137Fixed { rows: 3, cols: 3, triples: vec![(4, 2, 1)], edges: vec![(1, 5)] };
        let model = Energy137::new(Energy137Shape { x: [9] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_137(fixed.rows, fixed.cols, x.array([9]), &fixed.triples, &fixed.edges, theta.array([9]))
        };
        let sample = Sample::draw(&model, &function, 137);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy137Fixed { rows: 2, cols: 1, triples: vec![(0, 0, 0), (0, 1, 1)], edges: vec![(1, 1), (1, 1)] };
        let model = Energy137::new(Energy137Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_137(fixed.rows, fixed.cols, x.array([2]), &fixed.triples, &fixed.edges, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 137);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_140(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    -(0.5 * (&x - &j).mapv(sigmoid).sum())
}

#[test]
fn energy_140_agrees() {
    {
        let model = Energy140::new(Energy140Shape { x: [3, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_140(x.array([3, 2]), theta.array([3, 2]))
        };
        let sample = Sample::draw(&model, &function, 140);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy140::new(Energy140Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_140(x.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 140);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_145(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev() {
        let next = i;
        for &(a, b) in edges.iter() {
            let s = -(x[a] * x[next].powi(2));
            let other = b;
            if b + 1 < x.len() {
                energy += 1.5 * x[b + 1] * (if next < other { j[[i, next]] } else { 0.0 });
            }
        }
    }
    energy
}

#[test]
fn energy_145_agrees() {
    {
        let fixed = Energy145Fixed { edges: vec![(2, 2), (0, 0)] };
        let model = Energy145::new(Energy145Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_145(x.array([3]), &fixed.edges, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 145);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy145Fixed { edges: vec![] };
        let model = Energy145::new(Energy145Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_145(x.array([1]), &fixed.edges, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 145);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_147(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    -(coupling * (-&x).mapv(|u| u.cos()).sum())
}

#[test]
fn energy_147_agrees() {
    {
        let model = Energy147::new(Energy147Shape { x: [4], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_147(x.array([4]), x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 147);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy147::new(Energy147Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_147(x.array([1]), x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 147);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_149(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= x.dot(&h);
    energy
}

#[test]
fn energy_149_agrees() {
    {
        let fixed = Energy149Fixed { rows: 4, cols: 2 };
        let model = Energy149::new(Energy149Shape { x: [8] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_149(fixed.rows, fixed.cols, x.array([8]), theta.array([8]))
        };
        let sample = Sample::draw(&model, &function, 149);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy149Fixed { rows: 1, cols: 2 };
        let model = Energy149::new(Energy149Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_149(fixed.rows, fixed.cols, x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 149);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_152(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= j.dot(&(&x + &h)).mapv(|u| softplus(u)).sum();
    energy
}

#[test]
fn energy_152_agrees() {
    {
        let model = Energy152::new(Energy152Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_152(x.array([2]), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 152);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy152::new(Energy152Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_152(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 152);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_153(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: &[usize],
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = x.dot(&j);
    for i in 0..x.len() {
        for &(a, b) in edges.iter() {
            energy -= softplus(x[group[i]] + h[a] * coupling) * x[i] * (1.0 + square(x[i] - 0.5)).ln() / 2.0;
        }
    }
    energy
}

#[test]
fn energy_153_agrees() {
    {
        let fixed = Energy153Fixed { edges: vec![(1, 0), (1, 0), (1, 2), (2, 2), (1, 2)], group: vec![0, 2, 1] };
        let model = Energy153::new(Energy153Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_153(x.array([3]), theta.array([3, 3]), &fixed.edges, &fixed.group, theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 153);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy153Fixed { edges: vec![(0, 0), (0, 0)], group: vec![0] };
        let model = Energy153::new(Energy153Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_153(x.array([1]), theta.array([1, 1]), &fixed.edges, &fixed.group, theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 153);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_154(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    energy -= square((j.dot(&(&x - &h)) + &c).dot(&c));
    energy
}

#[test]
fn energy_154_agrees() {
    {
        let model = Energy154::new(Energy154Shape { x: [4], y: [3], c: 4 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_154(x.array([4]), x.array([3]), theta.array([4]), theta.array([4]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy154::new(Energy154Shape { x: [1], y: [1], c: 1 }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_154(x.array([1]), x.array([1]), theta.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 154);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_157(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (&x - &j).mapv(square).sum();
    energy - 0.5 * (0..x.dim().1).step_by(2).filter(|&i| i + 1 != x.shape()[1]).map(|i| (0.5 * square(x[[i % x.nrows(), i]])).ln_1p() * x[[i % x.shape()[0], (i + x.dim().1 - 1) % x.dim().1]]).sum::<f64>()
}

#[test]
fn energy_157_agrees() {
    {
        let model = Energy157::new(Energy157Shape { x: [2, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_157(x.array([2, 3]), theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 157);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy157::new(Energy157Shape { x: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_157(x.array([1, 2]), theta.array([1, 2]))
        };
        let sample = Sample::draw(&model, &function, 157);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_159(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).step_by(2) {
        let s = x[i] * x[i] * x[i];
        energy -= -(h[i] * s);
    }
    energy
}

#[test]
fn energy_159_agrees() {
    {
        let model = Energy159::new(Energy159Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_159(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 159);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy159::new(Energy159Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_159(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 159);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_161(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let pair = (0..x.len()).filter(|&i| i + 1 < x.len()).map(|i| x[i] * coupling * x[i]).sum::<f64>();
    j.t().dot(&x).dot(&h)
}

#[test]
fn energy_161_agrees() {
    {
        let model = Energy161::new(Energy161Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_161(x.array([2]), theta.number(), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 161);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy161::new(Energy161Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_161(x.array([2]), theta.number(), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 161);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_164(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = &x + coupling;
    for i in 0..x.len() {
        let s = -(x[i] * x[group[i]] * x[i]);
        energy -= (0.5 * (s - h[i] * j[[i, (i + 1) % group.len()]] - x[i] - 0.5)).exp_m1() * s;
    }
    energy
}

#[test]
fn energy_164_agrees() {
    {
        let fixed = Energy164Fixed { group: filled([3], vec![0, 0, 1]) };
        let model = Energy164::new(Energy164Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_164(x.array([3]), theta.number(), fixed.group.view(), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 164);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy164Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy164::new(Energy164Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_164(x.array([2]), theta.number(), fixed.group.view(), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 164);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_166(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= x.dot(&h);
    energy
}

#[test]
fn energy_166_agrees() {
    {
        let model = Energy166::new(Energy166Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_166(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 166);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy166::new(Energy166Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_166(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 166);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_168(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = 0.25 * j[[i, i]] * h[(i + n - 1) % n] * x[(i + i) % n];
        let next = i;
        energy += x[(next + 2) % n];
    }
    energy
}

#[test]
fn energy_168_agrees() {
    {
        let model = Energy168::new(Energy168Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_168(x.array([2]), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 168);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy168::new(Energy168Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_168(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 168);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_170(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[param(shape = x.ncols())] b: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.ncols() {
        energy -= if i == 2 { h[i] } else { b[i] };
    }
    energy
}

#[test]
fn energy_170_agrees() {
    {
        let model = Energy170::new(Energy170Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_170(x.array([3, 3]), theta.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 170);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy170::new(Energy170Shape { x: [1, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_170(x.array([1, 2]), theta.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 170);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_171(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (0..n).filter(|&i| i + 1 < n).map(|i| 0.3 * sigmoid(x[i] + j[[i, i]] + x[i]) * x[i + 1] * x[i]).sum::<f64>();
    energy - 0.5 * x.mapv(|u| u * u.tanh()).sum()
}

#[test]
fn energy_171_agrees() {
    {
        let model = Energy171::new(Energy171Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_171(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 171);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy171::new(Energy171Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_171(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 171);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_172(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy -= -((1.0 + square(x[a])).powf(0.75) * x[(a + x.len() - a) % x.len()] * j[[a, (2 * a + 1) % n]]);
    }
    energy
}

#[test]
fn energy_172_agrees() {
    {
        let fixed = Energy172Fixed { edges: vec![(1, 2), (1, 2), (2, 1), (1, 2)] };
        let model = Energy172::new(Energy172Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_172(x.array([3]), &fixed.edges, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 172);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy172Fixed { edges: vec![] };
        let model = Energy172::new(Energy172Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_172(x.array([2]), &fixed.edges, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 172);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_178(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[fixed] next: &[usize],
    #[fixed] index: &[usize],
    #[param(shape = (x.ncols(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        let s = (0.5 * square(x[[next[a], index[b]]])).ln_1p() * x[[group[a], b]];
        if a + 2 < x.dim().0 {
            energy -= s * (s + a as f64 + j[[b, a + 2]]).tanh();
        }
    }
    energy
}

#[test]
fn energy_178_agrees() {
    {
        let fixed = Energy178Fixed { edges: vec![(1, 0), (1, 0), (1, 0)], group: filled([2], vec![0, 0]), next: vec![1, 1], index: vec![2, 1, 2, 3] };
        let model = Energy178::new(Energy178Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_178(x.array([2, 4]), &fixed.edges, fixed.group.view(), &fixed.next, &fixed.index, theta.array([4, 2]))
        };
        let sample = Sample::draw(&model, &function, 178);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy178Fixed { edges: vec![(0, 0)], group: filled([1], vec![0]), next: vec![0], index: vec![0] };
        let model = Energy178::new(Energy178Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_178(x.array([1, 1]), &fixed.edges, fixed.group.view(), &fixed.next, &fixed.index, theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 178);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_181(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] mask: ArrayView2<f64>,
    #[param(shape = x.len())] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -(0..x.len()).map(|i| 2.0 * h[i] * (if i <= 1 { x[group[i]] } else { mask[[(2 * i + 1) % group.len(), (i + i) % x.len()]] }) * b[i]).sum::<f64>()
}

#[test]
fn energy_181_agrees() {
    {
        let fixed = Energy181Fixed { group: filled([4], vec![2, 2, 3, 1]), mask: filled([4, 4], vec![0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]) };
        let model = Energy181::new(Energy181Shape { x: [4], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_181(x.array([4]), x.array([2]), theta.array([4]), fixed.group.view(), fixed.mask.view(), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 181);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy181Fixed { group: filled([2], vec![0, 0]), mask: filled([2, 2], vec![1.0, 1.0, 1.0, 1.0]) };
        let model = Energy181::new(Energy181Shape { x: [2], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_181(x.array([2]), x.array([2]), theta.array([2]), fixed.group.view(), fixed.mask.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 181);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
