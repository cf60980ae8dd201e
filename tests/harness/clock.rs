//! Two clocks that stand still until a test moves them.

use chrono::{DateTime, Duration, Utc};
use domain::clock::{Clock, Instant};
use std::sync::atomic::{AtomicI64, Ordering};

/// Both clocks begin at the same moment, a Tuesday morning.
pub(crate) const START: &str = "2026-11-24T09:30:00Z";

#[derive(Debug)]
pub(crate) struct TestClock {
    machine: AtomicI64,
    calendar: AtomicI64,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        let start = START.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
        Self { machine: AtomicI64::new(start), calendar: AtomicI64::new(start) }
    }

    /// The same, beginning now: for tests that other processes take part in.
    #[expect(clippy::disallowed_methods, reason = "other processes go by the system's time")]
    pub(crate) fn real() -> Self {
        let now = Utc::now().timestamp_millis();
        Self { machine: AtomicI64::new(now), calendar: AtomicI64::new(now) }
    }

    /// Lets both clocks go on.
    pub(crate) fn pass(&self, time: Duration) {
        self.machine.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
        self.calendar.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }

    /// Moves the calendar alone, to a moment.
    pub(crate) fn set_calendar(&self, to: &str) {
        let to = to.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
        self.calendar.store(to, Ordering::SeqCst);
    }
}

fn instant(millis: &AtomicI64) -> Instant {
    DateTime::from_timestamp_millis(millis.load(Ordering::SeqCst)).unwrap()
}

impl Clock for TestClock {
    fn machine(&self) -> Instant {
        instant(&self.machine)
    }

    fn calendar(&self) -> Instant {
        instant(&self.calendar)
    }
}
