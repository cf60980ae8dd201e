//! Receivers of webhooks.

pub(crate) mod add;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod remove;
pub(crate) mod revise;
pub(crate) mod steps;

mod view;
