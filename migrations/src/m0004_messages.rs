//! Messages elsewhere: buttons that were pressed, reminders that were put off, and what may be removed once it has
//! served.

use crate::policies::{self, Rights};
use crate::shape::{date, index, instant, is_postgres, optional, org_table, text, unique, uuid, within_org};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the system may remove, and the columns that it needs to see for that.
const PRUNED: [(&str, &str); 5] = [
    ("inbound", "org_id, id, at"),
    ("consent", "org_id, id, expires_at"),
    ("press", "org_id, id, at"),
    ("dispatch", "org_id, id, settled_at"),
    ("dispatch_attempt", "org_id, id, dispatch_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let press = org_table("press")
            .col(uuid("connection_id"))
            .col(uuid("mirror_id"))
            // The same over retries.
            .col(text("key"))
            .col(text("remote_user"))
            .col(text("action"))
            .col(text("channel"))
            .col(text("ts"))
            .col(instant("at"))
            .col(optional(text("outcome")))
            .foreign_key(&mut within_org("press", "connection_id", "connection"))
            .foreign_key(&mut within_org("press", "mirror_id", "mirror"))
            .to_owned();
        m.create_table(press).await?;
        m.create_index(unique("press", &["org_id", "connection_id", "key"])).await?;
        m.create_index(index("press", &["at"])).await?;

        let mut snoozed = optional(date("snoozed_until"));
        m.alter_table(Table::alter().table(Alias::new("obligation")).add_column(&mut snoozed).to_owned())
            .await?;

        m.create_index(index("inbound", &["at"])).await?;
        m.create_index(index("consent", &["expires_at"])).await?;
        m.create_index(index("dispatch", &["settled_at"])).await?;
        if is_postgres(m) {
            policies::lock(m, "press", Rights::All).await?;
            for (table, columns) in PRUNED {
                policies::let_prune(m, table, columns).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_table(Table::drop().table("press").if_exists().to_owned()).await?;
        m.alter_table(
            Table::alter()
                .table(Alias::new("obligation"))
                .drop_column(Alias::new("snoozed_until"))
                .to_owned(),
        )
        .await
    }
}
