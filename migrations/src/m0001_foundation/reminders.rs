//! What falls due, what was sent about it, and which creates were already answered.

use crate::shape::{date, index, instant, int, optional, org_table, text, unique, uuid, within_org};
use sea_orm_migration::prelude::{DbErr, SchemaManager};

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let obligation = org_table("obligation")
        .col(uuid("person_id"))
        .col(date("due"))
        .col(instant("since"))
        .col(instant("next_reminder_at"))
        .foreign_key(&mut within_org("obligation", "id", "subject"))
        .foreign_key(&mut within_org("obligation", "person_id", "person"))
        .to_owned();
    m.create_table(obligation).await?;
    m.create_index(index("obligation", &["next_reminder_at", "org_id"])).await?;

    let delivery = org_table("delivery")
        .col(uuid("subject_id"))
        .col(date("due"))
        .col(text("step"))
        .col(uuid("recipient_id"))
        .col(text("channel"))
        .col(text("state"))
        .col(optional(text("reason")))
        .col(int("copies"))
        .col(optional(text("last_error")))
        .col(instant("planned_at"))
        .col(optional(instant("settled_at")))
        .foreign_key(&mut within_org("delivery", "subject_id", "subject"))
        .foreign_key(&mut within_org("delivery", "recipient_id", "person"))
        .to_owned();
    m.create_table(delivery).await?;
    m.create_index(unique("delivery", &["org_id", "subject_id", "due", "step", "recipient_id", "channel"]))
        .await?;

    let idempotency = org_table("idempotency")
        .col(uuid("person_id"))
        .col(text("key"))
        .col(text("request"))
        .col(uuid("subject_id"))
        .col(instant("created_at"))
        .foreign_key(&mut within_org("idempotency", "person_id", "person"))
        .foreign_key(&mut within_org("idempotency", "subject_id", "subject"))
        .to_owned();
    m.create_table(idempotency).await?;
    m.create_index(unique("idempotency", &["org_id", "person_id", "key"])).await?;
    m.create_index(index("idempotency", &["created_at"])).await
}
