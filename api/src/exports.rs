//! Lists as files: exactly the rows, the order and the columns that the list shows to whoever asks.
//!
//! A noun says how its rows are read and what stands in each column ([`Exported`]); the rest is the same for all of
//! them. A list is walked through page by page, each behind a door of its own, so that neither memory nor a
//! transaction grows with it. To add one: `routes/<nouns>/export.rs`, words for its names in `words.rs`.

mod about;
mod asked;
mod csv;
pub(crate) mod cycle_plan;
mod walk;
pub(crate) mod words;
mod xlsx;

pub(crate) use about::to_keep;

use crate::caller::{Caller, Permission};
use crate::extract::Parameters;
use crate::views::Answer;
use asked::{Asked, Format};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{ListQuery, OrgRead, Page, Result};
use walk::Walk;

/// A row of a list that can be taken away.
pub(crate) trait Exported: Sized + 'static {
    /// What it takes to see the list.
    type May: Permission;
    /// The list, as in the URL.
    const NOUN: &'static str;
    /// What the list is called.
    const TITLE: &'static str;

    /// The next rows that the caller may see.
    async fn page(org: &OrgRead, query: &ListQuery, reach: Reach) -> Result<Page<Self>>;

    /// What stands in a column.
    fn cell(&self, column: &str, zone: Tz) -> Cell;
}

/// The list as the file that was asked for.
pub(crate) async fn answer<T: Exported>(caller: Caller<T::May>, parameters: Parameters) -> Answer {
    let asked = Asked::of::<T>(parameters)?;
    let format = asked.format;
    let walk = Walk::<T>::begin(caller, asked).await?;
    match format {
        Format::Csv => csv::answer(walk).await,
        Format::Xlsx => xlsx::answer(walk).await,
    }
}

/// A moment as the organisation's clock showed it.
pub(crate) fn moment(at: DateTime<Utc>, zone: Tz) -> Cell {
    Cell::Moment(at.with_timezone(&zone).fixed_offset())
}
