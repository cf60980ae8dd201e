//! Changing the password while signed in.

use crate::caller::Account;
use crate::extract::Body;
use crate::problem::Problem;
use crate::throttle::Attempt;
use crate::views::Answer;
use crate::{cookie, password};
use actix_web::{HttpRequest, HttpResponse, put};
use domain::account::{KnownOf, check_password};
use domain::text::Address;
use serde::Deserialize;
use utoipa::ToSchema;

/// The present password and the one to come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    /// The present one.
    current: String,
    /// The new one, 12 to 128 characters.
    password: String,
}

/// Change one's password. Every session of the account ends; this browser gets a new one, and a mail tells the owner.
#[utoipa::path(tag = "identity", operation_id = "change_password", request_body = PasswordChange,
    responses((status = 204), (status = 401), (status = 422), (status = 429)))]
#[put("/password")]
pub(crate) async fn handle(request: HttpRequest, account: Account, body: Body<PasswordChange>) -> Answer {
    let PasswordChange { current, password } = body.value;
    let (state, row) = (&account.state, &account.signed_in.account);
    let organisations: Vec<_> =
        account.memberships().await?.iter().map(|one| one.organisation().to_owned()).collect();
    check_password(
        &password,
        KnownOf { address: &row.address, name: &row.name, organisations: &organisations },
    )
    .map_err(|why| Problem::field("/password", why.code(), why.to_string()))?;
    // Whoever sits down at an open browser guesses no faster than at the door.
    state.throttle(Attempt::SignIn, &request, &row.address).await?;
    let address = Address::parse(&row.address).map_err(|_| Problem::Internal)?;
    let door = state.store().account_read(None).await?;
    let former = door.credentials(&address).await?.ok_or(Problem::SignedOut)?.password_hash;
    door.commit().await?;
    if !password::verify(current, Some(former.clone())).await? {
        return Err(wrong());
    }
    let hash = password::hash(password).await?;
    let door = state.store().anybody().await?;
    let session = door.change_password(row.id, &former, &hash).await.map_err(|error| match error {
        // Another browser was faster, so this one's present password is none any more.
        store::Error::NotFound => wrong(),
        other => other.into(),
    })?;
    door.commit().await?;
    Ok(HttpResponse::NoContent().cookie(cookie::of(state, &session)).finish())
}

fn wrong() -> Problem {
    Problem::field("/current", "password_wrong", "is not the present password")
}
