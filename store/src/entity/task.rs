//! A task; the rest is in its subject.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) control_id: Option<Uuid>,
    pub(crate) priority: i32,
    #[sea_orm(column_type = "Text")]
    pub(crate) description: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) expected_evidence: String,
    pub(crate) evidence_required: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) evidence_note: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) evidence_url: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) cancel_reason: Option<String>,
    pub(crate) completed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
