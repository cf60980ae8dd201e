//! Work that happens after a commit. Imperative names, payloads of ids only, and a version: a worker runs only
//! the kinds and versions it knows.

use crate::channel_health::Carrier;
use crate::id::{
    AccountId, ConnectionId, DeliveryId, DispatchId, EndpointId, LinkId, MirrorId, OrgId, PersonId, PressId,
    TaskId,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long edits of one thing are gathered before they go out together.
const GATHER: Duration = Duration::from_secs(3);

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
    /// Mail one notice to one person.
    DeliverNotice {
        /// The delivery.
        delivery: DeliveryId,
    },
    /// Plan the digests that are due in one organisation.
    SweepDigests,
    /// Mail one person what has come together.
    DeliverDigest {
        /// The delivery.
        delivery: DeliveryId,
    },
    /// Tell those who run an organisation that mail to somebody comes back.
    MailAddressDied {
        /// Whose mail.
        person: PersonId,
    },
    /// Find the organisations in which something that was to be sent fails or waits.
    FindTroubledChannels,
    /// Judge by what became of what one organisation sent whether each way of sending works.
    JudgeChannels,
    /// Tell those who run an organisation that a way of sending does not work as it should.
    MailChannelDegraded {
        /// By which way.
        channel: Carrier,
    },
    /// Bring a task's change to every place outside where the task is shown, or belongs by a rule.
    RelayTask {
        /// The task.
        task: TaskId,
    },
    /// Make an issue elsewhere say what its task says.
    PushIssue {
        /// The task's issue.
        mirror: MirrorId,
    },
    /// See what became of an issue elsewhere, and let its task follow.
    PullIssue {
        /// The task's issue.
        mirror: MirrorId,
    },
    /// Make a message in a channel say what its task says.
    PostMessage {
        /// The task's message.
        mirror: MirrorId,
        /// The channel it stands in: one at a time is posted to each.
        channel: String,
    },
    /// Deliver one planned reminder as a message.
    DeliverMessage {
        /// The delivery.
        delivery: DeliveryId,
        /// Where it goes: a channel, or a person.
        to: String,
    },
    /// Do what a button stands for that somebody pressed elsewhere.
    AnswerPress {
        /// The press.
        press: PressId,
    },
    /// Look at every issue of a connection, keep its hooks alive and compare them with ours.
    Reconcile {
        /// The connection.
        connection: ConnectionId,
    },
    /// Find the connections that are due to be looked at.
    FindConnections,
    /// Tell those who run an organisation that a connection needs them.
    MailConnectionLost {
        /// The connection.
        connection: ConnectionId,
    },
    /// Tell those who run an organisation that a receiver of webhooks was switched off.
    MailEndpointDisabled {
        /// The receiver.
        endpoint: EndpointId,
    },
    /// Send one event to one receiver of webhooks.
    Dispatch {
        /// The event on its way.
        dispatch: DispatchId,
    },
    /// Find the organisations whose files are to be looked after.
    FindFiles,
    /// Drop uploads that nobody ended, remove files that nothing uses, and read again those that went unread.
    SweepFiles,
    /// Find the organisations whose verifications may have lapsed.
    FindLapses,
    /// Note which verifications of one organisation have lapsed.
    NoteLapses,
    /// Find the organisations that train anybody.
    FindTraining,
    /// Look anew at who is asked for each module of one organisation.
    SweepTraining,
    /// Find the organisations whose trail has grown since its last anchor.
    FindAnchors,
    /// Check what came to the trail of one organisation since its last anchor, and sign how far it has come.
    AnchorTrail,
    /// Tell the owners of one organisation that its deletion was asked for.
    MailClosing,
    /// Find the organisations whose days of grace have passed.
    FindDeletions,
    /// Remove an organisation whose days of grace have passed.
    DeleteOrganisation {
        /// Which: the job is no organisation's, since it outlives it.
        org: OrgId,
    },
    /// Forget an account that belongs to no organisation any more.
    ForgetAccount {
        /// Which.
        account: AccountId,
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
    pub const KINDS: [(&'static str, i32); 35] = [
        ("mail_link", 1),
        ("find_due_reminders", 1),
        ("sweep_reminders", 1),
        ("deliver_mail", 1),
        ("deliver_notice", 1),
        ("sweep_digests", 1),
        ("deliver_digest", 1),
        ("mail_address_died", 1),
        ("find_troubled_channels", 1),
        ("judge_channels", 1),
        ("mail_channel_degraded", 1),
        ("relay_task", 1),
        ("push_issue", 1),
        ("pull_issue", 1),
        ("post_message", 1),
        ("deliver_message", 1),
        ("answer_press", 1),
        ("reconcile", 1),
        ("find_connections", 1),
        ("mail_connection_lost", 1),
        ("mail_endpoint_disabled", 1),
        ("dispatch", 1),
        ("find_files", 1),
        ("sweep_files", 1),
        ("find_lapses", 1),
        ("note_lapses", 1),
        ("find_training", 1),
        ("sweep_training", 1),
        ("find_anchors", 1),
        ("anchor_trail", 1),
        ("mail_closing", 1),
        ("find_deletions", 1),
        ("delete_organisation", 1),
        ("forget_account", 1),
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
            Self::DeliverNotice { .. } => "deliver_notice",
            Self::SweepDigests => "sweep_digests",
            Self::DeliverDigest { .. } => "deliver_digest",
            Self::MailAddressDied { .. } => "mail_address_died",
            Self::FindTroubledChannels => "find_troubled_channels",
            Self::JudgeChannels => "judge_channels",
            Self::MailChannelDegraded { .. } => "mail_channel_degraded",
            Self::RelayTask { .. } => "relay_task",
            Self::PushIssue { .. } => "push_issue",
            Self::PullIssue { .. } => "pull_issue",
            Self::PostMessage { .. } => "post_message",
            Self::DeliverMessage { .. } => "deliver_message",
            Self::AnswerPress { .. } => "answer_press",
            Self::Reconcile { .. } => "reconcile",
            Self::FindConnections => "find_connections",
            Self::MailConnectionLost { .. } => "mail_connection_lost",
            Self::MailEndpointDisabled { .. } => "mail_endpoint_disabled",
            Self::Dispatch { .. } => "dispatch",
            Self::FindFiles => "find_files",
            Self::SweepFiles => "sweep_files",
            Self::FindLapses => "find_lapses",
            Self::NoteLapses => "note_lapses",
            Self::FindTraining => "find_training",
            Self::SweepTraining => "sweep_training",
            Self::FindAnchors => "find_anchors",
            Self::AnchorTrail => "anchor_trail",
            Self::MailClosing => "mail_closing",
            Self::FindDeletions => "find_deletions",
            Self::DeleteOrganisation { .. } => "delete_organisation",
            Self::ForgetAccount { .. } => "forget_account",
            Self::Prune => "prune",
        }
    }

    /// The version of its payload.
    #[must_use]
    pub const fn version(&self) -> i32 {
        1
    }

    /// While one with the same key waits, another is not added; `scope` names the organisation. It holds only as
    /// long as the job is ready: a cause that arrives during a run is run again.
    #[must_use]
    pub fn unique_key(&self, scope: &str) -> Option<String> {
        let kind = self.kind();
        match self {
            Self::FindDueReminders
            | Self::SweepReminders
            | Self::SweepDigests
            | Self::FindConnections
            | Self::FindFiles
            | Self::SweepFiles
            | Self::FindLapses
            | Self::NoteLapses
            | Self::FindTraining
            | Self::SweepTraining
            | Self::FindAnchors
            | Self::AnchorTrail
            | Self::MailClosing
            | Self::FindDeletions
            | Self::FindTroubledChannels
            | Self::JudgeChannels
            | Self::Prune => Some(format!("{kind}:{scope}")),
            Self::MailChannelDegraded { channel } => Some(format!("{kind}:{scope}:{channel}")),
            Self::RelayTask { task } => Some(format!("{kind}:{task}")),
            Self::PushIssue { mirror } | Self::PullIssue { mirror } | Self::PostMessage { mirror, .. } => {
                Some(format!("{kind}:{mirror}"))
            }
            Self::Reconcile { connection } | Self::MailConnectionLost { connection } => {
                Some(format!("{kind}:{connection}"))
            }
            Self::MailEndpointDisabled { endpoint } => Some(format!("{kind}:{endpoint}")),
            Self::MailAddressDied { person } => Some(format!("{kind}:{person}")),
            Self::DeleteOrganisation { org } => Some(format!("{kind}:{org}")),
            Self::ForgetAccount { account } => Some(format!("{kind}:{account}")),
            Self::MailLink { .. }
            | Self::DeliverMail { .. }
            | Self::DeliverNotice { .. }
            | Self::DeliverDigest { .. }
            | Self::DeliverMessage { .. }
            | Self::AnswerPress { .. }
            | Self::Dispatch { .. } => None,
        }
    }

    /// Jobs of one lane run one at a time, in their order; `scope` names the organisation. What is sent to and
    /// read from one issue never crosses.
    #[must_use]
    pub fn lane(&self, scope: &str) -> Option<String> {
        match self {
            Self::FindDueReminders
            | Self::SweepReminders
            | Self::SweepDigests
            | Self::FindConnections
            | Self::FindFiles
            | Self::SweepFiles
            | Self::FindLapses
            | Self::NoteLapses
            | Self::FindTraining
            | Self::SweepTraining
            | Self::FindAnchors
            | Self::AnchorTrail
            | Self::MailClosing
            | Self::FindDeletions
            | Self::FindTroubledChannels
            | Self::JudgeChannels
            | Self::Prune => Some(format!("{}:{scope}", self.kind())),
            Self::RelayTask { task } => Some(format!("relay:{task}")),
            Self::PushIssue { mirror } | Self::PullIssue { mirror } => Some(format!("issue:{mirror}")),
            Self::Reconcile { connection } => Some(format!("reconcile:{connection}")),
            Self::PostMessage { channel, .. } => Some(format!("channel:{scope}:{channel}")),
            Self::DeliverMessage { to, .. } => Some(format!("channel:{scope}:{to}")),
            Self::MailConnectionLost { .. }
            | Self::MailEndpointDisabled { .. }
            | Self::MailAddressDied { .. }
            | Self::MailChannelDegraded { .. }
            | Self::DeleteOrganisation { .. }
            | Self::ForgetAccount { .. } => self.unique_key(scope),
            Self::MailLink { .. }
            | Self::DeliverMail { .. }
            | Self::DeliverNotice { .. }
            | Self::DeliverDigest { .. }
            | Self::AnswerPress { .. }
            | Self::Dispatch { .. } => None,
        }
    }

    /// How long it waits before its first run, so that what follows at once goes out with it.
    #[must_use]
    pub const fn wait(&self) -> Duration {
        match self {
            Self::PushIssue { .. } => GATHER,
            _ => Duration::ZERO,
        }
    }

    /// How often it may be begun before it is given up.
    #[must_use]
    pub const fn max_attempts(&self) -> i32 {
        match self {
            Self::MailLink { .. }
            | Self::DeliverMail { .. }
            | Self::DeliverNotice { .. }
            | Self::DeliverDigest { .. }
            | Self::MailAddressDied { .. }
            | Self::MailChannelDegraded { .. }
            | Self::MailClosing
            | Self::DeleteOrganisation { .. }
            | Self::PushIssue { .. }
            | Self::PostMessage { .. }
            | Self::DeliverMessage { .. }
            | Self::MailConnectionLost { .. }
            | Self::MailEndpointDisabled { .. } => 20,
            Self::PullIssue { .. } | Self::RelayTask { .. } | Self::AnswerPress { .. } => 10,
            // Its own schedule says when it is given up.
            Self::Dispatch { .. } => 60,
            Self::FindDueReminders
            | Self::SweepReminders
            | Self::SweepDigests
            | Self::FindConnections
            | Self::Reconcile { .. }
            | Self::FindFiles
            | Self::SweepFiles
            | Self::FindLapses
            | Self::NoteLapses
            | Self::FindTraining
            | Self::SweepTraining
            | Self::FindAnchors
            | Self::AnchorTrail
            | Self::FindDeletions
            | Self::FindTroubledChannels
            | Self::JudgeChannels
            | Self::ForgetAccount { .. }
            | Self::Prune => 5,
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
    use crate::id::SubjectId;
    use uuid::Uuid;

    #[test]
    fn stored_payloads_keep_their_form_and_are_known() {
        let jobs = [
            Job::MailLink { link: LinkId(Uuid::from_u128(1)) },
            Job::FindDueReminders,
            Job::SweepReminders,
            Job::DeliverMail { delivery: DeliveryId(Uuid::from_u128(2)) },
            Job::DeliverNotice { delivery: DeliveryId(Uuid::from_u128(2)) },
            Job::SweepDigests,
            Job::DeliverDigest { delivery: DeliveryId(Uuid::from_u128(2)) },
            Job::MailAddressDied { person: PersonId(Uuid::from_u128(10)) },
            Job::FindTroubledChannels,
            Job::JudgeChannels,
            Job::MailChannelDegraded { channel: Carrier::Mail },
            Job::RelayTask { task: SubjectId(Uuid::from_u128(3)) },
            Job::PushIssue { mirror: MirrorId(Uuid::from_u128(4)) },
            Job::PullIssue { mirror: MirrorId(Uuid::from_u128(4)) },
            Job::PostMessage { mirror: MirrorId(Uuid::from_u128(5)), channel: "C1".into() },
            Job::DeliverMessage { delivery: DeliveryId(Uuid::from_u128(2)), to: "C1".into() },
            Job::AnswerPress { press: PressId(Uuid::from_u128(7)) },
            Job::Reconcile { connection: ConnectionId(Uuid::from_u128(6)) },
            Job::FindConnections,
            Job::MailConnectionLost { connection: ConnectionId(Uuid::from_u128(6)) },
            Job::MailEndpointDisabled { endpoint: EndpointId(Uuid::from_u128(9)) },
            Job::Dispatch { dispatch: DispatchId(Uuid::from_u128(8)) },
            Job::FindFiles,
            Job::SweepFiles,
            Job::FindLapses,
            Job::NoteLapses,
            Job::FindTraining,
            Job::SweepTraining,
            Job::FindAnchors,
            Job::AnchorTrail,
            Job::MailClosing,
            Job::FindDeletions,
            Job::DeleteOrganisation { org: OrgId(Uuid::from_u128(12)) },
            Job::ForgetAccount { account: AccountId(Uuid::from_u128(11)) },
            Job::Prune,
        ];
        for job in &jobs {
            assert!(Job::KINDS.contains(&(job.kind(), job.version())));
            assert_eq!(Job::decode(job.payload()).unwrap(), *job);
        }
        assert_eq!(jobs.len(), Job::KINDS.len());
        insta::assert_json_snapshot!(jobs.iter().map(Job::payload).collect::<Vec<_>>());
    }

    #[test]
    fn what_goes_to_an_issue_and_what_comes_from_it_share_a_lane() {
        let mirror = MirrorId(Uuid::from_u128(4));
        let (push, pull) = (Job::PushIssue { mirror }, Job::PullIssue { mirror });
        assert_eq!(push.lane("o"), pull.lane("o"));
        assert_ne!(push.unique_key("o"), pull.unique_key("o"));
    }

    #[test]
    fn what_is_unique_while_it_waits_runs_one_at_a_time() {
        let connection = ConnectionId(Uuid::from_u128(6));
        let task = SubjectId(Uuid::from_u128(3));
        for job in [
            Job::SweepReminders,
            Job::SweepDigests,
            Job::SweepFiles,
            Job::NoteLapses,
            Job::AnchorTrail,
            Job::SweepTraining,
            Job::JudgeChannels,
            Job::MailChannelDegraded { channel: Carrier::Mail },
            Job::RelayTask { task },
            Job::Reconcile { connection },
            Job::MailConnectionLost { connection },
            Job::MailEndpointDisabled { endpoint: EndpointId(Uuid::from_u128(9)) },
        ] {
            assert!(job.unique_key("o").is_some() && job.lane("o").is_some(), "{}", job.kind());
        }
    }

    #[test]
    fn everything_that_is_posted_to_a_channel_shares_its_lane() {
        let posted = Job::PostMessage { mirror: MirrorId(Uuid::from_u128(5)), channel: "C1".into() };
        let reminder = Job::DeliverMessage { delivery: DeliveryId(Uuid::from_u128(2)), to: "C1".into() };
        assert_eq!(posted.lane("o"), reminder.lane("o"));
        assert_ne!(posted.lane("o"), posted.lane("another"));
    }

    #[test]
    fn an_unknown_payload_is_an_error_not_a_panic() {
        assert!(Job::decode(serde_json::json!({ "kind": "paint_the_fence" })).is_err());
    }
}
