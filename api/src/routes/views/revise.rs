//! Changes a view.

use super::view::{ViewView, after, may_share, name, readable, shares};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use domain::id::ViewId;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::ViewChange as Change;
use utoipa::ToSchema;

/// Changes; what is not named stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewChange {
    name: Option<String>,
    query: Option<BTreeMap<String, String>>,
    /// To let others see it takes `share_view`.
    shared: Option<bool>,
}

/// Change a view: its owner does, and where it is shared, whoever may share views.
#[utoipa::path(tag = "views", operation_id = "revise_view",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("read_organisation"))), request_body = ViewChange,
    responses((status = 200, body = ViewView), (status = 409), (status = 412), (status = 422)))]
#[patch("/o/{org}/views/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ReadOrganisation>,
    id: Id,
    version: IfMatch,
    body: Body<ViewChange>,
) -> Answer {
    let id = ViewId(id.0.0);
    may_share(&caller, body.value.shared == Some(true))?;
    let change = Change {
        name: body.value.name.as_deref().map(name).transpose()?,
        query: body.value.query,
        shared: body.value.shared,
    };
    let org = caller.write().await?;
    org.revise_view(id, version.0, change, &readable(&caller), shares(&caller)).await?;
    // Whoever takes back what somebody else shared does not see it any more.
    let stored = org.view(id, &readable(&caller)).await;
    org.commit().await?;
    match stored {
        Err(store::Error::NotFound) => Ok(HttpResponse::NoContent().finish()),
        _ => {
            let (version, view) = after(&caller, id).await?;
            Ok(versioned(HttpResponse::Ok(), version, &view))
        }
    }
}
