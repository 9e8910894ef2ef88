//! Data, samplers, estimators and log Z for models derived by `#[energy_model]`.
