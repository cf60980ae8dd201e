//! Teams, and how people look.
//!
//! Tables of their own: the program before this one neither reads nor writes them. It does not know either that a
//! portrait needs its file; its nightly sweep could mark the file of one unused, but only two days after the file came.

use crate::policies::{self, Rights};
use crate::shape::{
    index, instant, int, is_postgres, key, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let team = org_table("team")
            .col(text("name"))
            .col(key(m, "name_key"))
            .col(optional(uuid("lead_id")))
            .col(optional(instant("archived_at")))
            // Who made it with which key, and for which request: one that is repeated makes nothing twice.
            .col(uuid("made_by"))
            .col(optional(text("made_key")))
            .col(optional(text("made_request")))
            .col(int("version"))
            .col(instant("created_at"))
            .col(instant("updated_at"))
            .foreign_key(&mut of_org("team"))
            .foreign_key(&mut within_org("team", "lead_id", "person"))
            .foreign_key(&mut within_org("team", "made_by", "person"))
            .to_owned();
        m.create_table(team).await?;
        m.create_index(unique("team", &["org_id", "name_key"])).await?;
        m.create_index(unique("team", &["org_id", "made_by", "made_key"])).await?;
        m.create_index(index("team", &["org_id", "lead_id"])).await?;

        let member = org_table("team_member")
            .col(uuid("team_id"))
            .col(uuid("person_id"))
            .foreign_key(&mut of_org("team_member"))
            .foreign_key(&mut within_org("team_member", "team_id", "team"))
            .foreign_key(&mut within_org("team_member", "person_id", "person"))
            .to_owned();
        m.create_table(member).await?;
        m.create_index(unique("team_member", &["org_id", "team_id", "person_id"])).await?;
        m.create_index(index("team_member", &["org_id", "person_id"])).await?;

        let portrait = org_table("portrait")
            .col(uuid("person_id"))
            .col(uuid("file_id"))
            .foreign_key(&mut of_org("portrait"))
            .foreign_key(&mut within_org("portrait", "person_id", "person"))
            .foreign_key(&mut within_org("portrait", "file_id", "file"))
            .to_owned();
        m.create_table(portrait).await?;
        m.create_index(unique("portrait", &["org_id", "person_id"])).await?;
        m.create_index(index("portrait", &["org_id", "file_id"])).await?;
        if is_postgres(m) {
            for table in ["team", "team_member", "portrait"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }
}
