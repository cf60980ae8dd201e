//! One certification body.

use super::view::{BodyView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// A certification body.
#[utoipa::path(tag = "bodies", operation_id = "get_body",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = BodyView), (status = 404)))]
#[get("/o/{org}/bodies/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>, id: Id) -> Answer {
    let org = caller.read().await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
