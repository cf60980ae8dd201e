//! Review cycles and what came of reviews: rows and views. What is done with them is in `reviews/verbs.rs`.

mod list;
mod verbs;

pub(crate) use list::LIST;
pub use verbs::NewReview;

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::listing::{self, ListQuery, Page};
use crate::obligations::Postponement;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::id::{PersonId, SubjectId};
use domain::recurrence::Recurrence;
use domain::review::{Cycle, Outcome};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A thing that is reviewed, in the list.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// The thing's id.
    pub id: Uuid,
    /// What kind of thing it is.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it is due next.
    pub due: NaiveDate,
    /// The date of the rhythm, where it was put off.
    pub postponed_from: Option<NaiveDate>,
    /// Who is reminded of it.
    pub reviewer: Option<Owner>,
    /// When it was reviewed last.
    pub last_on: Option<NaiveDate>,
    /// What that came to.
    pub last_outcome: Option<Outcome>,
    /// Whether its date has passed.
    pub overdue: bool,
    /// Whether nobody has reviewed it for a year.
    pub stale: bool,
    /// Whether its last review waits to be approved.
    pub unapproved: bool,
}

/// When and by whom a thing is reviewed.
#[derive(Clone, Debug)]
pub struct CycleView {
    /// The cycle.
    pub cycle: Cycle,
    /// Who was chosen to review it.
    pub reviewer: Option<Owner>,
    /// Who approves that.
    pub approver: Option<Owner>,
    /// Who is reminded of it now.
    pub responsible: Option<Owner>,
    /// Whether its date has passed.
    pub overdue: bool,
    /// Whether nobody has reviewed it for a year.
    pub stale: bool,
}

/// What came of one review.
#[derive(Clone, Debug)]
pub struct ReviewView {
    /// Its id.
    pub id: Uuid,
    /// Who reviewed.
    pub by: Owner,
    /// On which day.
    pub on: NaiveDate,
    /// When it was due.
    pub due: NaiveDate,
    /// What it came to.
    pub outcome: Outcome,
    /// What is to be changed.
    pub changes: String,
    /// What was looked at.
    pub note: String,
    /// When it was due next.
    pub next_due: NaiveDate,
    /// The meeting in which it was reviewed together with others.
    pub meeting: Option<Uuid>,
    /// Who approved it.
    pub approved_by: Option<Owner>,
    /// When.
    pub approved_at: Option<Instant>,
    /// Whether somebody has to.
    pub waits_for_approval: bool,
}

/// Everything about the reviews of one thing.
#[derive(Clone, Debug)]
pub struct ReviewsOf {
    /// When and by whom; `None`: it is not reviewed.
    pub cycle: Option<CycleView>,
    /// What came of them, latest first; of very many the latest 50.
    pub reviews: Vec<ReviewView>,
    /// What was put off, latest first.
    pub postponements: Vec<Postponement>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    reference: Option<String>,
    title: String,
    due: NaiveDate,
    postponed_from: Option<NaiveDate>,
    reviewer_id: Option<Uuid>,
    reviewer_name: Option<String>,
    last_on: Option<NaiveDate>,
    last_outcome: Option<String>,
    overdue: i32,
    stale: i32,
    unapproved: i32,
}

#[derive(FromQueryResult)]
struct CycleRow {
    rule: serde_json::Value,
    anchor: NaiveDate,
    due: NaiveDate,
    postponed_from: Option<NaiveDate>,
    reviewer_id: Option<Uuid>,
    approver_id: Option<Uuid>,
    last_on: Option<NaiveDate>,
    stale_on: NaiveDate,
    unapproved_id: Option<Uuid>,
    obliged_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct HeldRow {
    id: Uuid,
    held_by: Uuid,
    held_on: NaiveDate,
    due: NaiveDate,
    outcome: String,
    changes: String,
    note: String,
    next_due: NaiveDate,
    meeting_id: Option<Uuid>,
    approved_by: Option<Uuid>,
    approved_at: Option<Instant>,
}

/// A cycle as it is kept.
struct Kept {
    cycle: Cycle,
    last_on: Option<NaiveDate>,
    stale_on: NaiveDate,
    unapproved: Option<Uuid>,
    obliged: Option<Uuid>,
}

impl CycleRow {
    fn kept(self, subject: SubjectId) -> Result<Kept> {
        let rule: Recurrence = serde_json::from_value(self.rule).map_err(|_| unreadable("review cycle"))?;
        Ok(Kept {
            cycle: Cycle {
                subject,
                rule,
                anchor: self.anchor,
                due: self.due,
                postponed_from: self.postponed_from,
                reviewer: self.reviewer_id.map(PersonId),
                approver: self.approver_id.map(PersonId),
            },
            last_on: self.last_on,
            stale_on: self.stale_on,
            unapproved: self.unapproved_id,
            obliged: self.obliged_id,
        })
    }
}

fn outcome(text: &str) -> Result<Outcome> {
    Outcome::parse(text).ok_or(unreadable("outcome of a review"))
}

impl OrgRead {
    /// What is reviewed, and when.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a parameter that cannot be.
    pub async fn reviews(&self, query: &ListQuery) -> Result<Page<ReviewRow>> {
        let page: Page<Row> = listing::page(self, &LIST, query, Ok).await?;
        let items = page.items.into_iter().map(row).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// The reviews of one thing. The caller has shown that it may see the thing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reviews_of(&self, subject: SubjectId) -> Result<ReviewsOf> {
        let kept = self.cycle_of(subject).await?;
        let sql = self
            .sql(
                "select id, held_by, held_on, due, outcome, changes, note, next_due, meeting_id, approved_by, approved_at \
                 from review where org_id = ",
            )
            .push(" and subject_id = ")
            .bind(subject.0)
            .push(" order by held_on desc, recorded_at desc, next_due desc limit 50");
        let held: Vec<HeldRow> = self.door.all(sql).await?;
        let mut named: Vec<Uuid> =
            held.iter().flat_map(|row| [Some(row.held_by), row.approved_by]).flatten().collect();
        if let Some(Kept { cycle, obliged, .. }) = &kept {
            named.extend(cycle.reviewer.iter().chain(&cycle.approver).map(|one| one.0).chain(*obliged));
        }
        let names = self.names_of_people(named).await?;
        let who = |id: Option<Uuid>| names.iter().find(|one| Some(one.id) == id).cloned();
        let unapproved = kept.as_ref().and_then(|kept| kept.unapproved);
        let reviews = held
            .into_iter()
            .map(|row| {
                Ok(ReviewView {
                    id: row.id,
                    by: who(Some(row.held_by)).ok_or(unreadable("reviewer"))?,
                    on: row.held_on,
                    due: row.due,
                    outcome: outcome(&row.outcome)?,
                    changes: row.changes,
                    note: row.note,
                    next_due: row.next_due,
                    meeting: row.meeting_id,
                    approved_by: who(row.approved_by),
                    approved_at: row.approved_at,
                    waits_for_approval: unapproved == Some(row.id),
                })
            })
            .collect::<Result<_>>()?;
        let today = self.today();
        let cycle = kept.map(|kept| CycleView {
            reviewer: who(kept.cycle.reviewer.map(|one| one.0)),
            approver: who(kept.cycle.approver.map(|one| one.0)),
            responsible: who(kept.obliged),
            overdue: kept.cycle.due < today,
            stale: kept.stale_on <= today,
            cycle: kept.cycle,
        });
        Ok(ReviewsOf { cycle, reviews, postponements: self.postponements(subject).await? })
    }

    async fn cycle_of(&self, subject: SubjectId) -> Result<Option<Kept>> {
        let sql = Sql::new(
            "select c.rule, c.anchor, c.due, c.postponed_from, c.reviewer_id, c.approver_id, c.last_on, c.stale_on, \
             c.unapproved_id, b.person_id as obliged_id from review_cycle c left join obligation b \
             on b.org_id = c.org_id and b.subject_id = c.id and b.kind = 'review' where c.org_id = ",
        )
        .bind(self.org())
        .push(" and c.id = ")
        .bind(subject.0);
        self.door.one::<CycleRow>(sql).await?.map(|row| row.kept(subject)).transpose()
    }
}

fn row(row: Row) -> Result<ReviewRow> {
    Ok(ReviewRow {
        id: row.id,
        kind: row.kind,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        due: row.due,
        postponed_from: row.postponed_from,
        reviewer: Owner::of(row.reviewer_id, row.reviewer_name),
        last_on: row.last_on,
        last_outcome: row.last_outcome.as_deref().map(outcome).transpose()?,
        overdue: row.overdue != 0,
        stale: row.stale != 0,
        unapproved: row.unapproved != 0,
    })
}
