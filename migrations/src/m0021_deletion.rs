//! The end of an organisation: who asked for it, from when on it may be done, and that it was. The row stays when nothing
//! else does.
//!
//! The program before this one does not know an organisation that is to be deleted: it serves it as ever, which loses
//! nothing, and runs none of the jobs that delete.

use crate::policies;
use crate::shape::{big, instant, is_postgres, optional, text, uuid};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Expr, MigrationTrait, SchemaManager, Table,
};

mod ways_out;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let closing = Table::alter()
            .table(Alias::new("organisation"))
            .add_column(optional(instant("closing_at")))
            .to_owned();
        m.alter_table(closing).await?;
        let mut id = uuid("org_id");
        id.primary_key();
        let grace = if is_postgres(m) {
            "due_at >= asked_at + interval '30 days'"
        } else {
            // Days as SQLite counts them, which is not to the millisecond.
            "julianday(due_at) - julianday(asked_at) > 29.9999"
        };
        let deletion = Table::create()
            .table("deletion")
            // No key into the organisation: it is what is left of it.
            .col(id)
            .col(text("slug"))
            .col(text("name"))
            .col(uuid("asked_by"))
            .col(text("asked_address"))
            .col(instant("asked_at"))
            .col(instant("due_at"))
            .col(optional(instant("begun_at")))
            .col(optional(instant("done_at")))
            .col(big("removed"))
            .check(Expr::cust(grace))
            .check(Expr::cust("begun_at is null or begun_at >= due_at"))
            .check(Expr::cust("done_at is null or begun_at is not null"))
            .to_owned();
        m.create_table(deletion).await?;
        if is_postgres(m) {
            policies::let_delete(m).await?;
        }
        ways_out::open(m).await
    }
}
