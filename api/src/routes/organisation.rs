//! The organisation itself, what it adopted, and its first page.

pub(crate) mod adopt;
pub(crate) mod home;
pub(crate) mod show;
