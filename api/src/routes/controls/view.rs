//! How a requirement or control is shown; its texts come from the catalogue.

use crate::names::{ControlKind, ControlStatus};
use crate::routes::tasks::view::TaskRowView;
use crate::views::{ControlRefView, OwnerView};
use chrono::NaiveDate;
use domain::standard;
use serde::Serialize;
use serde_json::Value;
use store::{ControlRow, ControlView as StoredControl, VerificationView as StoredVerification};
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
    /// The first day on which its verification no longer holds, while it does.
    lapses_on: Option<NaiveDate>,
    /// The day on which its verification lapsed, until it is verified again.
    lapsed_on: Option<NaiveDate>,
    /// It is said to be in place, and nothing that counts today shows it.
    unproven: bool,
    version: i32,
}

/// A verification that holds.
#[derive(Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationView {
    /// Who tested it.
    by: Option<OwnerView>,
    /// On which day.
    on: NaiveDate,
    /// The first day on which it no longer holds.
    lapses_on: NaiveDate,
    /// What was tested, and how.
    note: String,
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
    /// Who said that it is in place.
    implemented_by: Option<OwnerView>,
    verification: Option<VerificationView>,
    /// For how many months the next verification holds, from 1 to 36; null is as usual, 12.
    verify_every: Option<i32>,
    /// How it is met: formatted text as the tree that a ProseMirror editor keeps.
    #[schema(value_type = Option<Object>)]
    notes: Option<Value>,
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
            lapses_on: row.lapses_on,
            lapsed_on: row.lapsed_on,
            unproven: row.unproven,
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
        let possible = control.row.status.possible().iter().map(|status| status.name()).collect();
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
            implemented_by: control.implemented_by.map(OwnerView::from),
            verification: control.verification.map(VerificationView::from),
            verify_every: control.verify_every,
            notes: control.notes.map(|notes| notes.value().clone()),
            row: control.row.into(),
        }
    }
}

impl From<StoredVerification> for VerificationView {
    fn from(one: StoredVerification) -> Self {
        Self { by: one.by.map(OwnerView::from), on: one.on, lapses_on: one.lapses_on, note: one.note }
    }
}
