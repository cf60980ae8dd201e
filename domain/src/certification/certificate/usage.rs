//! What a certificate may be used for.

use super::Certificate;
use crate::access::names;
use crate::certification::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What a certificate may be used for on a day.
    Usage {
        /// Certificate and mark are used as the certification body's rules say.
        Free = "free",
        /// The same, for nothing but the scope that is left.
        SmallerScope = "smaller_scope",
        /// There is a certificate, and it may not be advertised until the suspension ends.
        Halted = "halted",
        /// There is no valid certificate: what refers to one is taken down.
        Nothing = "nothing",
    }
}

impl Usage {
    /// Whether anybody may say in public that the organisation is certified.
    #[must_use]
    pub const fn may_be_advertised(self) -> bool {
        matches!(self, Self::Free | Self::SmallerScope)
    }
}

impl Certificate {
    /// What it may be used for on that day. Before it counts and after its last day nothing, whatever was noted.
    #[must_use]
    pub fn usage(&self, today: NaiveDate) -> Usage {
        if self.lapsed_by(today) || self.effective.is_none_or(|effective| today < effective) {
            return Usage::Nothing;
        }
        match self.state {
            State::Certified => Usage::Free,
            State::ScopeReduced => Usage::SmallerScope,
            State::Suspended => Usage::Halted,
            _ => Usage::Nothing,
        }
    }
}
