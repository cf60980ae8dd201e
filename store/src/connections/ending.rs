//! That what a connection signs in with ends is something that falls due: whoever connected it hears of it in time. What
//! the worker renews by itself does not end.

use super::NewConnection;
use crate::doors::OrgTx;
use crate::entity::subject;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use crate::subjects::Shared;
use domain::calendar::can_be_due;
use domain::id::{ConnectionId, PersonId, SubjectId};
use domain::obligation::Kind;
use sea_orm::{EntityTrait, FromQueryResult};

/// How a subject's row says that its connection is there.
const STATE: &str = "connected";

#[derive(FromQueryResult)]
struct Marked {
    version: i32,
}

impl OrgTx {
    /// Has whoever connects hear of the last day of what they signed in with; where there is none, nobody hears of the one
    /// before any longer.
    ///
    /// # Errors
    /// [`Error::Invalid`] unless the day lies ahead.
    pub(super) async fn watch_connection(&self, id: ConnectionId, new: &NewConnection) -> Result<()> {
        let Some(last) = new.ends else { return self.unwatch_connection(id).await };
        if last < self.today() || !can_be_due(last) {
            return Err(Error::Invalid { field: "/works_until".to_owned(), code: "unlikely_date" });
        }
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let shared = Shared {
            id: SubjectId(id.0),
            kind: "connection",
            reference: None,
            reference_key: None,
            title: &new.name,
            state: STATE,
            owner: None,
            due: Some(last),
            text: None,
        };
        match self.marked(id).await? {
            // Like a token it is not found by words: it is listed where connections are.
            None => {
                let row = self.subject_row(&shared, by);
                subject::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
            }
            Some(Marked { version }) => {
                self.save_subject(&shared, version).await?;
                self.archive_connection(id, false).await?;
            }
        }
        self.oblige(shared.id, Kind::Access, Some((PersonId(by), last))).await
    }

    /// Nobody hears of it any longer.
    pub(super) async fn unwatch_connection(&self, id: ConnectionId) -> Result<()> {
        self.oblige(SubjectId(id.0), Kind::Access, None).await?;
        self.archive_connection(id, true).await
    }

    async fn marked(&self, id: ConnectionId) -> Result<Option<Marked>> {
        let sql = self.sql("select version from subject where org_id = ").push(" and id = ").bind(id.0);
        self.door.one(sql).await
    }

    async fn archive_connection(&self, id: ConnectionId, archived: bool) -> Result<()> {
        let sql = Sql::new("update subject set archived_at = ")
            .bind(archived.then(|| self.now()))
            .push(" where kind = 'connection' and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}
