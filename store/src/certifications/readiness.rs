//! What has to be ready before a visit: what requirements and controls show, what somebody said, and what stands in the way.

use crate::controls::ControlRow;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::people::Owner;
use domain::calendar::local_date;
use domain::certification::{Certification, ItemStanding, Phase, Said, Shown, VisitGate, item};
use domain::clock::Instant;
use domain::event::Event;
use domain::id::CertificationId;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

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
    /// How often something was said of it.
    pub version: i32,
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
    version: i32,
}

impl OrgRead {
    /// How ready the organisation is for a visit of that phase.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a certification, or a checklist for the phase.
    pub async fn readiness(&self, of: CertificationId, phase: Phase) -> Result<ReadinessView> {
        let checklist = phase.checklist().ok_or(Error::NotFound)?;
        let one = self.certification(of).await?.certification;
        let findings = self.findings(of).await?;
        let found = findings.iter().map(|one| &one.finding);
        let gates = phase.shut(&one.certificate.anchors, found, self.today());
        let mut said = self.said_of(&one, phase).await?;
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

    /// What was said of its items that speaks of the next visit: not what was said before a former decision, or on a former way
    /// to one.
    async fn said_of(&self, of: &Certification, phase: Phase) -> Result<HashMap<String, SaidOf>> {
        let sql = self
            .sql(
                "select t.item, t.said, t.note, t.said_by, p.name, t.said_at, t.version from readiness t \
                 left join person p on p.org_id = t.org_id and p.id = t.said_by where t.org_id = ",
            )
            .push(" and t.certification_id = ")
            .bind(of.id.0);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let (since, zone) = (of.words_since(phase), self.tenancy.zone());
        let speaks = |row: &Row| since.is_none_or(|since| local_date(row.said_at, zone) >= since);
        rows.into_iter()
            .filter(speaks)
            .map(|row| {
                let said = Said::parse(&row.said).ok_or(unreadable("what is said of an item"))?;
                let by = Owner::of(row.said_by, row.name);
                Ok((row.item, SaidOf { said, note: row.note, by, at: row.said_at, version: row.version }))
            })
            .collect()
    }
}

impl OrgTx {
    /// Says of an item whether it is ready, or takes that back, over the `version` of what was said before; 0: nothing was.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a certification or item, [`Error::Stale`] or [`Refused::PutAside`].
    pub async fn say_readiness(
        &self,
        of: CertificationId,
        id: &str,
        version: i32,
        said: Option<(Said, &str)>,
    ) -> Result<Phase> {
        let item = item(id).ok_or(Error::NotFound)?;
        let asks = |phase: &Phase| phase.checklist().is_some_and(|one| one.items.contains(item));
        let phase = Phase::with_checklist().find(asks).ok_or(Error::NotFound)?;
        self.hold(of).await?;
        let view = self.certification(of).await?;
        if view.row.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let current = self.said_of(&view.certification, phase).await?.get(id).map_or(0, |said| said.version);
        if current != version {
            return Err(Error::Stale { current });
        }
        match said {
            None if version == 0 => return Ok(phase),
            None => {
                let sql = self.sql("delete from readiness where org_id = ").push(" and certification_id = ");
                self.door.run(sql.bind(of.0).push(" and item = ").bind(id)).await?;
            }
            Some((said, note)) => self.keep_said((of, id), version + 1, said, note).await?,
        }
        let said = said.map(|(said, _)| said);
        self.record(Event::ReadinessSaid { certification: of, item: id.to_owned(), said });
        Ok(phase)
    }

    async fn keep_said(
        &self,
        (of, id): (CertificationId, &str),
        version: i32,
        said: Said,
        note: &str,
    ) -> Result<()> {
        let sql = self
            .sql(
                "insert into readiness (org_id, id, certification_id, said_by, item, said, note, version, said_at) \
                 values (",
            )
            .push(", ")
            .bind_all([Some(self.store.new_id()), Some(of.0), self.tenancy.actor().person()])
            .push(", ")
            .bind_all([id, said.name(), note])
            .push(", ")
            .bind(version)
            .push(", ")
            .bind(self.now())
            .push(
                ") on conflict (org_id, certification_id, item) do update set said = excluded.said, note = excluded.note, \
                 said_by = excluded.said_by, said_at = excluded.said_at, version = excluded.version",
            );
        self.door.run(sql).await.map(drop)
    }
}
