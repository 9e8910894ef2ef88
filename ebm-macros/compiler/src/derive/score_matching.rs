//! Score matching: objectives of slopes and curvatures of the energy in its continuous sites, in which Z never appears.
//!
//! ```text
//! ψ_s = −∂E/∂x_s
//! explicit       Σ_s ½ ψ_s² + ∂ψ_s/∂x_s
//! generalised    Σ_s ½ h_s ψ_s² + ∂(h_s ψ_s)/∂x_s,   h_s = min(distance of x_s to the boundary, 1); 1 without boundary
//! directional    ½ (Σ_s v_s √h_s ψ_s)² + Σ_s v_s D_v(h_s ψ_s)     for directions v with mean 0 and covariance 1
//! denoising      ½ Σ_s (ψ_s − target_s)²
//! ```
//!
//! Only visible continuous sites are looked at; discrete ones are conditioned on, and what is only in their terms is not
//! learned. The parameter gradient of each is one reverse pass.

use super::curvature::{slope_jump, with_site_derivatives, with_slopes};
use super::difference::Site;
use super::marginal::at_one;
use super::missing::Missing;
use super::rewrite::as_indices;
use super::sites::{named_over_sites, summed_over, without_hidden};
use super::tangent::{self, Direction};
use super::{normaliser, tidy};
use crate::ir::{
    Array, ArrayId, Atom, Definition, Domain, Expr, Factor, Index, Let, LetId, Number, Operator, Output,
    Program, Role, Source, Target, Term,
};

/// Where the weight of a bounded site stops to grow: the cap c of h = min(distance to the boundary, c).
const CAP: f64 = 1.0;

/// Explicit score matching of one state, Σ_s ½ (∂E/∂x_s)² − ∂²E/∂x_s², over visible sites on the line or the circle.
///
/// # Errors
/// There are no such sites; one has a boundary, which this objective would not see; the energy reads latents; or its slope
/// jumps in a site.
///
/// # Cost
/// That of [`laplacian`](super::curvature::laplacian).
///
/// # References
/// Hyvärinen (2005), Estimation of non-normalized statistical models by score matching, eq. 4.
pub fn explicit(program: &Program) -> Result<Program, Missing> {
    let program = &at_one(program);
    let arrays = sites(program)?;
    match arrays.iter().map(|&id| program.array(id)).find(|array| has_boundary(array)) {
        Some(array) => Err(Missing::everywhere(format!(
            "`{}` has a boundary, where the explicit objective is wrong; the generalised one weighs sites by their distance to it",
            array.name
        ))),
        None => generalised(program),
    }
}

/// Generalised score matching of one state, Σ_s h_s (½ (∂E/∂x_s)² − ∂²E/∂x_s²) − h_s′ ∂E/∂x_s, over visible continuous
/// sites: explicit score matching where a site has no boundary (h = 1).
///
/// h(x) = min(x, 1) on (0, ∞), min(x − a, b − x, 1) on (a, b).
///
/// # Errors
/// There are no such sites, the energy reads latents, or its slope jumps in a site.
///
/// # Cost
/// That of [`laplacian`](super::curvature::laplacian).
///
/// # References
/// Yu, Drton & Shojaie (2019), Generalized score matching for non-negative data, eq. 10; Yu, Drton & Shojaie (2022),
/// Generalized score matching for general domains, sec. 2. On (0, ∞), h = x² is the objective of Hyvärinen (2007).
pub fn generalised(program: &Program) -> Result<Program, Missing> {
    let program = &at_one(program);
    let arrays = sites(program)?;
    let (mut result, derivatives) = with_site_derivatives(program, &arrays)?;
    let mut value = Expr::zero();
    for found in derivatives {
        let site = Site::new(&result, found.array);
        let slope = || Atom::Read(Source::Let(found.slope), as_indices(&site.at));
        let half_square = Term { factors: vec![Factor { atom: slope(), power: 2 }], ..Term::number(0.5) };
        let curvature = Expr::read_let(found.curvature, as_indices(&site.at)).scaled(-1.0);
        let plain = Expr::from(half_square).plus(curvature);
        let summand = match weight(&result, &site) {
            None => plain,
            Some(Weight { value, slope: rise }) => {
                let name = result.array(found.array).name.clone();
                let weight = named_over_sites(&mut result, format!("weight_{name}"), &site, &value);
                let weight = Expr::read_let(weight, as_indices(&site.at));
                let weighted = weight.times(&plain, &result.fresh);
                weighted.plus(rise.times(&Expr::atom(slope()), &result.fresh).scaled(-1.0))
            }
        };
        value = value.plus(summed_over(&summand, &site.at));
    }
    Ok(with_value(result, value))
}

/// Sliced score matching of one state along one direction v, an array of [`Role::Along`] for each array of sites:
/// ½ (D_w E)² − D_v D_u E with w = √h·v and u = h·v, D_v the derivative along v, D_u E taken as a function of x.
///
/// For v with independent entries of mean 0 and variance 1 (random signs, normal draws) its mean is
/// [`generalised`]: E v_s v_t = \[s = t\].
///
/// # Errors
/// As for [`generalised`].
///
/// # Cost
/// A small multiple of the energy's, however deep: two derivatives along a direction, one after the other.
///
/// # References
/// Song, Garg, Shi & Ermon (2019), Sliced score matching, eq. 7; the weights are our extension.
pub fn directional(program: &Program) -> Result<Program, Missing> {
    let program = &at_one(program);
    let arrays = sites(program)?;
    if let Some(missing) = slope_jump(program, &arrays) {
        return Err(missing);
    }
    let mut result = program.clone();
    let mut moved = Vec::new();
    for &array in &arrays {
        let direction = along(&mut result, array, "direction");
        let site = Site::new(&result, array);
        let name = result.array(array).name.clone();
        let weight = weight(&result, &site)
            .map(|weight| named_over_sites(&mut result, format!("weight_{name}"), &site, &weight.value));
        moved.push(Moved { array, direction, weight });
    }
    let weighted = moved.iter().any(|moved| moved.weight.is_some());
    let below = result.lets.len();
    let value = program.value().clone();
    let derivative = |result: &mut Program, value: &Expr, lets: usize, power: Option<f64>| {
        let speed = |array: ArrayId, indices: &[Index]| {
            moved.iter().find(|moved| moved.array == array).map(|moved| moved.speed(indices, power))
        };
        tangent::append(result, &Direction::Along(&speed), value, lets)
    };
    let first = derivative(&mut result, &value, below, Some(0.5));
    let slope = scalar(&mut result, "slope_along", first.clone());
    let inner = if weighted { derivative(&mut result, &value, below, Some(1.0)) } else { first };
    let lets = result.lets.len();
    let second = derivative(&mut result, &inner, lets, None);
    let slope = Atom::Read(Source::Let(slope), Vec::new());
    let half_square = Term { factors: vec![Factor { atom: slope, power: 2 }], ..Term::number(0.5) };
    Ok(with_value(result, Expr::from(half_square).plus(second.scaled(-1.0))))
}

/// Denoising score matching of one noisy state: ½ Σ_s (−∂E/∂x_s − target_s)², the target an array of [`Role::Along`] for
/// each array of sites, (clean − noisy) / σ² for normal noise.
///
/// # Errors
/// There are no visible continuous sites; one has a boundary, across which noise would carry it; or the energy reads
/// latents. Kinks do no harm.
///
/// # Cost
/// That of the score.
///
/// # References
/// Vincent (2011), A connection between score matching and denoising autoencoders, eq. 11.
pub fn denoising(program: &Program) -> Result<Program, Missing> {
    let program = &at_one(program);
    let arrays = sites(program)?;
    if let Some(array) = arrays.iter().map(|&id| program.array(id)).find(|array| has_boundary(array)) {
        return Err(Missing::everywhere(format!(
            "`{}` has a boundary, across which noise would carry it",
            array.name
        )));
    }
    let mut noisy = program.clone();
    let targets: Vec<ArrayId> = arrays.iter().map(|&array| along(&mut noisy, array, "target")).collect();
    let (mut result, slopes, _) = with_slopes(&noisy, &arrays);
    let mut value = Expr::zero();
    for ((array, slope), target) in slopes.into_iter().zip(targets) {
        let site = Site::new(&result, array);
        let miss = Expr::read_let(slope, as_indices(&site.at)).plus(Expr::read(target, as_indices(&site.at)));
        let name = format!("miss_{}", result.array(array).name);
        let miss = named_over_sites(&mut result, name, &site, &miss);
        let miss = Atom::Read(Source::Let(miss), as_indices(&site.at));
        let half_square = Term { factors: vec![Factor { atom: miss, power: 2 }], ..Term::number(0.5) };
        value = value.plus(summed_over(&half_square.into(), &site.at));
    }
    Ok(with_value(result, value))
}

/// The visible continuous arrays of an energy without latents.
fn sites(program: &Program) -> Result<Vec<ArrayId>, Missing> {
    without_hidden(program)?;
    match normaliser::arrays(program) {
        none if none.is_empty() => Err(Missing::everywhere("there are no visible continuous sites")),
        arrays => Ok(arrays),
    }
}

/// Whether the values of the sites have ends.
fn has_boundary(array: &Array) -> bool {
    matches!(array.role.domain(), Some(Domain::Positive | Domain::Unit | Domain::Interval(..)))
}

/// The weight h of a site.
struct Weight {
    /// h(x)
    value: Expr,
    /// h′(x)
    slope: Expr,
}

/// The weight of a site with a boundary.
fn weight(program: &Program, site: &Site) -> Option<Weight> {
    let x = site.value();
    let number = Expr::number;
    // the distance to the boundary, and its slope
    let (distance, rise) = match program.array(site.array).role.domain()? {
        Domain::Positive => (x, number(1.0)),
        Domain::Unit => from_both_ends(x, 0.0, 1.0),
        Domain::Interval(Number(low), Number(high)) => from_both_ends(x, *low, *high),
        _ => return None,
    };
    // min(d, c) = c − max(c − d, 0)
    let below = number(CAP).plus(distance.scaled(-1.0));
    let value = number(CAP).plus(Expr::apply(Operator::Relu, below.clone()).scaled(-1.0));
    let slope = Expr::apply(Operator::Step, below).times(&rise, &program.fresh);
    Some(Weight { value, slope })
}

/// min(x − a, b − x) = (b − a)/2 − |x − (a + b)/2|
fn from_both_ends(x: Expr, low: f64, high: f64) -> (Expr, Expr) {
    let off = x.plus(Expr::number(-0.5 * (low + high)));
    let distance =
        Expr::number(0.5 * (high - low)).plus(Expr::apply(Operator::Abs, off.clone()).scaled(-1.0));
    (distance, Expr::apply(Operator::Sign, off).scaled(-1.0))
}

/// An array of sites that moves.
struct Moved {
    array: ArrayId,
    direction: ArrayId,
    weight: Option<LetId>,
}

impl Moved {
    /// The direction at an entry times a power of the weight there; `None` for no weight.
    fn speed(&self, indices: &[Index], power: Option<f64>) -> Expr {
        let mut speed = Term::atom(Atom::Read(Source::Array(self.direction), indices.to_vec()));
        if let (Some(power), Some(weight)) = (power, self.weight) {
            let weight = Atom::Read(Source::Let(weight), indices.to_vec());
            speed.push_factor(Factor::once(match power {
                0.5 => Atom::Apply { operator: Operator::Sqrt, order: 0, argument: Expr::atom(weight) },
                _ => weight,
            }));
        }
        speed.into()
    }
}

/// A new array with a number for each site of another.
fn along(program: &mut Program, array: ArrayId, name: &str) -> ArrayId {
    let sites = program.array(array).clone();
    let name = format!("{name}_{}", sites.name);
    program.add_array(Array { name, role: Role::Along(array), ..sites })
}

/// A let without axes.
fn scalar(program: &mut Program, name: &str, value: Expr) -> LetId {
    let definition = Definition::Sum(value);
    program.add_let(Let { name: name.to_owned(), binders: Vec::new(), definition })
}

/// The program for one value.
fn with_value(mut program: Program, value: Expr) -> Program {
    program.outputs = vec![Output { target: Target::Value, binders: Vec::new(), value }];
    tidy(&program)
}
