//! How a template is shown.

use crate::caller::Caller;
use crate::names::Priority;
use crate::problem::Problem;
use crate::routes::tasks::recurrence::RecurrenceView;
use chrono::{DateTime, Utc};
use domain::id::TemplateId;
use serde::Serialize;
use store::TemplateView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// What tasks of one sort begin with.
#[derive(Serialize, ToSchema)]
#[schema(as = TaskTemplate)]
pub(crate) struct TemplateView {
    id: Uuid,
    title: String,
    description: String,
    expected_evidence: String,
    evidence_required: bool,
    checklist: Vec<String>,
    #[schema(value_type = Priority)]
    priority: &'static str,
    /// Due so many days after it is made.
    due_in: Option<i32>,
    recurrence: Option<RecurrenceView>,
    /// Out of use: nothing is made with it.
    archived: bool,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl From<Stored> for TemplateView {
    fn from(stored: Stored) -> Self {
        let template = stored.template;
        Self {
            id: stored.id.0,
            title: template.title,
            description: template.description,
            expected_evidence: template.expected_evidence,
            evidence_required: template.evidence_required,
            checklist: template.checklist,
            priority: template.priority.name(),
            due_in: template.due_in,
            recurrence: template.recurrence.as_ref().map(RecurrenceView::from),
            archived: stored.archived,
            version: stored.version,
            updated_at: stored.updated_at,
        }
    }
}

/// The template as it stands after a change.
pub(super) async fn after<P>(caller: &Caller<P>, id: TemplateId) -> Result<(i32, TemplateView), Problem> {
    let org = caller.read().await?;
    let stored = org.task_template(id).await?;
    org.close().await?;
    Ok((stored.version, stored.into()))
}
