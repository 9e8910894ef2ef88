//! How far a run is, for whoever sits at a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error that is drawn anew a few times a second; nothing where that is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(shown: bool, name: &'static str, done: usize, total: usize) -> Self {
        if !shown {
            return Self(ProgressBar::hidden());
        }
        // indicatif hides what is drawn to no terminal
        let bar = ProgressBar::new(total as u64).with_position(done as u64).with_message(name);
        if let Ok(style) = ProgressStyle::with_template("{msg}  {bar:30} {pos}/{len} steps, {eta} left") {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn at(&self, done: usize) {
        self.0.set_position(done as u64);
    }

    /// What the last check found stands in the line.
    pub(super) fn tell(&self, name: &'static str, objective: f64, validation: Option<f64>) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_message(match validation {
            Some(validation) => format!("{name}  objective {objective:.6}, validation {validation:.6}"),
            None => format!("{name}  objective {objective:.6}"),
        });
    }
}

impl Drop for Bar {
    /// The line is cleared, also after an error.
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
