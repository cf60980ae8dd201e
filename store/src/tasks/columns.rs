//! The columns of the list of tasks.

use crate::listing::{Column, Kind};

const STATES: &[&str] = &["open", "in_progress", "ready_for_review", "done", "cancelled"];

/// The due date as the list sorts by it; filters look at the same, so that one index serves both.
const DUE: &str = "coalesce(s.due, '9999-12-31')";

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "s.reference_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "s.title_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "state",
        heading: "State",
        sql: "s.state",
        kind: Kind::OneOf(STATES),
        sortable: true,
        filter: true,
    },
    Column {
        name: "priority",
        heading: "Priority",
        sql: "t.priority",
        kind: Kind::Number,
        sortable: true,
        filter: false,
    },
    Column {
        name: "owner",
        heading: "Owner",
        sql: "s.owner_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "reviewer",
        heading: "Reviewer",
        sql: "w.reviewer_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "to_review",
        heading: "Waits for my review",
        sql: "s.state",
        kind: Kind::ToReview,
        sortable: false,
        filter: true,
    },
    Column {
        name: "checklist",
        heading: "Checklist",
        sql: "w.checklist_done",
        kind: Kind::Text,
        sortable: false,
        filter: false,
    },
    Column {
        name: "team",
        heading: "Team",
        sql: "s.owner_id",
        kind: Kind::Team,
        sortable: false,
        filter: true,
    },
    Column {
        name: "control",
        heading: "Requirement or control",
        sql: "t.control_id",
        kind: Kind::Subject,
        sortable: false,
        filter: true,
    },
    Column {
        name: "linked",
        heading: "Linked to",
        sql: "t.id",
        kind: Kind::Linked,
        sortable: false,
        filter: true,
    },
    Column { name: "due", heading: "Due", sql: DUE, kind: Kind::Date, sortable: true, filter: false },
    Column {
        name: "overdue",
        heading: "Overdue",
        sql: DUE,
        kind: Kind::Overdue,
        sortable: false,
        filter: true,
    },
    Column {
        name: "due_soon",
        heading: "Due within a week",
        sql: DUE,
        kind: Kind::DueSoon,
        sortable: false,
        filter: true,
    },
    Column {
        name: "when",
        heading: "Due when",
        sql: "s.due",
        kind: Kind::When,
        sortable: false,
        filter: true,
    },
    Column { name: "work", heading: "My work", sql: "", kind: Kind::Work, sortable: false, filter: true },
    Column {
        name: "updated",
        heading: "Last changed",
        sql: "s.updated_at",
        kind: Kind::Instant,
        sortable: true,
        filter: false,
    },
];
