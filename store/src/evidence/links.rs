//! What evidence shows something about, seen from either side.

use super::{EvidenceRow, FROM, SELECT};
use crate::doors::{OrgRead, OrgTx};
use crate::entity::subject;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{EvidenceId, SubjectId};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// The most things that one piece of evidence is linked to.
const MOST: i64 = 200;

/// Something that evidence shows something about.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LinkedSubject {
    /// Its id.
    pub id: Uuid,
    /// `task`, `requirement` or `control`.
    pub kind: String,
    /// Its reference.
    pub reference: Option<String>,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: String,
    /// Whose it is.
    pub owner_id: Option<Uuid>,
}

/// Evidence for a thing.
#[derive(Clone, Debug)]
pub struct EvidenceFor {
    /// The evidence.
    pub row: EvidenceRow,
    /// Which of the catalogue's suggestions it answers.
    pub suggestion: Option<String>,
    /// Who linked it.
    pub linked_by: Option<Owner>,
    /// When.
    pub linked_at: Instant,
}

#[derive(FromQueryResult)]
struct Link {
    suggestion: Option<String>,
    linker_id: Option<Uuid>,
    linker_name: Option<String>,
    linked_at: Instant,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// The condition that evidence which counts on a day is linked to something, up to the day itself: in use, and not run
/// out. The rule stands here alone.
macro_rules! counting {
    ($org:literal, $subject:literal) => {
        concat!(
            "exists (select 1 from evidence_link l join subject e on e.org_id = l.org_id and e.id = l.evidence_id \
         where l.org_id = ",
            $org,
            " and l.subject_id = ",
            $subject,
            " and e.state = 'current' \
         and (e.due is null or e.due >= "
        )
    };
}
pub(crate) use counting;

/// Adds the condition that evidence which counts on that day is linked to the subject whose id stands in `subject` of the
/// organisation in `org`.
pub(crate) fn counts(sql: Sql, org: &str, subject: &str, today: NaiveDate) -> Sql {
    sql.push(&format!(counting!("{0}", "{1}"), org, subject)).bind(today).push("))")
}

impl OrgRead {
    pub(super) async fn subjects_of(&self, id: EvidenceId) -> Result<Vec<LinkedSubject>> {
        let sql = self
            .sql(
                "select s.id, s.kind, s.reference, s.title, s.state, s.owner_id from evidence_link l join subject s \
                 on s.org_id = l.org_id and s.id = l.subject_id where l.org_id = ",
            )
            .push(" and l.evidence_id = ")
            .bind(id.0)
            .push(" order by s.kind, s.reference_key, s.id limit ")
            .bind(MOST);
        self.door.all(sql).await
    }

    /// The evidence for a thing that the caller has shown to see, latest first. Who may see the thing may see what shows
    /// something about it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn evidence_for(&self, subject: SubjectId) -> Result<Vec<EvidenceFor>> {
        let sql = Sql::new(&format!(
            "select {SELECT}, k.suggestion, k.linked_at, w.id as linker_id, w.name as linker_name from {FROM} \
             join evidence_link k on k.org_id = t.org_id and k.evidence_id = t.id \
             join person w on w.org_id = k.org_id and w.id = k.linked_by where t.org_id = "
        ))
        .bind(self.org())
        .push(" and k.subject_id = ")
        .bind(subject.0)
        .push(" order by k.linked_at desc, t.id desc limit ")
        .bind(MOST);
        let rows = self.door.rows(sql).await?;
        rows.iter()
            .map(|found| {
                let link = Link::from_query_result(found, "")?;
                Ok(EvidenceFor {
                    row: super::row(super::Both::from_query_result(found, "")?, self.today())?,
                    suggestion: link.suggestion,
                    linked_by: Owner::of(link.linker_id, link.linker_name),
                    linked_at: link.linked_at,
                })
            })
            .collect()
    }
}

impl OrgTx {
    /// Says that evidence shows something about a thing, both of which the caller has shown to see. Saying it again
    /// changes nothing but which suggestion it answers.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`] where there are too many, or when it was withdrawn.
    pub async fn link_evidence(
        &self,
        id: EvidenceId,
        subject: SubjectId,
        suggestion: Option<&str>,
    ) -> Result<()> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        self.evidence(id, Reach::All).await?.evidence.check_linkable()?;
        let kind =
            self.find::<subject::Entity>().filter(subject::Column::Id.eq(subject.0)).one(self.door.tx());
        if kind.await?.is_none_or(|row| row.kind == "evidence") {
            return Err(Error::NotFound);
        }
        let sql = self
            .sql("select count(*) as count from evidence_link where org_id = ")
            .push(" and evidence_id = ")
            .bind(id.0);
        if self.door.one::<Count>(sql).await?.is_some_and(|row| row.count >= MOST) {
            return Err(Error::Invalid { field: "/subjects".to_owned(), code: "too_many" });
        }
        let again = Sql::new("update evidence_link set suggestion = ")
            .bind(suggestion.map(str::to_owned))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and evidence_id = ")
            .bind(id.0)
            .push(" and subject_id = ")
            .bind(subject.0);
        if self.door.run(again).await? > 0 {
            return Ok(());
        }
        let sql = self
            .sql(
                "insert into evidence_link (org_id, id, evidence_id, subject_id, linked_by, suggestion, linked_at) values (",
            )
            .push(", ")
            .bind_all([self.store.new_id(), id.0, subject.0, me])
            .push(", ")
            .bind(suggestion.map(str::to_owned))
            .push(", ")
            .bind(self.now())
            .push(") on conflict (org_id, evidence_id, subject_id) do nothing");
        if self.door.run(sql).await? > 0 {
            self.record(Event::EvidenceLinked { evidence: id, subject });
        }
        Ok(())
    }

    /// Says that evidence no longer shows something about a thing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not.
    pub async fn unlink_evidence(&self, id: EvidenceId, subject: SubjectId) -> Result<()> {
        let sql = self
            .sql("delete from evidence_link where org_id = ")
            .push(" and evidence_id = ")
            .bind(id.0)
            .push(" and subject_id = ")
            .bind(subject.0);
        if self.door.run(sql).await? == 0 {
            return Err(Error::NotFound);
        }
        self.record(Event::EvidenceUnlinked { evidence: id, subject });
        Ok(())
    }
}
