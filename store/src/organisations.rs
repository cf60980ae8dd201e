//! The organisation as its members see it.

mod holidays;
mod logo;
mod verbs;

pub use holidays::HolidayView;
pub use logo::LogoView;
pub use verbs::OrganisationChange;

use crate::adoptions::Adopted;
use crate::doors::OrgRead;
use crate::entity::{adoption, organisation};
use crate::error::{Error, Result, unreadable};
use domain::clock::Instant;
use domain::operator::Limits;
use domain::reminder::{Policy, Rhythm};
use domain::workdays::{Week, WorkDays};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The organisation.
#[derive(Clone, Debug)]
pub struct OrganisationView {
    /// Its id.
    pub id: Uuid,
    /// Its part of a URL.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub zone: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// When it works.
    pub week: Week,
    /// How it reminds.
    pub reminders: Policy,
    /// Since when it is suspended, and why, in the operator's words.
    pub suspended: Option<(Instant, String)>,
    /// How much it may use.
    pub limits: Limits,
    /// The version of all that.
    pub version: i32,
    /// When it was founded.
    pub created_at: Instant,
}

/// What was chosen, or what is usual.
fn chosen<T: DeserializeOwned + Default>(stored: Option<serde_json::Value>, what: &'static str) -> Result<T> {
    stored
        .map_or_else(|| Ok(T::default()), |value| serde_json::from_value(value).map_err(|_| unreadable(what)))
}

impl OrgRead {
    /// The organisation itself.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn organisation(&self) -> Result<OrganisationView> {
        let row = self.find::<organisation::Entity>().one(self.door.tx()).await?.ok_or(Error::NotFound)?;
        Ok(OrganisationView {
            id: row.org_id,
            slug: row.slug,
            name: row.name,
            zone: row.zone,
            country: row.country,
            week: chosen(row.week, "week")?,
            reminders: chosen(row.reminders, "reminder policy")?,
            suspended: row.suspended_at.map(|since| (since, row.suspended_why.unwrap_or_default())),
            limits: Limits { people: row.most_people, file_bytes: row.most_file_bytes },
            version: row.version,
            created_at: row.created_at,
        })
    }

    /// The days that the organisation works on, whether or not its reminders wait for one.
    pub(crate) async fn workdays(&self) -> Result<WorkDays> {
        Ok(WorkDays { week: self.organisation().await?.week, holidays: self.days_off().await? })
    }

    /// How the organisation reminds, with the days that it works on as far as that asks for them.
    pub(crate) async fn rhythm(&self) -> Result<Rhythm> {
        let org = self.organisation().await?;
        self.rhythm_by(org.reminders, org.week).await
    }

    /// The same by another policy.
    pub(crate) async fn rhythm_by(&self, policy: Policy, week: Week) -> Result<Rhythm> {
        // Nobody asks about days off where reminders leave on any day.
        let holidays = if policy.working_days_only { self.days_off().await? } else { Default::default() };
        Ok(Rhythm { policy, days: WorkDays { week, holidays } })
    }

    /// The standard that the organisation adopted.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn adopted(&self) -> Result<Option<Adopted>> {
        let row = self.find::<adoption::Entity>().one(self.door.tx()).await?;
        Ok(row.map(|row| Adopted {
            standard: row.standard,
            catalogue_version: row.catalogue_version,
            adopted_at: row.adopted_at,
        }))
    }
}
