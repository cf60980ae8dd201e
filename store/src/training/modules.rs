//! Modules, as they are shown.

use super::completion::Completion;
use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::Shared;
use domain::clock::Instant;
use domain::id::{ModuleId, PersonId, SubjectId};
use domain::training::{Audience, Module, Proof, Rhythm, Rule};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The most modules of one organisation, those that were put aside among them.
pub(super) const MOST_MODULES: i64 = 200;

/// A module as it is kept.
#[derive(Clone, Debug)]
pub struct ModuleView {
    /// The module of the domain.
    pub module: Module,
    /// Its reference, such as `TRN-1`.
    pub reference: String,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// Its version as a thing that is changed; not that of its text.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was put aside.
    pub archived_at: Option<Instant>,
    /// How far those who are asked have come.
    pub completion: Completion,
}

/// What is kept of a module beside its title and owner.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) catalogue: Option<String>,
    pub(super) audience: Audience,
    pub(super) rhythm: Rhythm,
    pub(super) proof: Proof,
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    record: serde_json::Value,
    current: Option<i32>,
    version: i32,
    updated_at: Instant,
    archived_at: Option<Instant>,
}

const SELECT: &str = "select t.id, s.reference, s.title, s.owner_id, o.name as owner_name, t.record, t.current, s.version, \
    s.updated_at, s.archived_at from module t join subject s on s.org_id = t.org_id and s.id = t.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id where t.org_id = ";

/// The module of a row that has these columns.
pub(super) fn module(
    id: Uuid,
    title: String,
    owner: Option<Uuid>,
    record: serde_json::Value,
    current: Option<i32>,
) -> Result<Module> {
    let Record { catalogue, audience, rhythm, proof } =
        serde_json::from_value(record).map_err(|_| unreadable("record of a module"))?;
    let current = current.map(u32::try_from).transpose().map_err(|_| unreadable("version of a module"))?;
    Ok(Module {
        id: SubjectId(id),
        title,
        owner: owner.map(PersonId),
        catalogue,
        audience,
        rhythm,
        proof,
        current,
    })
}

fn view(row: Row, completion: Completion) -> Result<ModuleView> {
    Ok(ModuleView {
        owner: Owner::of(row.owner_id, row.owner_name),
        module: module(row.id, row.title, row.owner_id, row.record, row.current)?,
        reference: row.reference.unwrap_or_default(),
        version: row.version,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
        completion,
    })
}

pub(super) fn record_of(module: &Module) -> Result<serde_json::Value> {
    let Module { catalogue, audience, rhythm, proof, .. } = module.clone();
    serde_json::to_value(Record { catalogue, audience, rhythm, proof })
        .map_err(|_| unreadable("record of a module"))
}

pub(super) fn shared(module: &Module, aside: bool) -> Shared<'_> {
    Shared {
        id: module.id,
        kind: "module",
        reference: None,
        reference_key: None,
        title: &module.title,
        state: module.state(aside).name(),
        owner: module.owner,
        due: None,
        text: None,
    }
}

impl OrgRead {
    /// The modules of the organisation by their titles, those put aside last, each with how far people have come today.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn modules(&self) -> Result<Vec<ModuleView>> {
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" order by (s.archived_at is not null), s.title_key, t.id limit ")
            .bind(MOST_MODULES);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let mut counted: HashMap<Uuid, Completion> = self.completions(None).await?;
        rows.into_iter()
            .map(|row| {
                let completion = counted.remove(&row.id).unwrap_or_default();
                view(row, completion)
            })
            .collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn module(&self, id: ModuleId) -> Result<ModuleView> {
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.id = ").bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let completion = self.completions(Some(id)).await?.remove(&id.0).unwrap_or_default();
        view(row, completion)
    }
}

impl OrgRead {
    /// What the people and teams of some audiences are called.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn audience_names<'a>(
        &self,
        audiences: impl IntoIterator<Item = &'a Audience>,
    ) -> Result<HashMap<Uuid, String>> {
        let (mut people, mut teams) = (Vec::new(), Vec::new());
        for audience in audiences {
            people.extend(audience.without.iter().map(|person| person.0));
            for rule in &audience.rules {
                match rule {
                    Rule::Person(person) | Rule::AnswersTo(person) => people.push(person.0),
                    Rule::Team(team) => teams.push(team.0),
                    Rule::Everybody | Rule::Role(_) | Rule::NewWithin(_) | Rule::OwnsSystem => {}
                }
            }
        }
        let mut names = HashMap::new();
        if !people.is_empty() {
            names.extend(self.names_of_people(people).await?.into_iter().map(|one| (one.id, one.name)));
        }
        if !teams.is_empty() {
            let sql = self.sql("select id, name from team where org_id = ").push(" and id in (");
            let rows: Vec<Named> = self.door.all(sql.bind_all(teams).push(")")).await?;
            names.extend(rows.into_iter().map(|row| (row.id, row.name)));
        }
        Ok(names)
    }

    /// Whether everybody and every team that an audience names is of this organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `/audience`.
    pub(super) async fn check_audience(&self, audience: &Audience) -> Result<()> {
        let named = |rule: &&Rule| matches!(rule, Rule::Person(_) | Rule::AnswersTo(_) | Rule::Team(_));
        let ids = |rule: &Rule| match rule {
            Rule::Person(person) | Rule::AnswersTo(person) => person.0,
            Rule::Team(team) => team.0,
            _ => Uuid::nil(),
        };
        let mut wanted: BTreeSet<Uuid> = audience.rules.iter().filter(named).map(ids).collect();
        wanted.extend(audience.without.iter().map(|person| person.0));
        let known = self.audience_names([audience]).await?;
        if wanted.iter().all(|id| known.contains_key(id)) {
            return Ok(());
        }
        Err(Error::Invalid { field: "/audience".to_owned(), code: "unknown" })
    }
}
