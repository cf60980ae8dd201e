//! A link of the chain.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trail_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) seq: i64,
    pub(crate) at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub(crate) kind: String,
    pub(crate) schema: i32,
    pub(crate) subject_id: Option<Uuid>,
    pub(crate) body_hash: Vec<u8>,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
