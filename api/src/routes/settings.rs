//! What an organisation sets: its name and calendar, how it reminds, and what it uses.

pub(crate) mod holidays;
pub(crate) mod limits;
pub(crate) mod logo;
pub(crate) mod mail;
pub(crate) mod reminders;
pub(crate) mod show;
pub(crate) mod view;
