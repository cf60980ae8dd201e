//! A sweep reads what is due of one organisation: by an index that begins with it, neither what is due elsewhere nor what
//! is due here some day is looked at.

use crate::shape::index;
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(index("obligation", &["org_id", "next_reminder_at"])).await
    }
}
