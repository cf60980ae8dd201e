//! Tasks.

pub(crate) mod checklist;
pub(crate) mod create;
pub(crate) mod deliveries;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod mirrors;
pub(crate) mod recurrence;
pub(crate) mod revise;
pub(crate) mod revise_many;
pub(crate) mod snooze;
pub(crate) mod steps;
pub(crate) mod view;
