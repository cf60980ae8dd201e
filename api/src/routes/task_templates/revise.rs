//! Changes a template.

use super::add::{days, priority};
use super::view::{TemplateView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::names;
use crate::problem::Problem;
use crate::routes::tasks::checklist::lines;
use crate::routes::tasks::create::field;
use crate::routes::tasks::recurrence::RecurrenceView;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use domain::id::TemplateId;
use domain::task_template::TemplateChange;
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;

/// What to change; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskTemplateChange {
    title: Option<String>,
    description: Option<String>,
    expected_evidence: Option<String>,
    evidence_required: Option<bool>,
    checklist: Option<Vec<String>>,
    #[schema(value_type = Option<names::Priority>)]
    priority: Option<String>,
    /// Due so many days after it is made, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    due_in: Option<Option<i32>>,
    /// When tasks made with it come back, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<RecurrenceView>)]
    recurrence: Option<Option<RecurrenceView>>,
}

impl TaskTemplateChange {
    fn parse(self) -> Result<TemplateChange, Problem> {
        let mut errors = Vec::new();
        let change = TemplateChange {
            title: self.title.and_then(|text| field(&mut errors, "/title", line(&text, 200))),
            description: self
                .description
                .and_then(|text| field(&mut errors, "/description", paragraph(&text, 10_000))),
            expected_evidence: self
                .expected_evidence
                .and_then(|text| field(&mut errors, "/expected_evidence", paragraph(&text, 2_000))),
            evidence_required: self.evidence_required,
            checklist: self.checklist.map(|asked| lines(&mut errors, &asked)),
            priority: self.priority.and_then(|name| priority(&mut errors, &name)),
            due_in: self.due_in.map(|asked| days(&mut errors, asked)),
            recurrence: self.recurrence.map(|rule| rule.and_then(|rule| rule.parse(&mut errors))),
        };
        if errors.is_empty() { Ok(change) } else { Err(Problem::InvalidInput(errors)) }
    }
}

/// Change a template. Tasks that were made with it stay as they are.
#[utoipa::path(tag = "tasks", operation_id = "revise_task_template",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_templates"))), request_body = TaskTemplateChange,
    responses((status = 200, body = TemplateView), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/task-templates/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTemplates>,
    id: Id,
    version: IfMatch,
    body: Body<TaskTemplateChange>,
) -> Answer {
    let change = body.value.parse()?;
    let id = TemplateId(id.0.0);
    let org = caller.write().await?;
    org.revise_task_template(id, version.0, change).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
