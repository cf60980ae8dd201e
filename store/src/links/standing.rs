//! Links that are not used up by being followed: they turn off mail, or are where mail comes back to.

use super::{LinkKey, Purpose, token_hash};
use crate::doors::{AccountTx, OrgTx};
use crate::entity::link;
use crate::error::Result;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

impl LinkKey {
    /// The id of a link that stands for as long as `period`: the same for whoever asks again.
    fn standing_id(&self, purpose: Purpose, body: &str, period: i64) -> uuid::Uuid {
        let mac = self.mac(&[b"standing", purpose.name().as_bytes(), &period.to_be_bytes(), body.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&mac[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// The token of a link that stands for good.
    pub(crate) fn code_of(&self, purpose: Purpose, body: &serde_json::Value) -> String {
        self.standing_token(self.standing_id(purpose, &body.to_string(), 0))
    }

    /// Its token: of small letters and digits only, and short, since servers on the way of a bounce fold and cut the local
    /// part of an address.
    fn standing_token(&self, id: uuid::Uuid) -> String {
        let mac = self.mac(&[b"standing token", id.as_bytes()]);
        mac[..20].iter().fold(String::with_capacity(40), |text, byte| text + &format!("{byte:02x}"))
    }
}

impl OrgTx {
    /// The token of a link that is not used up, and the same for a while. Its row names no address: what is asked for by
    /// address is counted, and this is not asked for.
    pub(crate) async fn standing_token(&self, purpose: Purpose, body: &serde_json::Value) -> Result<String> {
        let period = self.now().timestamp() / (purpose.stands_for_days() * 86_400);
        let key = self.store.link_key();
        let id = key.standing_id(purpose, &body.to_string(), period);
        let token = key.standing_token(id);
        let row = link::ActiveModel {
            id: Set(id),
            purpose: Set(purpose.name().to_owned()),
            token_hash: Set(token_hash(&token)),
            address: Set(String::new()),
            name: Set(String::new()),
            account_id: Set(None),
            body: Set(body.clone()),
            created_at: Set(self.now()),
            expires_at: Set(self.now() + purpose.validity()),
            used_at: Set(None),
        };
        let known = OnConflict::column(link::Column::Id).do_nothing().to_owned();
        link::Entity::insert(row).on_conflict(known).exec_without_returning(self.door.tx()).await?;
        Ok(token)
    }
}

impl AccountTx {
    /// What a link speaks of that is not used up by being followed; `None` when it is unknown or expired.
    pub(crate) async fn standing_link(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<Option<serde_json::Value>> {
        let row = link::Entity::find()
            .filter(link::Column::TokenHash.eq(token_hash(token)))
            .filter(link::Column::Purpose.eq(purpose.name()))
            .filter(link::Column::ExpiresAt.gt(self.now()))
            .one(self.door.tx())
            .await?;
        Ok(row.map(|row| row.body))
    }

    /// The same of one that may have expired, and whether it has.
    pub(crate) async fn standing_link_of_old(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<Option<(serde_json::Value, bool)>> {
        let row = link::Entity::find()
            .filter(link::Column::TokenHash.eq(token_hash(token)))
            .filter(link::Column::Purpose.eq(purpose.name()))
            .one(self.door.tx())
            .await?;
        Ok(row.map(|row| (row.body, row.expires_at <= self.now())))
    }
}
