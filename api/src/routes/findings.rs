//! Findings of those who audit, each with its answer and its steps.

pub(crate) mod deliveries;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod raise;
pub(crate) mod revise;
pub(crate) mod steps;
pub(crate) mod view;
