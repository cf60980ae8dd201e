//! The list of requirements and controls.

use super::view::ControlRowView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The requirements and controls that the organisation adopted.
#[utoipa::path(tag = "controls", operation_id = "list_controls", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_controls"))),
    responses((status = 200, body = PageView<ControlRowView>)))]
#[get("/o/{org}/controls")]
pub(crate) async fn handle(caller: Caller<may::ReadControls>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.controls(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, ControlRowView::from)))
}
