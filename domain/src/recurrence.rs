//! When something comes back: every so many days, weeks, months or years, counted from its due date or from the day it
//! was done. A plain part of what RFC 5545 can say, after the calendar rules of `domain.md` §4.
//!
//! A day of the month that a month does not have is its last day, and the day is kept with the rule: after 28 February
//! comes 31 March, for each date is reckoned from the rule and not from the date that was cut short before it.

use crate::access::names;
use crate::calendar::{can_be_due, shift};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Done so many days early, something still counts as done for its date, where it comes back after months or years.
const EARLY: i64 = 30;

names! {
    /// What is counted.
    Unit {
        /// Days.
        Day = "day",
        /// Weeks, which begin on Monday.
        Week = "week",
        /// Months.
        Month = "month",
        /// Years.
        Year = "year",
    }
}

names! {
    /// From what it is counted.
    Anchor {
        /// From the due date, whenever it is done: the rhythm stays.
        Due = "due",
        /// From the day it is done: the pause stays.
        Completion = "completion",
    }
}

names! {
    /// A day of the week.
    Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl Weekday {
    fn number(self) -> i64 {
        Self::ALL
            .iter()
            .position(|one| *one == self)
            .and_then(|at| i64::try_from(at).ok())
            .unwrap_or_default()
    }
}

/// When something comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    every: u16,
    unit: Unit,
    anchor: Anchor,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    weekdays: Vec<Weekday>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
}

/// Why something cannot come back like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceRefused {
    /// Not often, or too rarely.
    #[error("must lie between 1 and {}", Recurrence::RAREST)]
    Every,
    /// Days of the week belong to weeks.
    #[error("belongs to something that comes back after weeks")]
    Weekdays,
    /// Days of the month belong to months and years, and there are 31.
    #[error("lies between 1 and 31, for something that comes back after months or years")]
    Day,
    /// It ends on a day that cannot be meant.
    #[error("is not a likely date")]
    Until,
}

impl RecurrenceRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Every | Self::Day => "out_of_range",
            Self::Weekdays => "not_weekly",
            Self::Until => "unlikely_date",
        }
    }

    /// The field that it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Weekdays => "weekdays",
            Self::Day => "day",
            Self::Until => "until",
        }
    }
}

impl Recurrence {
    /// The most units between two.
    pub const RAREST: u16 = 366;

    /// Every so many units, counted from `anchor`.
    ///
    /// # Errors
    /// When there are none or too many.
    pub fn every(every: u16, unit: Unit, anchor: Anchor) -> Result<Self, RecurrenceRefused> {
        if !(1..=Self::RAREST).contains(&every) {
            return Err(RecurrenceRefused::Every);
        }
        Ok(Self { every, unit, anchor, weekdays: Vec::new(), day: None, until: None })
    }

    /// On these days of the week only.
    ///
    /// # Errors
    /// Unless it counts weeks.
    pub fn on_weekdays(mut self, mut weekdays: Vec<Weekday>) -> Result<Self, RecurrenceRefused> {
        if !weekdays.is_empty() && self.unit != Unit::Week {
            return Err(RecurrenceRefused::Weekdays);
        }
        weekdays.sort_unstable();
        weekdays.dedup();
        self.weekdays = weekdays;
        Ok(self)
    }

    /// On this day of the month, or on its last where it is shorter.
    ///
    /// # Errors
    /// Unless it counts months or years and there is such a day.
    pub fn on_day(mut self, day: Option<u8>) -> Result<Self, RecurrenceRefused> {
        let possible = self.counts_months() && day.is_some_and(|day| (1..=31).contains(&day));
        if day.is_some() && !possible {
            return Err(RecurrenceRefused::Day);
        }
        self.day = day;
        Ok(self)
    }

    /// No longer than until that day.
    ///
    /// # Errors
    /// When nobody can mean that day.
    pub fn until(mut self, until: Option<NaiveDate>) -> Result<Self, RecurrenceRefused> {
        if until.is_some_and(|day| !can_be_due(day)) {
            return Err(RecurrenceRefused::Until);
        }
        self.until = until;
        Ok(self)
    }

    /// The rule with the day of the month that the first due date shows, where it counts from due dates. `None` where
    /// it does and there is no due date.
    #[must_use]
    pub fn anchored(mut self, due: Option<NaiveDate>) -> Option<Self> {
        if self.anchor == Anchor::Due {
            let due = due?;
            if self.counts_months() && self.day.is_none() {
                self.day = u8::try_from(due.day()).ok();
            }
        }
        Some(self)
    }

    /// How many units lie between two.
    #[must_use]
    pub const fn interval(&self) -> (u16, Unit) {
        (self.every, self.unit)
    }

    /// From what it is counted.
    #[must_use]
    pub const fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// On which days of the week, where not on that of the date before.
    #[must_use]
    pub fn weekdays(&self) -> &[Weekday] {
        &self.weekdays
    }

    /// On which day of the month, where not on that of the date before.
    #[must_use]
    pub const fn day(&self) -> Option<u8> {
        self.day
    }

    /// The last day on which it may be due.
    #[must_use]
    pub const fn last(&self) -> Option<NaiveDate> {
        self.until
    }

    /// When it is due again, after it was due on `due` and ended on `ended`; `None` when it does not come back.
    ///
    /// Counted from due dates, dates that passed meanwhile are left out: nothing comes back overdue.
    #[must_use]
    pub fn next(&self, due: Option<NaiveDate>, ended: NaiveDate) -> Option<NaiveDate> {
        let next = match (self.anchor, due) {
            (Anchor::Due, Some(due)) => self.after(due, ended)?,
            (Anchor::Completion, Some(due)) if self.is_in_time(due, ended) => self.step(due)?,
            _ => self.step(ended)?,
        };
        self.until.is_none_or(|until| next <= until).then_some(next)
    }

    /// The first date of the rhythm of `due` that lies after `ended`.
    pub(crate) fn after(&self, due: NaiveDate, ended: NaiveDate) -> Option<NaiveDate> {
        let mut next = self.step(due)?;
        while next <= ended {
            next = self.step(next)?;
        }
        Some(next)
    }

    pub(crate) const fn counts_months(&self) -> bool {
        matches!(self.unit, Unit::Month | Unit::Year)
    }

    /// Done a little early, it is done for its date; the pause is then counted from that.
    pub(crate) fn is_in_time(&self, due: NaiveDate, ended: NaiveDate) -> bool {
        self.counts_months() && (0..=EARLY).contains(&(due - ended).num_days())
    }

    fn step(&self, from: NaiveDate) -> Option<NaiveDate> {
        let every = i64::from(self.every);
        let next = match self.unit {
            Unit::Day => shift(from, every),
            Unit::Week => self.step_weeks(from),
            Unit::Month => self.step_months(from, every)?,
            Unit::Year => self.step_months(from, every * 12)?,
        };
        (next > from && can_be_due(next)).then_some(next)
    }

    /// A later day of the same week, else the first of the week so many weeks on.
    fn step_weeks(&self, from: NaiveDate) -> NaiveDate {
        let every = i64::from(self.every);
        let today = i64::from(from.weekday().num_days_from_monday());
        let mut days = self.weekdays.iter().map(|day| day.number());
        let (first, later) = (days.clone().next(), days.find(|day| *day > today));
        match (first, later) {
            (_, Some(later)) => shift(from, later - today),
            (Some(first), None) => shift(from, every * 7 - today + first),
            (None, None) => shift(from, every * 7),
        }
    }

    fn step_months(&self, from: NaiveDate, months: i64) -> Option<NaiveDate> {
        let month = i64::from(from.year()) * 12 + i64::from(from.month0()) + months;
        let (year, month) = (i32::try_from(month / 12).ok()?, u32::try_from(month % 12).ok()? + 1);
        let day = self.day.map_or(from.day(), u32::from);
        // The last day that the month has, where it has not that one.
        (28..=day).rev().chain([day]).find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
    }
}

#[cfg(test)]
#[path = "recurrence_tests.rs"]
mod tests;
