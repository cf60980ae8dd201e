//! One training module.

use super::view::{WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// A training module with its versions.
#[utoipa::path(tag = "training", operation_id = "get_module",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = WholeView), (status = 404)))]
#[get("/o/{org}/modules/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
