// Written by `cargo run -p ebm-compiler --example write_random`; the formatting is the generator's.

#[energy_model]
pub fn energy_300(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] h: ArrayView1<f64>,
    #[param(shape = c)] c: ArrayView1<f64>,
    #[param] j: ArrayView2<f64>,
    #[param(symmetric, shape = (x, x))] w: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        if b > 1 {
            energy -= 0.25 * x[(a + 1) % x.len()] * (a + b) as f64 * (j.dot(&(&x * &h)) + &c).dot(&c);
        }
    }
    energy
}

#[test]
fn energy_300_agrees() {
    {
        let fixed = Energy300Fixed { edges: vec![(1, 0), (1, 0)] };
        let model = Energy300::new(Energy300Shape { x: [2], c: 4 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_300(x.array([2]), &fixed.edges, theta.array([2]), theta.array([4]), theta.array([4, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 300);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy300Fixed { edges: vec![] };
        let model = Energy300::new(Energy300Shape { x: [2], c: 2 }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_300(x.array([2]), &fixed.edges, theta.array([2]), theta.array([2]), theta.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 300);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_301(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(symmetric, zero_diagonal, shape = (y.len(), y.len()))] j: ArrayView2<f64>,
    #[param(shape = y)] b: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &x - &h;
    -y.dot(&j).dot(&b)
}

#[test]
fn energy_301_agrees() {
    {
        let model = Energy301::new(Energy301Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_301(x.array([4]), x.array([4]), theta.array([4]), theta.array([4, 4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 301);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy301::new(Energy301Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_301(x.array([2]), x.array([1]), theta.array([2]), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 301);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_302(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] b: ArrayView1<f64>,
) -> f64 {
    let n = y.len();
    let u = &x - &h;
    -(2.0 * &y).dot(&b)
}

#[test]
fn energy_302_agrees() {
    {
        let model = Energy302::new(Energy302Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_302(x.array([4]), x.array([4]), theta.array([4]), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 302);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy302::new(Energy302Shape { x: [2], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_302(x.array([2]), x.array([1]), theta.array([2]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 302);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_303(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    -x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>()
}

#[test]
fn energy_303_agrees() {
    {
        let model = Energy303::new(Energy303Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_303(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 303);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy303::new(Energy303Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_303(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 303);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_305(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param(symmetric, shape = (x, x.len()))] j: ArrayView2<f64>,
    #[fixed] distance: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let (rows, cols) = y.dim();
    let mut energy: f64 = 0.0;
    energy -= (0..x.len()).map(|i| (0.5 * (x[i / 2] - x[i] * y[[i % y.ncols(), i % rows]] + distance[[i, i]] * y[[rows - 1, group[i]]] - 0.5)).exp() * y[[i % cols, i % y.dim().1]] * j[[x.len() - 1 - i, i]]).sum::<f64>();
    energy
}

#[test]
fn energy_305_agrees() {
    {
        let fixed = Energy305Fixed { distance: filled([4, 4], vec![0.7514130542418225, 1.0077445895172206, -1.1058342380344355, 0.743914680160275, 1.191644325201044, -0.7899598463588132, -1.4092722193203735, 1.0770602059835945, -1.4412833516505148, -1.2754696201405493, 0.4309220328292156, 0.34158006765412985, 1.2844270567273721, -0.3393924321366364, -0.25949026262826047, 0.33601678022005155]), group: vec![0, 1, 0, 0] };
        let model = Energy305::new(Energy305Shape { x: [4], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_305(x.array([4]), x.array([2, 2]), theta.array([4, 4]), fixed.distance.view(), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 305);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy305Fixed { distance: filled([2, 2], vec![-0.712251010483989, 0.7995968132983933, 1.3389226525836122, 0.6670311614697999]), group: vec![1, 1] };
        let model = Energy305::new(Energy305Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_305(x.array([2]), x.array([2, 2]), theta.array([2, 2]), fixed.distance.view(), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 305);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_306(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (group.len(), x.len(), x.len()))] tensor: ArrayView3<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for (e, &(a, b)) in edges.iter().enumerate() {
        if b >= 1 && a >= 1 {
            energy -= -((1.0 + square(x[b] * x[b - 1] * x[a - 1])).ln() * x[a] * tensor[[group[e], b, a]]);
        }
    }
    energy
}

#[test]
fn energy_306_agrees() {
    {
        let fixed = Energy306Fixed { edges: vec![(0, 2)], group: vec![0] };
        let model = Energy306::new(Energy306Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_306(x.array([3]), &fixed.edges, theta.array([1, 3, 3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 306);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy306Fixed { edges: vec![(0, 0)], group: vec![0] };
        let model = Energy306::new(Energy306Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_306(x.array([1]), &fixed.edges, theta.array([1, 1, 1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 306);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_307(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = 3)] h: ArrayView1<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..3 {
        for k in 0..rows {
            energy -= -(x[[k, group[k]]] * h[i] * x[[(k + 1) % rows, i % x.dim().1]]);
        }
    }
    energy - 0.5 * (0..x.shape()[0]).rev().step_by(3).filter(|&i| i + 1 != rows).map(|i| 0.5 * x[[i, i % cols]]).sum::<f64>()
}

#[test]
fn energy_307_agrees() {
    {
        let fixed = Energy307Fixed { group: vec![2, 0] };
        let model = Energy307::new(Energy307Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_307(x.array([2, 4]), theta.array([3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 307);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy307Fixed { group: vec![0, 0] };
        let model = Energy307::new(Energy307Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_307(x.array([2, 1]), theta.array([3]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 307);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_308(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in 0..n {
            let s = 0.5 * (x[(i + 2) % n] + j[[i, k]]) * x[i] * (x[i] + k as f64);
            let mut t: f64 = 0.0;
            for l in k + 1..x.len() {
                if i == 2 {
                    t -= 0.5 * x[k];
                }
            }
            if i >= 2 {
                energy -= x[k];
            }
        }
    }
    energy
}

#[test]
fn energy_308_agrees() {
    {
        let model = Energy308::new(Energy308Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_308(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 308);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy308::new(Energy308Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_308(x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 308);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_309(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        for k in i + 1..n {
            let mut t: f64 = 0.0;
            for l in (k + 1..n).rev() {
                t -= x[group[l]];
            }
            energy -= x[(k + k) % n];
        }
    }
    energy - (-&x).dot(&h)
}

#[test]
fn energy_309_agrees() {
    {
        let fixed = Energy309Fixed { group: vec![0, 1] };
        let model = Energy309::new(Energy309Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_309(x.array([2]), &fixed.group, theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 309);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy309Fixed { group: vec![0] };
        let model = Energy309::new(Energy309Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_309(x.array([1]), &fixed.group, theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 309);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_310(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -x.iter().zip(h.iter()).map(|(&site, &weight)| site * weight).sum::<f64>()
}

#[test]
fn energy_310_agrees() {
    {
        let model = Energy310::new(Energy310Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_310(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 310);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy310::new(Energy310Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_310(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 310);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_311(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param(shape = x.len())] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let next = i;
        energy += 0.5 * h[next] * x[i] * (0..x.len()).step_by(2).map(|k| j[[i, next]]).sum::<f64>();
    }
    energy
}

#[test]
fn energy_311_agrees() {
    {
        let model = Energy311::new(Energy311Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_311(x.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 311);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy311::new(Energy311Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_311(x.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 311);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_318(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] mask: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    energy -= coupling * (0..x.shape()[0]).filter(|&i| i >= 1).map(|i| mask[[(i + x.shape()[0] - 1) % x.shape()[0], i]] / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_318_agrees() {
    {
        let fixed = Energy318Fixed { mask: filled([2, 2], vec![1.0, 0.0, 1.0, 1.0]) };
        let model = Energy318::new(Energy318Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_318(x.array([2, 2]), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 318);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy318Fixed { mask: filled([1, 1], vec![1.0]) };
        let model = Energy318::new(Energy318Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_318(x.array([1, 1]), fixed.mask.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 318);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_319(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = x[i] * softplus(x[i] + x[i] - 0.5);
        let next = (i + x.len() - 1) % x.len();
        energy += -(s.powi(2) * s * square(x[(i + x.len() - 1) % x.len()] - x[next] * j[[i, next]]));
    }
    energy
}

#[test]
fn energy_319_agrees() {
    {
        let model = Energy319::new(Energy319Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_319(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 319);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy319::new(Energy319Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_319(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 319);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_320(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param(shape = (x, x))] j: ArrayView2<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    energy -= 0.5 * (0..x.len()).map(|i| (if i + 1 < n { j[[i, i]] } else { h[i] }) * (0.5 + square(x[i] * x[i] - x[i] * x[x.len() - 1 - i])).sqrt() / 2.0).sum::<f64>();
    energy
}

#[test]
fn energy_320_agrees() {
    {
        let model = Energy320::new(Energy320Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_320(x.array([2]), theta.array([2, 2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 320);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy320::new(Energy320Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_320(x.array([1]), theta.array([1, 1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 320);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_322(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(real)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param(zero_diagonal, shape = (rows * cols, rows * cols))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[fixed] next: ArrayView1<usize>,
    #[param(shape = cols)] b: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    let u = j.dot(&(&x + &h));
    for i in 0..cols {
        let s = -(x[group[i]] * x[i % (rows * cols)]);
        energy -= 1.5 * x[next[i]] * b[cols - 1 - i];
    }
    energy
}

#[test]
fn energy_322_agrees() {
    {
        let fixed = Energy322Fixed { rows: 2, cols: 2, group: vec![3, 2], next: filled([2], vec![2, 2]) };
        let model = Energy322::new(Energy322Shape { x: [4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_322(fixed.rows, fixed.cols, x.array([4]), theta.array([4]), theta.array([4, 4]), &fixed.group, fixed.next.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 322);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy322Fixed { rows: 1, cols: 1, group: vec![0], next: filled([1], vec![0]) };
        let model = Energy322::new(Energy322Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_322(fixed.rows, fixed.cols, x.array([1]), theta.array([1]), theta.array([1, 1]), &fixed.group, fixed.next.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 322);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_323(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.nrows(), x.ncols()))] j: ArrayView2<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let pair = edges.iter().enumerate().filter(|&(e, &(a, b))| a + 1 < rows).map(|(e, &(a, b))| -((&x - &j).mapv(|u| 0.5 * u.powi(2)).sum() * x[[a + 1, b]])).sum::<f64>();
    0.5 * 0.5
}

#[test]
fn energy_323_agrees() {
    {
        let fixed = Energy323Fixed { edges: vec![(0, 2), (1, 2), (1, 1)] };
        let model = Energy323::new(Energy323Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_323(x.array([2, 3]), &fixed.edges, theta.array([2, 3]))
        };
        let sample = Sample::draw(&model, &function, 323);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy323Fixed { edges: vec![(1, 0)] };
        let model = Energy323::new(Energy323Shape { x: [2, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_323(x.array([2, 1]), &fixed.edges, theta.array([2, 1]))
        };
        let sample = Sample::draw(&model, &function, 323);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_325(
    #[visible(spin)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        let s = x[i] * x[i];
        let next = group[i];
        for &(a, b, c) in triples.iter() {
            energy += (-&x).dot(&(&x * coupling)) * s / 2.0;
        }
    }
    energy
}

#[test]
fn energy_325_agrees() {
    {
        let fixed = Energy325Fixed { group: filled([3], vec![2, 1, 1]), triples: vec![(0, 1, 1), (0, 1, 1)] };
        let model = Energy325::new(Energy325Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_325(x.array([3]), fixed.group.view(), &fixed.triples, theta.number())
        };
        let sample = Sample::draw(&model, &function, 325);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy325Fixed { group: filled([1], vec![0]), triples: vec![(0, 0, 0), (0, 0, 0)] };
        let model = Energy325::new(Energy325Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_325(x.array([1]), fixed.group.view(), &fixed.triples, theta.number())
        };
        let sample = Sample::draw(&model, &function, 325);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_326(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy += x[i] * x[i].min(x[i]);
    }
    energy - coupling * j.dot(&x).sum()
}

#[test]
fn energy_326_agrees() {
    {
        let model = Energy326::new(Energy326Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_326(x.array([3]), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 326);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy326::new(Energy326Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_326(x.array([2]), theta.array([2, 2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 326);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_327(
    #[visible(real)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let u = j.dot(&x.mapv(softplus));
    let pair = edges.iter().filter(|&&(a, b)| b + 3 < n).map(|&(a, b)| (if b < 0 { coupling } else { 0.0 }) * u[b + 3]).sum::<f64>();
    (0..x.len() - 1).filter(|&i| !(i % 2 == 1)).map(|i| u[(i + x.len() - 1) % x.len()]).sum::<f64>()
}

#[test]
fn energy_327_agrees() {
    {
        let fixed = Energy327Fixed { edges: vec![(0, 1), (0, 0), (0, 0), (0, 0), (0, 0)] };
        let model = Energy327::new(Energy327Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_327(x.array([2]), theta.array([2, 2]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 327);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy327Fixed { edges: vec![] };
        let model = Energy327::new(Energy327Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_327(x.array([1]), theta.array([1, 1]), &fixed.edges, theta.number())
        };
        let sample = Sample::draw(&model, &function, 327);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_328(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let u = &x + coupling;
    -x.dot(&h)
}

#[test]
fn energy_328_agrees() {
    {
        let model = Energy328::new(Energy328Shape { x: [4], y: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_328(x.array([4]), x.array([3]), theta.number(), theta.array([4]))
        };
        let sample = Sample::draw(&model, &function, 328);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy328::new(Energy328Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_328(x.array([1]), x.array([2]), theta.number(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 328);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_331(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: &[usize],
    #[fixed] next: &[usize],
    #[param] coupling: f64,
) -> f64 {
    let pair = (0..x.shape()[1]).filter(|&i| i + 3 < x.shape()[1]).map(|i| -((x[[next[i], i]] + x[[i % x.shape()[0], i + 3]]) * x[[group[i], (i + i) % x.shape()[1]]])).sum::<f64>();
    -(coupling * x.sum())
}

#[test]
fn energy_331_agrees() {
    {
        let fixed = Energy331Fixed { group: vec![1, 1], next: vec![1, 1] };
        let model = Energy331::new(Energy331Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_331(x.array([2, 2]), &fixed.group, &fixed.next, theta.number())
        };
        let sample = Sample::draw(&model, &function, 331);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy331Fixed { group: vec![0], next: vec![0] };
        let model = Energy331::new(Energy331Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_331(x.array([1, 1]), &fixed.group, &fixed.next, theta.number())
        };
        let sample = Sample::draw(&model, &function, 331);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_332(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let u = -&x;
    -(&x * &h).mapv(ln_cosh).sum()
}

#[test]
fn energy_332_agrees() {
    {
        let model = Energy332::new(Energy332Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_332(x.array([3]), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 332);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy332::new(Energy332Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_332(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 332);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_333(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] triples: &[(usize, usize, usize)],
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.nrows())] h: ArrayView1<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for (e, &(a, b, c)) in triples.iter().enumerate() {
        energy += sum(0..x.shape()[0], |i| x[[(i + 1) % cols, i]] * x[[group[b], group[c]]]) * x[[(c + rows - 1) % rows, (b + 2) % x.dim().0]] * h[b / 2];
    }
    energy
}

#[test]
fn energy_333_agrees() {
    {
        let fixed = Energy333Fixed { triples: vec![(0, 1, 1)], group: filled([3], vec![1, 1, 1]) };
        let model = Energy333::new(Energy333Shape { x: [3, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_333(x.array([3, 3]), &fixed.triples, fixed.group.view(), theta.array([3]))
        };
        let sample = Sample::draw(&model, &function, 333);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy333Fixed { triples: vec![(0, 0, 0)], group: filled([1], vec![0]) };
        let model = Energy333::new(Energy333Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_333(x.array([1, 1]), &fixed.triples, fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 333);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_334(
    #[visible(real)] x: ArrayView1<f64>,
    #[param] coupling: f64,
    #[param(shape = (x, x.len()))] j: ArrayView2<f64>,
    #[param] field: f64,
) -> f64 {
    let pair = (0..x.len()).filter(|&i| i + 1 < x.len()).map(|i| x[(i + x.len() - 1) % x.len()] * coupling * j[[i, i + 1]]).sum::<f64>();
    field * (0..x.len()).step_by(3).filter(|&i| i >= 1).map(|i| x[i - 1] * (0..i).rev().step_by(3).map(|k| x[(k + 1) % x.len()].powi(3) * x[(i + x.len() - 1) % x.len()]).sum::<f64>()).sum::<f64>()
}

#[test]
fn energy_334_agrees() {
    {
        let model = Energy334::new(Energy334Shape { x: [3] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_334(x.array([3]), theta.number(), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 334);
        sample.energy();
        sample.param_gradient();
        // no continuous: the formula of the difference has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let model = Energy334::new(Energy334Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_334(x.array([1]), theta.number(), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 334);
        sample.energy();
        sample.param_gradient();
        // no continuous: the formula of the difference has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_335(
    #[visible(binary)] x: ArrayView1<f64>,
    #[fixed] distance: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let s = x[i] * sigmoid(x[i] - 0.5);
        for k in 0..n {
            let d = 0.5 * s * distance[(i + 1) % n];
            energy -= distance[i] * s * d;
        }
    }
    energy - x.dot(&h)
}

#[test]
fn energy_335_agrees() {
    {
        let fixed = Energy335Fixed { distance: filled([2], vec![-0.19833338335100725, -0.6785379134754473]) };
        let model = Energy335::new(Energy335Shape { x: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_335(x.array([2]), fixed.distance.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 335);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy335Fixed { distance: filled([1], vec![0.8137572046722923]) };
        let model = Energy335::new(Energy335Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_335(x.array([1]), fixed.distance.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 335);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_337(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(shape = x)] h: ArrayView1<f64>,
) -> f64 {
    let n = x.len();
    -x.dot(&h)
}

#[test]
fn energy_337_agrees() {
    {
        let model = Energy337::new(Energy337Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_337(x.array([2]), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 337);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy337::new(Energy337Shape { x: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_337(x.array([1]), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 337);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_338(
    #[fixed] rows: usize,
    #[fixed] cols: usize,
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView2<f64>,
    #[param(symmetric, zero_diagonal, shape = (rows, y.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..=y.dim().1 - 1 {
        let s = y[[i, (i + 1) % y.dim().1]].min(j[[i, i]]) * y[[(i + 1) % y.ncols(), i]] * square((y[[i, i]] - x[i % (y.nrows() * cols)]) * x[i % (y.shape()[1] * cols)]);
        energy -= x[i % (y.shape()[0] * cols)];
    }
    energy
}

#[test]
fn energy_338_agrees() {
    {
        let fixed = Energy338Fixed { rows: 2, cols: 2 };
        let model = Energy338::new(Energy338Shape { x: [4], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_338(fixed.rows, fixed.cols, x.array([4]), x.array([2, 2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 338);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy338Fixed { rows: 1, cols: 1 };
        let model = Energy338::new(Energy338Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_338(fixed.rows, fixed.cols, x.array([1]), x.array([1, 1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 338);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_339(
    #[visible(spin)] x: ArrayView1<f64>,
    #[visible(binary)] y: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..y.shape()[1] {
        if i >= 2 {
            energy += -y[[i - 2, group[i]]];
        }
    }
    energy - 0.5 * (-&x).dot(&h)
}

#[test]
fn energy_339_agrees() {
    {
        let fixed = Energy339Fixed { group: filled([2], vec![1, 0]) };
        let model = Energy339::new(Energy339Shape { x: [2], y: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_339(x.array([2]), x.array([2, 2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 339);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy339Fixed { group: filled([1], vec![0]) };
        let model = Energy339::new(Energy339Shape { x: [1], y: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_339(x.array([1]), x.array([1, 1]), fixed.group.view(), theta.array([1]))
        };
        let sample = Sample::draw(&model, &function, 339);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_340(
    #[visible(binary)] x: ArrayView1<f64>,
    #[param(symmetric, shape = (x, x))] j: ArrayView2<f64>,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in (0..x.len()).rev() {
        for k in 0..i + 1 {
            energy += x[(i + k) % n] * j[[i, k]];
        }
    }
    energy
}

#[test]
fn energy_340_agrees() {
    {
        let model = Energy340::new(Energy340Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_340(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 340);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy340::new(Energy340Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_340(x.array([2]), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 340);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_341(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[param(zero_diagonal)] j: ArrayView2<f64>,
    #[param] coupling: f64,
    #[param(shape = (x.len(), y.len()))] w: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..n {
        let mut t: f64 = 2.0 * y[i] * j[[i, i]] * x[i % x.len()].powi(2);
        for k in i + 1..y.len() {
            t -= x[0];
        }
        energy += 0.5 * y[i] * y[(i + i) % n];
    }
    energy - (&x * coupling).dot(&w.dot(&y))
}

#[test]
fn energy_341_agrees() {
    {
        let model = Energy341::new(Energy341Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_341(x.array([4]), x.array([4]), theta.array([4, 4]), theta.number(), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 341);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy341::new(Energy341Shape { x: [1], y: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_341(x.array([1]), x.array([2]), theta.array([2, 2]), theta.number(), theta.array([1, 2]))
        };
        let sample = Sample::draw(&model, &function, 341);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_342(
    #[visible(binary)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (x.nrows(), x.nrows()))] j: ArrayView2<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.dim().1 - 1 {
        if i >= 2 && i + 1 < x.shape()[1] {
            energy -= x[[i % x.nrows(), i + 1]] * x[[group[i], i]] * (2.0 * &x.column(i)).dot(&j).mapv(|u| u * u.tanh()).sum();
        }
    }
    energy - 0.5
}

#[test]
fn energy_342_agrees() {
    {
        let fixed = Energy342Fixed { group: filled([3], vec![1, 1, 0]) };
        let model = Energy342::new(Energy342Shape { x: [2, 3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_342(x.array([2, 3]), fixed.group.view(), theta.array([2, 2]))
        };
        let sample = Sample::draw(&model, &function, 342);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
    {
        let fixed = Energy342Fixed { group: filled([1], vec![0]) };
        let model = Energy342::new(Energy342Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_342(x.array([1, 1]), fixed.group.view(), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 342);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        // no pseudolikelihood: the formula of the objective has more terms than can be written out, as products of sums are multiplied out
    }
}

#[energy_model]
pub fn energy_343(
    #[visible(real)] x: ArrayView2<f64>,
    #[fixed] distance: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let (rows, cols) = x.dim();
    -(coupling * (&x - &distance).mapv(|u| u * u.tanh()).sum())
}

#[test]
fn energy_343_agrees() {
    {
        let fixed = Energy343Fixed { distance: filled([2, 4], vec![-0.9711216407309282, -0.4858886014200787, -0.2631900809343548, -0.4460946835976718, 0.043970275328303776, -0.5024199487969363, 1.1478252496051091, -1.0847705806130046]) };
        let model = Energy343::new(Energy343Shape { x: [2, 4] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_343(x.array([2, 4]), fixed.distance.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 343);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy343Fixed { distance: filled([1, 1], vec![-1.2155400092725344]) };
        let model = Energy343::new(Energy343Shape { x: [1, 1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_343(x.array([1, 1]), fixed.distance.view(), theta.number())
        };
        let sample = Sample::draw(&model, &function, 343);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_345(
    #[visible(spin)] x: ArrayView2<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(shape = x.ncols())] h: ArrayView1<f64>,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..=x.shape()[0] - 1 {
        energy -= x[[group[i], (i + x.dim().1 - 1) % x.dim().1]] * (x[[i, i]] - h[i]);
    }
    energy
}

#[test]
fn energy_345_agrees() {
    {
        let fixed = Energy345Fixed { group: filled([2], vec![1, 1]) };
        let model = Energy345::new(Energy345Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_345(x.array([2, 2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 345);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy345Fixed { group: filled([2], vec![0, 1]) };
        let model = Energy345::new(Energy345Shape { x: [2, 2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_345(x.array([2, 2]), fixed.group.view(), theta.array([2]))
        };
        let sample = Sample::draw(&model, &function, 345);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_347(
    #[visible(spin)] x: ArrayView1<f64>,
    #[param] h: ArrayView1<f64>,
    #[param] coupling: f64,
) -> f64 {
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        energy -= -((i + 1..x.len()).map(|k| x[i] * h[i] * coupling).sum::<f64>() * x[x.len() - 1 - i]);
    }
    energy
}

#[test]
fn energy_347_agrees() {
    {
        let model = Energy347::new(Energy347Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_347(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 347);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let model = Energy347::new(Energy347Shape { x: [2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_347(x.array([2]), theta.array([2]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 347);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_348(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[visible(spin)] z: ArrayView1<f64>,
    #[param(shape = (x.len(), x))] j: ArrayView2<f64>,
    #[fixed] distance: f64,
    #[fixed] group: ArrayView1<usize>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in 0..x.len() {
        for k in 0..x.len() {
            energy += 0.25 * j[[i, k]] * z[group[k]] * (x[k] * j[[i, k]] * z[z.len() - 1] * distance).sin();
        }
    }
    energy
}

#[test]
fn energy_348_agrees() {
    {
        let fixed = Energy348Fixed { distance: 0.6659875068759242, group: filled([3], vec![1, 0, 1]) };
        let model = Energy348::new(Energy348Shape { x: [3], y: [2], z: [2] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_348(x.array([3]), x.array([2]), x.array([2]), theta.array([3, 3]), fixed.distance, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 348);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy348Fixed { distance: 0.11791544806766474, group: filled([1], vec![0]) };
        let model = Energy348::new(Energy348Shape { x: [1], y: [2], z: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_348(x.array([1]), x.array([2]), x.array([1]), theta.array([1, 1]), fixed.distance, fixed.group.view())
        };
        let sample = Sample::draw(&model, &function, 348);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_349(
    #[visible(real)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[param(shape = (y, y))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    j.dot(&y).dot(&j).mapv(|u| softplus(u)).sum()
}

#[test]
fn energy_349_agrees() {
    {
        let model = Energy349::new(Energy349Shape { x: [4], y: [4] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_349(x.array([4]), x.array([4]), theta.array([4, 4]))
        };
        let sample = Sample::draw(&model, &function, 349);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let model = Energy349::new(Energy349Shape { x: [1], y: [1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_349(x.array([1]), x.array([1]), theta.array([1, 1]))
        };
        let sample = Sample::draw(&model, &function, 349);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_350(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(spin)] y: ArrayView1<f64>,
    #[fixed] group: &[usize],
    #[param(shape = (3, y))] j: ArrayView2<f64>,
) -> f64 {
    let n = y.len();
    let mut energy: f64 = 0.0;
    for i in (0..n / 2).step_by(3) {
        for k in 0..3 {
            for l in 0..i {
                if i == l {
                    energy -= j[[k, l]] * y[(i + n - l) % n] * sum(0..k, |m| y[l] / (1.0 + square(x[group[i]])) * x[m % x.len()]) / 2.0;
                }
            }
        }
    }
    energy
}

#[test]
fn energy_350_agrees() {
    {
        let fixed = Energy350Fixed { group: vec![3, 2, 3] };
        let model = Energy350::new(Energy350Shape { x: [4], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_350(x.array([4]), x.array([3]), &fixed.group, theta.array([3, 3]))
        };
        let sample = Sample::draw(&model, &function, 350);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
    {
        let fixed = Energy350Fixed { group: vec![0] };
        let model = Energy350::new(Energy350Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_350(x.array([1]), x.array([1]), &fixed.group, theta.array([3, 1]))
        };
        let sample = Sample::draw(&model, &function, 350);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.pseudolikelihood();
    }
}

#[energy_model]
pub fn energy_351(
    #[visible(real)] x: ArrayView1<f64>,
    #[fixed] group: ArrayView1<usize>,
    #[param(symmetric, zero_diagonal, shape = (x.len(), x))] j: ArrayView2<f64>,
    #[param] coupling: f64,
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for i in 1..n {
        let next = i;
        for k in 0..n {
            energy += x[next] * (1.5 + square(x[group[i]] + j[[i, next]] * coupling)).recip() * x[(i + x.len() - 1) % x.len()];
        }
    }
    energy
}

#[test]
fn energy_351_agrees() {
    {
        let fixed = Energy351Fixed { group: filled([3], vec![2, 1, 2]) };
        let model = Energy351::new(Energy351Shape { x: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_351(x.array([3]), fixed.group.view(), theta.array([3, 3]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 351);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let fixed = Energy351Fixed { group: filled([1], vec![0]) };
        let model = Energy351::new(Energy351Shape { x: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_351(x.array([1]), fixed.group.view(), theta.array([1, 1]), theta.number())
        };
        let sample = Sample::draw(&model, &function, 351);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_352(
    #[visible(real)] x: ArrayView2<f64>,
    #[param(shape = (x.ncols(), x.nrows(), x.ncols()))] tensor: ArrayView3<f64>,
) -> f64 {
    let (rows, cols) = x.dim();
    let mut energy: f64 = 0.0;
    for i in 0..x.nrows() {
        for k in 0..i {
            let s = 0.25 * tensor[[i, k, i]] * x[[k, (i + 2) % x.dim().1]] * x[[x.dim().1 - 1 - i, k]];
            if i <= 0 {
                energy += 0.5 * s;
            }
        }
    }
    energy - 0.5
}

#[test]
fn energy_352_agrees() {
    {
        let model = Energy352::new(Energy352Shape { x: [2, 2] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_352(x.array([2, 2]), theta.array([2, 2, 2]))
        };
        let sample = Sample::draw(&model, &function, 352);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
    {
        let model = Energy352::new(Energy352Shape { x: [1, 1] }).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_352(x.array([1, 1]), theta.array([1, 1, 1]))
        };
        let sample = Sample::draw(&model, &function, 352);
        sample.energy();
        sample.param_gradient();
        sample.continuous();
    }
}

#[energy_model]
pub fn energy_357(
    #[visible(binary)] x: ArrayView1<f64>,
    #[visible(real)] y: ArrayView1<f64>,
    #[fixed] edges: &[(usize, usize)],
    #[param(shape = (x.len(), x.len()))] j: ArrayView2<f64>,
    #[fixed] group: &[usize],
) -> f64 {
    let n = x.len();
    let mut energy: f64 = 0.0;
    for &(a, b) in edges.iter() {
        energy += (if a > 0 { group[b] as f64 } else { 0.0 }) * j[[a, b]] * x[a];
    }
    energy
}

#[test]
fn energy_357_agrees() {
    {
        let fixed = Energy357Fixed { edges: vec![(3, 3), (3, 3), (1, 1)], group: vec![2, 1, 3, 2] };
        let model = Energy357::new(Energy357Shape { x: [4], y: [3] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_357(x.array([4]), x.array([3]), &fixed.edges, theta.array([4, 4]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 357);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
    {
        let fixed = Energy357Fixed { edges: vec![], group: vec![0] };
        let model = Energy357::new(Energy357Shape { x: [1], y: [1] }, fixed.clone()).unwrap();
        let function = |x: &[f64], theta: &[f64]| {
            let (mut x, mut theta) = (Flat(x), Flat(theta));
            energy_357(x.array([1]), x.array([1]), &fixed.edges, theta.array([1, 1]), &fixed.group)
        };
        let sample = Sample::draw(&model, &function, 357);
        sample.energy();
        sample.param_gradient();
        sample.flips();
        sample.continuous();
    }
}
