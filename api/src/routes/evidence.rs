//! Evidence: files that show something, in versions, linked to whatever they show.

pub(super) mod add;
pub(super) mod archive;
pub(crate) mod content;
pub(super) mod deliveries;
pub(super) mod get;
pub(super) mod history;
pub(super) mod links;
pub(super) mod list;
pub(super) mod revise;
pub(super) mod steps;
pub(super) mod versions;
pub(crate) mod view;
