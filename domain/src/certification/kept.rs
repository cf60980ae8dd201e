//! A certification as an organisation keeps it: of what and by whom, its certificate, and the visits.
//!
//! Its dates are reckoned and never kept: from what is noted of the certificate and from the visits that took place. What
//! somebody is reminded of follows from them, in `duties.rs`.

use super::{
    Agreed, Anchors, AnchorsRefused, Audit, Certificate, CertificateRefused, Change, Cycle, Decision,
    Findings, Majors, Phase, Quotation, QuotationRefused, Step, Successor, Taken, Turn, Visit, VisitRefused,
    VisitState,
};
use crate::change::set;
use crate::event::Event;
use crate::finding::OpenFindings;
use crate::id::{CertificationId, PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most visits of one certification.
pub const MOST_VISITS: usize = 200;

/// A certification, as it is kept in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// Its id.
    pub id: CertificationId,
    /// One line of at most 200 characters.
    pub title: String,
    /// Of what, such as `ISO/IEC 42001:2023`; at most 100 characters.
    pub standard: String,
    /// What the certificate covers, at most 2,000 characters.
    pub scope: String,
    /// The certification body, at most 200 characters; empty where none is chosen.
    pub body: String,
    /// The certificate's number, at most 100 characters.
    pub number: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// The certificate, or the way to one.
    #[serde(flatten)]
    pub certificate: Certificate,
    /// When the present way to a certificate began: earlier visits belong to one before.
    pub begun: Option<NaiveDate>,
    /// The visits, in no order.
    pub visits: Vec<Visit>,
    /// Whom it asked what they would certify for. No revision keeps what they ask: those are shown to auditors, one of whom may
    /// be asked next.
    #[serde(skip)]
    pub quotations: Vec<Quotation>,
    /// What is agreed with the body.
    #[serde(flatten)]
    pub agreed: Agreed,
    /// What its findings stand in the way of; they are kept by themselves.
    #[serde(skip)]
    pub open: OpenFindings,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// Another title.
    pub title: Option<String>,
    /// Another standard.
    pub standard: Option<String>,
    /// Another scope.
    pub scope: Option<String>,
    /// Another certification body.
    pub body: Option<String>,
    /// Another number.
    pub number: Option<String>,
    /// Another contract number.
    pub contract: Option<String>,
    /// The last day of the contract, or that it has none.
    pub contract_ends: Option<Option<NaiveDate>>,
    /// Others who audit.
    pub team: Option<String>,
    /// Other sites.
    pub sites: Option<String>,
    /// Another version of the Statement of Applicability.
    pub soa: Option<String>,
    /// Another owner, or nobody.
    pub owner: Option<Option<PersonId>>,
    /// The last day as the certificate shows it, or that it is not known.
    pub expiry: Option<Option<NaiveDate>>,
    /// When the last internal audit was held.
    pub internal_audit: Option<Option<NaiveDate>>,
    /// When the last management review was held.
    pub management_review: Option<Option<NaiveDate>>,
    /// The last change that the certification body has to hear of.
    pub notice: Option<Option<Change>>,
    /// Whether a major nonconformity is open.
    pub majors_open: Option<bool>,
}

/// What is told of a step beside its day and its reason; each step takes of it what it needs.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// From which day the certificate counts; nothing: from the decision.
    pub effective: Option<NaiveDate>,
    /// Its last day as it shows it.
    pub expiry: Option<NaiveDate>,
    /// How the major nonconformities stand.
    pub majors: Majors,
    /// Whether the plans for minor ones are accepted, or there are none.
    pub plans_accepted: bool,
    /// The limit of a suspension that the certification body set.
    pub until: Option<NaiveDate>,
    /// Whether somebody verified that the cause of a suspension is removed.
    pub verified: bool,
    /// Whether the certification body that takes over is accredited.
    pub accredited: bool,
}

impl Told {
    /// For steps that are told nothing more.
    pub const NOTHING: Self = Self {
        effective: None,
        expiry: None,
        majors: Majors::None,
        plans_accepted: false,
        until: None,
        verified: false,
        accredited: false,
    };
}

/// Why something about a certification was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificationRefused {
    /// The certificate refused a step.
    #[error(transparent)]
    Step(#[from] CertificateRefused),
    /// The days do not fit together.
    #[error("the days do not fit together: {0}")]
    Days(#[from] AnchorsRefused),
    /// A visit cannot be like that.
    #[error(transparent)]
    Visit(#[from] VisitRefused),
    /// A quotation cannot be like that.
    #[error(transparent)]
    Quotation(#[from] QuotationRefused),
    /// There are very many visits.
    #[error("a certification has two hundred visits at most")]
    TooManyVisits,
}

impl CertificationRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Step(why) => why.code(),
            Self::Days(why) => why.code(),
            Self::Visit(why) => why.code(),
            Self::Quotation(why) => why.code(),
            Self::TooManyVisits => "too_many",
        }
    }
}

impl Certification {
    /// From what its dates are reckoned: what is noted of the certificate, and the visits that belong to its cycle.
    #[must_use]
    pub fn anchors(&self) -> Anchors {
        let mut anchors = self.certificate.anchors.clone();
        anchors.majors_open |= self.open.majors > 0;
        let (begun, decision) = (self.begun, anchors.decision);
        let held = |phase: Phase| {
            let of = move |visit: &&Visit| visit.phase == phase && visit.state == VisitState::Held;
            self.visits.iter().filter(of)
        };
        if anchors.turn == Turn::First {
            let initial = |visit: &&Visit| {
                begun.is_none_or(|begun| visit.ends >= begun) && decision.is_none_or(|day| visit.ends <= day)
            };
            let first = held(Phase::Stage1).filter(initial).max_by_key(|visit| visit.ends);
            let second = held(Phase::Stage2).filter(initial).max_by_key(|visit| visit.ends);
            let ended = anchors.stage_2_end.or(second.map(|visit| visit.ends));
            // As noted with a step, stage 2 may have ended on another day than the visit that is kept of it.
            let fits = |day: &NaiveDate| ended.is_none_or(|end| *day <= end);
            anchors.stage_1_end = anchors.stage_1_end.or(first.map(|visit| visit.ends)).filter(fits);
            anchors.stage_2_begin = anchors
                .stage_2_begin
                .or(second.map(|visit| visit.begins))
                .filter(fits)
                .filter(|day| anchors.stage_1_end.is_none_or(|first| *day >= first));
            anchors.stage_2_end = ended;
        }
        if let Some(decision) = decision {
            let later = |visit: &&Visit| visit.ends >= decision;
            let surveillances = held(Phase::Surveillance1).chain(held(Phase::Surveillance2)).filter(later);
            anchors.surveillances.extend(surveillances.map(|visit| visit.ends));
            anchors.surveillances.sort_unstable();
            let of =
                |state| move |visit: &&Visit| visit.phase == Phase::Recertification && visit.state == state;
            let audit =
                |state| self.visits.iter().filter(of(state)).filter(later).max_by_key(|visit| visit.ends);
            let audit = audit(VisitState::Held).or_else(|| audit(VisitState::Planned));
            let audit = audit.map(|visit| Audit { on: visit.ends, held: visit.state == VisitState::Held });
            anchors.recertification = anchors.recertification.or(audit);
        }
        let planned = self.visits.iter().filter(|visit| visit.state == VisitState::Planned);
        anchors.next_visit = anchors.next_visit.or_else(|| planned.map(|visit| visit.begins).min());
        anchors
    }

    /// Its dates, if the days fit together.
    ///
    /// # Errors
    /// When they do not.
    pub fn cycle(&self) -> Result<Cycle, AnchorsRefused> {
        Cycle::of(self.anchors())
    }

    /// What was found, as told; what is kept of it and open stands in the way of a decision, whatever is told.
    const fn findings(&self, told: &Told) -> Findings {
        let majors = if self.open.majors > 0 { Majors::Open } else { told.majors };
        Findings { majors, plans_accepted: told.plans_accepted && self.open.plans == 0 }
    }

    /// Takes a step. A transfer answers beside the event the certificate that the other body issues.
    ///
    /// # Errors
    /// When the certificate refuses it, or the days no longer fit together; then nothing of it counts.
    pub fn take(
        &mut self,
        step: Step,
        taken: &Taken<'_>,
        told: &Told,
    ) -> Result<(Event, Option<Certificate>), CertificationRefused> {
        let findings = self.findings(told);
        let decision =
            Decision { effective: told.effective.unwrap_or(taken.on), expiry: told.expiry, findings };
        let mut next = self.clone();
        let certificate = &mut next.certificate;
        let mut successor = None;
        match step {
            Step::SignContract => certificate.sign_contract(taken)?,
            Step::BeginStage1 => certificate.begin_stage_1(taken)?,
            Step::FinishStage2 => certificate.finish_stage_2(taken)?,
            Step::Grant => certificate.grant(taken, &decision)?,
            Step::RepeatStage2 => certificate.repeat_stage_2(taken, findings.majors)?,
            Step::Decline => certificate.decline(taken)?,
            Step::Suspend => certificate.suspend(taken, told.until)?,
            Step::Reinstate => certificate.reinstate(taken, told.verified)?,
            Step::ReduceScope => certificate.reduce_scope(taken)?,
            Step::Reissue => certificate.reissue(taken)?,
            Step::Withdraw => certificate.withdraw(taken)?,
            Step::Expire => certificate.expire(taken)?,
            Step::Recertify => certificate.recertify(taken, &decision)?,
            Step::Restore => certificate.restore(taken, &decision)?,
            Step::BeginAgain => certificate.begin_again(taken)?,
            Step::Transfer => {
                successor =
                    Some(certificate.transfer(taken, &Successor { accredited: told.accredited, findings })?);
            }
        }
        if matches!(step, Step::SignContract | Step::Transfer) {
            next.settle_choice(taken.on);
        }
        if matches!(step, Step::SignContract | Step::BeginAgain) {
            next.begun = Some(taken.on);
        }
        next.cycle()?;
        *self = next;
        let reason = self.certificate.reason.clone();
        Ok((Event::CertificateStepTaken { certification: self.id, step, on: taken.on, reason }, successor))
    }

    /// Changes what is said of it. `None` when nothing changed.
    ///
    /// # Errors
    /// When the days no longer fit together; then nothing of it changed.
    pub fn revise(&mut self, change: Revision) -> Result<Option<Event>, CertificationRefused> {
        let mut next = self.clone();
        let mut fields = Vec::new();
        set(&mut fields, "title", &mut next.title, change.title);
        set(&mut fields, "standard", &mut next.standard, change.standard);
        set(&mut fields, "scope", &mut next.scope, change.scope);
        set(&mut fields, "body", &mut next.body, change.body);
        set(&mut fields, "number", &mut next.number, change.number);
        set(&mut fields, "owner", &mut next.owner, change.owner);
        let agreed = &mut next.agreed;
        set(&mut fields, "contract", &mut agreed.contract, change.contract);
        set(&mut fields, "contract_ends", &mut agreed.contract_ends, change.contract_ends);
        set(&mut fields, "team", &mut agreed.team, change.team);
        set(&mut fields, "sites", &mut agreed.sites, change.sites);
        set(&mut fields, "soa", &mut agreed.soa, change.soa);
        let anchors = &mut next.certificate.anchors;
        set(&mut fields, "expiry", &mut anchors.expiry, change.expiry);
        set(&mut fields, "internal_audit", &mut anchors.internal_audit, change.internal_audit);
        set(&mut fields, "management_review", &mut anchors.management_review, change.management_review);
        set(&mut fields, "notice", &mut anchors.change, change.notice);
        set(&mut fields, "majors_open", &mut anchors.majors_open, change.majors_open);
        if fields.is_empty() {
            return Ok(None);
        }
        next.cycle()?;
        *self = next;
        Ok(Some(Event::CertificationRevised { certification: self.id, fields }))
    }

    /// Plans a visit, or changes one that is known by its id. `None` when nothing changed.
    ///
    /// # Errors
    /// When it cannot be like that, or the days no longer fit together; then nothing of it changed.
    pub fn set_visit(
        &mut self,
        visit: Visit,
        today: NaiveDate,
    ) -> Result<Option<Event>, CertificationRefused> {
        visit.check(today)?;
        let mut next = self.clone();
        let (id, what) = (visit.id, visit.state);
        match next.visits.iter_mut().find(|one| one.id == visit.id) {
            Some(known) if *known == visit => return Ok(None),
            Some(known) => *known = visit,
            None if self.visits.len() >= MOST_VISITS => return Err(CertificationRefused::TooManyVisits),
            None => next.visits.push(visit),
        }
        next.cycle()?;
        *self = next;
        Ok(Some(Event::VisitSet { certification: self.id, visit: id, what }))
    }
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod tests;
