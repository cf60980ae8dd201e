//! How a token is shown afterwards.

use crate::names::{ActionName, TokenScope};
use crate::views::OwnerView;
use chrono::{DateTime, Utc};
use serde::Serialize;
use store::TokenView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// An API token, without itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiToken)]
pub(crate) struct TokenView {
    id: Uuid,
    name: String,
    /// Its last letters.
    ends_with: String,
    #[schema(value_type = TokenScope)]
    scope: &'static str,
    /// Only these actions; none: everything that tokens and their holder may do.
    #[schema(value_type = Option<Vec<ActionName>>)]
    actions: Option<Vec<&'static str>>,
    /// For whom it stands.
    person: OwnerView,
    /// Whether that is a service account.
    service_account: bool,
    made_by: OwnerView,
    made_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// To the hour.
    last_used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    /// Whether it lets anybody in.
    works: bool,
}

pub(super) fn view(stored: Stored, now: DateTime<Utc>) -> TokenView {
    TokenView {
        id: stored.id.0,
        name: stored.name,
        ends_with: stored.ends_with,
        scope: stored.grant.scope.name(),
        actions: stored.grant.actions.map(|actions| actions.iter().map(|action| action.name()).collect()),
        service_account: stored.is_service,
        person: stored.person.into(),
        made_by: stored.made_by.into(),
        made_at: stored.made_at,
        expires_at: stored.expires_at,
        last_used_at: stored.last_used_at,
        works: stored.revoked_at.is_none() && stored.expires_at > now,
        revoked_at: stored.revoked_at,
    }
}
