//! What those who run an organisation change of it.

use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::event::Event;
use domain::id::PersonId;
use domain::reminder::Policy;
use domain::workdays::Week;

/// What to change; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct OrganisationChange {
    /// The name. The address of its pages stays, so that links go on working.
    pub name: Option<String>,
    /// The IANA zone. Dates stay what they are.
    pub zone: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The week.
    pub week: Option<Week>,
}

impl OrgTx {
    /// Changes what is said of the organisation, over `version`.
    ///
    /// # Errors
    /// [`Error::Stale`].
    pub async fn revise_organisation(&self, version: i32, change: OrganisationChange) -> Result<()> {
        let before = self.organisation().await?;
        if before.version != version {
            return Err(Error::Stale { current: before.version });
        }
        let name = change.name.unwrap_or_else(|| before.name.clone());
        let zone = change.zone.unwrap_or_else(|| before.zone.clone());
        let country = change.country.unwrap_or_else(|| before.country.clone());
        let week = change.week.unwrap_or_else(|| before.week.clone());
        let differs = [
            ("name", name != before.name),
            ("zone", zone != before.zone),
            ("country", country != before.country),
            ("week", week != before.week),
        ];
        let fields: Vec<String> =
            differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect();
        if fields.is_empty() {
            return Ok(());
        }
        let replans = week != before.week && before.reminders.working_days_only;
        let set = Sql::new("update organisation set name = ")
            .bind(name)
            .push(", zone = ")
            .bind(zone)
            .push(", country = ")
            .bind(country)
            .push(", week = ")
            .bind(json(&week)?);
        self.save_organisation(version, set).await?;
        if week != before.week {
            self.plan_certifications_anew().await?;
        }
        if replans {
            self.plan_reminders_anew().await?;
        }
        self.record(Event::OrganisationRevised { fields });
        Ok(())
    }

    /// Changes how the organisation reminds, over `version`, and plans anew what is planned.
    ///
    /// # Errors
    /// [`Error::Stale`].
    pub async fn revise_reminders(&self, version: i32, policy: Policy) -> Result<()> {
        let before = self.organisation().await?;
        if before.version != version {
            return Err(Error::Stale { current: before.version });
        }
        let (was, is) = (&before.reminders.escalation, &policy.escalation);
        // Whoever was chosen and has left meanwhile stands in the way of nothing else.
        self.check_owner("/escalation/lead", is.lead.filter(|_| was.lead != is.lead)).await?;
        self.check_owner("/escalation/top", is.top.filter(|_| was.top != is.top)).await?;
        let fields = before.reminders.differences(&policy);
        if fields.is_empty() {
            return Ok(());
        }
        let policy = Policy { since: Some(self.now()), ..policy };
        self.save_organisation(
            version,
            Sql::new("update organisation set reminders = ").bind(json(&policy)?),
        )
        .await?;
        self.nobodys_duties_go_to_lead().await?;
        self.plan_reminders_anew().await?;
        self.record(Event::RemindersRevised { fields });
        Ok(())
    }

    /// Writes a new version of the organisation over `version`.
    pub(crate) async fn save_organisation(&self, version: i32, set: Sql) -> Result<()> {
        let sql = set
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            return Ok(());
        }
        Err(Error::Stale { current: self.organisation().await?.version })
    }

    /// Has every obligation looked at by the next sweep, which finds its next step by what holds now.
    pub(crate) async fn plan_reminders_anew(&self) -> Result<()> {
        self.door.run(self.looked_at_next()).await.map(drop)
    }

    /// The same for what one person is reminded of.
    pub(crate) async fn plan_reminders_of_anew(&self, person: PersonId) -> Result<()> {
        self.door.run(self.looked_at_next().push(" and person_id = ").bind(person.0)).await.map(drop)
    }

    fn looked_at_next(&self) -> Sql {
        let sql = Sql::new("update obligation set next_reminder_at = ").bind(self.now());
        sql.push(" where org_id = ").bind(self.org())
    }
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| unreadable("setting"))
}
