//! What falls away this once stands with the dates that were put off. Of a row that the program before this one wrote it is
//! not known, and it was put off.

use crate::shape::{boolean, optional};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut waived = optional(boolean("waived"));
        m.alter_table(Table::alter().table(Alias::new("postponement")).add_column(&mut waived).to_owned())
            .await
    }
}
