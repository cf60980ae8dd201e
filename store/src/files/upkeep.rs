//! What is done about files at night: uploads that nobody ended are dropped, files that nothing uses are removed, and the
//! bytes of those that are kept are read again, so that a rotten disk is found before an auditor finds it.

use super::FileView;
use crate::doors::{OrgTx, SystemTx};
use crate::error::Result;
use crate::sql::Sql;
use chrono::TimeDelta;
use domain::file::Damage;
use domain::id::{FileId, OrgId, UploadId};
use domain::job::Job;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How long a file goes unread.
const UNREAD: TimeDelta = TimeDelta::days(30);
/// How long a file that nothing uses stays: what arrived may be about to be used.
const UNUSED: TimeDelta = TimeDelta::hours(48);
/// How many of each kind one job looks at before it makes room for others.
const BATCH: i64 = 50;

/// Something whose bytes are to be removed.
#[derive(Clone, Debug)]
pub enum Removal {
    /// An upload that nobody ended: the key of its bytes, and by which name its parts are known.
    Upload(UploadId, FileId, String),
    /// A file that nothing uses.
    File(FileId),
}

/// What is to be done in one organisation.
#[derive(Clone, Debug, Default)]
pub struct Arrears {
    /// What is to be removed.
    pub removals: Vec<Removal>,
    /// Which files are to be read again.
    pub unread: Vec<FileView>,
}

impl Arrears {
    /// Whether there may be more of it.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let full = |length: usize| i64::try_from(length).is_ok_and(|length| length >= BATCH);
        full(self.removals.len()) || full(self.unread.len())
    }
}

#[derive(FromQueryResult)]
struct Stale {
    id: Uuid,
    file_id: Uuid,
    handle: String,
}

#[derive(FromQueryResult)]
struct Unused {
    id: Uuid,
    size: i64,
}

#[derive(FromQueryResult)]
struct Unread {
    id: Uuid,
    sha256: String,
    size: i64,
    media_type: String,
    damage: Option<String>,
}

#[derive(FromQueryResult)]
struct OrgRow {
    org_id: Uuid,
}

impl OrgTx {
    /// What is to be done about files. Those that nothing uses are marked, so that nothing begins to use them; when
    /// their bytes are gone, [`OrgTx::forget`] is to be called.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn file_arrears(&self) -> Result<Arrears> {
        self.mark_unused().await?;
        let sql = self
            .sql("select id, file_id, handle from upload where org_id = ")
            .push(" and kept_as is null and expires_at <= ")
            .bind(self.store.clock().machine())
            .push(" order by id limit ")
            .bind(BATCH);
        let stale: Vec<Stale> = self.door.all(sql).await?;
        let sql = self
            .sql("select id, size from file where org_id = ")
            .push(" and removing_at is not null order by id limit ")
            .bind(BATCH);
        let unused: Vec<Unused> = self.door.all(sql).await?;
        let sql = self
            .sql("select id, sha256, size, media_type, damage from file where org_id = ")
            .push(" and removing_at is null and checked_at <= ")
            .bind(self.now() - UNREAD)
            .push(" order by checked_at, id limit ")
            .bind(BATCH);
        let unread: Vec<Unread> = self.door.all(sql).await?;
        let uploads =
            stale.into_iter().map(|row| Removal::Upload(UploadId(row.id), FileId(row.file_id), row.handle));
        let files = unused.into_iter().map(|row| Removal::File(FileId(row.id)));
        let unread = unread.into_iter().map(|row| FileView {
            id: FileId(row.id),
            sha256: row.sha256,
            size: row.size,
            media_type: row.media_type,
            damage: row.damage.as_deref().and_then(Damage::parse),
        });
        Ok(Arrears { removals: uploads.chain(files).collect(), unread: unread.collect() })
    }

    async fn mark_unused(&self) -> Result<()> {
        // Uploads that arrived and were not used let go of their file first.
        let sql = self
            .sql("delete from upload where org_id = ")
            .push(" and kept_as is not null and expires_at <= ")
            .bind(self.store.clock().machine());
        self.door.run(sql).await?;
        let sql = Sql::new("update file set removing_at = ")
            .bind(self.now())
            // The same bytes may arrive again while these are being removed: they are another file then.
            .push(", sha256 = 'removing ' || cast(id as text) where org_id = ")
            .bind(self.org())
            .push(" and removing_at is null and kept_at <= ")
            .bind(self.now() - UNUSED)
            .push(" and not exists (select 1 from evidence_version v where v.org_id = file.org_id and v.file_id = file.id)")
            .push(" and not exists (select 1 from portrait p where p.org_id = file.org_id and p.file_id = file.id)")
            .push(" and not exists (select 1 from logo l where l.org_id = file.org_id and l.file_id = file.id)")
            .push(" and not exists (select 1 from upload u where u.org_id = file.org_id and u.kept_as = file.id)");
        self.door.run(sql).await.map(drop)
    }

    /// Has the rest looked after by a further job.
    pub fn look_after_files_again(&self) {
        self.enqueue(Job::SweepFiles);
    }

    /// Forgets something whose bytes are gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget(&self, removal: &Removal) -> Result<()> {
        match removal {
            Removal::Upload(id, ..) => {
                let sql = self.sql("delete from upload where org_id = ").push(" and id = ").bind(id.0);
                self.door.run(sql).await.map(drop)
            }
            Removal::File(id) => {
                let sql = self
                    .sql("select id, size from file where org_id = ")
                    .push(" and removing_at is not null and id = ")
                    .bind(id.0);
                let Some(row) = self.door.one::<Unused>(sql).await? else { return Ok(()) };
                let sql = self.sql("delete from file where org_id = ").push(" and id = ").bind(id.0);
                self.door.run(sql).await?;
                self.count_bytes(-row.size).await
            }
        }
    }
}

impl SystemTx {
    /// The organisations whose files are to be looked at.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_file_arrears(&self) -> Result<Vec<OrgId>> {
        // Every organisation that keeps files is looked into: what nothing uses is known only inside it.
        let sql = Sql::new("select org_id from file where org_id is not null union select org_id from upload where expires_at <= ")
            .bind(self.store.clock().machine());
        Ok(self.door.all::<OrgRow>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
