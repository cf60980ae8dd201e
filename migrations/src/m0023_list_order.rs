//! Indexes in the order in which lists show what they show, so that a page costs what it shows and not what is stored.

use crate::shape::index;
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What has no date comes last; the words are those of the lists' own sort.
const BY_DATE: &str =
    "create index ix_subject_by_date on subject (org_id, kind, (coalesce(due, '9999-12-31')), id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.get_connection().execute_unprepared(BY_DATE).await?;
        m.create_index(index("subject", &["org_id", "kind", "updated_at", "id"])).await?;
        m.create_index(index("subject", &["org_id", "kind", "state", "due", "owner_id"])).await?;
        // The one before with the state in it answers what this one did.
        let former = Index::drop().name("ix_subject_org_id_kind_due").table("subject").to_owned();
        m.drop_index(former).await
    }
}
