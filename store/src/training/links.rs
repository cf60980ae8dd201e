//! Whoever holds a link that was mailed to them does that one thing, and no other. A certificate's code shows that it was
//! given, to whoever holds it.

use crate::doors::{OrgRead, OrgTx, Store};
use crate::error::{Error, Result, unreadable};
use crate::links::Purpose;
use crate::sql::Sql;
use crate::tenancy::{Actor, Tenancy};
use domain::calendar::local_date;
use domain::clock::Instant;
use domain::id::{AssignmentId, OrgId, PersonId, SubjectId};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What a link to a training speaks of.
#[derive(Serialize, Deserialize)]
struct Body {
    org: Uuid,
    assignment: Uuid,
    person: Uuid,
    /// A hash of the address that it was mailed to: at another it is another link.
    to: String,
}

/// The same of one that was asked for, with what its letter says.
#[derive(Serialize)]
struct Mailed {
    #[serde(flatten)]
    link: Body,
    organisation: String,
    title: String,
    zone: String,
}

/// What the code of a certificate speaks of.
#[derive(Serialize, Deserialize)]
struct Certified {
    org: Uuid,
    assignment: Uuid,
}

/// A mailed link to what one person is asked for.
#[derive(Clone, Debug)]
pub struct TrainingLink {
    org: OrgId,
    person: PersonId,
    to: String,
    /// What is asked.
    pub assignment: AssignmentId,
    /// Whether it is too old: it opens nothing, and another can be asked for.
    pub expired: bool,
}

/// What a certificate says to whoever holds its code.
#[derive(Clone, Debug)]
pub struct CertificateView {
    /// To whom.
    pub person: String,
    /// In which organisation.
    pub organisation: String,
    /// For what.
    pub title: String,
    /// Which version of it.
    pub module_version: i32,
    /// When.
    pub at: Instant,
    /// On which day of the organisation.
    pub on: chrono::NaiveDate,
    /// The last day on which it counts, where there is one.
    pub lapses_on: Option<chrono::NaiveDate>,
    /// The reference of the module.
    pub reference: String,
    /// The SHA-256 of the text that was confirmed.
    pub sha256: String,
    /// The code by which anybody who holds it looks it up.
    pub code: String,
}

impl TrainingLink {
    /// To whom it was mailed.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

impl Store {
    /// What a mailed link to a training opens; `None` when there is no such link.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn training_link(&self, token: &str) -> Result<Option<TrainingLink>> {
        let door = self.account_read(None).await?;
        let found = door.standing_link_of_old(Purpose::Training, token).await?;
        door.commit().await?;
        let Some((body, expired)) = found else { return Ok(None) };
        let Body { org, assignment, person, to } =
            serde_json::from_value(body).map_err(|_| unreadable("link"))?;
        let (org, person) = (OrgId(org), PersonId(person));
        Ok(Some(TrainingLink { org, person, to, assignment: SubjectId(assignment), expired }))
    }

    /// Opens the organisation of a link for the person whom it was mailed to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organisation is gone, or the person left it or has another address.
    pub async fn read_by_link(&self, link: &TrainingLink) -> Result<OrgRead> {
        let zone = self.zone_of(link.org).await?;
        let org = self.read_in(Tenancy::new(link.org, zone, Actor::ByLink(link.person))).await?;
        org.check_holder(link).await?;
        Ok(org)
    }

    /// The same for a change.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organisation is gone.
    pub async fn write_by_link(&self, link: &TrainingLink) -> Result<OrgTx> {
        let org = self.write_as(link.org, Actor::ByLink(link.person)).await?;
        org.check_holder(link).await?;
        Ok(org)
    }

    /// What the code of a certificate stands for; `None` when there is no such certificate.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn certificate(&self, code: &str) -> Result<Option<CertificateView>> {
        let door = self.account_read(None).await?;
        let found = door.standing_link(Purpose::Certificate, code).await?;
        door.commit().await?;
        let Some(body) = found else { return Ok(None) };
        let Certified { org, assignment } = serde_json::from_value(body).map_err(|_| unreadable("link"))?;
        let org = OrgId(org);
        let zone = match self.zone_of(org).await {
            Err(Error::NotFound) => return Ok(None),
            zone => zone?,
        };
        let org = self.read_in(Tenancy::new(org, zone, Actor::System)).await?;
        let view = org.certificate_of(SubjectId(assignment)).await;
        org.close().await?;
        match view {
            Err(Error::NotFound) => Ok(None),
            view => view.map(Some),
        }
    }
}

impl OrgTx {
    /// The token of the link by which a person does what they are asked for.
    pub(crate) async fn training_token(&self, assignment: AssignmentId, person: PersonId) -> Result<String> {
        let to = addressed(&self.person_row(person).await?.address_key);
        let body = Body { org: self.org(), assignment: assignment.0, person: person.0, to };
        let body = serde_json::to_value(body).map_err(|_| unreadable("link"))?;
        self.standing_token(Purpose::Training, &body).await
    }

    /// The code of the certificate for something that was done: the same whenever it is asked for.
    pub(super) async fn certificate_code(&self, assignment: AssignmentId) -> Result<String> {
        self.standing_token(Purpose::Certificate, &certified(self.org(), assignment)?).await
    }

    /// Mails a new link to whoever is asked, in place of one that is too old.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not asked any more.
    pub async fn mail_training_link(&self, assignment: AssignmentId) -> Result<()> {
        let me = self.me()?;
        let loaded = self.loaded(assignment).await?;
        if loaded.assignment.person.0 != me || !loaded.assignment.is_open() {
            return Err(Error::NotFound);
        }
        let person = self.person_row(PersonId(me)).await?;
        if !person.active {
            return Err(Error::NotFound);
        }
        let body = Mailed {
            link: Body {
                org: self.org(),
                assignment: assignment.0,
                person: me,
                to: addressed(&person.address_key),
            },
            organisation: self.organisation().await?.name,
            title: loaded.module.title,
            zone: person.zone,
        };
        let body = serde_json::to_value(body).map_err(|_| unreadable("link"))?;
        self.mail_own_link(Purpose::Training, (&person.address, &person.name), body).await
    }
}

/// What the code of a certificate is made of.
fn certified(org: Uuid, assignment: AssignmentId) -> Result<serde_json::Value> {
    let body = Certified { org, assignment: assignment.0 };
    serde_json::to_value(body).map_err(|_| unreadable("link"))
}

/// What stands for an address in a link.
fn addressed(key: &str) -> String {
    Sha256::digest(key).iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

impl OrgRead {
    /// Whether whoever the link was mailed to is still here, at that address.
    async fn check_holder(&self, link: &TrainingLink) -> Result<()> {
        let person = self.person_row(link.person).await?;
        if person.active && addressed(&person.address_key) == link.to { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The code under which a certificate is looked up.
    pub(super) fn certificate_code_of(&self, assignment: AssignmentId) -> Result<String> {
        let body = certified(self.org(), assignment)?;
        Ok(self.store.link_key().code_of(Purpose::Certificate, &body))
    }

    /// What a certificate says.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was confirmed.
    pub async fn certificate_of(&self, assignment: AssignmentId) -> Result<CertificateView> {
        #[derive(FromQueryResult)]
        struct Row {
            person: String,
            organisation: String,
            module_id: Uuid,
            version: i32,
            at: Instant,
            lapses_on: Option<chrono::NaiveDate>,
            sha256: String,
            reference: Option<String>,
        }
        let sql = Sql::new(
            "select p.name as person, o.name as organisation, a.module_id, a.version, a.at, t.lapses_on, a.sha256, m.reference \
             from attestation a join assignment t on t.org_id = a.org_id and t.id = a.assignment_id \
             join subject m on m.org_id = t.org_id and m.id = t.module_id \
             join person p on p.org_id = a.org_id and p.id = a.person_id \
             join organisation o on o.org_id = a.org_id where a.org_id = ",
        )
        .bind(self.org())
        .push(" and a.assignment_id = ")
        .bind(assignment.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(CertificateView {
            person: row.person,
            organisation: row.organisation,
            title: self
                .version_of(row.module_id.into(), u32::try_from(row.version).unwrap_or_default())
                .await?
                .title,
            module_version: row.version,
            on: local_date(row.at, self.tenancy.zone()),
            at: row.at,
            lapses_on: row.lapses_on,
            sha256: row.sha256,
            reference: row.reference.unwrap_or_default(),
            code: self.certificate_code_of(assignment)?,
        })
    }
}
