//! The end of an organisation, which its owners ask for and take back.

use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::views::Answer;
use actix_web::{HttpResponse, delete, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which organisation is meant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskDeletion {
    /// Its name, as its owners type it.
    #[schema(max_length = 200)]
    name: String,
}

/// Whether the organisation is to be deleted.
#[derive(Serialize, ToSchema)]
#[schema(as = Deletion)]
pub(crate) struct DeletionView {
    /// When that was asked for; null: it was not.
    asked_at: Option<DateTime<Utc>>,
    /// From when on it may be done.
    due_at: Option<DateTime<Utc>>,
    /// The same as a day in the organisation's time zone.
    on: Option<NaiveDate>,
    /// Whether it has begun: then there is no way back.
    begun: bool,
}

async fn after(caller: &Caller<may::CloseOrganisation>) -> Answer {
    let org = caller.read().await?;
    let found = org.deletion().await?;
    org.close().await?;
    let zone = caller.membership().tenancy().zone();
    Ok(HttpResponse::Ok().json(DeletionView {
        asked_at: found.as_ref().map(|one| one.asked_at),
        due_at: found.as_ref().map(|one| one.due_at),
        on: found.as_ref().map(|one| domain::calendar::local_date(one.due_at, zone)),
        begun: found.is_some_and(|one| one.begun_at.is_some()),
    }))
}

/// Whether the organisation is to be deleted, and when.
#[utoipa::path(tag = "organisation", operation_id = "show_deletion", params(("org" = String, Path)),
    extensions(("x-permission" = json!("close_organisation"))), responses((status = 200, body = DeletionView)))]
#[get("/o/{org}/deletion")]
pub(crate) async fn show(caller: Caller<may::CloseOrganisation>) -> Answer {
    after(&caller).await
}

/// Ask for the organisation's deletion. From then on it is closed for everybody; after 30 days everything in it is removed.
#[utoipa::path(tag = "organisation", operation_id = "ask_deletion", params(("org" = String, Path)),
    extensions(("x-permission" = json!("close_organisation"))), request_body = AskDeletion,
    responses((status = 200, body = DeletionView), (status = 409), (status = 422)))]
#[post("/o/{org}/deletion")]
pub(crate) async fn ask(caller: Caller<may::CloseOrganisation>, body: Body<AskDeletion>) -> Answer {
    let org = caller.write().await?;
    org.ask_deletion(&body.value.name).await?;
    org.commit().await?;
    after(&caller).await
}

/// Take it back: the organisation works as before.
#[utoipa::path(tag = "organisation", operation_id = "take_back_deletion", params(("org" = String, Path)),
    extensions(("x-permission" = json!("close_organisation"))),
    responses((status = 200, body = DeletionView), (status = 409)))]
#[delete("/o/{org}/deletion")]
pub(crate) async fn take_back(caller: Caller<may::CloseOrganisation>) -> Answer {
    let org = caller.write().await?;
    org.take_back_deletion().await?;
    org.commit().await?;
    after(&caller).await
}
