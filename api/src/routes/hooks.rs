//! Calls from services outside. They bring no session: a signature over what they say, and nothing of it is believed
//! beyond where to look.

pub(crate) mod jira;
