//! What is said and shown of a control beyond its status; a control without a row has none of it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "control_work")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) implemented_by: Option<Uuid>,
    pub(crate) verified_by: Option<Uuid>,
    pub(crate) verified_on: Option<Date>,
    pub(crate) lapses_on: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) verification_note: Option<String>,
    pub(crate) lapsed_on: Option<Date>,
    pub(crate) verify_every: Option<i32>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub(crate) notes: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
