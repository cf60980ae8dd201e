//! Saved and shared views of lists. Whoever may read a list keeps views of it for themselves; to let others see one, and
//! to change what others share, takes `share_view`.

pub(super) mod list;
pub(super) mod open_with;
pub(super) mod remove;
pub(super) mod revise;
pub(super) mod save;
mod view;
