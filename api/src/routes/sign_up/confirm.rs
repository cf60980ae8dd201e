//! Uses a sign-up link: account, organisation and session come into being.

use super::check::gone;
use crate::extract::Body;
use crate::problem::Problem;
use crate::routes::session::end::former;
use crate::routes::session::view::{SessionView, signed_in};
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use crate::{cookie, password};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::account::{KnownOf, check_password};
use serde::Deserialize;
use store::Purpose;
use utoipa::ToSchema;

/// A token from a mailed link, with the password that is chosen behind it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// As it stood behind `#` in the link.
    pub(crate) token: String,
    /// 12 to 128 characters.
    pub(crate) password: String,
}

/// Checks and hashes a new password. Nothing is used up yet, so a refused one can be mended.
pub(crate) async fn hashed(
    request: &HttpRequest,
    state: &State,
    new: &NewPassword,
    purpose: Purpose,
) -> Result<String, Problem> {
    state.throttle(Attempt::Link, request, &new.token).await?;
    let door = state.store().account_read(None).await?;
    let link = door.open_link(purpose, &new.token).await.map_err(gone)?;
    let known = door.known_through(&link).await?;
    door.commit().await?;
    let known = KnownOf { address: link.address.as_str(), name: &link.name, organisations: &known };
    check_password(&new.password, known)
        .map_err(|why| Problem::field("/password", why.code(), why.to_string()))?;
    password::hash(new.password.clone()).await
}

/// Use a sign-up link.
#[utoipa::path(tag = "identity", operation_id = "confirm_sign_up", request_body = NewPassword,
    responses((status = 201, body = SessionView), (status = 410), (status = 429)))]
#[post("/sign-up/confirm")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<NewPassword>) -> Answer {
    let hash = hashed(&request, &state, &body.value, Purpose::SignUp).await?;
    let founded = state.store().found(&body.value.token, &hash).await.map_err(gone)?;
    former(&request, &state).await?;
    let view = signed_in(&state, founded.session.account).await?;
    Ok(HttpResponse::Created().cookie(cookie::of(&state, &founded.session)).json(view))
}
