//! Saying it differently, and taking it back.

use super::view::{Conversation, NewComment, conversation, seen};
use crate::caller::{Caller, may};
use crate::extract::{Body, Comment, Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, delete, patch};
use domain::access::Action;

/// Say it differently; only who wrote it may.
#[utoipa::path(tag = "comments", operation_id = "edit_comment",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("comment" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("comment"))), request_body = NewComment,
    responses((status = 200, body = Conversation), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/subjects/{id}/comments/{comment}")]
pub(crate) async fn edit(
    caller: Caller<may::Comment>,
    id: Id,
    comment: Comment,
    version: IfMatch,
    body: Body<NewComment>,
) -> Answer {
    let words = body.value.words()?;
    let org = caller.write().await?;
    seen(&caller, &org, id.0).await?;
    org.edit_comment(id.0, comment.0, version.0, &words).await?;
    let view = conversation(&org, id.0, None).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Take a comment back; reviewers may take back what others wrote. That there was one stays.
#[utoipa::path(tag = "comments", operation_id = "remove_comment",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("comment" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("comment"))),
    responses((status = 200, body = Conversation), (status = 412), (status = 428)))]
#[delete("/o/{org}/subjects/{id}/comments/{comment}")]
pub(crate) async fn remove(
    caller: Caller<may::Comment>,
    id: Id,
    comment: Comment,
    version: IfMatch,
) -> Answer {
    let org = caller.write().await?;
    seen(&caller, &org, id.0).await?;
    org.remove_comment(id.0, comment.0, version.0, caller.reach_of(Action::ReviewTask)).await?;
    let view = conversation(&org, id.0, None).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
