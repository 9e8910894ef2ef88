//! The exact Laplacian through two hidden layers: right, and no dearer than its Jacobian.

use crate::build::*;
use crate::check::close;
use ebm_compiler::derive::{curvature, objective, reverse, tidy};
use ebm_compiler::ir::*;

/// readout·softplus(w2 softplus(w1 x + b1) + b2) + ½ x·x
fn perceptron(n: usize, m: usize, random: &mut Random) -> Case {
    let mut case = Case::new("perceptron");
    let x = case.sites("x", Domain::Real, &[n], random);
    let plain = ParamOptions::default;
    let b1 = case.param("b1", plain(), None, &[m], random);
    let (size, width) = (Index::size(x, 0), Index::size(b1, 0));
    let w1 = case.param("w1", plain(), Some(vec![width.clone(), size.clone()]), &[m, n], random);
    let w2 = case.param("w2", plain(), Some(vec![width.clone(); 2]), &[m, m], random);
    let b2 = case.param("b2", plain(), Some(vec![width.clone()]), &[m], random);
    let readout = case.param("readout", plain(), Some(vec![width.clone()]), &[m], random);
    let (i, j) = (case.variable("i"), case.variable("j"));
    let first = sum([
        term(1.0, &[up_to(&i, &size)], &[], &[read(w1, &[&v(&j), &v(&i)]), read(x, &[&v(&i)])]),
        term(1.0, &[], &[], &[read(b1, &[&v(&j)])]),
    ]);
    let first = case.define("first", vec![(j, width.clone())], first);
    let (j, k) = (case.variable("j"), case.variable("k"));
    let hidden = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(first, &[&v(&j)])]));
    let second = sum([
        term(1.0, &[up_to(&j, &width)], &[], &[read(w2, &[&v(&k), &v(&j)]), hidden]),
        term(1.0, &[], &[], &[read(b2, &[&v(&k)])]),
    ]);
    let second = case.define("second", vec![(k, width.clone())], second);
    let (k, i) = (case.variable("k"), case.variable("i"));
    let top = apply(Operator::Softplus, term(1.0, &[], &[], &[read_let(second, &[&v(&k)])]));
    case.value(sum([
        term(1.0, &[up_to(&k, &width)], &[], &[read(readout, &[&v(&k)]), top]),
        term(0.5, &[up_to(&i, &size)], &[], &[power(read(x, &[&v(&i)]), 2)]),
    ]))
}

/// Σ_s ∂²E/∂x_s² by the chain rule, written out:
/// Σ_k r_k (σ′(z_k) Σ_s J_ks² + σ(z_k) Σ_j w2_kj σ′(y_j) Σ_s w1_js²) + n, J = w2 diag(σ(y)) w1.
fn by_hand(case: &Case) -> f64 {
    let array = |name: &str| {
        let place = case.program.arrays.iter().position(|a| a.name == name).expect(name);
        case.numbers(ArrayId(place)).to_vec()
    };
    let [x, w1, b1, w2, b2, readout] = ["x", "w1", "b1", "w2", "b2", "readout"].map(array);
    let (n, m) = (x.len(), b1.len());
    let sigmoid = |u: f64| 1.0 / (1.0 + (-u).exp());
    let slope = |u: f64| sigmoid(u) * (1.0 - sigmoid(u));
    let y: Vec<f64> = (0..m).map(|j| (0..n).map(|i| w1[j * n + i] * x[i]).sum::<f64>() + b1[j]).collect();
    let h: Vec<f64> = y.iter().map(|y| (1.0 + y.exp()).ln()).collect();
    let mut total = n as f64;
    for k in 0..m {
        let z = (0..m).map(|j| w2[k * m + j] * h[j]).sum::<f64>() + b2[k];
        let jacobian = |s: usize| (0..m).map(|j| w2[k * m + j] * sigmoid(y[j]) * w1[j * n + s]).sum::<f64>();
        let squares: f64 = (0..n).map(|s| jacobian(s).powi(2)).sum();
        let norm = |j: usize| (0..n).map(|s| w1[j * n + s].powi(2)).sum::<f64>();
        let bend: f64 = (0..m).map(|j| w2[k * m + j] * slope(y[j]) * norm(j)).sum();
        total += readout[k] * (slope(z) * squares + sigmoid(z) * bend);
    }
    total
}

/// The largest number of loops that run inside each other.
fn deepest(program: &Program) -> usize {
    let lets = program.lets.iter().map(|l| (l.scope().len(), l.definition.expr()));
    let outputs = program.outputs.iter().map(|o| (o.binders.len(), &o.value));
    let deep = |(axes, expr): (usize, &Expr)| {
        expr.terms.iter().map(|t| axes + t.binders.len()).max().unwrap_or(axes)
    };
    lets.chain(outputs).map(deep).max().unwrap_or(0)
}

#[test]
fn the_laplacian_is_the_one_by_hand() {
    for (n, m) in [(1, 1), (3, 2), (4, 5)] {
        let case = perceptron(n, m, &mut Random(31));
        let program = curvature::laplacian(&case.program).expect("smooth");
        let found = value_of(&program, &case.arrays, &[]);
        close(found, by_hand(&case), 0.0, 1e-13, &|| program.to_string());
    }
}

#[test]
fn it_costs_what_its_jacobian_costs() {
    let case = perceptron(3, 2, &mut Random(32));
    assert_eq!(deepest(&tidy(&case.program)), 2, "the energy is two matrix-vector products");
    let laplacian = curvature::laplacian(&case.program).expect("smooth");
    // J = w2 diag(σ) w1 is width × width × sites, and nothing is more
    assert_eq!(deepest(&laplacian), 3, "{laplacian}");
    let objective = objective::score_matching(&case.program).expect("smooth");
    assert_eq!(deepest(&objective), 3, "{objective}");
    let gradient = reverse::gradient(&objective, &reverse::learned(&objective), None);
    assert_eq!(deepest(&gradient), 3, "{gradient}");
    // along one direction: as the energy
    let directional = objective::directional(&case.program).expect("smooth");
    assert_eq!(deepest(&directional), 2, "{directional}");
    let gradient = reverse::gradient(&directional, &reverse::learned(&directional), None);
    assert_eq!(deepest(&gradient), 2, "{gradient}");
}
