//! What is due, from whom, and when to remind next.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "obligation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) person_id: Uuid,
    pub(crate) due: Date,
    pub(crate) since: DateTimeUtc,
    pub(crate) next_reminder_at: DateTimeUtc,
    pub(crate) snoozed_until: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
