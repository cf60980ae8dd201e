//! How many links an address was sent lately is looked up whenever one more is asked for.

use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // An index over an expression has no builder; the same words on both databases.
        let sql = "create index ix_link_address on link (lower(address), created_at)";
        m.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
