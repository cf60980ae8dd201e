//! The rows of our tables. Never leave this crate: repositories answer with domain values and views.

use sea_orm::EntityTrait;

pub(crate) mod account;
pub(crate) mod adoption;
pub(crate) mod captured_mail;
pub(crate) mod control;
pub(crate) mod control_work;
pub(crate) mod idempotency;
pub(crate) mod link;
pub(crate) mod organisation;
pub(crate) mod person;
pub(crate) mod revision;
pub(crate) mod role_assignment;
pub(crate) mod session;
pub(crate) mod subject;
pub(crate) mod task;
pub(crate) mod trail_body;
pub(crate) mod trail_entry;

/// A table whose every row belongs to one organisation.
pub(crate) trait OrgOwned: EntityTrait {
    /// The column that says which.
    const ORG: Self::Column;
}
