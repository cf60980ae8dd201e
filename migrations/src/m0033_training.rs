//! What people are trained in: modules and their versions, who is asked by when, what they answered, and what they confirmed
//! with the bytes that they were shown.
//!
//! Tables of their own: the program before this one neither reads nor writes them. It does not know the kind of obligation
//! either and leaves it to this one. Where it lets somebody go who is asked for something, it is told of a kind that it cannot hand
//! over and refuses: that waits until it has ended.

use crate::policies::{self, Rights};
use crate::shape::{
    boolean, bytes, date, index, instant, int, is_postgres, json, of_org, optional, org_table, text, unique,
    uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        modules(m).await?;
        assignments(m).await?;
        attestations(m).await?;
        if is_postgres(m) {
            for table in
                ["module", "module_version", "assignment", "quiz_attempt", "shown_text", "attestation"]
            {
                policies::lock(m, table, Rights::All).await?;
            }
            policies::show_modules(m).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn modules(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let module = org_table("module")
        .col(json("record"))
        .col(optional(int("current")))
        .foreign_key(&mut of_org("module"))
        .foreign_key(&mut within_org("module", "id", "subject"))
        .to_owned();
    m.create_table(module).await?;
    let version = org_table("module_version")
        .col(uuid("module_id"))
        .col(int("number"))
        .col(json("body"))
        .col(uuid("made_by"))
        // Everybody who wrote at it.
        .col(json("authors"))
        .col(instant("made_at"))
        .col(optional(uuid("approved_by")))
        .col(optional(instant("approved_at")))
        .col(optional(text("reason")))
        .foreign_key(&mut of_org("module_version"))
        .foreign_key(&mut within_org("module_version", "module_id", "module"))
        .foreign_key(&mut within_org("module_version", "made_by", "person"))
        .foreign_key(&mut within_org("module_version", "approved_by", "person"))
        .to_owned();
    m.create_table(version).await?;
    m.create_index(unique("module_version", &["org_id", "module_id", "number"])).await
}

async fn assignments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let assignment = org_table("assignment")
        .col(uuid("module_id"))
        .col(uuid("person_id"))
        .col(int("round"))
        // Of several rounds the last: the one that counts today.
        .col(boolean("latest"))
        // Whether whose it is belongs to those who are asked, as far as somebody looked.
        .col(boolean("belongs"))
        .col(int("version"))
        .col(optional(int("after")))
        .col(date("assigned"))
        .col(date("due"))
        .col(text("state"))
        .col(int("attempts"))
        .col(boolean("passed"))
        .col(optional(date("settled")))
        .col(optional(date("lapses_on")))
        .col(optional(text("waived_reason")))
        .col(optional(uuid("waived_by")))
        .foreign_key(&mut of_org("assignment"))
        .foreign_key(&mut within_org("assignment", "id", "subject"))
        .foreign_key(&mut within_org("assignment", "module_id", "module"))
        .foreign_key(&mut within_org("assignment", "person_id", "person"))
        .foreign_key(&mut within_org("assignment", "waived_by", "person"))
        .to_owned();
    m.create_table(assignment).await?;
    m.create_index(unique("assignment", &["org_id", "module_id", "person_id", "round"])).await?;
    // What a module comes to is counted from this alone.
    m.create_index(index(
        "assignment",
        &["org_id", "module_id", "latest", "belongs", "state", "due", "lapses_on"],
    ))
    .await?;
    m.create_index(index("assignment", &["org_id", "person_id", "latest"])).await?;
    let attempt = org_table("quiz_attempt")
        .col(uuid("assignment_id"))
        .col(int("version"))
        .col(instant("at"))
        .col(int("correct"))
        .col(int("asked"))
        .col(boolean("passed"))
        .col(json("body"))
        .foreign_key(&mut of_org("quiz_attempt"))
        .foreign_key(&mut within_org("quiz_attempt", "assignment_id", "assignment"))
        .to_owned();
    m.create_table(attempt).await?;
    m.create_index(index("quiz_attempt", &["org_id", "assignment_id", "at"])).await
}

async fn attestations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let shown = org_table("shown_text")
        .col(text("sha256"))
        .col(bytes("shown"))
        .foreign_key(&mut of_org("shown_text"))
        .to_owned();
    m.create_table(shown).await?;
    m.create_index(unique("shown_text", &["org_id", "sha256"])).await?;
    let attestation = org_table("attestation")
        .col(uuid("assignment_id"))
        .col(uuid("module_id"))
        .col(uuid("person_id"))
        .col(int("version"))
        .col(text("language"))
        .col(text("proof"))
        .col(text("sha256"))
        .col(instant("at"))
        .foreign_key(&mut of_org("attestation"))
        .foreign_key(&mut within_org("attestation", "assignment_id", "assignment"))
        .foreign_key(&mut within_org("attestation", "module_id", "module"))
        .foreign_key(&mut within_org("attestation", "person_id", "person"))
        .to_owned();
    m.create_table(attestation).await?;
    m.create_index(unique("attestation", &["org_id", "assignment_id"])).await?;
    m.create_index(index("attestation", &["org_id", "person_id", "at"])).await
}
