//! Certification bodies that an organisation knows, which of them it asked for a quotation and what they offer; and what is
//! agreed with the one it chose. Of a certification that the program before this one wrote nothing is known of that.

use crate::policies::{self, Rights};
use crate::shape::{date, index, is_postgres, json, of_org, optional, org_table, text, uuid, within_org};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let body = org_table("body")
            .col(json("record"))
            .foreign_key(&mut of_org("body"))
            .foreign_key(&mut within_org("body", "id", "subject"))
            .to_owned();
        m.create_table(body).await?;
        let quotation = org_table("quotation")
            .col(uuid("certification_id"))
            .col(uuid("body_id"))
            .col(text("state"))
            .col(date("asked"))
            .col(optional(date("answer_by")))
            .col(json("offer"))
            .col(text("note"))
            .col(date("since"))
            .col(optional(text("reason")))
            .col(optional(text("replaced")))
            .foreign_key(&mut of_org("quotation"))
            .foreign_key(&mut within_org("quotation", "certification_id", "certification"))
            .foreign_key(&mut within_org("quotation", "body_id", "body"))
            .to_owned();
        m.create_table(quotation).await?;
        m.create_index(index("quotation", &["org_id", "certification_id", "asked"])).await?;
        m.create_index(index("quotation", &["org_id", "body_id"])).await?;
        let mut agreed = optional(json("agreed"));
        m.alter_table(Table::alter().table(Alias::new("certification")).add_column(&mut agreed).to_owned())
            .await?;
        if is_postgres(m) {
            for table in ["body", "quotation"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
