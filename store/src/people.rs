//! People of an organisation, with or without an account.

mod verbs;

pub use verbs::{HeldRole, PersonChange};

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::{Error, Result};
use crate::find::Searched;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::sql::Sql;
use domain::access::Role;
use domain::clock::Instant;
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
    /// Whether the person signs in.
    pub has_account: bool,
    /// Until when the person's invitation can be accepted, where one waits.
    pub invited_until: Option<Instant>,
    /// The person's IANA zone.
    pub zone: String,
    /// Whom the person answers to.
    pub manager: Option<Owner>,
    /// The version.
    pub version: i32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    address: String,
    active: bool,
    account_id: Option<Uuid>,
    invited_until: Option<Instant>,
    zone: String,
    manager_id: Option<Uuid>,
    manager_name: Option<String>,
    version: i32,
}

const COLUMNS: &[Column] = &[
    Column { name: "name", sql: "t.name_key", kind: Kind::Text, sortable: true, filter: false },
    Column { name: "address", sql: "t.address_key", kind: Kind::Text, sortable: true, filter: false },
    Column { name: "active", sql: "t.active", kind: Kind::Flag, sortable: false, filter: true },
];

pub(crate) const LIST: List = List {
    noun: "people",
    select: "t.id, t.name, t.address, t.active, t.account_id, t.zone, t.version, i.expires_at as invited_until, \
        m.id as manager_id, m.name as manager_name",
    from: "person t left join invitation i on i.org_id = t.org_id and i.person_id = t.id and i.accepted_at is null and \
        i.revoked_at is null left join reporting_line l on l.org_id = t.org_id and l.person_id = t.id \
        left join person m on m.org_id = l.org_id and m.id = l.manager_id",
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
        self.with_roles(page).await
    }

    /// One of them.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such person here.
    pub async fn person(&self, id: PersonId) -> Result<PersonRow> {
        let sql = Sql::new("select ")
            .push(LIST.select)
            .push(" from ")
            .push(LIST.from)
            .push(" where t.org_id = ")
            .bind(self.org())
            .push(" and t.id = ")
            .bind(id.0);
        let items: Vec<Row> = self.door.all(sql).await?;
        let page = self.with_roles(Page { items, next: None, total: 1 }).await?;
        page.items.into_iter().next().ok_or(Error::NotFound)
    }

    async fn with_roles(&self, page: Page<Row>) -> Result<Page<PersonRow>> {
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
            has_account: row.account_id.is_some(),
            invited_until: row.invited_until,
            zone: row.zone,
            manager: Owner::of(row.manager_id, row.manager_name),
            version: row.version,
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
        let text = [new.address.as_str()];
        self.add_searched(&[Searched::new(id.0, "person", None, &new.name, &text)]).await?;
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
