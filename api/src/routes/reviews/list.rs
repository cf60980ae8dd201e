//! What is reviewed, and when.

use super::view::ReviewRowView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// What is reviewed, with when it is due and when it was reviewed last.
#[utoipa::path(tag = "reviews", operation_id = "list_reviews", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_reviews"))),
    responses((status = 200, body = PageView<ReviewRowView>)))]
#[get("/o/{org}/reviews")]
pub(crate) async fn handle(caller: Caller<may::ReadReviews>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.reviews(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, ReviewRowView::from)))
}
