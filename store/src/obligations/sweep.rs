//! Planning what is due now: read, planned by a pure function, claimed and written a batch at a time.

use super::above::Ladder;
use super::{DueRow, SELECT, Settled};
use crate::deliveries::{MessagePlace, Planned};
use crate::doors::{OrgRead, OrgTx, SystemTx};
use crate::error::Result;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::calendar::local_date;
use domain::clock::Instant;
use domain::delivery::Reason;
use domain::id::OrgId;
use domain::job::Job;
use domain::obligation::{Due, Kind};
use domain::reminder::{self, Rhythm, Step};
use sea_orm::FromQueryResult;
use std::collections::HashSet;
use uuid::Uuid;

/// How many obligations one sweep plans before it makes room for others.
const BATCH: usize = 500;

#[derive(FromQueryResult)]
struct StepRow {
    subject_id: Uuid,
    recipient_id: Uuid,
    due: NaiveDate,
    step: String,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct OrgRow {
    org_id: Uuid,
}

/// What is done about one obligation.
struct Work {
    id: Uuid,
    was: Instant,
    next: Instant,
    send: Vec<Planned>,
    missed: Vec<Planned>,
    /// Whether its day has passed and nothing is left of it.
    over: bool,
}

impl OrgTx {
    /// Plans what is due now. Answers how many reminders were planned; where more is due, another sweep follows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sweep_reminders(&self) -> Result<usize> {
        let due = self.due_obligations().await?;
        if due.is_empty() {
            return Ok(0);
        }
        let (places, rhythm) = (self.message_places().await?, self.rhythm().await?);
        let settled = self.settled_steps(&due).await?;
        let people: HashSet<Uuid> = due.iter().map(|row| row.person_id).collect();
        let ladder = self.ladder(&people.into_iter().collect::<Vec<_>>(), &rhythm).await?;
        let work = due
            .iter()
            .map(|row| work(row, &rhythm, &ladder, self.now(), &settled))
            .collect::<Result<Vec<_>>>()?;
        let planned = self.write(work, &places).await?;
        if due.len() == BATCH {
            self.enqueue(Job::SweepReminders);
        }
        Ok(planned)
    }

    async fn due_obligations(&self) -> Result<Vec<DueRow>> {
        let sql = self
            .sql(SELECT)
            // What a later version of the program wrote is left to it.
            .push(" and coalesce(t.kind, 'task') in (")
            .bind_all(Kind::ALL.iter().map(|kind| kind.name()))
            .push(") and t.next_reminder_at <= ")
            .bind(self.now())
            .push(" order by t.next_reminder_at, t.id limit ")
            .bind(i64::try_from(BATCH).unwrap_or(i64::MAX));
        self.door.all(sql).await
    }

    /// Writes what was planned of the obligations that are still as they were read: of two sweeps one goes on.
    async fn write(&self, work: Vec<Work>, places: &[MessagePlace]) -> Result<usize> {
        let claimed = self.claim(&work).await?;
        let (mut send, mut missed, mut over) = (Vec::new(), Vec::new(), Vec::new());
        for one in work.into_iter().filter(|one| claimed.contains(&one.id)) {
            over.extend(one.over.then_some(one.id));
            send.extend(one.send);
            missed.extend(one.missed);
        }
        self.end_obligations(over).await?;
        self.note_replaced(&missed).await?;
        self.plan_deliveries(&send, places).await
    }

    /// Forgets what is over. It went on for a while after its last reminder, which therefore still was true when it left.
    async fn end_obligations(&self, over: Vec<Uuid>) -> Result<()> {
        if over.is_empty() {
            return Ok(());
        }
        let sql = self.sql("delete from obligation where org_id = ").push(" and id in (").bind_all(over);
        self.door.run(sql.push(")")).await.map(drop)
    }

    /// Moves the next reminder of each where nobody else has.
    async fn claim(&self, work: &[Work]) -> Result<HashSet<Uuid>> {
        let mut sql = Sql::new("update obligation set next_reminder_at = v.column3 from (values ");
        for (position, one) in work.iter().enumerate() {
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind(one.id)
                .push(", ")
                .bind_all([one.was, one.next])
                .push(")");
        }
        let sql = sql
            .push(
                ") as v where obligation.id = v.column1 and obligation.next_reminder_at = v.column2 \
                 and obligation.org_id = ",
            )
            .bind(self.org())
            .push(" returning obligation.id");
        Ok(self.door.all::<IdRow>(sql).await?.into_iter().map(|row| row.id).collect())
    }
}

/// What one obligation asks for now, of whoever is responsible and of those above.
fn work(row: &DueRow, rhythm: &Rhythm, ladder: &Ladder, now: Instant, settled: &Settled) -> Result<Work> {
    let (matter, kind) = (row.matter()?, row.kind()?);
    let is_settled =
        |recipient, step| settled.contains(&(row.subject_id, recipient, row.due, Due { kind, step }));
    let plan = reminder::plan(rhythm, &matter, now, |step| is_settled(row.person_id, step));
    let above = if kind.declaration().escalates { ladder.of(row.person_id) } else { Vec::new() };
    let told = |level, person: domain::id::PersonId| is_settled(person.0, Step::Escalated(level));
    let escalated = reminder::escalate(rhythm, &matter, &above, now, told);
    let planned = |recipient, step| Planned {
        subject: row.subject_id,
        recipient,
        due: row.due,
        step: Due { kind, step },
    };
    let passed = local_date(now, matter.zone) > row.due;
    let to_above = |(level, person): (_, domain::id::PersonId)| planned(person.0, Step::Escalated(level));
    Ok(Work {
        id: row.id,
        was: row.next_reminder_at,
        over: matter.ends && passed && plan.send.is_none(),
        next: escalated.next.map_or(plan.next.1, |next| next.min(plan.next.1)),
        send: plan
            .send
            .map(|step| planned(row.person_id, step))
            .into_iter()
            .chain(escalated.send.into_iter().map(to_above))
            .collect(),
        missed: plan
            .missed
            .into_iter()
            .map(|step| planned(row.person_id, step))
            .chain(escalated.missed.into_iter().map(to_above))
            .collect(),
    })
}

impl OrgRead {
    pub(super) async fn settled_steps(&self, due: &[DueRow]) -> Result<Settled> {
        if due.is_empty() {
            return Ok(Settled::new());
        }
        let sql = self
            .sql("select subject_id, recipient_id, due, step from delivery where org_id = ")
            .push(" and not (state = 'suppressed' and copies = 0 and reason in (")
            .bind_all(Reason::PASSING.map(Reason::name))
            .push(")) and subject_id in (")
            .bind_all(due.iter().map(|row| row.subject_id))
            .push(")");
        let rows: Vec<StepRow> = self.door.all(sql).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((row.subject_id, row.recipient_id, row.due, Due::parse(&row.step)?)))
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
