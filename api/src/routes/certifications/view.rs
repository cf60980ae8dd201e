//! How certifications are shown.

use super::dates::{DateView, MovedView, date};
use super::revise::NoticeOfChange;
use super::together::TogetherView;
use crate::caller::Caller;
use crate::names::{
    CertificateState, CertificateStep, CertificateUsage, CycleDateName, PartyName, PhaseName, VisitStateName,
};
use crate::problem::Problem;
use crate::routes::findings::view::FindingRowView;
use crate::views::{OwnerView, versioned};
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use domain::certification::{Moved, State, Step, Visit, audit_days};
use domain::id::CertificationId;
use serde::Serialize;
use store::{CertificationRow, CertificationView as Stored, FindingView, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// What comes next.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextOfCertification {
    #[schema(value_type = CycleDateName)]
    what: &'static str,
    /// By when at the latest.
    on: NaiveDate,
}

/// A certification in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificationRow)]
pub(crate) struct CertificationRowView {
    id: Uuid,
    /// Such as `CRT-1`.
    reference: String,
    title: String,
    standard: String,
    /// The certification body; empty where none is chosen.
    body: String,
    #[schema(value_type = CertificateState)]
    state: &'static str,
    /// What the certificate may be used for today.
    #[schema(value_type = CertificateUsage)]
    usage: &'static str,
    /// Its last day.
    expiry: Option<NaiveDate>,
    next: Option<NextOfCertification>,
    owner: Option<OwnerView>,
    /// Whether it was put aside.
    aside: bool,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl From<CertificationRow> for CertificationRowView {
    fn from(row: CertificationRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            title: row.title,
            standard: row.standard,
            body: row.body,
            state: row.state.name(),
            usage: row.usage.name(),
            expiry: row.expiry,
            next: row.next.map(|(what, on)| NextOfCertification { what: what.name(), on }),
            owner: row.owner.map(OwnerView::from),
            aside: row.archived_at.is_some(),
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

/// The certifications.
#[derive(Serialize, ToSchema)]
#[schema(as = Certifications)]
pub(crate) struct CertificationsView {
    pub(super) items: Vec<CertificationRowView>,
    /// Audits that could be one visit, the soonest first.
    pub(super) together: Vec<TogetherView>,
}

/// A visit of the certification body.
#[derive(Serialize, ToSchema)]
#[schema(as = Visit)]
pub(crate) struct VisitView {
    id: Uuid,
    #[schema(value_type = PhaseName)]
    phase: &'static str,
    begins: NaiveDate,
    ends: NaiveDate,
    #[schema(value_type = VisitStateName)]
    state: &'static str,
    note: String,
    /// Who comes: lead auditor, auditors, experts.
    team: String,
    /// Who of the organisation takes part.
    attendees: String,
    /// What is looked at when.
    agenda: String,
    /// Which AI systems and records were looked at as a sample.
    sampled: String,
    /// Audit days that are planned, in quarters.
    days_planned: Option<f64>,
    /// Audit days that were used.
    days_used: Option<f64>,
}

impl From<Visit> for VisitView {
    fn from(visit: Visit) -> Self {
        Self {
            id: visit.id.0,
            phase: visit.phase.name(),
            begins: visit.begins,
            ends: visit.ends,
            state: visit.state.name(),
            note: visit.note,
            days_planned: visit.record.planned_quarters.map(audit_days),
            days_used: visit.record.used_quarters.map(audit_days),
            team: visit.record.team,
            attendees: visit.record.attendees,
            agenda: visit.record.agenda,
            sampled: visit.record.sampled,
        }
    }
}

/// A step that may follow.
#[derive(Serialize, ToSchema)]
#[schema(as = PossibleStep)]
pub(crate) struct StepView {
    #[schema(value_type = CertificateStep)]
    step: &'static str,
    /// Whose word it takes.
    #[schema(value_type = PartyName)]
    party: &'static str,
    /// Whether it is taken with a reason only.
    needs_reason: bool,
}

fn step(step: Step, from: State) -> StepView {
    StepView { step: step.name(), party: step.party(from).name(), needs_reason: step.needs_reason() }
}

/// What the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificationRights)]
struct Rights {
    manage: bool,
    /// Whether findings are noted by them.
    manage_findings: bool,
}

/// A certification with everything that belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = Certification)]
pub(crate) struct CertificationView {
    #[serde(flatten)]
    row: CertificationRowView,
    /// What the certificate covers.
    scope: String,
    /// The certificate's number.
    number: String,
    /// The number of the contract with the body.
    contract: String,
    /// The last day of the contract.
    contract_ends: Option<NaiveDate>,
    /// Who audits.
    team: String,
    /// The sites that the certificate names.
    sites: String,
    /// Which version of the Statement of Applicability the certificate names.
    soa: String,
    /// The organisation's day, on which dates stand as they are said to.
    today: NaiveDate,
    /// Since when the certificate stands where it does.
    since: Option<NaiveDate>,
    /// Why, where somebody had to say.
    reason: Option<String>,
    /// The decision, from which the cycle is reckoned.
    decision: Option<NaiveDate>,
    /// From which day the certificate counts.
    effective: Option<NaiveDate>,
    /// The last day that somebody noted; null: it is reckoned.
    expiry_noted: Option<NaiveDate>,
    majors_open: bool,
    internal_audit: Option<NaiveDate>,
    management_review: Option<NaiveDate>,
    /// The last change that the certification body has to hear of.
    notice: Option<NoticeOfChange>,
    /// In the order of a cycle.
    dates: Vec<DateView>,
    /// In their order.
    visits: Vec<VisitView>,
    /// Those that are open first, the heaviest of them first.
    findings: Vec<FindingRowView>,
    /// The most usual first.
    steps: Vec<StepView>,
    /// Which days moved by what was just done.
    moved: Vec<MovedView>,
    may: Rights,
    /// The day as of which it is shown, where that is not today.
    as_of: Option<NaiveDate>,
}

impl CertificationView {
    fn of<P>(
        stored: Stored,
        findings: Vec<FindingView>,
        moved: Vec<Moved>,
        today: NaiveDate,
        caller: &Caller<P>,
    ) -> Self {
        let Stored { row, certification, dates } = stored;
        let certificate = certification.certificate;
        let anchors = certificate.anchors;
        Self {
            scope: certification.scope,
            number: certification.number,
            contract: certification.agreed.contract,
            contract_ends: certification.agreed.contract_ends,
            team: certification.agreed.team,
            sites: certification.agreed.sites,
            soa: certification.agreed.soa,
            today,
            since: certificate.since,
            reason: certificate.reason,
            decision: anchors.decision,
            effective: certificate.effective,
            expiry_noted: anchors.expiry,
            majors_open: anchors.majors_open,
            internal_audit: anchors.internal_audit,
            management_review: anchors.management_review,
            notice: anchors.change.map(|one| NoticeOfChange { on: one.on, told: one.told }),
            moved: moved.into_iter().map(MovedView::from).collect(),
            dates: dates.iter().map(|one| date(one, today)).collect(),
            visits: certification.visits.into_iter().map(VisitView::from).collect(),
            findings: findings.into_iter().map(FindingRowView::from).collect(),
            steps: certificate.state.possible().into_iter().map(|one| step(one, certificate.state)).collect(),
            may: Rights {
                manage: caller.reach_of(Action::ManageCertification) == Reach::All,
                manage_findings: caller.reach_of(Action::ManageFindings) == Reach::All,
            },
            as_of: None,
            row: row.into(),
        }
    }
}

/// The certification as it is now. `moved`: which of its dates moved by what was just done.
pub(super) async fn show<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: CertificationId,
    moved: Vec<Moved>,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.certification(id).await?;
    let findings = org.findings(id).await?;
    let version = stored.row.version;
    Ok(versioned(response, version, &CertificationView::of(stored, findings, moved, org.today(), caller)))
}

/// The certification as it stood when a day ended. Nothing can be done about what was.
pub(super) async fn show_as_of<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: CertificationId,
    day: NaiveDate,
) -> Result<HttpResponse, Problem> {
    let (stored, findings) = org.certification_as_of(id, Some(day)).await?;
    let version = stored.row.version;
    let view = CertificationView::of(stored, findings, Vec::new(), day, caller);
    let rights = Rights { manage: false, manage_findings: false };
    let view = CertificationView { may: rights, steps: Vec::new(), as_of: Some(day), ..view };
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
