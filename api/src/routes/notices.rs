//! What the caller is told inside the program.

use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names::NoticeKind;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use domain::id::NoticeId;
use serde::{Deserialize, Serialize};
use store::{NoticeView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that one is told.
#[derive(Serialize, ToSchema)]
#[schema(as = Notice)]
pub(crate) struct NoticeView {
    id: Uuid,
    #[schema(value_type = NoticeKind)]
    kind: &'static str,
    subject: Uuid,
    /// The thing's kind, such as `task` or `control`.
    subject_kind: String,
    reference: String,
    title: String,
    /// Who did it; null: the program, or a service outside.
    actor: Option<OwnerView>,
    at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

/// The latest 50, and how many of all are unread.
#[derive(Serialize, ToSchema)]
pub(crate) struct Notices {
    items: Vec<NoticeView>,
    unread: i64,
}

pub(super) fn view(stored: Stored) -> NoticeView {
    NoticeView {
        id: stored.id.0,
        kind: stored.kind.name(),
        subject: stored.subject,
        subject_kind: stored.subject_kind,
        reference: stored.reference,
        title: stored.title,
        actor: stored.actor.map(OwnerView::from),
        at: stored.at,
        read_at: stored.read_at,
    }
}

async fn shown(org: &OrgRead) -> Result<Notices, crate::problem::Problem> {
    let (items, unread) = org.notices().await?;
    Ok(Notices { items: items.into_iter().map(view).collect(), unread })
}

/// What the caller was told, latest first.
#[utoipa::path(tag = "notices", operation_id = "list_notices", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = Notices)))]
#[get("/o/{org}/notices")]
pub(crate) async fn list(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let view = shown(&org).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Which was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadNotices {
    /// One of them; absent: all.
    notice: Option<Uuid>,
}

/// Note that one notice, or all, were read.
#[utoipa::path(tag = "notices", operation_id = "read_notices", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), request_body = ReadNotices,
    responses((status = 200, body = Notices)))]
#[post("/o/{org}/notices/read")]
pub(crate) async fn read(caller: Caller<may::ReadOrganisation>, body: Body<ReadNotices>) -> Answer {
    let org = caller.write().await?;
    org.read_notices(body.value.notice.map(NoticeId)).await?;
    let view = shown(&org).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
