//! One identity, one history and one chain for every noun.

use crate::shape::{
    big, bytes, date, index, instant, int, json, key, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::prelude::{DbErr, Index, SchemaManager, Table};

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let counter = Table::create()
        .table("counter")
        .col(uuid("org_id"))
        .col(text("prefix"))
        .col(big("last"))
        .primary_key(Index::create().col("org_id").col("prefix"))
        .foreign_key(&mut of_org("counter"))
        .to_owned();
    m.create_table(counter).await?;
    trail(m).await?;

    let subject = org_table("subject")
        .col(text("kind"))
        .col(optional(text("reference")))
        .col(optional(key(m, "reference_key")))
        .col(text("title"))
        .col(key(m, "title_key"))
        .col(text("state"))
        .col(optional(uuid("owner_id")))
        .col(optional(date("due")))
        .col(int("version"))
        .col(optional(instant("archived_at")))
        .col(uuid("created_by"))
        .col(instant("created_at"))
        .col(instant("updated_at"))
        .foreign_key(&mut of_org("subject"))
        .foreign_key(&mut within_org("subject", "owner_id", "person"))
        .foreign_key(&mut within_org("subject", "created_by", "person"))
        .to_owned();
    m.create_table(subject).await?;
    m.create_index(unique("subject", &["org_id", "reference"])).await?;
    m.create_index(index("subject", &["org_id", "kind", "due"])).await?;
    m.create_index(index("subject", &["org_id", "owner_id"])).await?;

    let revision = org_table("revision")
        .col(uuid("subject_id"))
        .col(int("version"))
        .col(instant("at"))
        .col(text("actor_kind"))
        .col(optional(uuid("actor_id")))
        .col(text("event"))
        .col(int("schema"))
        .col(json("body"))
        .foreign_key(&mut within_org("revision", "subject_id", "subject"))
        .to_owned();
    m.create_table(revision).await?;
    m.create_index(unique("revision", &["org_id", "subject_id", "version"])).await
}

async fn trail(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let head = Table::create()
        .table("trail_head")
        .col(uuid("org_id"))
        .col(big("seq"))
        .col(bytes("hash"))
        .primary_key(Index::create().col("org_id"))
        .foreign_key(&mut of_org("trail_head"))
        .to_owned();
    m.create_table(head).await?;

    let entry = org_table("trail_entry")
        .col(big("seq"))
        .col(instant("at"))
        .col(text("actor_kind"))
        .col(optional(uuid("actor_id")))
        .col(text("kind"))
        .col(int("schema"))
        .col(optional(uuid("subject_id")))
        .col(bytes("body_hash"))
        .col(bytes("previous"))
        .col(bytes("hash"))
        .foreign_key(&mut of_org("trail_entry"))
        .to_owned();
    m.create_table(entry).await?;
    m.create_index(unique("trail_entry", &["org_id", "seq"])).await?;

    let body = org_table("trail_body")
        .col(bytes("salt"))
        .col(text("body"))
        .foreign_key(&mut within_org("trail_body", "id", "trail_entry"))
        .to_owned();
    m.create_table(body).await
}
