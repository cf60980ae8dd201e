//! What is due, from whom, and when to remind next. One row for each subject that is somebody's and has a date.

mod foresee;

pub use foresee::{Fate, Foreseen, Outlook};

use crate::deliveries::{MessagePlace, Planned};
use crate::doors::{OrgRead, OrgTx, SystemTx};
use crate::entity::{obligation, person};
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::access::Reach;
use domain::calendar::zone;
use domain::clock::Instant;
use domain::delivery::Reason;
use domain::event::Event;
use domain::id::{OrgId, PersonId, SubjectId, TaskId};
use domain::job::Job;
use domain::reminder::{self, LONGEST_SNOOZE_DAYS, Matter, Rhythm, Step};
use domain::task::TaskRefused;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use std::collections::HashSet;
use uuid::Uuid;

/// How many obligations one sweep plans before it makes room for others.
const BATCH: i64 = 200;

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
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
        Ok(Matter { due: self.due, zone, since: self.since, snoozed: self.snoozed_until })
    }
}

#[derive(FromQueryResult)]
struct StepRow {
    subject_id: Uuid,
    recipient_id: Uuid,
    due: NaiveDate,
    step: String,
}

#[derive(FromQueryResult)]
struct OrgRow {
    org_id: Uuid,
}

type Settled = HashSet<(Uuid, Uuid, NaiveDate, Step)>;

impl OrgTx {
    /// Sets who is to be reminded of which date, from now on; `None` ends the reminding.
    pub(crate) async fn oblige(
        &self,
        subject: SubjectId,
        obligation: Option<(PersonId, NaiveDate)>,
    ) -> Result<()> {
        let Some((owner, due)) = obligation else {
            let sql = self.sql("delete from obligation where org_id = ").push(" and id = ").bind(subject.0);
            return self.door.run(sql).await.map(drop);
        };
        let zone = self.person_zone(owner).await?;
        let sql = self
            .sql("insert into obligation (org_id, id, person_id, due, since, next_reminder_at) values (")
            .push(", ")
            .bind(subject.0)
            .push(", ")
            .bind(owner.0)
            .push(", ")
            .bind(due)
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind(reminder::first_at(&self.rhythm().await?, due, zone, self.now()))
            .push(
                ") on conflict (org_id, id) do update set person_id = excluded.person_id, due = excluded.due, \
                 since = excluded.since, next_reminder_at = excluded.next_reminder_at, snoozed_until = null",
            );
        self.door.run(sql).await.map(drop)
    }

    /// Whether somebody is to be reminded of a thing at this very moment.
    pub(crate) async fn reminds_now(&self, person: PersonId, subject: SubjectId) -> Result<bool> {
        let sql = self
            .sql("select id as subject_id, person_id as recipient_id, due, '' as step from obligation where org_id = ")
            .push(" and id = ")
            .bind(subject.0)
            .push(" and person_id = ")
            .bind(person.0)
            .push(" and next_reminder_at <= ")
            .bind(self.now());
        Ok(self.door.one::<StepRow>(sql).await?.is_some())
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
        let (owner, due) = task.obligation().ok_or(Refused::Task(TaskRefused::WrongState))?;
        let at = self.rhythm().await?.at(Step::Again(until), due, self.person_zone(owner).await?);
        let sql = Sql::new("update obligation set snoozed_until = ")
            .bind(until)
            .push(", next_reminder_at = ")
            .bind(at)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.record(Event::TaskSnoozed { task: id, until });
        Ok(())
    }

    async fn person_zone(&self, id: PersonId) -> Result<Tz> {
        let row =
            self.find::<person::Entity>().filter(person::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        zone(&row.ok_or(Error::NotFound)?.zone).ok_or(unreadable("time zone"))
    }

    /// Plans what is due now. Answers how many reminders were planned; where more is due, another sweep follows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sweep_reminders(&self) -> Result<usize> {
        let due = self.due_obligations().await?;
        let settled = self.settled_steps(&due).await?;
        let mut planned = 0;
        if !due.is_empty() {
            let (places, rhythm) = (self.message_places().await?, self.rhythm().await?);
            for row in &due {
                planned += self.plan_one(row, &rhythm, &settled, &places).await?;
            }
        }
        if i64::try_from(due.len()).unwrap_or(BATCH) == BATCH {
            self.enqueue(Job::SweepReminders);
        }
        Ok(planned)
    }

    async fn due_obligations(&self) -> Result<Vec<DueRow>> {
        let sql = self
            .sql(
                "select t.id, t.person_id, t.due, t.since, t.next_reminder_at, t.snoozed_until, p.zone from obligation t \
                 join person p on p.org_id = t.org_id and p.id = t.person_id where t.org_id = ",
            )
            .push(" and t.next_reminder_at <= ")
            .bind(self.now())
            .push(" order by t.next_reminder_at, t.id limit ")
            .bind(BATCH);
        self.door.all(sql).await
    }

    /// Claims one obligation by moving its next reminder, and writes what the plan says.
    async fn plan_one(
        &self,
        row: &DueRow,
        rhythm: &Rhythm,
        settled: &Settled,
        places: &[MessagePlace],
    ) -> Result<usize> {
        let is_settled = |step| settled.contains(&(row.id, row.person_id, row.due, step));
        let plan = reminder::plan(rhythm, &row.matter()?, self.now(), is_settled);
        let claim = Sql::new("update obligation set next_reminder_at = ")
            .bind(plan.next.1)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(row.id)
            .push(" and next_reminder_at = ")
            .bind(row.next_reminder_at);
        if self.door.run(claim).await? == 0 {
            return Ok(0);
        }
        let planned = |step| Planned { subject: row.id, recipient: row.person_id, due: row.due, step };
        for step in plan.missed {
            self.note_replaced(&planned(step)).await?;
        }
        match plan.send {
            Some(step) => self.plan_delivery(&planned(step), places).await.map(usize::from),
            None => Ok(0),
        }
    }
}

impl OrgRead {
    async fn settled_steps(&self, due: &[DueRow]) -> Result<Settled> {
        if due.is_empty() {
            return Ok(Settled::new());
        }
        let sql = self
            .sql("select subject_id, recipient_id, due, step from delivery where org_id = ")
            .push(" and not (state = 'suppressed' and copies = 0 and reason in (")
            .bind_all(Reason::PASSING.map(Reason::name))
            .push(")) and subject_id in (")
            .bind_all(due.iter().map(|row| row.id))
            .push(")");
        let rows: Vec<StepRow> = self.door.all(sql).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((row.subject_id, row.recipient_id, row.due, Step::parse(&row.step)?)))
            .collect())
    }
}

impl SystemTx {
    /// The organisations that have a reminder due.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_due_reminders(&self) -> Result<Vec<OrgId>> {
        let sql = Sql::new("select distinct org_id from obligation where next_reminder_at <= ")
            .bind(self.store.clock().calendar());
        Ok(self.door.all::<OrgRow>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }

    /// When the next reminder of any organisation is due.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_reminder_at(&self) -> Result<Option<Instant>> {
        #[derive(FromQueryResult)]
        struct Next {
            next: Option<Instant>,
        }
        let sql = Sql::new("select min(next_reminder_at) as next from obligation where org_id is not null");
        Ok(self.door.one::<Next>(sql).await?.and_then(|row| row.next))
    }
}

/// Kept for the sent-log: the next step of a subject's ladder.
pub(crate) async fn upcoming(org: &OrgRead, subject: SubjectId) -> Result<Option<(Step, Instant)>> {
    let row = org
        .find::<obligation::Entity>()
        .filter(obligation::Column::Id.eq(subject.0))
        .one(org.door.tx())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let owner =
        org.find::<person::Entity>().filter(person::Column::Id.eq(row.person_id)).one(org.door.tx()).await?;
    let zone = owner.and_then(|owner| zone(&owner.zone)).ok_or(unreadable("time zone"))?;
    let (rhythm, now) = (org.rhythm().await?, org.now());
    let matter = Matter { due: row.due, zone, since: row.since, snoozed: row.snoozed_until };
    let after = reminder::plan(&rhythm, &matter, now, |_| true);
    let due_now = row.next_reminder_at <= now;
    let latest = reminder::plan(&rhythm, &matter, now, |_| false);
    Ok(Some(match latest.send.filter(|_| due_now) {
        Some(step) => (step, row.next_reminder_at),
        None => after.next,
    }))
}
