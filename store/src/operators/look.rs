//! Which organisations there are and how much they use, and what operators did.

use super::{OperatorTx, limit};
use crate::error::{Error, Result};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::id::OrgId;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};
use uuid::Uuid;

/// An organisation as an operator sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OperatedOrganisation {
    /// Its id.
    pub org_id: Uuid,
    /// Its part of a URL.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// When it was founded.
    pub created_at: Instant,
    /// Since when it is suspended.
    pub suspended_at: Option<Instant>,
    /// Why, as its people read it.
    pub suspended_why: Option<String>,
    /// From when on it may be removed, where an owner asked for that.
    pub closing_at: Option<Instant>,
    /// How many people it may have.
    pub most_people: Option<i64>,
    /// How many bytes of files it may keep.
    pub most_file_bytes: Option<i64>,
    /// Its version.
    pub version: i32,
    /// People who belong to it.
    pub people: i64,
    /// Bytes of its files.
    pub file_bytes: i64,
    /// Its jobs that are due or run.
    pub jobs_waiting: i64,
    /// Its jobs that were given up.
    pub jobs_dead: i64,
}

const SELECT: &str = "select o.org_id, o.slug, o.name, o.created_at, o.suspended_at, o.suspended_why, o.closing_at, o.most_people, \
    o.most_file_bytes, o.version, \
    (select count(*) from person p where p.org_id = o.org_id and p.active and p.service_for is null) as people, \
    cast((select coalesce(sum(f.size), 0) from file f where f.org_id = o.org_id and f.removing_at is null) as bigint) \
      as file_bytes, \
    (select count(*) from job j where j.share = o.org_id and j.state in (0, 1)) as jobs_waiting, \
    (select count(*) from job j where j.share = o.org_id and j.state = 3) as jobs_dead from organisation o \
    where o.org_id is not null";

/// What an operator did.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LogEntry {
    /// Its id, by which later ones come first.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// By whom; nobody stands for the command line.
    pub address: Option<String>,
    /// What.
    pub action: String,
    /// Which organisation it was about.
    pub slug: Option<String>,
    /// What else was said.
    pub body: Value,
}

impl OperatorTx {
    /// The organisations, the latest first: those of whose name or address part `text` is, after the one of that id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit that cannot be.
    pub async fn organisations(
        &self,
        text: Option<&str>,
        after: Option<Uuid>,
        asked: Option<u64>,
    ) -> Result<Vec<OperatedOrganisation>> {
        let limit = limit(asked)?;
        self.note("organisations_seen", None, json!({})).await?;
        let mut sql = Sql::new(SELECT);
        if let Some(text) = text {
            let like = format!("%{}%", text.to_lowercase().replace(['\\', '%', '_'], " ").trim());
            sql = sql
                .push(" and (lower(o.name) like ")
                .bind(like.clone())
                .push(" or o.slug like ")
                .bind(like)
                .push(")");
        }
        if let Some(after) = after {
            sql = sql.push(" and o.org_id < ").bind(after);
        }
        self.door.all(sql.push(" order by o.org_id desc limit ").bind(limit)).await
    }

    /// One organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn organisation(&self, org: OrgId) -> Result<OperatedOrganisation> {
        let sql = Sql::new(SELECT).push(" and o.org_id = ").bind(org.0);
        let found = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        self.note("organisation_seen", Some(org), json!({})).await?;
        Ok(found)
    }

    /// What operators did, the latest first, before the one of that id. Looking is written down as well.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit that cannot be.
    pub async fn log(&self, after: Option<Uuid>, asked: Option<u64>) -> Result<Vec<LogEntry>> {
        let limit = limit(asked)?;
        let mut sql = Sql::new(
            "select e.id, e.at, a.address, e.action, o.slug, e.body from operator_entry e \
             left join account a on a.id = e.account_id left join organisation o on o.org_id = e.about_org where 1 = 1",
        );
        if let Some(after) = after {
            sql = sql.push(" and e.id < ").bind(after);
        }
        let entries = self.door.all(sql.push(" order by e.id desc limit ").bind(limit)).await?;
        self.note("log_seen", None, json!({})).await?;
        Ok(entries)
    }
}
