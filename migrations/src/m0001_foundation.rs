//! The first walls: accounts, organisations and persons, subjects with their history, controls, tasks,
//! reminders, jobs.

use crate::policies::{self, Rights};
use crate::shape::is_postgres;
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

mod global;
mod history;
mod nouns;
mod organisation;
mod reminders;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tenant tables in the order of their creation, with what may be done to their rows.
const TENANT: &[(&str, Rights)] = &[
    ("organisation", Rights::All),
    ("person", Rights::All),
    ("role_assignment", Rights::All),
    ("counter", Rights::All),
    ("trail_head", Rights::All),
    ("trail_entry", Rights::Append),
    ("trail_body", Rights::All),
    ("subject", Rights::All),
    ("revision", Rights::Append),
    ("adoption", Rights::All),
    ("control", Rights::All),
    ("task", Rights::All),
    ("obligation", Rights::All),
    ("delivery", Rights::All),
    ("idempotency", Rights::All),
];

const GLOBAL: &[&str] = &["account", "session", "link", "captured_mail", "schedule", "calendar_offset"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        global::create(manager).await?;
        organisation::create(manager).await?;
        history::create(manager).await?;
        nouns::create(manager).await?;
        reminders::create(manager).await?;
        if is_postgres(manager) {
            for (table, rights) in TENANT {
                policies::lock(manager, table, *rights).await?;
            }
            for table in GLOBAL {
                policies::grant_global(manager, table).await?;
            }
            policies::show_memberships(manager).await?;
            policies::lock_jobs(manager).await?;
            policies::show_obligations(manager).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["job"].iter().chain(TENANT.iter().map(|(table, _)| table).rev()).chain(GLOBAL) {
            manager.drop_table(Table::drop().table(*table).if_exists().to_owned()).await?;
        }
        Ok(())
    }
}
