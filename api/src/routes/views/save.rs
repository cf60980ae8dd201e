//! Saves a view.

use super::view::{ViewView, after, known, may_share, name};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::views::{Answer, versioned};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A view to be saved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewView {
    /// The list, as in the URL: `tasks`, `controls`, `people`.
    list: String,
    /// One line; nobody has two of one name for the same list.
    name: String,
    /// The list's parameters, and `columns` (separated by commas) and `density` (`compact`, `comfortable`).
    query: BTreeMap<String, String>,
    /// Whether everybody who may read the list sees it; takes `share_view`.
    #[serde(default)]
    shared: bool,
}

/// Save a view of a list. A repeated `Idempotency-Key` answers with the view it saved the first time.
#[utoipa::path(tag = "views", operation_id = "save_view",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("read_organisation"))), request_body = NewView,
    responses((status = 201, body = ViewView), (status = 422)))]
#[post("/o/{org}/views")]
pub(crate) async fn handle(
    caller: Caller<may::ReadOrganisation>,
    request: HttpRequest,
    body: Body<NewView>,
) -> Answer {
    let key = body.key(&request)?;
    let NewView { list, name: called, query, shared } = body.value;
    let list = known(&caller, "/list", &list)?.to_owned();
    may_share(&caller, shared)?;
    let new = store::NewView { list, name: name(&called)?, query, shared };
    let org = caller.write().await?;
    let id = org.save_view(new, key.as_ref()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}
