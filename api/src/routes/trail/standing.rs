//! How far the trail has come, how far that was signed, and whether it holds.

use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::trail::anchor::Anchor;
use serde::Serialize;
use utoipa::ToSchema;

/// How far the trail was signed.
#[derive(Serialize, ToSchema)]
#[schema(as = TrailAnchor)]
pub(crate) struct AnchorView {
    /// The last entry it stands for.
    seq: i64,
    at: DateTime<Utc>,
    /// The id of the key that signed it.
    key: String,
}

/// How far the trail has come.
#[derive(Serialize, ToSchema)]
#[schema(as = TrailStanding)]
pub(crate) struct StandingView {
    /// How many entries it has.
    entries: i64,
    /// The latest anchor; null: none was signed yet.
    anchor: Option<AnchorView>,
    /// The public key of the anchors, in hexadecimal; null before the first.
    public_key: Option<String>,
}

/// What a check of the whole trail found.
#[derive(Serialize, ToSchema)]
#[schema(as = TrailCheck)]
pub(crate) struct CheckView {
    at: DateTime<Utc>,
    /// Whether everything fits.
    holds: bool,
    /// How many entries there are, where everything fits.
    entries: Option<i64>,
    /// How many of their bodies were erased with a person.
    erased: Option<i64>,
    /// How many anchors were checked.
    anchors: Option<i64>,
    /// The first entry that does not fit.
    broken_at: Option<i64>,
    /// What does not fit.
    why: Option<String>,
}

/// How far the trail has come, and how far that was signed.
#[utoipa::path(tag = "trail", operation_id = "trail_standing", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_trail"))),
    responses((status = 200, body = StandingView)))]
#[get("/o/{org}/trail/standing")]
pub(crate) async fn show(caller: Caller<may::ReadTrail>) -> Answer {
    let org = caller.read().await?;
    let entries = org.latest_change().await?;
    let anchor = org.last_anchor().await?;
    let keys = org.trail_keys().await?;
    org.close().await?;
    // One that came from another installation has that one's key.
    let key = keys.into_iter().find(|key| anchor.as_ref().is_some_and(|anchor| anchor.key == key.id()));
    let anchor = anchor.map(|Anchor { seq, at, key, .. }| AnchorView { seq, at, key });
    let public_key = key.map(|key| key.to_string());
    Ok(HttpResponse::Ok().json(StandingView { entries, anchor, public_key }))
}

/// Walk the whole trail: every entry, what it says, and every anchor. Changes nothing.
#[utoipa::path(tag = "trail", operation_id = "check_trail", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_trail"))),
    responses((status = 200, body = CheckView)))]
#[get("/o/{org}/trail/check")]
pub(crate) async fn check(caller: Caller<may::ReadTrail>) -> Answer {
    let at = caller.state().store().clock().calendar();
    let found = caller.state().store().check_trail(caller.membership().tenancy()).await?;
    let report = found.ok();
    let fault = found.err();
    Ok(HttpResponse::Ok().json(CheckView {
        at,
        holds: report.is_some(),
        entries: report.map(|report| report.entries),
        erased: report.map(|report| report.erased),
        anchors: report.map(|report| report.anchors),
        broken_at: fault.map(|fault| fault.seq),
        why: fault.map(|fault| fault.why.to_string()),
    }))
}
