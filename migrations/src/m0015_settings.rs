//! What an organisation says of itself and its calendar, how it reminds, and the tokens that programs come with.
//!
//! The columns that join tables are empty where nobody chose anything, which is what the program before this one writes
//! and what it meant: a week from Monday to Friday, the usual reminders, a person that is a human being.

use crate::policies::{self, Rights};
use crate::shape::{
    bytes, date, index, instant, int, is_postgres, json, of_org, optional, org_table, text, unique, uuid,
    within_org,
};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        add(m, "organisation", json("week")).await?;
        add(m, "organisation", json("reminders")).await?;
        // What a service account is for; a human being is for nothing.
        add(m, "person", text("service_for")).await?;

        let holiday = org_table("holiday")
            .col(date("day"))
            .col(text("name"))
            .foreign_key(&mut of_org("holiday"))
            .to_owned();
        m.create_table(holiday).await?;
        m.create_index(unique("holiday", &["org_id", "day"])).await?;

        let logo = org_table("logo")
            .col(uuid("file_id"))
            .col(int("width"))
            .col(int("height"))
            .foreign_key(&mut of_org("logo"))
            .foreign_key(&mut within_org("logo", "file_id", "file"))
            .to_owned();
        m.create_table(logo).await?;
        m.create_index(unique("logo", &["org_id"])).await?;
        m.create_index(index("logo", &["org_id", "file_id"])).await?;

        let token = org_table("api_token")
            .col(uuid("person_id"))
            .col(text("name"))
            .col(bytes("hash"))
            // The last letters, by which people tell their tokens apart.
            .col(text("ends_with"))
            .col(json("granted"))
            .col(uuid("made_by"))
            .col(instant("made_at"))
            .col(instant("expires_at"))
            .col(optional(instant("last_used_at")))
            .col(optional(instant("revoked_at")))
            .foreign_key(&mut of_org("api_token"))
            .foreign_key(&mut within_org("api_token", "person_id", "person"))
            .foreign_key(&mut within_org("api_token", "made_by", "person"))
            .to_owned();
        m.create_table(token).await?;
        m.create_index(index("api_token", &["org_id", "person_id"])).await?;
        m.create_index(index("api_token", &["hash"])).await?;
        if is_postgres(m) {
            for table in ["holiday", "logo", "api_token"] {
                policies::lock(m, table, Rights::All).await?;
            }
            policies::find_tokens(m).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["api_token", "logo", "holiday"] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned()).await?;
        }
        for (table, column) in
            [("person", "service_for"), ("organisation", "reminders"), ("organisation", "week")]
        {
            let gone = Table::alter().table(Alias::new(table)).drop_column(Alias::new(column)).to_owned();
            m.alter_table(gone).await?;
        }
        Ok(())
    }
}

async fn add(m: &SchemaManager<'_>, table: &str, column: ColumnDef) -> Result<(), DbErr> {
    m.alter_table(Table::alter().table(Alias::new(table)).add_column(optional(column)).to_owned()).await
}
