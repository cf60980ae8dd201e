//! Files, and what they show.

use crate::policies::{self, Rights};
use crate::shape::{
    big, bytes, date, index, instant, int, is_postgres, json, of_org, optional, org_table, text, unique,
    uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        files(m).await?;
        evidence(m).await?;
        if is_postgres(m) {
            for table in ["file", "upload", "evidence", "evidence_version", "evidence_link"] {
                policies::lock(m, table, Rights::All).await?;
            }
            policies::show_files(m).await?;
        }
        Ok(())
    }
}

async fn files(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // The same bytes are kept once in an organisation, and never shared between two.
    let file = org_table("file")
        .col(text("sha256"))
        .col(big("size"))
        .col(text("media_type"))
        .col(instant("kept_at"))
        .col(instant("checked_at"))
        .col(optional(text("damage")))
        // Set before its bytes are removed, so that nothing new is linked to what is about to go.
        .col(optional(instant("removing_at")))
        .foreign_key(&mut of_org("file"))
        .to_owned();
    m.create_table(file).await?;
    m.create_index(unique("file", &["org_id", "sha256"])).await?;
    m.create_index(index("file", &["org_id", "checked_at"])).await?;

    let upload = org_table("upload")
        .col(uuid("person_id"))
        // The key that its bytes are put under; the file's own id once it has arrived.
        .col(uuid("file_id"))
        .col(text("name"))
        .col(big("size"))
        .col(big("received"))
        .col(text("handle"))
        .col(json("parts"))
        .col(bytes("fingerprint"))
        .col(optional(text("media_type")))
        .col(optional(instant("busy_until")))
        .col(optional(uuid("kept_as")))
        .col(instant("created_at"))
        .col(instant("expires_at"))
        .foreign_key(&mut of_org("upload"))
        .foreign_key(&mut within_org("upload", "person_id", "person"))
        .foreign_key(&mut within_org("upload", "kept_as", "file"))
        .to_owned();
    m.create_table(upload).await?;
    m.create_index(index("upload", &["org_id", "person_id"])).await?;
    m.create_index(index("upload", &["expires_at"])).await
}

async fn evidence(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let evidence = org_table("evidence")
        .col(text("description"))
        .col(optional(date("valid_from")))
        .col(optional(text("withdrawn_because")))
        .col(int("file_version"))
        .foreign_key(&mut of_org("evidence"))
        .foreign_key(&mut within_org("evidence", "id", "subject"))
        .to_owned();
    m.create_table(evidence).await?;

    let version = org_table("evidence_version")
        .col(uuid("evidence_id"))
        .col(int("number"))
        .col(uuid("file_id"))
        .col(text("name"))
        .col(text("note"))
        .col(uuid("added_by"))
        .col(instant("added_at"))
        .foreign_key(&mut of_org("evidence_version"))
        .foreign_key(&mut within_org("evidence_version", "evidence_id", "evidence"))
        .foreign_key(&mut within_org("evidence_version", "file_id", "file"))
        .foreign_key(&mut within_org("evidence_version", "added_by", "person"))
        .to_owned();
    m.create_table(version).await?;
    m.create_index(unique("evidence_version", &["org_id", "evidence_id", "number"])).await?;
    m.create_index(index("evidence_version", &["org_id", "file_id"])).await?;

    let link = org_table("evidence_link")
        .col(uuid("evidence_id"))
        .col(uuid("subject_id"))
        // Which of the catalogue's suggestions it answers, where it answers one.
        .col(optional(text("suggestion")))
        .col(uuid("linked_by"))
        .col(instant("linked_at"))
        .foreign_key(&mut of_org("evidence_link"))
        .foreign_key(&mut within_org("evidence_link", "evidence_id", "evidence"))
        .foreign_key(&mut within_org("evidence_link", "subject_id", "subject"))
        .foreign_key(&mut within_org("evidence_link", "linked_by", "person"))
        .to_owned();
    m.create_table(link).await?;
    m.create_index(unique("evidence_link", &["org_id", "evidence_id", "subject_id"])).await?;
    m.create_index(index("evidence_link", &["org_id", "subject_id"])).await
}
