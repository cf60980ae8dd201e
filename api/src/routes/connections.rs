//! Connections to services outside. Setting one up is a conversation with the service, so these handlers call out;
//! each call is bounded, and no door is open meanwhile.

pub(crate) mod complete;
pub(crate) mod consent;
pub(crate) mod disconnect;
pub(crate) mod failures;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod pause;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod set_up;
pub(crate) mod set_up_messages;
pub(crate) mod share;
pub(crate) mod site;
pub(crate) mod teams;
pub(crate) mod test;
pub(crate) mod token;
pub(crate) mod view;

mod outside;
