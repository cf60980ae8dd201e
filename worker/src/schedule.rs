//! The timetable, one readable table. Every process ticks; the row decides who enqueues. All times are UTC and the
//! machine's: what depends on people's zones is computed with the calendar, never by a cron expression.

use crate::error::Result;
use chrono::{DurationRound, TimeDelta};
use domain::clock::Instant;
use domain::job::Job;
use store::Store;
use tokio_cron_scheduler::{Job as Tick, JobScheduler};

/// How often something happens.
#[derive(Clone, Copy, Debug)]
enum Rhythm {
    /// At each full minute.
    EachMinute,
    /// So many times an hour.
    EachMinutes { every: i64 },
    /// Each hour, so many minutes past: days begin at some hour somewhere.
    Hourly { minute: i64 },
    /// Once a day at this time.
    Daily { hour: i64, minute: i64 },
}

struct Entry {
    name: &'static str,
    rhythm: Rhythm,
    job: fn() -> Job,
}

const TIMETABLE: &[Entry] = &[
    Entry { name: "find_due_reminders", rhythm: Rhythm::EachMinute, job: || Job::FindDueReminders },
    Entry { name: "find_connections", rhythm: Rhythm::EachMinute, job: || Job::FindConnections },
    Entry {
        name: "find_troubled_channels",
        rhythm: Rhythm::EachMinutes { every: 5 },
        job: || Job::FindTroubledChannels,
    },
    Entry { name: "find_lapses", rhythm: Rhythm::Hourly { minute: 2 }, job: || Job::FindLapses },
    // Days begin at some hour somewhere, and with each day somebody may belong who did not.
    Entry { name: "find_training", rhythm: Rhythm::Hourly { minute: 7 }, job: || Job::FindTraining },
    Entry { name: "find_anchors", rhythm: Rhythm::Hourly { minute: 37 }, job: || Job::FindAnchors },
    Entry { name: "find_deletions", rhythm: Rhythm::Hourly { minute: 52 }, job: || Job::FindDeletions },
    Entry { name: "find_files", rhythm: Rhythm::Daily { hour: 2, minute: 41 }, job: || Job::FindFiles },
    Entry { name: "prune", rhythm: Rhythm::Daily { hour: 3, minute: 17 }, job: || Job::Prune },
];

impl Rhythm {
    /// In the form of the ticker: seconds first.
    fn cron(self) -> String {
        match self {
            Self::EachMinute => "0 * * * * *".to_owned(),
            Self::EachMinutes { every } => format!("0 */{every} * * * *"),
            Self::Hourly { minute } => format!("0 {minute} * * * *"),
            Self::Daily { hour, minute } => format!("0 {minute} {hour} * * *"),
        }
    }

    /// The next time after `now`.
    fn after(self, now: Instant) -> Instant {
        let (unit, offset) = match self {
            Self::EachMinute => (TimeDelta::minutes(1), TimeDelta::zero()),
            Self::EachMinutes { every } => (TimeDelta::minutes(every), TimeDelta::zero()),
            Self::Hourly { minute } => (TimeDelta::hours(1), TimeDelta::minutes(minute)),
            Self::Daily { hour, minute } => {
                (TimeDelta::days(1), TimeDelta::hours(hour) + TimeDelta::minutes(minute))
            }
        };
        let begun = now.duration_trunc(unit).unwrap_or(now) + offset;
        if begun > now { begun } else { begun + unit }
    }
}

/// The running timetable.
pub(crate) struct Timetable {
    ticker: JobScheduler,
}

impl Timetable {
    pub(crate) async fn end(mut self) {
        if let Err(error) = self.ticker.shutdown().await {
            tracing::warn!(%error, "the timetable did not end by itself");
        }
    }
}

/// Begins to tick, and ticks each entry once: what was due while nobody was there is caught up.
pub(crate) async fn begin(store: &Store) -> Result<Timetable> {
    let ticker = JobScheduler::new().await?;
    for entry in TIMETABLE {
        let store = store.clone();
        let tick = Tick::new_async(entry.rhythm.cron(), move |_, _| {
            let store = store.clone();
            Box::pin(async move { tick(&store, entry).await })
        })?;
        ticker.add(tick).await?;
    }
    ticker.start().await?;
    for entry in TIMETABLE {
        tick(store, entry).await;
    }
    Ok(Timetable { ticker })
}

async fn tick(store: &Store, entry: &Entry) {
    let next = entry.rhythm.after(store.clock().machine());
    let ticked = async {
        let system = store.system().await?;
        let won = system.tick(entry.name, next, (entry.job)()).await?;
        system.commit().await?;
        store::Result::Ok(won)
    };
    match ticked.await {
        Ok(true) => store.wake().notify_one(),
        Ok(false) => {}
        // The row stays due, so the next tick catches it up.
        Err(error) => tracing::warn!(%error, schedule.name = entry.name, "a tick was missed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse::<chrono::DateTime<chrono::Utc>>().unwrap()
    }

    #[test]
    fn the_next_time_lies_after_now_and_is_never_skipped() {
        let minute = Rhythm::EachMinute;
        assert_eq!(minute.after(at("2026-11-24T09:30:00Z")), at("2026-11-24T09:31:00Z"));
        assert_eq!(minute.after(at("2026-11-24T09:30:59.999Z")), at("2026-11-24T09:31:00Z"));
        let often = Rhythm::EachMinutes { every: 5 };
        assert_eq!(often.after(at("2026-11-24T09:29:59Z")), at("2026-11-24T09:30:00Z"));
        assert_eq!(often.after(at("2026-11-24T09:30:00Z")), at("2026-11-24T09:35:00Z"));
        let hourly = Rhythm::Hourly { minute: 2 };
        assert_eq!(hourly.after(at("2026-11-24T09:01:59Z")), at("2026-11-24T09:02:00Z"));
        assert_eq!(hourly.after(at("2026-11-24T09:02:00Z")), at("2026-11-24T10:02:00Z"));
        let daily = Rhythm::Daily { hour: 3, minute: 17 };
        assert_eq!(daily.after(at("2026-11-24T03:16:59Z")), at("2026-11-24T03:17:00Z"));
        assert_eq!(daily.after(at("2026-11-24T03:17:00Z")), at("2026-11-25T03:17:00Z"));
    }
}
