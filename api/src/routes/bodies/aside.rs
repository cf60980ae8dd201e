//! Putting a certification body aside, and taking it back: it is never deleted.

use super::view::{BodyView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::routes::certifications::aside::PutAside;
use crate::views::Answer;
use actix_web::{HttpResponse, put};

/// Put a certification body aside, so that nobody asks it any more, or take it back.
#[utoipa::path(tag = "bodies", operation_id = "put_body_aside",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = PutAside,
    responses((status = 200, body = BodyView), (status = 404), (status = 412), (status = 428)))]
#[put("/o/{org}/bodies/{id}/aside")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<PutAside>,
) -> Answer {
    let org = caller.write().await?;
    org.put_body_aside(id.0, version.0, body.value.aside).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
