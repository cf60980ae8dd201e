//! Signing up: nothing exists before the mailed link is used.

pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod request;
