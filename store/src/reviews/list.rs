//! The list of what is reviewed.

use crate::listing::{Column, Kind, List};
use domain::review::Outcome;

const fn column(name: &'static str, heading: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { name, heading, sql, kind, sortable: false, filter: true }
}

const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "coalesce(k.position, 0)",
        kind: Kind::Number,
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
    Column { name: "due", heading: "Due", sql: "t.due", kind: Kind::Date, sortable: true, filter: false },
    column("reviewer", "Reviewer", "b.person_id", Kind::Person),
    Column {
        name: "last",
        heading: "Last reviewed",
        sql: "coalesce(t.last_on, '0001-01-01')",
        kind: Kind::Date,
        sortable: true,
        filter: false,
    },
    column("outcome", "Outcome", "t.last_outcome", Kind::OneOf(Outcome::NAMES)),
    column("overdue", "Overdue", "(t.due < d.today)", Kind::Flag),
    column("stale", "Not reviewed for a year", "(t.stale_on <= d.today)", Kind::Flag),
    column("unapproved", "Waits for approval", "(t.unapproved_id is not null)", Kind::Flag),
    column("when", "Due within", "t.due", Kind::When),
];

pub(crate) const LIST: List = List {
    noun: "reviews",
    select: "t.id, s.kind, s.reference, s.title, t.due, t.postponed_from, b.person_id as reviewer_id, \
        p.name as reviewer_name, t.last_on, t.last_outcome, case when t.due < d.today then 1 else 0 end as overdue, \
        case when t.stale_on <= d.today then 1 else 0 end as stale, \
        case when t.unapproved_id is not null then 1 else 0 end as unapproved",
    from: "review_cycle t join subject s on s.org_id = t.org_id and s.id = t.id \
        left join control k on k.org_id = t.org_id and k.id = t.id \
        left join obligation b on b.org_id = t.org_id and b.subject_id = t.id and b.kind = 'review' \
        left join person p on p.org_id = b.org_id and p.id = b.person_id cross join (select {today} as today) d",
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["s.title_key", "s.reference_key", "lower(s.reference)", "p.name_key"],
    default_sort: "due",
};
