//! Certification bodies that an organisation knows.

pub(crate) mod add;
pub(crate) mod aside;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod revise;
pub(crate) mod said;
pub(crate) mod view;
