//! Who is signed in.

use super::view::{AccountView, SessionView};
use crate::caller::Account;
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// The account and its organisations.
#[utoipa::path(tag = "identity", operation_id = "show_session",
    responses((status = 200, body = SessionView), (status = 401)))]
#[get("/session")]
pub(crate) async fn handle(account: Account) -> Answer {
    let door = account.state.store().account_read(Some(account.signed_in.account.id)).await?;
    let memberships = door.memberships(None).await?;
    let operator = door.operator().await?.is_some();
    door.commit().await?;
    let row = account.signed_in.account;
    let view = AccountView { id: row.id.0, name: row.name, address: row.address };
    Ok(HttpResponse::Ok().json(SessionView::new(view, &memberships, account.state.api.environment, operator)))
}
