//! Addresses that mail comes back from. What is said here is about one address: another that the person gets begins anew.

use crate::connections::Recipient;
use crate::doors::{OrgRead, OrgTx, Store};
use crate::error::{Error, Result, unreadable};
use crate::links::Purpose;
use crate::notices::NewNotice;
use crate::tenancy::{Actor, Tenancy};
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{DeliveryId, OrgId, PersonId, SubjectId};
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The longest text that is kept of what a server said.
const LONGEST_WHY: usize = 500;

/// What is known of a person's present address.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AddressTrouble {
    /// Since when mail to it comes back for good; `None` while it is only late or full now and then.
    pub dead_at: Option<Instant>,
    /// What the server over there said.
    pub why: Option<String>,
    /// How often mail came back that may arrive another time.
    pub soft_count: i32,
}

/// What became of a mail that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounced {
    /// Nobody here was meant, or not by an address that they still have.
    Unknown,
    /// It is counted.
    Counted,
    /// The address is dead from now on.
    Died,
    /// It was dead already.
    WasDead,
}

/// What those who run the organisation are told of a dead address.
#[derive(Clone, Debug)]
pub struct DeadAddress {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The address.
    pub address: String,
    /// What the server over there said.
    pub why: String,
    /// Since when.
    pub at: Instant,
    /// The organisation's name.
    pub organisation: String,
    /// The organisation's part of a URL.
    pub slug: String,
    /// To whom this goes.
    pub recipients: Vec<Recipient>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Returning {
    org: Uuid,
    person: Uuid,
    address: String,
}

impl OrgRead {
    /// What is known of a person's present address; `None` when mail to it never came back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn address_trouble(&self, person: PersonId) -> Result<Option<AddressTrouble>> {
        let sql = self
            .sql(
                "select t.dead_at, t.why, t.soft_count from address_trouble t join person p on p.org_id = t.org_id \
                 and p.id = t.id and p.address_key = t.address_key where t.org_id = ",
            )
            .push(" and t.id = ")
            .bind(person.0);
        self.door.one(sql).await
    }

    /// What a person's address is compared by; `None` when there is no such person here.
    async fn address_key(&self, person: PersonId) -> Result<Option<String>> {
        match self.person_row(person).await {
            Ok(row) => Ok(Some(row.address_key)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn address_is_dead(&self, person: PersonId) -> Result<bool> {
        Ok(self.address_trouble(person).await?.is_some_and(|trouble| trouble.dead_at.is_some()))
    }
}

impl OrgTx {
    /// The token in the address that mail to a person comes back to: it speaks of the person and of the address that
    /// they have now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person here.
    pub async fn return_token(&self, person: PersonId) -> Result<String> {
        let address = self.person_row(person).await?.address_key;
        let body = serde_json::to_value(Returning { org: self.org(), person: person.0, address });
        self.standing_token(Purpose::Return, &body.map_err(|_| unreadable("link"))?).await
    }

    /// Tries a person's address again, where it is dead: mail goes there from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person here.
    pub async fn retry_address(&self, person: PersonId) -> Result<()> {
        self.person_row(person).await?;
        if !self.address_is_dead(person).await? {
            return Ok(());
        }
        let sql = self.sql("delete from address_trouble where org_id = ").push(" and id = ").bind(person.0);
        self.door.run(sql).await?;
        self.record(Event::AddressRetried { person });
        Ok(())
    }

    /// What to tell those who run the organisation; `None` once the address is tried again or is another.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dead_address(&self, person: PersonId) -> Result<Option<DeadAddress>> {
        let Some(trouble) = self.address_trouble(person).await? else { return Ok(None) };
        let Some(at) = trouble.dead_at else { return Ok(None) };
        let (row, organisation) = (self.person_row(person).await?, self.organisation().await?);
        Ok(Some(DeadAddress {
            person,
            name: row.name,
            address: row.address,
            why: trouble.why.unwrap_or_default(),
            at,
            organisation: organisation.name,
            slug: organisation.slug,
            recipients: self.those_who_run_it().await?,
        }))
    }

    /// Notes that mail to a person's present address came back.
    async fn note_bounce(&self, person: PersonId, hard: bool, why: &str) -> Result<Bounced> {
        let key = self.person_row(person).await?.address_key;
        if self.address_is_dead(person).await? {
            return Ok(Bounced::WasDead);
        }
        let why: String =
            why.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_WHY).collect();
        let (dead_at, soft_at) = (hard.then(|| self.now()), (!hard).then(|| self.now()));
        let sql = self
            .sql("insert into address_trouble (org_id, id, address_key, dead_at, why, soft_count, soft_at) values (")
            .push(", ")
            .bind(person.0)
            .push(", ")
            .bind(key)
            .push(", ")
            .bind(dead_at)
            .push(", ")
            .bind(why)
            .push(", ")
            .bind(i32::from(!hard))
            .push(", ")
            .bind(soft_at)
            .push(
                ") on conflict (org_id, id) do update set dead_at = excluded.dead_at, why = excluded.why, \
                 soft_at = coalesce(excluded.soft_at, address_trouble.soft_at), soft_count = excluded.soft_count + \
                 case when address_trouble.address_key = excluded.address_key then address_trouble.soft_count else 0 end, \
                 address_key = excluded.address_key where address_trouble.dead_at is null \
                 or address_trouble.address_key <> excluded.address_key",
            );
        // Of two reports at once, one is the first.
        if self.door.run(sql).await? == 0 {
            return Ok(Bounced::WasDead);
        }
        if !hard {
            return Ok(Bounced::Counted);
        }
        self.record(Event::AddressDied { person });
        for one in self.owners_and_admins("").await? {
            let (kind, about) = (Kind::AddressDead, Some(person));
            let told = PersonId(one.person.id);
            self.add_notice(&NewNotice {
                person: told,
                kind,
                subject: None,
                about,
                comment: None,
                channel: None,
            })
            .await?;
        }
        Ok(Bounced::Died)
    }

    /// The server said at once that there is no such address.
    pub(crate) async fn address_of_delivery_died(&self, id: DeliveryId, why: &str) -> Result<()> {
        let Some(row) = self.delivery_standing(id).await? else { return Ok(()) };
        self.note_bounce(PersonId(row.recipient_id), true, why).await.map(drop)
    }

    /// Tells somebody inside the program what mail cannot tell them.
    pub(crate) async fn tell_inside(&self, person: PersonId, subject: SubjectId) -> Result<()> {
        let (kind, subject) = (Kind::Due, Some(subject));
        self.add_notice(&NewNotice { person, kind, subject, about: None, comment: None, channel: None })
            .await
            .map(drop)
    }

    /// Tells a person inside the program, and in their next digest, what was one mail too many today.
    pub(crate) async fn hold_back(&self, person: PersonId, subject: SubjectId) -> Result<()> {
        let kind = Kind::HeldBack;
        let notice =
            NewNotice { person, kind, subject: Some(subject), about: None, comment: None, channel: None };
        let id = self.add_notice(&notice).await?;
        self.plan_notice(id, person, kind, subject).await
    }

    /// Another address for a person. Whoever was asked to join by the one before is asked anew.
    pub(crate) async fn readdress(&self, person: PersonId) -> Result<()> {
        self.end_invitations(person).await?;
        let sql = self.sql("delete from address_trouble where org_id = ").push(" and id = ").bind(person.0);
        self.door.run(sql).await.map(drop)
    }
}

impl Store {
    /// Notes that a mail came back, by the token in the address that it came back to. A token that we did not make, or
    /// that speaks of an address that is nobody's any more, changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bounced(&self, token: &str, hard: bool, why: &str) -> Result<Bounced> {
        let door = self.account_read(None).await?;
        let body = door.standing_link(Purpose::Return, token).await?;
        door.commit().await?;
        let Some(link) = body.and_then(|body| serde_json::from_value::<Returning>(body).ok()) else {
            return Ok(Bounced::Unknown);
        };
        let tenancy = Tenancy::new(OrgId(link.org), chrono_tz::Tz::UTC, Actor::System);
        let tx = self.write_in(tenancy).await?;
        let person = PersonId(link.person);
        if tx.address_key(person).await? != Some(link.address) {
            return Ok(Bounced::Unknown);
        }
        let bounced = tx.note_bounce(person, hard, why).await?;
        tx.commit().await?;
        Ok(bounced)
    }
}
