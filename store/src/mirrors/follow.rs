//! Letting a task follow its issue: the same verbs as the buttons of the web, with the service as the one who acts.

use crate::doors::OrgTx;
use crate::error::{Error, Result};
use domain::connection::{Service, Setup};
use domain::id::{ConnectionId, MirrorId};
use domain::job::Job;
use domain::mirror::{Category, agrees, step_for};
use domain::task::{Move, Task, TaskRefused};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

/// How many steps a task takes at most to follow its issue once.
const STEPS: usize = 3;

/// An issue as the service shows it when asked: nothing else is believed.
#[derive(Clone, Debug)]
pub struct RemoteIssue {
    /// What it is called among people.
    pub key: String,
    /// Where people find it.
    pub url: String,
    /// Its status, in the workflow's words.
    pub status: String,
    /// The category of that status.
    pub category: Category,
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
    remote_state: Option<String>,
    gone: Option<String>,
}

#[derive(FromQueryResult)]
struct Heard {
    count: i64,
}

impl OrgTx {
    /// Notes a hook that a connection was called with, and sends the issue it speaks of to be looked at. `false`
    /// when it was heard before, speaks of nothing of ours, or claims nothing but the status that is known: calls of
    /// our own come back so. A claim is never more than a reason to look.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear_of_issue(
        &self,
        connection: ConnectionId,
        key: &str,
        issue: &str,
        claimed: Option<&str>,
    ) -> Result<bool> {
        let sql = self
            .sql("select id, remote_state, gone from mirror where org_id = ")
            .push(" and connection_id = ")
            .bind(connection.0)
            .push(" and remote_id = ")
            .bind(issue);
        let Some(mirror) = self.door.one::<Id>(sql).await? else { return Ok(false) };
        let known = mirror.gone.is_none() && claimed.is_some() && claimed == mirror.remote_state.as_deref();
        if !self.hear(connection, key).await? || known {
            return Ok(false);
        }
        self.enqueue(Job::PullIssue { mirror: MirrorId(mirror.id) });
        Ok(true)
    }

    /// Notes that a service said a connection may have ended, and sends it to be tried. `false` when that was heard
    /// before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear_of_end(&self, connection: ConnectionId, key: &str) -> Result<bool> {
        let heard = self.hear(connection, key).await?;
        if heard {
            self.enqueue(Job::Reconcile { connection });
        }
        Ok(heard)
    }

    /// Notes that a call from outside was heard; `false` when it was before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear(&self, connection: ConnectionId, key: &str) -> Result<bool> {
        let sql = self
            .sql("insert into inbound (org_id, id, connection_id, key, at) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(connection.0)
            .push(", ")
            .bind(key)
            .push(", ")
            .bind(self.store.clock().machine())
            .push(") on conflict (org_id, connection_id, key) do nothing");
        Ok(self.door.run(sql).await? == 1)
    }

    /// How many calls from outside were heard by a connection.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn heard(&self, connection: ConnectionId) -> Result<i64> {
        let sql = self
            .sql("select count(*) as count from inbound where org_id = ")
            .push(" and connection_id = ")
            .bind(connection.0);
        Ok(self.door.one::<Heard>(sql).await?.map_or(0, |row| row.count))
    }

    /// Lets a task follow its issue. What both sides last agreed on is kept first, so that the change does not
    /// echo back. Answers the steps that the task took.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such mirror here.
    pub async fn follow_issue(&self, id: MirrorId, issue: &RemoteIssue) -> Result<Vec<Move>> {
        let standing = self.standing_held(id).await?;
        let letter = standing.letter;
        let category = match &letter.setup {
            Setup::Issues(setup) => setup.category(&issue.status, issue.category),
            Setup::None | Setup::Messages(_) | Setup::Cards(_) => issue.category,
        };
        let Some(mut said) = letter.said else { return Ok(Vec::new()) };
        let moved = said.category != category;
        said.category = category;
        let sql = super::change("remote_key = ")
            .bind(issue.key.as_str())
            .push(", remote_url = ")
            .bind(issue.url.as_str())
            .push(", remote_state = ")
            .bind(issue.status.as_str())
            .push(", gone = null, snapshot = ")
            .bind(self.body(&said)?)
            .push(", synced_at = ")
            .bind(self.now());
        self.end(sql, id).await?;
        // An issue that has not moved says nothing about the task: it may be the one that is behind.
        if !moved {
            return Ok(Vec::new());
        }
        self.note(id, "in", "moved", json!({ "status": issue.status, "category": category })).await?;
        let steps = self.follow(letter.service, letter.task, category, issue).await?;
        Ok(steps)
    }

    async fn follow(
        &self,
        service: Service,
        mut task: Task,
        category: Category,
        issue: &RemoteIssue,
    ) -> Result<Vec<Move>> {
        let (now, mut steps) = (self.now(), Vec::new());
        while steps.len() < STEPS
            && !agrees(task.state, category)
            && let Some(step) = step_for(&task, category)
        {
            let reason = format!("{service}: {} is {}", issue.key, issue.status);
            let taken = self
                .change_known_task(&mut task, |task| match step {
                    Move::Start => task.start(),
                    Move::Submit => task.submit_unseen(),
                    Move::Complete => task.complete(false, now),
                    Move::Reopen => task.reopen(reason),
                    Move::Cancel => Err(TaskRefused::WrongState),
                })
                .await;
            match taken {
                Ok(()) => steps.push(step),
                // A rule of ours stands against it: the task stays, and the difference is shown.
                Err(Error::Refused(_)) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(steps)
    }
}
