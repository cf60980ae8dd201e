//! Joining an organisation by a mailed link.

pub(crate) mod accept;
pub(crate) mod check;
