//! That what a connection signs in with ends is something that falls due: whoever connected it hears of it in time. What
//! the worker renews by itself does not end.

use super::NewConnection;
use crate::doors::OrgTx;
use crate::entity::subject;
use crate::error::{Error, Result, unreadable};
use crate::subjects::Shared;
use domain::calendar::can_be_due;
use domain::id::{ConnectionId, PersonId, SubjectId};
use domain::obligation::Kind;
use sea_orm::EntityTrait;

/// How a subject's row says that its connection is there.
const STATE: &str = "connected";

impl OrgTx {
    /// Has whoever connects hear of the last day of what they signed in with; where there is none, nobody hears of the one
    /// before any longer.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the day has passed or cannot be meant.
    pub(super) async fn watch_connection(&self, id: ConnectionId, new: &NewConnection) -> Result<()> {
        let Some(last) = new.ends else { return self.unwatch_connection(id).await };
        let invalid = |code| Error::Invalid { field: "/works_until".to_owned(), code };
        if !can_be_due(last) {
            return Err(invalid("unlikely_date"));
        }
        if last < self.today() {
            return Err(invalid("has_passed"));
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
        match self.subject_version(shared.id).await? {
            // Like a token it is not found by words: it is listed where connections are.
            None => {
                let row = self.subject_row(&shared, by);
                subject::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
            }
            Some(version) => {
                self.save_subject(&shared, version).await?;
                self.set_aside(SubjectId(id.0), false).await?;
            }
        }
        self.oblige(shared.id, Kind::Access, Some((PersonId(by), last))).await
    }

    /// Nobody hears of it any longer.
    pub(super) async fn unwatch_connection(&self, id: ConnectionId) -> Result<()> {
        self.oblige(SubjectId(id.0), Kind::Access, None).await?;
        self.set_aside(SubjectId(id.0), true).await
    }
}
