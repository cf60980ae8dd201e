//! Notes what was found on a visit.

use super::view::{FindingView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::names::FindingGrade;
use crate::problem::{FieldProblem, Problem};
use crate::routes::certifications::add::optional_line;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::NaiveDate;
use domain::finding::Grade;
use domain::id::{PersonId, VisitId};
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFinding {
    /// The visit of the certification on which it was raised.
    visit: Uuid,
    /// One line of at most 200 characters.
    title: String,
    #[schema(value_type = FindingGrade)]
    grade: String,
    /// What it is measured against, such as `9.2.2` or `A.6.2.4`, at most 200 characters; a nonconformity names it.
    #[serde(default)]
    requirement: String,
    /// What was seen, at most 5,000 characters; a nonconformity says it.
    #[serde(default)]
    evidence: String,
    /// When it was raised; left out: on the last day of the visit.
    raised: Option<NaiveDate>,
    /// By when the body wants an answer.
    due: Option<NaiveDate>,
    /// Who answers for it; left out: whoever answers for the certification.
    owner: Option<Uuid>,
}

impl NewFinding {
    fn parse(self) -> Result<store::NewFinding, Problem> {
        let mut errors = Vec::new();
        let title = field(&mut errors, "/title", line(&self.title, 200));
        let grade = Grade::parse(&self.grade);
        if grade.is_none() {
            errors.push(FieldProblem::new("/grade", "unknown", "is not known here"));
        }
        let requirement = field(&mut errors, "/requirement", optional_line(&self.requirement, 200));
        let evidence = field(&mut errors, "/evidence", paragraph(&self.evidence, 5_000));
        match (title, grade, requirement, evidence) {
            (Some(title), Some(grade), Some(requirement), Some(evidence)) => Ok(store::NewFinding {
                visit: VisitId(self.visit),
                title,
                grade,
                requirement,
                evidence,
                raised: self.raised,
                due: self.due,
                owner: self.owner.map(PersonId),
            }),
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Note what was found on a visit. A repeated `Idempotency-Key` answers with what it made the first time.
#[utoipa::path(tag = "findings", operation_id = "raise_finding",
    params(("org" = String, Path), ("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_findings"))), request_body = NewFinding,
    responses((status = 201, body = FindingView), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/certifications/{id}/findings")]
pub(crate) async fn handle(
    caller: Caller<may::ManageFindings>,
    id: Id,
    request: HttpRequest,
    body: Body<NewFinding>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let made = org.raise_finding(id.0, new, key.as_ref()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let answer = show(&caller, &org, made.subject(), HttpResponse::Created()).await?;
    org.close().await?;
    Ok(answer)
}
