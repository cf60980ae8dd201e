//! Where a task stands elsewhere.

use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::names::{DeliveryState, ServiceName};
use crate::views::Answer;
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::id::MirrorId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{MirrorNote, MirrorView as Stored};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where a task stands elsewhere, and where else it could.
#[derive(Serialize, ToSchema)]
pub(crate) struct Mirrors {
    items: Vec<MirrorView>,
    /// Connections that are set up and do not show it yet.
    elsewhere: Vec<ElsewhereView>,
}

/// A connection that could show it.
#[derive(Serialize, ToSchema)]
#[schema(as = Elsewhere)]
pub(crate) struct ElsewhereView {
    id: Uuid,
    title: &'static str,
    name: String,
}

/// Something of ours elsewhere, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Mirror)]
pub(crate) struct MirrorView {
    id: Uuid,
    connection: Uuid,
    #[schema(value_type = ServiceName)]
    service: &'static str,
    /// What people call the service.
    title: &'static str,
    /// What the place over there is called.
    name: String,
    #[schema(value_type = DeliveryState)]
    state: &'static str,
    reason: Option<String>,
    /// What it is called there, such as `AIMS-12`.
    key: Option<String>,
    url: Option<String>,
    /// Where it stands there, in the service's words.
    status: Option<String>,
    /// That it is no longer there.
    gone: Option<String>,
    last_error: Option<String>,
    /// What the service says of the whole (`messages`) and of which field (`fields`).
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
    planned_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    synced_at: Option<DateTime<Utc>>,
    notes: Vec<NoteView>,
}

/// Something that went there or came back.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorNote)]
pub(crate) struct NoteView {
    at: DateTime<Utc>,
    /// `out` or `in`.
    direction: String,
    what: String,
    #[schema(value_type = Object)]
    detail: Value,
}

pub(crate) fn view(stored: Stored) -> MirrorView {
    MirrorView {
        id: stored.id.0,
        connection: stored.connection.0,
        service: stored.service.name(),
        title: stored.service.title(),
        name: stored.name,
        state: stored.state.name(),
        reason: stored.reason,
        key: stored.remote_key,
        url: stored.remote_url,
        status: stored.remote_state,
        gone: stored.gone,
        last_error: stored.last_error,
        problem: stored.problem,
        planned_at: stored.planned_at,
        settled_at: stored.settled_at,
        synced_at: stored.synced_at,
        notes: stored.notes.into_iter().map(note).collect(),
    }
}

fn note(note: MirrorNote) -> NoteView {
    NoteView { at: note.at, direction: note.direction, what: note.what, detail: note.detail }
}

/// Show where a task stands elsewhere.
#[utoipa::path(tag = "tasks", operation_id = "list_mirrors", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_tasks"))), responses((status = 200, body = Mirrors)))]
#[get("/o/{org}/tasks/{id}/mirrors")]
pub(crate) async fn list(caller: Caller<may::ReadTasks>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.task(id.0, caller.reach()).await?;
    let items = org.mirrors_of(id.0).await?;
    let connections = org.connections().await?;
    org.close().await?;
    let free = connections.into_iter().filter(|one| one.service.takes_tasks() && one.setup.is_chosen());
    let free = free.filter(|one| items.iter().all(|item| item.connection != one.id));
    let elsewhere =
        free.map(|one| ElsewhereView { id: one.id.0, title: one.service.title(), name: one.name }).collect();
    Ok(HttpResponse::Ok().json(Mirrors { items: items.into_iter().map(view).collect(), elsewhere }))
}

/// What is to be tried again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Again {
    mirror: Uuid,
}

/// Try again to bring a task to its place.
#[utoipa::path(tag = "tasks", operation_id = "retry_mirror", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("share_task"))), request_body = Again,
    responses((status = 202), (status = 409)))]
#[post("/o/{org}/tasks/{id}/mirrors/retry")]
pub(crate) async fn retry(caller: Caller<may::ShareTask>, id: Id, body: Body<Again>) -> Answer {
    let org = caller.write().await?;
    org.task(id.0, caller.reach_of(Action::ReadTasks)).await?;
    org.retry_mirror(MirrorId(body.value.mirror), id.0, caller.reach()).await?;
    org.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}
