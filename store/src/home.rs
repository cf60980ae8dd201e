//! What the first page shows: how far the organisation is, what is due, what is the caller's.

use crate::controls::ControlRow;
use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::listing::ListQuery;
use crate::tasks::TaskRow;
use chrono::Days;
use domain::access::Reach;
use domain::control::Status;
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;

/// How many tasks each short list of the page shows.
const SHORT: &str = "10";
/// What counts as due soon, in days.
const SOON: u64 = 7;

/// The first page.
#[derive(Clone, Debug)]
pub struct Home {
    /// Requirements and controls together.
    pub progress: Progress,
    /// Each clause and area, in the standard's order.
    pub areas: Vec<AreaProgress>,
    /// Figures of the tasks within the caller's reach.
    pub tasks: TaskFigures,
    /// What is overdue or due next.
    pub due: Vec<TaskRow>,
    /// What is the caller's own.
    pub mine: Vec<TaskRow>,
}

/// How many are how far.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// All.
    pub total: i64,
    /// By status, every status named.
    pub by_status: BTreeMap<&'static str, i64>,
}

/// One clause or area.
#[derive(Clone, Debug)]
pub struct AreaProgress {
    /// `requirement` or `control`.
    pub kind: String,
    /// The clause or area, such as `A.6`.
    pub area: String,
    /// Its requirements or controls.
    pub items: Vec<ControlRow>,
}

/// Figures of tasks.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct TaskFigures {
    /// Not ended.
    pub open: i64,
    /// Not ended and past their date.
    pub overdue: i64,
    /// Not ended and due within seven days.
    pub due_soon: i64,
    /// Not ended and the caller's.
    pub mine_open: i64,
}

impl OrgRead {
    /// The first page; tasks within `tasks`, requirements and controls where `controls` allows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home(&self, tasks: Reach, controls: Reach) -> Result<Home> {
        let rows = if controls == Reach::None { Vec::new() } else { self.all_controls().await? };
        let mut progress =
            Progress { total: 0, by_status: Status::ALL.iter().map(|one| (one.name(), 0)).collect() };
        let mut areas: Vec<AreaProgress> = Vec::new();
        for row in rows {
            progress.total += 1;
            *progress.by_status.entry(row.status.name()).or_default() += 1;
            match areas.last_mut() {
                Some(area) if area.area == row.area && area.kind == row.kind => area.items.push(row),
                _ => areas.push(AreaProgress {
                    kind: row.kind.clone(),
                    area: row.area.clone(),
                    items: vec![row],
                }),
            }
        }
        let short = |owner: Option<&str>| {
            let mut parameters = BTreeMap::from([
                ("state".to_owned(), "open,in_progress,ready_for_review".to_owned()),
                ("sort".to_owned(), "due".to_owned()),
                ("limit".to_owned(), SHORT.to_owned()),
            ]);
            parameters.extend(owner.map(|owner| ("owner".to_owned(), owner.to_owned())));
            ListQuery { parameters, ..ListQuery::default() }
        };
        let due = self.tasks(&short(None), tasks).await?.items;
        let mine = self.tasks(&short(Some("me")), tasks).await?.items;
        Ok(Home {
            progress,
            areas,
            tasks: self.task_figures(tasks).await?,
            due: due.into_iter().filter(|task| task.due.is_some()).collect(),
            mine,
        })
    }

    async fn task_figures(&self, reach: Reach) -> Result<TaskFigures> {
        let today = self.today();
        let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let me = self.tenancy.actor().person();
        let sql = crate::sql::Sql::new("select count(*) as open, coalesce(sum(case when s.due < ")
            .bind(today)
            .push(" then 1 else 0 end), 0) as overdue, coalesce(sum(case when s.due >= ")
            .bind(today)
            .push(" and s.due <= ")
            .bind(soon)
            .push(" then 1 else 0 end), 0) as due_soon, coalesce(sum(case when s.owner_id = ")
            .bind(me)
            .push(" then 1 else 0 end), 0) as mine_open from subject s where s.kind = 'task' and s.org_id = ")
            .bind(self.org())
            .push(" and s.state in ('open', 'in_progress', 'ready_for_review')");
        let sql = if reach == Reach::All { sql } else { sql.push(" and s.owner_id = ").bind(me) };
        self.door.one(sql).await?.ok_or(Error::NotFound)
    }
}
