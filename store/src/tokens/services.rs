//! Service accounts: programs that act in their own name. Each is a person's row without an account, which is no human
//! being: nobody signs in with it, nothing is assigned to it, no list of people names it.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::access::Role;
use domain::event::Event;
use domain::id::PersonId;
use domain::text::folded;
use domain::token::fits_service;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

/// The most service accounts of an organisation.
pub const MOST_SERVICES: i64 = 100;

/// A service account.
#[derive(Clone, Debug)]
pub struct ServiceView {
    /// Its id.
    pub id: PersonId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What it may do.
    pub role: Role,
    /// Whether it works.
    pub active: bool,
    /// Its version.
    pub version: i32,
}

/// A service account to be added.
#[derive(Clone, Debug)]
pub struct NewService {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What it may do.
    pub role: Role,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    service_for: String,
    role: String,
    active: bool,
    version: i32,
}

fn view(row: Row) -> Result<ServiceView> {
    Ok(ServiceView {
        id: PersonId(row.id),
        name: row.name,
        purpose: row.service_for,
        role: Role::parse(&row.role).ok_or(unreadable("role"))?,
        active: row.active,
        version: row.version,
    })
}

impl OrgRead {
    /// The organisation's service accounts, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn services(&self) -> Result<Vec<ServiceView>> {
        let sql = self
            .sql(
                "select p.id, p.name, p.service_for, r.role, p.active, p.version from person p \
                 join role_assignment r on r.org_id = p.org_id and r.person_id = p.id \
                 where p.service_for is not null and p.org_id = ",
            )
            .push(" order by p.name_key, p.id");
        self.door.all::<Row>(sql).await?.into_iter().map(view).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn service(&self, id: PersonId) -> Result<ServiceView> {
        self.services().await?.into_iter().find(|service| service.id == id).ok_or(Error::NotFound)
    }
}

impl OrgTx {
    /// Adds a service account.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the role is one that runs the organisation, or there are as many as there may be.
    pub async fn add_service(&self, new: &NewService) -> Result<PersonId> {
        if !fits_service(new.role) {
            return Err(Error::Invalid { field: "/role".to_owned(), code: "not_for_services" });
        }
        let many = i64::try_from(self.services().await?.len()).unwrap_or(i64::MAX);
        if many >= MOST_SERVICES {
            return Err(Error::Invalid { field: "/name".to_owned(), code: "too_many" });
        }
        let id = PersonId(self.store.new_id());
        // The column wants an address that nobody else has; this one can belong to nobody and receives nothing.
        let address = format!("{id}@service.invalid");
        let row = person::ActiveModel {
            org_id: Set(self.org()),
            id: Set(id.0),
            account_id: Set(None),
            name: Set(new.name.clone()),
            name_key: Set(folded(&new.name)),
            address_key: Set(address.clone()),
            address: Set(address),
            zone: Set(self.tenancy.zone().name().to_owned()),
            locale: Set("en".to_owned()),
            active: Set(true),
            service_for: Set(Some(new.purpose.clone())),
            erased_at: Set(None),
            version: Set(1),
            created_at: Set(self.now()),
        };
        person::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        let role = role_assignment::ActiveModel {
            org_id: Set(self.org()),
            id: Set(self.store.new_id()),
            person_id: Set(id.0),
            role: Set(new.role.name().to_owned()),
            from_date: Set(self.today()),
            until_date: Set(None),
        };
        role_assignment::Entity::insert(role).exec_without_returning(self.door.tx()).await?;
        self.record(Event::ServiceAccountAdded { person: id });
        Ok(id)
    }

    /// Ends a service account, over `version`: its tokens stop at once, and what it did stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn end_service(&self, id: PersonId, version: i32) -> Result<()> {
        let service = self.service(id).await?;
        let sql = Sql::new("update person set active = ")
            .bind(false)
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 0 {
            return Err(Error::Stale { current: service.version });
        }
        self.revoke_tokens_of(id).await?;
        self.record(Event::PersonDeactivated { person: id, successor: None });
        Ok(())
    }
}
