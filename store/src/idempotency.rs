//! `Idempotency-Key`: a create that is repeated answers with what it made the first time.

use crate::doors::OrgTx;
use crate::entity::idempotency;
use crate::error::{Error, Result, unreadable};
use crate::founding::is_taken;
use crate::sql::Sql;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::id::SubjectId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};

/// How long a key is remembered at least.
const MEMORY: Duration = Duration::days(2);

/// A caller's key for one create.
#[derive(Clone, Debug)]
pub struct Key {
    pub(crate) key: String,
    pub(crate) request: String,
}

impl Key {
    pub(crate) fn name(&self) -> &str {
        &self.key
    }

    pub(crate) fn request(&self) -> &str {
        &self.request
    }

    /// The key with the request it stands for: route and body.
    #[must_use]
    pub fn new(key: &str, request: &[u8]) -> Self {
        Self { key: key.to_owned(), request: URL_SAFE_NO_PAD.encode(Sha256::digest(request)) }
    }
}

/// What a create made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotent {
    /// Something new.
    New(SubjectId),
    /// Nothing; this was made by the same request before.
    Repeated(SubjectId),
}

impl Idempotent {
    /// What it is about.
    #[must_use]
    pub const fn subject(self) -> SubjectId {
        match self {
            Self::New(subject) | Self::Repeated(subject) => subject,
        }
    }
}

impl OrgTx {
    /// What a request with this key made before.
    pub(crate) async fn answered(&self, key: &Key) -> Result<Option<SubjectId>> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let row = self
            .find::<idempotency::Entity>()
            .filter(idempotency::Column::PersonId.eq(me))
            .filter(idempotency::Column::Key.eq(key.key.clone()))
            .one(self.door.tx())
            .await?;
        match row {
            None => Ok(None),
            Some(row) if row.request == key.request => Ok(Some(SubjectId(row.subject_id))),
            Some(_) => Err(Error::KeyReused),
        }
    }

    /// Remembers what the request made, and forgets what is too old.
    pub(crate) async fn answer(&self, key: &Key, subject: SubjectId) -> Result<()> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let row = idempotency::ActiveModel {
            org_id: Set(self.org()),
            id: Set(self.store.new_id()),
            person_id: Set(me),
            key: Set(key.key.clone()),
            request: Set(key.request.clone()),
            subject_id: Set(subject.0),
            created_at: Set(self.store.clock().machine()),
        };
        match idempotency::Entity::insert(row).exec_without_returning(self.door.tx()).await {
            Ok(_) => {}
            // The same request is being answered at this moment; whoever repeats it again gets its answer.
            Err(error) if is_taken(&error) => return Err(Error::Unavailable(error)),
            Err(error) => return Err(error.into()),
        }
        let old = Sql::new("delete from idempotency where created_at < ")
            .bind(self.store.clock().machine() - MEMORY)
            .push(" and org_id = ")
            .bind(self.org());
        self.door.run(old).await.map(drop)
    }
}
