//! Work to be done after a commit.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) org_id: Option<Uuid>,
    pub(crate) share: Uuid,
    #[sea_orm(column_type = "Text")]
    pub(crate) kind: String,
    pub(crate) kind_version: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) payload: Json,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) unique_key: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) lane: Option<String>,
    pub(crate) state: i32,
    pub(crate) attempts: i32,
    pub(crate) max_attempts: i32,
    pub(crate) run_at: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) locked_by: Option<String>,
    pub(crate) locked_until: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) last_error: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) finished_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
