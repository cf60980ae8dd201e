//! Files on their way here: in parts, resumable after any interruption, through whichever process. Whoever began an upload
//! goes on with it; nobody else sees it.

use super::FileView;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use chrono::TimeDelta;
use domain::clock::Instant;
use domain::file::Damage;
use domain::id::{FileId, UploadId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How long an upload may take, and how long what arrived waits to be used.
const PATIENCE: TimeDelta = TimeDelta::hours(24);
/// How long one request may keep others from going on with the same upload without saying anything.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How many uploads one person may have open.
const MOST_OPEN: i64 = 100;

/// A file that is announced.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub size: i64,
    /// How much the organisation may keep in all, in bytes.
    pub quota: i64,
}

/// How far an upload is.
#[derive(Clone, Debug)]
pub struct UploadView {
    /// Its id.
    pub id: UploadId,
    /// The key under which its bytes are put.
    pub file: FileId,
    /// What it is called.
    pub name: String,
    /// The bytes announced.
    pub size: i64,
    /// The bytes that are here.
    pub received: i64,
    /// By which name its parts are known where they lie; empty before the first.
    pub handle: String,
    /// By what each part is known.
    pub parts: Vec<String>,
    /// The state of its fingerprint.
    pub fingerprint: Vec<u8>,
    /// What it holds, once its beginning is here.
    pub media_type: Option<String>,
    /// The file that it became.
    pub kept_as: Option<FileId>,
    /// When it is dropped unless it is used.
    pub expires_at: Instant,
}

/// What a part added.
#[derive(Clone, Debug)]
pub struct UploadProgress {
    /// The bytes that are here now.
    pub received: i64,
    /// By which name the parts are known.
    pub handle: String,
    /// By what each part is known.
    pub parts: Vec<String>,
    /// The state of the fingerprint.
    pub fingerprint: Vec<u8>,
    /// What it holds.
    pub media_type: String,
}

/// What became of an upload that has arrived whole.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The file that is kept.
    pub file: FileId,
    /// The bytes under the upload's own key are not needed: the same are kept already.
    pub superfluous: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    file_id: Uuid,
    name: String,
    size: i64,
    received: i64,
    handle: String,
    parts: serde_json::Value,
    fingerprint: Vec<u8>,
    media_type: Option<String>,
    kept_as: Option<Uuid>,
    expires_at: Instant,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

fn view(row: Row) -> Result<UploadView> {
    Ok(UploadView {
        id: UploadId(row.id),
        file: FileId(row.file_id),
        name: row.name,
        size: row.size,
        received: row.received,
        handle: row.handle,
        parts: serde_json::from_value(row.parts).map_err(|_| unreadable("upload"))?,
        fingerprint: row.fingerprint,
        media_type: row.media_type,
        kept_as: row.kept_as.map(FileId),
        expires_at: row.expires_at,
    })
}

const SELECT: &str = "select id, file_id, name, size, received, handle, parts, fingerprint, media_type, kept_as, \
                      expires_at from upload where org_id = ";

impl OrgRead {
    /// An upload of the caller's own that has not run out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub async fn upload(&self, id: UploadId) -> Result<UploadView> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql(SELECT)
            .push(" and person_id = ")
            .bind(me)
            .push(" and expires_at > ")
            .bind(self.store.clock().machine())
            .push(" and id = ")
            .bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }

    /// A kept file.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub(crate) async fn file(&self, id: FileId) -> Result<FileView> {
        #[derive(FromQueryResult)]
        struct Kept {
            id: Uuid,
            sha256: String,
            size: i64,
            media_type: String,
            damage: Option<String>,
        }
        let sql = self
            .sql("select id, sha256, size, media_type, damage from file where org_id = ")
            .push(" and removing_at is null and id = ")
            .bind(id.0);
        let row: Kept = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(FileView {
            id: FileId(row.id),
            sha256: row.sha256,
            size: row.size,
            media_type: row.media_type,
            damage: row.damage.as_deref().and_then(Damage::parse),
        })
    }
}

impl OrgTx {
    /// Announces a file.
    ///
    /// # Errors
    /// [`Refused::QuotaReached`], or [`Error::Invalid`] when too many are open.
    pub async fn begin_upload(&self, new: NewUpload) -> Result<UploadView> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let quota = self.organisation().await?.limits.file_bytes.unwrap_or(new.quota);
        if self.kept_bytes().await?.saturating_add(new.size) > quota {
            return Err(Refused::QuotaReached.into());
        }
        let open = self
            .sql("select count(*) as count from upload where org_id = ")
            .push(" and person_id = ")
            .bind(me)
            .push(" and kept_as is null");
        if self.door.one::<Count>(open).await?.is_some_and(|row| row.count >= MOST_OPEN) {
            return Err(Error::Invalid { field: "upload".to_owned(), code: "too_many" });
        }
        let (id, now) = (UploadId(self.store.new_id()), self.store.clock().machine());
        let sql = self
            .sql(
                "insert into upload (org_id, id, person_id, file_id, name, size, received, handle, parts, fingerprint, \
                 created_at, expires_at) values (",
            )
            .push(", ")
            .bind_all([id.0, me, self.store.new_id()])
            .push(", ")
            .bind(new.name)
            .push(", ")
            .bind_all([new.size, 0])
            .push(", '', ")
            .bind(serde_json::json!([]))
            .push(", ")
            .bind(Vec::<u8>::new())
            .push(", ")
            .bind_all([now, now + PATIENCE])
            .push(")");
        self.door.run(sql).await?;
        self.upload(id).await
    }

    /// Lets one request at a time go on with an upload, from where it stands.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Refused::UploadBusy`] while another request does.
    pub async fn hold_upload(&self, id: UploadId) -> Result<UploadView> {
        let upload = self.upload(id).await?;
        let now = self.store.clock().machine();
        let sql = Sql::new("update upload set busy_until = ")
            .bind(now + LEASE)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and (busy_until is null or busy_until < ")
            .bind(now)
            .push(")");
        if self.door.run(sql).await? == 0 {
            return Err(Refused::UploadBusy.into());
        }
        Ok(upload)
    }

    /// Notes a part that was put after `before` bytes, and keeps the upload held.
    ///
    /// # Errors
    /// [`Refused::UploadBusy`] when another request went on with it in the meantime.
    pub async fn note_progress(&self, id: UploadId, before: i64, progress: &UploadProgress) -> Result<()> {
        let now = self.store.clock().machine();
        let sql = Sql::new("update upload set received = ")
            .bind(progress.received)
            .push(", handle = ")
            .bind(progress.handle.clone())
            .push(", parts = ")
            .bind(serde_json::json!(progress.parts))
            .push(", fingerprint = ")
            .bind(progress.fingerprint.clone())
            .push(", media_type = ")
            .bind(progress.media_type.clone())
            .push(", busy_until = ")
            .bind(now + LEASE)
            .push(", expires_at = ")
            .bind(now + PATIENCE)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and received = ")
            .bind(before);
        if self.door.run(sql).await? == 1 { Ok(()) } else { Err(Refused::UploadBusy.into()) }
    }

    /// Lets others go on with an upload.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn release_upload(&self, id: UploadId) -> Result<()> {
        let sql =
            self.sql("update upload set busy_until = null where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Notes that an upload has arrived whole, with that fingerprint.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn keep_upload(&self, id: UploadId, sha256: &str) -> Result<Arrived> {
        let upload = self.upload(id).await?;
        if let Some(file) = upload.kept_as {
            return Ok(Arrived { file, superfluous: file != upload.file });
        }
        let kind = upload.media_type.as_deref().unwrap_or("application/octet-stream");
        let file = self.keep_file(upload.file, sha256, upload.size, kind).await?;
        let sql = Sql::new("update upload set kept_as = ")
            .bind(file.0)
            .push(", busy_until = null where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        Ok(Arrived { file, superfluous: file != upload.file })
    }

    /// Forgets an upload. What has arrived of it is to be dropped where it lies.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn drop_upload(&self, id: UploadId) -> Result<UploadView> {
        let upload = self.upload(id).await?;
        let sql = self.sql("delete from upload where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        Ok(upload)
    }

    /// The file that an upload became, which is used by that. An upload is used once.
    pub(crate) async fn use_upload(&self, id: UploadId) -> Result<(FileView, String)> {
        let invalid = |code| Error::Invalid { field: "/upload".to_owned(), code };
        let upload = match self.upload(id).await {
            Err(Error::NotFound) => return Err(invalid("no_such_upload")),
            other => other?,
        };
        let file = upload.kept_as.ok_or(invalid("not_arrived"))?;
        let file = match self.file(file).await {
            Err(Error::NotFound) => return Err(invalid("no_such_upload")),
            other => other?,
        };
        let sql = self.sql("delete from upload where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        Ok((file, upload.name))
    }
}
