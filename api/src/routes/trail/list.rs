//! What happened, latest first.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::ServiceName;
use crate::routes::tasks::history::{ActorView, actor};
use crate::views::{Answer, OwnerView, PageView};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::connection::Service;
use domain::trail::hexadecimal;
use serde::Serialize;
use store::TrailRow;
use utoipa::ToSchema;
use uuid::Uuid;

/// What something happened to.
#[derive(Serialize, ToSchema)]
#[schema(as = TrailSubject)]
pub(crate) struct AboutView {
    id: Uuid,
    /// `task`, `control`, `requirement`, `evidence`, …
    kind: String,
    reference: String,
    title: String,
}

/// An entry of the trail.
#[derive(Serialize, ToSchema)]
#[schema(as = TrailEntry)]
pub(crate) struct EntryView {
    /// Its number; none is left out.
    seq: i64,
    at: DateTime<Utc>,
    actor: ActorView,
    /// The service outside through which it was done; null: here.
    #[schema(value_type = Option<ServiceName>)]
    via: Option<&'static str>,
    /// By a program with one of the person's tokens.
    by_token: bool,
    /// What happened, such as `task_completed`.
    kind: String,
    about: Option<AboutView>,
    /// The version of it that this made; its history says what changed.
    version: Option<i32>,
    /// What was written down; null where it was erased with a person.
    #[schema(value_type = Option<Object>)]
    body: Option<serde_json::Value>,
    /// The people, teams and connections that the body names by id.
    named: Vec<OwnerView>,
    /// The entry's hash, in hexadecimal.
    hash: String,
}

impl From<TrailRow> for EntryView {
    fn from(row: TrailRow) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            actor: actor(&row.doer),
            via: row.doer.via.map(Service::name),
            by_token: row.doer.by_token,
            kind: row.kind,
            about: row.about.map(|about| AboutView {
                id: about.id,
                kind: about.kind,
                reference: about.reference,
                title: about.title,
            }),
            version: row.version,
            body: row.body,
            named: row.named.into_iter().map(OwnerView::from).collect(),
            hash: hexadecimal(&row.hash),
        }
    }
}

/// Everything that happened in the organisation.
#[utoipa::path(tag = "trail", operation_id = "list_trail", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_trail"))),
    responses((status = 200, body = PageView<EntryView>)))]
#[get("/o/{org}/trail")]
pub(crate) async fn handle(caller: Caller<may::ReadTrail>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.trail(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, EntryView::from)))
}
