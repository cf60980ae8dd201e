//! One organisation and its people, and what the oracle knows of them. What they do is in `deeds`, `settings`, `reviews` and
//! `talk`.

use super::chance::Chance;
use super::oracle::{Habits, Heard, Key, Oracle, Post, Said, Thing, Times, weekend};
use crate::harness::{Organisation, TestApp};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::access::Role;
use domain::choice::{Change, Rhythm, Topic, Way};
use domain::clock::Clock as _;
use domain::id::{AccountId, ControlId, OrgId, PersonId, TaskId};
use domain::text::Address;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Membership, NewPerson, OrgTx};
use uuid::Uuid;

/// Where organisations and people are: half an hour of summer time, a day that begins later than anybody's, clocks that change
/// at midnight, summer in winter, and no summer time at all.
pub(super) const ZONES: [&str; 9] = [
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Pago_Pago",
    "America/Santiago",
];
/// So many people work in each organisation.
const PEOPLE: usize = 6;
/// So many of its controls may be reviewed.
const CONTROLS: usize = 6;
/// What notices are about, as people choose among it.
pub(super) const TOPICS: [(&str, Topic); 3] =
    [("assigned", Topic::Assigned), ("completed", Topic::Completed), ("commented", Topic::Commented)];

/// Where an organisation is.
pub(super) fn zone_of(seed: u64) -> &'static str {
    ZONES[Chance(seed).pick(ZONES.len())]
}

/// When the clock of a zone is turned back next, within some months: on which day, and which hour comes twice.
fn clock_turns(zone: Tz, now: DateTime<Utc>) -> Option<(NaiveDate, u32)> {
    let local = |hour: i64| (now + Duration::hours(hour)).with_timezone(&zone).naive_local();
    let back = (1..24 * 120).find(|hour| local(*hour) - local(hour - 1) < Duration::hours(1))?;
    let at = local(back) - Duration::minutes(i64::from(chrono::Timelike::minute(&local(back))));
    Some((at.date(), chrono::Timelike::hour(&at)))
}

pub(super) struct Life {
    pub(super) seed: u64,
    pub(super) chance: Chance,
    slug: String,
    accounts: [AccountId; 2],
    /// Those of its people who do something: who founded it, and who founded another one.
    pub(super) members: [Membership; 2],
    pub(super) zone: Tz,
    pub(super) people: Vec<PersonId>,
    pub(super) tasks: Vec<TaskId>,
    pub(super) controls: Vec<ControlId>,
    /// Who answers for each of them.
    pub(super) owners: Vec<Option<usize>>,
    pub(super) comments: Vec<(usize, domain::id::CommentId)>,
    pub(super) finished: BTreeSet<usize>,
    pub(super) lead: Option<usize>,
    pub(super) held: usize,
    pub(super) oracle: Oracle,
    pub(super) next_deed: DateTime<Utc>,
    /// What was handed over.
    pub(super) post: Post,
    things: HashMap<Uuid, Thing>,
}

async fn memberships(app: &TestApp, slug: &str, accounts: [AccountId; 2]) -> [Membership; 2] {
    let mut found = Vec::new();
    for account in accounts {
        let door = app.store.account_read(Some(account)).await.unwrap();
        found.push(door.memberships(Some(slug)).await.unwrap().remove(0));
        door.commit().await.unwrap();
    }
    found.try_into().unwrap()
}

async fn controls(root: &DatabaseConnection, member: &Membership) -> Vec<ControlId> {
    let org = member.tenancy().org();
    let sql = "select org_id, id from subject where kind = 'control' order by reference".to_owned();
    let rows = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let ours = rows.iter().filter(|row| row.try_get::<Uuid>("", "org_id").unwrap() == org.0);
    ours.take(CONTROLS).map(|row| domain::id::SubjectId(row.try_get("", "id").unwrap())).collect()
}

/// How an organisation reminds where nobody chose.
fn usual() -> Habits {
    Habits {
        leads: vec![30, 14, 7, 1],
        on_the_day: true,
        weeks: 1,
        hour: 8,
        working_days_only: false,
        off: weekend(),
        holidays: BTreeSet::new(),
        most: Some(20),
        // Nobody was chosen, so whoever founded the organisation leads.
        above: vec![("manager", 1, Heard::Manager), ("lead", 7, Heard::One(0))],
        chosen: None,
    }
}

impl Life {
    pub(super) async fn new(
        app: &TestApp,
        root: &DatabaseConnection,
        org: &Organisation,
        accounts: [AccountId; 2],
        other: &str,
        seed: u64,
    ) -> Self {
        let mut chance = Chance(seed);
        let zone = ZONES[chance.pick(ZONES.len())];
        let founder = app.membership(org).await;
        let (mut people, mut zones) = (vec![PersonId(org.me.parse().unwrap())], vec![zone]);
        let tx = app.store.write(&founder).await.unwrap();
        for number in 1..PEOPLE {
            let lives_in = ZONES[chance.pick(ZONES.len())];
            let (address, account) = match number {
                1 => (other.to_owned(), Some(accounts[1])),
                _ => (format!("person{number}@life{seed}.example"), None),
            };
            let person = NewPerson {
                name: format!("Person {number}"),
                address: Address::parse(&address).unwrap(),
                account,
                zone: lives_in.to_owned(),
                roles: vec![if number == 1 { Role::Admin } else { Role::Contributor }],
            };
            people.push(tx.add_person(&person).await.unwrap());
            zones.push(lives_in);
        }
        tx.commit().await.unwrap();
        let members = memberships(app, &org.slug, accounts).await;
        let controls = controls(root, &founder).await;
        let things = controls.iter().enumerate().map(|(index, id)| (id.0, Thing::Review(index))).collect();
        let zones = zones.iter().map(|zone| zone.parse().unwrap()).collect();
        let mut life = Self {
            seed,
            chance,
            slug: org.slug.clone(),
            accounts,
            members,
            zone: zone.parse().unwrap(),
            people,
            tasks: Vec::new(),
            owners: vec![None; controls.len()],
            controls,
            comments: Vec::new(),
            finished: BTreeSet::new(),
            lead: None,
            held: 0,
            oracle: Oracle::new(usual(), zones),
            next_deed: app.clock.calendar(),
            post: Post::new(),
            things,
        };
        life.choose_all(app).await;
        life
    }

    /// Everybody says what they want to be told, so that nothing is told because of what is usual.
    async fn choose_all(&mut self, app: &TestApp) {
        let tx = self.write(app).await;
        for person in 0..self.people.len() {
            let mut change = Change::default();
            for (kind, topic) in TOPICS {
                let rhythm = self.some_rhythm();
                self.oracle.wants.insert((person, kind), rhythm);
                change.rhythms.push((topic, Way::Mail, Some(rhythm)));
            }
            // Clocks are turned on Sundays, at night.
            if let Some((_, hour)) = clock_turns(self.oracle.zones[person], self.next_deed) {
                (change.hour, change.quiet_weekend) = (Some(hour), Some(false));
                self.oracle.times[person] = Times { hour, quiet_weekend: false, ..Times::default() };
            }
            tx.choose(self.people[person], 1, &change).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Whose clock is turned back within some weeks, on which day, and which hour comes twice.
    pub(super) fn turning(&self, now: DateTime<Utc>) -> Option<(usize, NaiveDate, u32)> {
        let turns = (0..self.people.len()).filter_map(|person| {
            clock_turns(self.oracle.zones[person], now).map(|(day, hour)| (person, day, hour))
        });
        let soon = now.date_naive() + Duration::days(20);
        turns.filter(|(_, day, _)| *day <= soon).min_by_key(|(_, day, _)| *day)
    }

    /// An hour of the day; where somebody's clock is about to repeat one, that.
    pub(super) fn some_hour(&mut self, now: DateTime<Utc>) -> u32 {
        let any = u32::try_from(self.chance.days(0, 23)).unwrap();
        self.turning(now).map_or(any, |(.., hour)| hour)
    }

    pub(super) fn some_rhythm(&mut self) -> Rhythm {
        [Rhythm::AtOnce, Rhythm::Daily, Rhythm::Daily, Rhythm::Weekly, Rhythm::Never][self.chance.pick(5)]
    }

    pub(super) fn org(&self) -> OrgId {
        self.members[0].tenancy().org()
    }

    /// As whoever founded it.
    pub(super) async fn write(&self, app: &TestApp) -> OrgTx {
        app.store.write(&self.members[0]).await.unwrap()
    }

    /// As one of those who do something: who that is, and their door.
    pub(super) async fn write_as_one(&mut self, app: &TestApp) -> (usize, OrgTx) {
        let who = self.chance.pick(2);
        (who, app.store.write(&self.members[who]).await.unwrap())
    }

    /// What members may follows the organisation's zone.
    pub(super) async fn reload(&mut self, app: &TestApp) {
        self.members = memberships(app, &self.slug, self.accounts).await;
    }

    pub(super) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }

    pub(super) fn someone(&mut self) -> usize {
        self.chance.pick(self.people.len())
    }

    pub(super) fn add_task(&mut self, id: TaskId) -> usize {
        self.tasks.push(id);
        self.things.insert(id.0, Thing::Task(self.tasks.len() - 1));
        self.tasks.len() - 1
    }

    pub(super) fn thing(&self, subject: Uuid) -> Thing {
        self.things[&subject]
    }

    pub(super) fn person(&self, id: Uuid) -> usize {
        self.people.iter().position(|person| person.0 == id).unwrap()
    }

    /// Which step a row of the sent-log is about.
    pub(super) fn key(&self, row: &QueryResult) -> Key {
        let thing = self.thing(row.try_get("", "subject_id").unwrap());
        let person = self.person(row.try_get("", "recipient_id").unwrap());
        (thing, row.try_get("", "due").unwrap(), person, row.try_get("", "step").unwrap())
    }

    pub(super) fn got(&mut self, said: Said, now: DateTime<Utc>) {
        self.post.entry(said).or_default().push(now);
    }

    /// Somebody does something, and it takes a while until the next thing.
    pub(super) async fn act(&mut self, app: &TestApp, now: DateTime<Utc>) {
        // Before a clock is turned back, reminders are set to the hour that comes twice.
        let turns = self.turning(now).is_some_and(|(.., hour)| hour != self.oracle.habits.hour);
        let deed = if turns && self.chance.one_in(2) { 30 } else { self.chance.below(48) };
        let before = self.oracle.charges.clone();
        match deed {
            0..=7 => self.create(app, now).await,
            8..=9 => self.hand_on(app, now).await,
            10..=11 => self.another_date(app, now).await,
            12..=16 => self.finish(app, now).await,
            17 => self.take_up_again(app, now).await,
            18 => self.say_differently(app, now).await,
            19..=20 => self.snooze(app, now).await,
            21..=22 => self.put_off(app, now).await,
            23..=28 => self.review(app, now).await,
            29 => self.answer_for(app, now).await,
            30 => self.choose_habits(app, now).await,
            31 => self.take_a_day_off(app, now).await,
            32 => self.work_on_other_days(app).await,
            33 => self.move_away(app).await,
            34..=35 => self.travel(app, now).await,
            36..=37 => self.answer_to(app).await,
            38..=39 => self.go_away(app, now).await,
            40..=42 => self.comment(app, now).await,
            43 => self.take_back(app).await,
            44 => self.read(app, now).await,
            45..=46 => self.choose(app, now).await,
            _ => self.choose_times(app, now).await,
        }
        self.oracle.stir();
        if super::number("AIMS_SIMULATION_TRACE", 0) == self.seed {
            self.trace(deed, &before, now);
        }
        let pause = i64::try_from(super::number("AIMS_SIMULATION_PAUSE", 2)).unwrap();
        self.next_deed = now + Duration::minutes(self.chance.days(1, pause * 24 * 60));
    }

    /// What changed by a deed, for whoever looks for a reason.
    #[expect(
        clippy::print_stdout,
        reason = "it was asked for by AIMS_SIMULATION_TRACE, which names the organisation"
    )]
    fn trace(&self, deed: u64, before: &BTreeMap<Thing, super::oracle::Charge>, now: DateTime<Utc>) {
        let after = &self.oracle.charges;
        let changed = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
        let text = |charge: Option<&super::oracle::Charge>| format!("{charge:?}");
        let changed = changed.into_iter().filter(|thing| text(before.get(thing)) != text(after.get(thing)));
        let changed: Vec<String> =
            changed.map(|thing| format!("{thing:?} {}", text(after.get(thing)))).collect();
        println!("{now} deed {deed}: {}", changed.join("; "));
    }

    /// One of what somebody has, and what is known of it.
    pub(super) fn any_charge(&mut self) -> Option<(usize, super::oracle::Charge)> {
        let all: BTreeMap<_, _> = self
            .oracle
            .charges
            .iter()
            .filter_map(|(thing, charge)| match thing {
                Thing::Task(task) => Some((*task, charge.clone())),
                Thing::Review(_) => None,
            })
            .collect();
        let picked = (!all.is_empty()).then(|| self.chance.pick(all.len()))?;
        all.into_iter().nth(picked)
    }
}
