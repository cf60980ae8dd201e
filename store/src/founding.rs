//! The moment a mailed sign-up link is used: account, organisation, first person and session, or nothing.

use crate::doors::{AccountTx, OrgTx, Store};
use crate::entity::organisation;
use crate::error::{Error, Result, unreadable};
use crate::links::{FOUNDER, OpenLink, Purpose};
use crate::people::NewPerson;
use crate::sessions::NewSession;
use crate::tenancy::{Actor, Tenancy};
use crate::trail;
use domain::event::Event;
use domain::id::{AccountId, OrgId, PersonId};
use domain::organisation::Founding;
use domain::text::slug;
use sea_orm::ActiveValue::Set;
use sea_orm::{DbErr, EntityTrait, SqlErr, TransactionTrait};

/// What a sign-up link brought into being.
#[derive(Clone, Debug)]
pub struct Founded {
    /// The session of whoever used it.
    pub session: NewSession,
}

impl Store {
    /// Uses a sign-up link: founds the organisation and signs its first person in.
    ///
    /// One transaction: it begins at the account's door and goes on in the organisation it founds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link is unknown, expired or used.
    pub async fn found(&self, token: &str, password_hash: &str) -> Result<Founded> {
        let door = self.anybody().await?;
        let link = door.use_link(Purpose::SignUp, token).await?;
        if door.account_by_key(&link.address.key()).await?.is_some() {
            return Err(Error::NotFound);
        }
        let account = door.add_account(&link.address, &link.name, password_hash).await?;
        let founding = link.founding.clone().ok_or(unreadable("founding"))?;
        let session = door.begin_session(account).await?;
        let org = door.into_org(&founding).await?;
        org.lay_foundation(account, &link, &founding).await?;
        org.commit().await?;
        Ok(Founded { session })
    }
}

impl AccountTx {
    /// Goes on in the organisation that this transaction is about to found.
    async fn into_org(self, founding: &Founding) -> Result<OrgTx> {
        let zone = domain::calendar::zone(&founding.zone).ok_or(unreadable("time zone"))?;
        let org = OrgId(self.store.new_id());
        let founder = PersonId(self.store.new_id());
        self.door.set("app.org_id", org.0).await?;
        Ok(OrgTx::continued(self, Tenancy::new(org, zone, Actor::Person(founder))))
    }
}

impl OrgTx {
    async fn lay_foundation(&self, account: AccountId, link: &OpenLink, founding: &Founding) -> Result<()> {
        self.add_organisation(founding).await?;
        trail::begin(self).await?;
        let Actor::Person(founder) = self.tenancy.actor() else { return Err(unreadable("founder")) };
        let person = NewPerson {
            name: link.name.clone(),
            address: link.address.clone(),
            account: Some(account),
            zone: founding.zone.clone(),
            roles: vec![FOUNDER],
        };
        self.record(Event::OrganisationFounded { founder });
        self.add_person_as(founder, &person).await
    }

    /// Adds the organisation under its name's slug, with random characters behind it where that is taken. Other
    /// organisations are hidden by row-level security, so the unique index is asked by trying.
    async fn add_organisation(&self, founding: &Founding) -> Result<()> {
        let plain = slug(&founding.name);
        for candidate in [plain.clone(), self.with_suffix(&plain), self.with_suffix(&plain)] {
            let row = organisation::ActiveModel {
                org_id: Set(self.org()),
                slug: Set(candidate),
                name: Set(founding.name.clone()),
                zone: Set(founding.zone.clone()),
                country: Set(founding.country.clone()),
                locale: Set("en".to_owned()),
                week: Set(None),
                reminders: Set(None),
                suspended_at: Set(None),
                suspended_why: Set(None),
                closing_at: Set(None),
                most_people: Set(None),
                most_file_bytes: Set(None),
                version: Set(1),
                created_at: Set(self.now()),
            };
            let attempt = self.door.tx().begin().await?;
            match organisation::Entity::insert(row).exec_without_returning(&attempt).await {
                Ok(_) => return Ok(attempt.commit().await?),
                Err(error) if is_taken(&error) => attempt.rollback().await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(unreadable("slug"))
    }

    fn with_suffix(&self, plain: &str) -> String {
        let mut bytes = [0; 3];
        self.store.randomness().fill(&mut bytes);
        let suffix: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{suffix}", plain.chars().take(33).collect::<String>().trim_end_matches('-'))
    }
}

/// Whether a unique index refused the row.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
