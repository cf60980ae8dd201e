//! The two clocks, and the calendar's offset of a test environment. The offset is a row; no HTTP route sets it.

use crate::doors::{Store, SystemTx};
use crate::error::Result;
use crate::sql::Sql;
use chrono::{Duration, Utc};
use domain::clock::{Clock, Instant, to_millis};
use sea_orm::FromQueryResult;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The system's clock. The calendar runs ahead by an offset that stays zero unless somebody holds its
/// [`Offset`], which only a test environment does.
#[derive(Debug, Default)]
pub struct SystemClock {
    offset_ms: Arc<AtomicI64>,
}

/// The hand that moves the calendar of a test environment.
#[derive(Clone, Debug)]
pub struct Offset(Arc<AtomicI64>);

impl SystemClock {
    /// A clock and the hand that moves its calendar.
    #[must_use]
    pub fn adjustable() -> (Self, Offset) {
        let clock = Self::default();
        let offset = Offset(Arc::clone(&clock.offset_ms));
        (clock, offset)
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the system's time is read")]
    fn machine(&self) -> Instant {
        to_millis(Utc::now())
    }

    fn calendar(&self) -> Instant {
        self.machine() + Duration::milliseconds(self.offset_ms.load(Ordering::Relaxed))
    }
}

impl Offset {
    /// Takes the stored offset over into this process.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn refresh(&self, store: &Store) -> Result<()> {
        let system = store.system().await?;
        let offset = system.calendar_offset().await?;
        system.commit().await?;
        self.0.store(offset.num_milliseconds(), Ordering::Relaxed);
        Ok(())
    }

    /// Moves the calendar to `to` and stores how far that is. It never moves back.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn advance(&self, store: &Store, to: Instant) -> Result<()> {
        let ahead = (to - store.clock().machine()).num_milliseconds();
        let system = store.system().await?;
        let sql = Sql::new("insert into calendar_offset (id, offset_ms) values (1, ")
            .bind(ahead)
            .push(") on conflict (id) do update set offset_ms = excluded.offset_ms where calendar_offset.offset_ms < excluded.offset_ms");
        system.door.run(sql).await?;
        system.commit().await?;
        self.refresh(store).await
    }
}

#[derive(FromQueryResult)]
struct Row {
    offset_ms: i64,
}

impl SystemTx {
    /// How far the calendar is ahead of the machine.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn calendar_offset(&self) -> Result<Duration> {
        let row: Option<Row> =
            self.door.one(Sql::new("select offset_ms from calendar_offset where id = 1")).await?;
        Ok(Duration::milliseconds(row.map_or(0, |row| row.offset_ms)))
    }
}
