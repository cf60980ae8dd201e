//! Who comes with a token: found by what it hashes to, before anything else is known.

use crate::doors::Store;
use crate::error::{Result, unreadable};
use crate::links::token_hash;
use crate::sql::Sql;
use crate::tenancy::{Actor, Membership, Tenancy};
use chrono::{DurationRound, TimeDelta};
use domain::access::Role;
use domain::calendar::{local_date, zone};
use domain::clock::Instant;
use domain::id::{OrgId, PersonId, TokenId};
use domain::token;
use sea_orm::FromQueryResult;
use std::fmt::Write;
use uuid::Uuid;

/// A caller who came with a token.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Which token.
    pub token: TokenId,
    /// For whom it stands, and where.
    pub membership: Membership,
    /// Whether it is time to note that it is in use.
    pub is_to_be_noted: bool,
}

/// Why a token does not let anybody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefused {
    /// There is no such token, or whom it stood for no longer belongs to the organisation.
    Unknown,
    /// It was revoked.
    Revoked,
    /// Its time is over.
    Expired,
}

#[derive(FromQueryResult)]
struct TokenRow {
    org_id: Uuid,
    id: Uuid,
    person_id: Uuid,
    granted: serde_json::Value,
    expires_at: Instant,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct HolderRow {
    slug: String,
    organisation: String,
    zone: String,
    suspended_at: Option<Instant>,
    suspended_why: Option<String>,
    closing_at: Option<Instant>,
    name: String,
    service_for: Option<String>,
    role: Option<String>,
    from_date: Option<chrono::NaiveDate>,
    until_date: Option<chrono::NaiveDate>,
}

/// The hour of an instant.
pub(super) fn hour(at: Instant) -> Instant {
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

impl Store {
    /// Who comes with that token.
    ///
    /// # Errors
    /// The outer when the database fails, the inner when the token lets nobody in.
    pub async fn holder_of(&self, text: &str) -> Result<std::result::Result<Holder, TokenRefused>> {
        if token::read(text).is_none() {
            return Ok(Err(TokenRefused::Unknown));
        }
        let hash = token_hash(text);
        let door = self.account_read(None).await?.door;
        let hex = hash.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a text does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        door.set_text("app.token_hash", &hex).await?;
        let sql = Sql::new(
            "select org_id, id, person_id, granted, expires_at, last_used_at, revoked_at from api_token where hash = ",
        )
        .bind(hash);
        let Some(row) = door.one::<TokenRow>(sql).await? else { return Ok(Err(TokenRefused::Unknown)) };
        let now = self.clock().machine();
        if row.revoked_at.is_some() {
            return Ok(Err(TokenRefused::Revoked));
        }
        if row.expires_at <= now {
            return Ok(Err(TokenRefused::Expired));
        }
        door.set("app.org_id", row.org_id).await?;
        let sql = Sql::new(
            "select o.slug, o.name as organisation, o.zone, o.suspended_at, o.suspended_why, o.closing_at, p.name, p.service_for, r.role, r.from_date, r.until_date \
             from person p join organisation o on o.org_id = p.org_id \
             left join role_assignment r on r.org_id = p.org_id and r.person_id = p.id where p.active = ",
        )
        .bind(true)
        .push(" and p.org_id = ")
        .bind(row.org_id)
        .push(" and p.id = ")
        .bind(row.person_id)
        .push(" order by r.role");
        let rows: Vec<HolderRow> = door.all(sql).await?;
        door.commit().await?;
        let is_to_be_noted = row.last_used_at.is_none_or(|last| last < hour(now));
        let Some(membership) = self.membership_of(&row, &rows)? else {
            return Ok(Err(TokenRefused::Unknown));
        };
        Ok(Ok(Holder { token: TokenId(row.id), membership, is_to_be_noted }))
    }

    /// None where whoever it was left, or has no role today.
    fn membership_of(&self, token: &TokenRow, rows: &[HolderRow]) -> Result<Option<Membership>> {
        let Some(first) = rows.first() else { return Ok(None) };
        let zone = zone(&first.zone).ok_or(unreadable("time zone"))?;
        let today = local_date(self.clock().calendar(), zone);
        let holds = |row: &&HolderRow| {
            row.from_date.is_some_and(|from| from <= today)
                && row.until_date.is_none_or(|until| today <= until)
        };
        let roles: Vec<Role> =
            rows.iter().filter(holds).filter_map(|row| row.role.as_deref()).filter_map(Role::parse).collect();
        let person = PersonId(token.person_id);
        let actor =
            if first.service_for.is_some() { Actor::ServiceAccount(person) } else { Actor::Token(person) };
        let grant = serde_json::from_value(token.granted.clone()).map_err(|_| unreadable("grant"))?;
        let membership = Membership {
            tenancy: Tenancy::new(OrgId(token.org_id), zone, actor),
            name: first.name.clone(),
            grant: Some(grant),
            slug: first.slug.clone(),
            organisation: first.organisation.clone(),
            suspended: first.suspended_at.map(|_| first.suspended_why.clone().unwrap_or_default()),
            closing: first.closing_at,
            person,
            roles,
        };
        Ok((!membership.roles.is_empty()).then_some(membership))
    }
}
