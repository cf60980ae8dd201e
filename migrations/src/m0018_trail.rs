//! The trail is only ever added to, and the database sees to it. Beside it: anchors, the key they are signed with, and
//! which bodies were erased with a person.
//!
//! The program before goes on as it did: it never changed or removed a row of the trail, it knows none of the new
//! tables, and a person that it does not know to be erased is to it one who left. The new column is empty for
//! everybody until somebody is erased.

use crate::policies::{self, Rights};
use crate::shape::{
    big, bytes, instant, is_postgres, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

mod guards;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let erased = Table::alter().table("person").add_column(optional(instant("erased_at"))).to_owned();
        m.alter_table(erased).await?;

        let key = org_table("trail_key")
            .col(bytes("public"))
            .col(bytes("sealed"))
            .col(instant("made_at"))
            .foreign_key(&mut of_org("trail_key"))
            .to_owned();
        m.create_table(key).await?;
        m.create_index(unique("trail_key", &["org_id"])).await?;

        let anchor = org_table("trail_anchor")
            .col(big("seq"))
            .col(bytes("hash"))
            .col(instant("at"))
            .col(text("key_id"))
            .col(bytes("signature"))
            .foreign_key(&mut of_org("trail_anchor"))
            .to_owned();
        m.create_table(anchor).await?;
        m.create_index(unique("trail_anchor", &["org_id", "seq"])).await?;

        // Its id is the entry's.
        let erasure = org_table("trail_erasure")
            .col(uuid("person_id"))
            .col(instant("at"))
            .foreign_key(&mut of_org("trail_erasure"))
            .foreign_key(&mut within_org("trail_erasure", "id", "trail_entry"))
            .foreign_key(&mut within_org("trail_erasure", "person_id", "person"))
            .to_owned();
        m.create_table(erasure).await?;
        if is_postgres(m) {
            for table in ["trail_key", "trail_anchor", "trail_erasure"] {
                policies::lock(m, table, Rights::Append).await?;
            }
            policies::show_trails(m).await?;
            policies::keep_trail(m).await?;
        }
        guards::set(m).await
    }
}
