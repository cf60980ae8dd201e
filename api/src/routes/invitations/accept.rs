//! Following an invitation: with the account that one is signed in with, or with a new one.

use crate::caller::Account;
use crate::cookie;
use crate::extract::Body;
use crate::password;
use crate::problem::Problem;
use crate::routes::session::end::former;
use crate::routes::session::view::{SessionView, signed_in};
use crate::routes::sign_up::check::gone;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::account::{KnownOf, check_password};
use serde::{Deserialize, Serialize};
use store::Joining;
use utoipa::ToSchema;

/// How to join.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// As it stood behind `#` in the link.
    token: String,
    /// For a new account, 12 to 128 characters; absent: with the account that one is signed in with.
    password: Option<String>,
}

/// Where one has joined.
#[derive(Serialize, ToSchema)]
#[schema(as = Joined)]
pub(crate) struct JoinedView {
    /// The organisation's part of a URL.
    slug: String,
    session: SessionView,
}

/// Accept an invitation.
#[utoipa::path(tag = "identity", operation_id = "accept_invitation", request_body = Acceptance,
    responses((status = 200, body = JoinedView), (status = 401), (status = 409), (status = 410), (status = 422), (status = 429)))]
#[post("/invitations/accept")]
pub(crate) async fn handle(
    request: HttpRequest,
    state: web::Data<State>,
    account: Option<Account>,
    body: Body<Acceptance>,
) -> Answer {
    let Acceptance { token, password } = body.value;
    state.throttle(Attempt::Link, &request, &token).await?;
    let joining = match password {
        Some(password) => {
            let found = state.store().invitation(&token).await.map_err(gone)?;
            let organisations = [found.organisation];
            let known = KnownOf { address: &found.address, name: &found.name, organisations: &organisations };
            check_password(&password, known)
                .map_err(|why| Problem::field("/password", why.code(), why.to_string()))?;
            Joining::New(password::hash(password).await?)
        }
        None => Joining::As(account.ok_or(Problem::SignedOut)?.signed_in.account.id),
    };
    let joined = state.store().accept_invitation(&token, &joining).await.map_err(gone)?;
    let account = match (&joined.session, &joining) {
        (Some(session), _) => session.account,
        (None, Joining::As(account)) => *account,
        (None, Joining::New(_)) => return Err(Problem::Internal),
    };
    let view = JoinedView { slug: joined.slug, session: signed_in(&state, account).await? };
    let mut response = HttpResponse::Ok();
    if let Some(session) = &joined.session {
        former(&request, &state).await?;
        response.cookie(cookie::of(&state, session));
    }
    Ok(response.json(view))
}
