//! Evidence: its rows and views. What is done with it is in `evidence/verbs.rs`, what it shows in `evidence/links.rs`.

mod links;
mod verbs;

pub use links::{EvidenceFor, LinkedSubject};
pub(crate) use links::{counting, counts};
pub use verbs::NewEvidence;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::files::FileView;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::clock::Instant;
use domain::evidence::{Evidence, State, Validity, validity};
use domain::file::{Damage, Preview};
use domain::id::{EvidenceId, FileId, PersonId, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Evidence in a list, with its latest file.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    /// Its id.
    pub id: Uuid,
    /// Its reference, such as `EVD-12`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Whether it counts.
    pub state: State,
    /// What its period says today.
    pub validity: Validity,
    /// The first day for which it is valid.
    pub valid_from: Option<NaiveDate>,
    /// The last one.
    pub valid_until: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// How many things it is linked to.
    pub links: i64,
    /// The latest file.
    pub file: VersionView,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
}

/// One of the files that evidence had, or has.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Its number, from 1 up.
    pub number: i32,
    /// What it is called.
    pub name: String,
    /// Why it replaced the one before.
    pub note: String,
    /// Its bytes.
    pub size: i64,
    /// What it holds, by its first bytes.
    pub media_type: String,
    /// How it may be shown.
    pub preview: Preview,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What is wrong with it.
    pub damage: Option<Damage>,
    /// When its bytes were last read and found to be the same.
    pub checked_at: Instant,
    /// Who brought it.
    pub added_by: Option<Owner>,
    /// When.
    pub added_at: Instant,
}

/// Evidence with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct EvidenceView {
    /// The row.
    pub row: EvidenceRow,
    /// The evidence of the domain.
    pub evidence: Evidence,
    /// Who added it.
    pub created_by: Option<Owner>,
    /// When.
    pub created_at: Instant,
    /// Its files, latest first.
    pub versions: Vec<VersionView>,
    /// What it shows something about.
    pub subjects: Vec<LinkedSubject>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    state: String,
    valid_from: Option<NaiveDate>,
    due: Option<NaiveDate>,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    links: i64,
    version: i32,
    updated_at: Instant,
}

#[derive(FromQueryResult)]
struct Rest {
    description: String,
    withdrawn_because: Option<String>,
    file_version: i32,
    created_at: Instant,
    creator_id: Option<Uuid>,
    creator_name: Option<String>,
}

#[derive(FromQueryResult)]
struct Version {
    number: i32,
    name: String,
    note: String,
    size: i64,
    media_type: String,
    sha256: String,
    damage: Option<String>,
    checked_at: Instant,
    added_by: Option<Uuid>,
    added_name: Option<String>,
    added_at: Instant,
}

const STATES: &[&str] = &["current", "withdrawn"];

const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "s.reference_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "s.title_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "state",
        heading: "State",
        sql: "s.state",
        kind: Kind::OneOf(STATES),
        sortable: false,
        filter: true,
    },
    Column {
        name: "owner",
        heading: "Owner",
        sql: "s.owner_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "valid_until",
        heading: "Valid until",
        sql: "coalesce(s.due, '9999-12-31')",
        kind: Kind::Date,
        sortable: true,
        filter: false,
    },
    Column {
        name: "expired",
        heading: "Has run out",
        sql: "s.due",
        kind: Kind::Overdue,
        sortable: false,
        filter: true,
    },
    Column {
        name: "when",
        heading: "Runs out when",
        sql: "s.due",
        kind: Kind::When,
        sortable: false,
        filter: true,
    },
    Column {
        name: "updated",
        heading: "Last changed",
        sql: "s.updated_at",
        kind: Kind::Instant,
        sortable: true,
        filter: false,
    },
];

const SELECT: &str = "t.id, s.reference, s.title, s.state, t.valid_from, s.due, s.owner_id, o.name as owner_name, \
    (select count(*) from evidence_link l where l.org_id = t.org_id and l.evidence_id = t.id) as links, s.version, \
    s.updated_at, v.number, v.name, v.note, f.size, f.media_type, f.sha256, f.damage, f.checked_at, v.added_by, \
    a.name as added_name, v.added_at";
const REST: &str = "t.description, t.withdrawn_because, t.file_version, s.created_at, b.id as creator_id, \
    b.name as creator_name";
const FROM: &str = "subject s left join evidence t on t.org_id = s.org_id and t.id = s.id \
    left join evidence_version v on v.org_id = t.org_id and v.evidence_id = t.id and v.number = t.file_version \
    left join file f on f.org_id = v.org_id and f.id = v.file_id \
    left join person a on a.org_id = v.org_id and a.id = v.added_by \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id \
    left join person b on b.org_id = s.org_id and b.id = s.created_by";

pub(crate) const LIST: List = List {
    noun: "evidence",
    select: SELECT,
    from: FROM,
    key: "s",
    always: " and s.kind = 'evidence'",
    columns: COLUMNS,
    search: &["s.title_key", "s.reference_key", "lower(s.reference)", "lower(v.name)"],
    default_sort: "-updated",
};

fn version(row: Version) -> VersionView {
    VersionView {
        preview: Preview::of(&row.media_type),
        added_by: Owner::of(row.added_by, row.added_name),
        damage: row.damage.as_deref().and_then(Damage::parse),
        number: row.number,
        name: row.name,
        note: row.note,
        size: row.size,
        media_type: row.media_type,
        sha256: row.sha256,
        checked_at: row.checked_at,
        added_at: row.added_at,
    }
}

/// A row of the list, as the database answers it.
struct Both(Row, Version);

impl FromQueryResult for Both {
    fn from_query_result(
        found: &sea_orm::QueryResult,
        prefix: &str,
    ) -> std::result::Result<Self, sea_orm::DbErr> {
        Ok(Self(Row::from_query_result(found, prefix)?, Version::from_query_result(found, prefix)?))
    }
}

fn row(Both(row, file): Both, today: NaiveDate) -> Result<EvidenceRow> {
    Ok(EvidenceRow {
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        validity: validity(row.valid_from, row.due, today),
        owner: Owner::of(row.owner_id, row.owner_name),
        reference: row.reference.unwrap_or_default(),
        file: version(file),
        id: row.id,
        title: row.title,
        valid_from: row.valid_from,
        valid_until: row.due,
        links: row.links,
        version: row.version,
        updated_at: row.updated_at,
    })
}

impl OrgRead {
    /// What is one's own of it: what one answers for, and what shows something about a thing of one's own.
    fn own_evidence(&self, sql: Sql) -> Result<Sql> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        Ok(sql
            .push(" and (s.owner_id = ")
            .bind(me)
            .push(
                " or exists (select 1 from evidence_link m join subject y on y.org_id = m.org_id and y.id = m.subject_id \
                 left join task_work r on r.org_id = y.org_id and r.id = y.id \
                 where m.org_id = t.org_id and m.evidence_id = t.id and (y.owner_id = ",
            )
            .bind(me)
            .push(" or r.reviewer_id = ")
            .bind(me)
            .push(")))"))
    }

    /// The evidence of the organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn evidence_list(&self, query: &ListQuery, reach: Reach) -> Result<Page<EvidenceRow>> {
        let narrow = |sql| if reach == Reach::All { Ok(sql) } else { self.own_evidence(sql) };
        let page: Page<Both> = listing::page(self, &LIST, query, narrow).await?;
        let items = page.items.into_iter().map(|one| row(one, self.today())).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// One piece of evidence.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or it is not within reach.
    pub async fn evidence(&self, id: EvidenceId, reach: Reach) -> Result<EvidenceView> {
        let sql = self
            .sql(&format!("select {SELECT}, {REST} from {FROM} where t.org_id = "))
            .push(" and t.id = ")
            .bind(id.0);
        let sql = if reach == Reach::All { sql } else { self.own_evidence(sql)? };
        let rows = self.door.rows(sql).await?;
        let found = rows.first().ok_or(Error::NotFound)?;
        let row = row(Both::from_query_result(found, "")?, self.today())?;
        let rest = Rest::from_query_result(found, "")?;
        let evidence = Evidence {
            id,
            title: row.title.clone(),
            description: rest.description,
            owner: row.owner.as_ref().map(|owner| PersonId(owner.id)),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: row.state,
            withdrawn_because: rest.withdrawn_because,
            file_version: rest.file_version,
        };
        Ok(EvidenceView {
            row,
            evidence,
            created_by: Owner::of(rest.creator_id, rest.creator_name),
            created_at: rest.created_at,
            versions: self.evidence_versions(id).await?,
            subjects: self.subjects_of(id).await?,
        })
    }

    async fn evidence_versions(&self, id: EvidenceId) -> Result<Vec<VersionView>> {
        let sql = self
            .sql(
                "select v.number, v.name, v.note, f.size, f.media_type, f.sha256, f.damage, f.checked_at, v.added_by, \
                 a.name as added_name, v.added_at from evidence_version v join file f on f.org_id = v.org_id \
                 and f.id = v.file_id join person a on a.org_id = v.org_id and a.id = v.added_by where v.org_id = ",
            )
            .push(" and v.evidence_id = ")
            .bind(id.0)
            .push(" order by v.number desc limit 1000");
        Ok(self.door.all::<Version>(sql).await?.into_iter().map(version).collect())
    }

    /// One of its files, to be read, with what it is called.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that number, or the evidence is not within reach.
    pub async fn evidence_file(
        &self,
        id: EvidenceId,
        number: i32,
        reach: Reach,
    ) -> Result<(FileView, String)> {
        #[derive(FromQueryResult)]
        struct Named {
            file_id: Uuid,
            name: String,
        }
        let sql = self
            .sql(
                "select v.file_id, v.name from evidence_version v join evidence t on t.org_id = v.org_id \
                 and t.id = v.evidence_id join subject s on s.org_id = t.org_id and s.id = t.id where v.org_id = ",
            )
            .push(" and v.evidence_id = ")
            .bind(id.0)
            .push(" and v.number = ")
            .bind(number);
        let sql = if reach == Reach::All { sql } else { self.own_evidence(sql)? };
        let named: Named = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok((self.file(FileId(named.file_id)).await?, named.name))
    }

    /// The latest files of several pieces of evidence, to be read one after the other: id, reference, file, name.
    ///
    /// # Errors
    /// [`Error::NotFound`] unless all of them are here and within reach.
    pub async fn evidence_files(
        &self,
        ids: &[SubjectId],
        reach: Reach,
    ) -> Result<Vec<(String, FileView, String)>> {
        #[derive(FromQueryResult)]
        struct Packed {
            reference: Option<String>,
            file_id: Uuid,
            name: String,
            sha256: String,
            size: i64,
            media_type: String,
            damage: Option<String>,
        }
        let sql = self
            .sql(&format!(
                "select s.reference, f.id as file_id, v.name, f.sha256, f.size, f.media_type, f.damage from {FROM} \
                 where t.org_id = "
            ))
            .push(" and t.id in (")
            .bind_all(ids.iter().map(|id| id.0))
            .push(")");
        let sql = if reach == Reach::All { sql } else { self.own_evidence(sql)? };
        let found: Vec<Packed> = self.door.all(sql.push(" order by s.reference_key")).await?;
        if found.len() != ids.len() {
            return Err(Error::NotFound);
        }
        let packed = found.into_iter().map(|row| {
            let file = FileView {
                id: FileId(row.file_id),
                sha256: row.sha256,
                size: row.size,
                media_type: row.media_type,
                damage: row.damage.as_deref().and_then(Damage::parse),
            };
            (row.reference.unwrap_or_default(), file, row.name)
        });
        Ok(packed.collect())
    }
}
