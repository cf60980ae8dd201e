//! How a connection is shown.

use crate::caller::Caller;
use crate::names::{ConnectionState, ServiceName};
use crate::problem::Problem;
use crate::views::OwnerView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::ConnectionId;
use serde::Serialize;
use serde_json::Value;
use store::ConnectionView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// A connection and how it fares.
#[derive(Serialize, ToSchema)]
#[schema(as = Connection)]
pub(crate) struct ConnectionView {
    id: Uuid,
    #[schema(value_type = ServiceName)]
    service: &'static str,
    /// What people call the service.
    title: &'static str,
    #[schema(value_type = ConnectionState)]
    state: &'static str,
    /// What the place over there is called.
    name: String,
    /// Its address, for people.
    url: String,
    /// The account over there in whose name calls are made.
    account: Option<String>,
    /// Where things go: `kind` is `none`, `issues`, `messages` or `cards`.
    #[schema(value_type = Object)]
    setup: Value,
    /// Until when the service is left alone because it kept failing.
    resting_until: Option<DateTime<Utc>>,
    last_error: Option<String>,
    last_error_at: Option<DateTime<Utc>>,
    last_ok_at: Option<DateTime<Utc>>,
    /// The last day of the token, where somebody has to renew it by hand.
    works_until: Option<NaiveDate>,
    connected_by: OwnerView,
    connected_at: DateTime<Utc>,
    figures: FiguresView,
    version: i32,
}

/// How much of ours stands there.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionFigures)]
pub(crate) struct FiguresView {
    shown: i64,
    waiting: i64,
    failed: i64,
}

pub(crate) fn view(stored: Stored, now: DateTime<Utc>) -> ConnectionView {
    let failing = stored.failures > 0 || stored.last_ok_at < stored.last_error_at;
    ConnectionView {
        id: stored.id.0,
        service: stored.service.name(),
        title: stored.service.title(),
        state: stored.state.name(),
        name: stored.name,
        url: stored.place_url,
        account: stored.account,
        setup: serde_json::to_value(&stored.setup).unwrap_or_default(),
        resting_until: stored.rest_until.filter(|until| *until > now),
        last_error: stored.last_error.filter(|_| failing),
        last_error_at: stored.last_error_at.filter(|_| failing),
        last_ok_at: stored.last_ok_at,
        works_until: stored.works_until,
        connected_by: stored.connected_by.into(),
        connected_at: stored.connected_at,
        figures: FiguresView {
            shown: stored.figures.shown,
            waiting: stored.figures.waiting,
            failed: stored.figures.failed,
        },
        version: stored.version,
    }
}

/// The connection as it stands now, with its version.
pub(crate) async fn after<P>(caller: &Caller<P>, id: ConnectionId) -> Result<(i32, ConnectionView), Problem> {
    let org = caller.read().await?;
    let stored = org.connection(id).await?;
    org.close().await?;
    Ok((stored.version, view(stored, caller.state().store().clock().machine())))
}
