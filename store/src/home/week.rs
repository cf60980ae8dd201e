//! What is to be done this week: tasks and controls that are overdue or due within seven days, and verifications that
//! lapse by then.

use crate::controls::ControlRow;
use crate::listing::SOON_DAYS;
use crate::people::Owner;
use crate::tasks::TaskRow;
use chrono::NaiveDate;
use domain::calendar::shift;
use domain::readiness::Upcoming;
use uuid::Uuid;

/// How much is shown; the lists have the rest.
const MOST: usize = 12;

/// Something to be done this week.
#[derive(Clone, Debug)]
pub struct WeekItem {
    /// What.
    pub kind: Upcoming,
    /// The task's or control's id.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// By when.
    pub due: NaiveDate,
    /// Who answers for it.
    pub owner: Option<Owner>,
}

pub(super) fn of(controls: &[ControlRow], tasks: Vec<TaskRow>, today: NaiveDate) -> Vec<WeekItem> {
    let end = shift(today, SOON_DAYS);
    let mut items: Vec<WeekItem> = tasks
        .into_iter()
        .filter_map(|task| {
            let due = task.due?;
            let TaskRow { id, reference, title, owner, .. } = task;
            Some(WeekItem { kind: Upcoming::Task, id, reference, title, due, owner })
        })
        .collect();
    for row in controls {
        let item = |kind, due| WeekItem {
            kind,
            id: row.id,
            reference: row.reference.clone(),
            title: row.title.clone(),
            due,
            owner: row.owner.clone(),
        };
        let due = row.due.filter(|due| *due <= end && !row.status.is_met());
        items.extend(due.map(|due| item(Upcoming::Control, due)));
        let lapses = row.lapses_on.filter(|day| *day <= end);
        items.extend(lapses.map(|day| item(Upcoming::Verification, day)));
    }
    items.sort_by(|a, b| (a.due, a.kind, &a.reference).cmp(&(b.due, b.kind, &b.reference)));
    items.truncate(MOST);
    items
}
