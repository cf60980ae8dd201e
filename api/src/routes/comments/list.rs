//! What was said about a thing.

use super::view::{Conversation, conversation, seen};
use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::id::CommentId;
use uuid::Uuid;

fn cursor(parameters: &Parameters) -> Result<Option<CommentId>, Problem> {
    let mut after = None;
    for (name, value) in &parameters.0.parameters {
        match (name.as_str(), Uuid::parse_str(value)) {
            ("cursor", Ok(id)) => after = Some(CommentId(id)),
            (name, _) => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    Ok(after)
}

/// What was said about a thing, oldest first, and who follows it.
#[utoipa::path(tag = "comments", operation_id = "list_comments",
    params(("org" = String, Path), ("id" = Uuid, Path), ("cursor" = Option<String>, Query)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = Conversation)))]
#[get("/o/{org}/subjects/{id}/comments")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, id: Id, asked: Parameters) -> Answer {
    let after = cursor(&asked)?;
    let org = caller.read().await?;
    seen(&caller, &org, id.0).await?;
    let view = conversation(&org, id.0, after).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(view))
}
