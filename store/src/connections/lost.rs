//! Whom to tell that a connection has to be made again.

use crate::doors::OrgRead;
use crate::error::Result;
use crate::people::Owner;
use domain::access::Role;
use domain::clock::Instant;
use domain::connection::{Service, State};
use domain::id::ConnectionId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A connection that has to be made again, and whom to tell.
#[derive(Clone, Debug)]
pub struct LostConnection {
    /// Of which service.
    pub service: Service,
    /// What the place is called.
    pub place: String,
    /// What the service said.
    pub why: String,
    /// When.
    pub at: Instant,
    /// The connection's version: each time it is lost is told once.
    pub version: i32,
    /// Whose it is.
    pub organisation: String,
    /// Its part of a URL.
    pub slug: String,
    /// Those who run the organisation.
    pub recipients: Vec<Recipient>,
}

/// Somebody who is written to.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub person: Owner,
    /// The work address.
    pub address: String,
    /// The language.
    pub locale: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    address: String,
    locale: String,
}

impl OrgRead {
    /// What to write about a lost connection; `None` when it is no longer lost.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it was ended.
    pub async fn lost_connection(&self, id: ConnectionId) -> Result<Option<LostConnection>> {
        let found = self.connection(id).await?;
        if found.state != State::NeedsReconnect {
            return Ok(None);
        }
        let organisation = self.organisation().await?;
        Ok(Some(LostConnection {
            service: found.service,
            place: found.name,
            why: found.last_error.unwrap_or_default(),
            at: found.last_error_at.unwrap_or(found.connected_at),
            version: found.version,
            organisation: organisation.name,
            slug: organisation.slug,
            recipients: self.those_who_run_it().await?,
        }))
    }

    /// Active owners and admins of today whom mail reaches.
    pub(crate) async fn those_who_run_it(&self) -> Result<Vec<Recipient>> {
        self.owners_and_admins(
            " and not exists (select 1 from address_trouble x where x.org_id = p.org_id and x.id = p.id \
             and x.address_key = p.address_key and x.dead_at is not null)",
        )
        .await
    }

    /// Active owners and admins of today; `but` narrows them further.
    pub(crate) async fn owners_and_admins(&self, but: &str) -> Result<Vec<Recipient>> {
        let sql = self
            .sql("select p.id, p.name, p.address, p.locale from person p where p.org_id = ")
            .push(" and p.active = true and exists (select 1 from role_assignment r where r.org_id = p.org_id and r.person_id = p.id and r.role in (")
            .bind_all([Role::Owner.name(), Role::Admin.name()])
            .push(") and r.from_date <= ")
            .bind(self.today())
            .push(" and (r.until_date is null or r.until_date >= ")
            .bind(self.today())
            .push("))")
            .push(but)
            .push(" order by p.id limit 50");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let recipient = |row: Row| Recipient {
            person: Owner { id: row.id, name: row.name },
            address: row.address,
            locale: row.locale,
        };
        Ok(rows.into_iter().map(recipient).collect())
    }
}
