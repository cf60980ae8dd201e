//! Has a token work no longer.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::Answer;
use actix_web::{HttpResponse, delete};
use domain::id::TokenId;

/// Revoke a token: it stops at once. Once more is no error.
#[utoipa::path(tag = "tokens", operation_id = "revoke_token",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("use_tokens"))), responses((status = 204), (status = 404)))]
#[delete("/o/{org}/tokens/{id}")]
pub(crate) async fn handle(caller: Caller<may::UseTokens>, id: Id) -> Answer {
    let org = caller.write().await?;
    org.revoke_token(TokenId(id.0.0), caller.reach()).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
