//! What a workflow's answers mean: what it may have done, and whether trying again helps.

use crate::http::{CallFailure, Reply};
use std::time::Duration;

/// How long to wait where it is too much but not said for how long.
const DEFAULT_WAIT: Duration = Duration::from_secs(30);
/// What a workflow that was switched off calls itself.
const SWITCHED_OFF: &str = "WorkflowTriggerIsNotEnabled";

/// Why a card was not posted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamsFailure {
    /// Surely not sent.
    #[error("{0}")]
    NotSent(String),
    /// Sent, and it may have worked.
    #[error("{0}")]
    Ambiguous(String),
    /// Too much at once; nothing was done.
    #[error("Teams asks to wait {} seconds", after.as_secs())]
    Wait {
        /// How long.
        after: Duration,
    },
    /// The workflow is gone, switched off, or has another secret: somebody has to connect it again.
    #[error("Teams no longer takes this workflow's address ({0}): it was deleted, switched off or made anew")]
    Lost(String),
    /// It refuses what was said, and trying again does not help.
    #[error("{0}")]
    Refused(String),
}

impl From<CallFailure> for TeamsFailure {
    fn from(failure: CallFailure) -> Self {
        match failure {
            CallFailure::Refused(why) => Self::Refused(why),
            CallFailure::NotSent(why) => Self::NotSent(why),
            CallFailure::Ambiguous(why) => Self::Ambiguous(why),
        }
    }
}

impl TeamsFailure {
    /// An answer whose status is no success.
    pub(super) fn of(reply: &Reply) -> Self {
        let code = || reply.json().and_then(|body| body["error"]["code"].as_str().map(str::to_owned));
        match reply.status {
            429 => {
                let after = reply.retry_after(chrono::DateTime::default()).unwrap_or(DEFAULT_WAIT);
                Self::Wait { after }
            }
            status @ (401 | 403 | 404 | 410) => Self::Lost(format!("it answers {status}")),
            400 if code().as_deref() == Some(SWITCHED_OFF) => Self::Lost("it is switched off".to_owned()),
            status @ (300..=399) => Self::Refused(format!("Teams answers {status} with another address")),
            413 => Self::Refused("the card is too large for Teams".to_owned()),
            status @ (400..=499) if status != 408 => Self::Refused(format!("Teams answered {status}")),
            // A 5xx may come after the card went out.
            status => Self::Ambiguous(format!("Teams answered {status}")),
        }
    }
}
