//! What auditors found, on which visit and what becomes of it; what is planned and noted of a visit beside its days; and what
//! somebody says of what has to be ready before one. Of a visit that the program before this one wrote, nothing more is known.

use crate::policies::{self, Rights};
use crate::shape::{
    date, index, instant, is_postgres, json, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let finding = org_table("finding")
            .col(uuid("certification_id"))
            .col(uuid("visit_id"))
            .col(text("grade"))
            .col(text("requirement"))
            .col(text("evidence"))
            .col(date("raised"))
            .col(optional(date("due")))
            .col(optional(date("act_by")))
            .col(date("since"))
            .col(optional(text("reason")))
            .col(json("response"))
            .foreign_key(&mut of_org("finding"))
            .foreign_key(&mut within_org("finding", "id", "subject"))
            .foreign_key(&mut within_org("finding", "certification_id", "certification"))
            .foreign_key(&mut within_org("finding", "visit_id", "visit"))
            .to_owned();
        m.create_table(finding).await?;
        m.create_index(index("finding", &["org_id", "certification_id", "raised"])).await?;
        let readiness = org_table("readiness")
            .col(uuid("certification_id"))
            .col(text("item"))
            .col(text("said"))
            .col(text("note"))
            .col(optional(uuid("said_by")))
            .col(instant("said_at"))
            .foreign_key(&mut of_org("readiness"))
            .foreign_key(&mut within_org("readiness", "certification_id", "certification"))
            .foreign_key(&mut within_org("readiness", "said_by", "person"))
            .to_owned();
        m.create_table(readiness).await?;
        m.create_index(unique("readiness", &["org_id", "certification_id", "item"])).await?;
        let mut record = optional(json("record"));
        m.alter_table(Table::alter().table(Alias::new("visit")).add_column(&mut record).to_owned()).await?;
        if is_postgres(m) {
            for table in ["finding", "readiness"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
