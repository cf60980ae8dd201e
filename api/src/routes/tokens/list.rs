//! Which tokens there are.

use super::view::{TokenView, view};
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::ActionName;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::access::{Action, Reach};
use domain::token::is_open;
use serde::Serialize;
use utoipa::ToSchema;

/// The tokens.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiTokens)]
pub(crate) struct TokensView {
    /// The latest first, up to 500.
    items: Vec<TokenView>,
    /// What a token of the caller's may be made for.
    #[schema(value_type = Vec<ActionName>)]
    actions: Vec<&'static str>,
}

/// One's own tokens; with `all=true`, for those who run the organisation, everybody's.
#[utoipa::path(tag = "tokens", operation_id = "list_tokens",
    params(("org" = String, Path), ("all" = Option<bool>, Query)),
    extensions(("x-permission" = json!("use_tokens"))),
    responses((status = 200, body = TokensView), (status = 422)))]
#[get("/o/{org}/tokens")]
pub(crate) async fn handle(caller: Caller<may::UseTokens>, parameters: Parameters) -> Answer {
    let mut all = false;
    for (name, value) in &parameters.0.parameters {
        match (name.as_str(), value.as_str()) {
            ("all", "true") => all = true,
            ("all", "false") => {}
            ("all", _) => return Err(Problem::field("all", "not_true_or_false", "must be true or false")),
            (name, _) => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    if all && caller.reach() != Reach::All {
        return Err(Problem::Forbidden);
    }
    let org = caller.read().await?;
    let tokens = org.api_tokens((!all).then_some(caller.membership().person())).await?;
    org.close().await?;
    let now = caller.state().store().clock().machine();
    let open = |action: &&Action| is_open(**action) && caller.reach_of(**action) != Reach::None;
    Ok(HttpResponse::Ok().json(TokensView {
        items: tokens.into_iter().map(|token| view(token, now)).collect(),
        actions: Action::ALL.iter().filter(open).map(|action| action.name()).collect(),
    }))
}
