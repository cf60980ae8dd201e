//! Changes a requirement's or control's status, owner or due date.

use super::view::{ControlView, related};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::names::ControlStatus;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use chrono::NaiveDate;
use domain::control::{Change, Status};
use domain::id::PersonId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlChange {
    /// Every status but `verified`, which an audit gives.
    #[schema(value_type = Option<ControlStatus>)]
    status: Option<String>,
    /// A person of the organisation, or null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// By when, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    due: Option<Option<NaiveDate>>,
}

impl ControlChange {
    fn parse(self) -> Result<Change, Problem> {
        let unknown = || Problem::field("/status", "unknown", "is not a status");
        let status = self.status.map(|name| Status::parse(&name).ok_or_else(unknown)).transpose()?;
        Ok(Change { status, owner: self.owner.map(|owner| owner.map(PersonId)), due: self.due })
    }
}

/// Change a requirement or control.
#[utoipa::path(tag = "controls", operation_id = "revise_control",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_control"))), request_body = ControlChange,
    responses((status = 200, body = ControlView), (status = 409), (status = 412), (status = 428)))]
#[patch("/o/{org}/controls/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ReviseControl>,
    id: Id,
    version: IfMatch,
    body: Body<ControlChange>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    org.revise_control(id.0, version.0, &change, caller.reach()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let control = org.control(id.0, related).await?;
    org.close().await?;
    Ok(versioned(HttpResponse::Ok(), control.row.version, &ControlView::from(control)))
}
