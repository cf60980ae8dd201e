//! One certification.

use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// A certification with its dates, each with the rule it rests on, its visits, and the steps that may follow.
#[utoipa::path(tag = "certifications", operation_id = "get_certification",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = CertificationView), (status = 404)))]
#[get("/o/{org}/certifications/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>, id: Id) -> Answer {
    let org = caller.read().await?;
    let answer = show(&caller, &org, id.0, Vec::new(), HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
