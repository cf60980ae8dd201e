//! The quotations of a certification.

use super::view::{QuotationsView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// The quotations of a certification, with what each comes to in three years, and the bodies that one could ask.
#[utoipa::path(tag = "quotations", operation_id = "list_quotations",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_certification"))),
    responses((status = 200, body = QuotationsView), (status = 404)))]
#[get("/o/{org}/certifications/{id}/quotations")]
pub(crate) async fn handle(caller: Caller<may::ManageCertification>, id: Id) -> Answer {
    let org = caller.read().await?;
    let answer = show(&org, id.0, HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
