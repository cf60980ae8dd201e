//! Changes a task's checklist, item by item.

use super::view::{TaskView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::checklist::{Edit, LONGEST, MOST};
use domain::id::ItemId;
use domain::text::line;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One change of a checklist.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ChecklistEdit {
    /// A new item.
    Add {
        /// One line of at most 200 characters.
        text: String,
        /// Its place, counted from 0; at the end where nothing is said.
        at: Option<usize>,
    },
    /// Other words.
    Rename {
        /// Which.
        item: Uuid,
        /// One line of at most 200 characters.
        text: String,
    },
    /// Done, or not done after all.
    Tick {
        /// Which.
        item: Uuid,
        /// Whether it is done.
        done: bool,
    },
    /// Another place.
    Move {
        /// Which.
        item: Uuid,
        /// The place, counted from 0; beyond the end is the end.
        to: usize,
    },
    /// Away with it.
    Remove {
        /// Which.
        item: Uuid,
    },
}

/// An item's words.
fn words(text: &str) -> Result<String, Problem> {
    line(text, LONGEST).map_err(|why| Problem::field("/text", why.code(), why.to_string()))
}

/// The lines of a new checklist; what is empty is left out.
pub(crate) fn lines(errors: &mut Vec<FieldProblem>, asked: &[String]) -> Vec<String> {
    let asked = asked.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
    let mut lines = Vec::new();
    for (index, text) in asked {
        match line(text, LONGEST) {
            Ok(text) => lines.push(text),
            Err(why) => {
                let field = format!("/checklist/{index}");
                errors.push(FieldProblem::new(&field, why.code(), why.to_string()));
            }
        }
    }
    if lines.len() > MOST {
        let most = format!("takes at most {MOST} items");
        errors.push(FieldProblem::new("/checklist", "too_many", most));
    }
    lines
}

impl ChecklistEdit {
    fn parse(self, fresh: impl FnOnce() -> ItemId) -> Result<Edit, Problem> {
        Ok(match self {
            Self::Add { text, at } => Edit::Add { id: fresh(), text: words(&text)?, at },
            Self::Rename { item, text } => Edit::Rename { item: ItemId(item), text: words(&text)? },
            Self::Tick { item, done } => Edit::Tick { item: ItemId(item), done },
            Self::Move { item, to } => Edit::Move { item: ItemId(item), to },
            Self::Remove { item } => Edit::Remove { item: ItemId(item) },
        })
    }
}

/// Change a task's checklist: add, rename, tick, move or remove one item. Whoever does the task may.
#[utoipa::path(tag = "tasks", operation_id = "edit_checklist",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("work_task"))), request_body = ChecklistEdit,
    responses((status = 200, body = TaskView), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/o/{org}/tasks/{id}/checklist")]
pub(crate) async fn handle(
    caller: Caller<may::WorkTask>,
    id: Id,
    version: IfMatch,
    body: Body<ChecklistEdit>,
) -> Answer {
    let org = caller.write().await?;
    let edit = body.value.parse(|| org.new_item())?;
    org.edit_checklist(id.0, version.0, edit, caller.reach()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
