//! Makes a template.

use super::view::{TemplateView, after};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::checklist::lines;
use crate::routes::tasks::create::field;
use crate::routes::tasks::recurrence::RecurrenceView;
use crate::views::{Answer, versioned};
use actix_web::{HttpRequest, HttpResponse, post};
use domain::task::Priority;
use domain::task_template::{FURTHEST, Template};
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;

/// A template to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTaskTemplate {
    /// One line of at most 200 characters, which is its name as well.
    title: String,
    /// At most 10,000 characters.
    #[serde(default)]
    description: String,
    /// At most 2,000 characters.
    #[serde(default)]
    expected_evidence: String,
    #[serde(default)]
    evidence_required: bool,
    /// At most 50 lines of at most 200 characters.
    #[serde(default)]
    checklist: Vec<String>,
    /// `normal` where nothing is said.
    #[schema(value_type = Option<names::Priority>)]
    priority: Option<String>,
    /// Due so many days after it is made, at most 3,660.
    due_in: Option<i32>,
    recurrence: Option<RecurrenceView>,
}

/// Takes a number of days, or notes why it was not taken.
pub(super) fn days(errors: &mut Vec<FieldProblem>, days: Option<i32>) -> Option<i32> {
    if days.is_some_and(|days| !(0..=FURTHEST).contains(&days)) {
        let words = format!("lies between 0 and {FURTHEST} days");
        errors.push(FieldProblem::new("/due_in", "out_of_range", words));
    }
    days
}

/// Takes a priority, or notes why it was not taken.
pub(super) fn priority(errors: &mut Vec<FieldProblem>, name: &str) -> Option<Priority> {
    let priority = Priority::parse(name);
    if priority.is_none() {
        errors.push(FieldProblem::new("/priority", "unknown", "is not a priority"));
    }
    priority
}

impl NewTaskTemplate {
    fn parse(self) -> Result<Template, Problem> {
        let mut errors = Vec::new();
        let title = field(&mut errors, "/title", line(&self.title, 200));
        let description = field(&mut errors, "/description", paragraph(&self.description, 10_000));
        let expected = field(&mut errors, "/expected_evidence", paragraph(&self.expected_evidence, 2_000));
        let priority = priority(&mut errors, self.priority.as_deref().unwrap_or(Priority::Normal.name()));
        let template = Template {
            title: title.unwrap_or_default(),
            description: description.unwrap_or_default(),
            expected_evidence: expected.unwrap_or_default(),
            evidence_required: self.evidence_required,
            checklist: lines(&mut errors, &self.checklist),
            priority: priority.unwrap_or(Priority::Normal),
            due_in: days(&mut errors, self.due_in),
            recurrence: self.recurrence.and_then(|rule| rule.parse(&mut errors)),
        };
        if errors.is_empty() { Ok(template) } else { Err(Problem::InvalidInput(errors)) }
    }
}

/// Make a template for tasks. A repeated `Idempotency-Key` answers with the template it made the first time.
#[utoipa::path(tag = "tasks", operation_id = "add_task_template",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_templates"))), request_body = NewTaskTemplate,
    responses((status = 201, body = TemplateView), (status = 422)))]
#[post("/o/{org}/task-templates")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTemplates>,
    request: HttpRequest,
    body: Body<NewTaskTemplate>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let id = org.add_task_template(&new, key.as_ref()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}
