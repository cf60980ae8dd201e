//! Certifications: their rows and views. What is done with them is in `certifications/verbs.rs`.
//!
//! An organisation has a handful, so they are shown all at once.

mod as_of;
mod ends;
mod follows;
mod over;
mod quotations;
mod readiness;
mod side_by_side;
mod verbs;

pub use quotations::QuotationsView;
pub use readiness::{ReadinessView, ReadyItem, SaidOf};
pub use side_by_side::{AuditsTogether, CertificationName};
pub use verbs::{NewCertification, NewVisit, Stepped};

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::certification::{
    Agreed, Certificate, Certification, Dated, Phase, State, Usage, Visit, VisitRecord, VisitState, What,
};
use domain::clock::Instant;
use domain::finding::OpenFindings;
use domain::id::{CertificationId, PersonId, SubjectId, VisitId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most certifications of one organisation, those that were put aside among them.
pub(crate) const MOST_CERTIFICATIONS: i64 = 100;

/// A certification in the list.
#[derive(Clone, Debug)]
pub struct CertificationRow {
    /// Its id.
    pub id: Uuid,
    /// Its reference, such as `CRT-1`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Of what.
    pub standard: String,
    /// Who certifies; empty where nobody is chosen.
    pub body: String,
    /// Where the certificate stands.
    pub state: State,
    /// What it may be used for today.
    pub usage: Usage,
    /// Its last day.
    pub expiry: Option<NaiveDate>,
    /// What comes next, and by when.
    pub next: Option<(What, NaiveDate)>,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// When it was put aside.
    pub archived_at: Option<Instant>,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
}

/// A certification with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct CertificationView {
    /// The row.
    pub row: CertificationRow,
    /// The certification of the domain; its visits in their order.
    pub certification: Certification,
    /// Its dates, in the order of a cycle.
    pub dates: Vec<Dated>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    due: Option<NaiveDate>,
    standard: String,
    scope: String,
    body: String,
    number: String,
    certificate: serde_json::Value,
    begun: Option<NaiveDate>,
    agreed: Option<serde_json::Value>,
    next_what: Option<String>,
    archived_at: Option<Instant>,
    version: i32,
    updated_at: Instant,
}

#[derive(FromQueryResult)]
struct VisitRow {
    id: Uuid,
    phase: String,
    begins: NaiveDate,
    ends: NaiveDate,
    state: String,
    note: String,
    record: Option<serde_json::Value>,
}

const SELECT: &str = "select t.id, s.reference, s.title, s.owner_id, o.name as owner_name, s.due, t.standard, t.scope, t.body, \
    t.number, t.certificate, t.begun, t.agreed, t.next_what, s.archived_at, s.version, s.updated_at from certification t \
    join subject s on s.org_id = t.org_id and s.id = t.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id where t.org_id = ";

fn certificate(row: &Row) -> Result<Certificate> {
    serde_json::from_value(row.certificate.clone()).map_err(|_| unreadable("certificate"))
}

fn row(row: &Row, certificate: &Certificate, today: NaiveDate) -> CertificationRow {
    CertificationRow {
        id: row.id,
        reference: row.reference.clone().unwrap_or_default(),
        title: row.title.clone(),
        standard: row.standard.clone(),
        body: row.body.clone(),
        state: certificate.state,
        usage: certificate.usage(today),
        expiry: certificate.anchors.last_day(),
        next: row.next_what.as_deref().and_then(What::parse).zip(row.due),
        owner: Owner::of(row.owner_id, row.owner_name.clone()),
        archived_at: row.archived_at,
        version: row.version,
        updated_at: row.updated_at,
    }
}

fn assembled(
    row: Row,
    certificate: Certificate,
    visits: Vec<Visit>,
    open: OpenFindings,
) -> Result<Certification> {
    // Of one that the program before wrote, nothing is known of that.
    let agreed = match row.agreed {
        Some(agreed) => serde_json::from_value(agreed).map_err(|_| unreadable("what is agreed"))?,
        None => Agreed::default(),
    };
    Ok(Certification {
        id: SubjectId(row.id),
        title: row.title,
        standard: row.standard,
        scope: row.scope,
        body: row.body,
        number: row.number,
        owner: row.owner_id.map(PersonId),
        certificate,
        begun: row.begun,
        visits,
        quotations: Vec::new(),
        agreed,
        open,
    })
}

fn visit(row: VisitRow) -> Result<Visit> {
    Ok(Visit {
        id: VisitId(row.id),
        phase: Phase::parse(&row.phase).ok_or(unreadable("phase"))?,
        begins: row.begins,
        ends: row.ends,
        state: VisitState::parse(&row.state).ok_or(unreadable("state of a visit"))?,
        note: row.note,
        // A visit of the program before says nothing more.
        record: match row.record {
            Some(record) => serde_json::from_value(record).map_err(|_| unreadable("record of a visit"))?,
            None => VisitRecord::default(),
        },
    })
}

impl OrgRead {
    /// The certifications of the organisation, the one with the nearest date first; those put aside last.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn certifications(&self) -> Result<Vec<CertificationRow>> {
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" order by (s.archived_at is not null), coalesce(s.due, '9999-12-31'), s.reference_key limit ")
            .bind(MOST_CERTIFICATIONS);
        let rows: Vec<Row> = self.door.all(sql).await?;
        rows.iter().map(|one| Ok(row(one, &certificate(one)?, self.today()))).collect()
    }

    /// The certification with the nearest date that is not put aside, for the first page.
    pub(crate) async fn next_certification(&self) -> Result<Option<CertificationRow>> {
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" and s.archived_at is null order by (s.due is null), s.due, s.reference_key limit 1");
        let found: Option<Row> = self.door.one(sql).await?;
        found.map(|one| Ok(row(&one, &certificate(&one)?, self.today()))).transpose()
    }

    /// One certification.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn certification(&self, id: CertificationId) -> Result<CertificationView> {
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.id = ").bind(id.0);
        let found: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sql = self
            .sql("select t.id, t.phase, t.begins, t.ends, t.state, t.note, t.record from visit t where t.org_id = ")
            .push(" and t.certification_id = ")
            .bind(id.0)
            .push(" order by t.begins, t.id");
        let visits = self.door.all::<VisitRow>(sql).await?.into_iter().map(visit).collect::<Result<_>>()?;
        let certificate = certificate(&found)?;
        let row = row(&found, &certificate, self.today());
        let mut certification = assembled(found, certificate, visits, self.open_findings(id).await?)?;
        certification.quotations = self.quotations_of(id).await?;
        let days = self.workdays().await?;
        let dates = certification.cycle().map(|cycle| cycle.dates(&days)).unwrap_or_default();
        Ok(CertificationView { row, certification, dates })
    }
}
