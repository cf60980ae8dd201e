//! API tokens. What is kept of one is its SHA-256: a token has 256 random bits, so nobody finds it by trying, and a hash
//! that is slow on purpose, as for passwords, would only make every call slow.

mod expiry;
mod holder;
mod services;

pub use holder::{Holder, TokenRefused};
pub use services::{MOST_SERVICES, NewService, ServiceView};

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::links::token_hash;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::Duration;
use domain::access::Reach;
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{PersonId, TokenId};
use domain::token::{self, ALPHABET, Grant, Kind, MOST_TOKENS, RANDOM_LETTERS};
use sea_orm::FromQueryResult;
use secrecy::SecretString;
use uuid::Uuid;

/// How many tokens are listed: of those that no longer work the latest.
const LISTED: i64 = 500;
/// How many letters of a token are shown afterwards.
const SHOWN: usize = 4;

/// A token, without itself.
#[derive(Clone, Debug)]
pub struct TokenView {
    /// Its id.
    pub id: TokenId,
    /// What it is called.
    pub name: String,
    /// Its last letters.
    pub ends_with: String,
    /// How far it reaches.
    pub grant: Grant,
    /// For whom it stands.
    pub person: Owner,
    /// Whether that is a service account.
    pub is_service: bool,
    /// Who made it.
    pub made_by: Owner,
    /// When.
    pub made_at: Instant,
    /// Until when it works.
    pub expires_at: Instant,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// For whom: oneself, or a service account.
    pub person: PersonId,
    /// What it is called.
    pub name: String,
    /// How far it reaches.
    pub grant: Grant,
    /// For how many days.
    pub days: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    ends_with: String,
    granted: serde_json::Value,
    person_id: Uuid,
    person: String,
    service_for: Option<String>,
    maker_id: Uuid,
    maker: String,
    made_at: Instant,
    expires_at: Instant,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

fn view(row: Row) -> Result<TokenView> {
    Ok(TokenView {
        id: TokenId(row.id),
        name: row.name,
        ends_with: row.ends_with,
        grant: serde_json::from_value(row.granted).map_err(|_| unreadable("grant"))?,
        person: Owner { id: row.person_id, name: row.person },
        is_service: row.service_for.is_some(),
        made_by: Owner { id: row.maker_id, name: row.maker },
        made_at: row.made_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    })
}

impl OrgRead {
    /// The tokens of a person or service account; with `None` everybody's. The latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn api_tokens(&self, of: Option<PersonId>) -> Result<Vec<TokenView>> {
        let mut sql = self.sql(
            "select t.id, t.name, t.ends_with, t.granted, t.person_id, p.name as person, p.service_for, \
                 m.id as maker_id, m.name as maker, t.made_at, t.expires_at, t.last_used_at, t.revoked_at \
                 from api_token t join person p on p.org_id = t.org_id and p.id = t.person_id \
                 join person m on m.org_id = t.org_id and m.id = t.made_by where t.org_id = ",
        );
        if let Some(person) = of {
            sql = sql.push(" and t.person_id = ").bind(person.0);
        }
        let sql = sql.push(" order by t.made_at desc, t.id desc limit ").bind(LISTED);
        self.door.all::<Row>(sql).await?.into_iter().map(view).collect()
    }

    /// How many tokens work, of one or in all.
    pub(crate) async fn working_tokens(&self, of: Option<PersonId>) -> Result<i64> {
        let mut sql = self
            .sql("select count(*) as count from api_token where org_id = ")
            .push(" and revoked_at is null and expires_at > ")
            .bind(self.store.clock().machine());
        if let Some(person) = of {
            sql = sql.push(" and person_id = ").bind(person.0);
        }
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }
}

impl OrgTx {
    /// Makes a token; the text is handed out now and never again.
    ///
    /// # Errors
    /// [`Error::NotFound`] unless it is for oneself or, where `services`, for a service account that works;
    /// [`Refused::TooManyTokens`].
    pub async fn make_token(&self, new: &NewToken, services: Reach) -> Result<(TokenId, SecretString)> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let kind = if new.person.0 == by {
            Kind::Person
        } else {
            let service = self.service(new.person).await?;
            if services != Reach::All || !service.active {
                return Err(Error::NotFound);
            }
            Kind::Service
        };
        if self.working_tokens(Some(new.person)).await? >= MOST_TOKENS {
            return Err(Refused::TooManyTokens.into());
        }
        let id = TokenId(self.store.new_id());
        let text = token::write(kind, &self.random_letters());
        let ends_with: String = text.chars().skip(text.len() - SHOWN).collect();
        let now = self.store.clock().machine();
        let sql = self
            .sql("insert into api_token (org_id, id, person_id, name, hash, ends_with, granted, made_by, made_at, expires_at) values (")
            .push(", ")
            .bind_all::<sea_orm::Value>([
                id.0.into(),
                new.person.0.into(),
                new.name.as_str().into(),
                token_hash(&text).into(),
                ends_with.into(),
                serde_json::to_value(&new.grant).map_err(|_| unreadable("grant"))?.into(),
                by.into(),
                now.into(),
                (now + Duration::days(new.days)).into(),
            ])
            .push(")");
        self.door.run(sql).await?;
        self.watch_token(id, new, PersonId(by)).await?;
        self.record(Event::TokenMade { token: id, person: new.person });
        Ok((id, text.into()))
    }

    /// Has a token work no longer. One that was revoked before stays so.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or it is not the caller's and they reach only their own.
    pub async fn revoke_token(&self, id: TokenId, reach: Reach) -> Result<()> {
        let found = self.api_tokens(None).await?.into_iter().find(|token| token.id == id);
        let theirs =
            |token: &TokenView| reach == Reach::All || self.tenancy.actor().person() == Some(token.person.id);
        let token = found.filter(theirs).ok_or(Error::NotFound)?;
        let sql = Sql::new("update api_token set revoked_at = ")
            .bind(self.store.clock().machine())
            .push(" where revoked_at is null and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        if self.door.run(sql).await? == 1 {
            self.unwatch_revoked().await?;
            self.record(Event::TokenRevoked { token: id, person: PersonId(token.person.id) });
        }
        Ok(())
    }

    /// Has no token of somebody's work any longer, also when they come back.
    pub(crate) async fn revoke_tokens_of(&self, person: PersonId) -> Result<()> {
        let sql = Sql::new("update api_token set revoked_at = ")
            .bind(self.store.clock().machine())
            .push(" where revoked_at is null and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(person.0);
        self.door.run(sql).await?;
        self.unwatch_revoked().await
    }

    /// Notes that a token is in use, to the hour: who looks for a forgotten one needs no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_token_used(&self, id: TokenId) -> Result<()> {
        let sql = Sql::new("update api_token set last_used_at = ")
            .bind(holder::hour(self.store.clock().machine()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Letters and digits, each as likely as any other.
    fn random_letters(&self) -> String {
        // Of the 256 values of a byte, the last eight would favour the first letters.
        let fair = 256 - 256 % ALPHABET.len();
        let mut letters = String::new();
        while letters.len() < RANDOM_LETTERS {
            let mut bytes = [0; 64];
            self.store.randomness().fill(&mut bytes);
            let fine = bytes.into_iter().map(usize::from).filter(|byte| *byte < fair);
            letters.extend(
                fine.filter_map(|byte| ALPHABET.get(byte % ALPHABET.len())).map(|byte| char::from(*byte)),
            );
        }
        letters.truncate(RANDOM_LETTERS);
        letters
    }
}
