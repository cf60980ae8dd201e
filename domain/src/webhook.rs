//! Webhooks out: what is told, how often it is tried, and when a receiver is given up.

use crate::access::names;
use crate::event::Event;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

names! {
    /// What a receiver is told, in the names of the Standard Webhooks specification.
    EventType {
        /// A task was created.
        TaskCreated = "task.created",
        /// What a task says changed.
        TaskRevised = "task.revised",
        /// Somebody began a task.
        TaskStarted = "task.started",
        /// A task waits for review.
        TaskSubmitted = "task.submitted",
        /// A task is done.
        TaskCompleted = "task.completed",
        /// A task was given up.
        TaskCancelled = "task.cancelled",
        /// A task was taken up again.
        TaskReopened = "task.reopened",
        /// Somebody tries the receiver.
        Ping = "ping",
    }
}

impl EventType {
    /// What an event is told as, where it is told.
    #[must_use]
    pub const fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::TaskCreated { .. } => Self::TaskCreated,
            Event::TaskRevised { .. } => Self::TaskRevised,
            Event::TaskStarted { .. } => Self::TaskStarted,
            Event::TaskSubmitted { .. } => Self::TaskSubmitted,
            Event::TaskCompleted { .. } => Self::TaskCompleted,
            Event::TaskCancelled { .. } => Self::TaskCancelled,
            Event::TaskReopened { .. } => Self::TaskReopened,
            _ => return None,
        })
    }
}

/// The pauses between attempts, in seconds, as the specification suggests: about three days in all.
const PAUSES: [u64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// How long a receiver may fail without one success before it is switched off.
pub const FAILING_FOR: TimeDelta = TimeDelta::days(5);

/// How long a former secret still signs beside the new one.
pub const BOTH_SECRETS: TimeDelta = TimeDelta::hours(24);

/// How long to wait after that many attempts, with up to a tenth more by `jitter` (0 up to 1); `None` after the last.
#[must_use]
pub fn pause_after(attempts: i32, jitter: f64) -> Option<Duration> {
    let position = usize::try_from(attempts - 1).unwrap_or_default();
    let pause = PAUSES.get(position)?;
    Some(Duration::from_secs(*pause).mul_f64(1.0 + jitter.clamp(0.0, 1.0) / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<u64> =
            (1..=10).map_while(|attempts| pause_after(attempts, 0.0)).map(|one| one.as_secs()).collect();
        assert_eq!(pauses, PAUSES);
        assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pause_after(1, 1.0), Some(Duration::from_millis(5_500)));
        assert_eq!(pause_after(10, 0.0), None);
    }
}
