//! An organisation that came from another installation brings the public keys along that its trail was signed with there,
//! and signs with one of its own here.
//!
//! The program before this one makes one key for each organisation and never reads a second: where both serve, it goes on
//! with the one that there is.

use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Of several keys one signs: the one whose private half is here. Partial indexes have no builder.
const ONE_SIGNS: &str =
    "create unique index ux_trail_key_signing on trail_key (org_id) where length(sealed) > 0";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let db = m.get_connection();
        db.execute_unprepared("drop index ux_trail_key_org_id").await?;
        db.execute_unprepared(ONE_SIGNS).await.map(drop)
    }
}
