//! Who is asked for what.

use super::view::AssignmentView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// Who is asked for which training, and how it stands.
#[utoipa::path(tag = "training", operation_id = "list_assignments", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = PageView<AssignmentView>)))]
#[get("/o/{org}/assignments")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.assignments(&parameters.0, caller.reach()).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, AssignmentView::from)))
}
