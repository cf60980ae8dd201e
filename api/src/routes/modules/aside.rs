//! Putting a training module aside, and taking it back: it is never deleted.

use super::view::{WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::routes::certifications::aside::PutAside;
use crate::views::Answer;
use actix_web::{HttpResponse, put};

/// Put a training module aside, so that nobody is asked for it any more, or take it back.
#[utoipa::path(tag = "training", operation_id = "put_module_aside",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = PutAside,
    responses((status = 200, body = WholeView), (status = 404), (status = 412), (status = 428)))]
#[put("/o/{org}/modules/{id}/aside")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTraining>,
    id: Id,
    version: IfMatch,
    body: Body<PutAside>,
) -> Answer {
    let org = caller.write().await?;
    org.put_module_aside(id.0, version.0, body.value.aside).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
