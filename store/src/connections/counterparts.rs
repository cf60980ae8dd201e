//! Who of ours is who over there. Found by verified addresses inside the organisation, never across it.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::person;
use crate::error::Result;
use crate::sql::Sql;
use chrono::TimeDelta;
use domain::clock::Instant;
use domain::id::{ConnectionId, PersonId};
use domain::text::Address;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// How long it is believed that somebody is not there: people join.
const NOT_THERE: TimeDelta = TimeDelta::days(1);

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
    found_at: Instant,
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
            .sql("select remote_id, found_at from counterpart where org_id = ")
            .push(" and connection_id = ")
            .bind(connection.0)
            .push(" and person_id = ")
            .bind(person);
        let now = self.store.clock().machine();
        Ok(match self.door.one::<Row>(sql).await? {
            Some(Row { remote_id: Some(id), .. }) => Counterpart::Known(id),
            Some(row) if now - row.found_at < NOT_THERE => Counterpart::NotThere,
            _ => Counterpart::Unknown,
        })
    }

    /// Who of ours that is, where it is known.
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
            .push(", 'address', ")
            .bind(self.store.clock().machine())
            .push(
                ") on conflict (org_id, connection_id, person_id) do update set remote_id = excluded.remote_id, \
                 name = excluded.name, chosen = excluded.chosen, found_at = excluded.found_at",
            );
        self.door.run(sql).await.map(drop)
    }
}
