//! Who of ours is who over there. Found by verified addresses inside the organisation, never across it.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::person;
use crate::error::{Error, Refused, Result};
use crate::sql::Sql;
use chrono::TimeDelta;
use domain::clock::Instant;
use domain::connection::ConnectionRefused;
use domain::event::Event;
use domain::id::{ConnectionId, PersonId};
use domain::text::Address;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// How long it is believed who somebody is, or that they are not there: people join, and addresses change hands. What
/// was chosen by hand stays.
const BELIEVED: TimeDelta = TimeDelta::days(1);

/// Somebody of ours, as known over there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counterpart {
    /// The service's id of that person.
    Known(String),
    /// Looked for, and not there.
    NotThere,
    /// Not looked for yet, or too long ago.
    Unknown,
}

#[derive(FromQueryResult)]
struct Row {
    remote_id: Option<String>,
    chosen: String,
    found_at: Instant,
}

/// How it came to be known who somebody is over there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Both have the same address, which each has shown to be theirs.
    ByAddress,
    /// Somebody who runs the organisation said so.
    ByHand,
}

impl Chosen {
    const fn name(self) -> &'static str {
        match self {
            Self::ByAddress => "address",
            Self::ByHand => "hand",
        }
    }
}

/// Somebody of ours who is known over there.
#[derive(Clone, Debug, FromQueryResult)]
pub struct KnownCounterpart {
    /// Who of ours.
    pub person_id: Uuid,
    /// The service's id of that person.
    pub remote_id: String,
    /// What people over there call them.
    pub name: String,
    /// `address` or `hand`.
    pub chosen: String,
}

#[derive(FromQueryResult)]
struct Whose {
    person_id: Uuid,
}

impl OrgRead {
    /// Who somebody is over there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn counterpart(&self, connection: ConnectionId, person: Uuid) -> Result<Counterpart> {
        let sql = self
            .sql("select remote_id, chosen, found_at from counterpart where org_id = ")
            .push(" and connection_id = ")
            .bind(connection.0)
            .push(" and person_id = ")
            .bind(person);
        let now = self.store.clock().machine();
        Ok(match self.door.one::<Row>(sql).await? {
            Some(row) if row.chosen == Chosen::ByAddress.name() && now - row.found_at >= BELIEVED => {
                Counterpart::Unknown
            }
            Some(Row { remote_id: Some(id), .. }) => Counterpart::Known(id),
            Some(_) => Counterpart::NotThere,
            None => Counterpart::Unknown,
        })
    }

    /// Who of these people are known over there, and as whom.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn counterparts(
        &self,
        connection: ConnectionId,
        people: Vec<Uuid>,
    ) -> Result<Vec<KnownCounterpart>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self
            .sql("select person_id, remote_id, name, chosen from counterpart where org_id = ")
            .push(" and remote_id is not null and connection_id = ")
            .bind(connection.0)
            .push(" and person_id in (")
            .bind_all(people)
            .push(")");
        self.door.all(sql).await
    }

    /// Who of ours that is, where it is known and was looked at not long ago.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_behind(&self, connection: ConnectionId, remote: &str) -> Result<Option<PersonId>> {
        let sql = self
            .sql(
                "select t.person_id from counterpart t join person p on p.org_id = t.org_id and p.id = t.person_id \
                 where p.active and t.org_id = ",
            )
            .push(" and t.connection_id = ")
            .bind(connection.0)
            .push(" and t.found_at > ")
            .bind(self.store.clock().machine() - BELIEVED)
            .push(" and t.remote_id = ")
            .bind(remote);
        Ok(self.door.one::<Whose>(sql).await?.map(|row| PersonId(row.person_id)))
    }

    /// Who of ours has that address and has shown that it is theirs: an active person with an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_with_address(&self, address: &str) -> Result<Option<PersonId>> {
        let Ok(address) = Address::parse(address) else { return Ok(None) };
        let found = self
            .find::<person::Entity>()
            .filter(person::Column::AddressKey.eq(address.key()))
            .filter(person::Column::Active.eq(true))
            .filter(person::Column::AccountId.is_not_null())
            .one(self.door.tx())
            .await?;
        Ok(found.map(|person| PersonId(person.id)))
    }

    /// The address of an active person who has shown that it is theirs.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn verified_address(&self, person: Uuid) -> Result<Option<String>> {
        let found = self
            .find::<person::Entity>()
            .filter(person::Column::Id.eq(person))
            .filter(person::Column::Active.eq(true))
            .filter(person::Column::AccountId.is_not_null())
            .one(self.door.tx())
            .await?;
        Ok(found.map(|person| person.address))
    }
}

impl OrgTx {
    /// Chooses who somebody is over there, or that nobody is known to be: their tasks' issues are assigned anew. A
    /// Slack's members cannot be chosen, for whoever presses a button there acts as whom their address names.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such connection or person, or
    /// [`ConnectionRefused::WrongState`] where the service's people cannot be chosen.
    pub async fn choose_counterpart(
        &self,
        connection: ConnectionId,
        person: PersonId,
        remote: Option<(&str, &str)>,
    ) -> Result<()> {
        if !self.connection(connection).await?.service.takes_issues() {
            return Err(Refused::Connection(ConnectionRefused::WrongState).into());
        }
        let known = self.find::<person::Entity>().filter(person::Column::Id.eq(person.0));
        if known.one(self.door.tx()).await?.is_none() {
            return Err(Error::NotFound);
        }
        self.note_counterpart(connection, person.0, remote, Chosen::ByHand).await?;
        self.record(Event::CounterpartChosen { connection, person });
        self.wake_mirrors_of(connection, person).await
    }

    /// Notes who somebody is over there, or that they are not. Whoever was known under that id before is not any
    /// more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_counterpart(
        &self,
        connection: ConnectionId,
        person: Uuid,
        remote: Option<(&str, &str)>,
        chosen: Chosen,
    ) -> Result<()> {
        let (id, name) = remote.map_or((None, ""), |(id, name)| (Some(id), name));
        if let Some(id) = id {
            let sql = Sql::new("delete from counterpart where org_id = ")
                .bind(self.org())
                .push(" and connection_id = ")
                .bind(connection.0)
                .push(" and remote_id = ")
                .bind(id)
                .push(" and person_id <> ")
                .bind(person);
            self.door.run(sql).await?;
        }
        let found_at = self.store.clock().machine();
        // No index is named: two jobs that note the same newcomer at once may meet in either of the two.
        let sql = self
            .sql("insert into counterpart (org_id, id, connection_id, person_id, remote_id, name, chosen, found_at) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(connection.0)
            .push(", ")
            .bind(person)
            .push(", ")
            .bind(id.map(str::to_owned))
            .push(", ")
            .bind(name)
            .push(", ")
            .bind(chosen.name())
            .push(", ")
            .bind(found_at)
            .push(") on conflict do nothing");
        if self.door.run(sql).await? == 1 {
            return Ok(());
        }
        let sql = Sql::new("update counterpart set remote_id = ")
            .bind(id.map(str::to_owned))
            .push(", name = ")
            .bind(name)
            .push(", chosen = ")
            .bind(chosen.name())
            .push(", found_at = ")
            .bind(found_at)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and connection_id = ")
            .bind(connection.0)
            .push(" and person_id = ")
            .bind(person);
        self.door.run(sql).await.map(drop)
    }
}
