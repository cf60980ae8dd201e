//! Every row of one organisation as text, read past every policy.

use crate::harness::{Backend, TestApp, backend};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::collections::{BTreeMap, BTreeSet};
use store::tables;
use uuid::Uuid;

/// The rows of an organisation by table, each as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dump {
    rows: BTreeMap<&'static str, Vec<String>>,
}

impl Dump {
    /// What the organisation has now.
    pub(crate) async fn of(app: &TestApp, org: Uuid) -> Self {
        let root = app.database.root().await;
        let mut rows = BTreeMap::new();
        for table in tables::tenant() {
            let sql = match backend() {
                Backend::Sqlite => {
                    let columns =
                        texts(&root, &format!("select name from pragma_table_info('{table}')")).await;
                    let quoted: Vec<_> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
                    let line = quoted.join(" || ' ' || ");
                    format!("select {line} from \"{table}\" where org_id = x'{}' order by 1", org.simple())
                }
                Backend::Postgres => {
                    format!("select to_jsonb(t)::text from \"{table}\" t where org_id = '{org}' order by 1")
                }
            };
            rows.insert(table, texts(&root, &sql).await);
        }
        root.close().await.unwrap();
        Self { rows }
    }

    /// Every id in it, wherever it stands.
    pub(crate) fn ids(&self) -> BTreeSet<Uuid> {
        self.rows.values().flatten().flat_map(|row| ids_in(row)).collect()
    }

    /// The ids that rows of a table begin with, behind the organisation's.
    pub(crate) async fn first(app: &TestApp, org: Uuid, table: &str) -> Option<Uuid> {
        let root = app.database.root().await;
        let sql = match backend() {
            Backend::Sqlite => {
                format!(
                    "select lower(hex(id)) from {table} where org_id = x'{}' order by id limit 1",
                    org.simple()
                )
            }
            Backend::Postgres => {
                format!("select id::text from {table} where org_id = '{org}' order by id limit 1")
            }
        };
        let found = texts(&root, &sql).await.first().map(|id| id.parse().unwrap());
        root.close().await.unwrap();
        found
    }

    /// The first row that is in one of them and not in the other.
    pub(crate) fn differs(&self, other: &Self) -> Option<String> {
        self.rows.iter().find_map(|(table, rows)| {
            let others = &other.rows[table];
            let gone =
                rows.iter().find(|row| !others.contains(row)).map(|row| format!("{table}: gone {row}"));
            gone.or_else(|| {
                others.iter().find(|row| !rows.contains(row)).map(|row| format!("{table}: new {row}"))
            })
        })
    }

    /// A row that names one of these ids.
    pub(crate) fn names(&self, ids: &BTreeSet<Uuid>) -> Option<String> {
        self.rows.iter().find_map(|(table, rows)| {
            let row = rows.iter().find(|row| ids_in(row).any(|id| ids.contains(&id)))?;
            Some(format!("{table}: {row}"))
        })
    }

    pub(crate) fn count(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }
}

async fn texts(root: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(root.get_database_backend(), sql);
    let rows = root.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

/// What looks like an id in a text: with its dashes, or as SQLite writes sixteen bytes.
pub(crate) fn ids_in(text: &str) -> impl Iterator<Item = Uuid> {
    let word = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.split(move |c| !word(c))
        .filter(|piece| piece.len() == 36 || piece.len() == 32)
        .filter_map(|piece| Uuid::parse_str(piece).ok())
}
