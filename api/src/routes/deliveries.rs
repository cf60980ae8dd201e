//! The sent-log of the whole organisation.

pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod summary;
