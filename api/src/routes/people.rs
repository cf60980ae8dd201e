//! The people of an organisation.

pub(crate) mod absences;
pub(crate) mod add;
pub(crate) mod address;
pub(crate) mod choices;
pub(crate) mod copy;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod import;
pub(crate) mod invite;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod photo;
pub(crate) mod profile;
pub(crate) mod revise;
pub(crate) mod roles;
pub(crate) mod view;
