//! Requirements and controls.

pub(crate) mod deliveries;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod revise;
pub(crate) mod verify;
pub(crate) mod view;
