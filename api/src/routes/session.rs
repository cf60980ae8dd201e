//! Signing in and out.

pub(crate) mod begin;
pub(crate) mod end;
pub(crate) mod show;
pub(crate) mod view;
