//! What people say about a thing, who follows it, and what they are told.

use crate::policies::{self, Rights};
use crate::shape::{
    index, instant, int, is_postgres, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let comment = org_table("comment")
            .col(uuid("subject_id"))
            .col(uuid("author_id"))
            .col(text("text"))
            .col(int("version"))
            .col(instant("created_at"))
            .col(optional(instant("edited_at")))
            .col(optional(instant("removed_at")))
            .foreign_key(&mut of_org("comment"))
            .foreign_key(&mut within_org("comment", "subject_id", "subject"))
            .foreign_key(&mut within_org("comment", "author_id", "person"))
            .to_owned();
        m.create_table(comment).await?;
        m.create_index(index("comment", &["org_id", "subject_id", "id"])).await?;

        let follower = org_table("follower")
            .col(uuid("subject_id"))
            .col(uuid("person_id"))
            .col(instant("since"))
            // Whoever stopped following does not begin again by themselves.
            .col(optional(instant("stopped_at")))
            .foreign_key(&mut of_org("follower"))
            .foreign_key(&mut within_org("follower", "subject_id", "subject"))
            .foreign_key(&mut within_org("follower", "person_id", "person"))
            .to_owned();
        m.create_table(follower).await?;
        m.create_index(unique("follower", &["org_id", "subject_id", "person_id"])).await?;
        m.create_index(index("follower", &["org_id", "person_id"])).await?;

        let notice = org_table("notice")
            .col(uuid("person_id"))
            .col(text("kind"))
            .col(uuid("subject_id"))
            .col(optional(uuid("comment_id")))
            .col(optional(uuid("actor_id")))
            .col(instant("at"))
            .col(optional(instant("read_at")))
            .foreign_key(&mut of_org("notice"))
            .foreign_key(&mut within_org("notice", "person_id", "person"))
            .foreign_key(&mut within_org("notice", "subject_id", "subject"))
            .foreign_key(&mut within_org("notice", "comment_id", "comment"))
            .to_owned();
        m.create_table(notice).await?;
        m.create_index(index("notice", &["org_id", "person_id", "id"])).await?;
        if is_postgres(m) {
            for table in ["comment", "follower", "notice"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }
}
