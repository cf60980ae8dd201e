//! What is told, written down in the transaction of its cause.

use crate::doors::OrgTx;
use crate::entity::revision;
use crate::error::Result;
use domain::event::Event;
use domain::id::{DispatchId, EndpointId};
use domain::job::Job;
use domain::webhook::EventType;
use sea_orm::ActiveValue;
use serde_json::{Value, json};

/// What of a task is told.
const FIELDS: [&str; 7] = ["id", "title", "state", "priority", "due", "owner", "control"];

impl OrgTx {
    /// Writes what each receiver is told of these events.
    pub(crate) async fn tell(&self, events: &[Event], revisions: &[revision::ActiveModel]) -> Result<()> {
        let told: Vec<(EventType, &Event)> =
            events.iter().filter_map(|event| Some((EventType::of(event)?, event))).collect();
        if told.is_empty() {
            return Ok(());
        }
        let endpoints = self.endpoints().await?;
        for endpoint in endpoints.iter().filter(|endpoint| endpoint.active) {
            for (kind, event) in &told {
                if endpoint.events.is_empty() || endpoint.events.contains(kind) {
                    self.add_dispatch(endpoint.id, *kind, &data(event, revisions)).await?;
                }
            }
        }
        Ok(())
    }

    pub(super) async fn add_dispatch(
        &self,
        endpoint: EndpointId,
        kind: EventType,
        data: &Value,
    ) -> Result<DispatchId> {
        let id = DispatchId(self.store.new_id());
        let timestamp = self.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        let body = json!({ "type": kind.name(), "timestamp": timestamp, "data": data }).to_string();
        let sql = self
            .sql("insert into dispatch (org_id, id, endpoint_id, event_type, body, state, attempts, planned_at) values (")
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(endpoint.0)
            .push(", ")
            .bind(kind.name())
            .push(", ")
            .bind(body)
            .push(", 'planned', 0, ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        self.enqueue(Job::Dispatch { dispatch: id });
        Ok(id)
    }
}

/// The version of the task that the event made, as it is kept.
fn data(event: &Event, revisions: &[revision::ActiveModel]) -> Value {
    let subject = event.subject().map(|subject| subject.0);
    let kept = revisions.iter().find(|row| {
        matches!(&row.subject_id, ActiveValue::Set(id) if Some(*id) == subject)
            && matches!(&row.event, ActiveValue::Set(kind) if kind == event.kind())
    });
    let Some(ActiveValue::Set(body)) = kept.map(|row| &row.body) else { return json!({ "id": subject }) };
    let fields = FIELDS.iter().map(|field| ((*field).to_owned(), body[*field].clone()));
    Value::Object(fields.collect())
}
