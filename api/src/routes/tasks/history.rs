//! Who changed a task, and when.

use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::names::ServiceName;
use crate::problem::Problem;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::connection::Service;
use serde::Serialize;
use serde_json::Value;
use store::{Doer, HistoryEntry, OtherEnd};
use utoipa::ToSchema;
use uuid::Uuid;

/// One version.
#[derive(Serialize, ToSchema)]
#[schema(as = HistoryEntry)]
pub(crate) struct HistoryView {
    version: i32,
    at: DateTime<Utc>,
    actor: ActorView,
    /// Through which service outside, where it was not done here.
    #[schema(value_type = Option<ServiceName>)]
    via: Option<&'static str>,
    /// Whether a program did it that came with one of the person's API tokens.
    by_token: bool,
    /// What happened, such as `task_created`.
    event: String,
    changes: Vec<ChangeView>,
    /// To what it was linked, or no longer is: then it made no version, and `version` is the one it came upon.
    linked: Option<OtherEndView>,
}

/// What was at the other end of a link.
#[derive(Serialize, ToSchema)]
#[schema(as = OtherEnd)]
pub(crate) struct OtherEndView {
    id: Uuid,
    /// Such as `task` or `requirement`.
    kind: String,
    reference: String,
    title: String,
}

impl From<OtherEnd> for OtherEndView {
    fn from(end: OtherEnd) -> Self {
        Self { id: end.id, kind: end.kind, reference: end.reference, title: end.title }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Actor)]
pub(crate) struct ActorView {
    /// `person`, `service_account`, `service` or `system`.
    kind: &'static str,
    name: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FieldChange)]
pub(crate) struct ChangeView {
    field: String,
    from: Value,
    to: Value,
}

/// Who did something, and what they are.
pub(crate) fn actor(doer: &Doer) -> ActorView {
    let kind = match (&doer.person, doer.via) {
        _ if doer.by_service_account => "service_account",
        (Some(_), _) => "person",
        (None, Some(_)) => "service",
        (None, None) => "system",
    };
    ActorView { kind, name: doer.person.as_ref().map(|person| person.name.clone()) }
}

impl From<HistoryEntry> for HistoryView {
    fn from(entry: HistoryEntry) -> Self {
        Self {
            version: entry.version,
            at: entry.at,
            actor: actor(&entry.doer),
            via: entry.doer.via.map(Service::name),
            by_token: entry.doer.by_token,
            event: entry.event,
            linked: entry.linked.map(OtherEndView::from),
            changes: entry
                .changes
                .into_iter()
                .map(|(field, from, to)| ChangeView { field, from, to })
                .collect(),
        }
    }
}

/// `limit` and `cursor` of a history: a cursor is the version before which it goes on.
pub(crate) fn window(parameters: &Parameters) -> Result<(Option<i32>, u64), Problem> {
    let mut window = (None, 50);
    for (name, value) in &parameters.0.parameters {
        match (name.as_str(), value.parse::<i32>()) {
            ("limit", Ok(limit)) if (1..=100).contains(&limit) => window.1 = limit.unsigned_abs().into(),
            ("limit", _) => {
                return Err(Problem::field("limit", "out_of_range", "must lie between 1 and 100"));
            }
            ("cursor", Ok(before)) => window.0 = Some(before),
            (name, _) => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    Ok(window)
}

/// The history of a task.
#[utoipa::path(tag = "tasks", operation_id = "task_history",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("limit" = Option<u64>, Query), ("cursor" = Option<String>, Query)),
    extensions(("x-permission" = json!("read_history"))),
    responses((status = 200, body = PageView<HistoryView>), (status = 404)))]
#[get("/o/{org}/tasks/{id}/history")]
pub(crate) async fn handle(caller: Caller<may::ReadHistory>, id: Id, parameters: Parameters) -> Answer {
    let (before, limit) = window(&parameters)?;
    let org = caller.read().await?;
    org.task(id.0, caller.reach_of(Action::ReadTasks)).await?;
    let page = org.history(id.0, before, limit, |action| caller.reach_of(action)).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, HistoryView::from)))
}
