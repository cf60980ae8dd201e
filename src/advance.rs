//! `aims dev advance`: lets days pass in a test environment, running every job that each of them brings.

use crate::serve::assemble::assemble;
use crate::settings::Settings;
use anyhow::bail;
use api::Environment;
use chrono::{Days, NaiveDate, NaiveTime, TimeZone, Utc};
use domain::job::Job;

/// The hour, UTC, at which each step stops: 08:00 of the same date has struck almost everywhere by then.
const STOP: NaiveTime = NaiveTime::from_hms_opt(20, 0, 0).unwrap();

/// Moves the calendar to `to`, day by day.
///
/// # Errors
/// Outside a test environment, or when a date in the past is asked for.
pub async fn run(to: NaiveDate) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if settings.environment != Environment::Test {
        bail!("the calendar may be moved only with environment = \"test\"");
    }
    let parts = assemble(&settings).await?;
    let store = &parts.api.store;
    let mut day = store.clock().calendar().date_naive();
    if to < day {
        bail!("the calendar is at {day} already and never goes back");
    }
    loop {
        let stop = Utc.from_utc_datetime(&day.and_time(STOP));
        if stop > store.clock().calendar() {
            parts.offset.advance(store, stop).await?;
        }
        let system = store.system().await?;
        system.enqueue(None, Job::FindDueReminders).await?;
        system.enqueue(None, Job::FindFiles).await?;
        system.enqueue(None, Job::FindLapses).await?;
        system.commit().await?;
        parts.worker.run_until_idle().await?;
        if day >= to {
            break;
        }
        day = day.checked_add_days(Days::new(1)).unwrap_or(to);
    }
    crate::print(&format!("It is {to}."))
}
