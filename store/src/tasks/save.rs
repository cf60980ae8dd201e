//! How a task is written down: its subject, its row, and the row of the work on it.

use crate::doors::OrgTx;
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use crate::subjects::Shared;
use domain::task::{Priority, Task};
use sea_orm::Value;
use serde::Serialize;

pub(crate) fn number(priority: Priority) -> i32 {
    let position = Priority::ALL.iter().position(|one| *one == priority).unwrap_or_default();
    i32::try_from(position).unwrap_or_default()
}

pub(super) fn shared(task: &Task) -> Shared<'_> {
    let items = task.checklist.items().iter().map(|item| item.text.as_str());
    Shared {
        id: task.id,
        kind: "task",
        reference: None,
        reference_key: None,
        title: &task.title,
        state: task.state.name(),
        owner: task.owner,
        due: task.due,
        text: Some([task.description.as_str(), &task.expected_evidence].into_iter().chain(items).collect()),
    }
}

fn json(value: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| unreadable("task"))
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl OrgTx {
    pub(super) async fn save_task(&self, task: &Task) -> Result<()> {
        let sql = Sql::new("update task set priority = ")
            .bind(number(task.priority))
            .push(", description = ")
            .bind(task.description.clone())
            .push(", expected_evidence = ")
            .bind(task.expected_evidence.clone())
            .push(", evidence_required = ")
            .bind(task.evidence_required)
            .push(", evidence_note = ")
            .bind(task.evidence_note.clone())
            .push(", evidence_url = ")
            .bind(task.evidence_url.clone())
            .push(", cancel_reason = ")
            .bind(task.cancel_reason.clone())
            .push(", completed_at = ")
            .bind(task.completed_at)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(task.id.0);
        self.door.run(sql).await?;
        self.save_work(task).await
    }

    /// Writes the row beside the task's, which a task of an earlier version of the program may not have yet.
    pub(super) async fn save_work(&self, task: &Task) -> Result<()> {
        let (done, total) = task.checklist.progress();
        let recurrence = task.recurrence.as_ref().map(json).transpose()?;
        let values: [Value; 7] = [
            task.id.0.into(),
            task.reviewer.map(|reviewer| reviewer.0).into(),
            json(&task.checklist)?.into(),
            count(done).into(),
            count(total).into(),
            recurrence.into(),
            task.repeats.map(|before| before.0).into(),
        ];
        let sql = self
            .sql(
                "insert into task_work (org_id, id, reviewer_id, checklist, checklist_done, checklist_total, recurrence, \
                 repeats_id) values (",
            )
            .push(", ")
            .bind_all(values)
            .push(
                ") on conflict (org_id, id) do update set reviewer_id = excluded.reviewer_id, \
                 checklist = excluded.checklist, checklist_done = excluded.checklist_done, \
                 checklist_total = excluded.checklist_total, recurrence = excluded.recurrence",
            );
        self.door.run(sql).await.map(drop)
    }
}
