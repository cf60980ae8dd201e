//! Changes what is known of a certification body.

use super::said::Said;
use super::view::{BodyView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, patch};

/// Change what is known of a certification body.
#[utoipa::path(tag = "bodies", operation_id = "revise_body",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = Said,
    responses((status = 200, body = BodyView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[patch("/o/{org}/bodies/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<Said>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    org.revise_body(id.0, version.0, change).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
