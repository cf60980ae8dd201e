//! Who may see a thing: by the permission that its kind asks for, and where that covers only one's own, by whose it is.

use super::{READING, reading};
use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::sql::Sql;
use domain::access::{Action, Reach, reach};
use domain::id::{PersonId, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Seen {
    kind: String,
    owner_id: Option<Uuid>,
    /// Who is named to review it.
    reviewer_id: Option<Uuid>,
    /// Evidence for something of theirs, or that they are to review.
    shown: i64,
    /// What somebody is asked to learn who answers to them.
    answers: i64,
}

impl Seen {
    /// Whether it is somebody's own.
    fn is_of(&self, person: Option<Uuid>) -> bool {
        person.is_some()
            && (self.owner_id == person || self.reviewer_id == person || self.shown + self.answers > 0)
    }
}

impl OrgRead {
    /// Shows that the caller, whose permissions reach so far, may see a thing of whatever kind.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or it is not within reach.
    pub async fn see_subject(&self, id: SubjectId, reach_of: impl Fn(Action) -> Reach) -> Result<()> {
        let me = self.tenancy.actor().person();
        let seen = self.seen(id, me).await?;
        match reading(&seen.kind).map_or(Reach::None, reach_of) {
            Reach::All => Ok(()),
            Reach::Own if seen.is_of(me) => Ok(()),
            Reach::Own | Reach::None => Err(Error::NotFound),
        }
    }

    /// Adds the condition that the caller, whose permissions reach so far, may see the subject `s`: for several at once
    /// what [`OrgRead::see_subject`] is for one.
    pub(crate) fn seen_by_caller(&self, sql: Sql, reach_of: impl Fn(Action) -> Reach) -> Sql {
        let me = self.tenancy.actor().person();
        let mut sql = sql.push(" and (false");
        for (kind, action) in READING {
            sql = match reach_of(*action) {
                Reach::All => sql.push(" or s.kind = ").bind(*kind),
                Reach::Own => sql
                    .push(" or s.kind = ")
                    .bind(*kind)
                    .push(" and (s.owner_id = ")
                    .bind(me)
                    .push(" or exists (select 1 from task_work rw where rw.org_id = s.org_id and rw.id = s.id and rw.reviewer_id = ")
                    .bind(me)
                    .push(
                        ") or exists (select 1 from evidence_link el join subject eo on eo.org_id = el.org_id \
                         and eo.id = el.subject_id left join task_work er on er.org_id = eo.org_id and er.id = eo.id \
                         where el.org_id = s.org_id and el.evidence_id = s.id and (eo.owner_id = ",
                    )
                    .bind(me)
                    .push(" or er.reviewer_id = ")
                    .bind(me)
                    .push(")))"),
                Reach::None => sql,
            };
        }
        sql.push(")")
    }

    /// Whether somebody may see a thing with the roles they have today.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such thing here.
    pub(crate) async fn is_seen_by(&self, id: SubjectId, person: PersonId) -> Result<bool> {
        let roles = self.roles_of(person).await?;
        let seen = self.seen(id, Some(person.0)).await?;
        Ok(match reading(&seen.kind).map_or(Reach::None, |action| reach(&roles, action)) {
            Reach::All => true,
            Reach::Own => seen.is_of(Some(person.0)),
            Reach::None => false,
        })
    }

    /// Whether a thing is the caller's own.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn is_own(&self, id: SubjectId) -> Result<bool> {
        let me = self.tenancy.actor().person();
        let seen = self.seen(id, me).await?;
        Ok(seen.owner_id.is_some() && seen.owner_id == me)
    }

    /// Whether the caller sees a thing where they see only what is their own.
    pub(crate) async fn is_theirs(&self, id: SubjectId) -> Result<bool> {
        let me = self.tenancy.actor().person();
        Ok(self.seen(id, me).await?.is_of(me))
    }

    async fn seen(&self, id: SubjectId, person: Option<Uuid>) -> Result<Seen> {
        let sql = Sql::new(
            "select s.kind, s.owner_id, w.reviewer_id, (select count(*) from evidence_link l join subject o \
             on o.org_id = l.org_id and o.id = l.subject_id left join task_work r on r.org_id = o.org_id and r.id = o.id \
             where l.org_id = s.org_id and l.evidence_id = s.id and (o.owner_id = ",
        )
        .bind(person)
        .push(" or r.reviewer_id = ")
        .bind(person)
        .push(
            ")) as shown, (select count(*) from reporting_line y where s.kind = 'assignment' and y.org_id = s.org_id \
             and y.person_id = s.owner_id and y.manager_id = ",
        )
        .bind(person)
        .push(
            ") as answers from subject s left join task_work w on w.org_id = s.org_id and w.id = s.id where s.org_id = ",
        )
        .bind(self.org())
        .push(" and s.id = ")
        .bind(id.0);
        self.door.one(sql).await?.ok_or(Error::NotFound)
    }
}
