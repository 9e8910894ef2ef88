//! Generated code where the user has given common names to things of their own.

/// A module full of traps; the energy in it uses none of them.
mod traps {
    #![allow(dead_code, non_camel_case_types, unused_macros, reason = "traps are not meant to be stepped on")]

    use ::ebm::prelude::{ArrayView1, energy_model};

    pub(crate) struct Vec;
    pub(crate) struct String;
    pub(crate) struct Arc;
    pub(crate) enum Option {}
    pub(crate) enum Result {}
    pub(crate) enum Default {}
    pub(crate) struct Some;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Lanes;
    pub(crate) struct Workspace;
    pub(crate) struct f64;
    pub(crate) struct str;
    pub(crate) struct V;
    pub(crate) struct Self_;
    pub(crate) trait Into {}
    pub(crate) trait From {}
    pub(crate) trait Clone {}
    pub(crate) trait Debug {}
    pub(crate) trait PartialEq {}
    pub(crate) trait AsRef {}
    pub(crate) trait Model {}
    pub(crate) trait Energy {}
    pub(crate) trait Lane {}
    pub(crate) trait Real {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod ebm {}
    pub(crate) mod ndarray {}
    pub(crate) fn exp() {}
    pub(crate) fn energy() {}
    pub(crate) fn number() {}
    pub(crate) fn structure() {}
    pub(crate) fn drop() {}
    macro_rules! vec {
        () => {};
    }
    macro_rules! panic {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }

    /// Arguments, binders and definitions with the words that generated code would use.
    #[energy_model]
    pub(crate) fn theta(
        #[visible(spin)] state: ArrayView1<f32>,
        #[visible(real)] out: ArrayView1<f32>,
        #[fixed] structure: &[(usize, usize)],
        #[param] theta: ArrayView1<f32>,
        #[param] grad: ArrayView1<f32>,
        #[param] weight: f32,
        #[param] layout: f32,
    ) -> f32 {
        let mut energy = 0.0;
        for sum in 0..state.len() {
            for n in 0..out.len() {
                let work = theta[sum] * state[sum] + grad[n] * out[n];
                energy += work.tanh() * weight;
            }
        }
        for site in 0..structure.len() {
            energy += layout * state[structure[site].0] * out[structure[site].1];
        }
        energy
    }
}

#[test]
fn our_words_give_way() {
    use ebm::prelude::array;
    let fixed = traps::ThetaFixed { structure: vec![(1, 0)] };
    let shape = traps::ThetaShape { state: [2], out: [1] };
    let model = traps::Theta::new(shape, fixed).unwrap();
    let (theta, grad) = (array![0.5, -0.25], array![2.0]);
    let params = traps::ThetaParams { theta: theta.clone(), grad: grad.clone(), weight: 3.0, layout: 0.125 };
    let model = model.with_params(&params).unwrap();
    let (state, out) = (array![1.0, -1.0], array![0.5]);
    let plain = traps::theta(
        state.view(),
        out.view(),
        &[(1, 0)],
        theta.view(),
        grad.view(),
        params.weight,
        params.layout,
    );
    let energy = model.energy(traps::ThetaState { state, out }).unwrap();
    assert!((energy - plain).abs() < 1e-5, "{energy} against {plain}");
}

/// Keywords as names: what is put together from them is no raw identifier.
mod keywords {
    use ::ebm::prelude::{ArrayView1, energy_model};

    /// A field on discrete sites and a quadratic well on real ones.
    #[energy_model]
    pub(crate) fn r#move(
        #[visible(spin)] r#type: ArrayView1<f64>,
        #[visible(real)] r#loop: ArrayView1<f64>,
        #[fixed] r#in: &[(usize, usize)],
        #[param] r#match: ArrayView1<f64>,
    ) -> f64 {
        let mut r#let = 0.5 * r#loop.dot(&r#loop) - r#type.dot(&r#match);
        for &(r#if, r#else) in r#in {
            r#let += r#type[r#if] * r#loop[r#else];
        }
        r#let
    }
}

#[test]
fn keywords_are_names() {
    use ebm::prelude::array;
    let fixed = keywords::MoveFixed { r#in: vec![(1, 0)] };
    let model = keywords::Move::new(keywords::MoveShape { r#type: [2], r#loop: [1] }, fixed).unwrap();
    let model = model.with_params(&keywords::MoveParams { r#match: array![0.5, -0.25] }).unwrap();
    let state = keywords::MoveState { r#type: array![1.0, -1.0], r#loop: array![3.0] };
    let plain =
        keywords::r#move(state.r#type.view(), state.r#loop.view(), &[(1, 0)], model.params().r#match.view());
    assert_eq!((plain, model.energy(&state)), (0.75, Ok(0.75)));
    assert_eq!(model.score(&state).unwrap().r#loop, array![-2.0]);
    let data = keywords::MoveData::new(array![[1, -1]].view(), array![[3.0]].view()).unwrap();
    assert_eq!(model.param_gradient(&data).unwrap().r#match, array![-1.0, 1.0]);
}
