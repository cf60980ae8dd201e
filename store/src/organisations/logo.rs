//! The organisation's logo: one of its files.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result};
use crate::files::FileView;
use crate::sql::Sql;
use domain::event::Event;
use domain::id::{FileId, UploadId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The logo.
#[derive(Clone, Debug)]
pub struct LogoView {
    /// Its file.
    pub file: FileView,
    /// Its points.
    pub width: i32,
    /// Its points.
    pub height: i32,
}

#[derive(FromQueryResult)]
struct Row {
    file_id: Uuid,
    width: i32,
    height: i32,
}

impl OrgRead {
    /// The logo, where there is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn logo(&self) -> Result<Option<LogoView>> {
        let sql = self.sql("select file_id, width, height from logo where org_id = ");
        let Some(row) = self.door.one::<Row>(sql).await? else { return Ok(None) };
        let file = self.file(FileId(row.file_id)).await?;
        Ok(Some(LogoView { file, width: row.width, height: row.height }))
    }

    /// The file that an upload of the caller's own became.
    ///
    /// # Errors
    /// [`Error::Invalid`] where there is no such upload, or it has not arrived as a whole.
    pub async fn arrived_file(&self, id: UploadId) -> Result<FileView> {
        let invalid = |code| Error::Invalid { field: "/upload".to_owned(), code };
        let upload = match self.upload(id).await {
            Err(Error::NotFound) => return Err(invalid("no_such_upload")),
            other => other?,
        };
        self.file(upload.kept_as.ok_or(invalid("not_arrived"))?).await
    }
}

impl OrgTx {
    /// Makes an upload of that size in points the logo, over the organisation's `version`.
    ///
    /// # Errors
    /// [`Error::Stale`], or [`Error::Invalid`] where there is no such upload.
    pub async fn set_logo(&self, version: i32, upload: UploadId, (width, height): (i32, i32)) -> Result<()> {
        let (file, _) = self.use_upload(upload).await?;
        self.drop_logo().await?;
        let sql = self
            .sql("insert into logo (org_id, id, file_id, width, height) values (")
            .push(", ")
            .bind_all([self.store.new_id(), file.id.0])
            .push(", ")
            .bind_all([width, height])
            .push(")");
        self.door.run(sql).await?;
        self.logo_changed(version).await
    }

    /// Has no logo any longer. Its file goes when nothing else uses it.
    ///
    /// # Errors
    /// [`Error::Stale`].
    pub async fn remove_logo(&self, version: i32) -> Result<()> {
        if self.drop_logo().await? == 0 {
            return Ok(());
        }
        self.logo_changed(version).await
    }

    async fn drop_logo(&self) -> Result<u64> {
        self.door.run(self.sql("delete from logo where org_id = ")).await
    }

    async fn logo_changed(&self, version: i32) -> Result<()> {
        self.save_organisation(version, Sql::new("update organisation set name = name")).await?;
        self.record(Event::OrganisationRevised { fields: vec!["logo".to_owned()] });
        Ok(())
    }
}
