//! A progress bar for long work: on stderr, and only where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// Steps of long work, told by name.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(crate) fn new(steps: u64) -> Self {
        // Drawn to stderr; hidden by itself where that is no terminal.
        let bar = ProgressBar::new(steps);
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// What is being done now.
    pub(crate) fn doing(&self, what: &str) {
        self.0.set_message(what.to_string());
        self.0.tick();
    }

    /// One step is done.
    pub(crate) fn step(&self, what: &str) {
        self.0.inc(1);
        self.doing(what);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
