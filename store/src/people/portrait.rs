//! How people look: a picture that each may give of themselves, for everybody of the organisation to see.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result};
use crate::files::FileView;
use crate::sql::Sql;
use domain::event::Event;
use domain::id::{FileId, PersonId, UploadId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// As many as one answer names; beyond that people are shown by their initials.
const MOST: i64 = 5_000;

/// Who has a picture, and which: another picture has another mark.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PortraitRow {
    /// Who.
    pub person: Uuid,
    /// The picture's mark.
    pub mark: Uuid,
}

impl OrgRead {
    /// Whoever has a picture.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn portraits(&self) -> Result<Vec<PortraitRow>> {
        let sql = self
            .sql("select person_id as person, id as mark from portrait where org_id = ")
            .push(" order by id desc limit ")
            .bind(MOST);
        self.door.all(sql).await
    }

    /// The picture of somebody, to be read.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person here, or they have none.
    pub async fn portrait(&self, person: PersonId) -> Result<FileView> {
        #[derive(FromQueryResult)]
        struct Of {
            file_id: Uuid,
        }
        let sql =
            self.sql("select file_id from portrait where org_id = ").push(" and person_id = ").bind(person.0);
        let found: Of = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        self.file(FileId(found.file_id)).await
    }
}

impl OrgTx {
    /// Gives a person the picture that has arrived as this upload, over `version` of the person. That it is a picture is
    /// the caller's to say.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`Error::Invalid`] when nothing has arrived.
    pub async fn set_portrait(&self, person: PersonId, version: i32, upload: UploadId) -> Result<()> {
        let (file, _) = self.use_upload(upload).await?;
        self.save_person(person, version, Sql::new("update person set active = active")).await?;
        self.take_portrait_away(person).await?;
        let sql = self
            .sql("insert into portrait (org_id, id, person_id, file_id) values (")
            .push(", ")
            .bind_all([self.store.new_id(), person.0, file.id.0])
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::PersonRevised { person, fields: vec!["photo".to_owned()] });
        Ok(())
    }

    /// Takes a person's picture away, over `version` of the person. Its file goes with the next nightly sweep.
    ///
    /// # Errors
    /// [`Error::Stale`]. That there is none is no error.
    pub async fn remove_portrait(&self, person: PersonId, version: i32) -> Result<()> {
        let current = self.person_row(person).await?.version;
        if current != version {
            return Err(Error::Stale { current });
        }
        if self.take_portrait_away(person).await? == 0 {
            return Ok(());
        }
        self.save_person(person, version, Sql::new("update person set active = active")).await?;
        self.record(Event::PersonRevised { person, fields: vec!["photo".to_owned()] });
        Ok(())
    }

    async fn take_portrait_away(&self, person: PersonId) -> Result<u64> {
        let sql = self.sql("delete from portrait where org_id = ").push(" and person_id = ").bind(person.0);
        self.door.run(sql).await
    }
}
