//! The organisation as its members see it.

use crate::adoptions::Adopted;
use crate::doors::OrgRead;
use crate::entity::{adoption, organisation};
use crate::error::{Error, Result};
use domain::clock::Instant;
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
    /// When it was founded.
    pub created_at: Instant,
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
            created_at: row.created_at,
        })
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
