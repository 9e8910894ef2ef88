//! The energies of the models of `language.md`, written out for one state in `f64`, term by term.
//!
//! Parameters are flat, in order of declaration and row-major, like those of the models.

/// `−Σᵢ hᵢ xᵢ − Σ_{k<i} j[i,k] xᵢ xₖ`
pub fn ising(n: usize, theta: &[f64], x: &[f64]) -> f64 {
    let (h, j) = theta.split_at(n);
    let mut energy = 0.0;
    for i in 0..n {
        energy -= h[i] * x[i];
        for k in 0..i {
            energy -= j[i * n + k] * x[i] * x[k];
        }
    }
    energy
}

/// `−b·x − ½ xᵀ w x`
pub fn boltzmann(n: usize, theta: &[f64], x: &[f64]) -> f64 {
    let (b, w) = theta.split_at(n);
    let mut energy = 0.0;
    for i in 0..n {
        energy -= b[i] * x[i];
        for k in 0..n {
            energy -= 0.5 * w[i * n + k] * x[i] * x[k];
        }
    }
    energy
}

/// The torus: `−field Σ x − coupling Σ x (x right + x below)`; θ is (coupling, field).
pub fn lattice(rows: usize, cols: usize, theta: &[f64], x: &[f64]) -> f64 {
    let at = |r: usize, c: usize| x[(r % rows) * cols + c % cols];
    let mut energy = 0.0;
    for r in 0..rows {
        for c in 0..cols {
            energy -= theta[1] * at(r, c) + theta[0] * at(r, c) * (at(r + 1, c) + at(r, c + 1));
        }
    }
    energy
}

/// `−h·x − Σ_e j_e x_a x_b`
pub fn graph(edges: &[(usize, usize)], n: usize, theta: &[f64], x: &[f64]) -> f64 {
    let field: f64 = (0..n).map(|i| theta[i] * x[i]).sum();
    let pair: f64 = edges.iter().zip(&theta[n..]).map(|(&(a, b), j)| j * x[a] * x[b]).sum();
    -field - pair
}

/// `½ xᵀ precision x − η·x`
pub fn gaussian(n: usize, theta: &[f64], x: &[f64]) -> f64 {
    let (eta, precision) = theta.split_at(n);
    let mut energy = 0.0;
    for i in 0..n {
        energy -= eta[i] * x[i];
        for k in 0..n {
            energy += 0.5 * precision[i * n + k] * x[i] * x[k];
        }
    }
    energy
}
