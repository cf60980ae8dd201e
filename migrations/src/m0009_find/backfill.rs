//! The entries of what exists already: tasks, requirements and controls, people.

use super::fold::{reference, words};
use crate::shape::is_postgres;
use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::prelude::Uuid;
use sea_orm_migration::sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

/// What is read, in the order of its key.
const SOURCES: [&str; 2] = [
    "select s.org_id, s.id, s.kind, coalesce(s.reference, '') as reference, s.title, \
     coalesce(t.description || '\n' || t.expected_evidence, '') as text, coalesce(c.search_key, '') as search_key \
     from subject s left join task t on t.org_id = s.org_id and t.id = s.id \
     left join control c on c.org_id = s.org_id and c.id = s.id",
    "select s.org_id, s.id, 'person' as kind, '' as reference, s.name as title, s.address as text, '' as search_key \
     from person s",
];
const READ: [&str; 4] = ["subject", "task", "control", "person"];
const PAGE: usize = 500;

struct Row {
    org_id: Uuid,
    id: Uuid,
    kind: String,
    reference: String,
    title: String,
    text: String,
    search_key: String,
}

impl Row {
    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            org_id: row.try_get("", "org_id")?,
            id: row.try_get("", "id")?,
            kind: row.try_get("", "kind")?,
            reference: row.try_get("", "reference")?,
            title: row.try_get("", "title")?,
            text: row.try_get("", "text")?,
            search_key: row.try_get("", "search_key")?,
        })
    }

    /// What else is said; of a control its summary, which stands folded behind reference and title.
    fn text(&self) -> &str {
        let before = format!("{} {} ", self.reference, self.title).to_lowercase();
        let summary = self.search_key.strip_prefix(&before);
        summary.unwrap_or(&self.text).trim()
    }
}

pub(super) async fn run(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // On PostgreSQL the owner sees no row of a locked table. All of this is one transaction there: nobody meets an open one.
    force(m, "no force").await?;
    for source in SOURCES {
        all_of(m, source).await?;
    }
    force(m, "force").await
}

async fn force(m: &SchemaManager<'_>, how: &str) -> Result<(), DbErr> {
    if is_postgres(m) {
        for table in READ {
            let sql = format!("alter table {table} {how} row level security");
            m.get_connection().execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}

async fn all_of(m: &SchemaManager<'_>, source: &str) -> Result<(), DbErr> {
    let db = m.get_connection();
    let mut after: Vec<Value> = Vec::new();
    loop {
        let from = if after.is_empty() { "" } else { " where (s.org_id, s.id) > ($1, $2)" };
        let sql = format!("{source}{from} order by s.org_id, s.id limit {PAGE}");
        let page = Statement::from_sql_and_values(m.get_database_backend(), sql, after.clone());
        let rows = db.query_all_raw(page).await?;
        let rows = rows.iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
        for row in &rows {
            let values: [Value; 7] = [
                row.org_id.into(),
                row.id.into(),
                row.kind.clone().into(),
                reference(&row.reference).into(),
                words(&row.title).into(),
                words(row.text()).into(),
                row.text().into(),
            ];
            let sql = "insert into search_entry (org_id, id, kind, reference_words, title_words, text_words, text) \
                       values ($1, $2, $3, $4, $5, $6, $7)";
            db.execute_raw(Statement::from_sql_and_values(m.get_database_backend(), sql, values)).await?;
        }
        let Some(last) = rows.last().filter(|_| rows.len() == PAGE) else { return Ok(()) };
        after = vec![last.org_id.into(), last.id.into()];
    }
}
