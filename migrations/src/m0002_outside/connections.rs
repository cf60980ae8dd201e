//! What is connected, how its secrets are sealed, and who of us is who over there.

use crate::shape::{
    big, bytes, index, instant, int, json, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let data_key = org_table("data_key")
        .col(text("master"))
        .col(bytes("wrapped"))
        .col(instant("made_at"))
        .foreign_key(&mut of_org("data_key"))
        .to_owned();
    m.create_table(data_key).await?;
    m.create_index(unique("data_key", &["org_id"])).await?;
    m.create_index(index("data_key", &["master"])).await?;
    connection(m).await?;

    // A journey to a service and back: who set out, in which browser.
    let consent = org_table("consent")
        .col(text("service"))
        .col(bytes("token_hash"))
        .col(uuid("person_id"))
        .col(uuid("session_id"))
        .col(optional(uuid("connection_id")))
        .col(instant("expires_at"))
        .col(optional(instant("used_at")))
        .foreign_key(&mut within_org("consent", "person_id", "person"))
        .to_owned();
    m.create_table(consent).await?;
    m.create_index(unique("consent", &["org_id", "token_hash"])).await?;

    let counterpart = org_table("counterpart")
        .col(uuid("connection_id"))
        .col(uuid("person_id"))
        .col(optional(text("remote_id")))
        .col(text("name"))
        .col(text("chosen"))
        .col(instant("found_at"))
        .foreign_key(&mut within_org("counterpart", "connection_id", "connection"))
        .foreign_key(&mut within_org("counterpart", "person_id", "person"))
        .to_owned();
    m.create_table(counterpart).await?;
    m.create_index(unique("counterpart", &["org_id", "connection_id", "person_id"])).await?;
    m.create_index(unique("counterpart", &["org_id", "connection_id", "remote_id"])).await
}

async fn connection(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = org_table("connection")
        .col(text("service"))
        .col(text("state"))
        .col(text("name"))
        // Where it leads: a site's cloud id, a base URL, a workspace's id.
        .col(text("place"))
        .col(text("place_url"))
        .col(optional(text("account")))
        .col(json("setup"))
        .col(optional(bytes("secret")))
        .col(optional(instant("token_expires_at")))
        // Counts the tokens: whoever refreshes one writes only over the one it refreshed.
        .col(int("fence"))
        .col(optional(text("refreshing_by")))
        .col(optional(instant("refreshing_until")))
        .col(int("failures"))
        .col(optional(instant("rest_until")))
        .col(optional(text("last_error")))
        .col(optional(instant("last_error_at")))
        .col(optional(instant("last_ok_at")))
        .col(json("hooks"))
        .col(optional(instant("hooks_until")))
        .col(big("looked_at"))
        .col(uuid("connected_by"))
        .col(instant("connected_at"))
        .col(optional(instant("ended_at")))
        .col(int("version"))
        .foreign_key(&mut of_org("connection"))
        .foreign_key(&mut within_org("connection", "connected_by", "person"))
        .to_owned();
    m.create_table(connection).await?;
    // Partial indexes have no builder; the same words on both databases.
    for sql in [
        "create unique index ux_connection_place on connection (org_id, service, place) where state <> 'disconnected'",
        "create index ix_connection_found on connection (service, place) where state <> 'disconnected'",
        "create index ix_connection_looked_at on connection (looked_at) where state = 'active'",
    ] {
        m.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
