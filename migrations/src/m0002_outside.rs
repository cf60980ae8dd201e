//! The outside: sealed secrets, connections to services, and what of ours stands there.

use crate::policies::{self, Rights};
use crate::shape::is_postgres;
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

mod connections;
mod mirrors;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tenant tables in the order of their creation, with what may be done to their rows.
const TENANT: &[(&str, Rights)] = &[
    ("data_key", Rights::All),
    ("connection", Rights::All),
    ("consent", Rights::All),
    ("counterpart", Rights::All),
    ("mirror", Rights::All),
    ("mirror_note", Rights::All),
    ("inbound", Rights::All),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        connections::create(manager).await?;
        mirrors::create(manager).await?;
        if is_postgres(manager) {
            for (table, rights) in TENANT {
                policies::lock(manager, table, *rights).await?;
            }
            policies::show_connections(manager).await?;
            policies::show_data_keys(manager).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _) in TENANT.iter().rev() {
            manager.drop_table(Table::drop().table(*table).if_exists().to_owned()).await?;
        }
        Ok(())
    }
}
