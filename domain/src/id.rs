//! Ids of different things do not mix. All are UUIDv7, made by whoever holds the source of randomness.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A human being's global identity: verified address and credentials.
    AccountId,
    /// A signed-in browser.
    SessionId,
    /// A mailed, single-purpose link.
    LinkId,
    /// An organisation: the tenant.
    OrgId,
    /// A person inside one organisation.
    PersonId,
    /// Anything with a reference, an owner and a history; every noun below is one.
    SubjectId,
    /// A row of the job table.
    JobId,
    /// One planned delivery of one reminder to one person.
    DeliveryId,
    /// An organisation's connection to a service outside.
    ConnectionId,
    /// One subject as it stands, or is to stand, in a service outside: an issue, a message.
    MirrorId,
    /// A receiver of webhooks.
    EndpointId,
    /// One event on its way to one receiver of webhooks.
    DispatchId,
    /// Something that somebody said about a thing.
    CommentId,
    /// Something that a person is told inside the program.
    NoticeId,
    /// The bytes of a file, kept once in an organisation.
    FileId,
    /// A file on its way here.
    UploadId,
    /// A button that somebody pressed in a service outside.
    PressId,
    /// People who work together.
    TeamId,
    /// What a program calls the API with, in somebody's name.
    TokenId,
    /// A list as somebody likes to see it, under a name.
    ViewId,
    /// One item of a task's checklist.
    ItemId,
    /// The record of one review.
    ReviewId,
    /// Some days on which somebody is away.
    AbsenceId,
    /// What tasks of one sort begin with.
    TemplateId,
    /// A visit of a certification body.
    VisitId,
    /// What a certification body offers, or is asked to.
    QuotationId,
}

/// A control or a requirement is addressed by its subject's id.
pub type ControlId = SubjectId;
/// Evidence is addressed by its subject's id.
pub type EvidenceId = SubjectId;
/// A certification is addressed by its subject's id.
pub type CertificationId = SubjectId;
/// A certification body is addressed by its subject's id.
pub type BodyId = SubjectId;

/// A training module: a [`SubjectId`].
pub type ModuleId = SubjectId;

/// What one person is asked of one module: a [`SubjectId`].
pub type AssignmentId = SubjectId;
/// A finding is addressed by its subject's id.
pub type FindingId = SubjectId;
/// A task is addressed by its subject's id.
pub type TaskId = SubjectId;
