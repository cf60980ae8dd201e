//! Following a thing, or not any more.

use super::view::{Conversation, conversation, seen};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::views::Answer;
use actix_web::{HttpResponse, put};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whether to follow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Following {
    follows: bool,
}

/// Follow a thing, or not any more. Whoever stopped is not made to follow it again by what others do.
#[utoipa::path(tag = "comments", operation_id = "follow_subject", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_organisation"))), request_body = Following,
    responses((status = 200, body = Conversation)))]
#[put("/o/{org}/subjects/{id}/following")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, id: Id, body: Body<Following>) -> Answer {
    let org = caller.write().await?;
    seen(&caller, &org, id.0).await?;
    org.set_following(id.0, body.value.follows).await?;
    let view = conversation(&org, id.0, None).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
