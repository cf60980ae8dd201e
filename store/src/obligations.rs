//! What is due, from whom, and when to remind next. One row for each thing and kind of obligation; a task's has the task's
//! id.

mod above;
mod foresee;
mod postpone;
mod sweep;

pub use foresee::{Fate, Foreseen, Outlook};
pub use postpone::Postponement;

use crate::doors::{OrgRead, OrgTx};
use crate::entity::person;
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::access::Reach;
use domain::calendar::zone;
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{PersonId, SubjectId, TaskId};
use domain::obligation::{Due, Kind};
use domain::reminder::{self, LONGEST_SNOOZE_DAYS, Matter};
use domain::task::TaskRefused;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use std::collections::HashSet;
use uuid::Uuid;

/// What a sweep reads of an obligation. What an earlier version of the program wrote is a task's.
const SELECT: &str = "select t.id, coalesce(t.subject_id, t.id) as subject_id, coalesce(t.kind, 'task') as kind, \
    t.person_id, t.due, t.since, t.next_reminder_at, t.snoozed_until, p.zone from obligation t \
    join person p on p.org_id = t.org_id and p.id = t.person_id where t.org_id = ";

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
    subject_id: Uuid,
    kind: String,
    person_id: Uuid,
    due: NaiveDate,
    since: Instant,
    next_reminder_at: Instant,
    snoozed_until: Option<NaiveDate>,
    zone: String,
}

impl DueRow {
    fn matter(&self) -> Result<Matter> {
        let zone = zone(&self.zone).ok_or(unreadable("time zone"))?;
        let (snoozed, kind) = (self.snoozed_until, self.kind()?);
        let (ends, leads) = (kind.declaration().ends, kind.lead_days());
        Ok(Matter { due: self.due, zone, since: self.since, snoozed, ends, leads })
    }

    fn kind(&self) -> Result<Kind> {
        Kind::parse(&self.kind).ok_or(unreadable("kind of an obligation"))
    }
}

/// Adds that it is of a kind that this version of the program knows. While a later one runs beside it there may be others, which
/// are that one's to read.
pub(crate) fn known(sql: Sql) -> Sql {
    sql.push(" and coalesce(t.kind, 'task') in (").bind_all(Kind::NAMES.iter().copied()).push(")")
}

/// Adds that it is of a thing, whichever version of the program wrote it.
fn of(sql: Sql, table: &str, subject: SubjectId) -> Sql {
    sql.push(&format!(" and ({table}subject_id = "))
        .bind(subject.0)
        .push(&format!(" or {table}id = "))
        .bind(subject.0)
        .push(")")
}

/// Adds that it is that kind of a thing. A task's is found by its id, which an earlier version of the program wrote too.
fn that(sql: Sql, subject: SubjectId, kind: Kind) -> Sql {
    match kind {
        Kind::Task => sql.push(" and id = ").bind(subject.0),
        _ => sql.push(" and subject_id = ").bind(subject.0).push(" and kind = ").bind(kind.name()),
    }
}

/// The steps that have a delivery: of what, to whom, for which date.
type Settled = HashSet<(Uuid, Uuid, NaiveDate, Due)>;

impl OrgTx {
    /// Sets who is to be reminded of which date, from now on; `None` ends the reminding.
    pub(crate) async fn oblige(
        &self,
        subject: SubjectId,
        kind: Kind,
        obligation: Option<(PersonId, NaiveDate)>,
    ) -> Result<()> {
        let Some((owner, due)) = obligation else {
            let sql = self.sql("delete from obligation where org_id = ");
            return self.door.run(that(sql, subject, kind)).await.map(drop);
        };
        let (rhythm, zone) = (self.rhythm().await?, self.person_zone(owner).await?);
        let (ends, leads) = (kind.declaration().ends, kind.lead_days());
        let matter = Matter { due, zone, since: self.now(), snoozed: None, ends, leads };
        let above = self.above(kind, owner, &rhythm).await?;
        let escalated = reminder::escalate(&rhythm, &matter, &above, self.now(), |_, _| false);
        let first = reminder::first_at(&rhythm, &matter, self.now());
        let first = escalated.next.map_or(first, |next| next.min(first));
        // A task's has the task's id, by which the version of the program before finds it too.
        let (id, key) = match kind {
            Kind::Task => (subject.0, "org_id, id"),
            _ => (self.store.new_id(), "org_id, subject_id, kind"),
        };
        let sql = self
            .sql("insert into obligation (org_id, id, subject_id, kind, person_id, due, since, next_reminder_at) values (")
            .push(", ")
            .bind_all([id, subject.0])
            .push(", ")
            .bind(kind.name())
            .push(", ")
            .bind(owner.0)
            .push(", ")
            .bind(due)
            .push(", ")
            .bind_all([self.now(), first])
            .push(&format!(
                ") on conflict ({key}) do update set person_id = excluded.person_id, due = excluded.due, \
                 since = excluded.since, next_reminder_at = excluded.next_reminder_at, snoozed_until = null, \
                 subject_id = excluded.subject_id, kind = excluded.kind"
            ));
        self.door.run(sql).await.map(drop)
    }

    /// Whether somebody is reminded of a thing at this very moment: a step has come that they were not told of before.
    pub(crate) async fn reminds_now(&self, person: PersonId, subject: SubjectId) -> Result<bool> {
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.person_id = ").bind(person.0);
        let sql = known(of(sql, "t.", subject)).push(" and t.next_reminder_at <= ").bind(self.now());
        let due: Vec<DueRow> = self.door.all(sql).await?;
        if due.is_empty() {
            return Ok(false);
        }
        let (rhythm, settled) = (self.rhythm().await?, self.settled_steps(&due).await?);
        for row in &due {
            let (matter, kind) = (row.matter()?, row.kind()?);
            let is_settled =
                |step| settled.contains(&(row.subject_id, row.person_id, row.due, Due { kind, step }));
            if reminder::plan(&rhythm, &matter, self.now(), is_settled).send.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Puts the reminders of a task off until the morning of a day. Whoever does the task may; nothing else of it
    /// changes.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Refused::NotYours`], [`TaskRefused::WrongState`] where nobody is reminded of it, or
    /// [`Error::Invalid`] unless the day lies ahead, and within [`LONGEST_SNOOZE_DAYS`].
    pub async fn snooze_task(&self, id: TaskId, until: NaiveDate, reach: Reach) -> Result<()> {
        let task = self.task(id, Reach::All).await?.task;
        if reach != Reach::All && task.owner.map(|owner| owner.0) != self.tenancy.actor().person() {
            return Err(Refused::NotYours.into());
        }
        let ahead = (until - self.today()).num_days();
        if !(1..=LONGEST_SNOOZE_DAYS).contains(&ahead) {
            return Err(Error::Invalid { field: "/until".to_owned(), code: "too_far" });
        }
        task.obligation().ok_or(Refused::Task(TaskRefused::WrongState))?;
        // Whoever does it is left alone; who else hears of what is late still does, also of what has come and was not
        // sent yet. So the next sweep looks at it.
        let sql = Sql::new("update obligation set snoozed_until = ")
            .bind(until)
            .push(", next_reminder_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org());
        self.door.run(that(sql, id, Kind::Task)).await?;
        self.record(Event::TaskSnoozed { task: id, until });
        Ok(())
    }

    /// Says who is reminded of each of these dates of a thing: its owner, else whoever leads the AIMS. Whoever has a date
    /// already keeps it, and what was sent about it.
    pub(crate) async fn oblige_each(
        &self,
        subject: SubjectId,
        owner: Option<PersonId>,
        duties: impl IntoIterator<Item = (Kind, Option<NaiveDate>)>,
    ) -> Result<()> {
        let responsible = self.active_or_lead(owner).await?;
        for (kind, due) in duties {
            let obligation = responsible.zip(due);
            if self.obliged(subject, kind).await? != obligation {
                self.oblige(subject, kind, obligation).await?;
            }
        }
        Ok(())
    }

    /// Who is reminded of which date.
    pub(crate) async fn obliged(
        &self,
        subject: SubjectId,
        kind: Kind,
    ) -> Result<Option<(PersonId, NaiveDate)>> {
        #[derive(FromQueryResult)]
        struct Obliged {
            person_id: Uuid,
            due: NaiveDate,
        }
        let sql = that(self.sql("select person_id, due from obligation where org_id = "), subject, kind);
        Ok(self.door.one::<Obliged>(sql).await?.map(|row| (PersonId(row.person_id), row.due)))
    }

    pub(crate) async fn person_zone(&self, id: PersonId) -> Result<Tz> {
        let row =
            self.find::<person::Entity>().filter(person::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        zone(&row.ok_or(Error::NotFound)?.zone).ok_or(unreadable("time zone"))
    }
}

/// Kept for the sent-log: the next step of a subject's ladder.
pub(crate) async fn upcoming(org: &OrgRead, subject: SubjectId) -> Result<Option<(Due, Instant)>> {
    let sql = known(of(Sql::new(SELECT).bind(org.org()), "t.", subject))
        .push(" order by t.next_reminder_at limit 1");
    let Some(row) = org.door.one::<DueRow>(sql).await? else { return Ok(None) };
    let (rhythm, now, kind, matter) = (org.rhythm().await?, org.now(), row.kind()?, row.matter()?);
    let due = |step| Due { kind, step };
    let after = reminder::plan(&rhythm, &matter, now, |_| true);
    let latest = reminder::plan(&rhythm, &matter, now, |_| false);
    Ok(Some(match latest.send.filter(|_| row.next_reminder_at <= now) {
        Some(step) => (due(step), row.next_reminder_at),
        None => (due(after.next.0), after.next.1),
    }))
}
