//! Choosing a new password by a mailed link.

pub(crate) mod confirm;
pub(crate) mod request;
