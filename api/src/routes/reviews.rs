//! Reviews of what lasts: when and by whom, what came of it, and dates that were put off.

pub(crate) mod cycle;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod hold;
pub(crate) mod list;
pub(crate) mod postpone;
pub(crate) mod view;
pub(crate) mod waive;
