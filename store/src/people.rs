//! People of an organisation, with or without an account.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::Result;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use domain::access::Role;
use domain::event::Event;
use domain::id::{AccountId, PersonId};
use domain::text::{Address, folded};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Who answers for something, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Owner {
    /// The person.
    pub id: Uuid,
    /// The person's name.
    pub name: String,
}

impl Owner {
    pub(crate) fn of(id: Option<Uuid>, name: Option<String>) -> Option<Self> {
        id.zip(name).map(|(id, name)| Self { id, name })
    }
}

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The person's name.
    pub name: String,
    /// The work address.
    pub address: Address,
    /// The account, where there is one.
    pub account: Option<AccountId>,
    /// The person's IANA zone.
    pub zone: String,
    /// The roles, from today on.
    pub roles: Vec<Role>,
}

/// A person in a list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The work address.
    pub address: String,
    /// Today's roles.
    pub roles: Vec<Role>,
    /// Whether the person still belongs to the organisation.
    pub active: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    address: String,
    active: bool,
}

const COLUMNS: &[Column] = &[
    Column { name: "name", sql: "t.name_key", kind: Kind::Text, sortable: true, filter: false },
    Column { name: "address", sql: "t.address_key", kind: Kind::Text, sortable: true, filter: false },
    Column { name: "active", sql: "t.active", kind: Kind::Flag, sortable: false, filter: true },
];

pub(crate) const LIST: List = List {
    noun: "people",
    select: "t.id, t.name, t.address, t.active",
    from: "person t",
    columns: COLUMNS,
    search: &["t.name_key", "t.address_key"],
    default_sort: "name",
};

impl OrgRead {
    /// The people of the organisation.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a parameter that cannot be.
    pub async fn people(&self, query: &ListQuery) -> Result<Page<PersonRow>> {
        let page: Page<Row> = listing::page(self, &LIST, query, Ok).await?;
        let ids = page.items.iter().map(|row| row.id);
        let assignments = self
            .find::<role_assignment::Entity>()
            .filter(role_assignment::Column::PersonId.is_in(ids))
            .order_by_asc(role_assignment::Column::Role)
            .all(self.door.tx())
            .await?;
        let today = self.today();
        Ok(page.map(|row| PersonRow {
            roles: assignments
                .iter()
                .filter(|one| one.person_id == row.id && one.from_date <= today)
                .filter(|one| one.until_date.is_none_or(|until| today <= until))
                .filter_map(|one| Role::parse(&one.role))
                .collect(),
            id: row.id,
            name: row.name,
            address: row.address,
            active: row.active,
        }))
    }
}

impl OrgRead {
    /// The roles that an active person has today.
    pub(crate) async fn roles_of(&self, person: PersonId) -> Result<Vec<Role>> {
        let active = self
            .find::<person::Entity>()
            .filter(person::Column::Id.eq(person.0))
            .filter(person::Column::Active.eq(true));
        if active.one(self.door.tx()).await?.is_none() {
            return Ok(Vec::new());
        }
        let today = self.today();
        let roles = self
            .find::<role_assignment::Entity>()
            .filter(role_assignment::Column::PersonId.eq(person.0))
            .all(self.door.tx())
            .await?;
        let holds = |one: &role_assignment::Model| {
            one.from_date <= today && one.until_date.is_none_or(|until| today <= until)
        };
        Ok(roles.iter().filter(|one| holds(one)).filter_map(|one| Role::parse(&one.role)).collect())
    }
}

impl OrgTx {
    /// Adds a person.
    ///
    /// # Errors
    /// When the address or the account already belongs to somebody here.
    pub async fn add_person(&self, new: &NewPerson) -> Result<PersonId> {
        let id = PersonId(self.store.new_id());
        self.add_person_as(id, new).await?;
        Ok(id)
    }

    pub(crate) async fn add_person_as(&self, id: PersonId, new: &NewPerson) -> Result<()> {
        let row = person::ActiveModel {
            org_id: Set(self.org()),
            id: Set(id.0),
            account_id: Set(new.account.map(|account| account.0)),
            name: Set(new.name.clone()),
            name_key: Set(folded(&new.name)),
            address: Set(new.address.as_str().to_owned()),
            address_key: Set(new.address.key()),
            zone: Set(new.zone.clone()),
            locale: Set("en".to_owned()),
            active: Set(true),
            version: Set(1),
            created_at: Set(self.now()),
        };
        person::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        for role in &new.roles {
            let row = role_assignment::ActiveModel {
                org_id: Set(self.org()),
                id: Set(self.store.new_id()),
                person_id: Set(id.0),
                role: Set(role.name().to_owned()),
                from_date: Set(self.today()),
                until_date: Set(None),
            };
            role_assignment::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        }
        self.record(Event::PersonJoined { person: id });
        Ok(())
    }
}
