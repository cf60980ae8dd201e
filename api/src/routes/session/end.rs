//! Signs out.

use crate::caller::Account;
use crate::cookie;
use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, delete};

/// What a browser is to forget with the session: photos and files that it keeps, and what the pages noted.
const CLEAR: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"");

/// Sign out: the session ends on the server, and the browser forgets what it kept.
#[utoipa::path(tag = "identity", operation_id = "sign_out", responses((status = 204), (status = 401)))]
#[delete("/session")]
pub(crate) async fn handle(account: Account) -> Answer {
    let door = account.state.store().anybody().await?;
    door.end_session(account.signed_in.session).await?;
    door.commit().await?;
    Ok(HttpResponse::NoContent().cookie(cookie::gone(&account.state)).insert_header(CLEAR).finish())
}

/// Ends the session that a browser came with, where a mailed link has begun another for it.
pub(crate) async fn former(request: &HttpRequest, state: &State) -> Result<(), Problem> {
    let Some(token) = cookie::token(state, request) else { return Ok(()) };
    let door = state.store().anybody().await?;
    door.end_session_of(&token).await?;
    Ok(door.commit().await?)
}
