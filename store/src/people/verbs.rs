//! What those who run an organisation do with its people.

use super::{BATCH, NewPerson, Owner};
use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::{Reach, Role};
use domain::event::Event;
use domain::id::{PersonId, SubjectId};
use domain::person::{self as rules, PersonRefused};
use domain::text::{Address, folded};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// A role that somebody has, from a day and perhaps until one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// Which.
    pub role: Role,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, where there is one.
    pub until: Option<NaiveDate>,
}

/// What to change of what is said of a person; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// The name.
    pub name: Option<String>,
    /// The IANA zone.
    pub zone: Option<String>,
    /// How they like dates and numbers.
    pub locale: Option<&'static str>,
    /// Whom they answer to.
    pub manager: Option<Option<PersonId>>,
    /// The work address.
    pub address: Option<Address>,
}

#[derive(FromQueryResult)]
struct OpenRow {
    id: Uuid,
    kind: String,
    version: i32,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

impl OrgRead {
    /// Every role that somebody has or had, latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn roles_held(&self, id: PersonId) -> Result<Vec<HeldRole>> {
        let rows = self
            .find::<role_assignment::Entity>()
            .filter(role_assignment::Column::PersonId.eq(id.0))
            .order_by_desc(role_assignment::Column::FromDate)
            .order_by_desc(role_assignment::Column::Id)
            .all(self.door.tx())
            .await?;
        let held = |row: role_assignment::Model| {
            let role = Role::parse(&row.role).ok_or(unreadable("role"))?;
            Ok(HeldRole { role, from: row.from_date, until: row.until_date })
        };
        rows.into_iter().map(held).collect()
    }

    /// How much open work belongs to somebody: tasks that are not finished, requirements and controls, and reviews that
    /// they were chosen for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open_work(&self, id: PersonId) -> Result<i64> {
        let sql = self
            .sql("select count(*) as count from subject s where s.org_id = ")
            .push(OPEN_WORK)
            .bind(id.0)
            .push(OR_TO_REVIEW)
            .bind(id.0)
            .push("))");
        let open = self.door.one::<Count>(sql).await?.map_or(0, |row| row.count);
        Ok(open + self.reviews_to_hold(id).await?)
    }

    /// What some people are called.
    pub(crate) async fn names_of_people(&self, ids: Vec<Uuid>) -> Result<Vec<Owner>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.find::<person::Entity>().filter(person::Column::Id.is_in(ids)).all(self.door.tx());
        Ok(found.await?.into_iter().map(|one| Owner { id: one.id, name: one.name }).collect())
    }

    pub(crate) async fn person_row(&self, id: PersonId) -> Result<person::Model> {
        let found = self
            .find::<person::Entity>()
            .filter(person::Column::Id.eq(id.0))
            .filter(person::Column::ServiceFor.is_null());
        found.one(self.door.tx()).await?.ok_or(Error::NotFound)
    }

    async fn other_owners(&self, id: PersonId) -> Result<usize> {
        let sql = self
            .sql(
                "select count(distinct t.person_id) as count from role_assignment t join person p on p.org_id = t.org_id \
                 and p.id = t.person_id where p.active and t.role = 'owner' and t.org_id = ",
            )
            .push(" and t.person_id <> ")
            .bind(id.0)
            .push(" and t.from_date <= ")
            .bind(self.today())
            .push(" and t.until_date is null");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| usize::try_from(row.count).unwrap_or_default()))
    }
}

/// What is open of somebody's: what they answer for, and the tasks that they are named to review. What somebody is asked to
/// learn is nobody else's to take over: it ends when they leave.
const OPEN_WORK: &str = " and s.archived_at is null and s.kind <> 'assignment' and s.state not in ('done', 'cancelled', 'withdrawn', 'closed') and (s.owner_id = ";
const OR_TO_REVIEW: &str =
    " or exists (select 1 from task_work w where w.org_id = s.org_id and w.id = s.id and w.reviewer_id = ";

impl OrgTx {
    /// Adds somebody, with or without inviting them.
    ///
    /// # Errors
    /// [`PersonRefused::OwnersOnly`], or [`PersonRefused::Taken`] where the address belongs to somebody here.
    pub async fn add_member(&self, new: &NewPerson, by: &[Role]) -> Result<PersonId> {
        let added = self.add_members(std::slice::from_ref(new), by).await?;
        added.into_iter().next().ok_or(unreadable("person who was added"))
    }

    /// The same for many, in their order.
    pub(super) async fn add_members(&self, new: &[NewPerson], by: &[Role]) -> Result<Vec<PersonId>> {
        for one in new {
            rules::change_roles(by, &[], &one.roles, 1)?;
        }
        for some in new.chunks(BATCH) {
            let keys = some.iter().map(|one| one.address.key());
            let known = self.find::<person::Entity>().filter(person::Column::AddressKey.is_in(keys));
            if known.one(self.door.tx()).await?.is_some() {
                return Err(PersonRefused::Taken.into());
            }
        }
        let people: Vec<(PersonId, &NewPerson)> =
            new.iter().map(|one| (PersonId(self.store.new_id()), one)).collect();
        self.add_people_as(&people).await?;
        Ok(people.into_iter().map(|(id, _)| id).collect())
    }

    /// Changes what is said of a person, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`Error::Invalid`] where the manager is nobody here, or themselves.
    pub async fn revise_person(&self, id: PersonId, version: i32, change: PersonChange) -> Result<()> {
        let row = self.person_row(id).await?;
        if row.version != version {
            return Err(Error::Stale { current: row.version });
        }
        if row.erased_at.is_some() {
            return Err(PersonRefused::Erased.into());
        }
        let mut fields = Vec::new();
        if let Some(manager) = change.manager {
            self.set_manager(id, manager, &mut fields).await?;
        }
        let address = change.address.filter(|address| address.as_str() != row.address);
        if let Some(address) = &address {
            self.set_address(id, &row.address_key, address).await?;
            fields.push("address".to_owned());
        }
        let name = change.name.filter(|name| *name != row.name);
        let zone = change.zone.filter(|zone| *zone != row.zone);
        fields.extend(name.as_ref().map(|_| "name".to_owned()));
        fields.extend(zone.as_ref().map(|_| "zone".to_owned()));
        let locale = change.locale.filter(|locale| *locale != domain::person::locale(&row.locale));
        fields.extend(locale.map(|_| "locale".to_owned()));
        if fields.is_empty() {
            return Ok(());
        }
        let travels = zone.is_some();
        let (name, zone) = (name.unwrap_or(row.name), zone.unwrap_or(row.zone));
        let set = Sql::new("update person set name = ")
            .bind(name.as_str())
            .push(", name_key = ")
            .bind(folded(&name))
            .push(", zone = ")
            .bind(zone)
            .push(", locale = ")
            .bind(locale.map_or(row.locale, str::to_owned));
        self.save_person(id, version, set).await?;
        if travels {
            // Eight o'clock is another moment there; and who hears of what others have overdue may be this one.
            self.plan_reminders_anew().await?;
            self.plan_digest_anew(id).await?;
        }
        let text = address.as_ref().map(|address| [address.as_str()]);
        self.save_searched(id.0, &name, text.as_ref().map(<[&str; 1]>::as_slice)).await?;
        self.record(Event::PersonRevised { person: id, fields });
        Ok(())
    }

    /// Another work address. Nobody else here has it; the account, where there is one, stays what it is.
    async fn set_address(&self, id: PersonId, before: &str, address: &Address) -> Result<()> {
        // Whoever is asked to join at an address joins as that person: an owner's is an owner's matter.
        let by = self.tenancy.actor().person().map(PersonId).ok_or(unreadable("actor"))?;
        let (by, roles) = (self.roles_of(by).await?, self.roles_of(id).await?);
        rules::change_roles(&by, &roles, &roles, 1)?;
        let key = address.key();
        if key != before {
            let known = self.find::<person::Entity>().filter(person::Column::AddressKey.eq(key.clone()));
            if known.one(self.door.tx()).await?.is_some() {
                return Err(PersonRefused::Taken.into());
            }
            self.readdress(id).await?;
        }
        let sql = Sql::new("update person set address = ")
            .bind(address.as_str())
            .push(", address_key = ")
            .bind(key)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn set_manager(
        &self,
        id: PersonId,
        manager: Option<PersonId>,
        fields: &mut Vec<String>,
    ) -> Result<()> {
        if manager == Some(id) {
            return Err(Error::Invalid { field: "/manager".to_owned(), code: "no_such_person" });
        }
        self.check_owner("/manager", manager).await?;
        let before = self.manager_of(id).await?.map(|manager| manager.id);
        if before == manager.map(|manager| manager.0) {
            return Ok(());
        }
        match manager {
            Some(manager) => self.draw_lines(&[(id, manager)]).await?,
            None => self.erase_lines(&[(id, id)]).await?,
        }
        self.plan_reminders_of_anew(id).await?;
        fields.push("manager".to_owned());
        Ok(())
    }

    /// Sets whom many people answer to. The managers are people of this organisation, and active.
    pub(super) async fn set_managers(&self, lines: &[(PersonId, PersonId)]) -> Result<()> {
        self.draw_lines(lines).await?;
        for some in lines.chunks(BATCH) {
            let sql = Sql::new("update person set version = version + 1 where org_id = ")
                .bind(self.org())
                .push(" and id in (")
                .bind_all(some.iter().map(|(person, _)| person.0))
                .push(")");
            self.door.run(sql).await?;
        }
        for (person, _) in lines {
            self.plan_reminders_of_anew(*person).await?;
            self.record(Event::PersonRevised { person: *person, fields: vec!["manager".to_owned()] });
        }
        Ok(())
    }

    /// Writes whom people answer to, from now on; nobody may come to answer to themselves.
    async fn draw_lines(&self, lines: &[(PersonId, PersonId)]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut all = self.reporting_lines().await?;
        all.extend(lines.iter().copied());
        let circles = rules::in_circles(&all);
        if lines.iter().any(|(person, _)| circles.contains(person)) {
            return Err(Error::Invalid { field: "/manager".to_owned(), code: "circle" });
        }
        self.erase_lines(lines).await?;
        for some in lines.chunks(BATCH) {
            let mut sql = Sql::new("insert into reporting_line (org_id, id, person_id, manager_id) values ");
            for (position, (person, manager)) in some.iter().enumerate() {
                sql = sql
                    .push(if position > 0 { ", (" } else { "(" })
                    .bind_all([self.org(), self.store.new_id(), person.0, manager.0])
                    .push(")");
            }
            self.door.run(sql).await?;
        }
        Ok(())
    }

    async fn erase_lines(&self, lines: &[(PersonId, PersonId)]) -> Result<()> {
        for some in lines.chunks(BATCH) {
            let sql = Sql::new("delete from reporting_line where org_id = ")
                .bind(self.org())
                .push(" and person_id in (")
                .bind_all(some.iter().map(|(person, _)| person.0))
                .push(")");
            self.door.run(sql).await?;
        }
        Ok(())
    }

    /// Gives a person these roles from today on, each perhaps until a day. What was held before stays in the history.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`PersonRefused`], or [`Error::Invalid`] where a last day has passed.
    pub async fn set_roles(
        &self,
        id: PersonId,
        version: i32,
        roles: &[(Role, Option<NaiveDate>)],
        by: &[Role],
    ) -> Result<()> {
        let today = self.today();
        if roles.iter().any(|(role, until)| until.is_some_and(|until| until < today || *role == Role::Owner))
        {
            return Err(Error::Invalid { field: "/roles".to_owned(), code: "ends_too_early" });
        }
        let held: Vec<HeldRole> = self.roles_held(id).await?;
        let holds = |one: &&HeldRole| one.from <= today && one.until.is_none_or(|until| today <= until);
        let before: Vec<Role> = held.iter().filter(holds).map(|one| one.role).collect();
        let after: Vec<Role> = roles.iter().map(|(role, _)| *role).collect();
        rules::change_roles(by, &before, &after, self.other_owners(id).await?)?;
        self.save_person(id, version, Sql::new("update person set active = active")).await?;
        let wanted = |one: &&HeldRole| !roles.contains(&(one.role, one.until));
        for ended in held.iter().filter(holds).filter(wanted) {
            self.end_role(id, ended).await?;
        }
        for (role, until) in roles {
            if !held.iter().filter(holds).any(|one| (one.role, one.until) == (*role, *until)) {
                self.add_role(id, *role, *until).await?;
            }
        }
        // Whoever leads the AIMS may be found to be somebody else.
        if before.contains(&Role::Manager) != after.contains(&Role::Manager) {
            self.nobodys_duties_go_to_lead().await?;
            self.plan_reminders_anew().await?;
        }
        self.record(Event::RolesChanged { person: id, roles: after });
        Ok(())
    }

    async fn add_role(&self, id: PersonId, role: Role, until: Option<NaiveDate>) -> Result<()> {
        let row = role_assignment::ActiveModel {
            org_id: Set(self.org()),
            id: Set(self.store.new_id()),
            person_id: Set(id.0),
            role: Set(role.name().to_owned()),
            from_date: Set(self.today()),
            until_date: Set(until),
        };
        role_assignment::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        Ok(())
    }

    /// A role ends with yesterday: from now on it is not held.
    async fn end_role(&self, id: PersonId, held: &HeldRole) -> Result<()> {
        let sql = Sql::new("update role_assignment set until_date = ")
            .bind(domain::calendar::shift(self.today(), -1))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(id.0)
            .push(" and role = ")
            .bind(held.role.name())
            .push(" and from_date = ")
            .bind(held.from)
            .push(" and (until_date is null or until_date >= ")
            .bind(self.today())
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// Lets a person go: they can no longer sign in here, their invitation ends, and what is open is handed over.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`PersonRefused`], or [`Error::Invalid`] where the successor is nobody
    /// here.
    pub async fn deactivate_person(
        &self,
        id: PersonId,
        version: i32,
        successor: Option<PersonId>,
        by: &[Role],
    ) -> Result<usize> {
        let row = self.person_row(id).await?;
        let roles = self.roles_of(id).await?;
        let oneself = self.tenancy.actor().person() == Some(id.0);
        rules::deactivate(by, oneself, &roles, row.active)?;
        let open = self.open_work(id).await?;
        if open > 0 && successor.is_none() {
            return Err(PersonRefused::OpenWork.into());
        }
        let mut handed = 0;
        if let Some(successor) = successor {
            if successor == id {
                return Err(Error::Invalid { field: "/successor".to_owned(), code: "no_such_person" });
            }
            self.check_owner("/successor", Some(successor)).await?;
            handed = self.hand_over(id, successor).await?;
        }
        self.end_invitations(id).await?;
        self.revoke_tokens_of(id).await?;
        self.save_person(id, version, Sql::new("update person set active = ").bind(false)).await?;
        self.nobodys_duties_go_to_lead().await?;
        self.hand_over_tokens(id, successor).await?;
        self.record(Event::PersonDeactivated { person: id, successor });
        Ok(handed)
    }

    /// Takes a person back, with the roles they had.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`PersonRefused`].
    pub async fn reactivate_person(&self, id: PersonId, version: i32, by: &[Role]) -> Result<()> {
        let row = self.person_row(id).await?;
        if row.active {
            return Err(PersonRefused::Active.into());
        }
        if row.erased_at.is_some() {
            return Err(PersonRefused::Erased.into());
        }
        let held = self.roles_held(id).await?;
        let roles: Vec<Role> = held.iter().filter(|one| one.until.is_none()).map(|one| one.role).collect();
        rules::change_roles(by, &[], &roles, 1)?;
        self.room_for_people(1).await?;
        self.save_person(id, version, Sql::new("update person set active = ").bind(true)).await?;
        self.nobodys_duties_go_to_lead().await?;
        self.record(Event::PersonReactivated { person: id });
        Ok(())
    }

    async fn hand_over(&self, from: PersonId, to: PersonId) -> Result<usize> {
        let sql = self
            .sql("select s.id, s.kind, s.version from subject s where s.org_id = ")
            .push(OPEN_WORK)
            .bind(from.0)
            .push(OR_TO_REVIEW)
            .bind(from.0)
            .push(")) order by s.id");
        let open: Vec<OpenRow> = self.door.all(sql).await?;
        let handed = open.len();
        self.hand_over_reviews(from, to).await?;
        for one in open {
            let id = SubjectId(one.id);
            match one.kind.as_str() {
                "task" => self.hand_over_task(id, from, to).await?,
                "control" | "requirement" => {
                    let change = domain::control::Change {
                        owner: Some(Some(to)),
                        ..domain::control::Change::default()
                    };
                    self.revise_control(id, one.version, change, Reach::All).await?;
                }
                "evidence" => {
                    let change = domain::evidence::Change {
                        owner: Some(Some(to)),
                        ..domain::evidence::Change::default()
                    };
                    self.revise_evidence(id, one.version, change, Reach::All).await?;
                }
                "finding" => self.hand_over_finding(id, one.version, to).await?,
                "certification" => self.hand_over_certification(id, one.version, to).await?,
                "module" => {
                    let owner = Some(Some(to));
                    let change = domain::training::ModuleChange { owner, ..Default::default() };
                    self.revise_module(id, one.version, change).await?;
                }
                _ => return Err(unreadable("kind of what is handed over")),
            }
        }
        Ok(handed)
    }

    pub(crate) async fn save_person(&self, id: PersonId, version: i32, set: Sql) -> Result<()> {
        let sql = set
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            // What people do with people reaches no service account.
            .push(" and service_for is null and id = ")
            .bind(id.0)
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            return Ok(());
        }
        Err(Error::Stale { current: self.person_row(id).await?.version })
    }
}

#[derive(FromQueryResult)]
struct Line {
    person_id: Uuid,
    manager_id: Uuid,
}

impl OrgRead {
    /// Whom everybody answers to.
    pub(super) async fn reporting_lines(&self) -> Result<HashMap<PersonId, PersonId>> {
        let sql = self.sql("select person_id, manager_id from reporting_line where org_id = ");
        let lines: Vec<Line> = self.door.all(sql).await?;
        Ok(lines.into_iter().map(|line| (PersonId(line.person_id), PersonId(line.manager_id))).collect())
    }

    /// Whom somebody answers to.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn manager_of(&self, id: PersonId) -> Result<Option<Owner>> {
        #[derive(FromQueryResult)]
        struct Manager {
            id: Uuid,
            name: String,
        }
        let sql = self
            .sql(
                "select p.id, p.name from reporting_line t join person p on p.org_id = t.org_id and p.id = t.manager_id \
                 where t.org_id = ",
            )
            .push(" and t.person_id = ")
            .bind(id.0);
        Ok(self.door.one::<Manager>(sql).await?.map(|row| Owner { id: row.id, name: row.name }))
    }
}
