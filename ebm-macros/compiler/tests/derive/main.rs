//! Derivations against oracles that share no code with them: the interpreter run twice, central differences, and
//! energies written as plain loops.

mod block;
mod bounded;
mod build;
mod check;
mod conditions;
mod curvature;
mod difference;
mod discrete;
mod discrete_energies;
mod energies;
mod functions;
mod gradient;
mod hidden_gallery;
mod law;
mod locality;
mod marginal;
mod normaliser;
mod notes;
mod objective;
mod perceptron;
mod random;
mod random_discrete;
mod random_terms;
mod score_matching;
mod sharing;
