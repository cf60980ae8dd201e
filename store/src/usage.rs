//! What an organisation uses.

use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::sql::Sql;
use sea_orm::FromQueryResult;

/// How much of everything there is.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// People who belong to the organisation.
    pub people: i64,
    /// Service accounts that work.
    pub services: i64,
    /// Tasks, finished ones too.
    pub tasks: i64,
    /// Of these, open ones.
    pub open_tasks: i64,
    /// Pieces of evidence.
    pub evidence: i64,
    /// Connections to services outside.
    pub connections: i64,
    /// Receivers of webhooks.
    pub endpoints: i64,
    /// Tokens that work.
    pub tokens: i64,
    /// Bytes of files, with those on their way.
    pub file_bytes: i64,
}

#[derive(FromQueryResult)]
struct Row {
    people: i64,
    services: i64,
    tasks: i64,
    open_tasks: i64,
    evidence: i64,
    connections: i64,
    endpoints: i64,
}

/// Each figure with where it comes from; the organisation's id follows.
const FIGURES: [(&str, &str); 7] = [
    ("people", "person where active and service_for is null"),
    ("services", "person where active and service_for is not null"),
    ("tasks", "subject where kind = 'task' and archived_at is null"),
    (
        "open_tasks",
        "subject where kind = 'task' and archived_at is null and state not in ('done', 'cancelled')",
    ),
    ("evidence", "subject where kind = 'evidence' and archived_at is null"),
    ("connections", "connection where state <> 'disconnected'"),
    ("endpoints", "endpoint where archived_at is null"),
];

impl OrgRead {
    /// How much of everything there is now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn usage(&self) -> Result<Usage> {
        let mut sql = Sql::new("select ");
        for (position, (name, source)) in FIGURES.iter().enumerate() {
            sql = sql
                .push(if position > 0 { ", (select count(*) from " } else { "(select count(*) from " })
                .push(source)
                .push(" and org_id = ")
                .bind(self.org())
                .push(") as ")
                .push(name);
        }
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(Usage {
            people: row.people,
            services: row.services,
            tasks: row.tasks,
            open_tasks: row.open_tasks,
            evidence: row.evidence,
            connections: row.connections,
            endpoints: row.endpoints,
            tokens: self.working_tokens(None).await?,
            file_bytes: self.kept_bytes().await?,
        })
    }
}
