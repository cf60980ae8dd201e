//! Changes a requirement's or control's status, owner, due date or notes.

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
use domain::notes::{Notes, NotesRefused};
use domain::verification::Period;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlChange {
    /// Every status but `verified`, which somebody else gives.
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
    /// For how many months the next verification holds, from 1 to 36, or null for 12.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    verify_every: Option<Option<i32>>,
    /// How it is met, or null: a tree of `doc`, `paragraph`, `heading` (level 2 or 3), `bulletList`, `orderedList`,
    /// `listItem`, `blockquote` and `text` with the marks `bold`, `italic`, `code` and `link` (http, https, mailto); at
    /// most 64 kB.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Object>)]
    notes: Option<Option<Value>>,
}

impl ControlChange {
    fn parse(self) -> Result<Change, Problem> {
        let unknown = || Problem::field("/status", "unknown", "is not a status");
        let status = self.status.map(|name| Status::parse(&name).ok_or_else(unknown)).transpose()?;
        let period = |months: i32| {
            let wrong =
                || Problem::field("/verify_every", "out_of_range", "must lie between 1 and 36 months");
            Period::new(months).ok_or_else(wrong)
        };
        let notes = |value| Notes::parse(value).map_err(not_notes);
        Ok(Change {
            status,
            owner: self.owner.map(|owner| owner.map(PersonId)),
            due: self.due,
            verify_every: self.verify_every.map(|months| months.map(period).transpose()).transpose()?,
            notes: self.notes.map(|value| value.map(notes).transpose()).transpose()?,
        })
    }
}

fn not_notes(refused: NotesRefused) -> Problem {
    let words = match refused.code {
        "notes_too_long" => "takes at most 64 kB",
        "notes_too_deep" => "lists and quotations lie too deep in each other",
        "link_not_allowed" => "must be a link to a web page or an email address",
        _ => "is not a part of notes",
    };
    Problem::field(&format!("/notes{}", refused.pointer), refused.code, words)
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
    org.revise_control(id.0, version.0, change, caller.reach()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let control = org.control(id.0, related).await?;
    org.close().await?;
    Ok(versioned(HttpResponse::Ok(), control.row.version, &ControlView::from(control)))
}
