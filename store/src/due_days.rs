//! What falls due, day by day: the calendar of the organisation.
//!
//! Everything that is due has a row in `obligation`. What is said of such a row here is said once, in [`FROM`] and [`KIND`]:
//! a further kind of obligation changes no more than that.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::obligations::known;
use crate::organisations::HolidayView;
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::{PAGELESS, READING};
use chrono::NaiveDate;
use domain::access::{Action, Reach};
use domain::clock::Instant;
use domain::obligation::Kind as Falls;
use domain::workdays::Week;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most days that are looked at together.
pub const MOST_DAYS: i64 = 400;
/// The most entries that are shown of one day.
pub const MOST_EACH: u32 = 100;
/// The most entries that are shown in all.
pub const MOST_ENTRIES: i64 = 1_000;

/// What is due, and what it is about.
const FROM: &str = "obligation t join subject s on s.org_id = t.org_id and s.id = coalesce(t.subject_id, t.id) \
    join person p on p.org_id = t.org_id and p.id = t.person_id";
/// What kind of thing it is about.
const KIND: &str = "s.kind";

/// Whether its day has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    /// It has.
    Overdue,
    /// It has not: today is still to come to an end.
    Upcoming,
}

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The caller's.
    Mine,
    /// Somebody's.
    Theirs(Uuid),
}

/// What is looked at.
#[derive(Clone, Debug)]
pub struct DueQuery {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Of these kinds; none: of all.
    pub kinds: Vec<&'static str>,
    /// Whose; nobody named: everybody's.
    pub person: Option<Whose>,
    /// Of those who belong to a team.
    pub team: Option<Uuid>,
    /// Passed or not.
    pub state: Option<DueState>,
    /// How many entries of each day are shown.
    pub each: u32,
}

/// What falls due.
#[derive(Clone, Debug)]
pub struct DueDays {
    /// The organisation's calendar day.
    pub today: NaiveDate,
    /// Its week.
    pub week: Week,
    /// Its days off among those days.
    pub holidays: Vec<HolidayView>,
    /// The days on which something is due.
    pub days: Vec<DueDay>,
    /// The first entries of each day; as many as were asked for.
    pub entries: Vec<DueEntry>,
}

/// A day on which something is due.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct DueDay {
    /// Which.
    pub day: NaiveDate,
    /// How much.
    pub count: i64,
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct DueEntry {
    /// What it is about.
    pub id: Uuid,
    /// What kind of thing that is.
    pub kind: String,
    /// What of it falls due.
    pub falls: Falls,
    /// The same for as long as that falls due, over all its dates.
    pub obligation: Uuid,
    /// Since when it is due on that day, from that person.
    pub since: Instant,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: String,
    /// When it is due.
    pub due: NaiveDate,
    /// Whose it is.
    pub person: Owner,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    falls: String,
    obligation: Uuid,
    since: Instant,
    reference: Option<String>,
    title: String,
    state: String,
    due: NaiveDate,
    person_id: Uuid,
    person_name: String,
}

impl OrgRead {
    /// What falls due between two days, as far as the caller's permissions reach, and nothing about the days.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn due_entries(
        &self,
        query: &DueQuery,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<Vec<DueEntry>> {
        match self.narrowed(query, reach_of)? {
            Some(narrowed) => self.entries_of(narrowed, query.each).await,
            None => Ok(Vec::new()),
        }
    }

    /// What falls due between two days, as far as the caller's permissions reach.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn due_days(&self, query: &DueQuery, reach_of: impl Fn(Action) -> Reach) -> Result<DueDays> {
        let week = self.organisation().await?.week;
        let holidays = self.holidays().await?.into_iter();
        let holidays = holidays.filter(|one| (query.from..=query.until).contains(&one.day)).collect();
        let (mut days, mut entries) = (Vec::new(), Vec::new());
        if let Some(narrowed) = self.narrowed(query, reach_of)? {
            days = self.days_of(narrowed.clone()).await?;
            if query.each > 0 {
                entries = self.entries_of(narrowed, query.each).await?;
            }
        }
        Ok(DueDays { today: self.today(), week, holidays, days, entries })
    }

    async fn days_of(&self, matching: impl Fn(Sql) -> Sql) -> Result<Vec<DueDay>> {
        let sql = matching(Sql::new("select t.due as day, count(*) as count"));
        self.door.all(sql.push(" group by t.due order by t.due")).await
    }

    async fn entries_of(&self, matching: impl Fn(Sql) -> Sql, each: u32) -> Result<Vec<DueEntry>> {
        let sql = Sql::new(&format!(
            "select * from (select s.id, {KIND} as kind, coalesce(t.kind, 'task') as falls, \
             t.id as obligation, t.since, s.reference, s.title, s.state, t.due, t.person_id, \
             p.name as person_name, row_number() over (partition by t.due order by {KIND}, s.title_key, t.id) as place"
        ));
        let sql = matching(sql)
            .push(") x where place <= ")
            .bind(i64::from(each))
            .push(" order by due, place limit ")
            .bind(MOST_ENTRIES);
        self.door.all::<Row>(sql).await?.into_iter().map(entry).collect()
    }

    /// What is looked at, behind a selection; `None` where the caller may see nothing of it.
    fn narrowed<'a>(
        &'a self,
        query: &'a DueQuery,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<Option<impl Fn(Sql) -> Sql + Clone + 'a>> {
        let wanted = |kind: &str| query.kinds.is_empty() || query.kinds.contains(&kind);
        let seen = |reach: Reach| -> Vec<&'static str> {
            READING
                .iter()
                .chain(PAGELESS)
                .filter(|(kind, action)| wanted(kind) && reach_of(*action) == reach)
                .map(|(kind, _)| *kind)
                .collect()
        };
        let (all, own) = (seen(Reach::All), seen(Reach::Own));
        let me = self.tenancy.actor().person();
        if all.is_empty() && (own.is_empty() || me.is_none()) {
            return Ok(None);
        }
        Ok(Some(move |sql: Sql| {
            let sql = sql
                .push(&format!(" from {FROM} where t.org_id = "))
                .bind(self.org())
                .push(" and t.due between ")
                .bind(query.from)
                .push(" and ")
                .bind(query.until)
                .push(" and s.archived_at is null");
            let sql = known(sql).push(" and (");
            let sql = if all.is_empty() {
                sql.push("1 = 0")
            } else {
                sql.push(&format!("{KIND} in (")).bind_all(all.clone()).push(")")
            };
            let sql = if own.is_empty() {
                sql
            } else {
                sql.push(&format!(" or ({KIND} in ("))
                    .bind_all(own.clone())
                    .push(") and t.person_id = ")
                    .bind(me)
                    .push(")")
            };
            let sql = sql.push(")");
            let sql = match query.person {
                Some(Whose::Mine) => sql.push(" and t.person_id = ").bind(me),
                Some(Whose::Theirs(person)) => sql.push(" and t.person_id = ").bind(person),
                None => sql,
            };
            let sql = match query.team {
                Some(team) => crate::teams::belongs(sql, "t.person_id", team),
                None => sql,
            };
            match query.state {
                Some(DueState::Overdue) => sql.push(" and t.due < ").bind(self.today()),
                Some(DueState::Upcoming) => sql.push(" and t.due >= ").bind(self.today()),
                None => sql,
            }
        }))
    }
}

/// The kinds of things that may fall due.
#[must_use]
pub fn due_kind(name: &str) -> Option<&'static str> {
    Falls::ALL.iter().flat_map(|falls| falls.declaration().subjects).copied().find(|kind| *kind == name)
}

fn entry(row: Row) -> Result<DueEntry> {
    Ok(DueEntry {
        id: row.id,
        kind: row.kind,
        falls: Falls::parse(&row.falls).ok_or(unreadable("kind of an obligation"))?,
        obligation: row.obligation,
        since: row.since,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        state: row.state,
        due: row.due,
        person: Owner { id: row.person_id, name: row.person_name },
    })
}
