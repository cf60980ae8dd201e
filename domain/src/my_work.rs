//! What of a person's work comes first: the groups of their page, and what of it wants them now.

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What counts as due soon, in days.
pub const SOON: i64 = 7;
/// How long before its last day evidence is spoken of, in days.
pub const RUNS_OUT: i64 = 30;
/// How long what is finished is shown, in days.
pub const LATELY: i64 = 14;

names! {
    /// Why a task stands where it does among one's work; in the order of the page.
    Group {
        /// Its evidence waits for whoever looks at the page.
        Review = "review",
        /// A reviewer gave it back.
        HandedBack = "handed_back",
        /// Its day has passed.
        Overdue = "overdue",
        /// Due within [`SOON`] days.
        Week = "week",
        /// Due after that.
        Later = "later",
        /// It has no date.
        Undated = "undated",
        /// It was handed in, and waits for somebody else.
        HandedIn = "handed_in",
    }
}

impl Group {
    /// Whether it wants the person now: what the badge in the navigation counts.
    #[must_use]
    pub const fn is_pressing(self) -> bool {
        matches!(self, Self::Review | Self::HandedBack | Self::Overdue | Self::Week)
    }
}
