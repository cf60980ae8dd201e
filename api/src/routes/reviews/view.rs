//! How reviews are shown.

use crate::caller::Caller;
use crate::names::{ObligationKind, ReviewOutcome};
use crate::problem::Problem;
use crate::routes::tasks::recurrence::RecurrenceView;
use crate::views::OwnerView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::SubjectId;
use serde::Serialize;
use store::{CycleView as Cycle, Postponement, ReviewRow, ReviewView as Held, ReviewsOf};
use utoipa::ToSchema;
use uuid::Uuid;

/// A thing that is reviewed, in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewRow)]
pub(crate) struct ReviewRowView {
    /// The thing's id.
    id: Uuid,
    /// What kind of thing it is, such as `control`.
    kind: String,
    reference: String,
    title: String,
    /// When it is due next.
    due: NaiveDate,
    /// The date of the rhythm, where it was put off.
    postponed_from: Option<NaiveDate>,
    /// Who is reminded of it.
    reviewer: Option<OwnerView>,
    last_on: Option<NaiveDate>,
    #[schema(value_type = Option<ReviewOutcome>)]
    last_outcome: Option<&'static str>,
    overdue: bool,
    /// Nobody has reviewed it for a year.
    stale: bool,
    /// Its last review waits to be approved.
    unapproved: bool,
}

impl From<ReviewRow> for ReviewRowView {
    fn from(row: ReviewRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            reference: row.reference,
            title: row.title,
            due: row.due,
            postponed_from: row.postponed_from,
            reviewer: row.reviewer.map(OwnerView::from),
            last_on: row.last_on,
            last_outcome: row.last_outcome.map(|outcome| outcome.name()),
            overdue: row.overdue,
            stale: row.stale,
            unapproved: row.unapproved,
        }
    }
}

/// When and by whom a thing is reviewed.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewCycle)]
pub(crate) struct CycleView {
    recurrence: RecurrenceView,
    due: NaiveDate,
    /// The date of the rhythm, where it was put off.
    postponed_from: Option<NaiveDate>,
    /// Who was chosen; nobody: the owner, else whoever leads the AIMS.
    reviewer: Option<OwnerView>,
    /// Who approves what the reviewer says.
    approver: Option<OwnerView>,
    /// Who is reminded of it now.
    responsible: Option<OwnerView>,
    overdue: bool,
    /// Nobody has reviewed it for a year.
    stale: bool,
}

impl From<Cycle> for CycleView {
    fn from(view: Cycle) -> Self {
        Self {
            recurrence: RecurrenceView::from(&view.cycle.rule),
            due: view.cycle.due,
            postponed_from: view.cycle.postponed_from,
            reviewer: view.reviewer.map(OwnerView::from),
            approver: view.approver.map(OwnerView::from),
            responsible: view.responsible.map(OwnerView::from),
            overdue: view.overdue,
            stale: view.stale,
        }
    }
}

/// What came of one review.
#[derive(Serialize, ToSchema)]
#[schema(as = Review)]
pub(crate) struct HeldView {
    id: Uuid,
    by: OwnerView,
    on: NaiveDate,
    /// When it was due.
    due: NaiveDate,
    #[schema(value_type = ReviewOutcome)]
    outcome: &'static str,
    /// What is to be changed.
    changes: String,
    /// What was looked at.
    note: String,
    next_due: NaiveDate,
    /// The same for all that were reviewed in one meeting.
    meeting: Option<Uuid>,
    approved_by: Option<OwnerView>,
    approved_at: Option<DateTime<Utc>>,
    waits_for_approval: bool,
}

impl From<Held> for HeldView {
    fn from(view: Held) -> Self {
        Self {
            id: view.id,
            by: view.by.into(),
            on: view.on,
            due: view.due,
            outcome: view.outcome.name(),
            changes: view.changes,
            note: view.note,
            next_due: view.next_due,
            meeting: view.meeting,
            approved_by: view.approved_by.map(OwnerView::from),
            approved_at: view.approved_at,
            waits_for_approval: view.waits_for_approval,
        }
    }
}

/// That a date was put off.
#[derive(Serialize, ToSchema)]
#[schema(as = Postponement)]
pub(crate) struct PostponementView {
    id: Uuid,
    #[schema(value_type = ObligationKind)]
    kind: String,
    /// The first date of this occurrence.
    original_due: NaiveDate,
    from: NaiveDate,
    /// Of what fell away, when it is due next.
    to: NaiveDate,
    /// Whether it fell away this once, instead of being put off.
    waived: bool,
    reason: String,
    approved_by: OwnerView,
    at: DateTime<Utc>,
}

impl From<Postponement> for PostponementView {
    fn from(one: Postponement) -> Self {
        let approved_by = one.approver().into();
        Self {
            id: one.id,
            kind: one.kind,
            original_due: one.original_due,
            from: one.from_due,
            to: one.to_due,
            waived: one.waived,
            reason: one.reason,
            approved_by,
            at: one.at,
        }
    }
}

/// Everything about the reviews of one thing.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewsOf)]
pub(crate) struct ReviewsOfView {
    /// Null: it is not reviewed.
    cycle: Option<CycleView>,
    /// Latest first; of very many the latest 50.
    reviews: Vec<HeldView>,
    /// Latest first.
    postponements: Vec<PostponementView>,
}

impl From<ReviewsOf> for ReviewsOfView {
    fn from(of: ReviewsOf) -> Self {
        Self {
            cycle: of.cycle.map(CycleView::from),
            reviews: of.reviews.into_iter().map(HeldView::from).collect(),
            postponements: of.postponements.into_iter().map(PostponementView::from).collect(),
        }
    }
}

/// The reviews of a thing as they are now.
pub(super) async fn after<P>(caller: &Caller<P>, subject: SubjectId) -> Result<ReviewsOfView, Problem> {
    let org = caller.read().await?;
    let of = org.reviews_of(subject).await?;
    org.close().await?;
    Ok(of.into())
}
