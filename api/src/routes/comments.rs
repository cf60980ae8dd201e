//! What people say about a thing, and who follows it. One set of endpoints for every noun: a thing is reached by its
//! subject's id, by whoever may read it.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod follow;
pub(crate) mod list;
pub(crate) mod view;
