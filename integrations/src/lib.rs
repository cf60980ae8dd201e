//! Everything that talks to the outside: mail, and over HTTP whatever else.
//!
//! One folder for each outside: its client, what goes over the wire and a stateful fake that tests of other
//! crates run against (feature `fake`). Nothing in here reads a clock or knows a database. Every client calls
//! [`outside::entering`] before it touches the network.

#[cfg(feature = "fake")]
pub mod fault;
pub mod files;
pub mod http;
pub mod jira;
pub mod mail;
pub mod outside;
pub mod slack;
#[cfg(test)]
mod specification;
pub mod teams;
pub mod vault;
pub mod webhook;
