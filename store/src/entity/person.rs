//! A human being inside one organisation, with or without an account.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) org_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) account_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub(crate) name: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) name_key: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) address: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) address_key: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) zone: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) locale: String,
    pub(crate) active: bool,
    /// What a service account is for; empty: a human being.
    #[sea_orm(column_type = "Text", nullable)]
    pub(crate) service_for: Option<String>,
    /// When it was erased who this was; empty: a person.
    pub(crate) erased_at: Option<DateTimeUtc>,
    pub(crate) version: i32,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OrgOwned for Entity {
    const ORG: Column = Column::OrgId;
}
