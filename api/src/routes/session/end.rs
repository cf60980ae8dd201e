//! Signs out.

use crate::caller::Account;
use crate::cookie;
use crate::views::Answer;
use actix_web::{HttpResponse, delete};

/// Sign out: the session ends on the server.
#[utoipa::path(tag = "identity", operation_id = "sign_out", responses((status = 204), (status = 401)))]
#[delete("/session")]
pub(crate) async fn handle(account: Account) -> Answer {
    let door = account.state.store().anybody().await?;
    door.end_session(account.signed_in.session).await?;
    door.commit().await?;
    Ok(HttpResponse::NoContent().cookie(cookie::gone(&account.state)).finish())
}
