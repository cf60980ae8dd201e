//! The sent-log is read by time, and what came in from a file is remembered, so that a repeated import is none.

use crate::policies::{self, Rights};
use crate::shape::{
    index, instant, int, is_postgres, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(index("delivery", &["org_id", "planned_at", "id"])).await?;
        let import = org_table("people_import")
            .col(uuid("person_id"))
            .col(optional(text("key")))
            .col(text("request"))
            .col(int("added"))
            .col(int("changed"))
            .col(int("same"))
            .col(int("left_out"))
            .col(int("invited"))
            .col(instant("at"))
            .foreign_key(&mut of_org("people_import"))
            .foreign_key(&mut within_org("people_import", "person_id", "person"))
            .to_owned();
        m.create_table(import).await?;
        m.create_index(unique("people_import", &["org_id", "person_id", "key"])).await?;
        if is_postgres(m) {
            policies::lock(m, "people_import", Rights::All).await?;
        }
        Ok(())
    }
}
