//! What of ours stands elsewhere, what went there and came back, and which hooks were already heard.

use crate::shape::{index, instant, int, json, optional, org_table, text, unique, uuid, within_org};
use sea_orm_migration::prelude::{DbErr, SchemaManager};

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mirror = org_table("mirror")
        .col(uuid("connection_id"))
        .col(uuid("subject_id"))
        // issue, message
        .col(text("kind"))
        // The project or channel it stands in.
        .col(text("place"))
        .col(text("state"))
        .col(optional(text("reason")))
        .col(int("copies"))
        // When the outside was last asked to create it, by the machine's clock.
        .col(optional(instant("asked_at")))
        .col(optional(text("remote_id")))
        .col(optional(text("remote_key")))
        .col(optional(text("remote_url")))
        .col(optional(text("remote_state")))
        // What both sides said when they last agreed.
        .col(optional(json("snapshot")))
        .col(int("shown_version"))
        .col(optional(text("gone")))
        .col(optional(text("last_error")))
        .col(optional(json("problem")))
        .col(uuid("shared_by"))
        .col(instant("planned_at"))
        .col(optional(instant("settled_at")))
        .col(optional(instant("synced_at")))
        .foreign_key(&mut within_org("mirror", "connection_id", "connection"))
        .foreign_key(&mut within_org("mirror", "subject_id", "subject"))
        .to_owned();
    m.create_table(mirror).await?;
    m.create_index(unique("mirror", &["org_id", "connection_id", "subject_id", "kind"])).await?;
    m.create_index(index("mirror", &["org_id", "subject_id"])).await?;
    m.create_index(index("mirror", &["org_id", "connection_id", "remote_id"])).await?;
    m.create_index(index("mirror", &["org_id", "connection_id", "state"])).await?;

    let note = org_table("mirror_note")
        .col(uuid("mirror_id"))
        .col(instant("at"))
        // out, in
        .col(text("direction"))
        .col(text("what"))
        .col(json("detail"))
        .foreign_key(&mut within_org("mirror_note", "mirror_id", "mirror"))
        .to_owned();
    m.create_table(note).await?;
    m.create_index(index("mirror_note", &["org_id", "mirror_id"])).await?;

    let inbound = org_table("inbound")
        .col(uuid("connection_id"))
        .col(text("key"))
        .col(instant("at"))
        .foreign_key(&mut within_org("inbound", "connection_id", "connection"))
        .to_owned();
    m.create_table(inbound).await?;
    m.create_index(unique("inbound", &["org_id", "connection_id", "key"])).await?;
    m.create_index(index("inbound", &["org_id", "at"])).await
}
