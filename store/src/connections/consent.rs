//! The journey to a service and back. What comes back is believed only in the browser that set out, in the
//! organisation and by the person that did, within a quarter of an hour, and once.

use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::links::token_hash;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::connection::Service;
use domain::id::{ConnectionId, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How long a person may take over there.
const VALIDITY: Duration = Duration::minutes(15);

/// A journey that came back to where it began.
#[derive(Clone, Copy, Debug)]
pub struct Consent {
    /// To which service.
    pub service: Service,
    /// Which connection is to be signed in again, where it is not a new one.
    pub connection: Option<ConnectionId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    service: String,
    connection_id: Option<Uuid>,
}

impl OrgTx {
    /// Sets out. Answers the `state` that comes back with the person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_consent(
        &self,
        service: Service,
        session: SessionId,
        connection: Option<ConnectionId>,
    ) -> Result<String> {
        let mut token = [0; 32];
        self.store.randomness().fill(&mut token);
        let token = URL_SAFE_NO_PAD.encode(token);
        let person = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql("insert into consent (org_id, id, service, token_hash, person_id, session_id, connection_id, expires_at) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(service.name())
            .push(", ")
            .bind(token_hash(&token))
            .push(", ")
            .bind(person)
            .push(", ")
            .bind(session.0)
            .push(", ")
            .bind(connection.map(|connection| connection.0))
            .push(", ")
            .bind(self.store.clock().machine() + VALIDITY)
            .push(")");
        self.door.run(sql).await?;
        Ok(token)
    }

    /// Comes back. Used up by this, whatever follows.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nobody set out so, here and in this browser, or it was too long ago, or it has
    /// come back before.
    pub async fn use_consent(&self, state: &str, session: SessionId) -> Result<Consent> {
        let now = self.store.clock().machine();
        let sql = self
            .sql("select id, service, connection_id from consent where org_id = ")
            .push(" and token_hash = ")
            .bind(token_hash(state))
            .push(" and session_id = ")
            .bind(session.0)
            .push(" and person_id = ")
            .bind(self.tenancy.actor().person())
            .push(" and used_at is null and expires_at > ")
            .bind(now);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sql = crate::sql::Sql::new("update consent set used_at = ")
            .bind(now)
            .push(" where used_at is null and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(row.id);
        if self.door.run(sql).await? != 1 {
            return Err(Error::NotFound);
        }
        let service = Service::parse(&row.service).ok_or(unreadable("service"))?;
        Ok(Consent { service, connection: row.connection_id.map(ConnectionId) })
    }
}
