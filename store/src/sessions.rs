//! Signed-in browsers: opaque tokens, stored hashed.

use crate::accounts::AccountRow;
use crate::doors::AccountTx;
use crate::entity::session;
use crate::error::{Result, unreadable};
use crate::links::token_hash;
use crate::sql::Sql;
use crate::tenancy::{Actor, Membership, Tenancy};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Duration, NaiveDate};
use domain::access::Role;
use domain::calendar::{local_date, zone};
use domain::clock::Instant;
use domain::id::{AccountId, OrgId, PersonId, SessionId};
use sea_orm::ActiveValue::Set;
use sea_orm::{DbBackend, EntityTrait, FromQueryResult};
use uuid::Uuid;

/// How long a browser stays signed in.
const LIFETIME: Duration = Duration::days(14);

/// A session as it is handed to the browser, once.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// What the cookie holds.
    pub token: String,
    /// Until when.
    pub expires_at: Instant,
    /// Whose.
    pub account: AccountId,
}

/// A session that a request came with.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// Whose.
    pub account: AccountRow,
}

#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    account_id: Uuid,
    name: String,
    address: String,
}

#[derive(FromQueryResult)]
struct MembershipRow {
    org_id: Uuid,
    slug: String,
    organisation: String,
    zone: String,
    suspended_at: Option<Instant>,
    suspended_why: Option<String>,
    closing_at: Option<Instant>,
    person_id: Uuid,
    name: String,
    role: Option<String>,
    from_date: Option<NaiveDate>,
    until_date: Option<NaiveDate>,
}

impl AccountTx {
    /// Signs an account in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_session(&self, account: AccountId) -> Result<NewSession> {
        let mut token = [0; 32];
        self.store.randomness().fill(&mut token);
        let token = URL_SAFE_NO_PAD.encode(token);
        let expires_at = self.machine_now() + LIFETIME;
        let row = session::ActiveModel {
            id: Set(self.store.new_id()),
            token_hash: Set(token_hash(&token)),
            account_id: Set(account.0),
            created_at: Set(self.machine_now()),
            expires_at: Set(expires_at),
            revoked_at: Set(None),
        };
        session::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        Ok(NewSession { token, expires_at, account })
    }

    /// Whoever a token belongs to, while its session lasts; the door is theirs from then on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn signed_in(&mut self, token: &str) -> Result<Option<SignedIn>> {
        // What row-level security asks for is set by the same statement.
        let scope = match self.door.backend() {
            DbBackend::Postgres => ", set_config('app.account_id', s.account_id::text, true) as scope",
            _ => "",
        };
        let sql = Sql::new("select s.id, s.account_id, a.name, a.address")
            .push(scope)
            .push(" from session s join account a on a.id = s.account_id where s.revoked_at is null and s.expires_at > ")
            .bind(self.machine_now())
            .push(" and s.token_hash = ")
            .bind(token_hash(token));
        let found = self.door.one::<SessionRow>(sql).await?.map(|row| SignedIn {
            session: SessionId(row.id),
            account: AccountRow { id: AccountId(row.account_id), name: row.name, address: row.address },
        });
        self.account = found.as_ref().map(|found| found.account.id);
        Ok(found)
    }

    /// Signs a browser out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_session(&self, session: SessionId) -> Result<()> {
        let sql = Sql::new("update session set revoked_at = ")
            .bind(self.machine_now())
            .push(" where revoked_at is null and id = ")
            .bind(session.0);
        self.door.run(sql).await.map(drop)
    }

    /// Signs out the browser that has this token, whoever it is: what was there before a new sign-in ends with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_session_of(&self, token: &str) -> Result<()> {
        let sql = Sql::new("update session set revoked_at = ")
            .bind(self.machine_now())
            .push(" where revoked_at is null and token_hash = ")
            .bind(token_hash(token));
        self.door.run(sql).await.map(drop)
    }

    /// Signs every browser of an account out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_sessions(&self, account: AccountId) -> Result<()> {
        let sql = Sql::new("update session set revoked_at = ")
            .bind(self.machine_now())
            .push(" where revoked_at is null and account_id = ")
            .bind(account.0);
        self.door.run(sql).await.map(drop)
    }

    /// The organisations that the door's account belongs to with at least one role today; with `slug`, only that one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn memberships(&self, slug: Option<&str>) -> Result<Vec<Membership>> {
        let Some(account) = self.account else { return Ok(Vec::new()) };
        let mut sql = Sql::new(
            "select o.org_id, o.slug, o.name as organisation, o.zone, o.suspended_at, o.suspended_why, o.closing_at, p.id as person_id, p.name, r.role, r.from_date, \
             r.until_date from person p join organisation o on o.org_id = p.org_id \
             left join role_assignment r on r.org_id = p.org_id and r.person_id = p.id where p.active = ",
        )
        .bind(true)
        .push(" and p.account_id = ")
        .bind(account.0);
        if let Some(slug) = slug {
            sql = sql.push(" and o.slug = ").bind(slug);
        }
        let rows: Vec<MembershipRow> = self.door.all(sql.push(" order by o.slug, r.role")).await?;
        let mut memberships: Vec<Membership> = Vec::new();
        for row in rows {
            let zone = zone(&row.zone).ok_or(unreadable("time zone"))?;
            let today = local_date(self.now(), zone);
            let role = row.role.as_deref().and_then(Role::parse).filter(|_| holds(&row, today));
            match memberships.last_mut() {
                Some(last) if last.tenancy.org().0 == row.org_id => last.roles.extend(role),
                _ => memberships.push(Membership {
                    tenancy: Tenancy::new(OrgId(row.org_id), zone, Actor::Person(PersonId(row.person_id))),
                    name: row.name,
                    grant: None,
                    slug: row.slug,
                    organisation: row.organisation,
                    suspended: row.suspended_at.map(|_| row.suspended_why.unwrap_or_default()),
                    closing: row.closing_at,
                    person: PersonId(row.person_id),
                    roles: role.into_iter().collect(),
                }),
            }
        }
        memberships.retain(|membership| !membership.roles.is_empty());
        Ok(memberships)
    }
}

fn holds(row: &MembershipRow, today: NaiveDate) -> bool {
    row.from_date.is_some_and(|from| from <= today) && row.until_date.is_none_or(|until| today <= until)
}
