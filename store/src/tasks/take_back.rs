//! Taking back a step that one has just taken.

use crate::doors::OrgTx;
use crate::error::{Result, unreadable};
use domain::access::Reach;
use domain::clock::Instant;
use domain::id::{PersonId, TaskId};
use domain::take_back::LastStep;
use domain::task::{Task, TaskRefused};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Kept {
    event: String,
    at: Instant,
    actor_id: Option<Uuid>,
    body: serde_json::Value,
}

impl OrgTx {
    /// Lets a task stand where it stood before the caller's latest step, over `version`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Stale`], [`crate::Refused::NotYours`] or the domain's refusal.
    pub async fn take_back_step(&self, id: TaskId, version: i32, reach: Reach) -> Result<()> {
        let me = PersonId(self.tenancy.actor().person().ok_or(unreadable("actor"))?);
        let now = self.now();
        let last = self.last_step(id, version).await?;
        self.change_task(id, version, reach.into(), |task| {
            let last = last.ok_or(TaskRefused::WrongState)?;
            task.take_back(&last, me, now).map(Some)
        })
        .await
    }

    /// What made `version`, and what was there before.
    async fn last_step(&self, id: TaskId, version: i32) -> Result<Option<LastStep>> {
        let sql = self
            .sql("select event, at, actor_id, body from revision where org_id = ")
            .push(" and subject_id = ")
            .bind(id.0)
            .push(" and version in (")
            .bind_all([version, version - 1])
            .push(") order by version desc");
        let rows: Vec<Kept> = self.door.all(sql).await?;
        let [last, before] = rows.as_slice() else { return Ok(None) };
        let before: Task = serde_json::from_value(before.body.clone()).map_err(|_| unreadable("revision"))?;
        Ok(Some(LastStep {
            event: last.event.clone(),
            by: last.actor_id.map(PersonId),
            at: last.at,
            before: before.state,
        }))
    }
}
