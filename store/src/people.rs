//! People of an organisation, with or without an account.

mod erase;
mod import;
mod portrait;
mod verbs;

pub use import::{ImportPlan, Imported, Mode, PeopleFile};
pub use portrait::PortraitRow;
pub use verbs::{HeldRole, PersonChange};

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::{Error, Result};
use crate::find::Searched;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::sql::Sql;
use crate::teams::TeamRef;
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
    /// When it was erased who this was.
    pub erased_at: Option<Instant>,
    /// Whether the person signs in.
    pub has_account: bool,
    /// Until when the person's invitation can be accepted, where one waits.
    pub invited_until: Option<Instant>,
    /// The person's IANA zone.
    pub zone: String,
    /// Whom the person answers to.
    pub manager: Option<Owner>,
    /// That person's work address.
    pub manager_address: Option<String>,
    /// The teams they belong to, by name.
    pub teams: Vec<TeamRef>,
    /// Whether mail to that address comes back for good.
    pub address_dead: bool,
    /// How they like dates and numbers.
    pub locale: &'static str,
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
    erased_at: Option<Instant>,
    invited_until: Option<Instant>,
    zone: String,
    locale: String,
    manager_id: Option<Uuid>,
    manager_name: Option<String>,
    manager_address: Option<String>,
    address_dead: i32,
    version: i32,
}

/// Service accounts act, and are no people.
const HUMAN: &str = " and t.service_for is null";

/// How many people one statement is about: SQLite takes 32,766 values, and each person has a dozen.
pub(super) const BATCH: usize = 500;

const COLUMNS: &[Column] = &[
    Column {
        name: "name",
        heading: "Name",
        sql: "t.name_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "address",
        heading: "Address",
        sql: "t.address_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column { name: "roles", heading: "Roles", sql: "", kind: Kind::Text, sortable: false, filter: false },
    Column { name: "account", heading: "Account", sql: "", kind: Kind::Text, sortable: false, filter: false },
    Column { name: "zone", heading: "Time zone", sql: "", kind: Kind::Text, sortable: false, filter: false },
    Column {
        name: "manager",
        heading: "Line manager",
        sql: "",
        kind: Kind::Text,
        sortable: false,
        filter: false,
    },
    Column {
        name: "manager_address",
        heading: "Line manager's address",
        sql: "",
        kind: Kind::Text,
        sortable: false,
        filter: false,
    },
    Column { name: "team", heading: "Teams", sql: "t.id", kind: Kind::Team, sortable: false, filter: true },
    Column {
        name: "active",
        heading: "Active",
        sql: "t.active",
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
];

pub(crate) const LIST: List = List {
    noun: "people",
    select: "t.id, t.name, t.address, t.active, t.account_id, t.erased_at, t.zone, t.locale, t.version, i.expires_at as invited_until, \
        m.id as manager_id, m.name as manager_name, m.address as manager_address, \
        case when a.dead_at is null then 0 else 1 end as address_dead",
    from: "person t left join invitation i on i.org_id = t.org_id and i.person_id = t.id and i.accepted_at is null and \
        i.revoked_at is null left join reporting_line l on l.org_id = t.org_id and l.person_id = t.id \
        left join person m on m.org_id = l.org_id and m.id = l.manager_id \
        left join address_trouble a on a.org_id = t.org_id and a.id = t.id and a.address_key = t.address_key",
    key: "t",
    always: "",
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
        let page: Page<Row> = listing::page(self, &LIST, query, |sql| Ok(sql.push(HUMAN))).await?;
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
            .push(HUMAN)
            .push(" and t.id = ")
            .bind(id.0);
        let items: Vec<Row> = self.door.all(sql).await?;
        let page = self.with_roles(Page { items, next: None, total: 1 }).await?;
        page.items.into_iter().next().ok_or(Error::NotFound)
    }

    /// How the caller likes dates and numbers.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_locale(&self) -> Result<&'static str> {
        let row = self.person_row(PersonId(self.me()?)).await?;
        Ok(domain::person::locale(&row.locale))
    }

    async fn with_roles(&self, page: Page<Row>) -> Result<Page<PersonRow>> {
        let ids = page.items.iter().map(|row| row.id);
        let assignments = self
            .find::<role_assignment::Entity>()
            .filter(role_assignment::Column::PersonId.is_in(ids))
            .order_by_asc(role_assignment::Column::Role)
            .all(self.door.tx())
            .await?;
        let mut teams = self.teams_of(page.items.iter().map(|row| row.id)).await?;
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
            erased_at: row.erased_at,
            has_account: row.account_id.is_some(),
            invited_until: row.invited_until,
            zone: row.zone,
            manager: Owner::of(row.manager_id, row.manager_name),
            manager_address: row.manager_address,
            teams: teams.remove(&row.id).unwrap_or_default(),
            address_dead: row.address_dead > 0,
            locale: domain::person::locale(&row.locale),
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
        self.add_people_as(&[(id, new)]).await?;
        Ok(id)
    }

    pub(crate) async fn add_person_as(&self, id: PersonId, new: &NewPerson) -> Result<()> {
        self.add_people_as(&[(id, new)]).await
    }

    /// Adds people, with a few statements however many they are.
    pub(crate) async fn add_people_as(&self, people: &[(PersonId, &NewPerson)]) -> Result<()> {
        self.room_for_people(i64::try_from(people.len()).unwrap_or(i64::MAX)).await?;
        for some in people.chunks(BATCH) {
            let rows = some.iter().map(|(id, new)| self.person_model(*id, new));
            person::Entity::insert_many(rows).exec_without_returning(self.door.tx()).await?;
            let roles: Vec<role_assignment::ActiveModel> = some
                .iter()
                .flat_map(|(id, new)| new.roles.iter().map(|role| self.held(*id, *role)))
                .collect();
            if !roles.is_empty() {
                role_assignment::Entity::insert_many(roles).exec_without_returning(self.door.tx()).await?;
            }
            let entries: Vec<Searched> = some
                .iter()
                .map(|(id, new)| Searched::new(id.0, "person", None, &new.name, &[new.address.as_str()]))
                .collect();
            self.add_searched(&entries).await?;
        }
        people.iter().for_each(|(id, _)| self.record(Event::PersonJoined { person: *id }));
        Ok(())
    }

    fn person_model(&self, id: PersonId, new: &NewPerson) -> person::ActiveModel {
        person::ActiveModel {
            org_id: Set(self.org()),
            id: Set(id.0),
            account_id: Set(new.account.map(|account| account.0)),
            name: Set(new.name.clone()),
            name_key: Set(folded(&new.name)),
            address: Set(new.address.as_str().to_owned()),
            address_key: Set(new.address.key()),
            zone: Set(new.zone.clone()),
            locale: Set(domain::person::LOCALES[0].to_owned()),
            active: Set(true),
            service_for: Set(None),
            erased_at: Set(None),
            version: Set(1),
            created_at: Set(self.now()),
        }
    }

    fn held(&self, id: PersonId, role: Role) -> role_assignment::ActiveModel {
        role_assignment::ActiveModel {
            org_id: Set(self.org()),
            id: Set(self.store.new_id()),
            person_id: Set(id.0),
            role: Set(role.name().to_owned()),
            from_date: Set(self.today()),
            until_date: Set(None),
        }
    }
}
