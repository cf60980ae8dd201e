//! What of ours stands elsewhere: a task's issue, a task's message. One row for each subject and connection, with a
//! unique key, so that nothing is made there twice.

mod follow;
mod issue;
mod letter;
mod relay;
mod settle;
mod verbs;

pub use follow::RemoteIssue;
pub use issue::{Compared, IssueLetter, IssueWork};
pub use settle::Place;

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::connection::Service;
use domain::delivery::State;
use domain::event::Event;
use domain::id::{ConnectionId, MirrorId, TaskId};
use domain::reaction::{OrgFacts, changed_task};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The kinds of things that stand elsewhere.
pub(crate) const ISSUE: &str = "issue";
pub(crate) const MESSAGE: &str = "message";

/// How many of the latest notes are shown of each.
const NOTES: i64 = 20;

/// Something of ours elsewhere, and what became of it.
#[derive(Clone, Debug)]
pub struct MirrorView {
    /// Its id.
    pub id: MirrorId,
    /// By which connection.
    pub connection: ConnectionId,
    /// To which service.
    pub service: Service,
    /// What the place over there is called.
    pub name: String,
    /// `issue` or `message`.
    pub kind: String,
    /// How far it got.
    pub state: State,
    /// Why it is not there.
    pub reason: Option<String>,
    /// What it is called there, such as `AIMS-12`.
    pub remote_key: Option<String>,
    /// Where people find it.
    pub remote_url: Option<String>,
    /// Where it stands there, in the service's words.
    pub remote_state: Option<String>,
    /// That it is no longer there: `deleted` or `out_of_reach`.
    pub gone: Option<String>,
    /// What last went wrong.
    pub last_error: Option<String>,
    /// What the service says of which field.
    pub problem: Option<serde_json::Value>,
    /// How often the outside was asked to make it.
    pub copies: i32,
    /// When it was meant to go there.
    pub planned_at: Instant,
    /// When it got there, or was given up.
    pub settled_at: Option<Instant>,
    /// When both sides last agreed.
    pub synced_at: Option<Instant>,
    /// What went there and came back, latest first.
    pub notes: Vec<MirrorNote>,
}

/// Something that went there or came back.
#[derive(Clone, Debug)]
pub struct MirrorNote {
    /// When.
    pub at: Instant,
    /// `out` or `in`.
    pub direction: String,
    /// What happened.
    pub what: String,
    /// More about it.
    pub detail: serde_json::Value,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    connection_id: Uuid,
    service: String,
    name: String,
    kind: String,
    state: String,
    reason: Option<String>,
    remote_key: Option<String>,
    remote_url: Option<String>,
    remote_state: Option<String>,
    gone: Option<String>,
    last_error: Option<String>,
    problem: Option<serde_json::Value>,
    copies: i32,
    planned_at: Instant,
    settled_at: Option<Instant>,
    synced_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct NoteRow {
    mirror_id: Uuid,
    at: Instant,
    direction: String,
    what: String,
    detail: serde_json::Value,
}

#[derive(FromQueryResult)]
struct Any {
    any: i64,
}

const SELECT: &str = "select t.id, t.connection_id, c.service, c.name, t.kind, t.state, t.reason, t.remote_key, \
    t.remote_url, t.remote_state, t.gone, t.last_error, t.problem, t.copies, t.planned_at, t.settled_at, t.synced_at \
    from mirror t join connection c on c.org_id = t.org_id and c.id = t.connection_id where t.org_id = ";

impl OrgRead {
    /// Where a task stands elsewhere. The caller has shown that it may see the task.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirrors_of(&self, task: TaskId) -> Result<Vec<MirrorView>> {
        let sql =
            self.sql(SELECT).push(" and t.subject_id = ").bind(task.0).push(" order by t.planned_at, t.id");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let mut notes = self.notes(rows.iter().map(|row| row.id).collect()).await?;
        rows.into_iter()
            .map(|row| {
                let (own, others) = notes.drain(..).partition(|note| note.mirror_id == row.id);
                notes = others;
                view(row, own)
            })
            .collect()
    }

    /// What did not get to its place, latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn failed_mirrors(
        &self,
        connection: ConnectionId,
    ) -> Result<Vec<(TaskId, String, MirrorView)>> {
        #[derive(FromQueryResult)]
        struct Whose {
            subject_id: Uuid,
            title: String,
        }
        let sql = self
            .sql(&SELECT.replace("select t.id", "select t.subject_id, s.title, t.id").replace(
                " where t.org_id",
                " join subject s on s.org_id = t.org_id and s.id = t.subject_id where t.org_id",
            ))
            .push(" and t.connection_id = ")
            .bind(connection.0)
            .push(" and (t.state in ('dead', 'uncertain') or t.gone is not null) order by t.planned_at desc limit 200");
        let rows = self.door.rows(sql).await?;
        rows.iter()
            .map(|row| {
                let whose = Whose::from_query_result(row, "")?;
                Ok((
                    TaskId::from(whose.subject_id),
                    whose.title,
                    view(Row::from_query_result(row, "")?, Vec::new())?,
                ))
            })
            .collect()
    }

    async fn notes(&self, mirrors: Vec<Uuid>) -> Result<Vec<NoteRow>> {
        if mirrors.is_empty() {
            return Ok(Vec::new());
        }
        let most = NOTES * i64::try_from(mirrors.len()).unwrap_or(1);
        let sql = self
            .sql("select mirror_id, at, direction, what, detail from mirror_note where org_id = ")
            .push(" and mirror_id in (")
            .bind_all(mirrors)
            .push(") order by at desc, id desc limit ")
            .bind(most);
        self.door.all(sql).await
    }

    /// What decides about the consequences of these events.
    pub(crate) async fn facts(&self, events: &[Event]) -> Result<OrgFacts> {
        if !events.iter().any(|event| changed_task(event).is_some()) {
            return Ok(OrgFacts::default());
        }
        let sql = self
            .sql("select count(*) as any from (select 1 from connection where org_id = ")
            .push(" and state <> 'disconnected' limit 1) as c");
        let any = self.door.one::<Any>(sql).await?.map_or(0, |row| row.any);
        Ok(OrgFacts { shows_tasks_elsewhere: any > 0 })
    }
}

fn view(row: Row, notes: Vec<NoteRow>) -> Result<MirrorView> {
    let note = |one: NoteRow| MirrorNote {
        at: one.at,
        direction: one.direction,
        what: one.what,
        detail: one.detail,
    };
    Ok(MirrorView {
        id: MirrorId(row.id),
        connection: ConnectionId(row.connection_id),
        service: Service::parse(&row.service).ok_or(unreadable("service"))?,
        name: row.name,
        kind: row.kind,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        reason: row.reason,
        remote_key: row.remote_key,
        remote_url: row.remote_url,
        remote_state: row.remote_state,
        gone: row.gone,
        last_error: row.last_error,
        problem: row.problem,
        copies: row.copies,
        planned_at: row.planned_at,
        settled_at: row.settled_at,
        synced_at: row.synced_at,
        notes: notes.into_iter().map(note).collect(),
    })
}

/// Begins a change of one mirror of the organisation; `fenced` ends it.
pub(crate) fn change(what: &str) -> Sql {
    Sql::new("update mirror set ").push(what)
}
