//! Writing what was planned. The unique key lets each step of a due date reach a recipient once by each way, whoever
//! plans it and however often.

use super::{MessagePlace, Planned};
use crate::doors::OrgTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::delivery::{Channel, Reason, State};
use domain::id::DeliveryId;
use domain::job::Job;
use sea_orm::FromQueryResult;
use std::collections::HashSet;
use uuid::Uuid;

/// How many rows one statement writes.
const BATCH: usize = 500;

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

impl OrgTx {
    /// Writes deliveries and their jobs, and answers how many.
    pub(crate) async fn plan_deliveries(
        &self,
        planned: &[Planned],
        places: &[MessagePlace],
    ) -> Result<usize> {
        let mut made = 0;
        for some in planned.chunks(BATCH) {
            let ids: Vec<DeliveryId> = some.iter().map(|_| DeliveryId(self.store.new_id())).collect();
            let rows = || ids.iter().copied().zip(some);
            let inserted = self.insert_deliveries(rows(), &Channel::Mail, State::Planned, None).await?;
            for (id, one) in rows() {
                let id =
                    if inserted.contains(&id.0) { Some(id) } else { self.revive(one, Channel::Mail).await? };
                let Some(delivery) = id else { continue };
                self.enqueue(Job::DeliverMail { delivery });
                self.plan_messages(one, places).await?;
                made += 1;
            }
        }
        Ok(made)
    }

    /// Notes steps that later ones replaced.
    pub(crate) async fn note_replaced(&self, missed: &[Planned]) -> Result<()> {
        for some in missed.chunks(BATCH) {
            let rows = some.iter().map(|one| (DeliveryId(self.store.new_id()), one));
            self.insert_deliveries(rows, &Channel::Mail, State::Suppressed, Some(Reason::Replaced)).await?;
        }
        Ok(())
    }

    /// Writes one that goes by a message; `None` where it stands there already.
    pub(super) async fn insert_delivery(
        &self,
        planned: &Planned,
        channel: Channel,
    ) -> Result<Option<DeliveryId>> {
        let id = DeliveryId(self.store.new_id());
        let inserted =
            self.insert_deliveries([(id, planned)].into_iter(), &channel, State::Planned, None).await?;
        if inserted.is_empty() { self.revive(planned, channel).await } else { Ok(Some(id)) }
    }

    async fn insert_deliveries<'a>(
        &self,
        rows: impl Iterator<Item = (DeliveryId, &'a Planned)>,
        channel: &Channel,
        state: State,
        reason: Option<Reason>,
    ) -> Result<HashSet<Uuid>> {
        // What is the same in all is said once: a statement of so many rows is read by the database each time.
        let mut sql = Sql::new(
            "insert into delivery (org_id, channel, state, reason, planned_at, settled_at, copies, id, subject_id, \
             recipient_id, due, step) select ",
        )
        .bind(self.org())
        .push(", ")
        .bind_all([channel.to_string(), state.name().to_owned()])
        .push(", ")
        .bind(reason.map(|reason| reason.name().to_owned()))
        .push(", ")
        .bind_all([Some(self.now()), state.is_final().then(|| self.now())])
        .push(", 0, v.column1, v.column2, v.column3, v.column4, v.column5 from (values ");
        for (position, (id, planned)) in rows.enumerate() {
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind_all([id.0, planned.subject, planned.recipient])
                .push(", ")
                .bind(planned.due)
                .push(", ")
                .bind(planned.step.to_string())
                .push(")");
        }
        // Without the condition SQLite takes the conflict for one of a join.
        let sql = sql.push(") as v where true on conflict do nothing returning id");
        let rows: Vec<IdRow> = self.door.all(sql).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// Takes up one that was suppressed because it was not true for a while, and never went out.
    async fn revive(&self, planned: &Planned, channel: Channel) -> Result<Option<DeliveryId>> {
        let sql = Sql::new(
            "update delivery set state = 'planned', reason = null, settled_at = null, planned_at = ",
        )
        .bind(self.now())
        .push(" where copies = 0 and state = 'suppressed' and reason in (")
        .bind_all(Reason::PASSING.map(Reason::name))
        .push(") and org_id = ")
        .bind(self.org())
        .push(" and subject_id = ")
        .bind(planned.subject)
        .push(" and due = ")
        .bind(planned.due)
        .push(" and step = ")
        .bind(planned.step.to_string())
        .push(" and recipient_id = ")
        .bind(planned.recipient)
        .push(" and channel = ")
        .bind(channel.to_string())
        .push(" returning id");
        Ok(self.door.one::<IdRow>(sql).await?.map(|row| DeliveryId(row.id)))
    }

    /// Sends on to whoever stands in what somebody who is away would have been reminded of. `None` where they hear of it
    /// already.
    pub(super) async fn pass_on(&self, from: DeliveryId, to: Uuid) -> Result<Option<DeliveryId>> {
        let id = DeliveryId(self.store.new_id());
        let sql = Sql::new(
            "insert into delivery (org_id, id, subject_id, recipient_id, for_id, due, step, channel, state, copies, planned_at) \
             select org_id, ",
        )
        .bind(id.0)
        .push(", subject_id, ")
        .bind(to)
        .push(", recipient_id, due, step, channel, 'planned', 0, ")
        .bind(self.now())
        .push(" from delivery where org_id = ")
        .bind(self.org())
        .push(" and id = ")
        .bind(from.0)
        .push(" on conflict do nothing");
        Ok((self.door.run(sql).await? == 1).then_some(id))
    }
}
