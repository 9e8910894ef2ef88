//! Sites that do not see each other, so that they may be drawn in any order, or all at once.

use super::site::SiteLaws;
use crate::domain::Domain;
use crate::lanes::{Lane, Lanes};
use crate::model::BASIS;
use crate::probe::{Probe, reads};
use crate::real::Real;
use crate::workspace::Workspace;

/// The sites of each colour, ascending: no conditional of a site reads another site of its colour.
///
/// Colours are given greedily in the order of the sites, each the least that no site has which it reads or is read by. The
/// arrays of a model whose sites see other arrays only are a colour each, even tori are checkerboards, and where every site
/// sees every other the colours are the sites in their order.
///
/// # Cost
/// One conditional of each site, not vectorised.
pub(super) fn colours<K, M: SiteLaws<K>>(model: &M, x: &[Lanes<M::Float>]) -> Vec<Vec<usize>> {
    let domains = model.layout().domains();
    let mut neighbours = vec![Vec::new(); domains.len()];
    for (site, read) in seen(model, x, &domains).into_iter().enumerate() {
        for other in read.into_iter().filter(|&other| other != site) {
            neighbours[site].push(other);
            neighbours[other].push(site);
        }
    }
    let mut colour_of: Vec<usize> = Vec::with_capacity(domains.len());
    let mut colours: Vec<Vec<usize>> = Vec::new();
    for (site, neighbours) in neighbours.iter().enumerate() {
        let mut taken = vec![false; colours.len() + 1];
        neighbours.iter().filter_map(|&other| colour_of.get(other)).for_each(|&colour| taken[colour] = true);
        let colour = taken.iter().position(|taken| !taken).unwrap_or(colours.len());
        if colour == colours.len() {
            colours.push(Vec::new());
        }
        colours[colour].push(site);
        colour_of.push(colour);
    }
    colours
}

/// The sites that the conditional of each site reads.
fn seen<K, M: SiteLaws<K>>(model: &M, x: &[Lanes<M::Float>], domains: &[Domain]) -> Vec<Vec<usize>> {
    let theta: Vec<Probe> = model.theta_f64().into_iter().map(Probe::number).collect();
    let values = x.iter().map(|x| x.lane(0).to_f64());
    let x: Vec<Probe> = values
        .enumerate()
        // what stands behind the sites is given
        .map(|(at, value)| if at < domains.len() { Probe::of_site(value, at) } else { Probe::number(value) })
        .collect();
    let mut work = Workspace::new();
    let beta = Probe::ONE;
    let of_site = |(site, domain): (usize, &Domain)| {
        reads(|| match domain.value_count() {
            Some(_) if domain.is_two_valued() => {
                let flip = model.flip_at(&theta, &x, beta, site, &mut work);
                flip.to_f64();
            }
            Some(count) => {
                let mut out = vec![Probe::ZERO; count];
                model.differences_at(&theta, &x, beta, site, &mut out, &mut work);
                out.into_iter().for_each(|difference| {
                    difference.to_f64();
                });
            }
            None => {
                let mut out = [Probe::ZERO; BASIS];
                if model.law_at(&theta, &x, beta, site, &mut out, &mut work) {
                    out.into_iter().for_each(|coefficient| {
                        coefficient.to_f64();
                    });
                }
                let to = Probe::number(x[site].to_f64());
                let shift = model.shift_at(&theta, &x, beta, site, to, &mut work);
                shift.to_f64();
            }
        })
    };
    domains.iter().enumerate().map(of_site).collect()
}
