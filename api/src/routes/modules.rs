//! Training modules: what people read and confirm, who is asked, and how far they have come.

pub(crate) mod add;
pub(crate) mod approve;
pub(crate) mod aside;
pub(crate) mod audience;
pub(crate) mod catalogue;
pub(crate) mod draft;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod revise;
pub(crate) mod text;
pub(crate) mod view;
