//! What is done with certifications: load, verb of the domain, save, record; what somebody is reminded of follows in the
//! same transaction.

use super::{CertificationView, MOST_CERTIFICATIONS};
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use crate::subjects::{Shared, check_day};
use chrono::NaiveDate;
use domain::calendar::shift;
use domain::certification::{
    Agreed, Certificate, Certification, CertificationRefused, Moved, Next, Phase, Revision, Step, Taken,
    Told, Visit, VisitRecord, VisitState, moved,
};
use domain::event::Event;
use domain::finding::OpenFindings;
use domain::id::{CertificationId, PersonId, SubjectId, VisitId};
use sea_orm::{FromQueryResult, Value};

/// A certification to be added.
#[derive(Clone, Debug)]
pub struct NewCertification {
    /// One line.
    pub title: String,
    /// Of what.
    pub standard: String,
    /// What it is to cover.
    pub scope: String,
    /// Who certifies.
    pub body: String,
    /// Who answers for it; `None`: whoever adds it.
    pub owner: Option<PersonId>,
}

/// What a step came to.
#[derive(Clone, Debug)]
pub enum Stepped {
    /// The certification goes on; these of its dates moved.
    On(Vec<Moved>),
    /// Another body took over: the certification with it.
    Over(CertificationId),
}

/// A visit as it is to be.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// For what.
    pub phase: Phase,
    /// Its first day.
    pub begins: NaiveDate,
    /// Its last day.
    pub ends: NaiveDate,
    /// How it stands.
    pub state: VisitState,
    /// What else there is to say.
    pub note: String,
    /// What is planned and noted of it.
    pub record: VisitRecord,
}

pub(super) fn shared(certification: &Certification, next: Option<Next>) -> Shared<'_> {
    Shared {
        id: certification.id,
        kind: "certification",
        reference: None,
        reference_key: None,
        title: &certification.title,
        state: certification.certificate.state.name(),
        owner: certification.owner,
        due: next.map(|next| next.on),
        text: Some(vec![
            &certification.standard,
            &certification.body,
            &certification.number,
            &certification.scope,
        ]),
    }
}

impl OrgTx {
    /// Adds a certification; its reference is drawn at commit. A repeated `key` answers with what it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the owner is nobody here or there are too many, or [`Error::KeyReused`].
    pub async fn add_certification(&self, new: NewCertification, key: Option<&Key>) -> Result<Idempotent> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        self.check_owner("/owner", new.owner).await?;
        let certification = Certification {
            id: SubjectId(self.store.new_id()),
            title: new.title,
            standard: new.standard,
            scope: new.scope,
            body: new.body,
            number: String::new(),
            owner: Some(new.owner.unwrap_or(PersonId(by))),
            certificate: Certificate::default(),
            begun: None,
            visits: Vec::new(),
            quotations: Vec::new(),
            agreed: Agreed::default(),
            open: OpenFindings::default(),
        };
        self.insert_certification(&certification).await?;
        if let Some(key) = key {
            self.answer(key, certification.id).await?;
        }
        Ok(Idempotent::New(certification.id))
    }

    pub(super) async fn insert_certification(&self, certification: &Certification) -> Result<()> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let count = self.sql("select count(*) as count from certification where org_id = ");
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count >= MOST_CERTIFICATIONS) {
            return Err(Error::Invalid { field: "/title".to_owned(), code: "too_many" });
        }
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let days = self.workdays().await?;
        let next = certification.next(&days);
        self.add_subject(&shared(certification, next), "CRT", by).await?;
        let sql = self
            .sql(
                "insert into certification (org_id, id, standard, scope, body, number, certificate, begun, lapses_on, \
                 next_what, agreed) values (",
            )
            .push(", ")
            .bind(certification.id.0)
            .push(", ")
            .bind_all(columns(certification, next)?)
            .push(")");
        self.door.run(sql).await?;
        self.save_visits(&[], certification).await?;
        self.oblige_each(certification.id, certification.owner, certification.duties(&days)).await?;
        let event = Event::CertificationAdded { certification: certification.id };
        self.revise(certification.id, 1, &event, certification)?;
        self.record(event);
        Ok(())
    }

    /// Changes what is said of a certification, over `version`; answers which dates moved by that.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`] or [`CertificationRefused`].
    pub async fn revise_certification(
        &self,
        id: CertificationId,
        version: i32,
        change: Revision,
    ) -> Result<Vec<Moved>> {
        check_day("/contract_ends", change.contract_ends.flatten())?;
        self.check_owner("/owner", change.owner.flatten()).await?;
        self.hold(id).await?;
        let view = self.certification(id).await?;
        self.change_certification(view, version, |one| one.revise(change)).await
    }

    /// Takes a step on its certificate, over `version`; `to` is what the body is called that takes over.
    ///
    /// # Errors
    /// As [`OrgTx::revise_certification`].
    pub async fn step_certificate(
        &self,
        id: CertificationId,
        version: i32,
        (step, on, reason): (Step, NaiveDate, &str),
        told: &Told,
        to: &str,
    ) -> Result<Stepped> {
        let taken = Taken { on, today: self.today(), reason };
        let mut successor = None;
        let mut old = None;
        self.hold(id).await?;
        let view = self.certification(id).await?;
        let moved = self
            .change_certification(view, version, |one| {
                let (event, certificate) = one.take(step, &taken, told)?;
                (successor, old) = (certificate, Some(one.clone()));
                Ok(Some(event))
            })
            .await?;
        let (Some(certificate), Some(old)) = (successor, old) else { return Ok(Stepped::On(moved)) };
        self.go_over(old, certificate, to).await.map(Stepped::Over)
    }

    /// Plans a visit, or changes the one of that id, over the certification's `version`; answers which dates moved by that.
    ///
    /// # Errors
    /// As [`OrgTx::revise_certification`]; [`Error::NotFound`] also where the certification has no such visit.
    pub async fn set_visit(
        &self,
        id: CertificationId,
        version: i32,
        visit: Option<VisitId>,
        new: NewVisit,
    ) -> Result<Vec<Moved>> {
        let today = self.today();
        self.hold(id).await?;
        let view = self.certification(id).await?;
        let known = &view.certification.visits;
        if visit.is_some_and(|visit| known.iter().all(|one| one.id != visit)) {
            return Err(Error::NotFound);
        }
        let NewVisit { phase, begins, ends, state, note, record } = new;
        let visit = Visit {
            id: visit.unwrap_or_else(|| VisitId(self.store.new_id())),
            phase,
            begins,
            ends,
            state,
            note,
            record,
        };
        self.change_certification(view, version, |one| one.set_visit(visit, today)).await
    }

    /// Gives a certification to somebody else.
    pub(crate) async fn hand_over_certification(
        &self,
        id: CertificationId,
        version: i32,
        to: PersonId,
    ) -> Result<()> {
        let change = Revision { owner: Some(Some(to)), ..Revision::default() };
        self.revise_certification(id, version, change).await.map(drop)
    }

    pub(super) async fn change_certification(
        &self,
        view: CertificationView,
        version: i32,
        verb: impl FnOnce(&mut Certification) -> std::result::Result<Option<Event>, CertificationRefused>,
    ) -> Result<Vec<Moved>> {
        if view.row.version != version {
            return Err(Error::Stale { current: view.row.version });
        }
        if view.row.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let before = view.certification;
        let mut one = before.clone();
        let Some(event) = verb(&mut one).map_err(Refused::Certification)? else { return Ok(Vec::new()) };
        let id = one.id;
        let days = self.workdays().await?;
        let next = one.next(&days);
        self.save_subject(&shared(&one, next), version).await?;
        let mut sql = Sql::new("update certification set ");
        let names = [
            "standard",
            "scope",
            "body",
            "number",
            "certificate",
            "begun",
            "lapses_on",
            "next_what",
            "agreed",
        ];
        for (position, (name, value)) in names.into_iter().zip(columns(&one, next)?).enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            sql = sql.push(&format!("{comma}{name} = ")).bind(value);
        }
        let sql = sql.push(" where org_id = ").bind(self.org()).push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        self.save_visits(&before.visits, &one).await?;
        self.save_quotations(&before.quotations, &one).await?;
        self.oblige_each(one.id, one.owner, one.duties(&days)).await?;
        self.revise(id, version + 1, &event, &one)?;
        self.record(event);
        Ok(moved(&view.dates, &one.cycle().map(|cycle| cycle.dates(&days)).unwrap_or_default()))
    }

    /// Writes the visits that are new or others than before.
    async fn save_visits(&self, before: &[Visit], after: &Certification) -> Result<()> {
        for visit in after.visits.iter().filter(|visit| !before.contains(visit)) {
            let sql = self
                .sql("insert into visit (org_id, id, certification_id, phase, state, note, begins, ends, noted_at, record) values (")
                .push(", ")
                .bind_all([visit.id.0, after.id.0])
                .push(", ")
                .bind_all([visit.phase.name(), visit.state.name(), visit.note.as_str()])
                .push(", ")
                .bind_all([visit.begins, visit.ends])
                .push(", ")
                .bind(self.now())
                .push(", ")
                .bind(serde_json::to_value(&visit.record).map_err(|_| unreadable("record of a visit"))?)
                .push(
                    ") on conflict (org_id, id) do update set phase = excluded.phase, state = excluded.state, \
                     note = excluded.note, begins = excluded.begins, ends = excluded.ends, noted_at = excluded.noted_at, record = excluded.record",
                );
            self.door.run(sql).await?;
        }
        Ok(())
    }
}

/// What is kept of it beside its subject and its visits.
fn columns(one: &Certification, next: Option<Next>) -> Result<[Value; 9]> {
    let certificate = serde_json::to_value(&one.certificate).map_err(|_| unreadable("certificate"))?;
    let agreed = serde_json::to_value(&one.agreed).map_err(|_| unreadable("what is agreed"))?;
    let has_one = one.certificate.state.has_certificate();
    let lapses_on = one.certificate.anchors.last_day().filter(|_| has_one).map(|last| shift(last, 1));
    Ok([
        one.standard.clone().into(),
        one.scope.clone().into(),
        one.body.clone().into(),
        one.number.clone().into(),
        certificate.into(),
        one.begun.into(),
        lapses_on.into(),
        next.map(|next| next.what.name().to_owned()).into(),
        agreed.into(),
    ])
}
