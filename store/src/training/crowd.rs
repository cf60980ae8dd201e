//! Everybody, as far as an audience asks: a few statements however many they are.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use chrono_tz::Tz;
use domain::access::Role;
use domain::calendar::{local_date, zone};
use domain::clock::Instant;
use domain::id::{PersonId, TeamId};
use domain::training::Member;
use sea_orm::FromQueryResult;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    zone: String,
    active: bool,
    created_at: Instant,
    manager_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Pair {
    person_id: Uuid,
    other: String,
}

#[derive(FromQueryResult)]
struct Belongs {
    person_id: Uuid,
    team_id: Uuid,
}

#[derive(FromQueryResult)]
struct Away {
    person_id: Uuid,
}

/// Somebody, and where they are.
pub(super) struct Someone {
    pub(super) member: Member,
    pub(super) zone: Tz,
}

impl OrgRead {
    /// Everybody who may be asked for anything. Whoever only looks in, as auditors do, is not among those who are here.
    pub(super) async fn crowd(&self) -> Result<Vec<Someone>> {
        let today = self.today();
        let sql = self.sql(
            "select p.id, p.zone, p.active, p.created_at, l.manager_id from person p left join reporting_line l \
             on l.org_id = p.org_id and l.person_id = p.id where p.service_for is null and p.org_id = ",
        );
        let rows: Vec<Row> = self.door.all(sql.push(" order by p.id")).await?;
        let mut roles = self.roles_of_all().await?;
        let sql = self.sql(
            "select m.person_id, m.team_id from team_member m join team t on t.org_id = m.org_id and t.id = m.team_id \
             where t.archived_at is null and m.org_id = ",
        );
        let mut teams: HashMap<Uuid, BTreeSet<TeamId>> = HashMap::new();
        for Belongs { person_id, team_id } in self.door.all(sql).await? {
            teams.entry(person_id).or_default().insert(TeamId(team_id));
        }
        let sql = self
            .sql("select person_id from absence where org_id = ")
            .push(" and from_day <= ")
            .bind(today)
            .push(" and until_day >= ")
            .bind(today);
        let away: HashSet<Uuid> =
            self.door.all::<Away>(sql).await?.into_iter().map(|row| row.person_id).collect();
        rows.into_iter()
            .map(|row| {
                let roles = roles.remove(&row.id).unwrap_or_default();
                let looks_in = !roles.is_empty() && roles.iter().all(|role| *role == Role::Auditor);
                let member = Member {
                    person: PersonId(row.id),
                    active: row.active && !looks_in,
                    away: away.contains(&row.id),
                    since: local_date(row.created_at, self.tenancy.zone()),
                    roles,
                    teams: teams.remove(&row.id).unwrap_or_default(),
                    manager: row.manager_id.map(PersonId),
                    // No AI system is kept yet.
                    owns_system: false,
                };
                Ok(Someone { member, zone: zone(&row.zone).ok_or(unreadable("time zone"))? })
            })
            .collect()
    }

    async fn roles_of_all(&self) -> Result<HashMap<Uuid, BTreeSet<Role>>> {
        let today = self.today();
        let sql = self
            .sql("select person_id, role as other from role_assignment where org_id = ")
            .push(" and from_date <= ")
            .bind(today)
            .push(" and (until_date is null or until_date >= ")
            .bind(today)
            .push(")");
        let mut roles: HashMap<Uuid, BTreeSet<Role>> = HashMap::new();
        for Pair { person_id, other } in self.door.all(sql).await? {
            roles.entry(person_id).or_default().insert(Role::parse(&other).ok_or(unreadable("role"))?);
        }
        Ok(roles)
    }
}
