//! A mailed, single-purpose link; its token is stored hashed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub(crate) purpose: String,
    pub(crate) token_hash: Vec<u8>,
    #[sea_orm(column_type = "Text")]
    pub(crate) address: String,
    #[sea_orm(column_type = "Text")]
    pub(crate) name: String,
    pub(crate) account_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) body: Json,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) used_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
