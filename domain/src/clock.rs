//! Two clocks (`architecture.md` §5): *machine* for leases, retries and sessions; *calendar* for due dates,
//! reminders and the validity of mailed links. Only the calendar can be moved, and only in a test environment.

use chrono::{DateTime, SubsecRound, Utc};

/// A moment in UTC, always truncated to milliseconds so that both databases store and sort it alike.
pub type Instant = DateTime<Utc>;

/// Cuts a moment to the precision that is stored.
#[must_use]
pub fn to_millis(at: DateTime<Utc>) -> Instant {
    at.trunc_subsecs(3)
}

/// Where the time comes from; passed in everywhere, read from the system in one place.
pub trait Clock: Send + Sync + 'static {
    /// The machine's time: never adjustable.
    fn machine(&self) -> Instant;
    /// The calendar's time: the machine's, plus the offset of a test environment.
    fn calendar(&self) -> Instant;
}
