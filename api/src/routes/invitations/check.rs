//! What an invitation's link leads to.

use crate::extract::Body;
use crate::routes::sign_up::check::{LinkToken, gone};
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// Who asks whom to join what.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitationLink)]
pub(crate) struct InvitationView {
    address: String,
    name: String,
    inviter: String,
    organisation: String,
    /// Whether the address has an account: then its owner signs in first.
    has_account: bool,
    expires_at: DateTime<Utc>,
}

/// Look at an invitation's link.
#[utoipa::path(tag = "identity", operation_id = "check_invitation", request_body = LinkToken,
    responses((status = 200, body = InvitationView), (status = 410), (status = 429)))]
#[post("/invitations/check")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<LinkToken>) -> Answer {
    state.throttle(Attempt::Link, &request, &body.value.token).await?;
    let found = state.store().invitation(&body.value.token).await.map_err(gone)?;
    Ok(HttpResponse::Ok().json(InvitationView {
        address: found.address,
        name: found.name,
        inviter: found.inviter,
        organisation: found.organisation,
        has_account: found.has_account,
        expires_at: found.expires_at,
    }))
}
