//! Files that an organisation keeps: the same bytes once. Where the bytes lie is not the database's business; a row here
//! says what they are, and that they are there.

mod upkeep;
mod uploads;

pub use upkeep::{Arrears, Removal};
pub use uploads::{Arrived, NewUpload, UploadProgress, UploadView};

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result};
use crate::sql::Sql;
use domain::event::Event;
use domain::file::Damage;
use domain::id::FileId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Under which name an organisation's counter of kept bytes stands beside those of its references.
const KEPT: &str = "kept bytes";

/// A file to be read.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Its id.
    pub id: FileId,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Its bytes.
    pub size: i64,
    /// What it holds, by its first bytes.
    pub media_type: String,
    /// What is wrong with it.
    pub damage: Option<Damage>,
}

#[derive(FromQueryResult)]
struct Sum {
    sum: i64,
}

#[derive(FromQueryResult)]
struct Known {
    id: Uuid,
    damage: Option<String>,
}

impl OrgRead {
    /// How many bytes the organisation keeps, and expects to: those on their way count.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn kept_bytes(&self) -> Result<i64> {
        let sql = self
            .sql("select cast(coalesce(sum(last), 0) as bigint) as sum from counter where org_id = ")
            .push(" and prefix = ")
            .bind(KEPT);
        let kept = self.door.one::<Sum>(sql).await?.map_or(0, |row| row.sum);
        let sql = self
            .sql("select cast(coalesce(sum(size), 0) as bigint) as sum from upload where org_id = ")
            .push(" and kept_as is null");
        Ok(kept + self.door.one::<Sum>(sql).await?.map_or(0, |row| row.sum))
    }
}

impl OrgTx {
    /// Notes that a file is there as a whole; answers by which row it is known, which is an earlier one's where the same
    /// bytes are kept already and were not damaged.
    pub(crate) async fn keep_file(
        &self,
        id: FileId,
        sha256: &str,
        size: i64,
        media_type: &str,
    ) -> Result<FileId> {
        if self.add_file(id, sha256, size, media_type).await? {
            return Ok(id);
        }
        let sql = self.sql("select id, damage from file where org_id = ").push(" and sha256 = ").bind(sha256);
        let known: Known = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        if known.damage.is_some() {
            self.heal(FileId(known.id), id, sha256, size, media_type).await?;
            return Ok(id);
        }
        Ok(FileId(known.id))
    }

    /// The bytes of a damaged file have arrived once more: whatever it is evidence for has them again.
    async fn heal(&self, old: FileId, new: FileId, sha256: &str, size: i64, media_type: &str) -> Result<()> {
        let sql = self
            .sql("update file set sha256 = 'damaged ' || cast(id as text) where org_id = ")
            .push(" and id = ")
            .bind(old.0);
        self.door.run(sql).await?;
        self.add_file(new, sha256, size, media_type).await?;
        for table_and_column in
            ["evidence_version set file_id", "portrait set file_id", "logo set file_id", "upload set kept_as"]
        {
            let column = table_and_column.rsplit(' ').next().unwrap_or_default();
            let sql = Sql::new("update ")
                .push(table_and_column)
                .push(" = ")
                .bind(new.0)
                .push(" where org_id = ")
                .bind(self.org())
                .push(" and ")
                .push(column)
                .push(" = ")
                .bind(old.0);
            self.door.run(sql).await?;
        }
        Ok(())
    }

    /// Adds a file, unless the same bytes are kept.
    async fn add_file(&self, id: FileId, sha256: &str, size: i64, media_type: &str) -> Result<bool> {
        let sql = self
            .sql("insert into file (org_id, id, sha256, size, media_type, kept_at, checked_at) values (")
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(sha256)
            .push(", ")
            .bind(size)
            .push(", ")
            .bind(media_type)
            .push(", ")
            .bind_all([self.now(), self.now()])
            .push(") on conflict (org_id, sha256) do nothing");
        let added = self.door.run(sql).await? == 1;
        if added {
            self.count_bytes(size).await?;
        }
        Ok(added)
    }

    async fn count_bytes(&self, by: i64) -> Result<()> {
        let sql = self
            .sql("insert into counter (org_id, prefix, last) values (")
            .push(", ")
            .bind(KEPT)
            .push(", ")
            .bind(by)
            .push(") on conflict (org_id, prefix) do update set last = counter.last + excluded.last");
        self.door.run(sql).await.map(drop)
    }

    /// Notes what looking at a file's bytes came to.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_check(&self, file: FileId, damage: Option<Damage>) -> Result<()> {
        let sql = Sql::new("update file set checked_at = ")
            .bind(self.now())
            .push(", damage = ")
            .bind(damage.map(Damage::name))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(file.0);
        self.door.run(sql).await?;
        if damage.is_some() {
            self.record(Event::FileDamaged { file });
        }
        Ok(())
    }
}
