//! One piece of evidence.

use super::view::{EvidenceView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// Evidence with its files and what it shows something about.
#[utoipa::path(tag = "evidence", operation_id = "get_evidence", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_evidence"))),
    responses((status = 200, body = EvidenceView), (status = 404)))]
#[get("/o/{org}/evidence/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadEvidence>, id: Id) -> Answer {
    let org = caller.read().await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
