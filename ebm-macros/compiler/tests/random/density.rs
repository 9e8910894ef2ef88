//! One density of a case at one instance: everything that is derived from its energy, against the energy itself.

use crate::environment::{Numbers as _, at_site, environment, indices, run};
use crate::objectives::Objectives;
use crate::stages::{EXACT, close};
use crate::tally::Tally;
use ebm_compiler::derive::marginal::BETA;
use ebm_compiler::ir::{Basis, Program, Target};
use ebm_compiler::plan::{Derived, Weighted};
use ebm_oracle::check::{self, Direction, Slope};
use ebm_oracle::evaluate::evaluate;
use ebm_oracle::generate::Case;
use ebm_oracle::random::Random;
use ebm_oracle::tree::{Argument, Domain};
use ebm_oracle::{Evaluation, Fault, Instance};

/// Where a density depends on β in more than a factor, it is looked at here: any number but 0 and 1 would do.
const TEMPERED: f64 = 0.75;
/// The weight of gradients.
pub(crate) const WEIGHT: f64 = 0.6;

/// A density, with what is derived from its energy.
pub(crate) struct Density<'a> {
    pub(crate) case: &'a Case,
    pub(crate) instance: &'a Instance,
    pub(crate) derived: &'a Derived,
    /// Whether latent sites are sites.
    pub(crate) joint: bool,
}

impl Density<'_> {
    pub(crate) fn check(&self, tally: &mut Tally) -> Result<(), String> {
        self.energy(tally)?;
        self.differences(tally)?;
        self.laws(tally)?;
        self.gradients(tally)?;
        self.slopes(tally)?;
        Objectives::of(self).check(tally)
    }

    fn latent(&self) -> bool {
        check::sites(&self.case.function, true).count() > check::sites(&self.case.function, false).count()
    }

    fn beta(&self) -> f64 {
        if self.derived.tempered { 1.0 } else { TEMPERED }
    }

    /// The energy at the inverse temperature of this density's programs.
    fn value(&self, at: &Instance) -> Result<Evaluation, Fault> {
        self.at(self.beta(), at)
    }

    /// The energy at an inverse temperature.
    pub(crate) fn at(&self, beta: f64, at: &Instance) -> Result<Evaluation, Fault> {
        if self.joint || !self.latent() {
            return evaluate(&self.case.function, at);
        }
        // a sum that is claimed where there is none shows in `energy`
        check::marginal(&self.case.function, at, beta)?.ok_or(Fault::Shape)
    }

    pub(crate) fn sites(&self) -> impl Iterator<Item = (&Argument, Domain)> {
        check::sites(&self.case.function, self.joint)
    }

    /// A stream of numbers for directions.
    pub(crate) fn random(&self) -> Random {
        Random::new(self.case.seed ^ 0x5eed)
    }

    pub(crate) fn shape(&self, argument: &Argument) -> &[usize] {
        &self.instance.arrays[&argument.name].shape
    }

    fn name(&self, stage: &str) -> String {
        let of = if !self.latent() {
            ""
        } else if self.joint {
            " of the joint density"
        } else {
            " of the marginal"
        };
        format!("{stage}{of}")
    }

    fn scalars(&self) -> [(&'static str, f64); 2] {
        [(BETA, self.beta()), ("weight", WEIGHT)]
    }

    fn energy(&self, tally: &mut Tally) -> Result<(), String> {
        let stage = self.name("energy");
        tally.add(&stage);
        let program = &self.derived.energy;
        let direct = match self.value(self.instance) {
            Ok(direct) => direct,
            Err(Fault::Shape) => {
                return Err(format!("{stage}: summed out what is no sum of squares\n{program}"));
            }
            Err(_) => return Ok(()),
        };
        let found =
            run(&stage, program, at_site(program, self.instance, &self.scalars(), &[]))?[0].entries()[0];
        close(&stage, found, direct.value, EXACT * direct.scale, || program.to_string())
    }

    /// Every site of every array: all other values, or two of them.
    fn differences(&self, tally: &mut Tally) -> Result<(), String> {
        let value = |at: &Instance| self.value(at);
        let energy = &self.derived.energy;
        let id = |argument: &Argument| energy.arrays.iter().position(|array| array.name == argument.name);
        for (argument, domain) in self.sites() {
            let name = &argument.name;
            let shape = self.shape(argument);
            for (place, &now) in self.instance.arrays[name].values().iter().enumerate() {
                let site = indices(shape, place);
                let targets = if domain.is_discrete() {
                    self.instance.values_of(argument, place)
                } else {
                    others(domain, now)
                };
                // a far value may leave the range where energies compare well
                let Ok((direct, noted)) = check::changes(&value, self.instance, argument, place, &targets)
                else {
                    continue;
                };
                let mut compare = |stage: &str, program: &Program, to: f64, found: f64, direct: f64| {
                    let stage = self.name(stage);
                    tally.add(format!("{stage}, {}", kind(domain)));
                    close(&stage, found, direct, EXACT * noted.scale, || {
                        format!("{name}{site:?} = {to}\n{energy}{program}")
                    })
                };
                let output = |program: &Program, to: f64| {
                    let [beta, _] = self.scalars();
                    let environment = at_site(program, self.instance, &[beta, ("to", to)], &site);
                    Ok::<_, String>(run("difference", program, environment)?[0].entries().to_vec())
                };
                if let Ok(flips) = &self.derived.flips
                    && let Some((_, program)) = flips.iter().find(|(array, _)| Some(array.0) == id(argument))
                {
                    let (other, &change) = targets
                        .iter()
                        .zip(&direct)
                        .find(|(to, _)| **to != now)
                        .ok_or("difference: one value")?;
                    compare("flip", program, *other, output(program, *other)?[0], change)?;
                }
                if let Ok(values) = &self.derived.values
                    && let Some((_, program)) = values.iter().find(|(array, _)| Some(array.0) == id(argument))
                {
                    let found = output(program, now)?;
                    if found.len() < targets.len() {
                        return Err(format!(
                            "values: {} instead of {}\n{program}",
                            found.len(),
                            targets.len()
                        ));
                    }
                    for ((&to, &change), found) in targets.iter().zip(&direct).zip(found) {
                        compare("values", program, to, found, change)?;
                    }
                }
                if let Ok(shifts) = &self.derived.shifts
                    && let Some(shift) = shifts.iter().find(|shift| Some(shift.array.0) == id(argument))
                {
                    for (&to, &change) in targets.iter().zip(&direct) {
                        compare("shift", &shift.program, to, output(&shift.program, to)?[0], change)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// −E as a function of one site, less its value here.
    fn laws(&self, tally: &mut Tally) -> Result<(), String> {
        let value = |at: &Instance| self.value(at);
        for (array, law) in &self.derived.laws {
            let Ok(law) = law else { continue };
            let stage = self.name("law");
            let name = &law.array(*array).name;
            let Some((argument, domain)) = self.sites().find(|(argument, _)| argument.name == *name) else {
                return Err(format!("{stage}: `{name}` holds no sites"));
            };
            for (place, &now) in self.instance.arrays[name].values().iter().enumerate() {
                let site = indices(self.shape(argument), place);
                let targets = others(domain, now);
                let Ok((direct, noted)) = check::changes(&value, self.instance, argument, place, &targets)
                else {
                    continue;
                };
                tally.add(format!("{stage}, {}", kind(domain)));
                let outputs = run(&stage, law, at_site(law, self.instance, &self.scalars(), &site))?;
                let (mut scale, mut log) = (noted.scale, vec![0.0; targets.len()]);
                for (output, found) in law.outputs.iter().zip(&outputs) {
                    let Target::Coefficient(function) = output.target else { continue };
                    let coefficient = found.entries()[0];
                    scale += coefficient.abs();
                    for (log, &to) in log.iter_mut().zip(&targets) {
                        *log += coefficient * (at_value(function, to) - at_value(function, now));
                    }
                }
                for ((to, direct), log) in targets.iter().zip(direct).zip(log) {
                    close(&stage, -log, direct, EXACT * scale, || format!("{name}{site:?} = {to}\n{law}"))?;
                }
            }
        }
        Ok(())
    }

    fn gradients(&self, tally: &mut Tally) -> Result<(), String> {
        let Ok(Weighted { program, .. }) = &self.derived.param_gradient else { return Ok(()) };
        let stage = self.name("param gradient");
        let value = |at: &Instance| self.value(at);
        self.gradient(&stage, program, &[], &value, tally)
    }

    /// A weighted gradient by all free parameters, along a random direction.
    pub(crate) fn gradient(
        &self,
        stage: &str,
        program: &Program,
        along: &[(String, Vec<f64>)],
        value: &check::Value<'_>,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let direction = check::parameter_direction(&self.case.function, self.instance, &mut self.random());
        let mut environment = at_site(program, self.instance, &self.scalars(), &[]);
        insert(&mut environment, program, along);
        let outputs = run(stage, program, environment)?;
        let Some(slope) = check::slope(self.instance, &direction, value) else { return Ok(()) };
        tally.add(stage);
        let mut found = 0.0;
        for (array, place, speed) in &direction.moves {
            let by = |target| matches!(target, Target::Gradient(id) if program.array(id).name == *array);
            // a parameter that is not read has no output
            if let Some(output) = program.outputs.iter().position(|output| by(output.target)) {
                found += speed * outputs[output].entries()[*place];
            }
        }
        let slope = Slope { value: WEIGHT * slope.value, error: WEIGHT * slope.error };
        close(stage, found, slope.value, slope.error, || format!("along {direction:?}\n{program}"))
    }

    /// Score and Laplacian.
    fn slopes(&self, tally: &mut Tally) -> Result<(), String> {
        let value = |at: &Instance| self.value(at);
        let continuous = || self.sites().filter(|(_, domain)| !domain.is_discrete());
        if let Ok(score) = &self.derived.score {
            let stage = self.name("score");
            let outputs = run(&stage, score, at_site(score, self.instance, &self.scalars(), &[]))?;
            for (argument, domain) in continuous() {
                let by =
                    |target| matches!(target, Target::Gradient(id) if score.array(id).name == argument.name);
                let Some(output) = score.outputs.iter().position(|output| by(output.target)) else {
                    return Err(format!("{stage}: `{}` is missing\n{score}", argument.name));
                };
                for (place, &found) in outputs[output].entries().iter().enumerate() {
                    let Some(slope) = check::slope(self.instance, &axis(argument, place), &value) else {
                        continue;
                    };
                    tally.add(format!("{stage}, {}", kind(domain)));
                    close(&stage, -found, slope.value, slope.error, || {
                        format!("by {}[{place}]\n{score}", argument.name)
                    })?;
                }
            }
        }
        if let Ok(laplacian) = &self.derived.laplacian {
            let stage = self.name("Laplacian");
            let found = run(&stage, laplacian, at_site(laplacian, self.instance, &self.scalars(), &[]))?[0]
                .entries()[0];
            let places = continuous().flat_map(|(argument, _)| {
                let count = self.instance.arrays[&argument.name].count();
                (0..count).map(move |place| axis(argument, place))
            });
            let curvatures = places.map(|direction| check::curvature(self.instance, &direction, &value));
            let Some(curvatures) = curvatures.collect::<Option<Vec<Slope>>>() else { return Ok(()) };
            tally.add(&stage);
            let direct = curvatures.iter().map(|slope| slope.value).sum();
            let error = curvatures.iter().map(|slope| slope.error).sum();
            close(&stage, found, direct, error, || laplacian.to_string())?;
        }
        Ok(())
    }
}

/// The direction of one entry.
pub(crate) fn axis(argument: &Argument, place: usize) -> Direction {
    Direction { moves: vec![(argument.name.clone(), place, 1.0)] }
}

/// Puts numbers for each site into the arrays that hold them.
pub(crate) fn insert(
    environment: &mut ebm_compiler::ir::evaluate::Environment,
    program: &Program,
    along: &[(String, Vec<f64>)],
) {
    use ebm_compiler::ir::evaluate::Value;
    use ebm_compiler::ir::{ArrayId, Role};
    for (id, declared) in program.arrays.iter().enumerate() {
        let Role::Along(sites) = declared.role else { continue };
        let name = &program.array(sites).name;
        if let Some((_, values)) = along.iter().find(|(of, _)| of == name) {
            let shape = environment.arrays[&sites].shape.clone();
            environment.arrays.insert(ArrayId(id), Value::numbers(&shape, values.clone()));
        }
    }
}

/// Two other values of a continuous site.
fn others(domain: Domain, now: f64) -> Vec<f64> {
    match domain.bounds() {
        (low, high) if low.is_finite() && high.is_finite() => {
            vec![0.5 * (now + low), low + 0.83 * (high - low)]
        }
        (low, _) if low.is_finite() => vec![now + 0.7, low + 0.4],
        _ => vec![now + 0.7, -1.1],
    }
}

fn at_value(function: Basis, u: f64) -> f64 {
    match function {
        Basis::Linear => u,
        Basis::Square => u * u,
        Basis::Cube => u.powi(3),
        Basis::Fourth => u.powi(4),
        Basis::Ln => u.ln(),
        Basis::LnOneMinus => (1.0 - u).ln(),
        Basis::Cos => u.cos(),
        Basis::Sin => u.sin(),
    }
}

/// The first word of a domain.
pub(crate) fn kind(domain: Domain) -> String {
    domain.word("").split('(').next().unwrap_or_default().to_owned()
}

/// The value of a program at an instance.
pub(crate) fn value_of(
    stage: &str,
    program: &Program,
    at: &Instance,
    along: &[(String, Vec<f64>)],
) -> Result<f64, String> {
    let mut environment = environment(program, at);
    insert(&mut environment, program, along);
    Ok(run(stage, program, environment)?[0].entries()[0])
}
