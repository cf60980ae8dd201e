//! What people do with a task's standing elsewhere.

use super::ISSUE;
use super::relay::{kind_for, place_of};
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result};
use domain::access::Reach;
use domain::connection::ConnectionRefused;
use domain::event::Event;
use domain::id::{ConnectionId, MirrorId, TaskId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Known {
    owner_id: Option<Uuid>,
    kind: String,
    place: String,
    state: String,
    gone: Option<String>,
}

impl OrgTx {
    /// Has a task stand at a connection. `false` when it does already.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Refused::NotYours`], or [`ConnectionRefused::NotSetUp`].
    pub async fn share_task(&self, task: TaskId, connection: ConnectionId, reach: Reach) -> Result<bool> {
        let found = self.task(task, Reach::All).await?;
        let owner = found.row.owner.as_ref().map(|owner| owner.id);
        let me = self.tenancy.actor().person().ok_or(Error::NotFound)?;
        if reach != Reach::All && owner != Some(me) {
            return Err(Refused::NotYours.into());
        }
        let to = self.connection(connection).await?;
        if !to.service.takes_tasks() {
            return Err(Refused::Connection(ConnectionRefused::TakesNoTasks).into());
        }
        let place = place_of(&to.setup).ok_or(Refused::Connection(ConnectionRefused::NotSetUp))?;
        let kind = kind_for(to.service);
        let Some(_) = self.add_mirror(connection, task, kind, place, me).await? else { return Ok(false) };
        self.record(Event::TaskShared { task, connection });
        Ok(true)
    }

    /// Tries again to bring something to its place: what was given up, what is uncertain, what is gone over there.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Refused::NotYours`]; [`ConnectionRefused::WrongState`] where it stands there as it
    /// should.
    pub async fn retry_mirror(&self, id: MirrorId, task: TaskId, reach: Reach) -> Result<()> {
        let sql = self
            .sql(
                "select s.owner_id, t.kind, t.place, t.state, t.gone from mirror t \
                 join subject s on s.org_id = t.org_id and s.id = t.subject_id where t.org_id = ",
            )
            .push(" and t.id = ")
            .bind(id.0)
            .push(" and t.subject_id = ")
            .bind(task.0);
        let known: Known = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        if reach != Reach::All && known.owner_id != self.tenancy.actor().person() {
            return Err(Refused::NotYours.into());
        }
        let given_up = ["dead", "uncertain", "suppressed"].contains(&known.state.as_str());
        if !given_up && known.gone.is_none() {
            return Err(Refused::Connection(ConnectionRefused::WrongState).into());
        }
        // Where an earlier one may be out there, it is looked for before another is made.
        // A message cannot be looked for: whoever
        // tries again has looked at the channel.
        let next = if known.state == "uncertain" && known.kind == ISSUE { "sending" } else { "planned" };
        let sql = super::change("state = ")
            .bind(next)
            .push(", reason = null, last_error = null, problem = null, settled_at = null, ")
            .push("remote_id = case when gone is null then remote_id end, snapshot = case when gone is null then snapshot end, ")
            .push("copies = case when gone is null then copies else 0 end, gone = null where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.send_mirror(id, &known.kind, known.place);
        Ok(())
    }
}
