//! Writes the draft of a training module.

use super::text::TextView;
use super::view::{WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, put};

/// Write the draft of a training module. What was approved stays what it is, and is asked for until the draft is approved.
#[utoipa::path(tag = "training", operation_id = "draft_module",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = TextView,
    responses((status = 200, body = WholeView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[put("/o/{org}/modules/{id}/draft")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTraining>,
    id: Id,
    version: IfMatch,
    body: Body<TextView>,
) -> Answer {
    let draft = body.value.parse()?;
    let org = caller.write().await?;
    org.draft_module(id.0, version.0, draft).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
