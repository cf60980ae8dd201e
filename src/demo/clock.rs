//! The story's clock: both clocks stand where the story is.

use chrono::DateTime;
use domain::clock::{Clock, Instant};
use std::sync::atomic::{AtomicI64, Ordering};

/// Stands still until it is set.
#[derive(Debug)]
pub(super) struct StoryClock(AtomicI64);

impl StoryClock {
    pub(super) fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.timestamp_millis()))
    }

    /// Moves on; a moment that has passed changes nothing.
    pub(super) fn set(&self, to: Instant) {
        self.0.fetch_max(to.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn machine(&self) -> Instant {
        DateTime::from_timestamp_millis(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }

    fn calendar(&self) -> Instant {
        self.machine()
    }
}
