//! How a requirement or control is shown; its texts come from the catalogue.

use crate::names::{ControlKind, ControlStatus};
use crate::routes::tasks::view::TaskRowView;
use crate::views::{ControlRefView, OwnerView};
use chrono::NaiveDate;
use domain::control::{Control, Status};
use domain::id::SubjectId;
use domain::standard;
use serde::Serialize;
use store::{ControlRow, ControlView as StoredControl};
use utoipa::ToSchema;
use uuid::Uuid;

/// A requirement or control in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ControlRow)]
pub(crate) struct ControlRowView {
    id: Uuid,
    #[schema(value_type = ControlKind)]
    kind: String,
    reference: String,
    title: String,
    /// The clause or area.
    area: String,
    area_title: &'static str,
    #[schema(value_type = ControlStatus)]
    status: &'static str,
    owner: Option<OwnerView>,
    due: Option<NaiveDate>,
    open_tasks: i64,
    version: i32,
}

/// A requirement or control with its guidance and tasks.
#[derive(Serialize, ToSchema)]
#[schema(as = Control)]
pub(crate) struct ControlView {
    #[serde(flatten)]
    row: ControlRowView,
    summary: &'static str,
    guidance: &'static str,
    evidence: Vec<&'static str>,
    audit_questions: Vec<&'static str>,
    related: Vec<ControlRefView>,
    owner_role: &'static str,
    excludable: bool,
    tasks: Vec<TaskRowView>,
    /// The statuses that may follow.
    #[schema(value_type = Vec<ControlStatus>)]
    possible: Vec<&'static str>,
}

impl From<ControlRow> for ControlRowView {
    fn from(row: ControlRow) -> Self {
        Self {
            area_title: standard::area(&row.area).map_or("", |area| area.title),
            id: row.id,
            kind: row.kind,
            reference: row.reference,
            title: row.title,
            area: row.area,
            status: row.status.name(),
            owner: row.owner.map(OwnerView::from),
            due: row.due,
            open_tasks: row.open_tasks,
            version: row.version,
        }
    }
}

/// The related references of a catalogue entry.
pub(crate) fn related(catalogue_id: &str) -> &'static [&'static str] {
    standard::entry(catalogue_id).map_or(&[], |entry| entry.related)
}

impl From<StoredControl> for ControlView {
    fn from(control: StoredControl) -> Self {
        let entry = standard::entry(&control.row.catalogue_id);
        let possible = statuses_after(control.row.status);
        Self {
            summary: entry.map_or("", |entry| entry.summary),
            guidance: entry.map_or("", |entry| entry.guidance),
            evidence: entry.map(|entry| entry.evidence.to_vec()).unwrap_or_default(),
            audit_questions: entry.map(|entry| entry.audit_questions.to_vec()).unwrap_or_default(),
            owner_role: entry.and_then(|entry| standard::role_title(entry.owner_role)).unwrap_or(""),
            excludable: entry.is_some_and(|entry| entry.excludable),
            related: control.related.into_iter().map(ControlRefView::from).collect(),
            tasks: control.tasks.into_iter().map(TaskRowView::from).collect(),
            possible,
            row: control.row.into(),
        }
    }
}

fn statuses_after(status: Status) -> Vec<&'static str> {
    let control =
        Control { id: SubjectId(Uuid::nil()), catalogue_id: String::new(), status, owner: None, due: None };
    control.possible().iter().map(|status| status.name()).collect()
}
