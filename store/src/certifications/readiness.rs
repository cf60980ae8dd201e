//! What has to be ready before a visit: what requirements and controls show, what somebody said, and what stands in the way.

use crate::controls::ControlRow;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::people::Owner;
use chrono::{Months, NaiveDate};
use domain::calendar::local_date;
use domain::certification::{ItemStanding, Phase, Said, Shown, VisitGate, item};
use domain::clock::Instant;
use domain::event::Event;
use domain::finding::{FindingState, Grade};
use domain::id::CertificationId;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// How far an internal audit or a management review may lie back (tr-14).
const REGULAR: Months = Months::new(12);

/// What somebody said of an item.
#[derive(Clone, Debug)]
pub struct SaidOf {
    /// What.
    pub said: Said,
    /// What else there is to say.
    pub note: String,
    /// Who said it.
    pub by: Option<Owner>,
    /// When.
    pub at: Instant,
}

/// One thing that has to be ready.
#[derive(Clone, Debug)]
pub struct ReadyItem {
    /// The catalogue's identifier, such as `ck-stage1-03`.
    pub id: &'static str,
    /// What people read.
    pub text: &'static str,
    /// The requirements and controls that it speaks of, as this organisation has them.
    pub of: Vec<ControlRow>,
    /// What they show.
    pub shown: Shown,
    /// What somebody said of it.
    pub said: Option<SaidOf>,
}

impl ReadyItem {
    /// What somebody said, where anybody did.
    #[must_use]
    pub fn word(&self) -> Option<Said> {
        self.said.as_ref().map(|said| said.said)
    }
}

/// How ready an organisation is for a visit.
#[derive(Clone, Debug)]
pub struct ReadinessView {
    /// For which phase.
    pub phase: Phase,
    /// In the order in which an auditor asks.
    pub items: Vec<ReadyItem>,
    /// What stands in the way, and how often.
    pub gates: Vec<(VisitGate, usize)>,
}

#[derive(FromQueryResult)]
struct Row {
    item: String,
    said: String,
    note: String,
    said_by: Option<Uuid>,
    name: Option<String>,
    said_at: Instant,
}

impl OrgRead {
    /// How ready the organisation is for a visit of that phase.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a certification, or a checklist for the phase.
    pub async fn readiness(&self, of: CertificationId, phase: Phase) -> Result<ReadinessView> {
        let checklist = phase.checklist().ok_or(Error::NotFound)?;
        let gates = self.visit_gates(of, phase).await?;
        let mut said = self.said_of(of).await?;
        // What was said before a former decision, or on a former way to one, was said of another visit.
        if let Some(since) = self.certification(of).await?.certification.words_since(phase) {
            let zone = self.tenancy.zone();
            said.retain(|_, one| local_date(one.at, zone) >= since);
        }
        let controls = self.all_controls().await?;
        let known: HashMap<&str, &ControlRow> =
            controls.iter().map(|row| (row.catalogue_id.as_str(), row)).collect();
        let items = checklist.items.iter().map(|item| {
            let of: Vec<ControlRow> =
                item.refs.iter().filter_map(|one| known.get(one)).map(|row| (*row).clone()).collect();
            let shown = Shown::by(of.iter().map(|row| ItemStanding {
                met: row.status.is_met(),
                proven: row.status.is_met() && !row.unproven,
            }));
            ReadyItem { id: item.id, text: item.text, of, shown, said: said.remove(item.id) }
        });
        Ok(ReadinessView { phase, items: items.collect(), gates })
    }

    async fn said_of(&self, of: CertificationId) -> Result<HashMap<String, SaidOf>> {
        let sql = self
            .sql(
                "select t.item, t.said, t.note, t.said_by, p.name, t.said_at from readiness t \
                 left join person p on p.org_id = t.org_id and p.id = t.said_by where t.org_id = ",
            )
            .push(" and t.certification_id = ")
            .bind(of.0);
        let rows: Vec<Row> = self.door.all(sql).await?;
        rows.into_iter()
            .map(|row| {
                let said = Said::parse(&row.said).ok_or(unreadable("what is said of an item"))?;
                let by = Owner::of(row.said_by, row.name);
                Ok((row.item, SaidOf { said, note: row.note, by, at: row.said_at }))
            })
            .collect()
    }

    async fn visit_gates(&self, of: CertificationId, phase: Phase) -> Result<Vec<(VisitGate, usize)>> {
        let anchors = self.certification(of).await?.certification.certificate.anchors;
        let findings = self.findings(of).await?;
        let today = self.today();
        let open = |wanted: &dyn Fn(&domain::finding::Finding) -> bool| {
            findings.iter().filter(|one| one.finding.is_open() && wanted(&one.finding)).count()
        };
        let stale = |last: Option<NaiveDate>| {
            usize::from(
                last.and_then(|day| day.checked_add_months(REGULAR)).is_none_or(|until| until < today),
            )
        };
        let count = |gate| match gate {
            VisitGate::Concerns => open(&|one| one.grade == Grade::Concern),
            VisitGate::LateAnswers => open(&|one| {
                one.state == FindingState::Issued && one.next_due().is_some_and(|due| due < today)
            }),
            VisitGate::Majors => open(&|one| one.grade == Grade::Major),
            VisitGate::InternalAudit => stale(anchors.internal_audit),
            VisitGate::ManagementReview => stale(anchors.management_review),
        };
        Ok(phase.gates().iter().map(|gate| (*gate, count(*gate))).filter(|(_, count)| *count > 0).collect())
    }
}

impl OrgTx {
    /// Says of an item whether it is ready, or takes that back.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a certification or item, or [`Refused::PutAside`].
    pub async fn say_readiness(
        &self,
        of: CertificationId,
        id: &str,
        said: Option<(Said, &str)>,
    ) -> Result<Phase> {
        let item = item(id).ok_or(Error::NotFound)?;
        let asks = |phase: &Phase| phase.checklist().is_some_and(|one| one.items.contains(item));
        let phase = Phase::with_checklist().find(asks).ok_or(Error::NotFound)?;
        if self.certification(of).await?.row.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        match said {
            None => {
                let sql = self.sql("delete from readiness where org_id = ").push(" and certification_id = ");
                let sql = sql.bind(of.0).push(" and item = ").bind(id);
                if self.door.run(sql).await? == 0 {
                    return Ok(phase);
                }
            }
            Some((said, note)) => self.keep_said(of, id, said, note).await?,
        }
        let said = said.map(|(said, _)| said);
        self.record(Event::ReadinessSaid { certification: of, item: id.to_owned(), said });
        Ok(phase)
    }

    async fn keep_said(&self, of: CertificationId, id: &str, said: Said, note: &str) -> Result<()> {
        let sql = self
            .sql("insert into readiness (org_id, id, certification_id, said_by, item, said, note, said_at) values (")
            .push(", ")
            .bind_all([Some(self.store.new_id()), Some(of.0), self.tenancy.actor().person()])
            .push(", ")
            .bind_all([id, said.name(), note])
            .push(", ")
            .bind(self.now())
            .push(
                ") on conflict (org_id, certification_id, item) do update set said = excluded.said, note = excluded.note, \
                 said_by = excluded.said_by, said_at = excluded.said_at",
            );
        self.door.run(sql).await.map(drop)
    }
}
