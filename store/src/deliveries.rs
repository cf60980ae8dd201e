//! The sent-log: every planned reminder and what became of it.

mod list;
mod message;
mod send;
mod summary;

pub use list::{About, DeliveryRow};
pub use message::{Saying, SayingWork};
pub use send::{Letter, Outcome};
pub use summary::{DayCount, DeliverySummary, FailingPerson, Pace, ReasonCount, SaidCount};

pub(crate) use list::LIST;
pub(crate) use message::MessagePlace;
pub(crate) use send::Standing;
pub(crate) use summary::said_of;

use crate::doors::{OrgRead, OrgTx};
use crate::entity::delivery;
use crate::error::{Result, unreadable};
use crate::obligations;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::delivery::{Channel, Reason, State};
use domain::id::{DeliveryId, TaskId};
use domain::job::Job;
use domain::reminder::Step;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, FromQueryResult};
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
    /// Which step.
    pub step: Step,
    /// When.
    pub at: Instant,
}

/// One step for one recipient.
pub(crate) struct Planned {
    pub(crate) subject: Uuid,
    pub(crate) recipient: Uuid,
    pub(crate) due: NaiveDate,
    pub(crate) step: Step,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    step: String,
    channel: String,
    recipient_id: Uuid,
    recipient_name: String,
    due: NaiveDate,
    state: String,
    reason: Option<String>,
    copies: i32,
    last_error: Option<String>,
    planned_at: Instant,
    settled_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

impl OrgTx {
    /// Writes a step's deliveries and their jobs; the unique key lets each step of a due date reach a recipient once
    /// by each way.
    pub(crate) async fn plan_delivery(&self, planned: &Planned, places: &[MessagePlace]) -> Result<bool> {
        let Some(id) = self.insert_delivery(planned, Channel::Mail, State::Planned, None).await? else {
            return Ok(false);
        };
        self.enqueue(Job::DeliverMail { delivery: id });
        self.plan_messages(planned, places).await?;
        Ok(true)
    }

    /// Notes a step that a later one replaced.
    pub(crate) async fn note_replaced(&self, planned: &Planned) -> Result<()> {
        self.insert_delivery(planned, Channel::Mail, State::Suppressed, Some(Reason::Replaced))
            .await
            .map(drop)
    }

    /// Writes one; `None` where it stands there already. One that was suppressed because it was not true for a while, and
    /// never went out, is taken up again.
    async fn insert_delivery(
        &self,
        planned: &Planned,
        channel: Channel,
        state: State,
        reason: Option<Reason>,
    ) -> Result<Option<DeliveryId>> {
        let id = DeliveryId(self.store.new_id());
        let row = delivery::ActiveModel {
            org_id: Set(self.org()),
            id: Set(id.0),
            subject_id: Set(Some(planned.subject)),
            due: Set(planned.due),
            step: Set(planned.step.to_string()),
            recipient_id: Set(planned.recipient),
            channel: Set(channel.to_string()),
            state: Set(state.name().to_owned()),
            reason: Set(reason.map(|reason| reason.name().to_owned())),
            copies: Set(0),
            last_error: Set(None),
            planned_at: Set(self.now()),
            settled_at: Set(state.is_final().then(|| self.now())),
        };
        let key = [
            delivery::Column::OrgId,
            delivery::Column::SubjectId,
            delivery::Column::Due,
            delivery::Column::Step,
            delivery::Column::RecipientId,
            delivery::Column::Channel,
        ];
        let inserted = delivery::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(self.door.tx())
            .await?;
        if inserted > 0 {
            return Ok(Some(id));
        }
        if state == State::Planned { self.revive(planned, channel).await } else { Ok(None) }
    }

    async fn revive(&self, planned: &Planned, channel: Channel) -> Result<Option<DeliveryId>> {
        let sql = Sql::new(
            "update delivery set state = 'planned', reason = null, settled_at = null, planned_at = ",
        )
        .bind(self.now())
        .push(" where copies = 0 and state = 'suppressed' and reason in (")
        .bind_all(Reason::PASSING.map(Reason::name))
        .push(") and org_id = ")
        .bind(self.org())
        .push(" and subject_id = ")
        .bind(planned.subject)
        .push(" and due = ")
        .bind(planned.due)
        .push(" and step = ")
        .bind(planned.step.to_string())
        .push(" and recipient_id = ")
        .bind(planned.recipient)
        .push(" and channel = ")
        .bind(channel.to_string())
        .push(" returning id");
        Ok(self.door.one::<IdRow>(sql).await?.map(|row| DeliveryId(row.id)))
    }
}

impl OrgRead {
    /// The sent-log of a task, latest first, and what comes next. The caller has shown that it may see the task.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn deliveries(&self, task: TaskId) -> Result<(Vec<DeliveryView>, Option<Upcoming>)> {
        let sql = self
            .sql(
                "select t.id, t.step, t.channel, t.recipient_id, p.name as recipient_name, t.due, t.state, t.reason, \
                 t.copies, t.last_error, t.planned_at, t.settled_at from delivery t \
                 join person p on p.org_id = t.org_id and p.id = t.recipient_id where t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(task.0)
            .push(" order by t.planned_at desc, t.id desc limit 200");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let next = obligations::upcoming(self, task).await?;
        let mut views: Vec<DeliveryView> = rows.into_iter().map(view).collect::<Result<_>>()?;
        let day = |view: &DeliveryView| Step::parse(&view.step).map(|step| step.day(view.due));
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

    /// How many deliveries of the organisation are in each state.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delivery_books(&self) -> Result<Vec<(State, i64)>> {
        #[derive(FromQueryResult)]
        struct Book {
            state: String,
            count: i64,
        }
        let sql = self
            .sql("select state, count(*) as count from delivery where org_id = ")
            .push(" group by state order by state");
        let books: Vec<Book> = self.door.all(sql).await?;
        books
            .into_iter()
            .map(|book| Ok((State::parse(&book.state).ok_or(unreadable("state"))?, book.count)))
            .collect()
    }
}

fn view(row: Row) -> Result<DeliveryView> {
    Ok(DeliveryView {
        id: row.id,
        step: row.step,
        channel: Channel::parse(&row.channel).ok_or(unreadable("channel"))?,
        recipient: Owner { id: row.recipient_id, name: row.recipient_name },
        due: row.due,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        reason: row.reason,
        copies: row.copies,
        last_error: row.last_error,
        planned_at: row.planned_at,
        settled_at: row.settled_at,
    })
}
