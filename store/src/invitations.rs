//! Asking people to join with an account, by a mailed link, and what happens when they follow it.

use crate::doors::{AccountTx, OrgRead, OrgTx, Store};
use crate::error::{Error, Result, unreadable};
use crate::links::{Invited, OpenLink, Purpose};
use crate::sessions::NewSession;
use crate::sql::Sql;
use crate::tenancy::{Actor, Tenancy};
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{AccountId, OrgId, PersonId};
use domain::person::PersonRefused;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What somebody sees who follows the link of an invitation.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// The address that it was mailed to.
    pub address: String,
    /// To whom.
    pub name: String,
    /// Who asks.
    pub inviter: String,
    /// To join what.
    pub organisation: String,
    /// Whether the address has an account.
    pub has_account: bool,
    /// Until when.
    pub expires_at: Instant,
}

/// How somebody joins.
#[derive(Clone, Debug)]
pub enum Joining {
    /// With the account that they are signed in with.
    As(AccountId),
    /// With a new account for the address that the link was mailed to, under this password's hash.
    New(String),
}

/// Somebody joined.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The session of a new account.
    pub session: Option<NewSession>,
    /// The organisation's part of a URL.
    pub slug: String,
}

#[derive(FromQueryResult)]
struct Pending {
    person_id: Uuid,
}

#[derive(FromQueryResult)]
struct Until {
    expires_at: Instant,
}

impl OrgRead {
    /// Until when somebody's invitation can be accepted, where one waits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn invited_until(&self, person: PersonId) -> Result<Option<Instant>> {
        let sql = self
            .sql("select expires_at from invitation where org_id = ")
            .push(" and accepted_at is null and revoked_at is null and person_id = ")
            .bind(person.0);
        Ok(self.door.one::<Until>(sql).await?.map(|row| row.expires_at))
    }
}

impl OrgTx {
    /// Asks somebody to join; asked once more, the link before ends.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`PersonRefused::Inactive`] or [`PersonRefused::HasAccount`].
    pub async fn invite(&self, person: PersonId) -> Result<()> {
        let by = PersonId(self.tenancy.actor().person().ok_or(unreadable("actor"))?);
        let row = self.person_row(person).await?;
        if !row.active {
            return Err(PersonRefused::Inactive.into());
        }
        if row.account_id.is_some() {
            return Err(PersonRefused::HasAccount.into());
        }
        self.end_invitations(person).await?;
        let invitation = self.store.new_id();
        let invited = Invited {
            org: self.org(),
            invitation,
            organisation: self.organisation().await?.name,
            inviter: self.person_row(by).await?.name,
            zone: row.zone,
        };
        let expires_at = self.mail_invitation(&row.address, &row.name, &invited).await?;
        let sql = self
            .sql("insert into invitation (org_id, id, person_id, invited_by, sent_at, expires_at) values (")
            .push(", ")
            .bind_all([invitation, person.0, by.0])
            .push(", ")
            .bind_all([self.now(), expires_at])
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::PersonInvited { person });
        Ok(())
    }

    /// Takes an invitation back: its link ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`PersonRefused::NotInvited`].
    pub async fn revoke_invitation(&self, person: PersonId) -> Result<()> {
        self.person_row(person).await?;
        if self.end_invitations(person).await? == 0 {
            return Err(PersonRefused::NotInvited.into());
        }
        self.record(Event::InvitationRevoked { person });
        Ok(())
    }

    pub(crate) async fn end_invitations(&self, person: PersonId) -> Result<u64> {
        let sql = Sql::new("update invitation set revoked_at = ")
            .bind(self.now())
            .push(" where accepted_at is null and revoked_at is null and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(person.0);
        self.door.run(sql).await
    }

    /// Whose invitation it is, and that it is used up now: of two that follow one link, one joins.
    async fn accept(&self, invitation: Uuid) -> Result<PersonId> {
        let sql = Sql::new("update invitation set accepted_at = ")
            .bind(self.now())
            .push(" where accepted_at is null and revoked_at is null and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(invitation)
            .push(" returning person_id");
        let row: Pending = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(PersonId(row.person_id))
    }

    /// Lets an account be somebody here.
    async fn join(&self, person: PersonId, account: AccountId) -> Result<()> {
        let sql = self
            .sql("select id as person_id from person where org_id = ")
            .push(" and account_id = ")
            .bind(account.0);
        if self.door.one::<Pending>(sql).await?.is_some() {
            return Err(PersonRefused::Taken.into());
        }
        let row = self.person_row(person).await?;
        if !row.active || row.account_id.is_some() {
            return Err(Error::NotFound);
        }
        self.save_person(person, row.version, Sql::new("update person set account_id = ").bind(account.0))
            .await?;
        self.record(Event::InvitationAccepted { person });
        Ok(())
    }
}

impl Store {
    /// What an invitation's link leads to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is unknown, expired, used or taken back.
    pub async fn invitation(&self, token: &str) -> Result<InvitationView> {
        let door = self.anybody().await?;
        let (link, invited) = door.invited(token).await?;
        let has_account = door.account_by_key(&link.address.key()).await?.is_some();
        let org = door.continue_in(&invited, None).await?;
        let sql = org
            .sql("select person_id from invitation where org_id = ")
            .push(" and accepted_at is null and revoked_at is null and id = ")
            .bind(invited.invitation);
        org.door.one::<Pending>(sql).await?.ok_or(Error::NotFound)?;
        Ok(InvitationView {
            address: link.address.as_str().to_owned(),
            name: link.name,
            inviter: invited.inviter,
            organisation: invited.organisation,
            has_account,
            expires_at: link.expires_at,
        })
    }

    /// Joins by an invitation. One transaction: it begins at the account's door and goes on in the organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link cannot be used, [`PersonRefused::SignInFirst`] where a new account was asked
    /// for an address that has one, [`PersonRefused::Taken`] where the account is somebody here already.
    pub async fn accept_invitation(&self, token: &str, joining: &Joining) -> Result<Joined> {
        let door = self.anybody().await?;
        let (link, invited) = door.invited(token).await?;
        let (account, session) = match joining {
            Joining::As(account) => (*account, None),
            Joining::New(_) if door.account_by_key(&link.address.key()).await?.is_some() => {
                return Err(PersonRefused::SignInFirst.into());
            }
            Joining::New(hash) => {
                let account = door.add_account(&link.address, &link.name, hash).await?;
                (account, Some(door.begin_session(account).await?))
            }
        };
        door.use_link(Purpose::Invitation, token).await?;
        let org = door.continue_in(&invited, None).await?;
        let person = org.accept(invited.invitation).await?;
        let org = org.acting_as(person);
        org.join(person, account).await?;
        let slug = org.organisation().await?.slug;
        org.commit().await?;
        Ok(Joined { session, slug })
    }
}

impl AccountTx {
    /// A link of an invitation that may still be used.
    async fn invited(&self, token: &str) -> Result<(OpenLink, Invited)> {
        let link = self.open_link(Purpose::Invitation, token).await?;
        let invited = link.invited.clone().ok_or(unreadable("invitation"))?;
        Ok((link, invited))
    }

    /// Goes on in the organisation that a mailed link speaks of.
    async fn continue_in(self, invited: &Invited, person: Option<PersonId>) -> Result<OrgTx> {
        self.door.set("app.org_id", invited.org).await?;
        let actor = person.map_or(Actor::System, Actor::Person);
        let zone = domain::calendar::zone(&invited.zone).ok_or(unreadable("time zone"))?;
        let tenancy = Tenancy::new(OrgId(invited.org), zone, actor);
        let org = OrgTx::continued(self, tenancy);
        let zone = domain::calendar::zone(&org.organisation().await?.zone).ok_or(unreadable("time zone"))?;
        Ok(org.in_zone(zone))
    }
}
