//! Tables that belong to no organisation; `store/src/tables.rs` gives the reason of each.

use crate::shape::{bytes, index, instant, int, json, key, optional, text, unique, uuid};
use sea_orm_migration::prelude::{
    ColumnDef, DbErr, Expr, ForeignKey, ForeignKeyAction, SchemaManager, Table,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

fn id() -> ColumnDef {
    let mut column = uuid("id");
    column.primary_key();
    column
}

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    identity(manager).await?;
    operation(manager).await?;
    jobs(manager).await
}

async fn identity(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let account = Table::create()
        .table("account")
        .col(id())
        .col(text("address"))
        .col(key(m, "address_key"))
        .col(text("name"))
        .col(text("password_hash"))
        .col(instant("created_at"))
        .to_owned();
    m.create_table(account).await?;
    m.create_index(unique("account", &["address_key"])).await?;

    let session = Table::create()
        .table("session")
        .col(id())
        .col(bytes("token_hash"))
        .col(uuid("account_id"))
        .col(instant("created_at"))
        .col(instant("expires_at"))
        .col(optional(instant("revoked_at")))
        .foreign_key(
            ForeignKey::create()
                .name("fk_session_account")
                .from("session", "account_id")
                .to("account", "id")
                .on_delete(ForeignKeyAction::Restrict),
        )
        .to_owned();
    m.create_table(session).await?;
    m.create_index(unique("session", &["token_hash"])).await?;
    m.create_index(index("session", &["account_id"])).await?;

    let link = Table::create()
        .table("link")
        .col(id())
        .col(text("purpose"))
        .col(bytes("token_hash"))
        .col(text("address"))
        .col(text("name"))
        .col(optional(uuid("account_id")))
        .col(json("body"))
        .col(instant("created_at"))
        .col(instant("expires_at"))
        .col(optional(instant("used_at")))
        .to_owned();
    m.create_table(link).await?;
    m.create_index(unique("link", &["token_hash"])).await?;
    m.create_index(index("link", &["expires_at"])).await
}

async fn operation(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let captured = Table::create()
        .table("captured_mail")
        .col(id())
        .col(text("message_id"))
        .col(text("to_address"))
        .col(text("subject"))
        .col(text("text"))
        .col(text("html"))
        .col(instant("sent_at"))
        .to_owned();
    m.create_table(captured).await?;

    let mut name = text("name");
    name.primary_key();
    let schedule =
        Table::create().table("schedule").col(name).col(crate::shape::big("next_run_at")).to_owned();
    m.create_table(schedule).await?;

    let mut only = int("id");
    only.primary_key();
    let offset = Table::create()
        .table("calendar_offset")
        .col(only)
        .col(crate::shape::big("offset_ms"))
        .check(Expr::cust("id = 1"))
        .to_owned();
    m.create_table(offset).await
}

async fn jobs(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let big = crate::shape::big;
    let job = Table::create()
        .table("job")
        .col(id())
        .col(optional(uuid("org_id")))
        .col(uuid("share"))
        .col(text("kind"))
        .col(int("kind_version"))
        .col(json("payload"))
        .col(optional(text("unique_key")))
        .col(optional(text("lane")))
        .col(int("state"))
        .col(int("attempts"))
        .col(int("max_attempts"))
        .col(big("run_at"))
        .col(optional(text("locked_by")))
        .col(optional(big("locked_until")))
        .col(optional(text("last_error")))
        .col(big("created_at"))
        .col(optional(big("finished_at")))
        .check(Expr::cust("state between 0 and 3"))
        .to_owned();
    m.create_table(job).await?;
    // Partial indexes, the same words on both databases; sea-query has no builder for them on create.
    for sql in [
        "create index ix_job_ready on job (share, run_at, id) where state = 0",
        "create index ix_job_lease on job (locked_until) where state = 1",
        "create index ix_job_lane on job (lane, id) where lane is not null and state in (0, 1)",
        "create index ix_job_finished on job (finished_at) where state in (2, 3)",
        "create unique index ux_job_unique_key on job (unique_key) where unique_key is not null and state = 0",
        "create unique index ux_job_lane on job (lane) where lane is not null and state = 1",
    ] {
        m.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
