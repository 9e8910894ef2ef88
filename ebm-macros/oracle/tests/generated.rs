//! What the generator promises: a case for every seed, the same one every time, with the constructions it is there for.

use ebm_oracle::generate::{Style, generate};
use ebm_oracle::random::Random;
use ebm_oracle::{check, evaluate::evaluate};

#[test]
fn every_seed_has_a_case_and_always_the_same() {
    for seed in 0..300 {
        let (one, two) = (generate(seed, Style::default()), generate(seed, Style::default()));
        assert_eq!(one.function, two.function);
        assert_eq!(one.instances, two.instances);
        for instance in &one.instances {
            assert!(evaluate(&one.function, instance).is_ok());
        }
    }
}

#[test]
fn the_constructions_of_the_language_all_occur() {
    let sources: Vec<String> =
        (0..600).map(|seed| generate(seed, Style::default()).function.source()).collect();
    let all = sources.concat();
    for construction in [
        "visible(spin)",
        "visible(binary)",
        "visible(real)",
        "visible(categorical(3))",
        "visible(categorical)",
        "visible(categorical(x_states))",
        "visible(count(2))",
        "visible(positive)",
        "visible(unit)",
        "visible(interval(-1.0, 2.0))",
        "visible(angle)",
        "latent(binary)",
        "latent(real)",
        "latent(categorical",
        "#[given]",
        "positive",
        "frozen",
        "ArrayView3",
        "fn share(",
        "wrap(",
        "log_sum_exp(",
        ".sum() as usize]",
        "one as usize",
        "== 1.0",
        "code as f64",
        "symmetric",
        "zero_diagonal",
        "shape = ",
        "&[(usize, usize)]",
        "&[(usize, usize, usize)]",
        "ArrayView1<usize>",
        "&[usize]",
        "ArrayView2",
        "f32",
        ".rev()",
        ".step_by(",
        "..=",
        ") % ",
        " && ",
        " || ",
        "!(",
        "} else {",
        ".enumerate()",
        ".filter(",
        ".sum::<",
        "sum(0..",
        ".zip(",
        ".dot(",
        ".mapv(",
        ".row(",
        ".column(",
        ".t()",
        ".sum()",
        ".powi(",
        ".powf(",
        ".max(",
        ".min(",
        "softplus(",
        " as f64",
        ".dim()",
        ".shape()[",
        ".nrows()",
        "rows * cols",
        "* cols +",
        "/ 2]",
        "let mut t: ",
    ] {
        assert!(all.contains(construction), "`{construction}` never occurs");
    }
}

#[test]
fn degenerate_sizes_occur() {
    let cases: Vec<_> = (0..300).map(|seed| generate(seed, Style::default())).collect();
    for size in 0..3 {
        let found = cases.iter().flat_map(|c| &c.instances).filter(|i| i.sizes.contains(&size)).count();
        assert!(found > 50, "size {size} occurs {found} times");
    }
}

#[test]
fn most_derivatives_can_be_checked() {
    let (mut checked, mut skipped) = (0, 0);
    for case in (0..200).map(|seed| generate(seed, Style::default())) {
        for instance in &case.instances {
            let direction = check::parameter_direction(&case.function, instance, &mut Random::new(case.seed));
            match check::slope(instance, &direction, &|at| evaluate(&case.function, at)) {
                Some(_) => checked += 1,
                None => skipped += 1,
            }
        }
    }
    assert!(skipped * 20 < checked, "{skipped} of {} derivatives cannot be checked", checked + skipped);
}
