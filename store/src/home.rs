//! What the first page shows: how far the organisation is, what stands in the way of a certification, what is due, what
//! happened lately. Every figure is counted from rows that the page's own links list.

mod gates;
mod lately;
mod week;

pub use gates::OpenGate;
pub use lately::LatelyRow;
pub use week::WeekItem;

use crate::certifications::CertificationRow;
use crate::controls::ControlRow;
use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::listing::{ListQuery, SOON_DAYS};
use crate::sql::Sql;
use crate::tasks::TaskRow;
use domain::access::{Action, Reach};
use domain::calendar::shift;
use domain::control::Status;
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;

/// How many tasks each short list of the page shows.
const SHORT: &str = "10";

/// The first page.
#[derive(Clone, Debug)]
pub struct Home {
    /// Requirements and controls together.
    pub progress: Progress,
    /// Each clause and area, in the standard's order.
    pub areas: Vec<AreaProgress>,
    /// What would stop a certification; what does not is counted as none.
    pub gates: Vec<OpenGate>,
    /// Figures of the tasks within the caller's reach.
    pub tasks: TaskFigures,
    /// What is to be done this week, the most urgent first.
    pub week: Vec<WeekItem>,
    /// What is the caller's own.
    pub mine: Vec<TaskRow>,
    /// What happened lately, latest first.
    pub lately: Vec<LatelyRow>,
    /// The certification whose next date is the nearest.
    pub certification: Option<CertificationRow>,
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

impl Progress {
    fn of(rows: &[ControlRow]) -> Self {
        let mut progress =
            Self { total: 0, by_status: Status::ALL.iter().map(|one| (one.name(), 0)).collect() };
        for row in rows {
            progress.total += 1;
            *progress.by_status.entry(row.status.name()).or_default() += 1;
        }
        progress
    }
}

impl OrgRead {
    /// The first page of a caller whose permissions reach so far.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home(&self, reach_of: impl Fn(Action) -> Reach) -> Result<Home> {
        let (tasks, controls) = (reach_of(Action::ReadTasks), reach_of(Action::ReadControls));
        let rows = if controls == Reach::All { self.all_controls().await? } else { Vec::new() };
        let figures = self.task_figures(tasks).await?;
        let short = |more: (&str, &str)| {
            let parameters = BTreeMap::from([
                ("state".to_owned(), "open,in_progress,ready_for_review".to_owned()),
                ("sort".to_owned(), "due".to_owned()),
                ("limit".to_owned(), SHORT.to_owned()),
                (more.0.to_owned(), more.1.to_owned()),
            ]);
            ListQuery { parameters, uncounted: true, ..ListQuery::default() }
        };
        let mut due = self.tasks(&short(("overdue", "true")), tasks).await?.items;
        due.extend(self.tasks(&short(("due_soon", "true")), tasks).await?.items);
        let mine = self.tasks(&short(("owner", "me")), tasks).await?.items;
        let lately = if reach_of(Action::ReadHistory) == Reach::All {
            self.lately(&reach_of).await?
        } else {
            Vec::new()
        };
        let certification = if reach_of(Action::ReadCertification) == Reach::All {
            self.next_certification().await?
        } else {
            None
        };
        let gates = if rows.is_empty() { Vec::new() } else { gates::of(&rows, &figures) };
        Ok(Home {
            progress: Progress::of(&rows),
            gates,
            week: week::of(&rows, due, self.today()),
            areas: areas(rows),
            tasks: figures,
            mine,
            lately,
            certification,
        })
    }

    async fn task_figures(&self, reach: Reach) -> Result<TaskFigures> {
        let today = self.today();
        let me = self.tenancy.actor().person();
        let sql = Sql::new("select count(*) as open, coalesce(sum(case when s.due < ")
            .bind(today)
            .push(" then 1 else 0 end), 0) as overdue, coalesce(sum(case when s.due >= ")
            .bind(today)
            .push(" and s.due <= ")
            .bind(shift(today, SOON_DAYS))
            .push(" then 1 else 0 end), 0) as due_soon, coalesce(sum(case when s.owner_id = ")
            .bind(me)
            .push(" then 1 else 0 end), 0) as mine_open from subject s where s.kind = 'task' and s.org_id = ")
            .bind(self.org())
            .push(" and s.state in ('open', 'in_progress', 'ready_for_review')");
        let sql = if reach == Reach::All { sql } else { sql.push(" and s.owner_id = ").bind(me) };
        self.door.one(sql).await?.ok_or(Error::NotFound)
    }
}

fn areas(rows: Vec<ControlRow>) -> Vec<AreaProgress> {
    let mut areas: Vec<AreaProgress> = Vec::new();
    for row in rows {
        match areas.last_mut() {
            Some(area) if area.area == row.area && area.kind == row.kind => area.items.push(row),
            _ => {
                areas.push(AreaProgress { kind: row.kind.clone(), area: row.area.clone(), items: vec![row] });
            }
        }
    }
    areas
}
