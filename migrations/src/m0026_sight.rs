//! What falls due is read by its day, what was sent by how it ended, and a way of sending that does not work is a row for
//! as long as it does not.
//!
//! The program before this one neither reads nor writes the table, and leaves the new column of a notice empty.

use crate::policies::{self, Rights};
use crate::shape::{index, instant, int, is_postgres, of_org, optional, org_table, text, unique};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Few, where all is well: looking through every organisation for what fails or waits costs what is found.
const UNWELL: &str = "create index ix_delivery_unwell on delivery (state, settled_at, org_id) \
                      where state not in ('delivered', 'suppressed')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(index("obligation", &["org_id", "due", "person_id"])).await?;
        m.create_index(index("delivery", &["org_id", "settled_at"])).await?;
        // SQLite lost this one when its table was made anew.
        let by_time = index("delivery", &["org_id", "planned_at", "id"]).if_not_exists().to_owned();
        m.create_index(by_time).await?;
        m.get_connection().execute_unprepared(UNWELL).await?;
        let channel =
            Table::alter().table(Alias::new("notice")).add_column(optional(text("channel"))).to_owned();
        m.alter_table(channel).await?;
        let trouble = org_table("channel_trouble")
            .col(text("channel"))
            .col(text("trouble"))
            .col(instant("since"))
            .col(int("ended"))
            .col(int("failed"))
            .col(optional(instant("waiting_since")))
            .foreign_key(&mut of_org("channel_trouble"))
            .to_owned();
        m.create_table(trouble).await?;
        // Of two workers that find the same, one is the first.
        m.create_index(unique("channel_trouble", &["org_id", "channel"])).await?;
        if is_postgres(m) {
            policies::lock(m, "channel_trouble", Rights::All).await?;
            policies::show_troubles(m).await?;
        }
        Ok(())
    }
}
