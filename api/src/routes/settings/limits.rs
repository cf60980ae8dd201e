//! What the organisation uses, and how much it may.

use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::token::MOST_TOKENS;
use serde::Serialize;
use utoipa::ToSchema;

/// One thing that is used.
#[derive(Serialize, ToSchema)]
pub(crate) struct Figure {
    /// How much there is now.
    used: i64,
    /// How much there may be; none: as much as is needed.
    most: Option<i64>,
}

/// What the organisation uses.
#[derive(Serialize, ToSchema)]
#[schema(as = Limits)]
pub(crate) struct LimitsView {
    people: Figure,
    service_accounts: Figure,
    /// Finished ones too.
    tasks: Figure,
    open_tasks: Figure,
    evidence: Figure,
    connections: Figure,
    webhooks: Figure,
    /// Tokens that work.
    tokens: Figure,
    /// How many tokens each person and each service account may have.
    tokens_each: i64,
    file_bytes: Figure,
    /// The largest file.
    largest_file_bytes: u64,
    /// The most rows of one exported file.
    export_rows: usize,
}

/// What the organisation uses, and how much it may.
#[utoipa::path(tag = "settings", operation_id = "show_limits", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_settings"))), responses((status = 200, body = LimitsView)))]
#[get("/o/{org}/settings/limits")]
pub(crate) async fn handle(caller: Caller<may::ReviseSettings>) -> Answer {
    let org = caller.read().await?;
    let usage = org.usage().await?;
    let limits = org.organisation().await?.limits;
    org.close().await?;
    let api = &caller.state().api;
    let usual = i64::try_from(api.files.quota()).unwrap_or(i64::MAX);
    let free = |used| Figure { used, most: None };
    let up_to = |used, most| Figure { used, most: Some(most) };
    Ok(HttpResponse::Ok().json(LimitsView {
        people: Figure { used: usage.people, most: limits.people },
        service_accounts: up_to(usage.services, store::MOST_SERVICES),
        tasks: free(usage.tasks),
        open_tasks: free(usage.open_tasks),
        evidence: free(usage.evidence),
        connections: free(usage.connections),
        webhooks: up_to(usage.endpoints, store::MOST_ENDPOINTS),
        tokens: free(usage.tokens),
        tokens_each: MOST_TOKENS,
        file_bytes: up_to(usage.file_bytes, limits.file_bytes.unwrap_or(usual)),
        largest_file_bytes: api.files.most(),
        export_rows: api.settings.max_export_rows,
    }))
}
