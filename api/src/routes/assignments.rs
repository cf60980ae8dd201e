//! What each person is asked to learn and confirm, and what became of it.

pub(crate) mod deliveries;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod mine;
pub(crate) mod settle;
pub(crate) mod text;
pub(crate) mod view;
