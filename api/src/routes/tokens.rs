//! API tokens. No token makes, sees or revokes one.

pub(crate) mod holder;
pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod revoke;
pub(crate) mod view;
