//! The tenant.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub(crate) slug: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) name: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) zone: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) country: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) locale: String,
    /// Empty: the usual week.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub(crate) week: Option<Json>,
    /// Empty: the usual reminders.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub(crate) reminders: Option<Json>,
    /// Empty: it works.
    pub(crate) suspended_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) suspended_why: Option<String>,
    /// From when on it may be removed; empty: it is not to be.
    pub(crate) closing_at: Option<DateTimeUtc>,
    /// Empty: as many as the installation allows.
    pub(crate) most_people: Option<i64>,
    pub(crate) most_file_bytes: Option<i64>,
    pub(crate) version: i32,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
