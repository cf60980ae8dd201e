//! Whoever runs the installation: who may, what they did, and what they say of an organisation.
//!
//! The columns of an organisation are empty where nothing is said, which is what the program before this one leaves them
//! and what it meant: it works, within the installation's own limits. That program does not know a suspension either, so
//! one that is made while both serve holds once the last of the older processes has ended.

use crate::policies;
use crate::shape::{big, index, instant, is_postgres, json, optional, text, uuid};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What was done stays: PostgreSQL grants no right to change it, SQLite refuses.
const STAYS: [&str; 2] = [
    "create trigger operator_entry_stays before update on operator_entry begin \
     select raise(abort, 'what operators did is kept'); end",
    "create trigger operator_entry_is_kept before delete on operator_entry begin \
     select raise(abort, 'what operators did is kept'); end",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in
            [instant("suspended_at"), text("suspended_why"), big("most_people"), big("most_file_bytes")]
        {
            add(m, column).await?;
        }
        let mut account = uuid("account_id");
        account.primary_key();
        let operator = Table::create()
            .table("operator_account")
            .col(account)
            .col(instant("granted_at"))
            .col(optional(instant("revoked_at")))
            .to_owned();
        m.create_table(operator).await?;

        let mut id = uuid("id");
        id.primary_key();
        let entry = Table::create()
            .table("operator_entry")
            .col(id)
            .col(instant("at"))
            // Empty: at the command line, by whoever may log in to the machine.
            .col(optional(uuid("account_id")))
            .col(text("action"))
            .col(optional(uuid("about_org")))
            .col(json("body"))
            .to_owned();
        m.create_table(entry).await?;
        m.create_index(index("operator_entry", &["about_org", "id"])).await?;
        if is_postgres(m) {
            return policies::let_operate(m).await;
        }
        for trigger in STAYS {
            m.get_connection().execute_unprepared(trigger).await?;
        }
        Ok(())
    }
}

async fn add(m: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    let table = Table::alter().table(Alias::new("organisation")).add_column(optional(column)).to_owned();
    m.alter_table(table).await
}
