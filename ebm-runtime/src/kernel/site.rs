//! What Gibbs needs to know of one site, whichever traits the model has it by.

use crate::domain::{Continuous, Discrete, Mixed};
use crate::lanes::Lane;
use crate::model::{BASIS, Energy, Local, Shift};
use crate::workspace::Workspace;

/// Differences of discrete sites and laws of continuous ones, of a model whose sites are of the kind `K`: discrete sites
/// need [`Local`], continuous ones [`Shift`].
pub trait SiteLaws<K>: Energy {
    /// As [`Local::flip`].
    fn flip_at<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        work: &mut Workspace<V>,
    ) -> V;

    /// As [`Local::differences`].
    fn differences_at<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V],
        work: &mut Workspace<V>,
    );

    /// As [`Shift::shift`].
    fn shift_at<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        to: V,
        work: &mut Workspace<V>,
    ) -> V;

    /// As [`Shift::law`].
    fn law_at<V: Lane>(
        &self,
        theta: &[V::Real],
        x: &[V],
        beta: V,
        site: usize,
        out: &mut [V; BASIS],
        work: &mut Workspace<V>,
    ) -> bool;
}

/// Methods that call a trait, or cannot be called because no site is of that sort.
macro_rules! by {
    (discrete) => {
        fn flip_at<V: Lane>(
            &self,
            theta: &[V::Real],
            x: &[V],
            beta: V,
            site: usize,
            work: &mut Workspace<V>,
        ) -> V {
            self.flip(theta, x, beta, site, work)
        }
        fn differences_at<V: Lane>(
            &self,
            theta: &[V::Real],
            x: &[V],
            beta: V,
            site: usize,
            out: &mut [V],
            work: &mut Workspace<V>,
        ) {
            self.differences(theta, x, beta, site, out, work);
        }
    };
    (continuous) => {
        fn shift_at<V: Lane>(
            &self,
            theta: &[V::Real],
            x: &[V],
            beta: V,
            site: usize,
            to: V,
            work: &mut Workspace<V>,
        ) -> V {
            self.shift(theta, x, beta, site, to, work)
        }
        fn law_at<V: Lane>(
            &self,
            theta: &[V::Real],
            x: &[V],
            beta: V,
            site: usize,
            out: &mut [V; BASIS],
            work: &mut Workspace<V>,
        ) -> bool {
            self.law(theta, x, beta, site, out, work)
        }
    };
    (no discrete) => {
        fn flip_at<V: Lane>(&self, _: &[V::Real], _: &[V], _: V, site: usize, _: &mut Workspace<V>) -> V {
            unreachable!("site {site} of a space without discrete sites")
        }
        fn differences_at<V: Lane>(
            &self,
            _: &[V::Real],
            _: &[V],
            _: V,
            site: usize,
            _: &mut [V],
            _: &mut Workspace<V>,
        ) {
            unreachable!("site {site} of a space without discrete sites")
        }
    };
    (no continuous) => {
        fn shift_at<V: Lane>(
            &self,
            _: &[V::Real],
            _: &[V],
            _: V,
            site: usize,
            _: V,
            _: &mut Workspace<V>,
        ) -> V {
            unreachable!("site {site} of a space without continuous sites")
        }
        fn law_at<V: Lane>(
            &self,
            _: &[V::Real],
            _: &[V],
            _: V,
            _: usize,
            _: &mut [V; BASIS],
            _: &mut Workspace<V>,
        ) -> bool {
            false
        }
    };
}

impl<M: Local> SiteLaws<Discrete> for M {
    by!(discrete);
    by!(no continuous);
}

impl<M: Shift> SiteLaws<Continuous> for M {
    by!(no discrete);
    by!(continuous);
}

impl<M: Local + Shift> SiteLaws<Mixed> for M {
    by!(discrete);
    by!(continuous);
}
