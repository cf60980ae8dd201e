//! Says anew what is said of a quotation; an offer answers one that was asked for.

use super::offer::QuotationSaid;
use super::view::{QuotationsView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, Quotation};
use crate::views::Answer;
use actix_web::{HttpResponse, put};
use domain::id::SubjectId;

/// Say anew what is said of a quotation, over the certification's version: what it offers, by when it should answer.
#[utoipa::path(tag = "quotations", operation_id = "set_quotation",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("quotation" = uuid::Uuid, Path),
        ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = QuotationSaid,
    responses((status = 200, body = QuotationsView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[put("/o/{org}/certifications/{id}/quotations/{quotation}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    quotation: Quotation,
    version: IfMatch,
    body: Body<QuotationSaid>,
) -> Answer {
    let whom = SubjectId(body.value.body);
    let told = body.value.parse()?;
    let org = caller.write().await?;
    org.tell_quotation(id.0, version.0, quotation.0, whom, told).await?;
    let answer = show(&org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
