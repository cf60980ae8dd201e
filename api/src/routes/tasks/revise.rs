//! Changes what a task says.

use super::create::field;
use super::recurrence::RecurrenceView;
use super::view::{TaskView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::names;
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use chrono::NaiveDate;
use domain::access::{Action, Reach};
use domain::id::PersonId;
use domain::task::{Change, Priority};
use domain::text::{line, link, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskChange {
    title: Option<String>,
    description: Option<String>,
    expected_evidence: Option<String>,
    evidence_required: Option<bool>,
    /// A person of the organisation, or null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// The day it is due, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    due: Option<Option<NaiveDate>>,
    #[schema(value_type = Option<names::Priority>)]
    priority: Option<String>,
    /// Who accepts it, or null for nobody in particular.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    reviewer: Option<Option<Uuid>>,
    /// When it comes back, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<RecurrenceView>)]
    recurrence: Option<Option<RecurrenceView>>,
    /// Evidence in words, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    evidence_note: Option<Option<String>>,
    /// Where the evidence lies, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    evidence_url: Option<Option<String>>,
}

impl TaskChange {
    fn parse(self) -> Result<Change, Problem> {
        let mut errors = Vec::new();
        let priority = self.priority.as_deref().map(Priority::parse);
        if priority == Some(None) {
            errors.push(FieldProblem::new("/priority", "unknown", "is not a priority"));
        }
        let change = Change {
            title: self.title.and_then(|text| field(&mut errors, "/title", line(&text, 200))),
            description: self
                .description
                .and_then(|text| field(&mut errors, "/description", paragraph(&text, 10_000))),
            expected_evidence: self
                .expected_evidence
                .and_then(|text| field(&mut errors, "/expected_evidence", paragraph(&text, 2_000))),
            evidence_required: self.evidence_required,
            owner: self.owner.map(|owner| owner.map(PersonId)),
            due: self.due,
            priority: priority.flatten(),
            reviewer: self.reviewer.map(|reviewer| reviewer.map(PersonId)),
            recurrence: self.recurrence.map(|rule| rule.and_then(|rule| rule.parse(&mut errors))),
            evidence_note: self.evidence_note.map(|text| {
                let text = text.filter(|text| !text.trim().is_empty());
                text.and_then(|text| field(&mut errors, "/evidence_note", paragraph(&text, 10_000)))
            }),
            evidence_url: self.evidence_url.map(|text| {
                let text = text.filter(|text| !text.trim().is_empty());
                text.and_then(|text| field(&mut errors, "/evidence_url", link(&text)))
            }),
        };
        if errors.is_empty() { Ok(change) } else { Err(Problem::InvalidInput(errors)) }
    }
}

/// Change a task. Whoever does the task may note its evidence; the rest asks for more.
#[utoipa::path(tag = "tasks", operation_id = "revise_task",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("work_task"))), request_body = TaskChange,
    responses((status = 200, body = TaskView), (status = 403), (status = 409), (status = 412), (status = 428)))]
#[patch("/o/{org}/tasks/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::WorkTask>,
    id: Id,
    version: IfMatch,
    body: Body<TaskChange>,
) -> Answer {
    let change = body.value.parse()?;
    let reach = if change.is_only_evidence() { caller.reach() } else { caller.reach_of(Action::ReviseTask) };
    if reach == Reach::None {
        return Err(Problem::Forbidden);
    }
    let org = caller.write().await?;
    let review = caller.reach_of(Action::ReviewTask);
    org.revise_task(id.0, version.0, change, (reach, review)).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
