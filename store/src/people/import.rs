//! People brought in from a file: planned by the domain, done by the verbs, in one transaction and in batches.

use super::{NewPerson, PersonChange};
use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, role_assignment};
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::Key;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use domain::event::Event;
use domain::id::PersonId;
use domain::people_import::{Change, Facts, Fate, Headings, Known, New, Planned, Who, plan};
use domain::text::Address;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// A file of people, as it was read.
#[derive(Clone, Debug)]
pub struct PeopleFile {
    /// What its digest is made of.
    pub bytes: Vec<u8>,
    /// Its columns.
    pub headings: Headings,
    /// Its rows by their numbers.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// What a file would do today.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// Each row's fate.
    pub rows: Vec<Planned>,
    /// Stands for the file and for what it would do: what is done later is what was looked at.
    pub digest: String,
}

/// What to do about rows in which something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing at all is done when there is one.
    AllOrNothing,
    /// They are left out.
    GoodRows,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Imported {
    /// How many people are new.
    pub added: i32,
    /// How many say something else now.
    pub changed: i32,
    /// How many said the same before.
    pub same: i32,
    /// How many rows were left out.
    pub left_out: i32,
    /// How many were asked to join.
    pub invited: i32,
}

#[derive(FromQueryResult)]
struct Answered {
    request: String,
}

impl OrgRead {
    /// What a file would do, brought in by somebody with these roles.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn plan_import(&self, file: &PeopleFile, by: &[Role]) -> Result<ImportPlan> {
        let facts = Facts {
            people: self.known_people().await?,
            zone: self.tenancy.zone().name().to_owned(),
            by: by.to_vec(),
        };
        let rows =
            plan(&file.headings, file.rows.iter().map(|(number, row)| (*number, row.as_slice())), &facts);
        let fates = serde_json::to_vec(&rows).map_err(|_| unreadable("plan"))?;
        let digest = Sha256::new().chain_update(&file.bytes).chain_update(fates).finalize();
        Ok(ImportPlan { rows, digest: URL_SAFE_NO_PAD.encode(digest) })
    }

    /// Everybody, in three statements however many they are.
    async fn known_people(&self) -> Result<Vec<Known>> {
        let today = self.today();
        let mut roles: HashMap<Uuid, Vec<_>> = HashMap::new();
        let held = self
            .find::<role_assignment::Entity>()
            .filter(role_assignment::Column::FromDate.lte(today))
            .all(self.door.tx())
            .await?;
        for one in held.iter().filter(|one| one.until_date.is_none_or(|until| today <= until)) {
            let role = Role::parse(&one.role).ok_or(unreadable("role"))?;
            roles.entry(one.person_id).or_default().push((role, one.until_date));
        }
        let managers = self.reporting_lines().await?;
        let people = self.find::<person::Entity>().all(self.door.tx()).await?;
        let known = |row: person::Model| {
            Ok(Known {
                id: PersonId(row.id),
                name: row.name,
                address: Address::parse(&row.address).map_err(|_| unreadable("address"))?,
                zone: row.zone,
                roles: roles.remove(&row.id).unwrap_or_default(),
                manager: managers.get(&PersonId(row.id)).copied(),
                active: row.active,
                version: row.version,
            })
        };
        people.into_iter().map(known).collect()
    }
}

impl OrgTx {
    /// Does what `plan_import` showed under `digest`. A repeated key answers with what it did the first time.
    ///
    /// # Errors
    /// [`Refused::NotPreviewed`] where the file or the organisation is another than was looked at, [`Error::KeyReused`],
    /// or what the verbs refuse.
    pub async fn import_people(
        &self,
        plan: &ImportPlan,
        digest: &str,
        invite: bool,
        key: Option<&Key>,
        by: &[Role],
    ) -> Result<Imported> {
        if let Some(done) = self.imported_before(key).await? {
            return Ok(done);
        }
        if plan.digest != digest {
            return Err(Refused::NotPreviewed.into());
        }
        let mut done = Imported::default();
        let mut new: Vec<(usize, &New)> = Vec::new();
        let mut changes: Vec<(PersonId, i32, &Change)> = Vec::new();
        for row in &plan.rows {
            match &row.fate {
                Fate::Added(one) => new.push((row.number, one)),
                Fate::Changed(id, version, change, _) => changes.push((*id, *version, change)),
                Fate::Same(_) => done.same += 1,
                Fate::Wrong(_) => done.left_out += 1,
            }
        }
        done.added = i32::try_from(new.len()).unwrap_or(i32::MAX);
        done.changed = i32::try_from(changes.len()).unwrap_or(i32::MAX);
        let ids = self.add_new(&new, by).await?;
        for (id, version, change) in &changes {
            self.change_known(*id, *version, change, by).await?;
        }
        self.draw_new_lines(&new, &changes, &ids).await?;
        if invite {
            // Whoever joins without a role sees nothing.
            for (number, _) in new.iter().filter(|(_, one)| !one.roles.is_empty()) {
                self.invite(ids[number]).await?;
                done.invited += 1;
            }
        }
        self.keep_import(&done, key).await?;
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        self.record(Event::PeopleImported {
            added: count(done.added),
            changed: count(done.changed),
            left_out: count(done.left_out),
        });
        Ok(done)
    }

    async fn add_new(&self, new: &[(usize, &New)], by: &[Role]) -> Result<HashMap<usize, PersonId>> {
        let members: Vec<NewPerson> = new
            .iter()
            .map(|(_, one)| NewPerson {
                name: one.name.clone(),
                address: one.address.clone(),
                account: None,
                zone: one.zone.clone(),
                roles: one.roles.clone(),
            })
            .collect();
        let ids = self.add_members(&members, by).await?;
        Ok(new.iter().map(|(number, _)| *number).zip(ids).collect())
    }

    async fn change_known(&self, id: PersonId, version: i32, change: &Change, by: &[Role]) -> Result<()> {
        let said =
            PersonChange { name: change.name.clone(), zone: change.zone.clone(), ..PersonChange::default() };
        let speaks = said.name.is_some() || said.zone.is_some();
        if speaks {
            self.revise_person(id, version, said).await?;
        }
        match &change.roles {
            Some(roles) => self.set_roles(id, version + i32::from(speaks), roles, by).await,
            None => Ok(()),
        }
    }

    async fn draw_new_lines(
        &self,
        new: &[(usize, &New)],
        changes: &[(PersonId, i32, &Change)],
        ids: &HashMap<usize, PersonId>,
    ) -> Result<()> {
        let person = |who: Who| match who {
            Who::Known(id) => Some(id),
            Who::Row(number) => ids.get(&number).copied(),
        };
        let of_new = new.iter().filter_map(|(number, one)| Some((ids[number], person(one.manager?)?)));
        let of_known = changes.iter().filter_map(|(id, _, change)| Some((*id, person(change.manager?)?)));
        self.set_managers(&of_new.chain(of_known).collect::<Vec<_>>()).await
    }

    async fn imported_before(&self, key: Option<&Key>) -> Result<Option<Imported>> {
        let Some(key) = key else { return Ok(None) };
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql("select request, added, changed, same, left_out, invited from people_import where org_id = ")
            .push(" and person_id = ")
            .bind(me)
            .push(" and key = ")
            .bind(key.name());
        let rows = self.door.rows(sql).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if Answered::from_query_result(row, "")?.request != key.request() {
            return Err(Error::KeyReused);
        }
        Ok(Some(Imported::from_query_result(row, "")?))
    }

    async fn keep_import(&self, done: &Imported, key: Option<&Key>) -> Result<()> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql(
                "insert into people_import (org_id, id, person_id, key, request, added, changed, same, left_out, invited, \
                 at) values (",
            )
            .push(", ")
            .bind_all([self.store.new_id(), me])
            .push(", ")
            .bind(key.map(|key| key.name().to_owned()))
            .push(", ")
            .bind(key.map(Key::request).unwrap_or_default())
            .push(", ")
            .bind_all([done.added, done.changed, done.same, done.left_out, done.invited])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await.map(drop)
    }
}
