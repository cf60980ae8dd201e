//! For whom a token stands: what a program asks first, since a token belongs to one organisation and says so here.

use crate::caller::holder;
use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, get, web};
use domain::token::Scope;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::{RoleName, TokenScope};

/// For whom a token stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenHolder {
    /// The organisation's part of addresses.
    slug: String,
    organisation: String,
    person_id: Uuid,
    name: String,
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<&'static str>,
    #[schema(value_type = TokenScope)]
    scope: &'static str,
}

/// For whom the token of this request stands.
#[utoipa::path(tag = "tokens", operation_id = "show_token_holder",
    responses((status = 200, body = TokenHolder), (status = 401)))]
#[get("/token")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>) -> Answer {
    let membership = holder(&state, &request).await?.ok_or(Problem::SignedOut)?.membership;
    let scope = membership.grant().map_or(Scope::Read, |grant| grant.scope);
    Ok(HttpResponse::Ok().json(TokenHolder {
        slug: membership.slug().to_owned(),
        organisation: membership.organisation().to_owned(),
        person_id: membership.person().0,
        name: membership.name().to_owned(),
        roles: membership.roles().iter().map(|role| role.name()).collect(),
        scope: scope.name(),
    }))
}
