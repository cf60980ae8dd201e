//! Notices by mail: each at once, or together once a day or a week.
//!
//! A notice belongs to one delivery at most: its `delivery_id` says which, and `left_out` why that one did not say it.

mod begin;
mod facts;

pub use begin::{DigestLetter, DigestLine, NoticeLetter, Told};

use crate::choices::ChoicesView;
use crate::doors::{OrgTx, SystemTx};
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use chrono::Duration;
use domain::calendar::zone;
use domain::choice::Rhythm;
use domain::clock::Instant;
use domain::delivery::{Channel, Reason, State};
use domain::digest::{Times, next_slot, slot_come};
use domain::id::{DeliveryId, NoticeId, OrgId, PersonId, SubjectId};
use domain::job::Job;
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many people's digests one sweep plans before it makes room for others.
const BATCH: i64 = 100;
/// How far back a digest reaches: over two weekly ones that could not leave.
const REACH: Duration = Duration::days(30);
/// The steps of digests in the sent-log.
const DAILY: &str = "digest";
const WEEKLY: &str = "digest:weekly";

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
    next_at: Instant,
    zone: String,
}

#[derive(FromQueryResult)]
struct OrgRow {
    org_id: Uuid,
}

impl OrgTx {
    /// Sends a new notice on its way by mail, as its recipient wants it.
    pub(crate) async fn plan_notice(
        &self,
        notice: NoticeId,
        person: PersonId,
        kind: Kind,
        subject: SubjectId,
    ) -> Result<()> {
        let view = self.choices_of(person).await?;
        match view.by_mail(kind) {
            Rhythm::Never => {
                let sql = Sql::new("update notice set left_out = ").bind(Reason::Unwanted.name());
                self.mark(sql, &[notice]).await
            }
            Rhythm::Daily | Rhythm::Weekly => self.await_digest(person, &view).await,
            // What somebody is given late they are reminded of at this moment, and one mail says both.
            Rhythm::AtOnce if kind == Kind::Assigned && self.reminds_now(person, subject).await? => {
                let sql = Sql::new("update notice set left_out = ").bind(Reason::Replaced.name());
                self.mark(sql, &[notice]).await
            }
            Rhythm::AtOnce => {
                let step = format!("told:{kind}:{}", notice.0);
                let day = self.today();
                let Some(id) = self.add_delivery(Some(subject.0), person, &step, day).await? else {
                    return Ok(());
                };
                self.mark(Sql::new("update notice set delivery_id = ").bind(id.0), &[notice]).await?;
                self.enqueue(Job::DeliverNotice { delivery: id });
                Ok(())
            }
        }
    }

    /// Plans the digests whose hour has come. Answers how many; where more are due, another sweep follows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sweep_digests(&self) -> Result<usize> {
        let sql = self
            .sql(
                "select t.id, t.next_at, p.zone from digest_wait t join person p on p.org_id = t.org_id and p.id = t.id \
                 where t.org_id = ",
            )
            .push(" and t.next_at <= ")
            .bind(self.now())
            .push(" order by t.next_at, t.id limit ")
            .bind(BATCH);
        let due: Vec<DueRow> = self.door.all(sql).await?;
        let mut planned = 0;
        for row in &due {
            planned += usize::from(self.plan_digest(row).await?);
        }
        if i64::try_from(due.len()).unwrap_or(BATCH) == BATCH {
            self.enqueue(Job::SweepDigests);
        }
        Ok(planned)
    }

    /// Plans one, and sets when the person is looked at next.
    async fn plan_digest(&self, row: &DueRow) -> Result<bool> {
        let person = PersonId(row.id);
        let view = self.choices_of(person).await?;
        let zone = zone(&row.zone).ok_or(unreadable("time zone"))?;
        let next = next_slot(self.now(), zone, view.choices.times);
        // Of two sweeps one goes on.
        let claim = Sql::new("update digest_wait set next_at = ")
            .bind(next.at)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(row.id)
            .push(" and next_at = ")
            .bind(row.next_at);
        if self.door.run(claim).await? == 0 {
            return Ok(false);
        }
        let Some(slot) = slot_come(row.next_at, self.now(), zone, view.choices.times) else {
            return Ok(false);
        };
        let waiting = self.kinds_that_wait(person).await?;
        if waiting.is_empty() {
            let sql = self.sql("delete from digest_wait where org_id = ").push(" and id = ").bind(row.id);
            self.door.run(sql).await?;
            return Ok(false);
        }
        let comes = |kind: &Kind| slot.weekly || view.by_mail(*kind) != Rhythm::Weekly;
        if !waiting.iter().any(comes) {
            return Ok(false);
        }
        let step = if slot.weekly { WEEKLY } else { DAILY };
        let Some(id) = self.add_delivery(None, person, step, slot.date).await? else { return Ok(false) };
        self.enqueue(Job::DeliverDigest { delivery: id });
        Ok(true)
    }

    /// The kinds of what no mail has carried yet.
    async fn kinds_that_wait(&self, person: PersonId) -> Result<Vec<Kind>> {
        #[derive(FromQueryResult)]
        struct KindRow {
            kind: String,
        }
        let sql = self
            .sql("select distinct kind from notice where org_id = ")
            .push(" and person_id = ")
            .bind(person.0)
            .push(" and delivery_id is null and left_out is null and subject_id is not null and kind <> ")
            .bind(Kind::Due.name())
            .push(" and at > ")
            .bind(self.now() - REACH);
        let rows: Vec<KindRow> = self.door.all(sql).await?;
        Ok(rows.iter().filter_map(|row| Kind::parse(&row.kind)).collect())
    }

    /// Writes a delivery by mail, once: `None` where it stands there already.
    async fn add_delivery(
        &self,
        subject: Option<Uuid>,
        person: PersonId,
        step: &str,
        day: chrono::NaiveDate,
    ) -> Result<Option<DeliveryId>> {
        let id = DeliveryId(self.store.new_id());
        let sql = self
            .sql(
                "insert into delivery (org_id, id, subject_id, recipient_id, due, step, channel, state, copies, planned_at) \
                 values (",
            )
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(subject)
            .push(", ")
            .bind(person.0)
            .push(", ")
            .bind(day)
            .push(", ")
            .bind(step)
            .push(", ")
            .bind(Channel::Mail.to_string())
            .push(", ")
            .bind(State::Planned.name())
            .push(", 0, ")
            .bind(self.now())
            .push(") on conflict do nothing");
        Ok((self.door.run(sql).await? == 1).then_some(id))
    }

    pub(crate) async fn next_slot_of(&self, person: PersonId, times: Times) -> Result<Instant> {
        let row = self.person_row(person).await?;
        let zone = zone(&row.zone).ok_or(unreadable("time zone"))?;
        Ok(next_slot(self.now(), zone, times).at)
    }

    /// Writes something about notices.
    pub(crate) async fn mark(&self, set: Sql, notices: &[NoticeId]) -> Result<()> {
        for some in notices.chunks(500) {
            let values = set.clone();
            let sql = values
                .push(" where org_id = ")
                .bind(self.org())
                .push(" and id in (")
                .bind_all(some.iter().map(|id| id.0))
                .push(")");
            self.door.run(sql).await?;
        }
        Ok(())
    }

    /// Lets somebody be looked at in their next slot, though what waited was to be told at once before.
    pub(crate) async fn release(&self, notice: NoticeId, person: PersonId, view: &ChoicesView) -> Result<()> {
        self.mark(Sql::new("update notice set delivery_id = null"), &[notice]).await?;
        self.await_digest(person, view).await
    }
}

impl SystemTx {
    /// The organisations in which somebody's digest is due.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_due_digests(&self) -> Result<Vec<OrgId>> {
        let sql = Sql::new("select distinct org_id from digest_wait where next_at <= ")
            .bind(self.store.clock().calendar());
        Ok(self.door.all::<OrgRow>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
