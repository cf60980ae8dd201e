//! Changes what is said of a finding, or what is answered.

use super::view::{FindingView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::names::FindingGrade;
use crate::problem::{FieldProblem, Problem};
use crate::routes::certifications::add::optional_line;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, patch};
use chrono::NaiveDate;
use domain::finding::{Change, Grade};
use domain::id::{PersonId, VisitId};
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Changes; what is not named stays as it is. Whoever answers a finding changes correction, cause, action and their date; the
/// rest is changed by those who manage findings.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FindingChange)]
pub(crate) struct FindingChange {
    /// Another visit of the same certification.
    visit: Option<Uuid>,
    /// When it was raised: on its visit, or after it.
    raised: Option<NaiveDate>,
    /// One line of at most 200 characters.
    title: Option<String>,
    #[schema(value_type = Option<FindingGrade>)]
    grade: Option<String>,
    /// At most 200 characters.
    requirement: Option<String>,
    /// What was seen, at most 5,000 characters.
    evidence: Option<String>,
    /// `null`: nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// By when the body wants an answer; `null`: it does not say.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    due: Option<Option<NaiveDate>>,
    /// By when what was promised is done; `null`: nobody said.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    act_by: Option<Option<NaiveDate>>,
    /// What was put right at once, at most 5,000 characters.
    correction: Option<String>,
    /// Why it came to that, at most 5,000 characters.
    cause: Option<String>,
    /// What is done so that it does not come again, at most 5,000 characters.
    action: Option<String>,
}

impl FindingChange {
    fn parse(self) -> Result<Change, Problem> {
        let mut errors = Vec::new();
        let title = self.title.and_then(|text| field(&mut errors, "/title", line(&text, 200)));
        let grade = self.grade.as_deref().map(Grade::parse);
        if grade == Some(None) {
            errors.push(FieldProblem::new("/grade", "unknown", "is not known here"));
        }
        let requirement =
            self.requirement.and_then(|text| field(&mut errors, "/requirement", optional_line(&text, 200)));
        let mut long = |pointer: &str, text: Option<String>| {
            text.and_then(|text| field(&mut errors, pointer, paragraph(&text, 5_000)))
        };
        let evidence = long("/evidence", self.evidence);
        let (correction, cause) = (long("/correction", self.correction), long("/cause", self.cause));
        let action = long("/action", self.action);
        if !errors.is_empty() {
            return Err(Problem::InvalidInput(errors));
        }
        Ok(Change {
            visit: self.visit.map(VisitId),
            raised: self.raised,
            title,
            grade: grade.flatten(),
            requirement,
            evidence,
            owner: self.owner.map(|owner| owner.map(PersonId)),
            due: self.due,
            act_by: self.act_by,
            correction,
            cause,
            action,
        })
    }
}

/// Change what is said of a finding, or what is answered.
#[utoipa::path(tag = "findings", operation_id = "revise_finding",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("answer_finding"))), request_body = FindingChange,
    responses((status = 200, body = FindingView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[patch("/o/{org}/findings/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::AnswerFinding>,
    id: Id,
    version: IfMatch,
    body: Body<FindingChange>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.revise_finding(id.0, version.0, change, caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
