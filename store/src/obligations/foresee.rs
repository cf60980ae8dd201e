//! What would be sent in the days to come, by the policy that holds and by another: the same planner over the same rows
//! as the sweep, without writing anything.

use super::{DueRow, Settled};
use crate::deliveries::MessagePlace;
use crate::doors::OrgRead;
use crate::error::Result;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::{Duration, NaiveDate};
use domain::clock::Instant;
use domain::reminder::{self, Policy, Rhythm, Step};
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far is looked ahead.
const AHEAD: Duration = Duration::days(7);
/// How many obligations are looked at, and how many at a time.
const MOST: usize = 5_000;
const BATCH: usize = 500;
/// How many reminders are named.
const NAMED: usize = 200;

/// What another policy would do about a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It leaves as it would anyway.
    Kept,
    /// It leaves at another time.
    Moved,
    /// It would not leave without the new policy.
    New,
    /// It no longer leaves.
    Gone,
}

impl Fate {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Kept, Self::Moved, Self::New, Self::Gone];

    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// One reminder that would be sent, or no longer would.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// About what.
    pub subject: Uuid,
    /// Its reference.
    pub reference: Option<String>,
    /// What it is called.
    pub title: String,
    /// To whom.
    pub person: Owner,
    /// The due date.
    pub due: NaiveDate,
    /// Which step.
    pub step: Step,
    /// When; of one that is gone, when it would have been.
    pub at: Instant,
    /// By which ways: `mail`, `direct`, `posted`, `teams`.
    pub ways: Vec<&'static str>,
    /// What the policy changes about it.
    pub fate: Fate,
}

/// What the days to come would bring.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Up to when was looked.
    pub until: Instant,
    /// The reminders, earliest first; of very many the first.
    pub items: Vec<Foreseen>,
    /// How many of each fate there are in all.
    pub counts: BTreeMap<Fate, usize>,
    /// Whether everything was looked at.
    pub is_whole: bool,
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    reference: Option<String>,
    title: String,
    person_id: Uuid,
    person: String,
}

struct Ways {
    places: Vec<MessagePlace>,
    posted: std::collections::HashSet<Uuid>,
}

impl Ways {
    fn of(&self, subject: Uuid, step: Step) -> Vec<&'static str> {
        let posted = matches!(step, Step::Due | Step::Overdue(_)) && self.posted.contains(&subject);
        let direct = self.places.iter().any(MessagePlace::is_direct);
        let teams = self.places.iter().any(|place| place.hears(step));
        let ways = [("mail", true), ("direct", direct), ("posted", posted), ("teams", teams)];
        ways.into_iter().filter(|(_, used)| *used).map(|(way, _)| way).collect()
    }
}

impl OrgRead {
    /// What the coming week would bring by `proposed`, compared with what holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn foresee_reminders(&self, proposed: Policy) -> Result<Outlook> {
        let org = self.organisation().await?;
        let present = self.rhythm_by(org.reminders, org.week.clone()).await?;
        // What is only looked at is what would be chosen now.
        let since = if present.policy.differences(&proposed).is_empty() {
            present.policy.since
        } else {
            Some(self.now())
        };
        let proposed = self.rhythm_by(Policy { since, ..proposed }, org.week).await?;
        let places = self.message_places().await?;
        let posted = if places.is_empty() { Default::default() } else { self.posted_subjects().await? };
        let ways = Ways { places, posted };
        let sql = self
            .sql(
                "select t.id, t.person_id, t.due, t.since, t.next_reminder_at, t.snoozed_until, p.zone from obligation t \
                 join person p on p.org_id = t.org_id and p.id = t.person_id where t.org_id = ",
            )
            .push(" order by t.due, t.id limit ")
            .bind(i64::try_from(MOST + 1).unwrap_or(i64::MAX));
        let mut rows: Vec<DueRow> = self.door.all(sql).await?;
        let is_whole = rows.len() <= MOST;
        rows.truncate(MOST);
        let window = (self.now(), self.now() + AHEAD);
        let mut all = Vec::new();
        for some in rows.chunks(BATCH) {
            let settled = self.settled_steps(some).await?;
            for row in some {
                all.extend(compare(row, (&present, &proposed), window, &settled)?);
            }
        }
        all.sort_by_key(|(row, step, at, fate)| (*at, row.id, step.to_string(), *fate));
        let mut counts: BTreeMap<Fate, usize> = Fate::ALL.iter().map(|fate| (*fate, 0)).collect();
        all.iter().for_each(|(.., fate)| *counts.entry(*fate).or_default() += 1);
        all.truncate(NAMED);
        Ok(Outlook { until: window.1, items: self.named(&all, &ways).await?, counts, is_whole })
    }

    async fn named(&self, all: &[(&DueRow, Step, Instant, Fate)], ways: &Ways) -> Result<Vec<Foreseen>> {
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new(
            "select s.id, s.reference, s.title, o.person_id, p.name as person from subject s \
             join obligation o on o.org_id = s.org_id and o.id = s.id \
             join person p on p.org_id = o.org_id and p.id = o.person_id where s.org_id = ",
        )
        .bind(self.org())
        .push(" and s.id in (")
        .bind_all(all.iter().map(|(row, ..)| row.id))
        .push(")");
        let named: Vec<Named> = self.door.all(sql).await?;
        let known: BTreeMap<Uuid, &Named> = named.iter().map(|one| (one.id, one)).collect();
        let foreseen = |(row, step, at, fate): &(&DueRow, Step, Instant, Fate)| {
            let one = known.get(&row.id)?;
            Some(Foreseen {
                subject: one.id,
                reference: one.reference.clone(),
                title: one.title.clone(),
                person: Owner { id: one.person_id, name: one.person.clone() },
                due: row.due,
                step: *step,
                at: *at,
                ways: ways.of(row.id, *step),
                fate: *fate,
            })
        };
        Ok(all.iter().filter_map(foreseen).collect())
    }
}

/// What one obligation sends by each of both, put together.
fn compare<'a>(
    row: &'a DueRow,
    (present, proposed): (&Rhythm, &Rhythm),
    window: (Instant, Instant),
    settled: &Settled,
) -> Result<Vec<(&'a DueRow, Step, Instant, Fate)>> {
    let matter = row.matter()?;
    let is_settled = |step| settled.contains(&(row.id, row.person_id, row.due, step));
    let before = reminder::forecast(present, &matter, window, is_settled);
    let after = reminder::forecast(proposed, &matter, window, is_settled);
    let at_in = |list: &[(Step, Instant)], step: Step| {
        list.iter().find(|(known, _)| *known == step).map(|(_, at)| *at)
    };
    let kept = after.iter().map(|(step, at)| {
        let fate = match at_in(&before, *step) {
            None => Fate::New,
            Some(earlier) if earlier == *at => Fate::Kept,
            Some(_) => Fate::Moved,
        };
        (row, *step, *at, fate)
    });
    let gone = before.iter().filter(|(step, _)| at_in(&after, *step).is_none());
    Ok(kept.chain(gone.map(|(step, at)| (row, *step, *at, Fate::Gone))).collect())
}
