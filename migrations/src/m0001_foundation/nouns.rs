//! What an organisation works on; each noun shares its key with a row of `subject`.

use crate::shape::{
    boolean, index, instant, int, key, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::prelude::{DbErr, SchemaManager};

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let adoption = org_table("adoption")
        .col(text("standard"))
        .col(text("catalogue_version"))
        .col(uuid("adopted_by"))
        .col(instant("adopted_at"))
        .foreign_key(&mut of_org("adoption"))
        .foreign_key(&mut within_org("adoption", "adopted_by", "person"))
        .to_owned();
    m.create_table(adoption).await?;
    m.create_index(unique("adoption", &["org_id", "standard"])).await?;

    let control = org_table("control")
        .col(text("catalogue_id"))
        .col(text("kind"))
        .col(text("area"))
        .col(int("position"))
        .col(key(m, "search_key"))
        .foreign_key(&mut within_org("control", "id", "subject"))
        .to_owned();
    m.create_table(control).await?;
    m.create_index(unique("control", &["org_id", "catalogue_id"])).await?;
    m.create_index(index("control", &["org_id", "position"])).await?;

    let task = org_table("task")
        .col(optional(uuid("control_id")))
        .col(int("priority"))
        .col(text("description"))
        .col(text("expected_evidence"))
        .col(boolean("evidence_required"))
        .col(optional(text("evidence_note")))
        .col(optional(text("evidence_url")))
        .col(optional(text("cancel_reason")))
        .col(optional(instant("completed_at")))
        .foreign_key(&mut within_org("task", "id", "subject"))
        .foreign_key(&mut within_org("task", "control_id", "control"))
        .to_owned();
    m.create_table(task).await?;
    m.create_index(index("task", &["org_id", "control_id"])).await
}
