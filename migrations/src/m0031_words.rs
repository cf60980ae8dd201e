//! What somebody says of what has to be ready is said over the version that they saw. What was said before has its first one,
//! and what the program before this one says meanwhile too.

use crate::shape::int;
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut version = int("version").default(1).to_owned();
        m.alter_table(Table::alter().table(Alias::new("readiness")).add_column(&mut version).to_owned()).await
    }
}
