//! Noting what the outside did with an issue or message of ours.

use crate::doors::OrgTx;
use crate::error::{Result, unreadable};
use domain::delivery::State;
use domain::id::MirrorId;
use domain::mirror::Said;
use serde_json::{Value, json};

/// Where something of ours was found or made.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is called there among machines: immutable.
    pub id: String,
    /// And among people.
    pub key: String,
    /// Where people find it.
    pub url: String,
}

impl OrgTx {
    /// It stands there: made just now, or found again after a lost answer.
    ///
    /// # Errors
    /// When the database refuses; it then stays `sending`, and is looked for before it is made again.
    pub async fn mirror_made(
        &self,
        id: MirrorId,
        at: &Place,
        said: &Said,
        version: i32,
        found: bool,
    ) -> Result<()> {
        let sql = super::change("state = 'delivered', reason = null, last_error = null, problem = null, gone = null, remote_id = ")
            .bind(at.id.as_str())
            .push(", remote_key = ")
            .bind(at.key.as_str())
            .push(", remote_url = ")
            .bind(at.url.as_str())
            .push(", snapshot = ")
            .bind(self.body(said)?)
            .push(", shown_version = ")
            .bind(version)
            .push(", settled_at = ")
            .bind(self.now())
            .push(", synced_at = ")
            .bind(self.now());
        self.end(sql, id).await?;
        let what = if found { "found" } else { "made" };
        self.note(id, "out", what, json!({ "key": at.key })).await
    }

    /// It says now what its task says.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror_updated(
        &self,
        id: MirrorId,
        said: &Said,
        version: i32,
        fields: &[&str],
    ) -> Result<()> {
        let sql = super::change("last_error = null, problem = null, snapshot = ")
            .bind(self.body(said)?)
            .push(", shown_version = ")
            .bind(version)
            .push(", synced_at = ")
            .bind(self.now());
        self.end(sql, id).await?;
        if fields.is_empty() {
            Ok(())
        } else {
            self.note(id, "out", "changed", json!({ "fields": fields })).await
        }
    }

    /// The outside surely did not take it; it may be tried again. What was asked before stays looked for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror_not_taken(&self, id: MirrorId, why: &str) -> Result<()> {
        let standing = self.standing_held(id).await?;
        let sql = match standing.state {
            State::Sending if standing.copies <= 1 => {
                super::change("state = 'planned', copies = 0, last_error = ").bind(why)
            }
            State::Sending => super::change("copies = copies - 1, last_error = ").bind(why),
            _ => super::change("last_error = ").bind(why),
        };
        self.end(sql, id).await
    }

    /// The outside had it, but its answer was lost.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror_answer_lost(&self, id: MirrorId, why: &str) -> Result<()> {
        self.end(super::change("last_error = ").bind(why), id).await
    }

    /// The outside refuses it for good, with what it says of which field.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror_refused(&self, id: MirrorId, why: &str, problem: Option<Value>) -> Result<()> {
        let standing = self.standing_held(id).await?;
        // What stands there goes on standing there, however badly it takes a change.
        let state = if standing.state == State::Delivered { State::Delivered } else { State::Dead };
        let sql = super::change("state = ")
            .bind(state.name())
            .push(", last_error = ")
            .bind(why)
            .push(", problem = ")
            .bind(problem.clone())
            .push(", settled_at = ")
            .bind(self.now());
        self.end(sql, id).await?;
        self.note(id, "out", "refused", json!({ "why": why })).await
    }

    /// Ends what was given up: what never went out is dead, what may be out there is uncertain.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn abandon_mirror(&self, id: MirrorId, why: &str) -> Result<()> {
        let standing = self.standing_held(id).await?;
        let state = match standing.state {
            State::Planned => State::Dead,
            State::Sending => State::Uncertain,
            State::Delivered => return self.end(super::change("last_error = ").bind(why), id).await,
            State::Suppressed | State::Dead | State::Uncertain => return Ok(()),
        };
        let sql = super::change("state = ")
            .bind(state.name())
            .push(", last_error = ")
            .bind(why)
            .push(", settled_at = ")
            .bind(self.now());
        self.end(sql, id).await
    }

    /// It is no longer there, or no longer ours to see. Nothing of ours is deleted for that.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mirror_gone(&self, id: MirrorId, how: &'static str) -> Result<()> {
        self.end(super::change("gone = ").bind(how), id).await?;
        self.note(id, "in", how, json!({})).await
    }

    /// Writes down what went there or came back.
    pub(crate) async fn note(&self, id: MirrorId, direction: &str, what: &str, detail: Value) -> Result<()> {
        let sql = self
            .sql("insert into mirror_note (org_id, id, mirror_id, at, direction, what, detail) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind(direction)
            .push(", ")
            .bind(what)
            .push(", ")
            .bind(detail)
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    pub(super) fn body(&self, said: &Said) -> Result<Value> {
        serde_json::to_value(said).map_err(|_| unreadable("snapshot"))
    }

    pub(super) async fn end(&self, set: crate::sql::Sql, id: MirrorId) -> Result<()> {
        let sql = set.push(" where org_id = ").bind(self.org()).push(" and id = ").bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}
