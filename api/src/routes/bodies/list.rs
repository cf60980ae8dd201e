//! The certification bodies.

use super::view::{BodiesView, BodyView};
use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// The certification bodies that the organisation knows, by their names.
#[utoipa::path(tag = "bodies", operation_id = "list_bodies", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = BodiesView)))]
#[get("/o/{org}/bodies")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>) -> Answer {
    let org = caller.read().await?;
    let rows = org.bodies().await?;
    let today = org.today();
    org.close().await?;
    let items = rows.into_iter().map(|row| BodyView::of(row, today, &caller)).collect();
    Ok(HttpResponse::Ok().json(BodiesView { items }))
}
