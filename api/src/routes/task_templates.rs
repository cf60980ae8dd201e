//! Templates for tasks.

pub(crate) mod add;
pub(crate) mod archive;
pub(crate) mod list;
pub(crate) mod revise;
pub(crate) mod view;
