//! The work on tasks: checklist, reviewer and coming back, in a row beside the task, so that a program of the version
//! before reads and writes its tasks as ever; and what tasks of one sort begin with.

use crate::policies::{self, Rights};
use crate::shape::{
    boolean, index, instant, int, is_postgres, json, key, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TENANT: [&str; 2] = ["task_work", "task_template"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Its id is the task's; a task that has none of this may have no row.
        let work = org_table("task_work")
            .col(optional(uuid("reviewer_id")))
            .col(json("checklist"))
            .col(int("checklist_done"))
            .col(int("checklist_total"))
            .col(optional(json("recurrence")))
            .col(optional(uuid("repeats_id")))
            .foreign_key(&mut within_org("task_work", "id", "task"))
            .foreign_key(&mut within_org("task_work", "reviewer_id", "person"))
            .foreign_key(&mut within_org("task_work", "repeats_id", "task"))
            .to_owned();
        m.create_table(work).await?;
        // Of what comes back there is one next, however often it is done.
        m.create_index(unique("task_work", &["org_id", "repeats_id"])).await?;
        m.create_index(index("task_work", &["org_id", "reviewer_id"])).await?;

        let template = org_table("task_template")
            .col(text("title"))
            .col(key(m, "title_key"))
            .col(text("description"))
            .col(text("expected_evidence"))
            .col(boolean("evidence_required"))
            .col(json("checklist"))
            .col(int("priority"))
            .col(optional(int("due_in")))
            .col(optional(json("recurrence")))
            .col(uuid("made_by"))
            // With which key it was made, and for which request: one that is repeated makes nothing twice.
            .col(optional(text("made_key")))
            .col(optional(text("made_request")))
            .col(int("version"))
            .col(instant("created_at"))
            .col(instant("updated_at"))
            .col(optional(instant("archived_at")))
            .foreign_key(&mut of_org("task_template"))
            .foreign_key(&mut within_org("task_template", "made_by", "person"))
            .to_owned();
        m.create_table(template).await?;
        m.create_index(unique("task_template", &["org_id", "made_by", "made_key"])).await?;
        m.create_index(index("task_template", &["org_id", "title_key"])).await?;
        if is_postgres(m) {
            for table in TENANT {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TENANT.iter().rev() {
            m.drop_table(Table::drop().table(*table).if_exists().to_owned()).await?;
        }
        Ok(())
    }
}
