//! Dates that are put off: the original, the reason and who approved stay (`domain.md` §4.7).

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Refused, Result, unreadable};
use crate::people::Owner;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::event::Event;
use domain::id::SubjectId;
use domain::obligation::{Kind, PostponeRefused};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// That a date was put off.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Postponement {
    /// Its id.
    pub id: Uuid,
    /// What falls due.
    pub kind: String,
    /// The first date of this occurrence.
    pub original_due: NaiveDate,
    /// The date before.
    pub from_due: NaiveDate,
    /// The date since; of what fell away, the next one.
    pub to_due: NaiveDate,
    /// Whether it fell away instead of being put off.
    pub waived: bool,
    /// Why.
    pub reason: String,
    /// Who approved it: id.
    pub approved_by: Uuid,
    /// Who approved it: name.
    pub approved_name: String,
    /// When.
    pub at: Instant,
}

impl Postponement {
    /// Who approved it.
    #[must_use]
    pub fn approver(&self) -> Owner {
        Owner { id: self.approved_by, name: self.approved_name.clone() }
    }
}

#[derive(FromQueryResult)]
struct DueRow {
    due: NaiveDate,
}

impl OrgTx {
    /// Puts off what is due of a thing. The caller has shown that they see it and may do so.
    ///
    /// # Errors
    /// [`PostponeRefused`], or [`crate::Error::NotFound`].
    pub async fn postpone(&self, subject: SubjectId, kind: Kind, to: NaiveDate, reason: &str) -> Result<()> {
        let (_, from) =
            self.obliged(subject, kind).await?.ok_or(Refused::Postpone(PostponeRefused::NotDue))?;
        kind.postpone(from, to, self.today()).map_err(Refused::Postpone)?;
        self.note_postponed(subject, kind, (from, to), reason, false).await?;
        match kind {
            Kind::Task => self.postpone_task(subject, to).await?,
            Kind::Review => self.postpone_review(subject, to).await?,
            _ => {
                return Err(Refused::Postpone(PostponeRefused::Fixed).into());
            }
        }
        self.record(Event::ObligationPostponed { subject, due: kind, from, to, reason: reason.to_owned() });
        Ok(())
    }

    /// Lets the present review of a thing fall away. The caller has shown that they see it and may do so.
    ///
    /// # Errors
    /// [`PostponeRefused`], or [`crate::Error::NotFound`].
    pub async fn waive_review(&self, subject: SubjectId, reason: &str) -> Result<()> {
        self.reviewed(subject).await?;
        let due = self.obliged(subject, Kind::Review).await?;
        let (_, from) = due.ok_or(Refused::Postpone(PostponeRefused::NotDue))?;
        let next = self.skip_review(subject).await?;
        self.note_postponed(subject, Kind::Review, (from, next), reason, true).await?;
        let (due, reason) = (Kind::Review, reason.to_owned());
        self.record(Event::ObligationWaived { subject, due, from, next, reason });
        Ok(())
    }

    async fn note_postponed(
        &self,
        subject: SubjectId,
        kind: Kind,
        (from, to): (NaiveDate, NaiveDate),
        reason: &str,
        waived: bool,
    ) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let original = self.original_of(subject, kind, from).await?;
        let sql = self
            .sql(
                "insert into postponement (org_id, id, subject_id, approved_by, kind, reason, original_due, from_due, \
                 to_due, at, waived) values (",
            )
            .push(", ")
            .bind_all([self.store.new_id(), subject.0, by])
            .push(", ")
            .bind_all([kind.name(), reason])
            .push(", ")
            .bind_all([original, from, to])
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind(waived)
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// The first date of the occurrence that is due on `due` now.
    async fn original_of(&self, subject: SubjectId, kind: Kind, due: NaiveDate) -> Result<NaiveDate> {
        let sql = self
            .sql("select original_due as due from postponement where org_id = ")
            .push(" and subject_id = ")
            .bind(subject.0)
            .push(" and kind = ")
            .bind(kind.name())
            .push(" and waived is not true and to_due = ")
            .bind(due)
            .push(" order by at desc limit 1");
        Ok(self.door.one::<DueRow>(sql).await?.map_or(due, |row| row.due))
    }
}

impl OrgRead {
    /// What was put off of a thing, latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn postponements(&self, subject: SubjectId) -> Result<Vec<Postponement>> {
        let sql = self
            .sql(
                "select t.id, t.kind, t.original_due, t.from_due, t.to_due, t.reason, t.approved_by, \
                 p.name as approved_name, t.at, coalesce(t.waived, false) as waived from postponement t \
                 join person p on p.org_id = t.org_id and p.id = t.approved_by where t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(subject.0)
            .push(" order by t.to_due desc, t.at desc limit 50");
        self.door.all(sql).await
    }
}
