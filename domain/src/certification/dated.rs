//! One date of a cycle: what it is, what it follows, from which day it was reckoned, and what follows when it is missed.

use super::{Anchor, Consequence, Force, Rule, What};
use crate::access::names;
use crate::workdays::WorkDays;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// How a date stands on a day.
    Standing {
        /// It asks for nothing.
        Given = "given",
        /// Its time has not come.
        Ahead = "ahead",
        /// Its time has come.
        Open = "open",
        /// It is later than it should be, and not too late.
        Pressing = "pressing",
        /// Too late.
        Missed = "missed",
        /// What it asks for was done in time.
        Met = "met",
        /// It was done, too late.
        MetLate = "met_late",
    }
}

/// A date as its rule reckons it, and the day that it comes to: free days are stepped over, where the date may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// As reckoned.
    pub reckoned: NaiveDate,
    /// As it is to be kept.
    pub on: NaiveDate,
}

impl Day {
    /// What the outside set falls on whatever day it falls.
    pub(super) const fn hard(date: NaiveDate) -> Self {
        Self { reckoned: date, on: date }
    }

    /// What we plan is done on the working day before.
    pub(super) fn planned(date: NaiveDate, days: &WorkDays) -> Self {
        Self { reckoned: date, on: days.on_or_before(date) }
    }

    /// What we do by ourselves, on the working day after.
    pub(super) fn task(date: NaiveDate, days: &WorkDays) -> Self {
        Self { reckoned: date, on: days.on_or_after(date) }
    }
}

/// One date of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// What it is.
    pub what: What,
    /// Of which calendar year, where there is one of each.
    pub year: Option<i32>,
    /// What it follows.
    pub rule: Rule,
    /// From which day it was reckoned.
    pub anchor: (Anchor, NaiveDate),
    /// The first day on which it is sensible.
    pub earliest: Option<NaiveDate>,
    /// The day to plan for.
    pub target: Option<Day>,
    /// The day after which it is later than it should be.
    pub warn_after: Option<NaiveDate>,
    /// The last day.
    pub latest: Day,
    /// How much the last day binds.
    pub force: Force,
    /// What follows after it.
    pub missed: Consequence,
    /// When what it asks for was done.
    pub met: Option<NaiveDate>,
}

impl Dated {
    /// A date with nothing but its last day.
    pub(super) fn by(what: What, anchor: (Anchor, NaiveDate), latest: Day) -> Self {
        let (rule, force, missed) = what.follows();
        let (earliest, target, warn_after) = (None, None, None);
        Self {
            what,
            year: None,
            rule,
            anchor,
            earliest,
            target,
            warn_after,
            latest,
            force,
            missed,
            met: None,
        }
    }

    /// Whether nobody here can move its last day.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.force == Force::Mandatory
    }

    /// How it stands on that day.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let begins = self.earliest.or(self.target.map(|day| day.on));
        match self.met {
            _ if self.missed == Consequence::Nothing => Standing::Given,
            Some(met) if met <= self.latest.on => Standing::Met,
            Some(_) => Standing::MetLate,
            None if today > self.latest.on => Standing::Missed,
            None if self.warn_after.is_some_and(|warn| today > warn) => Standing::Pressing,
            // A day that nothing is done before stands ahead until it has passed.
            None if begins.is_none() && matches!(self.what, What::Expiry | What::RecertificationDecision) => {
                Standing::Ahead
            }
            None if begins.is_none_or(|begins| today >= begins) => Standing::Open,
            None => Standing::Ahead,
        }
    }
}
