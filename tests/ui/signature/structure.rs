use ebm::prelude::*;

#[energy_model]
pub struct Field {
    /// A field.
    pub h: f32,
}

fn main() {}
