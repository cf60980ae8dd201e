//! A sweep reads what is due of one organisation by an index that begins with it: neither what is due elsewhere nor what is
//! due here some day is looked at. And tokens that were made before are watched like those to come.
//!
//! The program before this one makes tokens that nobody watches, and does not know the kind of these rows: they are first
//! looked at an hour from now, when it has gone.

use crate::shape::{index, is_postgres};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What still works, and who answers for it: whom it stands for; where that is a program, who made it, or if they left,
/// whoever has run the organisation for longest.
const WORKING: &str = "select t.org_id, t.id, t.name, t.made_by, t.made_at, DAY as due, \
    case when p.service_for is null then t.person_id when m.active then m.id else \
    (select r.person_id from role_assignment r join person o on o.org_id = r.org_id and o.id = r.person_id and o.active \
    where r.org_id = t.org_id and r.role in ('owner', 'admin') and o.service_for is null and r.until_date is null \
    order by r.from_date, r.id limit 1) end as answers \
    from api_token t join person p on p.org_id = t.org_id and p.id = t.person_id \
    join person m on m.org_id = t.org_id and m.id = t.made_by \
    where t.revoked_at is null and t.expires_at > current_timestamp";

/// The tables that are written, whose rows the owner of the schema sees none of where they are locked.
const LOCKED: [&str; 5] = ["subject", "obligation", "api_token", "person", "role_assignment"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(index("obligation", &["org_id", "next_reminder_at"])).await?;
        let all = if is_postgres(m) { "no force" } else { "" };
        self.locks(m, all).await?;
        // On the day in UTC: who answers for it may have another there, and hears of it in the morning either way.
        let day = if is_postgres(m) {
            "cast(t.expires_at at time zone 'UTC' as date)"
        } else {
            "substr(t.expires_at, 1, 10)"
        };
        // One process has a SQLite file.
        let first = if is_postgres(m) { "current_timestamp + interval '1 hour'" } else { "w.made_at" };
        let working = WORKING.replace("DAY", day);
        for sql in [
            format!(
                "insert into subject (org_id, id, kind, title, title_key, state, due, version, created_by, created_at, updated_at) \
                 select w.org_id, w.id, 'token', w.name, lower(w.name), 'made', w.due, 1, w.made_by, w.made_at, w.made_at \
                 from ({working}) w"
            ),
            format!(
                "insert into obligation (org_id, id, subject_id, kind, person_id, due, since, next_reminder_at) \
                 select w.org_id, w.id, w.id, 'expiry', w.answers, w.due, w.made_at, {first} \
                 from ({working}) w where w.answers is not null"
            ),
        ] {
            m.get_connection().execute_unprepared(&sql).await?;
        }
        self.locks(m, if is_postgres(m) { "force" } else { "" }).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

impl Migration {
    /// Has the owner of the schema see all rows while they are filled, and none again.
    async fn locks(&self, m: &SchemaManager<'_>, how: &str) -> Result<(), DbErr> {
        for table in LOCKED.iter().filter(|_| !how.is_empty()) {
            let sql = format!("alter table {table} {how} row level security");
            m.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
