//! People brought in from a file: what each row would do, decided before anything is done.
//!
//! Pure: from the rows and what is known of the organisation follows each row's [`Fate`]. An address says who is meant.
//! An empty cell leaves what there is. The rules themselves are those of [`crate::person`] and [`crate::text`].

mod headings;
mod lines;

pub use headings::{Field, Headings, HeadingsRefused};

use crate::access::Role;
use crate::calendar;
use crate::id::PersonId;
use crate::person::{self, PersonRefused};
use crate::text::{Address, TextRefused, folded, name};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Somebody who is in the organisation already.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The work address.
    pub address: Address,
    /// The IANA zone.
    pub zone: String,
    /// Today's roles, each perhaps until a day.
    pub roles: Vec<(Role, Option<NaiveDate>)>,
    /// Whom they answer to.
    pub manager: Option<PersonId>,
    /// Whether they still belong to it.
    pub active: bool,
    /// The version.
    pub version: i32,
}

/// The organisation, as far as an import needs to know it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Everybody in it.
    pub people: Vec<Known>,
    /// Its zone, for whoever is new and says none.
    pub zone: String,
    /// The roles of whoever imports.
    pub by: Vec<Role>,
}

/// Somebody whom a row names as a manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Who {
    /// Somebody who is here.
    Known(PersonId),
    /// Somebody whom that row adds.
    Row(usize),
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub enum Fault {
    /// A text that cannot be.
    #[error("{0}")]
    Text(#[serde(skip)] TextRefused),
    /// Not a role.
    #[error("“{0}” is not a role: use Owner, Administrator, AIMS manager, Contributor, Auditor or Staff")]
    UnknownRole(String),
    /// Not a zone.
    #[error("is not a time zone, such as Europe/Berlin")]
    UnknownZone,
    /// The same address in another row.
    #[error("stands in row {0} as well; which one is right cannot be known")]
    Twice(usize),
    /// The address of somebody who left.
    #[error("belongs to somebody who has left; take them back first")]
    Left,
    /// No such manager.
    #[error("is neither the address of somebody here nor of somebody in this file")]
    UnknownManager,
    /// The row that would add the manager is wrong itself.
    #[error("is added by row {0}, in which something is wrong")]
    ManagerLeftOut(usize),
    /// People who would answer to themselves, by however many others.
    #[error("would make somebody answer to themselves")]
    Circle,
    /// A rule about people.
    #[error("{0}")]
    Refused(#[serde(skip)] PersonRefused),
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(why) => why.code(),
            Self::UnknownRole(_) => "unknown_role",
            Self::UnknownZone => "unknown_zone",
            Self::Twice(_) => "twice",
            Self::Left => "left",
            Self::UnknownManager => "unknown_manager",
            Self::ManagerLeftOut(_) => "manager_left_out",
            Self::Circle => "circle",
            Self::Refused(why) => why.code(),
        }
    }
}

/// Somebody to be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct New {
    /// The name.
    pub name: String,
    /// The work address.
    pub address: Address,
    /// The IANA zone.
    pub zone: String,
    /// The roles from today on.
    pub roles: Vec<Role>,
    /// Whom they answer to.
    pub manager: Option<Who>,
}

/// What becomes different of somebody; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The name.
    pub name: Option<String>,
    /// The IANA zone.
    pub zone: Option<String>,
    /// All roles from today on, each perhaps until a day.
    pub roles: Option<Vec<(Role, Option<NaiveDate>)>>,
    /// Whom they answer to.
    pub manager: Option<Who>,
}

/// One difference, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Of what.
    pub field: Field,
    /// Before; empty where there was nothing.
    pub before: String,
    /// After.
    pub after: String,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Fate {
    /// Adds somebody.
    Added(New),
    /// Changes somebody over this version.
    Changed(PersonId, i32, Change, Vec<Difference>),
    /// Says what is so already.
    Same(PersonId),
    /// Nothing: this is wrong with it.
    Wrong(Vec<(Field, Fault)>),
}

/// A row and its fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// Its number in the file.
    pub number: usize,
    /// The name that stands in it.
    pub name: String,
    /// The address that stands in it.
    pub address: String,
    /// What it would do.
    pub fate: Fate,
}

/// Decides the fate of each row.
#[must_use]
pub fn plan<'a>(
    headings: &Headings,
    rows: impl IntoIterator<Item = (usize, &'a [String])>,
    facts: &Facts,
) -> Vec<Planned> {
    let rows: Vec<Cells<'_>> =
        rows.into_iter().map(|(number, cells)| Cells { number, cells, headings }).collect();
    let reading = Reading::new(&rows, facts);
    let mut losing = BTreeSet::new();
    let mut planned: Vec<Planned> = rows
        .iter()
        .map(|row| Planned {
            number: row.number,
            name: row.of(Field::Name).to_owned(),
            address: row.of(Field::Address).to_owned(),
            fate: reading.fate(row, &mut losing).unwrap_or_else(Fate::Wrong),
        })
        .collect();
    lines::settle(&mut planned, facts);
    planned
}

/// One row by its headings.
struct Cells<'a> {
    number: usize,
    cells: &'a [String],
    headings: &'a Headings,
}

impl Cells<'_> {
    fn of(&self, field: Field) -> &str {
        self.headings.column(field).and_then(|column| self.cells.get(column)).map_or("", String::as_str)
    }

    fn key(&self) -> String {
        folded(self.of(Field::Address))
    }
}

struct Reading<'a> {
    facts: &'a Facts,
    known: HashMap<String, &'a Known>,
    /// Where each address of the file stands.
    numbers: HashMap<String, Vec<usize>>,
    names: HashMap<PersonId, &'a str>,
    owners: usize,
}

type Faults = Vec<(Field, Fault)>;

impl<'a> Reading<'a> {
    fn new(rows: &[Cells<'_>], facts: &'a Facts) -> Self {
        let mut numbers: HashMap<String, Vec<usize>> = HashMap::new();
        for row in rows.iter().filter(|row| !row.key().is_empty()) {
            numbers.entry(row.key()).or_default().push(row.number);
        }
        let owns = |one: &&Known| one.active && one.roles.iter().any(|(role, _)| *role == Role::Owner);
        Self {
            facts,
            known: facts.people.iter().map(|one| (one.address.key(), one)).collect(),
            numbers,
            names: facts.people.iter().map(|one| (one.id, one.name.as_str())).collect(),
            owners: facts.people.iter().filter(owns).count(),
        }
    }

    /// What the row would do on its own; whether its manager comes in at all is settled afterwards.
    fn fate(&self, row: &Cells<'_>, losing: &mut BTreeSet<PersonId>) -> Result<Fate, Faults> {
        let mut faults = Faults::new();
        let name = taken(&mut faults, Field::Name, name(row.of(Field::Name), 120).map_err(Fault::Text));
        let address = taken(&mut faults, Field::Address, self.address(row));
        let zone = taken(&mut faults, Field::Zone, zone(row.of(Field::Zone))).flatten();
        let roles = taken(&mut faults, Field::Roles, roles(row.of(Field::Roles))).flatten();
        let manager = taken(&mut faults, Field::Manager, self.manager(row)).flatten();
        let known = self.known.get(&row.key()).copied();
        if known.is_some_and(|known| !known.active) {
            faults.push((Field::Address, Fault::Left));
        }
        if let (Some(roles), true) = (&roles, faults.is_empty())
            && let Err(why) = self.may_have(known, roles, losing)
        {
            faults.push((Field::Roles, Fault::Refused(why)));
        }
        match (name, address) {
            (Some(name), Some(address)) if faults.is_empty() => Ok(match known {
                Some(known) => self.change(known, &name, zone, roles, manager),
                None => Fate::Added(New {
                    name,
                    address,
                    zone: zone.unwrap_or_else(|| self.facts.zone.clone()),
                    roles: roles.unwrap_or_default(),
                    manager,
                }),
            }),
            _ => Err(faults),
        }
    }

    fn address(&self, row: &Cells<'_>) -> Result<Address, Fault> {
        let address = Address::parse(row.of(Field::Address)).map_err(Fault::Text)?;
        let others = self.numbers.get(&row.key()).into_iter().flatten();
        match others.into_iter().find(|number| **number != row.number) {
            Some(other) => Err(Fault::Twice(*other)),
            None => Ok(address),
        }
    }

    fn manager(&self, row: &Cells<'_>) -> Result<Option<Who>, Fault> {
        let key = folded(row.of(Field::Manager));
        if key.is_empty() {
            return Ok(None);
        }
        if key == row.key() {
            return Err(Fault::Circle);
        }
        match (self.known.get(&key), self.numbers.get(&key)) {
            (Some(known), _) if known.active => Ok(Some(Who::Known(known.id))),
            (None, Some(numbers)) => Ok(numbers.first().copied().map(Who::Row)),
            _ => Err(Fault::UnknownManager),
        }
    }

    /// Whether whoever imports may give these roles, while those who lose their ownership by earlier rows lose it.
    fn may_have(
        &self,
        known: Option<&Known>,
        roles: &[Role],
        losing: &mut BTreeSet<PersonId>,
    ) -> Result<(), PersonRefused> {
        let before: Vec<Role> = known.into_iter().flat_map(|one| &one.roles).map(|(role, _)| *role).collect();
        if same(&before, roles) {
            return Ok(());
        }
        let owns = before.contains(&Role::Owner);
        let others = self.owners.saturating_sub(usize::from(owns) + losing.len());
        person::change_roles(&self.facts.by, &before, roles, if known.is_some() { others } else { 1 })?;
        if let Some(known) = known.filter(|_| owns && !roles.contains(&Role::Owner)) {
            losing.insert(known.id);
        }
        Ok(())
    }

    fn change(
        &self,
        known: &Known,
        name: &str,
        zone: Option<String>,
        roles: Option<Vec<Role>>,
        manager: Option<Who>,
    ) -> Fate {
        let held: Vec<Role> = known.roles.iter().map(|(role, _)| *role).collect();
        let until = |role: Role| known.roles.iter().find(|one| one.0 == role).and_then(|one| one.1);
        let change = Change {
            name: Some(name.to_owned()).filter(|name| *name != known.name),
            zone: zone.filter(|zone| *zone != known.zone),
            roles: roles
                .filter(|roles| !same(&held, roles))
                .map(|roles| roles.into_iter().map(|role| (role, until(role))).collect()),
            manager: manager.filter(|manager| known.manager.map(Who::Known) != Some(*manager)),
        };
        if change == Change::default() {
            return Fate::Same(known.id);
        }
        let differences = self.differences(known, &change);
        Fate::Changed(known.id, known.version, change, differences)
    }

    fn differences(&self, known: &Known, change: &Change) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut add = |field, before: String, after: Option<String>| {
            found.extend(after.map(|after| Difference { field, before, after }));
        };
        let called = |id: PersonId| self.names.get(&id).copied().unwrap_or_default().to_owned();
        add(Field::Name, known.name.clone(), change.name.clone());
        add(Field::Zone, known.zone.clone(), change.zone.clone());
        add(Field::Roles, labels(&known.roles), change.roles.as_deref().map(labels));
        let manager = change.manager.map(|who| match who {
            Who::Known(id) => called(id),
            Who::Row(number) => format!("row {number}"),
        });
        add(Field::Manager, known.manager.map(called).unwrap_or_default(), manager);
        found
    }
}

fn labels(roles: &[(Role, Option<NaiveDate>)]) -> String {
    roles.iter().map(|(role, _)| role.label()).collect::<Vec<_>>().join(", ")
}

fn same(some: &[Role], others: &[Role]) -> bool {
    some.iter().collect::<BTreeSet<_>>() == others.iter().collect::<BTreeSet<_>>()
}

fn taken<T>(faults: &mut Faults, field: Field, value: Result<T, Fault>) -> Option<T> {
    value.map_err(|fault| faults.push((field, fault))).ok()
}

fn zone(text: &str) -> Result<Option<String>, Fault> {
    match text {
        "" => Ok(None),
        text if calendar::zone(text).is_some() => Ok(Some(text.to_owned())),
        _ => Err(Fault::UnknownZone),
    }
}

/// Roles by name or by what they are called, separated by commas or semicolons.
fn roles(text: &str) -> Result<Option<Vec<Role>>, Fault> {
    let mut roles = Vec::new();
    for word in text.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let key = folded(word);
        let found = Role::ALL.iter().find(|role| key == role.name() || key == folded(role.label()));
        let role = *found.ok_or_else(|| Fault::UnknownRole(word.to_owned()))?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Ok((!roles.is_empty()).then_some(roles))
}

#[cfg(test)]
#[path = "people_import_tests.rs"]
mod tests;
