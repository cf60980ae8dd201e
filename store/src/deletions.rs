//! The end of an organisation: asked for, taken back, and done some rows at a time until nothing but the note of it is left.
//!
//! Every step is its own transaction and may be done again: whoever was killed in between leaves rows that the next run
//! finds. The database lets rows of the trail go only while a deletion that is due has begun
//! (`migrations/src/m0021_deletion/ways_out.rs`).

use crate::connections::Recipient;
use crate::doors::{OrgRead, OrgTx, Store, SystemTx};
use crate::error::{Error, Result, unreadable};
use crate::jobs::{self, When};
use crate::sql::Sql;
use crate::tables;
use crate::tenancy::{Actor, Tenancy};
use domain::clock::Instant;
use domain::deletion;
use domain::event::Event;
use domain::id::{AccountId, FileId, OrgId, PersonId};
use domain::job::Job;
use sea_orm::{DbBackend, FromQueryResult};
use uuid::Uuid;

/// How many rows one step removes.
const BATCH: i64 = 500;

/// What PostgreSQL lets nobody remove but a function of the owner's.
const KEPT: [&str; 6] =
    ["trail_entry", "trail_key", "trail_anchor", "trail_erasure", "trail_head", "revision"];

/// A deletion that was asked for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Deletion {
    /// When.
    pub asked_at: Instant,
    /// From when on it may be done.
    pub due_at: Instant,
    /// When it began: from then on there is no way back.
    pub begun_at: Option<Instant>,
}

/// What is written to the owners of an organisation that is to be deleted.
#[derive(Clone, Debug)]
pub struct ClosingLetter {
    /// Its name.
    pub organisation: String,
    /// Its part of a URL.
    pub slug: String,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub asked_at: Instant,
    /// The first day on which it may be gone.
    pub on: chrono::NaiveDate,
    /// Its owners.
    pub recipients: Vec<Recipient>,
}

/// Parts of files that had not arrived when the deletion began.
pub type Arriving = Vec<(FileId, String)>;

#[derive(FromQueryResult)]
struct Asked {
    name: String,
}

#[derive(FromQueryResult)]
struct Due {
    org_id: Uuid,
}

#[derive(FromQueryResult)]
struct Part {
    file_id: Uuid,
    handle: String,
}

#[derive(FromQueryResult)]
struct Gone {
    gone: i64,
}

#[derive(FromQueryResult)]
struct Belonged {
    account_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Was {
    slug: String,
}

impl OrgRead {
    /// The deletion that was asked for, where one was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn deletion(&self) -> Result<Option<Deletion>> {
        let sql = self.sql("select asked_at, due_at, begun_at from deletion where org_id = ");
        self.door.one(sql).await
    }

    /// What to write to its owners; `None` when it was taken back meanwhile.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn closing_letter(&self) -> Result<Option<ClosingLetter>> {
        let Some(deletion) = self.deletion().await? else { return Ok(None) };
        let organisation = self.organisation().await?;
        let sql = self
            .sql("select p.name from deletion d join person p on p.org_id = d.org_id and p.id = d.asked_by where d.org_id = ");
        let asked: Asked = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(Some(ClosingLetter {
            organisation: organisation.name,
            slug: organisation.slug,
            by: asked.name,
            asked_at: deletion.asked_at,
            on: self.tenancy.today(deletion.due_at),
            recipients: self.owners().await?,
        }))
    }

    /// Active owners of today.
    async fn owners(&self) -> Result<Vec<Recipient>> {
        self.owners_and_admins(
            " and exists (select 1 from role_assignment w where w.org_id = p.org_id and w.person_id = p.id \
             and w.role = 'owner' and w.until_date is null)",
        )
        .await
    }
}

impl OrgTx {
    /// Asks for the organisation's deletion: from now on it is closed, and after the days of grace it is removed.
    ///
    /// # Errors
    /// [`domain::deletion::DeletionRefused`].
    pub async fn ask_deletion(&self, typed: &str) -> Result<()> {
        let organisation = self.organisation().await?;
        let is_asked = self.deletion().await?.is_some();
        let now = self.now();
        let due = deletion::ask(&organisation.name, typed, is_asked, now)?;
        let by = self.tenancy.actor().person().ok_or(unreadable("who asks"))?;
        let address = self.person_row(PersonId(by)).await?.address;
        let set = Sql::new("update organisation set closing_at = ").bind(due);
        self.save_organisation(organisation.version, set).await?;
        let sql = self
            .sql("insert into deletion (org_id, slug, name, asked_by, asked_address, asked_at, due_at, removed) values (")
            .push(", ")
            .bind_all([organisation.slug, organisation.name])
            .push(", ")
            .bind(by)
            .push(", ")
            .bind(address)
            .push(", ")
            .bind_all([now, due])
            .push(", ")
            .bind(0_i64)
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::DeletionAsked { on: self.tenancy.today(due) });
        Ok(())
    }

    /// Takes it back: the organisation works as before.
    ///
    /// # Errors
    /// [`domain::deletion::DeletionRefused`].
    pub async fn take_back_deletion(&self) -> Result<()> {
        let found = self.deletion().await?;
        let has_begun = found.as_ref().is_some_and(|deletion| deletion.begun_at.is_some());
        deletion::take_back(found.is_some(), has_begun)?;
        let sql = self.sql("delete from deletion where org_id = ").push(" and begun_at is null");
        if self.door.run(sql).await? == 0 {
            return Err(deletion::DeletionRefused::Begun.into());
        }
        let version = self.organisation().await?.version;
        self.save_organisation(version, Sql::new("update organisation set closing_at = null")).await?;
        self.record(Event::DeletionTakenBack);
        Ok(())
    }
}

impl SystemTx {
    /// The organisations whose days of grace have passed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn deletions_due(&self) -> Result<Vec<OrgId>> {
        let sql = Sql::new("select org_id from deletion where done_at is null and due_at <= ")
            .bind(self.store.clock().calendar())
            .push(" order by due_at, org_id");
        Ok(self.door.all::<Due>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }

    async fn remove_jobs(&self, org: OrgId) -> Result<u64> {
        let sql = Sql::new("delete from job where org_id = ").bind(org.0).push(" or share = ").bind(org.0);
        self.door.run(sql).await
    }
}

impl Store {
    /// The door to an organisation that goes: its row may be gone already.
    async fn leaving(&self, org: OrgId) -> Result<OrgTx> {
        self.write_in(Tenancy::new(org, chrono_tz::Tz::UTC, Actor::System)).await
    }

    /// Begins a deletion that is due, or goes on with it; answers what was on its way of files, which are removed before any
    /// row. `None` where none is due.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_deletion(&self, org: OrgId) -> Result<Option<Arriving>> {
        let tx = self.leaving(org).await?;
        let now = tx.now();
        let sql = Sql::new("update deletion set begun_at = coalesce(begun_at, ")
            .bind(now)
            .push(") where done_at is null and due_at <= ")
            .bind(now)
            .push(" and org_id = ")
            .bind(org.0);
        if tx.door.run(sql).await? == 0 {
            return Ok(None);
        }
        let sql = tx.sql("select file_id, handle from upload where org_id = ").push(" and kept_as is null");
        let parts: Vec<Part> = tx.door.all(sql).await?;
        tx.commit().await?;
        Ok(Some(parts.into_iter().map(|part| (FileId(part.file_id), part.handle)).collect()))
    }

    /// Removes some rows of an organisation whose deletion has begun; answers whether there were any. What refers to others
    /// goes first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_some(&self, org: OrgId) -> Result<bool> {
        let tx = self.leaving(org).await?;
        let mut order: Vec<&str> = tables::tenant().collect();
        order.reverse();
        for table in order {
            let gone = match table {
                "person" => tx.remove_people().await?,
                table => tx.remove_rows(table).await?,
            };
            if gone > 0 {
                let sql = Sql::new("update deletion set removed = removed + ")
                    .bind(i64::try_from(gone).unwrap_or(i64::MAX))
                    .push(" where org_id = ")
                    .bind(org.0);
                tx.door.run(sql).await?;
                tx.commit().await?;
                return Ok(true);
            }
        }
        tx.commit().await?;
        Ok(false)
    }

    /// Removes what no table of the organisation holds, and notes that the deletion is done.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_deletion(&self, org: OrgId) -> Result<()> {
        let system = self.system().await?;
        system.remove_jobs(org).await?;
        system.commit().await?;
        let tx = self.leaving(org).await?;
        let sql = tx.sql("select slug from deletion where org_id = ").push(" and begun_at is not null");
        let was: Was = tx.door.one(sql).await?.ok_or(Error::NotFound)?;
        let find = if tx.door.backend() == DbBackend::Postgres { "strpos" } else { "instr" };
        let links = Sql::new(&format!("delete from link where {find}(cast(body as text), "))
            .bind(org.to_string())
            .push(") > 0");
        tx.door.run(links).await?;
        let mails = Sql::new(&format!("delete from captured_mail where {find}(text, "))
            .bind(format!("/o/{}/", was.slug))
            .push(") > 0");
        tx.door.run(mails).await?;
        let sql = Sql::new("update deletion set done_at = ")
            .bind(tx.now())
            .push(" where done_at is null and org_id = ")
            .bind(org.0);
        tx.door.run(sql).await?;
        tx.commit().await.map(drop)
    }
}

impl OrgTx {
    async fn remove_rows(&self, table: &str) -> Result<u64> {
        let postgres = self.door.backend() == DbBackend::Postgres;
        if postgres && KEPT.contains(&table) {
            let sql = Sql::new("select remove_kept(")
                .bind(table)
                .push(", ")
                .bind(i32::try_from(BATCH).unwrap_or(1));
            let gone: Option<Gone> = self.door.one(sql.push(") as gone")).await?;
            return Ok(gone.map_or(0, |row| u64::try_from(row.gone).unwrap_or_default()));
        }
        self.door.run(self.some_of(table)).await
    }

    /// People go with the accounts that only they had; somebody who is a person elsewhere keeps theirs.
    async fn remove_people(&self) -> Result<u64> {
        let gone: Vec<Belonged> = self.door.all(self.some_of("person").push(" returning account_id")).await?;
        let accounts = gone.iter().filter_map(|person| person.account_id);
        let forget = accounts.map(|account| Job::ForgetAccount { account: AccountId(account) }).collect();
        jobs::insert(&self.door, &self.store, None, forget, When::Gathered).await?;
        Ok(gone.len() as u64)
    }

    fn some_of(&self, table: &str) -> Sql {
        let row = if self.door.backend() == DbBackend::Postgres { "ctid" } else { "rowid" };
        self.sql(&format!("delete from \"{table}\" where org_id = "))
            .push(&format!(" and {row} in (select {row} from \"{table}\" where org_id = "))
            .bind(self.org())
            .push(" limit ")
            .bind(BATCH)
            .push(")")
    }
}
