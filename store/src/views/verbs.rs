//! What people do with views.

use super::{Query, SavedView, named, understood};
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result};
use crate::founding::is_taken;
use crate::idempotency::Key;
use crate::sql::Sql;
use domain::id::ViewId;
use domain::text::folded;
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most views of one list, of one person and shared by all.
const MOST_OWN: i64 = 50;
const MOST_SHARED: i64 = 100;
/// The most that a view remembers: parameters, and characters of each.
const MOST_PARTS: usize = 20;
const LONGEST: usize = 500;

/// A view to be saved.
#[derive(Clone, Debug)]
pub struct NewView {
    /// The list, as in the URL.
    pub list: String,
    /// What it is called.
    pub name: String,
    /// The list's search.
    pub query: BTreeMap<String, String>,
    /// Whether everybody who may read the list sees it.
    pub shared: bool,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ViewChange {
    /// Another name.
    pub name: Option<String>,
    /// Another search.
    pub query: Option<BTreeMap<String, String>>,
    /// Whether everybody who may read the list sees it.
    pub shared: Option<bool>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Made {
    id: Uuid,
    made_request: Option<String>,
}

impl OrgTx {
    /// Saves a view of the caller's. The same request with the same key saves it once.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the list does not understand it, its name is taken or there are too many.
    pub async fn save_view(&self, new: NewView, key: Option<&Key>) -> Result<ViewId> {
        let me = self.me()?;
        if let Some(made) = self.made_before(me, key).await? {
            return Ok(made);
        }
        self.check_view(&new.list, &new.query).await?;
        self.check_name(me, &new.list, &new.name, None).await?;
        let own = self.views_of(&new.list).push(" and person_id = ").bind(me);
        self.at_most(own, MOST_OWN - 1, "too_many").await?;
        if new.shared {
            self.check_room(&new.list).await?;
        }
        let id = ViewId(self.store.new_id());
        let sql = self
            .sql(
                "insert into saved_view (org_id, id, list, person_id, name, name_key, query, shared, made_key, \
                 made_request, version, created_at, updated_at) values (",
            )
            .push(", ")
            .bind_all::<sea_orm::Value>([
                id.0.into(),
                new.list.into(),
                me.into(),
                new.name.clone().into(),
                folded(&new.name).into(),
                json!(new.query).into(),
                new.shared.into(),
                key.map(|key| key.key.clone()).into(),
                key.map(|key| key.request.clone()).into(),
                1.into(),
                self.now().into(),
                self.now().into(),
            ])
            .push(")");
        self.unless_taken(sql).await?;
        Ok(id)
    }

    /// Changes a view: its owner does, and where it is shared, whoever may share (`shares`).
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`], or that it is somebody else's.
    pub async fn revise_view(
        &self,
        id: ViewId,
        version: i32,
        change: ViewChange,
        lists: &[&str],
        shares: bool,
    ) -> Result<()> {
        let before = self.changeable_view(id, lists, shares).await?;
        let name = change.name.unwrap_or_else(|| before.name.clone());
        let query = match change.query {
            Some(query) => {
                self.check_view(&before.list, &query).await?;
                query
            }
            // What was understood once and is no more may stay: a new name is no reason to lose it.
            None => before.query.clone(),
        };
        let shared = change.shared.unwrap_or(before.shared);
        self.check_name(before.owner.id, &before.list, &name, Some(id)).await?;
        if shared && !before.shared {
            self.check_room(&before.list).await?;
        }
        let sql = Sql::new("update saved_view set name = ")
            .bind(name.clone())
            .push(", name_key = ")
            .bind(folded(&name))
            .push(", query = ")
            .bind(json!(query))
            .push(", shared = ")
            .bind(shared)
            .push(", updated_at = ")
            .bind(self.now())
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and version = ")
            .bind(version);
        if self.unless_taken(sql).await? == 0 {
            return Err(Error::Stale { current: before.version });
        }
        if before.shared && !shared {
            self.forget_default(id, Some(before.owner.id)).await?;
        }
        Ok(())
    }

    /// Removes a view, for everybody.
    ///
    /// # Errors
    /// Those of [`Self::revise_view`].
    pub async fn remove_view(&self, id: ViewId, version: i32, lists: &[&str], shares: bool) -> Result<()> {
        let before = self.changeable_view(id, lists, shares).await?;
        if before.version != version {
            return Err(Error::Stale { current: before.version });
        }
        self.forget_default(id, None).await?;
        let sql = self.sql("delete from saved_view where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Lets the caller's list open with this view, or no longer with it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller may not open it.
    pub async fn open_with(&self, id: ViewId, lists: &[&str], opens: bool) -> Result<()> {
        let view = self.view(id, lists).await?;
        let mut sql = self
            .sql("delete from view_default where org_id = ")
            .push(" and person_id = ")
            .bind(self.me()?)
            .push(" and list = ")
            .bind(view.list.clone());
        if !opens {
            sql = sql.push(" and view_id = ").bind(id.0);
        }
        self.door.run(sql).await?;
        if !opens {
            return Ok(());
        }
        let sql = self
            .sql("insert into view_default (org_id, id, person_id, list, view_id) values (")
            .push(", ")
            .bind_all::<sea_orm::Value>([
                self.store.new_id().into(),
                self.me()?.into(),
                view.list.into(),
                id.0.into(),
            ])
            .push(")");
        self.unless_taken(sql).await.map(drop)
    }

    async fn changeable_view(&self, id: ViewId, lists: &[&str], shares: bool) -> Result<SavedView> {
        let view = self.view(id, lists).await?;
        if view.mine || shares { Ok(view) } else { Err(Refused::NotYourView.into()) }
    }

    async fn made_before(&self, me: Uuid, key: Option<&Key>) -> Result<Option<ViewId>> {
        let Some(key) = key else { return Ok(None) };
        let sql = self
            .sql("select id, made_request from saved_view where org_id = ")
            .push(" and person_id = ")
            .bind(me)
            .push(" and made_key = ")
            .bind(key.key.clone());
        match self.door.one::<Made>(sql).await? {
            None => Ok(None),
            Some(made) if made.made_request.as_ref() == Some(&key.request) => Ok(Some(ViewId(made.id))),
            Some(_) => Err(Error::KeyReused),
        }
    }

    async fn check_view(&self, list: &str, query: &Query) -> Result<()> {
        let on = named(list)?;
        if query.len() > MOST_PARTS {
            return Err(Error::Invalid { field: "/query".to_owned(), code: "too_long" });
        }
        for (name, value) in query {
            if value.chars().count() > LONGEST {
                return Err(Error::Invalid { field: format!("/query/{name}"), code: "too_long" });
            }
            understood(self, on, name, value)?;
        }
        self.know_people(list, query).await
    }

    async fn check_name(&self, owner: Uuid, list: &str, name: &str, but: Option<ViewId>) -> Result<()> {
        let mut sql = self.views_of(list).push(" and person_id = ").bind(owner);
        sql = sql.push(" and name_key = ").bind(folded(name));
        if let Some(but) = but {
            sql = sql.push(" and id <> ").bind(but.0);
        }
        self.at_most(sql, 0, "taken").await
    }

    async fn check_room(&self, list: &str) -> Result<()> {
        self.at_most(self.views_of(list).push(" and shared"), MOST_SHARED - 1, "too_many").await
    }

    fn views_of(&self, list: &str) -> Sql {
        self.sql("select count(*) as count from saved_view where org_id = ").push(" and list = ").bind(list)
    }

    async fn at_most(&self, sql: Sql, most: i64, code: &'static str) -> Result<()> {
        let found = self.door.one::<Count>(sql).await?.map_or(0, |row| row.count);
        if found > most { Err(Error::Invalid { field: "/name".to_owned(), code }) } else { Ok(()) }
    }

    async fn forget_default(&self, id: ViewId, but: Option<Uuid>) -> Result<()> {
        let mut sql = self.sql("delete from view_default where org_id = ").push(" and view_id = ").bind(id.0);
        if let Some(but) = but {
            sql = sql.push(" and person_id <> ").bind(but);
        }
        self.door.run(sql).await.map(drop)
    }

    /// What was looked for a moment ago came about meanwhile: whoever asks again is told what it is.
    pub(crate) async fn unless_taken(&self, sql: Sql) -> Result<u64> {
        self.door.run(sql).await.map_err(|error| match error {
            Error::Database(cause) if is_taken(&cause) => Error::Unavailable(cause),
            other => other,
        })
    }
}
