//! The years of a cycle as lanes with bars.

use chrono::NaiveDate;

/// Most lanes.
pub const MOST_LANES: usize = 12;
/// Most bars of all lanes together.
pub const MOST_BARS: usize = 200;
/// Most ticks.
pub const MOST_TICKS: usize = 80;

/// A stretch of days, drawn from left to right.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// What stands above it.
    pub heading: String,
    /// The same in words, for whoever does not see it.
    pub described: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day. Bars outside of both are left out, bars that reach over are cut.
    pub to: NaiveDate,
    /// Today, where it is between both.
    pub today: Option<Today>,
    /// Marks of the calendar.
    pub ticks: Vec<Tick>,
    /// What lies one below the other.
    pub lanes: Vec<Lane>,
    /// What the kinds of bars are called, of those that are explained below it.
    pub legend: Vec<(Kind, String)>,
}

/// The line of today.
#[derive(Clone, Debug)]
pub struct Today {
    /// The day.
    pub day: NaiveDate,
    /// What stands above it.
    pub label: String,
}

/// A mark of the calendar. A label that has no room is left out.
#[derive(Clone, Debug)]
pub struct Tick {
    /// The day.
    pub day: NaiveDate,
    /// What stands beside it.
    pub label: String,
    /// Whether it begins a year, and not only a quarter.
    pub is_major: bool,
}

/// What belongs together, such as the visits.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// What is in it, in any order.
    pub bars: Vec<Bar>,
}

/// Something from a day to a day.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What it is; cut where it is longer than there is room.
    pub label: String,
    /// How it is drawn.
    pub kind: Kind,
}

/// How a bar is drawn; each has a shape or a pattern of its own and not only a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A certificate is valid.
    Certificate,
    /// When something may happen.
    Window,
    /// Somebody is there.
    Visit,
    /// The last day for something: a diamond on `to`.
    Limit,
    /// Should have happened and has not.
    Overdue,
}
