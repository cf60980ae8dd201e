//! The log of a receiver: what it was told, and every attempt.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use domain::clock::Instant;
use domain::delivery::State;
use domain::id::{DispatchId, EndpointId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Something that a receiver is or was told.
#[derive(Clone, Debug)]
pub struct DispatchView {
    /// Its id, which is also the message's.
    pub id: DispatchId,
    /// What it is about.
    pub event_type: String,
    /// The very bytes.
    pub body: String,
    /// How far it got.
    pub state: State,
    /// Why it was not sent.
    pub reason: Option<String>,
    /// When it was to be told.
    pub planned_at: Instant,
    /// When its end was known.
    pub settled_at: Option<Instant>,
    /// Every attempt, latest first.
    pub attempts: Vec<AttemptView>,
}

/// One attempt.
#[derive(Clone, Debug)]
pub struct AttemptView {
    /// When.
    pub at: Instant,
    /// What was answered.
    pub status: Option<i32>,
    /// What went wrong.
    pub error: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    event_type: String,
    body: String,
    state: String,
    reason: Option<String>,
    planned_at: Instant,
    settled_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct AttemptRow {
    dispatch_id: Uuid,
    at: Instant,
    status: Option<i32>,
    error: Option<String>,
}

impl OrgRead {
    /// The latest hundred of what a receiver was told, latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dispatches(&self, endpoint: EndpointId) -> Result<Vec<DispatchView>> {
        let sql = self
            .sql("select id, event_type, body, state, reason, planned_at, settled_at from dispatch where org_id = ")
            .push(" and endpoint_id = ")
            .bind(endpoint.0)
            .push(" order by planned_at desc, id desc limit 100");
        let rows: Vec<Row> = self.door.all(sql).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self
            .sql("select dispatch_id, at, status, error from dispatch_attempt where org_id = ")
            .push(" and dispatch_id in (")
            .bind_all(rows.iter().map(|row| row.id))
            .push(") order by at desc, id desc");
        let mut attempts: Vec<AttemptRow> = self.door.all(sql).await?;
        rows.into_iter()
            .map(|row| {
                let (own, others) = attempts.drain(..).partition(|one| one.dispatch_id == row.id);
                attempts = others;
                view(row, own)
            })
            .collect()
    }
}

fn view(row: Row, attempts: Vec<AttemptRow>) -> Result<DispatchView> {
    let attempt = |one: AttemptRow| AttemptView { at: one.at, status: one.status, error: one.error };
    Ok(DispatchView {
        id: DispatchId(row.id),
        event_type: row.event_type,
        body: row.body,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        reason: row.reason,
        planned_at: row.planned_at,
        settled_at: row.settled_at,
        attempts: attempts.into_iter().map(attempt).collect(),
    })
}
