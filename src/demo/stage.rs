//! What the story plays on: the API on a port of its own, a worker that runs when told to, and the story's clock.

use super::chance::Seeded;
use super::clock::StoryClock;
use super::hand::{Hand, Versions};
use super::story::Story;
use crate::serve::assemble;
use crate::settings::Settings;
use anyhow::Context;
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use domain::clock::{Clock, Instant};
use domain::id::AccountId;
use domain::job::Job;
use std::sync::Arc;
use store::{Bus, CapturedMail, Store};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;
use worker::Worker;

/// When a day begins in the office, and how long each step takes.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(8, 20, 0).unwrap();
const STEP: Duration = Duration::minutes(4);
/// The last moment of an office day; what is more happens in it.
const EVENING: NaiveTime = NaiveTime::from_hms_opt(18, 30, 0).unwrap();

pub(super) struct Stage {
    clock: Arc<StoryClock>,
    store: Store,
    worker: Worker,
    client: reqwest::Client,
    base: String,
    versions: Versions,
    zone: chrono_tz::Tz,
    present: Instant,
    stop: watch::Sender<bool>,
    serving: Mutex<Option<JoinHandle<std::io::Result<()>>>>,
}

impl Stage {
    pub(super) async fn open(settings: &Settings, story: &Story, present: Instant) -> anyhow::Result<Self> {
        let zone = domain::calendar::zone(&story.company.zone).context("the story's time zone")?;
        let clock = Arc::new(StoryClock::at(present - Duration::days(story.days())));
        let mut settings = settings.clone();
        "127.0.0.1:0".clone_into(&mut settings.api.listen);
        settings.api.sign_in_attempts_per_minute = 10_000;
        settings.api.requests_per_minute_account = 0;
        settings.api.requests_per_minute_organisation = 0;
        // One job after the other: so they draw their ids in the same order each time.
        settings.worker.concurrency = 1;
        let keys = crate::keys::keys(&settings)?;
        let bus = Bus::open(&settings.redis, "demo").map_err(anyhow::Error::msg)?;
        let on = Arc::<StoryClock>::clone(&clock);
        let store = Store::open(&settings.database, keys, on, Arc::new(Seeded::new()), bus, None).await?;
        let parts = assemble::parts(&settings, store, store::calendar::SystemClock::adjustable().1)?;
        let store = parts.api.store.clone();
        let (server, address) = api::serve(parts.api).context("the API cannot listen")?;
        Ok(Self {
            clock,
            store,
            worker: parts.worker,
            client: reqwest::Client::builder().build()?,
            base: format!("http://{address}"),
            versions: Versions::default(),
            zone,
            present,
            stop: parts.stop,
            serving: Mutex::new(Some(tokio::spawn(server))),
        })
    }

    /// A day of the story, counted from today.
    pub(super) fn date(&self, day: i64) -> NaiveDate {
        let today = self.present.with_timezone(&self.zone).date_naive();
        let days = Days::new(day.unsigned_abs());
        let date = if day < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) };
        date.unwrap_or(today)
    }

    /// The same, or the Friday before where nobody works then.
    pub(super) fn workday(&self, day: i64) -> NaiveDate {
        let date = self.date(day);
        let weekend = u64::from(date.weekday().num_days_from_monday()).saturating_sub(4);
        date.checked_sub_days(Days::new(weekend)).unwrap_or(date)
    }

    /// The day on which the story is.
    pub(super) fn date_now(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone).date_naive()
    }

    /// Moves the clock to a step of a day.
    pub(super) fn set(&self, day: i64, step: i32) {
        let date = self.date(day);
        let local = |time| self.zone.from_local_datetime(&date.and_time(time)).earliest();
        let (Some(morning), Some(evening)) = (local(MORNING), local(EVENING)) else { return };
        let at = (morning + STEP * step).min(evening).with_timezone(&Utc);
        self.clock.set(at.min(self.present));
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.machine()
    }

    pub(super) fn come_to_the_present(&self) {
        self.clock.set(self.present);
    }

    pub(super) fn hand(&self, token: Option<&str>) -> Hand {
        Hand::new(&self.client, &self.base, token, &self.versions)
    }

    pub(super) async fn begin_session(&self, account: AccountId) -> anyhow::Result<String> {
        let door = self.store.anybody().await?;
        let session = door.begin_session(account).await?;
        door.commit().await?;
        Ok(session.token)
    }

    /// What the timetable does each morning, and on the first of a month what it does each night.
    pub(super) async fn remind(&self, night: bool) -> anyhow::Result<()> {
        let system = self.store.system().await?;
        // On most mornings nothing is due; then the job would find nothing, and a demo is to be there soon.
        let due = !system.organisations_with_due_reminders().await?.is_empty();
        let night = night || self.now().day() == 1;
        if due {
            system.enqueue(None, Job::FindDueReminders).await?;
        }
        if night {
            for job in [Job::FindFiles, Job::FindLapses, Job::FindTraining] {
                system.enqueue(None, job).await?;
            }
        }
        system.commit().await?;
        if due || night { self.run_jobs().await } else { Ok(()) }
    }

    pub(super) async fn run_jobs(&self) -> anyhow::Result<()> {
        Ok(self.worker.run_until_idle().await?)
    }

    /// The latest mails.
    pub(super) async fn mails(&self) -> anyhow::Result<Vec<CapturedMail>> {
        let door = self.store.account_read(None).await?;
        let mails = door.captured_mails(60).await?;
        door.commit().await?;
        Ok(mails)
    }

    pub(super) async fn close(&self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        if let Some(serving) = self.serving.lock().await.take() {
            serving.abort();
        }
        Ok(())
    }
}
