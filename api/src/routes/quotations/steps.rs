//! Decides about a quotation, and why.

use super::view::{QuotationsView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, Quotation};
use crate::names::QuotationStepName;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::certification::QuotationStep;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// A step about a quotation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepOnQuotation {
    #[schema(value_type = QuotationStepName)]
    step: String,
    /// On which day.
    on: NaiveDate,
    /// Why, at most 2,000 characters; a decision and taking it back say so.
    #[serde(default)]
    reason: String,
}

/// Decide about a quotation, over the certification's version. Whoever is chosen becomes its certification body, and the others
/// that are open are decided against.
#[utoipa::path(tag = "quotations", operation_id = "step_quotation",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("quotation" = uuid::Uuid, Path),
        ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = StepOnQuotation,
    responses((status = 200, body = QuotationsView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/certifications/{id}/quotations/{quotation}/steps")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    quotation: Quotation,
    version: IfMatch,
    body: Body<StepOnQuotation>,
) -> Answer {
    let StepOnQuotation { step, on, reason } = body.value;
    let mut errors = Vec::new();
    let step = QuotationStep::parse(&step);
    if step.is_none() {
        errors.push(FieldProblem::new("/step", "unknown", "is not known here"));
    }
    let reason = field(&mut errors, "/reason", paragraph(&reason, 2_000));
    let (Some(step), Some(reason)) = (step, reason) else { return Err(Problem::InvalidInput(errors)) };
    let org = caller.write().await?;
    org.step_quotation(id.0, version.0, quotation.0, (step, on, &reason)).await?;
    let answer = show(&org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
