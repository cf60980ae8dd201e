//! Signs in.

use super::view::{SessionView, signed_in};
use crate::extract::Body;
use crate::problem::Problem;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use crate::{cookie, password};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::text::Address;
use serde::Deserialize;
use utoipa::ToSchema;

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    address: String,
    password: String,
}

/// Sign in. The answer does not say whether the address or the password was wrong, nor does its time.
#[utoipa::path(tag = "identity", operation_id = "sign_in", request_body = SignIn,
    responses((status = 200, body = SessionView), (status = 401), (status = 429)))]
#[post("/session")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<SignIn>) -> Answer {
    let SignIn { address, password } = body.value;
    state.throttle(Attempt::SignIn, &request, &address).await?;
    let known = match Address::parse(&address) {
        Ok(address) => {
            let door = state.store().account_read(None).await?;
            let known = door.credentials(&address).await?;
            door.commit().await?;
            known
        }
        Err(_) => None,
    };
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    let right = password::verify(password, hash).await?;
    let Some(known) = known.filter(|_| right) else { return Err(Problem::SignInFailed) };
    let door = state.store().anybody().await?;
    // The browser had another session: nobody can go on with that one.
    if let Some(former) = cookie::token(&state, &request) {
        door.end_session_of(&former).await?;
    }
    let session = door.begin_session(known.account).await?;
    door.commit().await?;
    let view = signed_in(&state, known.account).await?;
    Ok(HttpResponse::Ok().cookie(cookie::of(&state, &session)).json(view))
}
