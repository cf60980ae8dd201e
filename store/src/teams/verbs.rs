//! What those who run an organisation do with its teams.

use crate::doors::OrgTx;
use crate::entity::person;
use crate::error::{Error, Result, unreadable};
use crate::find::Searched;
use crate::founding::is_taken;
use crate::idempotency::Key;
use crate::sql::Sql;
use domain::event::Event;
use domain::id::{PersonId, TeamId};
use domain::team::{Change, MOST_MEMBERS, MOST_TEAMS, Team, TeamRefused};
use domain::text::folded;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A team to be made.
#[derive(Clone, Debug)]
pub struct NewTeam {
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub lead: Option<PersonId>,
    /// Who belongs to it; whoever leads it does.
    pub members: BTreeSet<PersonId>,
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

fn invalid(field: &str, code: &'static str) -> Error {
    Error::Invalid { field: field.to_owned(), code }
}

impl OrgTx {
    /// Makes a team. The same request with the same key makes it once.
    ///
    /// # Errors
    /// [`Error::Invalid`] where its name is taken, there are too many, or somebody is nobody here.
    pub async fn create_team(&self, new: NewTeam, key: Option<&Key>) -> Result<TeamId> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(made) = self.team_made_before(me, key).await? {
            return Ok(made);
        }
        let count = self.sql("select count(*) as count from team where org_id = ");
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count >= MOST_TEAMS) {
            return Err(invalid("/name", "too_many"));
        }
        self.check_team_name(&new.name, None).await?;
        self.check_owner("/lead", new.lead).await?;
        let mut members = new.members;
        members.extend(new.lead);
        self.check_members(&members, &BTreeSet::new()).await?;
        let id = TeamId(self.store.new_id());
        let sql = self
            .sql(
                "insert into team (org_id, id, name, name_key, lead_id, made_by, made_key, made_request, version, \
                 created_at, updated_at) values (",
            )
            .push(", ")
            .bind_all::<sea_orm::Value>([
                id.0.into(),
                new.name.clone().into(),
                folded(&new.name).into(),
                new.lead.map(|lead| lead.0).into(),
                me.into(),
                key.map(|key| key.name().to_owned()).into(),
                key.map(|key| key.request().to_owned()).into(),
                1.into(),
                self.now().into(),
                self.now().into(),
            ])
            .push(")");
        self.unless_team_is_taken(sql).await?;
        let added: Vec<PersonId> = members.into_iter().collect();
        self.join_team(id, &added).await?;
        self.add_searched(&[Searched::new(id.0, "team", None, &new.name, &[])]).await?;
        self.record(Event::TeamCreated { team: id });
        if !added.is_empty() {
            self.record(Event::TeamMembersChanged { team: id, added, removed: Vec::new() });
        }
        Ok(id)
    }

    /// Changes a team, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`TeamRefused`], or those of [`Self::create_team`].
    pub async fn revise_team(&self, id: TeamId, version: i32, change: Change) -> Result<()> {
        let view = self.team(id).await?;
        let mut team = view.team();
        if let Some(name) = change.name.as_ref().filter(|name| **name != team.name) {
            self.check_team_name(name, Some(id)).await?;
        }
        if let Some(lead) = change.lead.filter(|lead| *lead != team.lead) {
            self.check_owner("/lead", lead).await?;
        }
        let before = team.members.clone();
        let events = team.revise(change)?;
        if events.is_empty() {
            return if view.row.version == version {
                Ok(())
            } else {
                Err(Error::Stale { current: view.row.version })
            };
        }
        self.check_members(&team.members, &before).await?;
        self.save_team(&team, version).await?;
        for event in events {
            if let Event::TeamMembersChanged { added, removed, .. } = &event {
                self.leave_team(id, removed).await?;
                self.join_team(id, added).await?;
            }
            self.record(event);
        }
        self.save_searched(id.0, &team.name, None).await
    }

    /// Takes a team out of use, or up again, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`TeamRefused`].
    pub async fn move_team(
        &self,
        id: TeamId,
        version: i32,
        verb: impl FnOnce(&mut Team) -> std::result::Result<Event, TeamRefused>,
    ) -> Result<()> {
        let mut team = self.team(id).await?.team();
        let event = verb(&mut team)?;
        self.save_team(&team, version).await?;
        self.record(event);
        Ok(())
    }

    async fn save_team(&self, team: &Team, version: i32) -> Result<()> {
        let sql = Sql::new("update team set name = ")
            .bind(team.name.clone())
            .push(", name_key = ")
            .bind(folded(&team.name))
            .push(", lead_id = ")
            .bind(team.lead.map(|lead| lead.0))
            .push(", archived_at = ")
            .bind(team.archived.then(|| self.now()))
            .push(", updated_at = ")
            .bind(self.now())
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(team.id.0)
            .push(" and version = ")
            .bind(version);
        if self.unless_team_is_taken(sql).await? == 1 {
            return Ok(());
        }
        Err(Error::Stale { current: self.team(team.id).await?.row.version })
    }

    async fn join_team(&self, team: TeamId, people: &[PersonId]) -> Result<()> {
        if people.is_empty() {
            return Ok(());
        }
        let mut sql = Sql::new("insert into team_member (org_id, id, team_id, person_id) values ");
        for (position, person) in people.iter().enumerate() {
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind_all([self.org(), self.store.new_id(), team.0, person.0])
                .push(")");
        }
        self.door.run(sql).await.map(drop)
    }

    async fn leave_team(&self, team: TeamId, people: &[PersonId]) -> Result<()> {
        if people.is_empty() {
            return Ok(());
        }
        let sql = self
            .sql("delete from team_member where org_id = ")
            .push(" and team_id = ")
            .bind(team.0)
            .push(" and person_id in (")
            .bind_all(people.iter().map(|person| person.0))
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// Whoever comes is of this organisation, and active; whoever was there before may have left it meanwhile.
    async fn check_members(&self, members: &BTreeSet<PersonId>, before: &BTreeSet<PersonId>) -> Result<()> {
        if members.len() > MOST_MEMBERS {
            return Err(invalid("/members", "too_many"));
        }
        let new: Vec<Uuid> = members.difference(before).map(|person| person.0).collect();
        if new.is_empty() {
            return Ok(());
        }
        let known: Vec<Uuid> = self
            .find::<person::Entity>()
            .filter(person::Column::Id.is_in(new.iter().copied()))
            .filter(person::Column::Active.eq(true))
            .select_only()
            .column(person::Column::Id)
            .into_tuple()
            .all(self.door.tx())
            .await?;
        if known.len() == new.len() { Ok(()) } else { Err(invalid("/members", "no_such_person")) }
    }

    async fn check_team_name(&self, name: &str, but: Option<TeamId>) -> Result<()> {
        let mut sql = self
            .sql("select count(*) as count from team where org_id = ")
            .push(" and name_key = ")
            .bind(folded(name));
        if let Some(but) = but {
            sql = sql.push(" and id <> ").bind(but.0);
        }
        let taken = self.door.one::<Count>(sql).await?.is_some_and(|row| row.count > 0);
        if taken { Err(invalid("/name", "taken")) } else { Ok(()) }
    }

    async fn team_made_before(&self, me: Uuid, key: Option<&Key>) -> Result<Option<TeamId>> {
        let Some(key) = key else { return Ok(None) };
        let sql = self
            .sql("select id, made_request from team where org_id = ")
            .push(" and made_by = ")
            .bind(me)
            .push(" and made_key = ")
            .bind(key.name().to_owned());
        match self.door.one::<Made>(sql).await? {
            None => Ok(None),
            Some(made) if made.made_request.as_deref() == Some(key.request()) => Ok(Some(TeamId(made.id))),
            Some(_) => Err(Error::KeyReused),
        }
    }

    /// What was looked for a moment ago came about meanwhile: whoever asks again is told what it is.
    async fn unless_team_is_taken(&self, sql: Sql) -> Result<u64> {
        self.door.run(sql).await.map_err(|error| match error {
            Error::Database(cause) if is_taken(&cause) => Error::Unavailable(cause),
            other => other,
        })
    }
}
