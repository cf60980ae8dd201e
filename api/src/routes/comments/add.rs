//! Saying something about a thing.

use super::view::{Conversation, NewComment, conversation, seen};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::views::Answer;
use actix_web::{HttpResponse, post};

/// Say something about a thing. Whoever is called, and whoever follows it, is told.
#[utoipa::path(tag = "comments", operation_id = "add_comment", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("comment"))), request_body = NewComment,
    responses((status = 201, body = Conversation), (status = 422)))]
#[post("/o/{org}/subjects/{id}/comments")]
pub(crate) async fn handle(caller: Caller<may::Comment>, id: Id, body: Body<NewComment>) -> Answer {
    let words = body.value.words()?;
    let org = caller.write().await?;
    seen(&caller, &org, id.0).await?;
    org.comment(id.0, &words).await?;
    let view = conversation(&org, id.0, None).await?;
    org.commit().await?;
    Ok(HttpResponse::Created().json(view))
}
