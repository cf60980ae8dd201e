//! People of the organisation.

pub(crate) mod list;
