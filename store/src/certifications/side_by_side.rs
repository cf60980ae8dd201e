//! Certifications side by side: which of their audits could be one visit.

use super::{MOST_CERTIFICATIONS, Row, SELECT, VisitRow, assembled, certificate, visit};
use crate::doors::OrgRead;
use crate::error::Result;
use crate::sql::Sql;
use domain::certification::{Dated, Together, Visit, together};
use domain::finding::OpenFindings;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// The most that are told at once: the soonest.
const MOST_TOLD: usize = 12;

/// A certification by its name.
#[derive(Clone, Debug)]
pub struct CertificationName {
    /// Its id.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// Audits of two certifications that could be one visit.
#[derive(Clone, Debug)]
pub struct AuditsTogether {
    /// The certification of the first.
    pub one: CertificationName,
    /// The certification of the second.
    pub other: CertificationName,
    /// Which audits, and when.
    pub audits: Together,
}

#[derive(FromQueryResult)]
struct VisitOf {
    certification_id: Uuid,
    #[sea_orm(nested)]
    visit: VisitRow,
}

impl OrgRead {
    /// Which audits that are to come could be one visit, the soonest first. Two queries, however many certifications there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn audits_together(&self) -> Result<Vec<AuditsTogether>> {
        let cycles = self.cycles().await?;
        let today = self.today();
        let mut found = Vec::new();
        for (index, (one, dates)) in cycles.iter().enumerate() {
            for (other, others) in &cycles[index + 1..] {
                let pairs = together(dates, others).into_iter().filter(|pair| pair.until >= today);
                found.extend(pairs.map(|audits| AuditsTogether {
                    one: one.clone(),
                    other: other.clone(),
                    audits: Together { from: audits.from.max(today), ..audits },
                }));
            }
        }
        found.sort_by_key(|one| (one.audits.from, one.audits.until));
        found.truncate(MOST_TOLD);
        Ok(found)
    }

    /// The dates of every certification that is in use.
    async fn cycles(&self) -> Result<Vec<(CertificationName, Vec<Dated>)>> {
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" and s.archived_at is null order by s.reference_key limit ")
            .bind(MOST_CERTIFICATIONS);
        let rows: Vec<Row> = self.door.all(sql).await?;
        if rows.len() < 2 {
            return Ok(Vec::new());
        }
        let sql = self.sql(
            "select t.certification_id, t.id, t.phase, t.begins, t.ends, t.state, t.note, t.record from visit t \
             where t.org_id = ",
        );
        let mut visits: HashMap<Uuid, Vec<Visit>> = HashMap::new();
        for row in self.door.all::<VisitOf>(sql).await? {
            visits.entry(row.certification_id).or_default().push(visit(row.visit)?);
        }
        let days = self.workdays().await?;
        rows.into_iter()
            .map(|row| {
                let certificate = certificate(&row)?;
                let name = CertificationName {
                    id: row.id,
                    reference: row.reference.clone().unwrap_or_default(),
                    title: row.title.clone(),
                };
                let visits = visits.remove(&row.id).unwrap_or_default();
                // No audit is reckoned from what was found.
                let one = assembled(row, certificate, visits, OpenFindings::default())?;
                // Only a certificate has audits that come by themselves.
                let has_one = one.certificate.state.has_certificate();
                let dates = one.cycle().ok().filter(|_| has_one).map(|cycle| cycle.dates(&days));
                Ok((name, dates.unwrap_or_default()))
            })
            .collect()
    }
}
