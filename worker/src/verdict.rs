//! What a failure means: a job says whether trying again helps, and this says when.

use std::error::Error;
use std::time::Duration;
use store::Verdict;

/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause of ours.
const LONGEST_PAUSE: Duration = Duration::from_secs(3_600);

/// The longest text that is kept of a failure.
const LONGEST_TEXT: usize = 500;

/// What lies under a failure.
type Cause = Box<dyn Error + Send + Sync>;

/// Why a job did not do what it is for. The reason may be read by whoever uses the program; the cause is for
/// whoever runs it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Trying again may help.
    #[error("{reason}")]
    Retry {
        reason: String,
        #[source]
        cause: Option<Cause>,
    },
    /// The outside asked to wait; this was no attempt.
    #[error("{reason}")]
    RetryAfter { after: Duration, reason: String },
    /// Trying again does not help.
    #[error("{reason}")]
    GiveUp {
        reason: String,
        #[source]
        cause: Option<Cause>,
    },
}

impl Failure {
    pub(crate) fn retry(reason: impl Into<String>) -> Self {
        Self::Retry { reason: reason.into(), cause: None }
    }

    pub(crate) fn give_up(reason: impl Into<String>) -> Self {
        Self::GiveUp { reason: reason.into(), cause: None }
    }

    /// The reason with its causes, as one bounded line.
    pub(crate) fn report(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        bounded(&text)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let (reason, gone) = (error.to_string(), matches!(error, store::Error::NotFound));
        let cause = error_source(error);
        // Anything but a missing thing may be another tomorrow: the database is back, a newer version reads it.
        if gone { Self::GiveUp { reason, cause } } else { Self::Retry { reason, cause } }
    }
}

/// The error itself says no more than the reason; what lies under it does.
fn error_source(error: store::Error) -> Option<Cause> {
    match error {
        store::Error::Unavailable(cause) | store::Error::NoRoom(cause) | store::Error::Database(cause) => {
            Some(Box::new(cause))
        }
        _ => None,
    }
}

/// What becomes of a job whose attempt `attempt` of `max_attempts` ended so.
pub(crate) fn judge(outcome: &Result<(), Failure>, attempt: i32, max_attempts: i32, jitter: f64) -> Verdict {
    let Err(failure) = outcome else { return Verdict::Done };
    let error = failure.report();
    match failure {
        Failure::GiveUp { .. } => Verdict::Dead { error },
        Failure::Retry { .. } if attempt >= max_attempts => Verdict::Dead { error },
        Failure::Retry { .. } => Verdict::Retry { after: pause(attempt, jitter), error },
        // An outside that asks to wait no time at all would otherwise be asked for ever without a pause.
        Failure::RetryAfter { after, .. } => Verdict::RetryAfter { after: (*after).max(FIRST_PAUSE), error },
    }
}

/// How long to wait after that attempt: twice as long each time, less up to half of it by `jitter` (0 up to 1).
pub(crate) fn pause(attempt: i32, jitter: f64) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(20);
    let whole = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    whole.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0)
}

/// One line of at most so many characters: what the database stores on every platform and a log shows.
pub(crate) fn bounded(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(verdict: &Verdict) -> u64 {
        match verdict {
            Verdict::Retry { after, .. } | Verdict::RetryAfter { after, .. } => after.as_secs(),
            Verdict::Done | Verdict::Dead { .. } => panic!("not tried again: {verdict:?}"),
        }
    }

    #[test]
    fn pauses_double_up_to_an_hour_and_spread() {
        let whole = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600];
        for (attempt, expected) in (1..).zip(whole) {
            assert_eq!(pause(attempt, 0.0), Duration::from_secs(expected));
            assert_eq!(pause(attempt, 1.0), Duration::from_secs(expected) / 2);
        }
        assert_eq!(pause(i32::MAX, 0.0), LONGEST_PAUSE);
        assert_eq!(pause(0, 0.0), FIRST_PAUSE);
    }

    #[test]
    fn a_job_is_tried_until_its_last_attempt() {
        let failed = Err(Failure::retry("not now"));
        assert_eq!(seconds(&judge(&failed, 1, 3, 0.0)), 1);
        assert_eq!(seconds(&judge(&failed, 2, 3, 0.0)), 2);
        assert_eq!(judge(&failed, 3, 3, 0.0), Verdict::Dead { error: "not now".into() });
        assert_eq!(judge(&Ok(()), 3, 3, 0.0), Verdict::Done);
    }

    #[test]
    fn giving_up_is_at_once_and_waiting_for_the_outside_costs_no_attempt() {
        let given_up = Err(Failure::give_up("no such thing"));
        assert_eq!(judge(&given_up, 1, 20, 0.5), Verdict::Dead { error: "no such thing".into() });
        let wait = |after| Err(Failure::RetryAfter { after, reason: "busy".into() });
        let verdict = judge(&wait(Duration::from_secs(300)), 20, 20, 0.5);
        assert!(matches!(verdict, Verdict::RetryAfter { .. }) && seconds(&verdict) == 300);
        assert_eq!(seconds(&judge(&wait(Duration::ZERO), 1, 20, 0.5)), 1);
    }

    #[test]
    fn a_report_is_one_bounded_line_with_its_causes() {
        let failure =
            Failure::Retry { reason: "the job panicked".into(), cause: Some("at\nnoon\u{0}".into()) };
        assert_eq!(failure.report(), "the job panicked: at noon ");
        assert_eq!(failure.to_string(), "the job panicked");
        assert_eq!(Failure::retry("é".repeat(900)).report().chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn what_is_missing_is_given_up_and_everything_else_tried_again() {
        assert!(matches!(Failure::from(store::Error::NotFound), Failure::GiveUp { .. }));
        assert!(matches!(Failure::from(store::Error::Unreadable { what: "zone" }), Failure::Retry { .. }));
    }
}
