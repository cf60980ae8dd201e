//! Work that happens after a commit. Imperative names, payloads of ids only, and a version: a worker runs only
//! the kinds and versions it knows.

use crate::id::{DeliveryId, LinkId};
use serde::{Deserialize, Serialize};

/// Something a worker is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Mail a single-purpose link to the address it was made for.
    MailLink {
        /// The link.
        link: LinkId,
    },
    /// Find the organisations that have reminders due, and sweep each.
    FindDueReminders,
    /// Plan what is due in one organisation.
    SweepReminders,
    /// Deliver one planned reminder by mail.
    DeliverMail {
        /// The delivery.
        delivery: DeliveryId,
    },
    /// Remove what has served: finished jobs, expired links and sessions.
    Prune,
}

/// A payload that this program cannot run.
#[derive(Debug, thiserror::Error)]
#[error("the payload is not one that this version knows: {0}")]
pub struct Undecodable(#[from] serde_json::Error);

impl Job {
    /// Every kind with the version of its payload; workers claim only these.
    pub const KINDS: [(&'static str, i32); 5] = [
        ("mail_link", 1),
        ("find_due_reminders", 1),
        ("sweep_reminders", 1),
        ("deliver_mail", 1),
        ("prune", 1),
    ];

    /// The name under which it is stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MailLink { .. } => "mail_link",
            Self::FindDueReminders => "find_due_reminders",
            Self::SweepReminders => "sweep_reminders",
            Self::DeliverMail { .. } => "deliver_mail",
            Self::Prune => "prune",
        }
    }

    /// The version of its payload.
    #[must_use]
    pub const fn version(&self) -> i32 {
        1
    }

    /// While one with the same key waits, another is not added. It holds only as long as the job is ready: a
    /// cause that arrives during a run is run again.
    #[must_use]
    pub const fn is_unique_while_ready(&self) -> bool {
        matches!(self, Self::FindDueReminders | Self::SweepReminders | Self::Prune)
    }

    /// Jobs of one lane run one at a time, in their order; `scope` names the organisation.
    #[must_use]
    pub fn lane(&self, scope: &str) -> Option<String> {
        match self {
            Self::FindDueReminders | Self::SweepReminders | Self::Prune => {
                Some(format!("{}:{scope}", self.kind()))
            }
            Self::MailLink { .. } | Self::DeliverMail { .. } => None,
        }
    }

    /// How often it may be begun before it is given up.
    #[must_use]
    pub const fn max_attempts(&self) -> i32 {
        match self {
            Self::MailLink { .. } | Self::DeliverMail { .. } => 20,
            Self::FindDueReminders | Self::SweepReminders | Self::Prune => 5,
        }
    }

    /// The stored form.
    #[must_use]
    pub fn payload(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// When it is none that this version writes.
    pub fn decode(payload: serde_json::Value) -> Result<Self, Undecodable> {
        Ok(serde_json::from_value(payload)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn stored_payloads_keep_their_form_and_are_known() {
        let jobs = [
            Job::MailLink { link: LinkId(Uuid::from_u128(1)) },
            Job::FindDueReminders,
            Job::SweepReminders,
            Job::DeliverMail { delivery: DeliveryId(Uuid::from_u128(2)) },
            Job::Prune,
        ];
        for job in &jobs {
            assert!(Job::KINDS.contains(&(job.kind(), job.version())));
            assert_eq!(Job::decode(job.payload()).unwrap(), *job);
        }
        assert_eq!(jobs.len(), Job::KINDS.len());
        insta::assert_json_snapshot!(jobs.map(|job| job.payload()));
    }

    #[test]
    fn an_unknown_payload_is_an_error_not_a_panic() {
        assert!(Job::decode(serde_json::json!({ "kind": "paint_the_fence" })).is_err());
    }
}
