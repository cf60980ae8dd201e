//! Certifications: what an organisation has certified and by whom, its certificate as it stands, and the visits of the
//! certification body.
//!
//! What dates a certificate has is reckoned when it is read. The program before this one knows none of it.

use crate::policies::{self, Rights};
use crate::shape::{
    date, index, instant, is_postgres, json, of_org, optional, org_table, text, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let certification = org_table("certification")
            .col(text("standard"))
            .col(text("scope"))
            .col(text("body"))
            .col(text("number"))
            .col(json("certificate"))
            .col(optional(date("begun")))
            // From this day on there is no valid certificate, unless somebody renews it before.
            .col(optional(date("lapses_on")))
            .col(optional(text("next_what")))
            .foreign_key(&mut of_org("certification"))
            .foreign_key(&mut within_org("certification", "id", "subject"))
            .to_owned();
        m.create_table(certification).await?;
        m.create_index(index("certification", &["lapses_on", "org_id"])).await?;
        let visit = org_table("visit")
            .col(uuid("certification_id"))
            .col(text("phase"))
            .col(date("begins"))
            .col(date("ends"))
            .col(text("state"))
            .col(text("note"))
            .col(instant("noted_at"))
            .foreign_key(&mut of_org("visit"))
            .foreign_key(&mut within_org("visit", "certification_id", "certification"))
            .to_owned();
        m.create_table(visit).await?;
        m.create_index(index("visit", &["org_id", "certification_id", "begins"])).await?;
        if is_postgres(m) {
            for table in ["certification", "visit"] {
                policies::lock(m, table, Rights::All).await?;
            }
            policies::show_certificate_ends(m).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
