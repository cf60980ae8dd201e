//! Findings: their rows and views. What is done with them is in `findings/verbs.rs`.
//!
//! A certification has some dozens at most, so they are shown with it, all at once.

mod verbs;

pub use verbs::NewFinding;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::certification::Phase;
use domain::clock::Instant;
use domain::finding::{Finding, FindingState, Grade, MOST_FINDINGS, OpenFindings};
use domain::id::{CertificationId, FindingId, PersonId, SubjectId, VisitId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A finding as it stands.
#[derive(Clone, Debug)]
pub struct FindingView {
    /// The finding of the domain.
    pub finding: Finding,
    /// Its reference, such as `FND-3`.
    pub reference: String,
    /// Of which certification: reference and title.
    pub of: (String, String),
    /// For what the visit took place on which it was raised.
    pub phase: Phase,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
    /// When its certification was put aside, and it with that.
    pub archived_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    state: String,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    version: i32,
    updated_at: Instant,
    archived_at: Option<Instant>,
    certification_id: Uuid,
    of_reference: Option<String>,
    of_title: String,
    visit_id: Uuid,
    phase: String,
    grade: String,
    requirement: String,
    evidence: String,
    raised: NaiveDate,
    due: Option<NaiveDate>,
    act_by: Option<NaiveDate>,
    since: NaiveDate,
    reason: Option<String>,
    response: serde_json::Value,
}

const SELECT: &str = "select t.id, s.reference, s.title, s.state, s.owner_id, o.name as owner_name, s.version, s.updated_at, s.archived_at, \
    t.certification_id, c.reference as of_reference, c.title as of_title, t.visit_id, v.phase, t.grade, t.requirement, \
    t.evidence, t.raised, t.due, t.act_by, t.since, t.reason, t.response from finding t \
    join subject s on s.org_id = t.org_id and s.id = t.id \
    join subject c on c.org_id = t.org_id and c.id = t.certification_id \
    join visit v on v.org_id = t.org_id and v.id = t.visit_id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id where t.org_id = ";

fn view(row: Row) -> Result<FindingView> {
    let finding = Finding {
        id: SubjectId(row.id),
        certification: SubjectId(row.certification_id),
        visit: VisitId(row.visit_id),
        title: row.title,
        grade: Grade::parse(&row.grade).ok_or(unreadable("grade"))?,
        requirement: row.requirement,
        evidence: row.evidence,
        raised: row.raised,
        due: row.due,
        act_by: row.act_by,
        owner: row.owner_id.map(PersonId),
        state: FindingState::parse(&row.state).ok_or(unreadable("state of a finding"))?,
        since: row.since,
        reason: row.reason,
        response: serde_json::from_value(row.response).map_err(|_| unreadable("response"))?,
    };
    Ok(FindingView {
        finding,
        reference: row.reference.unwrap_or_default(),
        of: (row.of_reference.unwrap_or_default(), row.of_title),
        phase: Phase::parse(&row.phase).ok_or(unreadable("phase"))?,
        owner: Owner::of(row.owner_id, row.owner_name),
        version: row.version,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
    })
}

impl OrgRead {
    /// One finding.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn finding(&self, id: FindingId) -> Result<FindingView> {
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.id = ").bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }

    /// The findings of a certification, those that are open first, the heaviest of them first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn findings(&self, of: CertificationId) -> Result<Vec<FindingView>> {
        let most = i64::try_from(MOST_FINDINGS).unwrap_or(i64::MAX);
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" and t.certification_id = ")
            .bind(of.0)
            .push(" order by t.raised, t.id limit ")
            .bind(most);
        let mut found =
            self.door.all(sql).await?.into_iter().map(view).collect::<Result<Vec<FindingView>>>()?;
        found.sort_by_key(|one| (!one.finding.is_open(), one.finding.grade));
        Ok(found)
    }

    /// These findings as they are, wherever they belong now.
    pub(crate) async fn findings_called(&self, ids: &[Uuid]) -> Result<Vec<FindingView>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.id in (").bind_all(ids.iter().copied());
        self.door.all(sql.push(") order by t.raised, t.id")).await?.into_iter().map(view).collect()
    }

    /// What the findings of a certification stand in the way of.
    pub(crate) async fn open_findings(&self, of: CertificationId) -> Result<OpenFindings> {
        #[derive(FromQueryResult)]
        struct Open {
            grade: String,
            state: String,
        }
        let sql = self
            .sql(
                "select t.grade, s.state from finding t join subject s on s.org_id = t.org_id and s.id = t.id \
                 where t.org_id = ",
            )
            .push(" and s.state <> 'closed' and t.grade in ('major', 'minor') and t.certification_id = ")
            .bind(of.0);
        let rows: Vec<Open> = self.door.all(sql).await?;
        rows.into_iter()
            .map(|row| {
                let grade = Grade::parse(&row.grade).ok_or(unreadable("grade"))?;
                Ok((grade, FindingState::parse(&row.state).ok_or(unreadable("state of a finding"))?))
            })
            .collect()
    }
}
