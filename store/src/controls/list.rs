//! The list of requirements and controls, and what counts of them today: a status, a lapse and evidence depend on the day,
//! whether or not a job has been here since midnight.

use crate::evidence::counting;
use crate::listing::{Column, Kind, List};

/// Whether evidence that counts today is linked to it, or a finished task with evidence shows that it is in place.
macro_rules! proven {
    () => {
        concat!(
            "(",
            counting!("t.org_id", "t.id"),
            "d.today)) or exists (select 1 from task k join subject ks on ks.org_id = k.org_id and ks.id = k.id \
             where k.org_id = t.org_id and k.control_id = t.id and ks.state = 'done' \
             and (k.evidence_note is not null or k.evidence_url is not null or ",
            counting!("k.org_id", "k.id"),
            "d.today)))))"
        )
    };
}

const STATUSES: &[&str] = &["not_started", "planned", "in_progress", "implemented", "verified"];
/// How far it is today: what was verified counts as implemented from the day on which that lapses.
const STATUS: &str =
    "case when s.state = 'verified' and w.lapses_on <= d.today then 'implemented' else s.state end";
const LAPSED: &str = "coalesce((s.state = 'implemented' and w.lapsed_on is not null) \
    or (s.state = 'verified' and w.lapses_on <= d.today), false)";
const OVERDUE: &str = "(coalesce(s.due < d.today, false) and s.state not in ('implemented', 'verified'))";
const UNPROVEN: &str = concat!("(s.state in ('implemented', 'verified') and not ", proven!(), ")");
const LAST_DAY: &str = "coalesce(s.due, '9999-12-31')";

const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "t.position",
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
    Column {
        name: "kind",
        heading: "Kind",
        sql: "t.kind",
        kind: Kind::OneOf(&["requirement", "control"]),
        sortable: false,
        filter: true,
    },
    Column {
        name: "area",
        heading: "Area",
        sql: "lower(t.area)",
        kind: Kind::Text,
        sortable: false,
        filter: true,
    },
    Column {
        name: "status",
        heading: "State",
        sql: STATUS,
        kind: Kind::OneOf(STATUSES),
        sortable: true,
        filter: true,
    },
    Column {
        name: "owner",
        heading: "Owner",
        sql: "s.owner_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column { name: "due", heading: "Due", sql: LAST_DAY, kind: Kind::Date, sortable: true, filter: false },
    Column {
        name: "lapsed",
        heading: "Verification lapsed",
        sql: LAPSED,
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
    Column {
        name: "unproven",
        heading: "In place without evidence that counts",
        sql: UNPROVEN,
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
    Column {
        name: "overdue",
        heading: "Overdue",
        sql: OVERDUE,
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
    Column {
        name: "tasks",
        heading: "Open tasks",
        sql: "",
        kind: Kind::Number,
        sortable: false,
        filter: false,
    },
];

pub(super) const PROVEN: &str = proven!();

pub(super) const SELECT: &str = concat!(
    "t.id, t.catalogue_id, t.kind, s.reference, s.title, t.area, \
     case when s.state = 'verified' and w.lapses_on <= d.today then 'implemented' else s.state end as status, \
     s.owner_id, o.name as owner_name, s.due, s.version, \
     case when s.state = 'verified' then case when w.lapses_on <= d.today then w.lapses_on end \
     when s.state = 'implemented' then w.lapsed_on end as lapsed_on, \
     case when s.state = 'verified' and w.lapses_on > d.today then w.lapses_on end as lapses_on, \
     case when s.state in ('implemented', 'verified') and not ",
    proven!(),
    " then 1 else 0 end as unproven, \
     case when s.due < d.today and s.state not in ('implemented', 'verified') then 1 else 0 end as overdue, (select count(*) from task k join subject ks on ks.org_id = k.org_id \
     and ks.id = k.id where k.org_id = t.org_id and k.control_id = t.id and ks.state not in ('done', 'cancelled')) \
     as open_tasks"
);
pub(super) const FROM: &str = "control t join subject s on s.org_id = t.org_id and s.id = t.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id \
    left join control_work w on w.org_id = t.org_id and w.id = t.id cross join (select {today} as today) d";

pub(crate) const LIST: List = List {
    noun: "controls",
    select: SELECT,
    from: FROM,
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["t.search_key"],
    default_sort: "reference",
};
