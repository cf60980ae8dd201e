//! When a review comes back (`domain.md` §4.2 and §4.3).

use super::dates::{day_in, month_of};
use chrono::NaiveDate;

/// The most days that something done early still counts as done for its date.
const EARLY_DAYS: i64 = 30;

/// When and by whom one control is reviewed.
#[derive(Clone, Debug)]
pub(super) struct Rhythm {
    months: i32,
    /// From the date, whenever it is done; else from when it is done.
    fixed: bool,
    /// The month and the day from which every date is reckoned in one step.
    from: (i32, u32),
}

/// A rhythm, where it stands, and who reviews.
#[derive(Clone, Debug)]
pub(crate) struct Cycle {
    rhythm: Rhythm,
    pub(crate) due: NaiveDate,
    /// The date of the rhythm, where it was put off.
    original: Option<NaiveDate>,
    pub(crate) reviewer: Option<usize>,
    pub(crate) last: Option<NaiveDate>,
}

fn from(day: NaiveDate) -> (i32, u32) {
    (month_of(day), chrono::Datelike::day(&day))
}

impl Rhythm {
    /// The date so many rounds on.
    fn at(&self, rounds: i32) -> NaiveDate {
        day_in(self.from.0 + rounds * self.months, self.from.1)
    }

    fn first_after(&self, day: NaiveDate) -> NaiveDate {
        (0..).map(|rounds| self.at(rounds)).find(|date| *date > day).unwrap()
    }
}

impl Cycle {
    /// Every year from that day on.
    pub(crate) fn begun(on: NaiveDate) -> Self {
        let rhythm = Rhythm { months: 12, fixed: false, from: from(on) };
        Self { due: rhythm.at(1), rhythm, original: None, reviewer: None, last: None }
    }

    /// Another rhythm goes on from the date that stands, and keeps the day of the month.
    pub(crate) fn another_rhythm(&mut self, months: i32, fixed: bool) {
        let scheduled = self.original.unwrap_or(self.due);
        self.rhythm = Rhythm { months, fixed, from: (month_of(scheduled), self.rhythm.from.1) };
    }

    /// Another date is where the rhythm begins anew.
    pub(crate) fn another_date(&mut self, due: NaiveDate) {
        if due != self.due {
            (self.due, self.original, self.rhythm.from) = (due, None, from(due));
        }
    }

    pub(crate) fn put_off(&mut self, to: NaiveDate) {
        self.original.get_or_insert(self.due);
        self.due = to;
    }

    /// It was reviewed. Done late, or more than thirty days early, that day is where the rhythm begins anew; whether it
    /// was early, the date says that it had before it was put off.
    pub(crate) fn held(&mut self, on: NaiveDate, next: Option<NaiveDate>) {
        let scheduled = self.original.unwrap_or(self.due);
        let in_time = on <= self.due && (scheduled - on).num_days() <= EARLY_DAYS;
        self.due = match next {
            Some(next) => {
                self.rhythm.from = from(next);
                next
            }
            None if self.rhythm.fixed || in_time => self.rhythm.first_after(scheduled.max(on)),
            None => {
                self.rhythm.from = from(on);
                self.rhythm.at(1)
            }
        };
        (self.original, self.last) = (None, Some(on));
    }
}
