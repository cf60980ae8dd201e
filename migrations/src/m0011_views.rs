//! Lists as people like to see them, under a name; and which of them each person's list opens with.

use crate::policies::{self, Rights};
use crate::shape::{
    boolean, index, instant, int, is_postgres, json, key, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let view = org_table("saved_view")
            .col(text("list"))
            .col(uuid("person_id"))
            .col(text("name"))
            .col(key(m, "name_key"))
            .col(json("query"))
            .col(boolean("shared"))
            // With which key it was saved, and for which request: one that is repeated saves nothing twice.
            .col(optional(text("made_key")))
            .col(optional(text("made_request")))
            .col(int("version"))
            .col(instant("created_at"))
            .col(instant("updated_at"))
            .foreign_key(&mut of_org("saved_view"))
            .foreign_key(&mut within_org("saved_view", "person_id", "person"))
            .to_owned();
        m.create_table(view).await?;
        m.create_index(unique("saved_view", &["org_id", "person_id", "list", "name_key"])).await?;
        m.create_index(unique("saved_view", &["org_id", "person_id", "made_key"])).await?;
        m.create_index(index("saved_view", &["org_id", "list", "shared"])).await?;

        let default = org_table("view_default")
            .col(uuid("person_id"))
            .col(text("list"))
            .col(uuid("view_id"))
            .foreign_key(&mut of_org("view_default"))
            .foreign_key(&mut within_org("view_default", "person_id", "person"))
            .foreign_key(&mut within_org("view_default", "view_id", "saved_view"))
            .to_owned();
        m.create_table(default).await?;
        m.create_index(unique("view_default", &["org_id", "person_id", "list"])).await?;
        m.create_index(index("view_default", &["org_id", "view_id"])).await?;
        if is_postgres(m) {
            for table in ["saved_view", "view_default"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }
}
