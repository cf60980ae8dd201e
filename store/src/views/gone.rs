//! What a view names and is no more: a person who left, a column that the list no longer has. The view opens all the same,
//! and says so.

use super::{Query, SavedView, named, understood};
use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::listing::Kind;
use sea_orm::FromQueryResult;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Something that a view names and is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The part of the view, such as `owner` or `columns`.
    pub part: String,
    /// What stands there: a person's name, or the word itself.
    pub value: String,
    /// A stable code: `person_left`, `no_such_person`, `unknown`.
    pub why: &'static str,
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
    active: bool,
}

/// The persons that a view filters by, each with the part that names it.
fn persons(list: &str, query: &Query) -> Vec<(&'static str, Uuid)> {
    let Ok(on) = named(list) else { return Vec::new() };
    let columns = on.list.columns.iter().filter(|column| column.filter && column.kind == Kind::Person);
    let named = columns.filter_map(|column| Some((column.name, query.get(column.name)?)));
    named.filter_map(|(part, value)| Some((part, Uuid::parse_str(value).ok()?))).collect()
}

fn words(org: &OrgRead, view: &SavedView) -> Vec<Gone> {
    let Ok(on) = named(&view.list) else { return Vec::new() };
    let gone =
        |part: &str, value: &str| Gone { part: part.to_owned(), value: value.to_owned(), why: "unknown" };
    let mut found = Vec::new();
    for (part, value) in &view.query {
        if part == "columns" {
            let missing = value.split(',').filter(|name| !on.shows.contains(name));
            found.extend(missing.map(|name| gone(part, name)));
        } else if understood(org, on, part, value).is_err() {
            found.push(gone(part, value));
        }
    }
    found
}

impl OrgRead {
    /// Notes of each view what of it is no more: one statement, however many views there are.
    pub(super) async fn mark_gone(&self, views: &mut [SavedView]) -> Result<()> {
        let ids = views.iter().flat_map(|view| persons(&view.list, &view.query)).map(|(_, id)| id).collect();
        let people = self.people_named(ids).await?;
        for view in views {
            let mut gone = words(self, view);
            for (part, id) in persons(&view.list, &view.query) {
                let (value, why) = match people.get(&id) {
                    Some(person) if person.active => continue,
                    Some(person) => (person.name.clone(), "person_left"),
                    None => (id.to_string(), "no_such_person"),
                };
                gone.push(Gone { part: part.to_owned(), value, why });
            }
            view.gone = gone;
        }
        Ok(())
    }

    async fn people_named(&self, ids: BTreeSet<Uuid>) -> Result<HashMap<Uuid, Named>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = self
            .sql("select id, name, active from person where org_id = ")
            .push(" and id in (")
            .bind_all(ids)
            .push(")");
        let found: Vec<Named> = self.door.all(sql).await?;
        Ok(found.into_iter().map(|person| (person.id, person)).collect())
    }

    /// A view that is saved now names nobody who does not belong here.
    pub(super) async fn know_people(&self, list: &str, query: &Query) -> Result<()> {
        let named = persons(list, query);
        let known = self.people_named(named.iter().map(|(_, id)| *id).collect()).await?;
        match named.iter().find(|(_, id)| !known.contains_key(id)) {
            Some((part, _)) => {
                Err(Error::Invalid { field: format!("/query/{part}"), code: "no_such_person" })
            }
            None => Ok(()),
        }
    }
}
