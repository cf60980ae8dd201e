//! Asks for the link.

use crate::extract::Body;
use crate::problem::Problem;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::text::Address;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Whose password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetRequest {
    address: String,
}

/// Ask for a link to choose a new password. The answer is the same whether or not the address has an account.
#[utoipa::path(tag = "identity", operation_id = "request_password_reset", request_body = ResetRequest,
    responses((status = 202), (status = 429)))]
#[post("/password-reset")]
pub(crate) async fn handle(
    request: HttpRequest,
    state: web::Data<State>,
    body: Body<ResetRequest>,
) -> Answer {
    let address = Address::parse(&body.value.address)
        .map_err(|why| Problem::field("/address", why.code(), why.to_string()))?;
    state.throttle(Attempt::Mail, &request, address.as_str()).await?;
    let door = state.store().anybody().await?;
    door.request_password_reset(&address).await?;
    door.commit().await?;
    Ok(HttpResponse::Accepted().json(json!({})))
}
