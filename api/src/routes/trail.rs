//! The trail of an organisation: read, checked and taken away.

pub(crate) mod export;
pub(crate) mod file;
pub(crate) mod list;
pub(crate) mod standing;
