//! Those above whoever is responsible: found when something is planned, and asked for again when it is delivered.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use domain::access::Role;
use domain::calendar::zone;
use domain::id::PersonId;
use domain::obligation::Kind;
use domain::reminder::{Above, Level, Rhythm};
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Clone, FromQueryResult)]
struct Row {
    of_id: Uuid,
    id: Uuid,
    zone: String,
}

impl Row {
    fn as_level(&self, level: Level) -> Result<Above> {
        let zone = zone(&self.zone).ok_or(unreadable("time zone"))?;
        Ok(Above { level, person: PersonId(self.id), zone })
    }
}

/// Who stands above each of some people.
pub(crate) struct Ladder {
    managers: HashMap<Uuid, Above>,
    lead: Option<Above>,
    top: Option<Above>,
}

impl Ladder {
    /// Those above one person, the nearest first; nobody stands above themselves.
    pub(crate) fn of(&self, person: Uuid) -> Vec<Above> {
        let all = [self.managers.get(&person).copied(), self.lead, self.top];
        all.into_iter().flatten().filter(|one| one.person.0 != person).collect()
    }
}

impl OrgTx {
    /// What nobody owns goes to whoever leads the AIMS now: reviews that nobody was chosen for, certifications and findings.
    pub(crate) async fn nobodys_duties_go_to_lead(&self) -> Result<()> {
        let Some(lead) = self.lead_person().await? else { return Ok(()) };
        let sql = Sql::new("update obligation set person_id = ")
            .bind(lead.0)
            .push(", since = ")
            .bind(self.now())
            .push(", next_reminder_at = ")
            .bind(self.now())
            .push(", snoozed_until = null where org_id = ")
            .bind(self.org())
            .push(" and person_id <> ")
            .bind(lead.0)
            .push(
                " and ((kind = 'review' and subject_id in (select c.id from review_cycle c join subject s \
                 on s.org_id = c.org_id and s.id = c.id where c.reviewer_id is null and s.owner_id is null \
                 and c.org_id = ",
            )
            .bind(self.org())
            .push(")) or subject_id in (select id from subject where kind in ('certification', 'finding') and owner_id is null and org_id = ")
            .bind(self.org())
            .push("))");
        self.door.run(sql).await.map(drop)
    }
}

impl OrgRead {
    /// Those above whoever is responsible for something of that kind.
    pub(super) async fn above(&self, kind: Kind, person: PersonId, rhythm: &Rhythm) -> Result<Vec<Above>> {
        if !kind.declaration().escalates {
            return Ok(Vec::new());
        }
        Ok(self.ladder(&[person.0], rhythm).await?.of(person.0))
    }

    /// Those above some people, by the policy that holds.
    pub(crate) async fn ladder(&self, people: &[Uuid], rhythm: &Rhythm) -> Result<Ladder> {
        let policy = &rhythm.policy.escalation;
        let managers = match policy.manager_days {
            Some(_) => self.managers_of(people).await?,
            None => Vec::new(),
        };
        let managers = managers.iter().map(|row| Ok((row.of_id, row.as_level(Level::Manager)?)));
        let lead = match policy.lead_days {
            Some(_) => self.lead(policy.lead).await?.map(|row| row.as_level(Level::Lead)),
            None => None,
        };
        let top = match (policy.top_days, policy.top) {
            (Some(_), Some(top)) => self.active_person(top).await?.map(|row| row.as_level(Level::Top)),
            _ => None,
        };
        Ok(Ladder {
            managers: managers.collect::<Result<_>>()?,
            lead: lead.transpose()?,
            top: top.transpose()?,
        })
    }

    /// Whoever leads the AIMS: who was chosen, else who has been its manager for longest, else the owner.
    pub(crate) async fn lead_person(&self) -> Result<Option<PersonId>> {
        let chosen = self.organisation().await?.reminders.escalation.lead;
        Ok(self.lead(chosen).await?.map(|row| PersonId(row.id)))
    }

    /// Whoever was named, while they are here; else whoever leads the AIMS.
    pub(crate) async fn active_or_lead(&self, named: Option<PersonId>) -> Result<Option<PersonId>> {
        let named = match named {
            Some(named) => self.active_person(named).await?,
            None => None,
        };
        match named {
            Some(row) => Ok(Some(PersonId(row.id))),
            None => self.lead_person().await,
        }
    }

    /// Who leads the AIMS, chosen or found, and who stands for top management.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn those_above(&self) -> Result<(Option<Owner>, Option<Owner>)> {
        let chosen = self.organisation().await?.reminders.escalation;
        let lead = self.lead(chosen.lead).await?.map(|row| row.id);
        let top = match chosen.top {
            Some(top) => self.active_person(top).await?.map(|row| row.id),
            None => None,
        };
        let names = self.names_of_people([lead, top].into_iter().flatten().collect()).await?;
        let who = |id: Option<Uuid>| names.iter().find(|one| Some(one.id) == id).cloned();
        Ok((who(lead), who(top)))
    }

    async fn managers_of(&self, people: &[Uuid]) -> Result<Vec<Row>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self
            .sql(
                "select l.person_id as of_id, p.id, p.zone from reporting_line l \
                 join person p on p.org_id = l.org_id and p.id = l.manager_id and p.active where l.org_id = ",
            )
            .push(" and l.person_id in (")
            .bind_all(people.iter().copied())
            .push(")");
        self.door.all(sql).await
    }

    async fn active_person(&self, id: PersonId) -> Result<Option<Row>> {
        let sql = self
            .sql("select p.id as of_id, p.id, p.zone from person p where p.active and p.org_id = ")
            .push(" and p.id = ")
            .bind(id.0);
        self.door.one(sql).await
    }

    async fn lead(&self, chosen: Option<PersonId>) -> Result<Option<Row>> {
        if let Some(chosen) = chosen
            && let Some(row) = self.active_person(chosen).await?
        {
            return Ok(Some(row));
        }
        let sql = self
            .sql(
                "select p.id as of_id, p.id, p.zone from role_assignment r join person p on p.org_id = r.org_id \
                 and p.id = r.person_id and p.active and p.service_for is null where r.org_id = ",
            )
            .push(" and (r.until_date is null or r.until_date >= ")
            .bind(self.today())
            .push(")")
            .push(" and r.role in (")
            .bind_all([Role::Manager, Role::Owner].map(Role::name))
            .push(") order by r.role, r.from_date, r.id limit 1");
        self.door.one(sql).await
    }
}
