//! How far people have come with a module, counted from one index.

use crate::doors::OrgRead;
use crate::error::Result;
use crate::sql::Sql;
use domain::id::ModuleId;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// How many of those who are asked stand where today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// How many have it still to do, and time for it.
    pub open: i64,
    /// How many had to have done it before today.
    pub overdue: i64,
    /// How many did it, and it counts.
    pub done: i64,
    /// How many need not do it this once.
    pub waived: i64,
    /// How many did it so long ago that it counts no more.
    pub expired: i64,
    /// How many of those who have it still to do did not pass its quiz.
    pub failed: i64,
}

impl Completion {
    /// How many are asked.
    #[must_use]
    pub const fn asked(&self) -> i64 {
        self.open + self.overdue + self.done + self.waived + self.expired
    }
}

#[derive(FromQueryResult)]
struct Row {
    module_id: Uuid,
    state: String,
    passed_day: i64,
    count: i64,
}

impl OrgRead {
    /// How far people have come, by module.
    pub(super) async fn completions(&self, module: Option<ModuleId>) -> Result<HashMap<Uuid, Completion>> {
        let sql = Sql::new(
            "select module_id, state, cast(passed_day as bigint) as passed_day, count(*) as count from (select module_id, state, \
             case when state in ('completed', 'waived') then case when lapses_on < ",
        )
        .bind(self.today())
        .push(" then 1 else 0 end when due < ")
            .bind(self.today())
            .push(" then 1 else 0 end as passed_day from assignment where latest and belongs and state <> 'ended' and org_id = ")
            .bind(self.org());
        let sql = match module {
            Some(module) => sql.push(" and module_id = ").bind(module.0),
            None => sql,
        };
        let rows: Vec<Row> = self.door.all(sql.push(") as t group by module_id, state, passed_day")).await?;
        let mut all: HashMap<Uuid, Completion> = HashMap::new();
        for Row { module_id, state, passed_day, count } in rows {
            let one = all.entry(module_id).or_default();
            match (state.as_str(), passed_day > 0) {
                ("completed", false) => one.done += count,
                ("waived", false) => one.waived += count,
                ("completed" | "waived", true) => one.expired += count,
                (_, late) => {
                    *(if late { &mut one.overdue } else { &mut one.open }) += count;
                    one.failed += if state == "quiz_failed" { count } else { 0 };
                }
            }
        }
        Ok(all)
    }
}
