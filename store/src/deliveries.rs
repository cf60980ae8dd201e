//! The sent-log: every planned reminder and what became of it.

mod letter;
mod list;
mod message;
mod plan;
mod send;
mod summary;

pub use letter::Letter;
pub use list::{About, DeliveryRow};
pub use message::{Saying, SayingWork};
pub use send::Outcome;
pub use summary::{DayCount, DeliverySummary, FailingPerson, Pace, ReasonCount, SaidCount};

pub(crate) use list::{CHANNEL, LIST};
pub(crate) use message::MessagePlace;
pub(crate) use send::Standing;
pub(crate) use summary::said_of;

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::obligations;
use crate::people::Owner;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::delivery::{Channel, State};
use domain::id::SubjectId;
use domain::obligation::Due;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A planned, sent or suppressed reminder in the sent-log.
#[derive(Clone, Debug)]
pub struct DeliveryView {
    /// Its id, which is also the local part of its Message-ID.
    pub id: Uuid,
    /// Which step of the ladder.
    pub step: String,
    /// By which channel.
    pub channel: Channel,
    /// To whom.
    pub recipient: Owner,
    /// In whose place, where they are away.
    pub stands_for: Option<Owner>,
    /// The due date it speaks of.
    pub due: NaiveDate,
    /// What became of it.
    pub state: State,
    /// Why it was suppressed.
    pub reason: Option<String>,
    /// How often it was handed over without a certain answer, or with one.
    pub copies: i32,
    /// What the outside last said.
    pub last_error: Option<String>,
    /// When it was planned.
    pub planned_at: Instant,
    /// When its end was known.
    pub settled_at: Option<Instant>,
}

/// The next reminder of a subject.
#[derive(Clone, Copy, Debug)]
pub struct Upcoming {
    /// Of what, and which step.
    pub step: Due,
    /// When.
    pub at: Instant,
}

/// One step for one recipient.
pub(crate) struct Planned {
    pub(crate) subject: Uuid,
    pub(crate) recipient: Uuid,
    pub(crate) due: NaiveDate,
    pub(crate) step: Due,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    step: String,
    channel: String,
    recipient_id: Uuid,
    recipient_name: String,
    for_id: Option<Uuid>,
    for_name: Option<String>,
    due: NaiveDate,
    state: String,
    reason: Option<String>,
    copies: i32,
    last_error: Option<String>,
    planned_at: Instant,
    settled_at: Option<Instant>,
}

impl OrgRead {
    /// The sent-log of a thing, latest first, and what comes next. The caller has shown that it may see it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn deliveries(&self, subject: SubjectId) -> Result<(Vec<DeliveryView>, Option<Upcoming>)> {
        let sql = self
            .sql(
                "select t.id, t.step, t.channel, t.recipient_id, p.name as recipient_name, t.for_id, f.name as for_name, \
                 t.due, t.state, t.reason, t.copies, t.last_error, t.planned_at, t.settled_at from delivery t \
                 join person p on p.org_id = t.org_id and p.id = t.recipient_id \
                 left join person f on f.org_id = t.org_id and f.id = t.for_id where t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(subject.0)
            .push(" order by t.planned_at desc, t.id desc limit 200");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let next = obligations::upcoming(self, subject).await?;
        let mut views: Vec<DeliveryView> = rows.into_iter().map(view).collect::<Result<_>>()?;
        let day = |view: &DeliveryView| Due::parse(&view.step).map(|due| due.step.day(view.due));
        views.sort_by_key(|view| std::cmp::Reverse((view.planned_at, day(view))));
        Ok((views, next.map(|(step, at)| Upcoming { step, at })))
    }

    /// How often the organisation's reminders were handed over in all.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delivery_copies(&self) -> Result<i64> {
        #[derive(FromQueryResult)]
        struct Copies {
            copies: i64,
        }
        let sql = self.sql("select coalesce(sum(copies), 0) as copies from delivery where org_id = ");
        Ok(self.door.one::<Copies>(sql).await?.map_or(0, |row| row.copies))
    }
}

fn view(row: Row) -> Result<DeliveryView> {
    Ok(DeliveryView {
        id: row.id,
        step: row.step,
        channel: Channel::parse(&row.channel).ok_or(unreadable("channel"))?,
        recipient: Owner { id: row.recipient_id, name: row.recipient_name },
        stands_for: Owner::of(row.for_id, row.for_name),
        due: row.due,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        reason: row.reason,
        copies: row.copies,
        last_error: row.last_error,
        planned_at: row.planned_at,
        settled_at: row.settled_at,
    })
}
