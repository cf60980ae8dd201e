//! What exactly was confirmed.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, get};

/// The very bytes that somebody was shown when they confirmed; the trail has their SHA-256.
#[utoipa::path(tag = "training", operation_id = "attested_text",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 404)))]
#[get("/o/{org}/assignments/{id}/text")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let shown = org.attested_bytes(id.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(shown))
}
