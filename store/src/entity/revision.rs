//! One version of a subject.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) subject_id: Uuid,
    pub(crate) version: i32,
    pub(crate) at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub(crate) event: String,
    pub(crate) schema: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) body: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
