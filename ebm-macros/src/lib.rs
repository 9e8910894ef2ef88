//! The attribute `#[energy_model]`. Everything but the door lives in `ebm-compiler`.
