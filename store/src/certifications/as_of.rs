//! A certification as it stood at the end of a day: read from the revisions, so that what was said then stays said.

use super::{CertificationRow, CertificationView};
use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::findings::FindingView;
use crate::people::Owner;
use chrono::NaiveDate;
use domain::calendar::{at_hour, shift};
use domain::certification::Certification;
use domain::clock::Instant;
use domain::finding::{Finding, OpenFindings};
use domain::id::{CertificationId, PersonId};
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Revision {
    subject_id: Uuid,
    version: i32,
    at: Instant,
    body: serde_json::Value,
}

impl OrgRead {
    /// A certification and its findings as they stood when a day ended, with the dates as they were reckoned by then. Today, or
    /// without a day, as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or there was none yet on that day.
    pub async fn certification_as_of(
        &self,
        id: CertificationId,
        day: Option<NaiveDate>,
    ) -> Result<(CertificationView, Vec<FindingView>)> {
        let now = self.certification(id).await?;
        let Some(day) = day.filter(|day| *day < self.today()) else {
            let findings = self.findings(id).await?;
            return Ok((now, findings));
        };
        let end = at_hour(shift(day, 1), 0, self.tenancy.zone());
        let mut then = self.revisions_before(&[id.0], end).await?;
        let then = then.remove(&id.0).ok_or(Error::NotFound)?;
        let mut one: Certification =
            serde_json::from_value(then.body).map_err(|_| unreadable("revision of a certification"))?;
        let findings = self.findings_before(&one, end).await?;
        one.open = OpenFindings::among(findings.iter().map(|one| &one.finding));
        let days = self.workdays().await?;
        let dates = one.cycle().map(|cycle| cycle.dates(&days)).unwrap_or_default();
        let names = self.names_of(one.owner.into_iter().collect()).await?;
        let row = CertificationRow {
            title: one.title.clone(),
            standard: one.standard.clone(),
            body: one.body.clone(),
            state: one.certificate.state,
            usage: one.certificate.usage(day),
            expiry: one.certificate.anchors.last_day(),
            next: one.next(&days).map(|next| (next.what, next.on)),
            owner: owner(one.owner, &names),
            archived_at: None,
            version: then.version,
            updated_at: then.at,
            ..now.row
        };
        Ok((CertificationView { row, certification: one, dates }, findings))
    }

    /// The findings that were its own by then, as they were; some may have gone over to another certification since.
    async fn findings_before(&self, of: &Certification, end: Instant) -> Result<Vec<FindingView>> {
        #[derive(FromQueryResult)]
        struct Id {
            id: Uuid,
        }
        let sql = self
            .sql(
                "select distinct t.id from finding t join revision r on r.org_id = t.org_id and r.subject_id = t.id \
                 where t.org_id = ",
            )
            .push(" and r.at < ")
            .bind(end)
            .push(" and r.body ->> 'certification' = ")
            .bind(of.id.0.to_string());
        let ids: Vec<Uuid> = self.door.all::<Id>(sql).await?.into_iter().map(|row| row.id).collect();
        let mut then = self.revisions_before(&ids, end).await?;
        let mut found = Vec::new();
        for view in self.findings_called(&ids).await? {
            let Some(revision) = then.remove(&view.finding.id.0) else { continue };
            let finding: Finding =
                serde_json::from_value(revision.body).map_err(|_| unreadable("revision of a finding"))?;
            if finding.certification != of.id {
                continue;
            }
            let visit = of.visits.iter().find(|visit| visit.id == finding.visit);
            let phase = visit.map_or(view.phase, |visit| visit.phase);
            found.push(FindingView {
                finding,
                phase,
                version: revision.version,
                updated_at: revision.at,
                ..view
            });
        }
        let names = self.names_of(found.iter().filter_map(|one| one.finding.owner).collect()).await?;
        for one in &mut found {
            one.owner = owner(one.finding.owner, &names);
        }
        found.sort_by_key(|one| (!one.finding.is_open(), one.finding.grade));
        Ok(found)
    }

    /// The last version of each of these subjects before a moment.
    async fn revisions_before(&self, ids: &[Uuid], end: Instant) -> Result<HashMap<Uuid, Revision>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = self
            .sql("select t.subject_id, t.version, t.at, t.body from revision t where t.org_id = ")
            .push(" and t.subject_id in (")
            .bind_all(ids.iter().copied())
            .push(
                ") and t.version = (select max(r.version) from revision r where r.org_id = t.org_id \
                   and r.subject_id = t.subject_id and r.at < ",
            )
            .bind(end)
            .push(")");
        let rows: Vec<Revision> = self.door.all(sql).await?;
        Ok(rows.into_iter().map(|row| (row.subject_id, row)).collect())
    }
}

fn owner(of: Option<PersonId>, names: &HashMap<Uuid, String>) -> Option<Owner> {
    of.and_then(|owner| Owner::of(Some(owner.0), names.get(&owner.0).cloned()))
}
