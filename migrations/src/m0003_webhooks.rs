//! Webhooks out: receivers, what is on its way to them, and every attempt.

use crate::policies::{self, Rights};
use crate::shape::{
    boolean, bytes, index, instant, int, is_postgres, json, of_org, optional, org_table, text, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TENANT: [&str; 3] = ["endpoint", "dispatch", "dispatch_attempt"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let endpoint = org_table("endpoint")
            .col(text("url"))
            .col(text("description"))
            // The types that it is told; an empty list means all.
            .col(json("events"))
            .col(bytes("secret"))
            .col(boolean("active"))
            .col(optional(text("disabled_because")))
            .col(optional(instant("failing_since")))
            .col(optional(instant("last_ok_at")))
            .col(uuid("added_by"))
            .col(instant("added_at"))
            .col(optional(instant("archived_at")))
            .col(int("version"))
            .foreign_key(&mut of_org("endpoint"))
            .foreign_key(&mut within_org("endpoint", "added_by", "person"))
            .to_owned();
        m.create_table(endpoint).await?;

        let dispatch = org_table("dispatch")
            .col(uuid("endpoint_id"))
            .col(text("event_type"))
            .col(text("body"))
            .col(text("state"))
            .col(optional(text("reason")))
            .col(int("attempts"))
            .col(optional(int("last_status")))
            .col(optional(text("last_error")))
            .col(instant("planned_at"))
            .col(optional(instant("settled_at")))
            .foreign_key(&mut within_org("dispatch", "endpoint_id", "endpoint"))
            .to_owned();
        m.create_table(dispatch).await?;
        m.create_index(index("dispatch", &["org_id", "endpoint_id", "planned_at"])).await?;

        let attempt = org_table("dispatch_attempt")
            .col(uuid("dispatch_id"))
            .col(instant("at"))
            .col(optional(int("status")))
            .col(optional(text("error")))
            .foreign_key(&mut within_org("dispatch_attempt", "dispatch_id", "dispatch"))
            .to_owned();
        m.create_table(attempt).await?;
        m.create_index(index("dispatch_attempt", &["org_id", "dispatch_id"])).await?;
        if is_postgres(m) {
            for table in TENANT {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TENANT.iter().rev() {
            m.drop_table(Table::drop().table(*table).if_exists().to_owned()).await?;
        }
        Ok(())
    }
}
