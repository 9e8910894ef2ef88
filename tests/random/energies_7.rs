// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_704(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[fixed] distance: f64,
    #[fixed] offset: f64,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        let mut t: f64 = 0.0;
        for i in (0..=b).rev().step_by(3) {
            t -= offset * distance * x[(b + i) % n];
        }
        energy += -(t * x[b] * coupling);
    }
    energy
}

#[test]
fn energy_704_agrees() {
    {
        let fixed = Energy704Fixed { edges: vec![(1, 1), (1, 1), (1, 1)], distance: 1.0352251811169846, offset: -1.4689546607555788 };
        let model = Energy704::new(Energy704Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_704(x.array([3]), &fixed.edges, fixed.distance, fixed.offset, theta.number())
        };
        let sample = Sample::draw(&model, &function, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy704Fixed { edges: vec![(1, 1), (1, 1)], distance: -1.1277507582022264, offset: 0.18171822775847057 };
        let model = Energy704::new(Energy704Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_704(x.array([2]), &fixed.edges, fixed.distance, fixed.offset, theta.number())
        };
        let sample = Sample::draw(&model, &function, 704);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_706(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = (y.len(), y))] j: ArrayView2<f64>,
    #[param(shape = (y, y.len()))] w: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in (0..y.len()).rev().step_by(3) {
        energy -= x[group[i]] * (1.0 + square((x[group[i]] + j[[(i + 1) % n, i]]) * w[[y.len() - 1 - i, (i + 1) % n]] * x[group[i]])).powf(-0.5) * y[(i + 1) % group.len()];
    }
    energy
}

#[test]
fn energy_706_agrees() {
    {
        let fixed = Energy706Fixed { group: vec![2, 2] };
        let model = Energy706::new(Energy706Shape { x: [4], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_706(x.array([4]), x.array([2]), &fixed.group, theta.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy706Fixed { group: vec![0, 0] };
        let model = Energy706::new(Energy706Shape { x: [1], y: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_706(x.array([1]), x.array([2]), &fixed.group, theta.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 706);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_710(
    #[visible(binary)] x: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    -(coupling * x.mapv(|u| 0.5 * u.powi(2)).sum())
}

#[test]
fn energy_710_agrees() {
    {
        let model = Energy710::new(Energy710Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_710(x.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 710);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy710::new(Energy710Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_710(x.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 710);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_711(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[param(shape = (x.ncols(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.shape()[1]).rev() {
        let s = x[[i, (i + 2) % x.shape()[0]]] * h[i];
        for k in 0..i {
            if i % 2 == 0 || k + 1 < x.dim().1 {
                energy -= (s + j[[i, k]]) / 2.0;
            }
        }
    }
    energy
}

#[test]
fn energy_711_agrees() {
    {
        let model = Energy711::new(Energy711Shape { x: [3, 3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_711(x.array([3, 3]), theta.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 711);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy711::new(Energy711Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_711(x.array([1, 1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 711);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_716(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &a) in group.iter().enumerate() {
        energy += 1.5 * (x[a] + h[a]) * x[a] * coupling;
    }
    energy
}

#[test]
fn energy_716_agrees() {
    {
        let fixed = Energy716Fixed { group: filled([4], vec![0, 0, 0, 0]) };
        let model = Energy716::new(Energy716Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_716(x.array([4]), x.array([4]), fixed.group.view(), theta.array([4]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 716);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy716Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy716::new(Energy716Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_716(x.array([1]), x.array([1]), fixed.group.view(), theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 716);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_717(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.ncols() {
        let next = i;
        energy -= (&x * &mask).sum() * x[[i % rows, (i + x.shape()[1] - 1) % x.shape()[1]]] * h[i];
    }
    energy
}

#[test]
fn energy_717_agrees() {
    {
        let fixed = Energy717Fixed { mask: filled([2, 4], vec![0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0]) };
        let model = Energy717::new(Energy717Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_717(x.array([2, 4]), theta.array([4]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 717);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy717Fixed { mask: filled([1, 2], vec![1.0, 1.0]) };
        let model = Energy717::new(Energy717Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_717(x.array([1, 2]), theta.array([2]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 717);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_719(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..cols).map(|i| x[[i % x.nrows(), (i + cols - 1) % cols]] * x[[group[i], i]]).sum::<f64>();
    -(&x * &j).sum()
}

#[test]
fn energy_719_agrees() {
    {
        let fixed = Energy719Fixed { group: filled([2], vec![1, 2]) };
        let model = Energy719::new(Energy719Shape { x: [3, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_719(x.array([3, 2]), fixed.group.view(), theta.array([3, 2]))
        };
        let sample = Sample::draw(&model, &function, 719);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy719Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy719::new(Energy719Shape { x: [1, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_719(x.array([1, 2]), fixed.group.view(), theta.array([1, 2]))
        };
        let sample = Sample::draw(&model, &function, 719);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_723(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[visible(binary)] z: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..=x.len() - 1 {
        let s = y[0] * x[i].powi(4);
        energy += 0.3 * x[i] * j[[i, (i + x.len() - 1) % x.len()]];
    }
    energy
}

#[test]
fn energy_723_agrees() {
    {
        let model = Energy723::new(Energy723Shape { x: [4], y: [2], z: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_723(x.array([4]), x.array([2]), x.array([2]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 723);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy723::new(Energy723Shape { x: [1], y: [1], z: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_723(x.array([1]), x.array([1]), x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 723);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_724(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView1<f64>,
) -> f64 {
    let pair = sum(0..x.len(), |i| 1.5 * (0..=i).map(|k| 0.25 * (0.5 * square(x[k] - (k / 2) as f64 * x[(k + 1) % x.len()])).ln_1p() * x[(k + 2) % x.len()]).sum::<f64>() * x[i]);
    j.t().dot(&(0.5 * &x)).dot(&distance)
}

#[test]
fn energy_724_agrees() {
    {
        let fixed = Energy724Fixed { distance: filled([3], vec![0.8272740828212353, 0.30327939987527985, 0.4958422441297259]) };
        let model = Energy724::new(Energy724Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_724(x.array([3]), theta.array([3, 3]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 724);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy724Fixed { distance: filled([1], vec![-1.3324839700605717]) };
        let model = Energy724::new(Energy724Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_724(x.array([1]), theta.array([1, 1]), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 724);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_726(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev().step_by(3) {
        let s = -(x[group[i]] * h[i]);
        for k in i + 1..n {
            if k >= 0 {
                energy += s * x[i];
            }
        }
    }
    energy
}

#[test]
fn energy_726_agrees() {
    {
        let fixed = Energy726Fixed { group: vec![2, 1, 0] };
        let model = Energy726::new(Energy726Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_726(x.array([3]), &fixed.group, theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 726);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy726Fixed { group: vec![0] };
        let model = Energy726::new(Energy726Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_726(x.array([1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 726);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_728(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[param(symmetric, shape = (x.ncols(), x.ncols()))] j: ArrayView2<f64>,
    #[fixed] next: ArrayView1<usize>,
    #[fixed] index: &[usize],
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = (0..x.dim().1).map(|i| j[[i, i]] * x[[group[i], (i + 1) % x.dim().1]]).sum::<f64>();
    -(0..x.nrows()).map(|i| -(x[[i, next[i]]] * i as f64 * x[[i, index[i]]])).sum::<f64>()
}

#[test]
fn energy_728_agrees() {
    {
        let fixed = Energy728Fixed { group: vec![3, 0], next: filled([4], vec![0, 0, 0, 0]), index: vec![1, 0, 1, 1] };
        let model = Energy728::new(Energy728Shape { x: [4, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_728(x.array([4, 2]), &fixed.group, theta.array([2, 2]), fixed.next.view(), &fixed.index)
        };
        let sample = Sample::draw(&model, &function, 728);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy728Fixed { group: vec![0], next: filled([1], vec![0]), index: vec![0] };
        let model = Energy728::new(Energy728Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_728(x.array([1, 1]), &fixed.group, theta.array([1, 1]), fixed.next.view(), &fixed.index)
        };
        let sample = Sample::draw(&model, &function, 728);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_731(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.dot(&j);
    energy -= (0..n).filter(|&i| i + 2 < n && i % 2 == 1).map(|i| (i + 1..x.len()).map(|k| u[i] * (1.0 + square(u[(k + 1) % x.len()] - 0.5)).powf(0.75)).sum::<f64>() * u[i + 2] * x[i]).sum::<f64>();
    energy
}

#[test]
fn energy_731_agrees() {
    {
        let model = Energy731::new(Energy731Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_731(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 731);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy731::new(Energy731Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_731(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 731);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_732(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..i {
            if i <= 0 {
                energy += 0.3 * (x[i] - k as f64 * x[k]).abs() * (if !(k >= 0) { h[i] } else { j[[i, k]] });
            } else {
                energy += 2.0 * x[i];
            }
        }
    }
    energy
}

#[test]
fn energy_732_agrees() {
    {
        let model = Energy732::new(Energy732Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_732(x.array([2]), theta.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 732);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy732::new(Energy732Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_732(x.array([1]), theta.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 732);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_734(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let u = j.t().dot(&(2.0 * &x));
    sum(0..x.len() - 1, |i| 0.25 * x[group[i]])
}

#[test]
fn energy_734_agrees() {
    {
        let fixed = Energy734Fixed { group: vec![2, 2, 0] };
        let model = Energy734::new(Energy734Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_734(x.array([3]), theta.array([3, 3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 734);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy734Fixed { group: vec![0] };
        let model = Energy734::new(Energy734Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_734(x.array([1]), theta.array([1, 1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 734);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_735(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i <= 0 && i < 2 {
            for k in i + 1..n {
                let next = k / 2;
                if k + 1 < n && k >= 1 {
                    energy += (x[k + 1] - h[i]) * x[(next + 1) % n] * (x[(next + 1) % n] - x[k - 1]);
                }
            }
        }
    }
    energy
}

#[test]
fn energy_735_agrees() {
    {
        let model = Energy735::new(Energy735Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_735(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 735);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy735::new(Energy735Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_735(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 735);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_736(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] distance: f64,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    (0..n).filter(|&i| i % 2 == 1).map(|i| (if i >= 1 { j[[i - 1, i]] } else { distance }) * x[i]).sum::<f64>()
}

#[test]
fn energy_736_agrees() {
    {
        let fixed = Energy736Fixed { distance: -0.730815347927907 };
        let model = Energy736::new(Energy736Shape { x: [4], y: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_736(x.array([4]), x.array([4]), theta.array([4, 4]), fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 736);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy736Fixed { distance: -1.3488332926690296 };
        let model = Energy736::new(Energy736Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_736(x.array([1]), x.array([1]), theta.array([1, 1]), fixed.distance)
        };
        let sample = Sample::draw(&model, &function, 736);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_738(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(shape = y)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let n2 = y.len();
    let mut energy: f64 = 0.0;
    for i in (0..n2).rev().step_by(2) {
        energy -= -((if !(i != 2) { h[i] } else { 0.0 }) * (0..x.len()).map(|k| x[k] * h[i]).sum::<f64>());
    }
    energy
}

#[test]
fn energy_738_agrees() {
    {
        let model = Energy738::new(Energy738Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_738(x.array([4]), x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 738);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy738::new(Energy738Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_738(x.array([2]), x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 738);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_739(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] next: &[usize],
    #[param(symmetric, shape = (x, x.len()))] w: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &a in group.iter() {
        for i in 0..a {
            energy += w[[(a + 1) % n, i]] * j[[a, next[i]]] * x[(2 * i + 2) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_739_agrees() {
    {
        let fixed = Energy739Fixed { group: vec![1, 0, 0], next: vec![0, 2, 2] };
        let model = Energy739::new(Energy739Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_739(x.array([3]), &fixed.group, theta.array([3, 3]), &fixed.next, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 739);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy739Fixed { group: vec![1, 0], next: vec![1, 1] };
        let model = Energy739::new(Energy739Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_739(x.array([2]), &fixed.group, theta.array([2, 2]), &fixed.next, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 739);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_740(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        if i < 2 {
            energy += coupling * x[i];
        }
    }
    energy
}

#[test]
fn energy_740_agrees() {
    {
        let model = Energy740::new(Energy740Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_740(x.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 740);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy740::new(Energy740Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_740(x.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 740);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_741(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 1..n {
        for k in 0..i + 1 {
            energy += -(h[(k + 1) % group.len()] * x[(2 * k + 2) % x.len()] * x[group[k]]);
        }
    }
    energy
}

#[test]
fn energy_741_agrees() {
    {
        let fixed = Energy741Fixed { group: vec![0, 1] };
        let model = Energy741::new(Energy741Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_741(x.array([2]), &fixed.group, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 741);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy741Fixed { group: vec![1, 0] };
        let model = Energy741::new(Energy741Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_741(x.array([2]), &fixed.group, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 741);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_742(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(shape = (x, x, x.len()))] tensor: ArrayView3<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    let u = &x - &h;
    for i in 0..x.len() - 1 {
        energy -= tensor[[i / 2, i / 2, x.len() - 1 - i]] * u[(i + i) % x.len()];
    }
    energy
}

#[test]
fn energy_742_agrees() {
    {
        let model = Energy742::new(Energy742Shape { x: [3], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_742(x.array([3]), x.array([2]), theta.array([3]), theta.array([3, 3, 3]))
        };
        let sample = Sample::draw(&model, &function, 742);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy742::new(Energy742Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_742(x.array([2]), x.array([1]), theta.array([2]), theta.array([2, 2, 2]))
        };
        let sample = Sample::draw(&model, &function, 742);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_743(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.dim().0).rev() {
        if i != 1 || i < 2 {
            energy -= x[[i, i]] * x[[(i + x.shape()[1] - 1) % x.shape()[1], i]] * h[(i + x.ncols() - 1) % x.ncols()] / (1.0 + square(x[[(i + i) % x.dim().1, (2 * i + 3) % x.dim().1]])) / 2.0;
        } else {
            if i + 1 < x.nrows() {
                energy -= (i + i) as f64 * x[[i + 1, i]] / 2.0;
            }
        }
    }
    energy
}

#[test]
fn energy_743_agrees() {
    {
        let model = Energy743::new(Energy743Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_743(x.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 743);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy743::new(Energy743Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_743(x.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 743);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_745(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] mask: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for i in 0..i {
            energy -= -((if i < 2 || i + 1 != group.len() { h[i] } else { x[(i + 2) % n] }) * mask[i] * x[i].max(group[i] as f64 / (n as f64)));
        }
    }
    energy
}

#[test]
fn energy_745_agrees() {
    {
        let fixed = Energy745Fixed { mask: filled([2], vec![1.0, 1.0]), group: filled([2], vec![0, 1]) };
        let model = Energy745::new(Energy745Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_745(x.array([2]), fixed.mask.view(), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 745);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy745Fixed { mask: filled([2], vec![0.0, 0.0]), group: filled([2], vec![0, 0]) };
        let model = Energy745::new(Energy745Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_745(x.array([2]), fixed.mask.view(), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 745);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_747(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] mask: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    0.5 * (&x * &mask).dot(&h)
}

#[test]
fn energy_747_agrees() {
    {
        let fixed = Energy747Fixed { mask: filled([2], vec![1.0, 0.0]) };
        let model = Energy747::new(Energy747Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_747(x.array([2]), fixed.mask.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 747);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy747Fixed { mask: filled([2], vec![1.0, 1.0]) };
        let model = Energy747::new(Energy747Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_747(x.array([2]), fixed.mask.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 747);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_749(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[visible(spin)] z: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = (z, z))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let n2 = z.len();
    let mut energy: f64 = 0.0;
    for i in 0..z.len() {
        energy -= j.dot(&(2.0 * &z)).mapv(softplus).sum() * x[i % x.len()] * y[i % n].min(y[group[i]]);
    }
    energy
}

#[test]
fn energy_749_agrees() {
    {
        let fixed = Energy749Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy749::new(Energy749Shape { x: [4], y: [2], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_749(x.array([4]), x.array([2]), x.array([2]), fixed.group.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 749);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy749Fixed { group: filled([1], vec![1]) };
        let model = Energy749::new(Energy749Shape { x: [2], y: [2], z: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_749(x.array([2]), x.array([2]), x.array([1]), fixed.group.view(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 749);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_751(
    #[visible(spin)] x: ArrayView2<f64>,
    #[param] coupling: f64,
    #[fixed] edges: &[(usize, usize)],
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..rows {
        let s = (x[[i, i]] + coupling) * x[[i, i]];
        for (e, &(a, b)) in edges.iter().enumerate() {
            let d = x[[i, (b + 1) % x.shape()[1]]] * x[[i, (i + 2) % cols]] * x[[i, i]];
            energy -= 0.3 * x[[a, (b + e) % x.ncols()]];
        }
    }
    energy - 0.5 * 0.5
}

#[test]
fn energy_751_agrees() {
    {
        let fixed = Energy751Fixed { edges: vec![(1, 0), (1, 1)] };
        let model = Energy751::new(Energy751Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_751(x.array([2, 2]), theta.number(), &fixed.edges)
        };
        let sample = Sample::draw(&model, &function, 751);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy751Fixed { edges: vec![(0, 0), (0, 0)] };
        let model = Energy751::new(Energy751Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_751(x.array([1, 1]), theta.number(), &fixed.edges)
        };
        let sample = Sample::draw(&model, &function, 751);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_752(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = x.mapv(ln_cosh);
    energy -= softplus((0..x.len()).filter(|&i| i + 1 < x.len() && i < 2).map(|i| 1.5 * (x[(i + x.len() - 1) % x.len()] - j[[i / 2, i]] - coupling * h[i + 1]).cos()).sum::<f64>());
    energy
}

#[test]
fn energy_752_agrees() {
    {
        let model = Energy752::new(Energy752Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_752(x.array([2]), theta.array([2, 2]), theta.number(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 752);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy752::new(Energy752Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_752(x.array([1]), theta.array([1, 1]), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 752);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_753(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).step_by(2) {
        let mut t: f64 = 0.0;
        for k in 0..i {
            t += x[k] * x.dot(&h);
        }
        energy += j[[i, i]] * x[(i + 2) % x.len()].powi(4) * coupling;
    }
    energy
}

#[test]
fn energy_753_agrees() {
    {
        let model = Energy753::new(Energy753Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_753(x.array([3]), theta.array([3]), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 753);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy753::new(Energy753Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_753(x.array([2]), theta.array([2]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 753);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_754(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| u.cos());
    for i in (0..n).step_by(2) {
        if i <= 2 {
            for k in 0..i {
                energy -= 0.3 * (0.5 * square(x[(i + 1) % n])).ln_1p() * j[[i, k]] * x[n - 1 - k];
            }
        }
    }
    energy
}

#[test]
fn energy_754_agrees() {
    {
        let model = Energy754::new(Energy754Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_754(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 754);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy754::new(Energy754Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_754(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 754);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_758(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[fixed] mask: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = x.mapv(|u| softplus(u));
    for i in 0..x.len() {
        if i >= 0 {
            energy += triples.iter().enumerate().map(|(e, &(a, b, c))| h[i] * u[a]).sum::<f64>() * x[(i + x.len() - 1) % x.len()] * mask[[i, i]];
        }
    }
    energy
}

#[test]
fn energy_758_agrees() {
    {
        let fixed = Energy758Fixed { triples: vec![(0, 0, 2), (2, 1, 2), (1, 1, 0), (2, 2, 2)], mask: filled([3, 3], vec![1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]) };
        let model = Energy758::new(Energy758Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_758(x.array([3]), &fixed.triples, theta.array([3]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 758);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy758Fixed { triples: vec![], mask: filled([1, 1], vec![1.0]) };
        let model = Energy758::new(Energy758Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_758(x.array([1]), &fixed.triples, theta.array([1]), fixed.mask.view())
        };
        let sample = Sample::draw(&model, &function, 758);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_760(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= coupling * (-&x).dot(&h);
    energy
}

#[test]
fn energy_760_agrees() {
    {
        let model = Energy760::new(Energy760Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_760(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 760);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy760::new(Energy760Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_760(x.array([1]), theta.array([1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 760);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_761(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(symmetric, shape = (x.ncols(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    edges.iter().map(|&(a, b)| j[[b, a]] * x[[a, a]] / 2.0).sum::<f64>()
}

#[test]
fn energy_761_agrees() {
    {
        let fixed = Energy761Fixed { edges: vec![(1, 1), (1, 2), (2, 2), (1, 0)] };
        let model = Energy761::new(Energy761Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_761(x.array([3, 3]), &fixed.edges, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 761);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy761Fixed { edges: vec![] };
        let model = Energy761::new(Energy761Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_761(x.array([2, 2]), &fixed.edges, theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 761);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_763(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len(), x))] tensor: ArrayView3<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n - 1 {
        for k in 0..x.len() {
            energy -= 0.5 * x[k] * tensor[[k, i, group[k]]];
        }
    }
    energy
}

#[test]
fn energy_763_agrees() {
    {
        let fixed = Energy763Fixed { group: vec![1, 0, 1] };
        let model = Energy763::new(Energy763Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_763(x.array([3]), theta.array([3, 3, 3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 763);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy763Fixed { group: vec![0, 1] };
        let model = Energy763::new(Energy763Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_763(x.array([2]), theta.array([2, 2, 2]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 763);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_766(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[fixed] distance: ArrayView3<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        if i >= 2 && i < 2 {
            for k in 0..i {
                if k <= i {
                    energy -= -(distance[[k, n - 1 - k, i]] / (1.0 + square(x[k])) * coupling * x[(k + 1) % n]);
                }
            }
        }
    }
    energy
}

#[test]
fn energy_766_agrees() {
    {
        let fixed = Energy766Fixed { distance: filled([2, 2, 2], vec![-0.18271156016345413, 0.3447419116553556, 1.1514487719274396, 0.9953826575539231, 1.1454227257883622, -0.596168272858393, -0.9496238244951334, 1.35495295762197]) };
        let model = Energy766::new(Energy766Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_766(x.array([2]), theta.number(), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 766);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy766Fixed { distance: filled([1, 1, 1], vec![0.7359513464810501]) };
        let model = Energy766::new(Energy766Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_766(x.array([1]), theta.number(), fixed.distance.view())
        };
        let sample = Sample::draw(&model, &function, 766);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_767(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..cols {
        let s = 0.25 * x[[group[i], i]];
        energy -= -(s * x[[0, i]] * j[[i, i]]);
    }
    energy
}

#[test]
fn energy_767_agrees() {
    {
        let fixed = Energy767Fixed { group: filled([3], vec![1, 1, 0]) };
        let model = Energy767::new(Energy767Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_767(x.array([2, 3]), fixed.group.view(), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 767);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy767Fixed { group: filled([1], vec![1]) };
        let model = Energy767::new(Energy767Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_767(x.array([2, 1]), fixed.group.view(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 767);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_769(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= coupling * x.mapv(ln_cosh).dot(&h);
    energy
}

#[test]
fn energy_769_agrees() {
    {
        let model = Energy769::new(Energy769Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_769(x.array([3]), theta.array([3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 769);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy769::new(Energy769Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_769(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 769);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_771(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(zero_diagonal, shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[param(shape = (x.len(), y.nrows()))] w: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        energy -= y[[e % y.shape()[0], group[a]]].powi(2) * j.t().dot(&x).dot(&w).dot(&(0.5 * &y.column(a)));
    }
    energy
}

#[test]
fn energy_771_agrees() {
    {
        let fixed = Energy771Fixed { edges: vec![(1, 1), (2, 0)], group: filled([3], vec![1, 2, 1]) };
        let model = Energy771::new(Energy771Shape { x: [3], y: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_771(x.array([3]), x.array([2, 3]), &fixed.edges, theta.array([3, 3]), theta.array([3, 2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 771);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy771Fixed { edges: vec![(0, 0)], group: filled([1], vec![0]) };
        let model = Energy771::new(Energy771Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_771(x.array([1]), x.array([1, 1]), &fixed.edges, theta.array([1, 1]), theta.array([1, 1]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 771);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_772(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = x.len();
    let u = j.t().dot(&x.mapv(|u| 0.5 * u.powi(2)));
    let pair = (0..n).filter(|&i| i >= 1).map(|i| x[i - 1] * x[group[i]].max(x[i])).sum::<f64>();
    -j.t().dot(&u).mapv(|u| u.abs()).sum()
}

#[test]
fn energy_772_agrees() {
    {
        let fixed = Energy772Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy772::new(Energy772Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_772(x.array([2]), theta.array([2, 2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 772);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy772Fixed { group: filled([2], vec![0, 0]) };
        let model = Energy772::new(Energy772Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_772(x.array([2]), theta.array([2, 2]), fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 772);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_773(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let pair = (0..n / 2).map(|i| x[i] / 2.0).sum::<f64>();
    (0..x.len()).filter(|&i| i + 2 < n).map(|i| x[i + 2] * j[[i, i]] * x[(i + i) % n].powi(2)).sum::<f64>()
}

#[test]
fn energy_773_agrees() {
    {
        let model = Energy773::new(Energy773Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_773(x.array([3]), theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 773);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy773::new(Energy773Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_773(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 773);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_774(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param(shape = (x, triples.len()))] j: ArrayView2<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] w: ArrayView2<f64>,
    #[param(shape = (triples.len(), x))] m: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for (e, &(a, b, c)) in triples.iter().enumerate() {
        energy -= 2.0 * x[(b + 3) % x.len()] * ln_cosh(x[a] + j[[a, e]] * w[[a, b]] - 0.5) * m[[e, b]];
    }
    energy
}

#[test]
fn energy_774_agrees() {
    {
        let fixed = Energy774Fixed { triples: vec![(1, 0, 0), (1, 0, 0), (0, 1, 0)] };
        let model = Energy774::new(Energy774Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_774(x.array([2]), &fixed.triples, theta.array([2, 3]), theta.array([2, 2]), theta.array([3, 2]))
        };
        let sample = Sample::draw(&model, &function, 774);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy774Fixed { triples: vec![] };
        let model = Energy774::new(Energy774Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_774(x.array([2]), &fixed.triples, theta.array([2, 0]), theta.array([2, 2]), theta.array([0, 2]))
        };
        let sample = Sample::draw(&model, &function, 774);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}
