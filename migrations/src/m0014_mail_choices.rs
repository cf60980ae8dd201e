//! What each person wants to be told and how often, what waits to come together in one mail, and which addresses mail
//! comes back from.
//!
//! A digest is about no single thing and a notice may be about a person, so both tables lose the demand for a subject. The
//! program before this one reads them joined to subjects, and so passes over the rows that have none.

use crate::policies::{self, Rights};
use crate::shape::{
    anew, date, index, instant, int, is_postgres, json, key, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, TableCreateStatement,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One digest a person and day, whichever process plans it.
const ONE_DIGEST: &str = "create unique index ux_delivery_digest on delivery (org_id, recipient_id, due, channel) \
                          where subject_id is null";

/// What was told before anybody could choose is not mailed afterwards.
const SETTLE_OLD: &str = "update notice set left_out = 'unwanted' where org_id is not null";

const POSTGRES: &str = "
    alter table delivery alter column subject_id drop not null;
    alter table notice alter column subject_id drop not null;
    alter table notice add column about_id uuid;
    alter table notice add column delivery_id uuid;
    alter table notice add column left_out text;
    alter table notice add constraint fk_notice_about_id foreign key (org_id, about_id)
        references person (org_id, id) on delete restrict;
    alter table notice add constraint fk_notice_delivery_id foreign key (org_id, delivery_id)
        references delivery (org_id, id) on delete restrict;
    alter table notice no force row level security;";

const DELIVERY_COLUMNS: &str = "org_id, id, subject_id, due, step, recipient_id, channel, state, reason, copies, last_error, planned_at, settled_at";
const NOTICE_COLUMNS: &str = "org_id, id, person_id, kind, subject_id, comment_id, actor_id, at, read_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite, too: tables are made anew.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let db = m.get_connection();
        if is_postgres(m) {
            db.execute_unprepared(POSTGRES).await?;
        } else {
            let unique_key = ["org_id", "subject_id", "due", "step", "recipient_id", "channel"];
            anew(m, "delivery", delivery("delivery_new"), DELIVERY_COLUMNS).await?;
            m.create_index(unique("delivery", &unique_key)).await?;
            anew(m, "notice", notice("notice_new"), NOTICE_COLUMNS).await?;
            m.create_index(index("notice", &["org_id", "person_id", "id"])).await?;
        }
        db.execute_unprepared(ONE_DIGEST).await?;
        db.execute_unprepared(SETTLE_OLD).await?;
        m.create_index(index("notice", &["org_id", "delivery_id"])).await?;

        // The id of these three is the person's own.
        let choice = org_table("notice_choice")
            .col(json("body"))
            .col(int("version"))
            .col(instant("updated_at"))
            .foreign_key(&mut of_org("notice_choice"))
            .foreign_key(&mut within_org("notice_choice", "id", "person"))
            .to_owned();
        m.create_table(choice).await?;
        let wait = org_table("digest_wait")
            .col(instant("next_at"))
            .foreign_key(&mut of_org("digest_wait"))
            .foreign_key(&mut within_org("digest_wait", "id", "person"))
            .to_owned();
        m.create_table(wait).await?;
        m.create_index(index("digest_wait", &["next_at", "org_id"])).await?;
        let trouble = org_table("address_trouble")
            // Of which address: what is said here says nothing about another that the person gets.
            .col(key(m, "address_key"))
            .col(optional(instant("dead_at")))
            .col(optional(text("why")))
            .col(int("soft_count"))
            .col(optional(instant("soft_at")))
            .foreign_key(&mut of_org("address_trouble"))
            .foreign_key(&mut within_org("address_trouble", "id", "person"))
            .to_owned();
        m.create_table(trouble).await?;
        if is_postgres(m) {
            db.execute_unprepared("alter table notice force row level security").await?;
            for table in ["notice_choice", "digest_wait", "address_trouble"] {
                policies::lock(m, table, Rights::All).await?;
            }
            policies::show_digests(m).await?;
        }
        Ok(())
    }
}

fn delivery(name: &'static str) -> TableCreateStatement {
    org_table(name)
        .col(optional(uuid("subject_id")))
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
        .foreign_key(&mut within_org(name, "subject_id", "subject"))
        .foreign_key(&mut within_org(name, "recipient_id", "person"))
        .to_owned()
}

fn notice(name: &'static str) -> TableCreateStatement {
    org_table(name)
        .col(uuid("person_id"))
        .col(text("kind"))
        .col(optional(uuid("subject_id")))
        .col(optional(uuid("comment_id")))
        .col(optional(uuid("actor_id")))
        .col(instant("at"))
        .col(optional(instant("read_at")))
        .col(optional(uuid("about_id")))
        .col(optional(uuid("delivery_id")))
        .col(optional(text("left_out")))
        .foreign_key(&mut of_org(name))
        .foreign_key(&mut within_org(name, "person_id", "person"))
        .foreign_key(&mut within_org(name, "subject_id", "subject"))
        .foreign_key(&mut within_org(name, "comment_id", "comment"))
        .foreign_key(&mut within_org(name, "about_id", "person"))
        .foreign_key(&mut within_org(name, "delivery_id", "delivery"))
        .to_owned()
}
