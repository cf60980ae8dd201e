//! The tenant and its people.

use crate::shape::{
    boolean, date, index, instant, int, key, of_org, optional, org_table, text, unique, uuid, within_org,
};
use sea_orm_migration::prelude::{DbErr, ForeignKey, ForeignKeyAction, Index, SchemaManager, Table};

pub(super) async fn create(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let organisation = Table::create()
        .table("organisation")
        .col(uuid("org_id"))
        .col(key(m, "slug"))
        .col(text("name"))
        .col(text("zone"))
        .col(text("country"))
        .col(text("locale"))
        .col(int("version"))
        .col(instant("created_at"))
        .primary_key(Index::create().col("org_id"))
        .to_owned();
    m.create_table(organisation).await?;
    m.create_index(unique("organisation", &["slug"])).await?;

    let person = org_table("person")
        .col(optional(uuid("account_id")))
        .col(text("name"))
        .col(key(m, "name_key"))
        .col(text("address"))
        .col(key(m, "address_key"))
        .col(text("zone"))
        .col(text("locale"))
        .col(boolean("active"))
        .col(int("version"))
        .col(instant("created_at"))
        .foreign_key(&mut of_org("person"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_person_account")
                .from("person", "account_id")
                .to("account", "id")
                .on_delete(ForeignKeyAction::Restrict),
        )
        .to_owned();
    m.create_table(person).await?;
    m.create_index(unique("person", &["org_id", "address_key"])).await?;
    m.create_index(unique("person", &["org_id", "account_id"])).await?;
    m.create_index(index("person", &["account_id"])).await?;

    let role_assignment = org_table("role_assignment")
        .col(uuid("person_id"))
        .col(text("role"))
        .col(date("from_date"))
        .col(optional(date("until_date")))
        .foreign_key(&mut within_org("role_assignment", "person_id", "person"))
        .to_owned();
    m.create_table(role_assignment).await?;
    m.create_index(index("role_assignment", &["org_id", "person_id"])).await
}
