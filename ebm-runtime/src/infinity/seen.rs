//! Which values of few sites occur together in the data.

use crate::data::Examples;
use crate::domain::Domain;

/// One bit an example and site: whether the site has its second value there.
pub(super) struct Seen {
    /// The words of each site.
    bits: Vec<Vec<u64>>,
    /// 1 where there is an example.
    present: Vec<u64>,
}

impl Seen {
    /// The examples of a model of two-valued sites.
    pub(super) fn new(data: &Examples, domains: &[Domain]) -> Self {
        let words = data.count().div_ceil(64);
        let mut seen = Self { bits: vec![vec![0; words]; domains.len()], present: vec![0; words] };
        let mut x = vec![0.0; domains.len()];
        for row in 0..data.count() {
            let (word, bit) = (row / 64, 1 << (row % 64));
            data.tile::<f64>(row, &mut x);
            seen.present[word] |= bit;
            for ((words, &value), domain) in seen.bits.iter_mut().zip(&x).zip(domains) {
                if domain.code(value) == Some(1) {
                    words[word] |= bit;
                }
            }
        }
        seen
    }

    /// The number of words of each site: the cost of one look.
    pub(super) fn words(&self) -> usize {
        self.present.len()
    }

    /// For each combination of codes of the sites, whether it occurs; bit k of a combination is the code of site k.
    pub(super) fn combinations(&self, sites: &[usize]) -> Vec<bool> {
        let mut seen = vec![false; 1 << sites.len()];
        let mut missing = seen.len();
        for (word, &present) in self.present.iter().enumerate() {
            for (combination, seen) in seen.iter_mut().enumerate().filter(|(_, seen)| !**seen) {
                let hits = sites.iter().enumerate().fold(present, |hits, (k, &site)| {
                    let bits = self.bits[site][word];
                    hits & if combination >> k & 1 == 1 { bits } else { !bits }
                });
                if hits != 0 {
                    *seen = true;
                    missing -= 1;
                }
            }
            if missing == 0 {
                break;
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ExamplesBuilder;
    use ndarray::array;

    #[test]
    fn combinations_are_those_of_the_rows() {
        let rows = array![[-1, 1, 1], [1, 1, -1], [-1, 1, -1]];
        let data = ExamplesBuilder::new().array("x", Domain::Spin, rows.view()).unwrap().finish().unwrap();
        let seen = Seen::new(&data, &[Domain::Spin; 3]);
        assert_eq!(seen.combinations(&[0]), [true, true]);
        assert_eq!(seen.combinations(&[1]), [false, true]);
        // codes of (site 0, site 2): rows give (0, 1), (1, 0), (0, 0)
        assert_eq!(seen.combinations(&[0, 2]), [true, true, true, false]);
    }
}
