//! What would be sent in the days to come, by the policy that holds and by another: the same planner over the same rows
//! as the sweep, without writing anything.

use super::above::Ladder;
use super::{DueRow, SELECT, Settled, known};
use crate::deliveries::MessagePlace;
use crate::doors::OrgRead;
use crate::error::Result;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::{Duration, NaiveDate};
use domain::clock::Instant;
use domain::id::PersonId;
use domain::obligation::{Due, Kind};
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
    /// Of what, and which step.
    pub step: Due,
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
}

struct Ways {
    places: Vec<MessagePlace>,
    posted: std::collections::HashSet<Uuid>,
}

impl Ways {
    fn of(&self, subject: Uuid, due: Due) -> Vec<&'static str> {
        let posted = matches!(due.step, Step::Due | Step::Overdue(_)) && self.posted.contains(&subject);
        let direct = self.places.iter().any(MessagePlace::is_direct);
        let teams = self.places.iter().any(|place| place.hears(due));
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
        let sql = known(self.sql(SELECT))
            .push(" order by t.due, t.id limit ")
            .bind(i64::try_from(MOST + 1).unwrap_or(i64::MAX));
        let mut rows: Vec<DueRow> = self.door.all(sql).await?;
        let is_whole = rows.len() <= MOST;
        rows.truncate(MOST);
        let window = (self.now(), self.now() + AHEAD);
        let mut all = Vec::new();
        for some in rows.chunks(BATCH) {
            let settled = self.settled_steps(some).await?;
            let people: Vec<Uuid> = some.iter().map(|row| row.person_id).collect();
            let before = (&present, &self.ladder(&people, &present).await?);
            let after = (&proposed, &self.ladder(&people, &proposed).await?);
            for row in some {
                all.extend(compare(row, before, after, window, &settled)?);
            }
        }
        all.sort_by_key(|one| (one.at, one.row.id, one.step.to_string(), one.fate));
        let mut counts: BTreeMap<Fate, usize> = Fate::ALL.iter().map(|fate| (*fate, 0)).collect();
        all.iter().for_each(|one| *counts.entry(one.fate).or_default() += 1);
        all.truncate(NAMED);
        Ok(Outlook { until: window.1, items: self.named(&all, &ways).await?, counts, is_whole })
    }

    async fn named(&self, all: &[Compared<'_>], ways: &Ways) -> Result<Vec<Foreseen>> {
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("select s.id, s.reference, s.title from subject s where s.org_id = ")
            .bind(self.org())
            .push(" and s.id in (")
            .bind_all(all.iter().map(|one| one.row.subject_id))
            .push(")");
        let named: Vec<Named> = self.door.all(sql).await?;
        let known: BTreeMap<Uuid, &Named> = named.iter().map(|one| (one.id, one)).collect();
        let people = self.names_of_people(all.iter().map(|one| one.recipient).collect()).await?;
        let foreseen = |compared: &Compared<'_>| {
            let one = known.get(&compared.row.subject_id)?;
            Some(Foreseen {
                subject: one.id,
                reference: one.reference.clone(),
                title: one.title.clone(),
                person: people.iter().find(|person| person.id == compared.recipient)?.clone(),
                due: compared.row.due,
                step: compared.step,
                at: compared.at,
                ways: ways.of(compared.row.subject_id, compared.step),
                fate: compared.fate,
            })
        };
        Ok(all.iter().filter_map(foreseen).collect())
    }
}

/// One reminder as it is by both policies.
struct Compared<'a> {
    row: &'a DueRow,
    recipient: Uuid,
    step: Due,
    at: Instant,
    fate: Fate,
}

type By<'a> = (&'a Rhythm, &'a Ladder);
type Sends = Vec<(Uuid, Step, Instant)>;

/// What one obligation sends by each of both, put together.
fn compare<'a>(
    row: &'a DueRow,
    before: By<'_>,
    after: By<'_>,
    window: (Instant, Instant),
    settled: &Settled,
) -> Result<Vec<Compared<'a>>> {
    let kind = row.kind()?;
    let (before, after) =
        (sends(row, kind, before, window, settled)?, sends(row, kind, after, window, settled)?);
    let at_in = |list: &Sends, recipient: Uuid, step: Step| {
        list.iter().find(|(who, known, _)| *who == recipient && *known == step).map(|(.., at)| *at)
    };
    let compared =
        |recipient, step, at, fate| Compared { row, recipient, step: Due { kind, step }, at, fate };
    let kept = after.iter().map(|(recipient, step, at)| {
        let fate = match at_in(&before, *recipient, *step) {
            None => Fate::New,
            Some(earlier) if earlier == *at => Fate::Kept,
            Some(_) => Fate::Moved,
        };
        compared(*recipient, *step, *at, fate)
    });
    let gone = before.iter().filter(|(recipient, step, _)| at_in(&after, *recipient, *step).is_none());
    let gone = gone.map(|(recipient, step, at)| compared(*recipient, *step, *at, Fate::Gone));
    Ok(kept.chain(gone).collect())
}

/// What one obligation sends by one policy, to whoever is responsible and to those above.
fn sends(
    row: &DueRow,
    kind: Kind,
    (rhythm, ladder): By<'_>,
    (now, until): (Instant, Instant),
    settled: &Settled,
) -> Result<Sends> {
    let matter = row.matter()?;
    let is_settled = |who, step| settled.contains(&(row.subject_id, who, row.due, Due { kind, step }));
    let own = reminder::forecast(rhythm, &matter, (now, until), |step| is_settled(row.person_id, step));
    let mut sends: Sends = own.into_iter().map(|(step, at)| (row.person_id, step, at)).collect();
    if !kind.declaration().escalates {
        return Ok(sends);
    }
    let above = ladder.of(row.person_id);
    let told = |level, person: PersonId| is_settled(person.0, Step::Escalated(level));
    let mut add = |at: Instant, list: Vec<(reminder::Level, PersonId)>| {
        sends.extend(list.into_iter().map(|(level, person)| (person.0, Step::Escalated(level), at)));
    };
    add(now, reminder::escalate(rhythm, &matter, &above, now, told).send);
    for one in &above {
        if let Some(at) =
            rhythm.escalates_at(one.level, &matter, one.zone).filter(|at| *at > now && *at <= until)
        {
            add(at, vec![(one.level, one.person)]);
        }
    }
    Ok(sends)
}
