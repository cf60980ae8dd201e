//! What is done with findings: load, verb of the domain, save, record; what somebody is reminded of, and the dates of the
//! certification that follow, change in the same transaction.

use super::FindingView;
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use crate::subjects::{Shared, check_day};
use chrono::NaiveDate;
use domain::access::Reach;
use domain::certification::{Certification, Visit};
use domain::event::Event;
use domain::finding::{
    Change, Finding, FindingRefused, FindingStep, Grade, MOST_FINDINGS, Response, Stepping,
};
use domain::id::{CertificationId, FindingId, PersonId, SubjectId, VisitId};
use sea_orm::FromQueryResult;

/// A finding to be noted.
#[derive(Clone, Debug)]
pub struct NewFinding {
    /// On which visit it was raised.
    pub visit: VisitId,
    /// One line.
    pub title: String,
    /// How much it weighs.
    pub grade: Grade,
    /// What it is measured against.
    pub requirement: String,
    /// What was seen.
    pub evidence: String,
    /// When it was raised; `None`: on the last day of the visit.
    pub raised: Option<NaiveDate>,
    /// By when the body wants an answer.
    pub due: Option<NaiveDate>,
    /// Who answers for it; `None`: whoever answers for the certification.
    pub owner: Option<PersonId>,
}

fn shared(finding: &Finding) -> Shared<'_> {
    let Response { correction, cause, action } = &finding.response;
    Shared {
        id: finding.id,
        kind: "finding",
        reference: None,
        reference_key: None,
        title: &finding.title,
        state: finding.state.name(),
        owner: finding.owner,
        due: finding.next_due(),
        text: Some(vec![&finding.requirement, &finding.evidence, correction, cause, action]),
    }
}

impl OrgTx {
    /// Notes what was found on a visit; its reference is drawn at commit. A repeated `key` answers with what it made before.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a certification, [`Error::Invalid`] for a visit or a person that is none here,
    /// [`Error::KeyReused`], or [`FindingRefused`].
    pub async fn raise_finding(
        &self,
        of: CertificationId,
        new: NewFinding,
        key: Option<&Key>,
    ) -> Result<Idempotent> {
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        check_day("/due", new.due)?;
        check_day("/raised", new.raised)?;
        self.check_owner("/owner", new.owner).await?;
        self.hold(of).await?;
        let view = self.certification(of).await?;
        if view.row.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let visit = its_visit(&view.certification, new.visit)?;
        let raised = new.raised.unwrap_or(visit.ends);
        let finding = Finding {
            id: SubjectId(self.store.new_id()),
            certification: of,
            visit: new.visit,
            title: new.title,
            grade: new.grade,
            requirement: new.requirement,
            evidence: new.evidence,
            raised,
            due: new.due,
            act_by: None,
            owner: new.owner.or(view.certification.owner),
            state: new.grade.first_state(),
            since: raised,
            reason: None,
            response: Response::default(),
        };
        finding.check().map_err(Refused::Finding)?;
        finding.check_raised(visit, self.today()).map_err(Refused::Finding)?;
        self.insert_finding(&finding).await?;
        if let Some(key) = key {
            self.answer(key, finding.id).await?;
        }
        Ok(Idempotent::New(finding.id))
    }

    async fn insert_finding(&self, finding: &Finding) -> Result<()> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let count = self
            .sql("select count(*) as count from finding where org_id = ")
            .push(" and certification_id = ")
            .bind(finding.certification.0);
        let most = i64::try_from(MOST_FINDINGS).unwrap_or(i64::MAX);
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count >= most) {
            return Err(Refused::Finding(FindingRefused::TooMany).into());
        }
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        self.add_subject(&shared(finding), "FND", by).await?;
        let sql = self
            .sql(
                "insert into finding (org_id, id, certification_id, visit_id, grade, requirement, evidence, raised, \
                 since, due, act_by, reason, response) values (",
            )
            .push(", ")
            .bind_all([finding.id.0, finding.certification.0, finding.visit.0])
            .push(", ")
            .bind_all([finding.grade.name(), finding.requirement.as_str(), finding.evidence.as_str()])
            .push(", ")
            .bind_all([finding.raised, finding.since])
            .push(", ")
            .bind_all([finding.due, finding.act_by])
            .push(", ")
            .bind(finding.reason.clone())
            .push(", ")
            .bind(response(finding)?)
            .push(")");
        self.door.run(sql).await?;
        self.oblige_each(finding.id, finding.owner, finding.duties()).await?;
        let event = Event::FindingRaised { finding: finding.id, grade: finding.grade };
        self.revise(finding.id, 1, &event, finding)?;
        self.record(event);
        self.certification_follows(finding.certification).await
    }

    /// Changes what is said of a finding, over `version`; whose reach covers only their own changes what they answer, and no
    /// more.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`], [`Refused::NotYours`] or [`FindingRefused`].
    pub async fn revise_finding(
        &self,
        id: FindingId,
        version: i32,
        change: Change,
        reach: Reach,
    ) -> Result<()> {
        check_day("/due", change.due.flatten())?;
        check_day("/act_by", change.act_by.flatten())?;
        check_day("/raised", change.raised)?;
        self.check_owner("/owner", change.owner.flatten()).await?;
        let view = self.held_finding(id).await?;
        let visit = match (change.visit, change.raised) {
            (None, None) => None,
            (visit, _) => {
                let of = self.certification(view.finding.certification).await?.certification;
                Some(its_visit(&of, visit.unwrap_or(view.finding.visit))?.clone())
            }
        };
        let (mine, manages, today) = (change.answers_only(), reach == Reach::All, self.today());
        self.change_finding(view, version, (reach, mine), |one| {
            let event = one.revise(change, manages)?;
            visit.map_or(Ok(()), |visit| one.check_raised(&visit, today))?;
            Ok(event)
        })
        .await
    }

    /// Takes a step about a finding, over `version`.
    ///
    /// # Errors
    /// As [`OrgTx::revise_finding`].
    pub async fn step_finding(
        &self,
        id: FindingId,
        version: i32,
        (step, on, reason): (FindingStep, NaiveDate, &str),
        reach: Reach,
    ) -> Result<()> {
        let taken = Stepping { on, today: self.today(), reason };
        let view = self.held_finding(id).await?;
        let mine = !step.is_of_auditor();
        self.change_finding(view, version, (reach, mine), |one| one.take(step, &taken).map(Some)).await
    }

    /// Gives a finding to somebody else.
    pub(crate) async fn hand_over_finding(&self, id: FindingId, version: i32, to: PersonId) -> Result<()> {
        let change = Change { owner: Some(Some(to)), ..Change::default() };
        self.revise_finding(id, version, change, Reach::All).await
    }

    /// Moves what is open to the certification that goes on with another body.
    pub(crate) async fn move_finding(
        &self,
        mut one: Finding,
        version: i32,
        to: CertificationId,
        visit: VisitId,
    ) -> Result<()> {
        (one.certification, one.visit) = (to, visit);
        self.save_subject(&shared(&one), version).await?;
        let sql = Sql::new("update finding set certification_id = ")
            .bind(to.0)
            .push(", visit_id = ")
            .bind(visit.0)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(one.id.0);
        self.door.run(sql).await?;
        let event = Event::FindingRevised { finding: one.id, fields: vec!["certification".to_owned()] };
        self.revise(one.id, version + 1, &event, &one)?;
        self.record(event);
        Ok(())
    }

    /// The findings of a certification that is put aside are put aside with it, or taken back.
    pub(crate) async fn put_findings_aside(&self, of: CertificationId, aside: bool) -> Result<()> {
        let sql = Sql::new("update subject set archived_at = ")
            .bind(aside.then(|| self.now()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id in (select id from finding where org_id = ")
            .bind(self.org())
            .push(" and certification_id = ")
            .bind(of.0)
            .push(")");
        self.door.run(sql).await?;
        if !aside {
            for one in self.findings(of).await?.iter().filter(|one| one.finding.is_open()) {
                self.oblige_each(one.finding.id, one.finding.owner, one.finding.duties()).await?;
            }
            return Ok(());
        }
        let sql = self
            .sql("delete from obligation where org_id = ")
            .push(" and subject_id in (select id from finding where org_id = ")
            .bind(self.org())
            .push(" and certification_id = ")
            .bind(of.0)
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// A finding, with its certification held: what follows from several is reckoned by one at a time.
    async fn held_finding(&self, id: FindingId) -> Result<FindingView> {
        self.hold(self.finding(id).await?.finding.certification).await?;
        self.finding(id).await
    }

    /// Changes a finding; whose reach covers only their own does to those what `mine` says is theirs to do.
    async fn change_finding(
        &self,
        view: FindingView,
        version: i32,
        (reach, mine): (Reach, bool),
        verb: impl FnOnce(&mut Finding) -> std::result::Result<Option<Event>, FindingRefused>,
    ) -> Result<()> {
        let mut one = view.finding;
        let id = one.id;
        let owned = one.owner.is_some_and(|owner| Some(owner.0) == self.tenancy.actor().person());
        if reach != Reach::All && !(owned && mine) {
            return Err(Refused::NotYours.into());
        }
        if view.version != version {
            return Err(Error::Stale { current: view.version });
        }
        if view.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let Some(event) = verb(&mut one).map_err(Refused::Finding)? else { return Ok(()) };
        self.save_subject(&shared(&one), version).await?;
        let sql = Sql::new("update finding set grade = ")
            .bind(one.grade.name())
            .push(", visit_id = ")
            .bind(one.visit.0)
            .push(", raised = ")
            .bind(one.raised)
            .push(", requirement = ")
            .bind(one.requirement.as_str())
            .push(", evidence = ")
            .bind(one.evidence.as_str())
            .push(", due = ")
            .bind(one.due)
            .push(", act_by = ")
            .bind(one.act_by)
            .push(", since = ")
            .bind(one.since)
            .push(", reason = ")
            .bind(one.reason.clone())
            .push(", response = ")
            .bind(response(&one)?)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.oblige_each(one.id, one.owner, one.duties()).await?;
        self.revise(id, version + 1, &event, &one)?;
        self.record(event);
        self.certification_follows(one.certification).await
    }
}

fn response(finding: &Finding) -> Result<serde_json::Value> {
    serde_json::to_value(&finding.response).map_err(|_| unreadable("response"))
}

/// The visit of a certification on which something may be raised.
fn its_visit(of: &Certification, id: VisitId) -> Result<&Visit> {
    let visit = of.visits.iter().find(|visit| visit.id == id);
    visit.ok_or(Error::Invalid { field: "/visit".to_owned(), code: "unknown" })
}
