//! The house's own column and key shapes, so that every table says them alike.

use sea_orm_migration::prelude::{
    ColumnDef, DbErr, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index, IndexCreateStatement,
    SchemaManager, Table, TableCreateStatement,
};
use sea_orm_migration::sea_orm::ConnectionTrait;
use sea_orm_migration::sea_orm::DatabaseBackend;

pub(crate) fn is_postgres(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DatabaseBackend::Postgres
}

/// A table of one organisation's rows: primary key `(org_id, id)`.
pub(crate) fn org_table(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(name)
        .col(uuid("org_id"))
        .col(uuid("id"))
        .primary_key(Index::create().col("org_id").col("id"));
    table
}

pub(crate) fn uuid(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.uuid().not_null();
    column
}

pub(crate) fn text(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.text().not_null();
    column
}

/// Folded text that is searched or sorted: byte order on both databases, so that cursors agree.
pub(crate) fn key(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = text(name);
    if is_postgres(manager) {
        column.extra("collate \"C\"");
    }
    column
}

pub(crate) fn instant(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.timestamp_with_time_zone().not_null();
    column
}

pub(crate) fn date(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.date().not_null();
    column
}

pub(crate) fn int(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.integer().not_null();
    column
}

pub(crate) fn big(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().not_null();
    column
}

pub(crate) fn boolean(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.boolean().not_null();
    column
}

pub(crate) fn bytes(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.binary().not_null();
    column
}

pub(crate) fn json(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.json_binary().not_null();
    column
}

/// The same column, but empty where nothing is known.
pub(crate) fn optional(mut column: ColumnDef) -> ColumnDef {
    column.null();
    column
}

/// A key into a table of the same organisation: both columns, and never a silent cascade.
pub(crate) fn within_org(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{from}_{column}"))
        .from(from, ("org_id", column))
        .to(to, ("org_id", "id"))
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// A key into the organisation itself.
pub(crate) fn of_org(from: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{from}_org"))
        .from(from, "org_id")
        .to("organisation", "org_id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(table, columns);
    index.name(format!("ux_{table}_{}", columns.join("_"))).unique();
    index
}

/// Makes a table of SQLite anew with what it holds; nothing refers to it.
pub(crate) async fn anew(
    m: &SchemaManager<'_>,
    table: &str,
    made: TableCreateStatement,
    columns: &str,
) -> Result<(), DbErr> {
    m.create_table(made).await?;
    let db = m.get_connection();
    for statement in [
        format!("insert into {table}_new ({columns}) select {columns} from {table} where org_id is not null"),
        format!("drop table {table}"),
        format!("alter table {table}_new rename to {table}"),
    ] {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}
