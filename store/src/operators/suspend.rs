//! An operator's steps in an organisation: in its own trail, and in the operators' log, in one transaction.

use super::{Operator, note};
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result};
use crate::sql::Sql;
use domain::event::Event;
use domain::operator::{self, Limits, fits};
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

impl OrgTx {
    /// Suspends the organisation over `version`: its people read the reason and nothing else, and nothing is sent.
    ///
    /// # Errors
    /// [`Error::Stale`], or when it is suspended already.
    pub async fn suspend(&self, by: Operator, version: i32, reason: &str) -> Result<()> {
        operator::suspend(self.organisation().await?.suspended.is_some())?;
        let set = Sql::new("update organisation set suspended_at = ")
            .bind(self.store.clock().machine())
            .push(", suspended_why = ")
            .bind(reason);
        self.save_organisation(version, set).await?;
        self.record(Event::OrganisationSuspended);
        self.note_operated(by, "organisation_suspended", json!({ "reason": reason })).await
    }

    /// Ends the suspension over `version`.
    ///
    /// # Errors
    /// [`Error::Stale`], or when it is not suspended.
    pub async fn resume(&self, by: Operator, version: i32) -> Result<()> {
        operator::resume(self.organisation().await?.suspended.is_some())?;
        let set = Sql::new("update organisation set suspended_at = null, suspended_why = null");
        self.save_organisation(version, set).await?;
        self.record(Event::OrganisationResumed);
        self.note_operated(by, "organisation_resumed", json!({})).await
    }

    /// Says how much the organisation may use, over `version`. What is above a new limit stays.
    ///
    /// # Errors
    /// [`Error::Stale`], or [`Error::Invalid`].
    pub async fn limit(&self, by: Operator, version: i32, limits: Limits) -> Result<()> {
        if let Some(field) = limits.out_of_range().first() {
            return Err(Error::Invalid { field: (*field).to_owned(), code: "no_such_limit" });
        }
        let fields = limits.differences(&self.organisation().await?.limits);
        if fields.is_empty() {
            return Ok(());
        }
        let set = Sql::new("update organisation set most_people = ")
            .bind(limits.people)
            .push(", most_file_bytes = ")
            .bind(limits.file_bytes);
        self.save_organisation(version, set).await?;
        self.record(Event::LimitsChanged { fields });
        let body = json!({ "people": limits.people, "file_bytes": limits.file_bytes });
        self.note_operated(by, "limits_changed", body).await
    }

    async fn note_operated(&self, by: Operator, action: &str, body: Value) -> Result<()> {
        note(&self.door, &self.store, Some(by.account), action, Some(self.tenancy.org()), body).await
    }
}

impl OrgRead {
    /// Refuses where so many more people would be too many. Two who are added at the same moment may be one too many:
    /// the limit is for what an installation costs, and nothing else rests on it.
    pub(crate) async fn room_for_people(&self, more: i64) -> Result<()> {
        let limit = self.organisation().await?.limits.people;
        if limit.is_none() {
            return Ok(());
        }
        let sql = Sql::new(
            "select count(*) as count from person where active and service_for is null and org_id = ",
        )
        .bind(self.org());
        let there = self.door.one::<Count>(sql).await?.map_or(0, |row| row.count);
        if fits(limit, there, more) { Ok(()) } else { Err(Refused::PeopleLimit.into()) }
    }
}
