//! What comes back: when a task ends, the next one is made in the same transaction, and only one.

use super::verbs::Step;
use crate::doors::OrgTx;
use crate::error::{Result, unreadable};
use domain::access::Reach;
use domain::id::{ItemId, SubjectId, TaskId};
use domain::task::{State, Task};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most tasks that are ended with one that they follow.
const MOST_FOLLOWING: usize = 100;

#[derive(FromQueryResult)]
struct Next {
    id: Uuid,
}

impl OrgTx {
    /// Makes the task that comes after one that has just ended, unless it was made before. The database keeps that there
    /// is only one.
    pub(super) async fn come_back(&self, ended: &Task) -> Result<()> {
        if ended.recurrence.is_none() || self.following(ended.id).await?.is_some() {
            return Ok(());
        }
        let fresh = || ItemId(self.store.new_id());
        let Some(next) = ended.next(SubjectId(self.store.new_id()), self.today(), fresh) else {
            return Ok(());
        };
        // Whoever set the series going made each of its tasks, where a service or the program ended this one.
        let maker = self.task(ended.id, Reach::All).await?.created_by.map(|maker| maker.id);
        let by = self.tenancy.actor().person().or(maker).ok_or(unreadable("actor"))?;
        self.add_task(&next, by).await?;
        self.carry_links(ended.id, next.id, by).await
    }

    /// Ends what came after a task that is given up for good, as far as it is open.
    pub(super) async fn end_following(&self, id: TaskId, step: &Step) -> Result<()> {
        let Step::Cancel { reason, .. } = step else { return Ok(()) };
        let mut last = id;
        for _ in 0..MOST_FOLLOWING {
            let Some(next) = self.following(last).await? else { break };
            let view = self.task(next, Reach::All).await?;
            if !matches!(view.task.state, State::Done | State::Cancelled) {
                let reason = reason.clone();
                self.change_task(next, view.row.version, Reach::All.into(), |task| {
                    task.cancel(reason, true).map(Some)
                })
                .await?;
            }
            last = next;
        }
        Ok(())
    }

    async fn following(&self, id: TaskId) -> Result<Option<TaskId>> {
        let sql = self.sql("select id from task_work where org_id = ").push(" and repeats_id = ").bind(id.0);
        Ok(self.door.one::<Next>(sql).await?.map(|row| SubjectId(row.id)))
    }
}
