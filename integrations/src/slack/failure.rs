//! What Slack's answers mean: what it may have done, and whether trying again helps.

use crate::http::{CallFailure, Reply};
use serde_json::Value;
use std::time::Duration;

/// How long to wait where Slack says that it is too much but not for how long.
const DEFAULT_WAIT: Duration = Duration::from_secs(30);
/// The longest that is kept of anything Slack says.
const LONGEST: usize = 300;

/// Why Slack did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlackFailure {
    /// Surely not sent.
    #[error("{0}")]
    NotSent(String),
    /// Sent, and it may have worked.
    #[error("{0}")]
    Ambiguous(String),
    /// The answer cannot be read: what was asked may have been done.
    #[error("Slack's answer cannot be read")]
    Unreadable,
    /// Too much at once; nothing was done.
    #[error("Slack asks to wait {} seconds", after.as_secs())]
    Wait {
        /// How long.
        after: Duration,
    },
    /// The token is not taken: revoked, run out, or the app was removed.
    #[error("Slack no longer takes our sign-in ({0})")]
    SignedOut(String),
    /// There is no such channel or message, or the app is not let in.
    #[error("{0}")]
    Gone(String),
    /// Nobody there has that address.
    #[error("nobody in the workspace has this address")]
    Nobody,
    /// Slack refuses what was said, and trying again does not help.
    #[error("{0}")]
    Refused(String),
}

impl From<CallFailure> for SlackFailure {
    fn from(failure: CallFailure) -> Self {
        match failure {
            CallFailure::Refused(why) => Self::Refused(why),
            CallFailure::NotSent(why) => Self::NotSent(why),
            CallFailure::Ambiguous(why) => Self::Ambiguous(why),
        }
    }
}

impl SlackFailure {
    /// An answer whose status is no success: only limits and trouble at Slack's door use it.
    pub(super) fn of_status(reply: &Reply) -> Self {
        match reply.status {
            429 => Self::Wait { after: wait(reply) },
            status @ (300..=399) => Self::Refused(format!("Slack answers {status} with another address")),
            // A 5xx may come after the message went out.
            status => Self::Ambiguous(format!("Slack answered {status}")),
        }
    }

    /// An answer that says no, by its code.
    pub(super) fn of_error(body: &Value, reply: &Reply) -> Self {
        let code = body["error"].as_str().unwrap_or("unknown_error");
        match code {
            "ratelimited" | "rate_limited" => Self::Wait { after: wait(reply) },
            "invalid_auth" | "not_authed" | "account_inactive" | "token_revoked" | "token_expired"
            | "org_login_required" | "app_not_installed" => Self::SignedOut(code.to_owned()),
            "channel_not_found" => Self::Gone("the channel is gone, or the app is not let in".to_owned()),
            "is_archived" => Self::Gone("the channel is archived".to_owned()),
            "message_not_found" | "cant_update_message" => {
                Self::Gone("the message is no longer there".to_owned())
            }
            "not_in_channel" => {
                Self::Refused("the app is not in this private channel; invite it there".to_owned())
            }
            "users_not_found" | "user_not_found" => Self::Nobody,
            "internal_error" | "fatal_error" | "request_timeout" | "service_unavailable" => {
                Self::Ambiguous(format!("Slack answered {code}"))
            }
            "missing_scope" => Self::Refused(format!(
                "the app lacks the permission {}; connect Slack again",
                body["needed"].as_str().unwrap_or("that this needs")
            )),
            _ => Self::Refused(words(code, body)),
        }
    }
}

fn wait(reply: &Reply) -> Duration {
    reply.retry_after(chrono::DateTime::default()).unwrap_or(DEFAULT_WAIT)
}

fn words(code: &str, body: &Value) -> String {
    let said = body["response_metadata"]["messages"].as_array().into_iter().flatten();
    let said: Vec<&str> = said.filter_map(Value::as_str).collect();
    let whole = if said.is_empty() {
        format!("Slack: {code}")
    } else {
        format!("Slack: {code} ({})", said.join("; "))
    };
    whole.chars().take(LONGEST).collect()
}
