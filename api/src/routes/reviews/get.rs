//! The reviews of one thing.

use super::view::{ReviewsOfView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// When and by whom a thing is reviewed, what came of it, and what was put off.
#[utoipa::path(tag = "reviews", operation_id = "get_reviews", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_reviews"))),
    responses((status = 200, body = ReviewsOfView), (status = 404)))]
#[get("/o/{org}/reviews/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadReviews>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.reviewed(id.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}
