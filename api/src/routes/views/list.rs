//! The views that the caller may open.

use super::view::{ViewView, known, readable, view};
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

/// The caller's own views and those that others share, by name. There are few.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedViews {
    items: Vec<ViewView>,
}

/// List the views of a list; without one, of every list that the caller may read.
#[utoipa::path(tag = "views", operation_id = "list_views",
    params(("org" = String, Path), ("list" = Option<String>, Query)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = SavedViews)))]
#[get("/o/{org}/views")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, parameters: Parameters) -> Answer {
    let parameters = parameters.0.parameters;
    if let Some(name) = parameters.keys().find(|name| *name != "list") {
        return Err(Problem::field(name, "unknown", "means nothing here"));
    }
    let lists = match parameters.get("list") {
        Some(noun) => vec![known(&caller, "list", noun)?],
        None => readable(&caller),
    };
    let org = caller.read().await?;
    let views = org.views(&lists).await?;
    org.close().await?;
    let items = views.into_iter().map(|stored| view(&caller, stored)).collect();
    Ok(HttpResponse::Ok().json(SavedViews { items }))
}
