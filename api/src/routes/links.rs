//! What a task is linked to, from either end.

use crate::caller::{Caller, Permission, may};
use crate::extract::Id;
use crate::problem::Problem;
use crate::routes::tasks::history::OtherEndView;
use crate::views::{Answer, OwnerView};
use actix_web::{FromRequest, HttpRequest, HttpResponse, delete, dev::Payload, get, put};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Reach;
use domain::id::SubjectId;
use serde::Serialize;
use std::future::{Ready, ready};
use store::{LinkedThing, LinkedThings, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// The id of the other end in a path.
pub(crate) struct Other(SubjectId);

impl FromRequest for Other {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("other").and_then(|text| Uuid::parse_str(text).ok());
        ready(id.map(|id| Self(SubjectId(id))).ok_or(Problem::NotFound))
    }
}

/// A thing at the other end of a link.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkedThing)]
pub(crate) struct ThingView {
    id: Uuid,
    /// `task`, `requirement`, `control` or `evidence`.
    kind: String,
    reference: String,
    title: String,
    /// Where it stands today.
    state: String,
    /// When it is due; of evidence, the last day on which it is valid.
    due: Option<NaiveDate>,
    owner: Option<OwnerView>,
    linked_by: Option<OwnerView>,
    linked_at: DateTime<Utc>,
}

/// What a thing is linked to, as far as the caller may see it: what has not ended first, 200 at most.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkedThings)]
pub(crate) struct ThingsView {
    /// The thing itself.
    of: OtherEndView,
    items: Vec<ThingView>,
    /// How many there are; those of them that are tasks are all in the list of tasks, by `linked`.
    total: i64,
}

impl From<LinkedThing> for ThingView {
    fn from(stored: LinkedThing) -> Self {
        Self {
            id: stored.id,
            kind: stored.kind,
            reference: stored.reference,
            title: stored.title,
            state: stored.state,
            due: stored.due,
            owner: stored.owner.map(OwnerView::from),
            linked_by: stored.linked_by.map(OwnerView::from),
            linked_at: stored.linked_at,
        }
    }
}

async fn answer<P>(caller: &Caller<P>, org: &OrgRead, id: SubjectId) -> Result<ThingsView, Problem> {
    let LinkedThings { of, items, total } = org.linked_to(id, |action| caller.reach_of(action)).await?;
    Ok(ThingsView { of: of.into(), items: items.into_iter().map(ThingView::from).collect(), total })
}

/// Shows that the caller sees both, and that one of them is theirs where they reach only that.
pub(crate) async fn check_both<P: Permission>(
    caller: &Caller<P>,
    org: &OrgRead,
    one: SubjectId,
    other: SubjectId,
) -> Result<(), Problem> {
    org.see_subject(one, |action| caller.reach_of(action)).await?;
    org.see_subject(other, |action| caller.reach_of(action)).await?;
    if caller.reach() == Reach::All || org.is_own(one).await? || org.is_own(other).await? {
        return Ok(());
    }
    Err(Problem::Forbidden)
}

/// What a thing is linked to: a task to anything, anything else to tasks.
#[utoipa::path(tag = "links", operation_id = "linked_things", params(("org" = String, Path), ("id" = Uuid, Path)),
    extensions(("x-permission" = json!("read_tasks"))),
    responses((status = 200, body = ThingsView), (status = 404)))]
#[get("/o/{org}/subjects/{id}/links")]
pub(crate) async fn list(caller: Caller<may::ReadTasks>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let view = answer(&caller, &org, id.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Link a thing and another, of which one is a task. It is the same link from either end.
#[utoipa::path(tag = "links", operation_id = "link_things",
    params(("org" = String, Path), ("id" = Uuid, Path), ("other" = Uuid, Path)),
    extensions(("x-permission" = json!("revise_task"))),
    responses((status = 200, body = ThingsView), (status = 404), (status = 409)))]
#[put("/o/{org}/subjects/{id}/links/{other}")]
pub(crate) async fn link(caller: Caller<may::ReviseTask>, id: Id, other: Other) -> Answer {
    let org = caller.write().await?;
    check_both(&caller, &org, id.0, other.0).await?;
    org.link_task(id.0, other.0).await?;
    let view = answer(&caller, &org, id.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Take a link away. Both things stay.
#[utoipa::path(tag = "links", operation_id = "unlink_things",
    params(("org" = String, Path), ("id" = Uuid, Path), ("other" = Uuid, Path)),
    extensions(("x-permission" = json!("revise_task"))),
    responses((status = 200, body = ThingsView), (status = 404), (status = 409)))]
#[delete("/o/{org}/subjects/{id}/links/{other}")]
pub(crate) async fn unlink(caller: Caller<may::ReviseTask>, id: Id, other: Other) -> Answer {
    let org = caller.write().await?;
    check_both(&caller, &org, id.0, other.0).await?;
    org.unlink_task(id.0, other.0).await?;
    let view = answer(&caller, &org, id.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
