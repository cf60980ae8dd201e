//! Links between a task and anything, and the way to what the trail says of one thing.
//!
//! A table of its own: the program before this one neither reads nor writes it. What evidence shows is linked in
//! `evidence_link` as ever, for that counts and this does not.

use crate::policies::{self, Rights};
use crate::shape::{index, instant, is_postgres, of_org, org_table, unique, uuid, within_org};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let link = org_table("task_link")
            // Of two tasks the one that was made first, so that a link is kept once.
            .col(uuid("task_id"))
            .col(uuid("subject_id"))
            .col(uuid("linked_by"))
            .col(instant("linked_at"))
            .foreign_key(&mut of_org("task_link"))
            .foreign_key(&mut within_org("task_link", "task_id", "task"))
            .foreign_key(&mut within_org("task_link", "subject_id", "subject"))
            .foreign_key(&mut within_org("task_link", "linked_by", "person"))
            .to_owned();
        m.create_table(link).await?;
        m.create_index(unique("task_link", &["org_id", "task_id", "subject_id"])).await?;
        m.create_index(index("task_link", &["org_id", "subject_id"])).await?;
        m.create_index(index("trail_entry", &["org_id", "subject_id"])).await?;
        if is_postgres(m) {
            policies::lock(m, "task_link", Rights::All).await?;
        }
        Ok(())
    }
}
