//! Mailed, single-purpose links. A token is an HMAC over the link's id, so that the worker can write it into the
//! mail without it ever being stored; the row keeps its hash.

mod standing;

use crate::doors::{AccountTx, OpenDoor, OrgTx, Store, SystemTx};
use crate::entity::{account, link};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use chrono_tz::Tz;
use domain::access::Role;
use domain::calendar::zone;
use domain::clock::Instant;
use domain::id::{AccountId, LinkId};
use domain::job::Job;
use domain::organisation::Founding;
use domain::text::Address;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256};

/// The role of whoever founds an organisation.
pub(crate) const FOUNDER: Role = Role::Owner;

/// For so long after it expired a link to a training can be asked for anew.
const ASKED_ANEW: Duration = Duration::days(365);

/// How many links one address is sent within an hour.
const MOST_AN_HOUR: i64 = 5;

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Called {
    name: String,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Proves the address of somebody who signs up.
    SignUp,
    /// Tells somebody who signs up that they have an account. Nothing can be done with it.
    AccountExists,
    /// Lets somebody choose a new password.
    PasswordReset,
    /// Tells somebody that their password is another now. Nothing can be done with it.
    PasswordChanged,
    /// Lets somebody join an organisation that asked them to.
    Invitation,
    /// Turns off mail of one kind to one person. Stands in every such mail, so it is not used up.
    Unsubscribe,
    /// The address that mail to one person comes back to.
    Return,
    /// Opens what one person is asked to learn and confirm. Stands in every mail about it, until it is done or too old.
    Training,
    /// Shows that a certificate of training was given, for as long as certificates are kept.
    Certificate,
    /// Was asked for an address that has no account: costs the same work and mails nothing.
    Nobody,
}

impl Purpose {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::AccountExists => "account_exists",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::Invitation => "invitation",
            Self::Unsubscribe => "unsubscribe",
            Self::Return => "return",
            Self::Training => "training",
            Self::Certificate => "certificate",
            Self::Nobody => "nobody",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::SignUp,
            Self::AccountExists,
            Self::PasswordReset,
            Self::PasswordChanged,
            Self::Invitation,
            Self::Unsubscribe,
            Self::Return,
            Self::Training,
            Self::Certificate,
            Self::Nobody,
        ];
        all.into_iter().find(|purpose| purpose.name() == name)
    }

    /// How long the link may be used.
    const fn validity(self) -> Duration {
        match self {
            // Told late is better than never told.
            Self::SignUp | Self::PasswordChanged => Duration::hours(48),
            Self::Invitation => Duration::days(14),
            // From the quarter in which it was first mailed: a mail's link works for nine months or more.
            Self::Unsubscribe => Duration::days(365),
            // Servers give up within a week.
            Self::Return => Duration::days(120),
            // Each mail's works for twenty days at least, and a reminder brings another.
            Self::Training => Duration::days(35),
            Self::Certificate => Duration::days(3_653),
            Self::AccountExists | Self::PasswordReset | Self::Nobody => Duration::hours(2),
        }
    }

    /// How many days one standing link is mailed for.
    const fn stands_for_days(self) -> i64 {
        match self {
            Self::Training => 15,
            // One for good.
            Self::Certificate => 1_000_000,
            _ => 90,
        }
    }
}

/// The key under which tokens are made. Lives beside the data, never in it.
#[derive(Clone, Debug)]
pub struct LinkKey(SecretSlice<u8>);

impl LinkKey {
    /// A key of 32 bytes or more.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }

    fn token(&self, id: uuid::Uuid) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(&[id.as_bytes()]))
    }

    /// Something that nobody without the key can tell.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret()).expect("any length is a key");
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

/// A link that may still be used.
#[derive(Clone, Debug)]
pub struct OpenLink {
    /// The address it was mailed to.
    pub address: Address,
    /// The name that was typed.
    pub name: String,
    /// The organisation that was typed, for [`Purpose::SignUp`].
    pub founding: Option<Founding>,
    /// Until when.
    pub expires_at: Instant,
    pub(crate) account: Option<AccountId>,
    pub(crate) invited: Option<Invited>,
}

/// What an invitation's link speaks of.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Invited {
    pub(crate) org: uuid::Uuid,
    pub(crate) invitation: uuid::Uuid,
    pub(crate) organisation: String,
    pub(crate) inviter: String,
    /// The zone to show times in.
    pub(crate) zone: String,
}

/// What the letter of a link to a training says.
#[derive(serde::Deserialize)]
struct Asked {
    organisation: String,
    title: String,
    zone: String,
}

/// What the worker needs to mail a link.
#[derive(Clone, Debug)]
pub struct LinkLetter {
    /// What for.
    pub purpose: Purpose,
    /// To which address.
    pub address: String,
    /// To whom.
    pub name: String,
    /// The organisation that was typed, or that asks.
    pub organisation: Option<String>,
    /// What it is called that somebody is asked to do, for [`Purpose::Training`].
    pub title: Option<String>,
    /// Who asks, for [`Purpose::Invitation`].
    pub inviter: Option<String>,
    /// What stands behind `#` in the link.
    pub token: String,
    /// When it was asked for: the date of the letter.
    pub made_at: Instant,
    /// Until when it may be used.
    pub expires_at: Instant,
    /// The zone to show times in: the typed organisation's, else UTC.
    pub zone: Tz,
}

pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Adds a link that waits to be mailed; answers until when it may be used. An address that was sent so many lately that
/// another would only be a nuisance to whoever reads there gets one that is never mailed.
async fn add_link(
    door: &OpenDoor,
    store: &Store,
    purpose: Purpose,
    (address, name): (&str, &str),
    account: Option<uuid::Uuid>,
    body: serde_json::Value,
) -> Result<(LinkId, Instant)> {
    let now = store.clock().calendar();
    let sql =
        Sql::new("select count(*) as count from link where purpose <> 'nobody' and lower(address) = lower(")
            .bind(address)
            .push(") and created_at > ")
            .bind(now - Duration::hours(1));
    let enough = door.one::<Count>(sql).await?.is_some_and(|row| row.count >= MOST_AN_HOUR);
    // Nobody can keep the owner of an account from being told by having many mails sent before.
    let enough = enough && purpose != Purpose::PasswordChanged;
    let (purpose, expires_at) = (if enough { Purpose::Nobody } else { purpose }, now + purpose.validity());
    let id = store.new_id();
    let row = link::ActiveModel {
        id: Set(id),
        purpose: Set(purpose.name().to_owned()),
        token_hash: Set(token_hash(&store.link_key().token(id))),
        address: Set(address.to_owned()),
        name: Set(name.to_owned()),
        account_id: Set(account),
        body: Set(body),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    link::Entity::insert(row).exec_without_returning(door.tx()).await?;
    Ok((LinkId(id), expires_at))
}

impl OrgTx {
    /// Mails the link of an invitation; answers until when it may be used.
    pub(crate) async fn mail_invitation(
        &self,
        address: &str,
        name: &str,
        invited: &Invited,
    ) -> Result<Instant> {
        let body = serde_json::to_value(invited).map_err(|_| unreadable("invitation"))?;
        let (link, expires_at) =
            add_link(&self.door, &self.store, Purpose::Invitation, (address, name), None, body).await?;
        self.enqueue(Job::MailLink { link });
        Ok(expires_at)
    }
}

impl OrgTx {
    /// Mails somebody of the organisation a link of their own.
    pub(crate) async fn mail_own_link(
        &self,
        purpose: Purpose,
        to: (&str, &str),
        body: serde_json::Value,
    ) -> Result<()> {
        let (link, _) = add_link(&self.door, &self.store, purpose, to, None, body).await?;
        self.enqueue(Job::MailLink { link });
        Ok(())
    }
}

impl AccountTx {
    /// Notes a sign-up and mails its link. Nothing else exists before the link is opened. An address that has
    /// an account gets a letter that says so; the caller cannot tell the two apart.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn request_sign_up(&self, address: &Address, name: &str, founding: &Founding) -> Result<()> {
        let known = self.account_by_key(&address.key()).await?;
        let purpose = if known.is_some() { Purpose::AccountExists } else { Purpose::SignUp };
        let body = serde_json::to_value(founding).map_err(|_| unreadable("founding"))?;
        self.mail_link(purpose, address.as_str(), name, None, body).await
    }

    /// Mails a link to choose a new password, where the address has an account. The caller cannot tell.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn request_password_reset(&self, address: &Address) -> Result<()> {
        match self.account_by_key(&address.key()).await? {
            Some(account) => {
                let id = Some(account.id);
                self.mail_link(
                    Purpose::PasswordReset,
                    &account.address,
                    &account.name,
                    id,
                    serde_json::json!({}),
                )
                .await
            }
            None => self.mail_link(Purpose::Nobody, address.as_str(), "", None, serde_json::json!({})).await,
        }
    }

    /// Tells the owner of an account that its password is another now.
    pub(crate) async fn mail_password_changed(&self, account: AccountId) -> Result<()> {
        let row = account::Entity::find_by_id(account.0).one(self.door.tx()).await?.ok_or(Error::NotFound)?;
        let body = serde_json::json!({});
        self.mail_link(Purpose::PasswordChanged, &row.address, &row.name, Some(row.id), body).await
    }

    pub(crate) async fn account_by_key(&self, key: &str) -> Result<Option<account::Model>> {
        let found = account::Entity::find().filter(account::Column::AddressKey.eq(key));
        Ok(found.one(self.door.tx()).await?)
    }

    async fn mail_link(
        &self,
        purpose: Purpose,
        address: &str,
        name: &str,
        account: Option<uuid::Uuid>,
        body: serde_json::Value,
    ) -> Result<()> {
        let (id, _) = add_link(&self.door, &self.store, purpose, (address, name), account, body).await?;
        self.enqueue(Job::MailLink { link: id });
        Ok(())
    }

    /// A link that may still be used for `purpose`, without using it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is unknown, expired, used, or for something else.
    pub async fn open_link(&self, purpose: Purpose, token: &str) -> Result<OpenLink> {
        let row = link::Entity::find()
            .filter(link::Column::TokenHash.eq(token_hash(token)))
            .filter(link::Column::Purpose.eq(purpose.name()))
            .filter(link::Column::UsedAt.is_null())
            .filter(link::Column::ExpiresAt.gt(self.now()))
            .one(self.door.tx())
            .await?
            .ok_or(Error::NotFound)?;
        Ok(OpenLink {
            address: Address::parse(&row.address).map_err(|_| unreadable("address"))?,
            name: row.name,
            founding: serde_json::from_value(row.body.clone()).ok(),
            invited: serde_json::from_value(row.body).ok(),
            expires_at: row.expires_at,
            account: row.account_id.map(AccountId),
        })
    }

    /// The names of the organisations that the account of a link belongs to, or founds with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known_through(&self, link: &OpenLink) -> Result<Vec<String>> {
        if let Some(founding) = &link.founding {
            return Ok(vec![founding.name.clone()]);
        }
        let Some(account) = link.account else { return Ok(Vec::new()) };
        self.door.set("app.account_id", account.0).await?;
        let sql = Sql::new(
            "select o.name from person p join organisation o on o.org_id = p.org_id where p.account_id = ",
        )
        .bind(account.0);
        Ok(self.door.all::<Called>(sql).await?.into_iter().map(|row| row.name).collect())
    }

    /// Uses a link up: of two that try, one gets it.
    pub(crate) async fn use_link(&self, purpose: Purpose, token: &str) -> Result<OpenLink> {
        let open = self.open_link(purpose, token).await?;
        let sql = Sql::new("update link set used_at = ")
            .bind(self.now())
            .push(" where used_at is null and token_hash = ")
            .bind(token_hash(token));
        if self.door.run(sql).await? == 1 { Ok(open) } else { Err(Error::NotFound) }
    }
}

impl SystemTx {
    /// What to mail for a link; `None` once it is used or expired, or when it is for nobody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn link_letter(&self, id: LinkId) -> Result<Option<LinkLetter>> {
        let Some(row) = link::Entity::find_by_id(id.0).one(self.door.tx()).await? else { return Ok(None) };
        let purpose = Purpose::parse(&row.purpose).ok_or(unreadable("purpose of a link"))?;
        let spent = row.used_at.is_some() || row.expires_at <= self.store.clock().calendar();
        // One that stands in other letters names no address.
        if spent || purpose == Purpose::Nobody || row.address.is_empty() {
            return Ok(None);
        }
        let founding: Option<Founding> = serde_json::from_value(row.body.clone()).ok();
        let invited: Option<Invited> = serde_json::from_value(row.body.clone()).ok();
        let asked: Option<Asked> = serde_json::from_value(row.body).ok();
        let shown = founding.as_ref().map(|one| &one.zone);
        let shown = shown.or(invited.as_ref().map(|one| &one.zone)).or(asked.as_ref().map(|one| &one.zone));
        Ok(Some(LinkLetter {
            purpose,
            address: row.address,
            name: row.name,
            zone: shown.and_then(|name| zone(name)).unwrap_or(Tz::UTC),
            inviter: invited.as_ref().map(|invited| invited.inviter.clone()),
            title: asked.as_ref().map(|asked| asked.title.clone()),
            organisation: founding
                .map(|one| one.name)
                .or(invited.map(|one| one.organisation))
                .or(asked.map(|one| one.organisation)),
            token: self.store.link_key().token(row.id),
            made_at: row.created_at,
            expires_at: row.expires_at,
        }))
    }

    /// Removes links and sessions that nobody can use any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prune_links_and_sessions(&self) -> Result<u64> {
        let now = self.store.clock().calendar();
        // Whoever comes with a link to a training that is too old is mailed a new one.
        let links = Sql::new("delete from link where expires_at < ")
            .bind(now - ASKED_ANEW)
            .push(" or (purpose <> 'training' and expires_at < ")
            .bind(now)
            .push(")");
        let sessions = Sql::new("delete from session where expires_at < ").bind(self.store.clock().machine());
        Ok(self.door.run(links).await? + self.door.run(sessions).await?)
    }
}
