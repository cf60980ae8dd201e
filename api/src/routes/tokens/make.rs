//! Makes a token.

use super::view::{TokenView, view};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names::{ActionName, TokenScope};
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::access::Action;
use domain::id::PersonId;
use domain::text;
use domain::token::{Grant, LONGEST_DAYS, Scope};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use store::NewToken as New;
use utoipa::ToSchema;
use uuid::Uuid;

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    /// What it is for, such as the name of a program.
    name: String,
    #[schema(value_type = TokenScope)]
    scope: String,
    /// Only these actions; absent: everything that tokens and their holder may do.
    #[schema(value_type = Option<Vec<ActionName>>)]
    actions: Option<Vec<String>>,
    /// For how many days it works: 1 to 365.
    days: i64,
    /// The service account that it stands for; absent: oneself.
    service_account: Option<Uuid>,
}

/// A token with itself, which is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenWithSecret {
    token: TokenView,
    /// What a program comes with: `Authorization: Bearer …`.
    secret: String,
}

/// Make a token, for oneself or for a service account. It never reaches further than whom it stands for.
#[utoipa::path(tag = "tokens", operation_id = "make_token", params(("org" = String, Path)),
    extensions(("x-permission" = json!("use_tokens"))), request_body = NewToken,
    responses((status = 201, body = TokenWithSecret), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/tokens")]
pub(crate) async fn handle(caller: Caller<may::UseTokens>, body: Body<NewToken>) -> Answer {
    let person = body.value.service_account.map_or(caller.membership().person(), PersonId);
    let new = said(&caller, body.value, person)?;
    let org = caller.write().await?;
    let (id, secret) = org.make_token(&new, caller.reach_of(Action::ManageServices)).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let made = org.api_tokens(Some(person)).await?.into_iter().find(|token| token.id == id);
    org.close().await?;
    let now = caller.state().store().clock().machine();
    let token = view(made.ok_or(Problem::NotFound)?, now);
    Ok(HttpResponse::Created().json(TokenWithSecret { token, secret: secret.expose_secret().to_owned() }))
}

fn said<P>(caller: &Caller<P>, body: NewToken, person: PersonId) -> Result<New, Problem> {
    let mut refused = Vec::new();
    let name = text::line(&body.name, 120).unwrap_or_else(|why| {
        refused.push(FieldProblem::new("/name", why.code(), why.to_string()));
        String::new()
    });
    let scope = Scope::parse(&body.scope).unwrap_or_else(|| {
        refused.push(FieldProblem::new("/scope", "unknown", "is read or write"));
        Scope::Read
    });
    if !(1..=LONGEST_DAYS).contains(&body.days) {
        refused.push(FieldProblem::new("/days", "out_of_range", "must lie between 1 and 365"));
    }
    let named: Option<Vec<Action>> = body.actions.iter().flatten().map(|name| Action::parse(name)).collect();
    let unknown = || FieldProblem::new("/actions", "unknown", "names something that nobody can do");
    let actions = named.unwrap_or_else(|| {
        refused.push(unknown());
        Vec::new()
    });
    let grant = Grant { scope, actions: body.actions.map(|_| actions) };
    if let Err(action) = grant.check(caller.membership().roles()) {
        let detail = format!("names {action}, which you or no token may do");
        refused.push(FieldProblem::new("/actions", "beyond_yours", detail));
    }
    if refused.is_empty() {
        Ok(New { person, name, grant, days: body.days })
    } else {
        Err(Problem::InvalidInput(refused))
    }
}
