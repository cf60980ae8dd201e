//! Putting a certification aside, and taking it back: it is never deleted.

use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, put};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whether it is put aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PutAside {
    pub(crate) aside: bool,
}

/// Put a certification aside, so that nobody is reminded of it, or take it back.
#[utoipa::path(tag = "certifications", operation_id = "put_certification_aside",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = PutAside,
    responses((status = 200, body = CertificationView), (status = 404), (status = 412), (status = 428)))]
#[put("/o/{org}/certifications/{id}/aside")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<PutAside>,
) -> Answer {
    let org = caller.write().await?;
    org.put_certification_aside(id.0, version.0, body.value.aside).await?;
    let answer = show(&caller, &org, id.0, Vec::new(), HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
