//! Invitations, and who answers to whom.

use crate::policies::{self, Rights};
use crate::shape::{index, instant, is_postgres, of_org, optional, org_table, unique, uuid, within_org};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let invitation = org_table("invitation")
            .col(uuid("person_id"))
            .col(uuid("invited_by"))
            .col(instant("sent_at"))
            .col(instant("expires_at"))
            .col(optional(instant("accepted_at")))
            .col(optional(instant("revoked_at")))
            .foreign_key(&mut of_org("invitation"))
            .foreign_key(&mut within_org("invitation", "person_id", "person"))
            .foreign_key(&mut within_org("invitation", "invited_by", "person"))
            .to_owned();
        m.create_table(invitation).await?;
        // Partial indexes have no builder; the same words on both databases.
        let pending = "create unique index ux_invitation_pending on invitation (org_id, person_id) \
                       where accepted_at is null and revoked_at is null";
        m.get_connection().execute_unprepared(pending).await?;
        // A table of its own: SQLite cannot add a column with a foreign key to a table that stands.
        let line = org_table("reporting_line")
            .col(uuid("person_id"))
            .col(uuid("manager_id"))
            .foreign_key(&mut of_org("reporting_line"))
            .foreign_key(&mut within_org("reporting_line", "person_id", "person"))
            .foreign_key(&mut within_org("reporting_line", "manager_id", "person"))
            .to_owned();
        m.create_table(line).await?;
        m.create_index(unique("reporting_line", &["org_id", "person_id"])).await?;
        m.create_index(index("reporting_line", &["org_id", "manager_id"])).await?;
        if is_postgres(m) {
            for table in ["invitation", "reporting_line"] {
                policies::lock(m, table, Rights::All).await?;
            }
        }
        Ok(())
    }
}
