//! Teams.

pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod revise;
pub(crate) mod steps;
pub(crate) mod view;
