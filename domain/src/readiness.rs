//! What the first page is about: what would stop a certification, and what is to be done this week.

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What may stand in the way of a certification.
    Gate {
        /// The scope is not determined.
        Scope = "scope",
        /// There is no policy.
        Policy = "policy",
        /// Nobody has begun with them.
        NotStarted = "not_started",
        /// Nobody answers for them.
        NoOwner = "no_owner",
        /// They are said to be in place, and nothing that counts shows it.
        Unproven = "unproven",
        /// Their verification lapsed.
        Lapsed = "lapsed",
        /// They are past their date and not in place.
        ControlsOverdue = "controls_overdue",
        /// Tasks are past their date.
        TasksOverdue = "tasks_overdue",
    }
}

names! {
    /// What is to be done by a day.
    Upcoming {
        /// A task is due.
        Task = "task",
        /// A requirement or control is due to be in place.
        Control = "control",
        /// A verification lapses, and wants another one.
        Verification = "verification",
    }
}
