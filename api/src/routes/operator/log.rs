//! What operators did.

use super::{Turned, Turning};
use crate::extract::Parameters;
use crate::operator::OperatorCaller;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use store::LogEntry;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that an operator did.
#[derive(Serialize, ToSchema)]
#[schema(as = OperatorEntry)]
pub(crate) struct View {
    id: Uuid,
    at: DateTime<Utc>,
    /// The operator's address; none: at the command line.
    by: Option<String>,
    /// What, such as `organisation_suspended`.
    action: String,
    /// Which organisation it was about, by its part of a URL.
    organisation: Option<String>,
    /// What else was said.
    body: Value,
}

impl From<LogEntry> for View {
    fn from(entry: LogEntry) -> Self {
        let LogEntry { id, at, address: by, action, slug: organisation, body } = entry;
        Self { id, at, by, action, organisation, body }
    }
}

/// What operators did, the latest first. Reading it is written into it, too.
#[utoipa::path(tag = "operator", operation_id = "list_operator_log",
    params(("after" = Option<Uuid>, Query), ("limit" = Option<u64>, Query)),
    responses((status = 200, body = Turned<View>), (status = 401), (status = 404), (status = 422)))]
#[get("/operator/log")]
pub(crate) async fn list(caller: OperatorCaller, parameters: Parameters) -> Answer {
    let mut turning = Turning::default();
    for (name, value) in &parameters.0.parameters {
        if !turning.take(name, value)? {
            return Err(Problem::field(name, "unknown", "is not known here"));
        }
    }
    let door = caller.operate().await?;
    let entries = door.log(turning.after, turning.limit).await?;
    door.commit().await?;
    let items: Vec<View> = entries.into_iter().map(View::from).collect();
    Ok(HttpResponse::Ok().json(turning.page(items, |view| view.id)))
}
