//! What Jira's answers mean: what it may have done, and whether trying again helps.

use crate::http::{CallFailure, Reply};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long to wait where Jira says that it is too much but not for how long.
const DEFAULT_WAIT: Duration = Duration::from_secs(60);

/// What a limit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every call of this connection.
    Everything,
    /// This kind of call.
    Endpoint,
    /// Writes to this issue.
    Issue,
}

/// Why Jira did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JiraFailure {
    /// Surely not sent.
    #[error("{0}")]
    NotSent(String),
    /// Sent, and it may have worked: whoever repeats a create looks first.
    #[error("{0}")]
    Ambiguous(String),
    /// The answer to something that worked cannot be read.
    #[error("Jira's answer cannot be read")]
    Unreadable,
    /// Too much at once; nothing was done.
    #[error("Jira asks to wait {} seconds", after.as_secs())]
    Wait {
        /// How long.
        after: Duration,
        /// With what.
        scope: Scope,
    },
    /// The token is not taken.
    #[error("Jira no longer takes our sign-in")]
    SignedOut,
    /// The account may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing, or it is out of this account's reach.
    #[error("there is no such thing in Jira, or it is out of reach")]
    Gone,
    /// Somebody else changed it at the same moment.
    #[error("somebody changed the issue at the same moment")]
    Conflict,
    /// Jira refuses what was said, with what it says of which field.
    #[error("{}", words(messages, fields))]
    Invalid {
        /// What it says of the whole.
        messages: Vec<String>,
        /// What it says of fields.
        fields: BTreeMap<String, String>,
    },
    /// Refused here or there, and trying again does not help.
    #[error("{0}")]
    Refused(String),
}

impl From<CallFailure> for JiraFailure {
    fn from(failure: CallFailure) -> Self {
        match failure {
            CallFailure::Refused(why) => Self::Refused(why),
            CallFailure::NotSent(why) => Self::NotSent(why),
            CallFailure::Ambiguous(why) => Self::Ambiguous(why),
        }
    }
}

impl JiraFailure {
    /// Reads an answer that is no success. The body may be a page of some gateway: then only the status speaks.
    pub(super) fn of(reply: &Reply) -> Self {
        let (messages, fields) = reply.json().map(|body| said(&body)).unwrap_or_default();
        let after = reply.retry_after(chrono::DateTime::default());
        match reply.status {
            401 => Self::SignedOut,
            403 => Self::Forbidden(first(&messages, "the account that connected Jira may not do this")),
            404 | 410 => Self::Gone,
            409 => Self::Conflict,
            429 => Self::Wait { after: after.unwrap_or(DEFAULT_WAIT), scope: scope(reply) },
            400 | 405 | 413 | 415 | 422 => Self::Invalid { messages, fields },
            300..=399 => Self::Refused("Jira answers with another address".to_owned()),
            // A 5xx that names a time was turned away at the door.
            status => match after {
                Some(after) => Self::Wait { after, scope: Scope::Everything },
                None => Self::Ambiguous(format!("Jira answered {status}")),
            },
        }
    }

    /// What Jira says of which field, in the form that is kept and shown.
    #[must_use]
    pub fn problem(&self) -> Option<Value> {
        match self {
            Self::Invalid { messages, fields } => {
                Some(serde_json::json!({ "messages": messages, "fields": fields }))
            }
            _ => None,
        }
    }
}

fn scope(reply: &Reply) -> Scope {
    match reply.header("ratelimit-reason") {
        Some("jira-burst-based") => Scope::Endpoint,
        Some("jira-per-issue-on-write") => Scope::Issue,
        _ => Scope::Everything,
    }
}

/// The longest that is kept of anything Jira says, and how many fields.
const LONGEST: usize = 300;
const MOST: usize = 20;

fn said(body: &Value) -> (Vec<String>, BTreeMap<String, String>) {
    let short = |value: &Value| value.as_str().map(|text| text.chars().take(LONGEST).collect::<String>());
    let messages =
        body["errorMessages"].as_array().into_iter().flatten().filter_map(short).take(MOST).collect();
    let fields = body["errors"].as_object().into_iter().flatten().take(MOST);
    (messages, fields.filter_map(|(field, text)| Some((field.clone(), short(text)?))).collect())
}

fn first(messages: &[String], otherwise: &str) -> String {
    messages.first().cloned().unwrap_or_else(|| otherwise.to_owned())
}

fn words(messages: &[String], fields: &BTreeMap<String, String>) -> String {
    let of_fields = fields.iter().map(|(field, text)| format!("{field}: {text}"));
    let all: Vec<String> = messages.iter().cloned().chain(of_fields).collect();
    if all.is_empty() { "Jira does not take this".to_owned() } else { all.join("; ") }
}
