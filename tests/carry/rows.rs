//! Rows of one organisation as the database writes them, column by column, read past every policy.

use crate::harness::{Backend, TestDatabase, backend};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::collections::{BTreeMap, BTreeSet};
use store::tables;
use uuid::Uuid;

/// A row: what each column holds, as text.
pub(crate) type Cells = BTreeMap<String, String>;

/// The rows of an organisation by table.
pub(crate) type Rows = BTreeMap<&'static str, BTreeSet<Cells>>;

/// An id as a literal.
pub(crate) fn literal(org: Uuid) -> String {
    match backend() {
        Backend::Sqlite => format!("x'{}'", org.simple()),
        Backend::Postgres => format!("'{org}'"),
    }
}

/// What the organisation has in that database.
pub(crate) async fn rows(database: &TestDatabase, org: Uuid) -> Rows {
    let root = database.root().await;
    let mut all = Rows::new();
    for table in tables::tenant() {
        all.insert(table, of_table(&root, table, org).await);
    }
    root.close().await.unwrap();
    all
}

async fn of_table(root: &DatabaseConnection, table: &str, org: Uuid) -> BTreeSet<Cells> {
    let columns = columns(root, table).await;
    let written: Vec<String> = columns
        .iter()
        .map(|name| match backend() {
            Backend::Sqlite => format!("quote(\"{name}\")"),
            Backend::Postgres => format!("coalesce(\"{name}\"::text, 'NULL')"),
        })
        .collect();
    let sql = format!("select {} from \"{table}\" where org_id = {}", written.join(", "), literal(org));
    let found = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let cell = |row: &sea_orm::QueryResult, at: usize| row.try_get_by_index::<String>(at).unwrap();
    found
        .iter()
        .map(|row| columns.iter().enumerate().map(|(at, name)| (name.clone(), cell(row, at))).collect())
        .collect()
}

async fn columns(root: &DatabaseConnection, table: &str) -> Vec<String> {
    texts(
        root,
        &match backend() {
            Backend::Sqlite => format!("select name from pragma_table_info('{table}')"),
            Backend::Postgres => format!(
                "select column_name::text from information_schema.columns where table_schema = 'public' and table_name = '{table}'"
            ),
        },
    )
    .await
}

/// The tables that each table refers to.
pub(crate) async fn references(root: &DatabaseConnection, table: &str) -> Vec<String> {
    texts(
        root,
        &match backend() {
            Backend::Sqlite => format!("select \"table\" from pragma_foreign_key_list('{table}')"),
            Backend::Postgres => format!(
                "select confrelid::regclass::text from pg_constraint where contype = 'f' and conrelid = '{table}'::regclass"
            ),
        },
    )
    .await
}

async fn texts(root: &DatabaseConnection, sql: &str) -> Vec<String> {
    let found = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    found.iter().map(|row| row.try_get_by_index::<String>(0).unwrap().replace('"', "")).collect()
}
