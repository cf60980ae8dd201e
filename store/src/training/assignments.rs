//! Who is asked for what: rows, the list and one of them.

use super::modules::module;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::id::{AssignmentId, ModuleId, PersonId};
use domain::training::{Assignment, AssignmentState, Module, Standing};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What somebody is asked for, in a list.
#[derive(Clone, Debug)]
pub struct AssignmentRow {
    /// Its id.
    pub id: Uuid,
    /// Of which module: its id, reference and title.
    pub module: (Uuid, String, String),
    /// Who.
    pub person: Owner,
    /// How it stands today.
    pub standing: Standing,
    /// How it is kept.
    pub state: AssignmentState,
    /// The version of the module.
    pub module_version: i32,
    /// Since when.
    pub assigned: NaiveDate,
    /// By when.
    pub due: NaiveDate,
    /// When it was done, or waived, or ended.
    pub settled: Option<NaiveDate>,
    /// Until when it counts.
    pub lapses_on: Option<NaiveDate>,
    /// How often its quiz was tried.
    pub attempts: i32,
    /// Its version.
    pub version: i32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    module_id: Uuid,
    module_reference: Option<String>,
    module_title: String,
    person_id: Uuid,
    person_name: String,
    standing: String,
    state: String,
    module_version: i32,
    assigned: NaiveDate,
    due: NaiveDate,
    settled: Option<NaiveDate>,
    lapses_on: Option<NaiveDate>,
    attempts: i32,
    version: i32,
}

const COLUMNS: &[Column] = &[
    Column {
        name: "person",
        heading: "Person",
        sql: "p.name_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "who",
        heading: "Who",
        sql: "t.person_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "module",
        heading: "Training",
        sql: "t.module_id",
        kind: Kind::Subject,
        sortable: false,
        filter: true,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "s.title_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "standing",
        heading: "Stands",
        sql: "t.standing",
        kind: Kind::OneOf(Standing::NAMES),
        sortable: false,
        filter: true,
    },
    Column {
        name: "state",
        heading: "State",
        sql: "t.state",
        kind: Kind::OneOf(AssignmentState::NAMES),
        sortable: false,
        filter: true,
    },
    Column {
        name: "team",
        heading: "Team",
        sql: "t.person_id",
        kind: Kind::Team,
        sortable: false,
        filter: true,
    },
    Column {
        name: "latest",
        heading: "Counts today",
        sql: "t.latest",
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
    Column {
        name: "belongs",
        heading: "Is asked",
        sql: "t.belongs",
        kind: Kind::Flag,
        sortable: false,
        filter: true,
    },
    Column { name: "due", heading: "Due", sql: "t.due", kind: Kind::Date, sortable: true, filter: false },
    Column {
        name: "settled",
        heading: "Done",
        sql: "coalesce(t.settled, '9999-12-31')",
        kind: Kind::Date,
        sortable: true,
        filter: false,
    },
    Column {
        name: "when",
        heading: "Due when",
        sql: "t.due",
        kind: Kind::When,
        sortable: false,
        filter: true,
    },
];

/// The list of who is asked for what.
pub const ASSIGNMENTS: List = List {
    noun: "assignments",
    select: "t.id, t.module_id, s.reference as module_reference, s.title as module_title, t.person_id, p.name as person_name, \
        t.standing, t.state, t.version as module_version, t.assigned, t.due, t.settled, t.lapses_on, t.attempts, a.version",
    from: "(select n.*, case when n.state in ('completed', 'waived') then case when n.lapses_on < {today} then 'expired' \
        when n.state = 'completed' then 'done' else 'waived' end when n.state = 'ended' then 'ended' \
        when n.due < {today} then 'overdue' else 'open' end as standing from assignment n) t \
        join person p on p.org_id = t.org_id and p.id = t.person_id \
        join subject s on s.org_id = t.org_id and s.id = t.module_id \
        join subject a on a.org_id = t.org_id and a.id = t.id",
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["p.name_key", "s.title_key"],
    default_sort: "person",
};

fn row(row: Row) -> Result<AssignmentRow> {
    Ok(AssignmentRow {
        id: row.id,
        module: (row.module_id, row.module_reference.unwrap_or_default(), row.module_title),
        person: Owner { id: row.person_id, name: row.person_name },
        standing: Standing::parse(&row.standing).ok_or(unreadable("standing"))?,
        state: AssignmentState::parse(&row.state).ok_or(unreadable("state of an assignment"))?,
        module_version: row.module_version,
        assigned: row.assigned,
        due: row.due,
        settled: row.settled,
        lapses_on: row.lapses_on,
        attempts: row.attempts,
        version: row.version,
    })
}

/// An assignment with its module.
pub(super) struct Loaded {
    pub(super) id: AssignmentId,
    pub(super) assignment: Assignment,
    pub(super) module: Module,
    /// The version of its subject.
    pub(super) version: i32,
}

#[derive(FromQueryResult)]
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) person_id: Uuid,
    pub(super) round: i32,
    pub(super) version: i32,
    pub(super) after: Option<i32>,
    pub(super) assigned: NaiveDate,
    pub(super) due: NaiveDate,
    pub(super) state: String,
    pub(super) attempts: i32,
    pub(super) passed: bool,
    pub(super) settled: Option<NaiveDate>,
    pub(super) lapses_on: Option<NaiveDate>,
    pub(super) waived_reason: Option<String>,
    pub(super) waived_by: Option<Uuid>,
    pub(super) belongs: bool,
}

pub(super) const KEPT: &str = "t.id, t.person_id, t.round, t.version, t.after, t.assigned, t.due, t.state, t.attempts, \
    t.passed, t.settled, t.lapses_on, t.waived_reason, t.waived_by, t.belongs";

impl Kept {
    pub(super) fn assignment(&self) -> Result<Assignment> {
        let number = |value: i32| u32::try_from(value).map_err(|_| unreadable("number of an assignment"));
        Ok(Assignment {
            person: PersonId(self.person_id),
            round: number(self.round)?,
            version: number(self.version)?,
            after: self.after.map(number).transpose()?,
            assigned: self.assigned,
            due: self.due,
            state: AssignmentState::parse(&self.state).ok_or(unreadable("state of an assignment"))?,
            attempts: u8::try_from(self.attempts).unwrap_or(u8::MAX),
            passed: self.passed,
            settled: self.settled,
            waived: self.waived_reason.clone().zip(self.waived_by.map(PersonId)),
        })
    }
}

impl OrgRead {
    /// Who is asked for what, within the caller's reach.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn assignments(&self, query: &ListQuery, reach: Reach) -> Result<Page<AssignmentRow>> {
        let me = self.tenancy.actor().person();
        let page = listing::page::<Row>(self, &ASSIGNMENTS, query, |sql| {
            Ok(match reach {
                Reach::All => sql,
                Reach::Own => sql.push(" and t.person_id = ").bind(me),
                Reach::None => sql.push(" and false"),
            })
        })
        .await?;
        let items = page.items.into_iter().map(row).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// One of them. The caller has shown that they see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn assignment(&self, id: AssignmentId) -> Result<AssignmentRow> {
        let sql = Sql::new(&format!("select {} from ", ASSIGNMENTS.select))
            .push_dated(ASSIGNMENTS.from, self.today())
            .push(" where t.org_id = ")
            .bind(self.org())
            .push(" and t.id = ")
            .bind(id.0);
        row(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }

    /// What the caller has to do, or did of late: what is due first, then what was done.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_training(&self) -> Result<Vec<AssignmentRow>> {
        let sql = Sql::new(&format!("select {} from ", ASSIGNMENTS.select))
            .push_dated(ASSIGNMENTS.from, self.today())
            .push(" where t.latest and t.state <> 'ended' and t.org_id = ")
            .bind(self.org())
            .push(" and t.person_id = ")
            .bind(self.me()?)
            .push(" order by (t.state in ('completed', 'waived')), t.due, t.id limit 100");
        self.door.all(sql).await?.into_iter().map(row).collect()
    }

    /// An assignment with its module.
    pub(super) async fn loaded(&self, id: AssignmentId) -> Result<Loaded> {
        #[derive(FromQueryResult)]
        struct Of {
            module_id: Uuid,
            title: String,
            owner_id: Option<Uuid>,
            record: serde_json::Value,
            current: Option<i32>,
            subject_version: i32,
        }
        let sql = self
            .sql(&format!("select {KEPT} from assignment t where t.org_id = "))
            .push(" and t.id = ")
            .bind(id.0);
        let kept: Kept = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sql = self
            .sql(
                "select t.module_id, s.title, s.owner_id, m.record, m.current, a.version as subject_version \
                 from assignment t join module m on m.org_id = t.org_id and m.id = t.module_id \
                 join subject s on s.org_id = m.org_id and s.id = m.id \
                 join subject a on a.org_id = t.org_id and a.id = t.id where t.org_id = ",
            )
            .push(" and t.id = ")
            .bind(id.0);
        let of: Of = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(Loaded {
            id,
            assignment: kept.assignment()?,
            module: module(of.module_id, of.title, of.owner_id, of.record, of.current)?,
            version: of.subject_version,
        })
    }
}

impl OrgTx {
    /// Writes what became of an assignment.
    pub(super) async fn save_assignment(&self, loaded: &Loaded) -> Result<()> {
        let Loaded { id, assignment, module, .. } = loaded;
        let sql = Sql::new("update assignment set state = ")
            .bind(assignment.state.name())
            .push(", attempts = ")
            .bind(i32::from(assignment.attempts))
            .push(", passed = ")
            .bind(assignment.passed)
            .push(", settled = ")
            .bind(assignment.settled)
            .push(", lapses_on = ")
            .bind(assignment.next_due(module.rhythm))
            .push(", waived_reason = ")
            .bind(assignment.waived.as_ref().map(|(reason, _)| reason.clone()))
            .push(", waived_by = ")
            .bind(assignment.waived.as_ref().map(|(_, by)| by.0))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        let sql = Sql::new("update subject set version = version + 1, state = ")
            .bind(assignment.state.name())
            .push(", updated_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// The most recent assignment of each person of a module.
    pub(super) async fn latest_of(&self, module: ModuleId) -> Result<Vec<Kept>> {
        let sql = self
            .sql(&format!("select {KEPT} from assignment t where t.latest and t.org_id = "))
            .push(" and t.module_id = ")
            .bind(module.0);
        self.door.all(sql).await
    }
}
