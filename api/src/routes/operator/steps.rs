//! An operator's steps in an organisation: suspending it, resuming it, and saying how much it may use.

use super::organisations::{Whole, shown};
use crate::extract::{Body, Id, IfMatch};
use crate::operator::OperatorCaller;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{post, put};
use domain::id::OrgId;
use domain::operator::{Limits, reason};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why an organisation is suspended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suspension {
    /// Its people read it, so it is written to them.
    reason: String,
}

/// How much an organisation may use; what is absent or null is as the installation's settings say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLimits {
    /// From 1.
    people: Option<i64>,
    /// From 0.
    file_bytes: Option<i64>,
}

/// Suspend an organisation: its people read the reason and nothing else, and nothing is sent.
#[utoipa::path(tag = "operator", operation_id = "suspend_organisation",
    params(("id" = uuid::Uuid, Path), ("If-Match" = String, Header)), request_body = Suspension,
    responses((status = 200, body = Whole), (status = 404), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/operator/organisations/{id}/suspend")]
pub(crate) async fn suspend(
    caller: OperatorCaller,
    id: Id,
    version: IfMatch,
    body: Body<Suspension>,
) -> Answer {
    let why = reason(&body.value.reason)
        .map_err(|refused| Problem::field("/reason", refused.code(), refused.to_string()))?;
    let org = caller.write(OrgId(id.0.0)).await?;
    org.suspend(caller.operator, version.0, &why).await?;
    org.commit().await?;
    shown(&caller, OrgId(id.0.0)).await
}

/// End a suspension: what waited is done.
#[utoipa::path(tag = "operator", operation_id = "resume_organisation",
    params(("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Whole), (status = 404), (status = 409), (status = 412), (status = 428)))]
#[post("/operator/organisations/{id}/resume")]
pub(crate) async fn resume(caller: OperatorCaller, id: Id, version: IfMatch) -> Answer {
    let org = caller.write(OrgId(id.0.0)).await?;
    org.resume(caller.operator, version.0).await?;
    org.commit().await?;
    // Not in the same transaction, for another login may move jobs: where this fails, they come by themselves, later.
    let door = caller.operate().await?;
    door.wake(OrgId(id.0.0)).await?;
    door.commit().await?;
    caller.state.store().bus().tell_work();
    shown(&caller, OrgId(id.0.0)).await
}

/// Say how much an organisation may use. What is above a new limit stays; nothing comes to it.
#[utoipa::path(tag = "operator", operation_id = "limit_organisation",
    params(("id" = uuid::Uuid, Path), ("If-Match" = String, Header)), request_body = NewLimits,
    responses((status = 200, body = Whole), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/operator/organisations/{id}/limits")]
pub(crate) async fn limit(caller: OperatorCaller, id: Id, version: IfMatch, body: Body<NewLimits>) -> Answer {
    let NewLimits { people, file_bytes } = body.value;
    let org = caller.write(OrgId(id.0.0)).await?;
    org.limit(caller.operator, version.0, Limits { people, file_bytes }).await?;
    org.commit().await?;
    shown(&caller, OrgId(id.0.0)).await
}
