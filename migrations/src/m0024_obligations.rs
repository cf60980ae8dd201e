//! One notion for everything that falls due: obligations say of what they are and of which thing, reviews come back in
//! cycles, dates are put off with a reason, and somebody stands in for whoever is away.
//!
//! The program before writes obligations of tasks only, whose id is the task's, and leaves the new columns empty: an
//! obligation without a kind is a task's. Those of other kinds have ids of their own, which is why the key into
//! `subject` goes over to its own column.

use crate::policies::{self, Rights};
use crate::shape::{
    anew, date, index, instant, is_postgres, json, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Where row-level security is forced, whoever owns the table sees none of its rows either.
const FILL: &str = "alter table obligation no force row level security;
    update obligation set subject_id = id, kind = 'task';
    alter table obligation force row level security";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite, too: a table is made anew.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        if is_postgres(m) {
            widen(m).await?
        } else {
            rebuild(m).await?
        }
        m.create_index(unique("obligation", &["org_id", "subject_id", "kind"])).await?;
        let mut stands_for = optional(uuid("for_id"));
        m.alter_table(Table::alter().table(Alias::new("delivery")).add_column(&mut stands_for).to_owned())
            .await?;
        cycles(m).await?;
        dates(m).await
    }
}

/// PostgreSQL drops the key and adds what is new.
async fn widen(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let alter = Table::alter()
        .table(Alias::new("obligation"))
        .add_column(optional(uuid("subject_id")))
        .add_column(optional(text("kind")))
        .drop_foreign_key(Alias::new("fk_obligation_id"))
        .to_owned();
    m.alter_table(alter).await?;
    m.get_connection().execute_unprepared(FILL).await?;
    m.create_foreign_key(within_org("obligation", "subject_id", "subject")).await
}

/// SQLite cannot drop a key: the table is made anew and takes the rows over.
async fn rebuild(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (table, columns) =
        ("obligation_new", "org_id, id, person_id, due, since, next_reminder_at, snoozed_until");
    let table = org_table(table)
        .col(uuid("person_id"))
        .col(date("due"))
        .col(instant("since"))
        .col(instant("next_reminder_at"))
        .col(optional(date("snoozed_until")))
        .col(optional(uuid("subject_id")))
        .col(optional(text("kind")))
        .foreign_key(&mut within_org(table, "subject_id", "subject"))
        .foreign_key(&mut within_org(table, "person_id", "person"))
        .to_owned();
    anew(m, "obligation", table, columns).await?;
    m.get_connection().execute_unprepared("update obligation set subject_id = id, kind = 'task'").await?;
    m.create_index(index("obligation", &["next_reminder_at", "org_id"])).await
}

/// When and by whom things are reviewed, and what came of it.
async fn cycles(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let cycle = org_table("review_cycle")
        .col(json("rule"))
        .col(date("anchor"))
        .col(date("due"))
        .col(optional(date("postponed_from")))
        .col(optional(uuid("reviewer_id")))
        .col(optional(uuid("approver_id")))
        .col(optional(date("last_on")))
        .col(optional(text("last_outcome")))
        .col(optional(uuid("unapproved_id")))
        // From this day on it counts as not reviewed.
        .col(date("stale_on"))
        .foreign_key(&mut of_org("review_cycle"))
        .foreign_key(&mut within_org("review_cycle", "id", "subject"))
        .foreign_key(&mut within_org("review_cycle", "reviewer_id", "person"))
        .foreign_key(&mut within_org("review_cycle", "approver_id", "person"))
        .to_owned();
    m.create_table(cycle).await?;
    m.create_index(index("review_cycle", &["org_id", "due", "id"])).await?;
    let review = org_table("review")
        .col(uuid("subject_id"))
        .col(uuid("held_by"))
        .col(date("held_on"))
        .col(date("due"))
        .col(text("outcome"))
        .col(text("changes"))
        .col(text("note"))
        .col(date("next_due"))
        .col(optional(uuid("meeting_id")))
        .col(instant("recorded_at"))
        .col(optional(uuid("approved_by")))
        .col(optional(instant("approved_at")))
        .foreign_key(&mut of_org("review"))
        .foreign_key(&mut within_org("review", "subject_id", "subject"))
        .foreign_key(&mut within_org("review", "held_by", "person"))
        .foreign_key(&mut within_org("review", "approved_by", "person"))
        .to_owned();
    m.create_table(review).await?;
    m.create_index(index("review", &["org_id", "subject_id", "held_on"])).await?;
    if is_postgres(m) {
        for table in ["review_cycle", "review"] {
            policies::lock(m, table, Rights::All).await?;
        }
    }
    Ok(())
}

/// Dates that were put off, and days on which somebody is away.
async fn dates(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postponement = org_table("postponement")
        .col(uuid("subject_id"))
        .col(text("kind"))
        .col(date("original_due"))
        .col(date("from_due"))
        .col(date("to_due"))
        .col(text("reason"))
        .col(uuid("approved_by"))
        .col(instant("at"))
        .foreign_key(&mut of_org("postponement"))
        .foreign_key(&mut within_org("postponement", "subject_id", "subject"))
        .foreign_key(&mut within_org("postponement", "approved_by", "person"))
        .to_owned();
    m.create_table(postponement).await?;
    m.create_index(index("postponement", &["org_id", "subject_id", "at"])).await?;
    let absence = org_table("absence")
        .col(uuid("person_id"))
        .col(date("from_day"))
        .col(date("until_day"))
        .col(optional(uuid("delegate_id")))
        .col(instant("noted_at"))
        .foreign_key(&mut of_org("absence"))
        .foreign_key(&mut within_org("absence", "person_id", "person"))
        .foreign_key(&mut within_org("absence", "delegate_id", "person"))
        .to_owned();
    m.create_table(absence).await?;
    m.create_index(index("absence", &["org_id", "person_id", "until_day"])).await?;
    if is_postgres(m) {
        for table in ["postponement", "absence"] {
            policies::lock(m, table, Rights::All).await?;
        }
    }
    Ok(())
}
