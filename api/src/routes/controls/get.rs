//! One requirement or control.

use super::view::{ControlView, related};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};

/// A requirement or control with its guidance and tasks.
#[utoipa::path(tag = "controls", operation_id = "get_control",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_controls"))),
    responses((status = 200, body = ControlView), (status = 404)))]
#[get("/o/{org}/controls/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadControls>, id: Id) -> Answer {
    let org = caller.read().await?;
    let control = org.control(id.0, related).await?;
    org.close().await?;
    Ok(versioned(HttpResponse::Ok(), control.row.version, &ControlView::from(control)))
}
