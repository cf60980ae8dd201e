//! Shows what a sign-up link is for, without using it.

use crate::extract::Body;
use crate::problem::Problem;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::{Error, Purpose};
use utoipa::ToSchema;

/// A token as it stood behind `#` in the mailed link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkToken {
    /// As it stood behind `#` in the link.
    pub(crate) token: String,
}

/// What the link is for.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignUpLink {
    address: String,
    name: String,
    organisation_name: String,
    expires_at: DateTime<Utc>,
}

/// Look at a sign-up link.
#[utoipa::path(tag = "identity", operation_id = "check_sign_up", request_body = LinkToken,
    responses((status = 200, body = SignUpLink), (status = 410), (status = 429)))]
#[post("/sign-up/check")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<LinkToken>) -> Answer {
    state.throttle(Attempt::Link, &request, &body.value.token).await?;
    let door = state.store().account_read(None).await?;
    let link = door.open_link(Purpose::SignUp, &body.value.token).await.map_err(gone)?;
    door.commit().await?;
    let organisation_name = link.founding.map(|founding| founding.name).unwrap_or_default();
    Ok(HttpResponse::Ok().json(SignUpLink {
        address: link.address.as_str().to_owned(),
        name: link.name,
        organisation_name,
        expires_at: link.expires_at,
    }))
}

/// A link that cannot be used is gone, whatever the reason.
pub(crate) fn gone(error: Error) -> Problem {
    match error {
        Error::NotFound => Problem::LinkInvalid,
        other => other.into(),
    }
}
