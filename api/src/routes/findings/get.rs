//! One finding.

use super::view::{FindingView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// A finding with its answer and the steps that may follow.
#[utoipa::path(tag = "findings", operation_id = "get_finding",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_findings"))),
    responses((status = 200, body = FindingView), (status = 404)))]
#[get("/o/{org}/findings/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadFindings>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
