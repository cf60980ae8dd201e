//! Creates a task.

use super::checklist::lines;
use super::recurrence::RecurrenceView;
use super::view::{TaskView, after};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names;
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::NaiveDate;
use domain::id::{PersonId, SubjectId};
use domain::task::Priority;
use domain::text::{TextRefused, line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A task to be created.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTask)]
pub(crate) struct NewTask {
    /// One line of at most 200 characters.
    title: String,
    /// The requirement or control it serves.
    control: Option<Uuid>,
    /// At most 10,000 characters.
    #[serde(default)]
    description: String,
    /// At most 2,000 characters.
    #[serde(default)]
    expected_evidence: String,
    /// Whether it ends only with evidence and a review.
    #[serde(default)]
    evidence_required: bool,
    /// A person of the organisation.
    owner: Option<Uuid>,
    /// The day it is due, in the organisation's zone.
    due: Option<NaiveDate>,
    /// `normal` where nothing is said.
    #[schema(value_type = Option<names::Priority>)]
    priority: Option<String>,
    /// Who accepts it; not who does it.
    reviewer: Option<Uuid>,
    /// At most 50 lines of at most 200 characters.
    #[serde(default)]
    checklist: Vec<String>,
    /// When it comes back.
    recurrence: Option<RecurrenceView>,
}

impl NewTask {
    fn parse(self) -> Result<store::NewTask, Problem> {
        let mut errors = Vec::new();
        let title = field(&mut errors, "/title", line(&self.title, 200));
        let description = field(&mut errors, "/description", paragraph(&self.description, 10_000));
        let expected = field(&mut errors, "/expected_evidence", paragraph(&self.expected_evidence, 2_000));
        let priority = self.priority.as_deref().map_or(Some(Priority::Normal), Priority::parse);
        if priority.is_none() {
            errors.push(FieldProblem::new("/priority", "unknown", "is not a priority"));
        }
        let checklist = lines(&mut errors, &self.checklist);
        let recurrence = self.recurrence.and_then(|rule| rule.parse(&mut errors));
        match (title, description, expected, priority) {
            (Some(title), Some(description), Some(expected_evidence), Some(priority))
                if errors.is_empty() =>
            {
                Ok(store::NewTask {
                    title,
                    description,
                    expected_evidence,
                    evidence_required: self.evidence_required,
                    control: self.control.map(SubjectId),
                    owner: self.owner.map(PersonId),
                    due: self.due,
                    priority,
                    reviewer: self.reviewer.map(PersonId),
                    checklist,
                    recurrence,
                })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Takes a text, or notes why it was not taken.
pub(crate) fn field<T>(
    errors: &mut Vec<FieldProblem>,
    pointer: &str,
    text: Result<T, TextRefused>,
) -> Option<T> {
    text.map_err(|why| errors.push(FieldProblem::new(pointer, why.code(), why.to_string()))).ok()
}

/// Create a task. A repeated `Idempotency-Key` answers with the task it made the first time.
#[utoipa::path(tag = "tasks", operation_id = "create_task",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("create_task"))), request_body = NewTask,
    responses((status = 201, body = TaskView), (status = 422)))]
#[post("/o/{org}/tasks")]
pub(crate) async fn handle(
    caller: Caller<may::CreateTask>,
    request: HttpRequest,
    body: Body<NewTask>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let made = org.create_task(new, key.as_ref()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, made.subject()).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}
