//! The trail as people read it: what happened, latest first.

use super::BATCH;
use crate::deliveries::About;
use crate::doer::Doer;
use crate::doors::OrgRead;
use crate::error::Result;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use domain::clock::Instant;
use domain::event::Event;
use sea_orm::FromQueryResult;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// An entry of the trail.
#[derive(Clone, Debug)]
pub struct TrailRow {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub doer: Doer,
    /// What happened, such as `task_completed`.
    pub kind: String,
    /// To what.
    pub about: Option<About>,
    /// The version of it that this made, where its history has one.
    pub version: Option<i32>,
    /// What was written down; `None` where it was erased with a person.
    pub body: Option<Value>,
    /// The people, teams and connections that it names, by id and name.
    pub named: Vec<Owner>,
    /// The entry's hash.
    pub hash: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    at: Instant,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    kind: String,
    subject_id: Option<Uuid>,
    subject_kind: Option<String>,
    subject_reference: Option<String>,
    subject_title: Option<String>,
    version: Option<i32>,
    body: Option<String>,
    hash: Vec<u8>,
}

const fn shown(name: &'static str, heading: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { name, heading, sql, kind, sortable: false, filter: false }
}

const fn filter(column: Column) -> Column {
    Column { filter: true, ..column }
}

const COLUMNS: &[Column] = &[
    Column { sortable: true, ..shown("number", "Entry", "t.seq", Kind::Number) },
    shown("at", "When", "t.at", Kind::Instant),
    filter(shown("who", "Who", "t.actor_id", Kind::Person)),
    filter(shown("kind", "What", "t.kind", Kind::OneOf(Event::KINDS))),
    filter(shown("subject", "About", "t.subject_id", Kind::Subject)),
    shown("title", "Title", "", Kind::Text),
    shown("body", "Written down", "", Kind::Text),
    shown("hash", "Hash", "", Kind::Text),
    filter(shown("since", "From", "t.at", Kind::Since)),
    filter(shown("until", "To", "t.at", Kind::Until)),
];

pub(crate) const LIST: List = List {
    noun: "trail",
    // What a subject became by this entry: its revision was written in the same transaction, just before.
    select: "t.seq, t.at, t.actor_kind, t.actor_id, p.name as actor_name, t.kind, t.subject_id, s.kind as subject_kind, \
        s.reference as subject_reference, s.title as subject_title, b.body, t.hash, \
        (select max(r.version) from revision r where r.org_id = t.org_id and r.subject_id = t.subject_id \
        and r.event = t.kind and r.at <= t.at) as version",
    from: "trail_entry t left join trail_body b on b.org_id = t.org_id and b.id = t.id \
        left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
        left join person p on p.org_id = t.org_id and p.id = t.actor_id",
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["coalesce(s.title_key, '')", "lower(coalesce(s.reference, ''))", "coalesce(p.name_key, '')"],
    default_sort: "-number",
};

/// Where what a body names has its name.
const TABLES: [&str; 3] = ["person", "team", "connection"];
/// Whom and what a body names by id.
const NAMED: [&str; 7] = ["person", "founder", "successor", "added", "removed", "team", "connection"];

impl OrgRead {
    /// The trail of the organisation.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a parameter that cannot be.
    pub async fn trail(&self, query: &ListQuery) -> Result<Page<TrailRow>> {
        let page: Page<Row> = listing::page(self, &LIST, query, Ok).await?;
        let bodies: Vec<Option<Value>> = page.items.iter().map(Row::said).collect();
        let ids = bodies.iter().flatten().flat_map(ids_in).collect();
        let names = self.names_in_trail(&ids).await?;
        let rows = page.items.into_iter().zip(bodies);
        let items = rows.map(|(row, body)| view(row, body, &names)).collect();
        Ok(Page { items, next: page.next, total: page.total })
    }

    async fn names_in_trail(&self, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, String>> {
        #[derive(FromQueryResult)]
        struct Named {
            id: Uuid,
            name: String,
        }
        let mut names = HashMap::new();
        if ids.is_empty() {
            return Ok(names);
        }
        let ids: Vec<Uuid> = ids.iter().copied().collect();
        for (table, some) in TABLES.iter().flat_map(|table| ids.chunks(BATCH).map(move |some| (table, some)))
        {
            let sql = self
                .sql(&format!("select id, name from {table} where org_id = "))
                .push(" and id in (")
                .bind_all(some.iter().copied())
                .push(")");
            names.extend(self.door.all::<Named>(sql).await?.into_iter().map(|row| (row.id, row.name)));
        }
        Ok(names)
    }
}

impl Row {
    fn said(&self) -> Option<Value> {
        self.body.as_deref().and_then(|body| serde_json::from_str(body).ok())
    }
}

/// The ids that a body names, in their order.
fn ids_in(body: &Value) -> Vec<Uuid> {
    let values = NAMED.iter().filter_map(|field| body.get(*field));
    let each = values.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    each.filter_map(|value| Uuid::parse_str(value.as_str()?).ok()).collect()
}

fn view(row: Row, body: Option<Value>, names: &HashMap<Uuid, String>) -> TrailRow {
    let ids = body.as_ref().map(ids_in).unwrap_or_default();
    let named = ids.into_iter().filter_map(|id| Owner::of(Some(id), names.get(&id).cloned())).collect();
    TrailRow {
        seq: row.seq,
        at: row.at,
        doer: Doer::of(&row.actor_kind, row.actor_id, row.actor_name),
        kind: row.kind,
        about: row.subject_id.map(|id| About {
            id,
            kind: row.subject_kind.unwrap_or_default(),
            reference: row.subject_reference.unwrap_or_default(),
            title: row.subject_title.unwrap_or_default(),
        }),
        version: row.version,
        body,
        named,
        hash: row.hash,
    }
}
