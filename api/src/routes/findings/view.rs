//! How findings are shown.

use crate::caller::Caller;
use crate::names::{FindingGrade, FindingStateName, FindingStepName, PhaseName};
use crate::problem::Problem;
use crate::views::{OwnerView, versioned};
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use domain::finding::{Finding, FindingStep};
use domain::id::FindingId;
use serde::Serialize;
use store::{FindingView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// A finding in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = FindingRow)]
pub(crate) struct FindingRowView {
    id: Uuid,
    /// Such as `FND-3`.
    reference: String,
    title: String,
    #[schema(value_type = FindingGrade)]
    grade: &'static str,
    /// What it is measured against; empty where nobody said.
    requirement: String,
    #[schema(value_type = FindingStateName)]
    state: &'static str,
    /// The visit on which it was raised.
    visit: Uuid,
    raised: NaiveDate,
    /// What of it comes next, and by when.
    next_due: Option<NaiveDate>,
    /// When it was closed.
    closed: Option<NaiveDate>,
    owner: Option<OwnerView>,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl From<Stored> for FindingRowView {
    fn from(stored: Stored) -> Self {
        let Stored { finding, reference, owner, version, updated_at, .. } = stored;
        Self {
            id: finding.id.0,
            reference,
            grade: finding.grade.name(),
            state: finding.state.name(),
            visit: finding.visit.0,
            raised: finding.raised,
            next_due: finding.next_due(),
            closed: (!finding.is_open()).then_some(finding.since),
            title: finding.title,
            requirement: finding.requirement,
            owner: owner.map(OwnerView::from),
            version,
            updated_at,
        }
    }
}

/// The certification that a finding is of.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificationOfFinding)]
pub(crate) struct OfView {
    id: Uuid,
    reference: String,
    title: String,
}

/// A step that may follow.
#[derive(Serialize, ToSchema)]
#[schema(as = PossibleFindingStep)]
pub(crate) struct StepView {
    #[schema(value_type = FindingStepName)]
    step: &'static str,
    /// Whether it is the word of those who audit.
    of_auditor: bool,
    /// Whether it is taken with a reason only.
    needs_reason: bool,
}

impl From<FindingStep> for StepView {
    fn from(step: FindingStep) -> Self {
        Self { step: step.name(), of_auditor: step.is_of_auditor(), needs_reason: step.needs_reason() }
    }
}

/// What the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = FindingRights)]
pub(crate) struct Rights {
    answer: bool,
    manage: bool,
}

/// A finding with everything that belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = Finding)]
pub(crate) struct FindingView {
    #[serde(flatten)]
    row: FindingRowView,
    certification: OfView,
    /// For what the visit took place on which it was raised.
    #[schema(value_type = PhaseName)]
    phase: &'static str,
    /// What was seen.
    evidence: String,
    /// By when the body wants an answer.
    due: Option<NaiveDate>,
    /// By when what was promised is done.
    act_by: Option<NaiveDate>,
    /// Since when it stands where it does.
    since: NaiveDate,
    /// Why, where somebody had to say.
    reason: Option<String>,
    /// What was put right at once.
    correction: String,
    /// Why it came to that.
    cause: String,
    /// What is done so that it does not come again.
    action: String,
    /// The most usual first.
    steps: Vec<StepView>,
    may: Rights,
}

fn rights<P>(finding: &Finding, caller: &Caller<P>) -> Rights {
    let me = caller.membership().person();
    let mine = finding.owner.is_some_and(|owner| owner == me);
    let answer = match caller.reach_of(Action::AnswerFinding) {
        Reach::All => true,
        Reach::Own => mine,
        Reach::None => false,
    };
    Rights { answer, manage: caller.reach_of(Action::ManageFindings) == Reach::All }
}

impl FindingView {
    fn of<P>(stored: Stored, caller: &Caller<P>) -> Self {
        let finding = stored.finding.clone();
        let (reference, title) = stored.of.clone();
        Self {
            certification: OfView { id: finding.certification.0, reference, title },
            phase: stored.phase.name(),
            due: finding.due,
            act_by: finding.act_by,
            since: finding.since,
            steps: finding.possible().map(StepView::from).collect(),
            may: rights(&finding, caller),
            evidence: finding.evidence,
            reason: finding.reason,
            correction: finding.response.correction,
            cause: finding.response.cause,
            action: finding.response.action,
            row: stored.into(),
        }
    }
}

/// The finding as it is now.
pub(super) async fn show<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: FindingId,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.finding(id).await?;
    let version = stored.version;
    Ok(versioned(response, version, &FindingView::of(stored, caller)))
}
