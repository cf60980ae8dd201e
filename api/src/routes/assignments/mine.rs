//! What the caller is asked for.

use super::view::{AssignmentView, MineView};
use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// What you are asked to learn and confirm, and what you did.
#[utoipa::path(tag = "training", operation_id = "my_training", params(("org" = String, Path)),
    extensions(("x-permission" = json!("take_training"))),
    responses((status = 200, body = MineView)))]
#[get("/o/{org}/my-training")]
pub(crate) async fn handle(caller: Caller<may::TakeTraining>) -> Answer {
    let org = caller.read().await?;
    let rows = org.my_training().await?;
    org.close().await?;
    let items = rows.into_iter().map(AssignmentView::from).collect();
    Ok(HttpResponse::Ok().json(MineView { items }))
}
