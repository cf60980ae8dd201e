//! Who changed a training module or who is asked for it, and when.

use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::routes::tasks::history::{HistoryView, window};
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The history of a training module.
#[utoipa::path(tag = "training", operation_id = "module_history",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("limit" = Option<u64>, Query), ("cursor" = Option<String>, Query)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = PageView<HistoryView>), (status = 404)))]
#[get("/o/{org}/modules/{id}/history")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, id: Id, parameters: Parameters) -> Answer {
    let (before, limit) = window(&parameters)?;
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.module(id.0).await?;
    let page = org.history(id.0, before, limit, |action| caller.reach_of(action)).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, HistoryView::from)))
}
