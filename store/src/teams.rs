//! Teams: their rows and views. What is done with them is in `teams/verbs.rs`.

mod verbs;

pub use verbs::NewTeam;

use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use domain::clock::Instant;
use domain::id::{PersonId, TeamId};
use domain::team::Team;
use sea_orm::FromQueryResult;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A team by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRef {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A team in a list.
#[derive(Clone, Debug)]
pub struct TeamRow {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub lead: Option<Owner>,
    /// How many active people belong to it.
    pub size: i64,
    /// Whether it is no longer in use.
    pub archived: bool,
    /// Its version.
    pub version: i32,
}

/// Somebody of a team.
#[derive(Clone, Debug, FromQueryResult)]
pub struct MemberRow {
    /// Who.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// Whether the person still belongs to the organisation.
    pub active: bool,
}

/// A team with its people.
#[derive(Clone, Debug)]
pub struct TeamView {
    /// The row.
    pub row: TeamRow,
    /// Its people, by name.
    pub members: Vec<MemberRow>,
    /// When it was made.
    pub created_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    lead_id: Option<Uuid>,
    lead_name: Option<String>,
    size: i64,
    archived_at: Option<Instant>,
    version: i32,
    created_at: Instant,
}

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
        name: "lead",
        heading: "Lead",
        sql: "t.lead_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "archived",
        heading: "Archived",
        sql: "(t.archived_at is not null)",
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
];

pub(crate) const LIST: List = List {
    noun: "teams",
    select: "t.id, t.name, t.lead_id, l.name as lead_name, t.archived_at, t.version, t.created_at, (select count(*) \
        from team_member m join person p on p.org_id = m.org_id and p.id = m.person_id where m.org_id = t.org_id \
        and m.team_id = t.id and p.active) as size",
    from: "team t left join person l on l.org_id = t.org_id and l.id = t.lead_id",
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["t.name_key"],
    default_sort: "name",
};

fn row(row: Row) -> TeamRow {
    TeamRow {
        id: row.id,
        name: row.name,
        lead: Owner::of(row.lead_id, row.lead_name),
        size: row.size,
        archived: row.archived_at.is_some(),
        version: row.version,
    }
}

impl OrgRead {
    /// The teams of the organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn teams(&self, query: &ListQuery) -> Result<Page<TeamRow>> {
        Ok(listing::page(self, &LIST, query, Ok).await?.map(row))
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn team(&self, id: TeamId) -> Result<TeamView> {
        let sql = self
            .sql(&format!("select {} from {} where t.org_id = ", LIST.select, LIST.from))
            .push(" and t.id = ")
            .bind(id.0);
        let found: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sql = self
            .sql(
                "select p.id, p.name, p.active from team_member t join person p on p.org_id = t.org_id \
                 and p.id = t.person_id where t.org_id = ",
            )
            .push(" and t.team_id = ")
            .bind(id.0)
            .push(" order by p.name_key, p.id");
        let members = self.door.all(sql).await?;
        Ok(TeamView { created_at: found.created_at, row: row(found), members })
    }

    /// The teams in use that each of these people belongs to, by name.
    pub(crate) async fn teams_of(
        &self,
        people: impl IntoIterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, Vec<TeamRef>>> {
        #[derive(FromQueryResult)]
        struct Belongs {
            person_id: Uuid,
            id: Uuid,
            name: String,
        }
        let people: HashSet<Uuid> = people.into_iter().collect();
        let mut teams: HashMap<Uuid, Vec<TeamRef>> = HashMap::new();
        if people.is_empty() {
            return Ok(teams);
        }
        let sql = self
            .sql(
                "select m.person_id, g.id, g.name from team_member m join team g on g.org_id = m.org_id \
                 and g.id = m.team_id where g.archived_at is null and m.org_id = ",
            )
            .push(" and m.person_id in (")
            .bind_all(people)
            .push(") order by g.name_key");
        for one in self.door.all::<Belongs>(sql).await? {
            teams.entry(one.person_id).or_default().push(TeamRef { id: one.id, name: one.name });
        }
        Ok(teams)
    }
}

impl TeamView {
    /// The team of the domain.
    fn team(&self) -> Team {
        Team {
            id: TeamId(self.row.id),
            name: self.row.name.clone(),
            lead: self.row.lead.as_ref().map(|lead| PersonId(lead.id)),
            members: self.members.iter().map(|member| PersonId(member.id)).collect(),
            archived: self.row.archived,
        }
    }
}

/// Adds that somebody, named by the column `person`, belongs to a team.
pub(crate) fn belongs(sql: Sql, person: &str, team: Uuid) -> Sql {
    sql.push(&format!(
        " and exists (select 1 from team_member tm where tm.org_id = t.org_id and tm.person_id = {person} and tm.team_id = "
    ))
    .bind(team)
    .push(")")
}
