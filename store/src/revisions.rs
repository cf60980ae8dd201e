//! Every version of every subject, from its first: history, diff, undo and the AIMS as of a date read these.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::revision;
use crate::error::{Result, unreadable};
use domain::event::{Event, SCHEMA};
use domain::id::SubjectId;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::Serialize;

impl OrgTx {
    /// Keeps `body` as the subject's `version`; written at commit.
    pub(crate) fn revise(
        &self,
        subject: SubjectId,
        version: i32,
        event: &Event,
        body: &impl Serialize,
    ) -> Result<()> {
        let body = serde_json::to_value(body).map_err(|_| unreadable("revision"))?;
        let row = revision::ActiveModel {
            org_id: Set(self.org()),
            id: Set(self.store.new_id()),
            subject_id: Set(subject.0),
            version: Set(version),
            at: Set(self.now()),
            actor_kind: Set(self.tenancy.actor().kind()),
            actor_id: Set(self.tenancy.actor().person()),
            event: Set(event.kind().to_owned()),
            schema: Set(SCHEMA),
            body: Set(body),
        };
        self.pending().revisions.push(row);
        Ok(())
    }
}

pub(crate) async fn write(org: &OrgRead, rows: Vec<revision::ActiveModel>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    revision::Entity::insert_many(rows).exec_without_returning(org.door.tx()).await?;
    Ok(())
}
