//! The embedded default's mailbox: mails are kept here instead of being sent.

use crate::doors::{AccountTx, SystemTx};
use crate::entity::captured_mail;
use crate::error::{Error, Result};
use domain::clock::Instant;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A mail to be kept.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Its Message-ID.
    pub message_id: String,
    /// To whom.
    pub to_address: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// When it would have left.
    pub sent_at: Instant,
}

/// A captured mail.
#[derive(Clone, Debug)]
pub struct CapturedMail {
    /// Its id here.
    pub id: Uuid,
    /// Its Message-ID.
    pub message_id: String,
    /// To whom.
    pub to_address: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// When it would have left.
    pub sent_at: Instant,
}

impl SystemTx {
    /// Keeps a mail.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn capture(&self, mail: NewMail) -> Result<()> {
        let row = captured_mail::ActiveModel {
            id: Set(self.store.new_id()),
            message_id: Set(mail.message_id),
            to_address: Set(mail.to_address),
            subject: Set(mail.subject),
            text: Set(mail.text),
            html: Set(mail.html),
            sent_at: Set(mail.sent_at),
        };
        captured_mail::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(self.door.tx())
            .await?;
        Ok(())
    }
}

impl AccountTx {
    /// The latest captured mails, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn captured_mails(&self, limit: u64) -> Result<Vec<CapturedMail>> {
        let rows = captured_mail::Entity::find()
            .order_by_desc(captured_mail::Column::Id)
            .limit(limit)
            .all(self.door.tx())
            .await?;
        Ok(rows.into_iter().map(mail).collect())
    }

    /// One captured mail.
    ///
    /// # Errors
    /// When there is none of that id.
    pub async fn captured_mail(&self, id: Uuid) -> Result<CapturedMail> {
        let row = captured_mail::Entity::find_by_id(id).one(self.door.tx()).await?;
        row.map(mail).ok_or(Error::NotFound)
    }
}

fn mail(row: captured_mail::Model) -> CapturedMail {
    CapturedMail {
        id: row.id,
        message_id: row.message_id,
        to_address: row.to_address,
        subject: row.subject,
        text: row.text,
        html: row.html,
        sent_at: row.sent_at,
    }
}
