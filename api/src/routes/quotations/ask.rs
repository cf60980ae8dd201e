//! Asks a certification body for a quotation.

use super::offer::QuotationSaid;
use super::view::{QuotationsView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::id::SubjectId;

/// Note that a body was asked for a quotation, over the certification's version.
#[utoipa::path(tag = "quotations", operation_id = "ask_for_quotation",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = QuotationSaid,
    responses((status = 200, body = QuotationsView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/certifications/{id}/quotations")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<QuotationSaid>,
) -> Answer {
    let whom = SubjectId(body.value.body);
    let told = body.value.parse()?;
    let org = caller.write().await?;
    org.ask_for_quotation(id.0, version.0, whom, told).await?;
    let answer = show(&org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
