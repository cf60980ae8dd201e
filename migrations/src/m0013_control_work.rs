//! What an organisation says and shows of a control beyond its status. A table of its own beside `control`: the program
//! before knows nothing of it and goes on as it did, and a control without a row has neither notes nor verification.

use crate::policies::{self, Rights};
use crate::shape::{
    date, index, int, is_postgres, json, of_org, optional, org_table, text, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let work = org_table("control_work")
            .col(optional(uuid("implemented_by")))
            .col(optional(uuid("verified_by")))
            .col(optional(date("verified_on")))
            .col(optional(date("lapses_on")))
            .col(optional(text("verification_note")))
            .col(optional(date("lapsed_on")))
            .col(optional(int("verify_every")))
            .col(optional(json("notes")))
            .foreign_key(&mut of_org("control_work"))
            .foreign_key(&mut within_org("control_work", "id", "control"))
            .foreign_key(&mut within_org("control_work", "implemented_by", "person"))
            .foreign_key(&mut within_org("control_work", "verified_by", "person"))
            .to_owned();
        m.create_table(work).await?;
        m.create_index(index("control_work", &["lapses_on"])).await?;
        if is_postgres(m) {
            policies::lock(m, "control_work", Rights::All).await?;
            policies::show_lapses(m).await?;
        }
        Ok(())
    }
}
