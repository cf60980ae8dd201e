//! The columns of the list of tasks.

use crate::listing::{Column, Kind};

const STATES: &[&str] = &["open", "in_progress", "ready_for_review", "done", "cancelled"];

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
        name: "control",
        heading: "Requirement or control",
        sql: "t.control_id",
        kind: Kind::Subject,
        sortable: false,
        filter: true,
    },
    Column {
        name: "due",
        heading: "Due",
        sql: "coalesce(s.due, '9999-12-31')",
        kind: Kind::Date,
        sortable: true,
        filter: false,
    },
    Column {
        name: "overdue",
        heading: "Overdue",
        sql: "s.due",
        kind: Kind::Overdue,
        sortable: false,
        filter: true,
    },
    Column {
        name: "updated",
        heading: "Last changed",
        sql: "s.updated_at",
        kind: Kind::Instant,
        sortable: true,
        filter: false,
    },
];
