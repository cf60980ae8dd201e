//! Lists as people like to see them: filter, sort, columns and density under a name, for oneself or for everybody who
//! may read the list. They say how somebody looks, not what the organisation decided, so they leave no trail.
//!
//! To let another list have views, add its line to [`LISTS`].

mod gone;
mod verbs;

pub use gone::Gone;
pub use verbs::{NewView, ViewChange};

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::listing::{self, List};
use crate::people::Owner;
use crate::sql::Sql;
use domain::access::Action;
use domain::clock::Instant;
use domain::id::ViewId;
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a view remembers, parameter by parameter, as it stands in the list's address.
pub(crate) type Query = BTreeMap<String, String>;

/// A list that can have views: what it is, who reads it, and which columns its rows can show.
pub(crate) struct Viewable {
    pub(crate) list: List,
    pub(crate) read: Action,
    pub(crate) shows: &'static [&'static str],
}

pub(crate) const LISTS: [Viewable; 4] = [
    Viewable {
        list: crate::tasks::LIST,
        read: Action::ReadTasks,
        shows: &[
            "reference",
            "title",
            "state",
            "owner",
            "due",
            "priority",
            "control",
            "checklist",
            "reviewer",
            "updated",
        ],
    },
    Viewable {
        list: crate::controls::LIST,
        read: Action::ReadControls,
        shows: &["reference", "title", "status", "owner", "due", "tasks", "area"],
    },
    Viewable {
        list: crate::people::LIST,
        read: Action::ReadPeople,
        shows: &["name", "address", "roles", "account", "manager", "zone"],
    },
    Viewable {
        list: crate::evidence::LIST,
        read: Action::ReadEvidence,
        shows: &["reference", "title", "state", "valid_until", "owner", "file", "links", "updated"],
    },
];

/// The lists that can have views, each with the permission that reads it.
pub fn viewable() -> impl Iterator<Item = (&'static str, Action)> {
    LISTS.iter().map(|one| (one.list.noun, one.read))
}

pub(crate) fn named(noun: &str) -> Result<&'static Viewable> {
    static KNOWN: [Viewable; 4] = LISTS;
    let found = KNOWN.iter().find(|one| one.list.noun == noun);
    found.ok_or(Error::Invalid { field: "list".to_owned(), code: "unknown" })
}

/// A view.
#[derive(Clone, Debug)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// The list, as in the URL.
    pub list: String,
    /// What its owner calls it.
    pub name: String,
    /// The list's search: filter, sort, columns, density.
    pub query: BTreeMap<String, String>,
    /// Whether everybody who may read the list sees it.
    pub shared: bool,
    /// Whose it is.
    pub owner: Owner,
    /// Whether it is the caller's.
    pub mine: bool,
    /// Whether the caller's list opens with it.
    pub default: bool,
    /// What it names and is no more.
    pub gone: Vec<Gone>,
    /// Its version.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    list: String,
    name: String,
    query: serde_json::Value,
    shared: bool,
    owner_id: Uuid,
    owner_name: String,
    default_id: Option<Uuid>,
    version: i32,
    updated_at: Instant,
}

impl OrgRead {
    /// Those of these lists' views that the caller may open: the caller's own, and what others share.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn views(&self, lists: &[&str]) -> Result<Vec<SavedView>> {
        if lists.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self.visible(lists)?.push(" order by t.list, t.name_key, t.id limit 1000");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let me = self.me()?;
        let mut views = rows.into_iter().map(|row| view(row, me)).collect::<Result<Vec<_>>>()?;
        self.mark_gone(&mut views).await?;
        Ok(views)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or the caller may not open it.
    pub async fn view(&self, id: ViewId, lists: &[&str]) -> Result<SavedView> {
        let sql = self.visible(lists)?.push(" and t.id = ").bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let mut views = [view(row, self.me()?)?];
        self.mark_gone(&mut views).await?;
        let [view] = views;
        Ok(view)
    }

    pub(crate) fn me(&self) -> Result<Uuid> {
        self.tenancy.actor().person().ok_or(unreadable("actor"))
    }

    fn visible(&self, lists: &[&str]) -> Result<Sql> {
        let me = self.me()?;
        let sql = Sql::new(
            "select t.id, t.list, t.name, t.query, t.shared, t.version, t.updated_at, p.id as owner_id, \
             p.name as owner_name, d.id as default_id from saved_view t \
             join person p on p.org_id = t.org_id and p.id = t.person_id \
             left join view_default d on d.org_id = t.org_id and d.view_id = t.id and d.person_id = ",
        )
        .bind(me)
        .push(" where t.org_id = ")
        .bind(self.org())
        .push(" and (t.shared or t.person_id = ")
        .bind(me)
        .push(") and t.list in (")
        .bind_all(lists.iter().map(|list| (*list).to_owned()))
        .push(")");
        Ok(sql)
    }
}

fn view(row: Row, me: Uuid) -> Result<SavedView> {
    Ok(SavedView {
        id: ViewId(row.id),
        list: row.list,
        name: row.name,
        query: serde_json::from_value(row.query).map_err(|_| unreadable("view"))?,
        shared: row.shared,
        mine: row.owner_id == me,
        owner: Owner { id: row.owner_id, name: row.owner_name },
        default: row.default_id.is_some(),
        gone: Vec::new(),
        version: row.version,
        updated_at: row.updated_at,
    })
}

/// Whether the list understands this of a view today.
pub(crate) fn understood(org: &OrgRead, on: &Viewable, name: &str, value: &str) -> Result<()> {
    let unknown = || Error::Invalid { field: format!("/query/{name}"), code: "unknown" };
    match name {
        "columns" => value.split(',').all(|one| on.shows.contains(&one)).then_some(()).ok_or_else(unknown),
        // The other shape of a list that has one.
        "as" => (on.list.noun == "tasks" && value == "board").then_some(()).ok_or_else(unknown),
        "density" => ["compact", "comfortable"].contains(&value).then_some(()).ok_or_else(unknown),
        // A view is of the whole list, not of one of its pages.
        "limit" | "cursor" => Err(unknown()),
        _ => listing::check(org, &on.list, name, value).map_err(|error| match error {
            Error::Invalid { code, .. } => Error::Invalid { field: format!("/query/{name}"), code },
            other => other,
        }),
    }
}
