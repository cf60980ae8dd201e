//! Uses the link; every session of the account ends.

use crate::extract::Body;
use crate::routes::sign_up::check::gone;
use crate::routes::sign_up::confirm::{NewPassword, hashed};
use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use store::Purpose;

/// Choose a new password.
#[utoipa::path(tag = "identity", operation_id = "confirm_password_reset", request_body = NewPassword,
    responses((status = 204), (status = 410), (status = 429)))]
#[post("/password-reset/confirm")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<NewPassword>) -> Answer {
    let hash = hashed(&request, &state, &body.value, Purpose::PasswordReset).await?;
    let door = state.store().anybody().await?;
    door.reset_password(&body.value.token, &hash).await.map_err(gone)?;
    door.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
