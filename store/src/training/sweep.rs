//! Who is asked, looked at anew: a batch at a time, so that nobody else waits while everybody is asked for something.

use super::assignments::Kept;
use super::crowd::Someone;
use crate::doors::{OrgTx, SystemTx};
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::calendar::local_date;
use domain::event::Event;
use domain::id::{ModuleId, OrgId, PersonId};
use domain::job::Job;
use domain::obligation::Kind;
use domain::reminder::{self, Matter, Rhythm};
use domain::text::folded;
use domain::training::{AgainFor, Ask, Assignment, Belonging, Known, Module, Version, ask};
use sea_orm::{DbBackend, FromQueryResult};
use std::collections::HashMap;
use uuid::Uuid;

/// How many people's assignments one sweep changes before it makes room for others.
const MOST: usize = 2_000;
/// How many rows one statement writes.
const BATCH: usize = 500;

/// In an organisation of so many people nobody waits for a job.
const AT_ONCE: i64 = 1_000;
/// The modules for which anybody is or was asked.
const MODULES: &str = "select t.id, s.created_by, (s.archived_at is not null) as aside from module t \
    join subject s on s.org_id = t.org_id and s.id = t.id where t.current is not null and t.org_id = ";

/// What is to be done about the people of one module.
#[derive(Default)]
struct Work {
    begin: Vec<Begin>,
    /// By what is asked anew of it.
    moves: HashMap<AgainFor, Vec<Uuid>>,
    end: Vec<Uuid>,
    /// Those that count until another day than was reckoned.
    lapses: HashMap<Option<NaiveDate>, Vec<Uuid>>,
    /// Those whose people belong now, or no longer: what was done stays, and is not counted.
    belong: HashMap<bool, Vec<Uuid>>,
}

struct Begin {
    person: PersonId,
    zone: chrono_tz::Tz,
    round: i32,
    due: NaiveDate,
    after: Option<u32>,
    /// The one before.
    before: Option<Uuid>,
}

impl Work {
    fn size(&self) -> usize {
        let others = self.lapses.values().chain(self.belong.values());
        self.begin.len() + self.moved() + self.end.len() + others.map(Vec::len).sum::<usize>()
    }

    fn moved(&self) -> usize {
        self.moves.values().map(Vec::len).sum()
    }
}

#[derive(FromQueryResult)]
struct ModuleRow {
    id: Uuid,
    created_by: Uuid,
    aside: bool,
}

impl OrgTx {
    /// Looks at who is asked for each module, and asks them, asks them anew, or no longer. Answers how many of them changed;
    /// where more is to be done, another sweep follows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sweep_training(&self) -> Result<usize> {
        let modules: Vec<ModuleRow> = self.door.all(self.sql(MODULES).push(" order by t.id")).await?;
        self.sweep_modules(modules).await
    }

    /// The same of one module, while whoever changed it waits: they see whom it asks. Where there are many people, the job
    /// does it, which follows anyway.
    pub(super) async fn sweep_at_once(&self, module: ModuleId) -> Result<()> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let count = self.sql("select count(*) as count from person where org_id = ");
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count > AT_ONCE) {
            return Ok(());
        }
        let sql = self.sql(MODULES).push(" and t.id = ").bind(module.0);
        let modules = self.door.all(sql).await?;
        self.sweep_modules(modules).await.map(drop)
    }

    async fn sweep_modules(&self, modules: Vec<ModuleRow>) -> Result<usize> {
        if modules.is_empty() {
            return Ok(0);
        }
        let (crowd, rhythm) = (self.crowd().await?, self.rhythm().await?);
        let mut changed = 0;
        for row in modules {
            // Whoever changes the module, and another who looks at it, wait: who is asked is reckoned by one at a time.
            self.hold(row.id.into()).await?;
            let module = self.module(row.id.into()).await?.module;
            let work = self.work_of(&module, row.aside, &crowd, MOST - changed).await?;
            changed += work.size();
            self.do_work(&module, row.created_by, &rhythm, work).await?;
            if changed >= MOST {
                self.enqueue(Job::SweepTraining);
                break;
            }
        }
        Ok(changed)
    }

    /// What is to be done about one module, of at most so many people.
    async fn work_of(&self, module: &Module, aside: bool, crowd: &[Someone], room: usize) -> Result<Work> {
        let current = module.current.ok_or(unreadable("version of a module"))?;
        let known = self.known_versions(module.id, current).await?;
        let mut latest: HashMap<Uuid, Kept> = HashMap::new();
        for kept in self.latest_of(module.id).await? {
            latest.insert(kept.person_id, kept);
        }
        let mut work = Work::default();
        for someone in crowd {
            if work.size() >= room {
                break;
            }
            let belonging =
                if aside { Belonging::Not } else { module.audience.belongs(&someone.member, self.today()) };
            self.look_at(
                module,
                &known,
                someone,
                belonging,
                latest.get(&someone.member.person.0),
                &mut work,
            )?;
        }
        Ok(work)
    }

    fn look_at(
        &self,
        module: &Module,
        known: &Known,
        someone: &Someone,
        belonging: Belonging,
        kept: Option<&Kept>,
        work: &mut Work,
    ) -> Result<()> {
        let latest: Option<Assignment> = kept.map(Kept::assignment).transpose()?;
        match (ask(belonging, latest.as_ref(), known, module.rhythm, self.today()), kept) {
            (Ask::Begin { due, after }, kept) => work.begin.push(Begin {
                person: someone.member.person,
                zone: someone.zone,
                round: kept.map_or(1, |kept| kept.round + 1),
                due,
                after,
                before: kept.map(|kept| kept.id),
            }),
            (Ask::Move { again }, Some(kept)) => work.moves.entry(again).or_default().push(kept.id),
            (Ask::End, Some(kept)) => work.end.push(kept.id),
            (Ask::Nothing, Some(kept)) => {
                let lapses = latest.as_ref().and_then(|one| one.next_due(module.rhythm));
                if kept.lapses_on != lapses {
                    work.lapses.entry(lapses).or_default().push(kept.id);
                }
                let belongs = belonging != Belonging::Not;
                if kept.belongs != belongs && kept.state != "ended" {
                    work.belong.entry(belongs).or_default().push(kept.id);
                }
            }
            (_, None) => {}
        }
        Ok(())
    }

    async fn do_work(&self, module: &Module, by: Uuid, rhythm: &Rhythm, work: Work) -> Result<()> {
        if work.size() == 0 {
            return Ok(());
        }
        let current = module.current.ok_or(unreadable("version of a module"))?;
        let version = self.version_of(module.id, current).await?;
        let known = self.known_versions(module.id, current).await?;
        for some in work.begin.chunks(BATCH) {
            self.begin_assignments(module, by, rhythm, (&version, &known), some).await?;
        }
        for (again, ids) in &work.moves {
            for some in ids.chunks(BATCH) {
                self.move_on(current, !version.questions.is_empty(), *again, some).await?;
            }
        }
        for some in work.end.chunks(BATCH) {
            self.end_assignments(some).await?;
        }
        for (lapses, ids) in &work.lapses {
            for some in ids.chunks(BATCH) {
                let sql =
                    Sql::new("update assignment set lapses_on = ").bind(*lapses).push(" where org_id = ");
                self.door
                    .run(sql.bind(self.org()).push(" and id in (").bind_all(some.iter().copied()).push(")"))
                    .await?;
            }
        }
        for (belongs, ids) in &work.belong {
            for some in ids.chunks(BATCH) {
                let sql =
                    Sql::new("update assignment set belongs = ").bind(*belongs).push(" where org_id = ");
                self.door
                    .run(sql.bind(self.org()).push(" and id in (").bind_all(some.iter().copied()).push(")"))
                    .await?;
            }
        }
        let (asked, moved, ended) = (work.begin.len(), work.moved(), work.end.len());
        if asked + moved + ended > 0 {
            self.record(Event::TrainingAssigned { module: module.id, asked, moved, ended });
        }
        if asked > 0 {
            self.enqueue(Job::SweepReminders);
        }
        Ok(())
    }

    async fn begin_assignments(
        &self,
        module: &Module,
        by: Uuid,
        rhythm: &Rhythm,
        asked: (&Version, &Known),
        some: &[Begin],
    ) -> Result<()> {
        let before: Vec<Uuid> = some.iter().filter_map(|one| one.before).collect();
        if !before.is_empty() {
            let sql = self.sql("update assignment set latest = false where org_id = ").push(" and id in (");
            self.door.run(sql.bind_all(before).push(")")).await?;
        }
        let ids: Vec<Uuid> = some.iter().map(|_| self.store.new_id()).collect();
        self.insert_subjects(module, by, &ids, some).await?;
        self.insert_assignments(module, asked, &ids, some).await?;
        self.insert_obligations(rhythm, &ids, some).await
    }

    async fn insert_subjects(&self, module: &Module, by: Uuid, ids: &[Uuid], some: &[Begin]) -> Result<()> {
        // What is the same in all is said once: a statement of so many rows is read by the database each time.
        let mut sql = Sql::new(
            "insert into subject (org_id, kind, title, title_key, state, version, created_by, created_at, updated_at, id, \
             owner_id, due) select ",
        )
        .bind(self.org())
        .push(", 'assignment', ")
        .bind_all([module.title.clone(), folded(&module.title)])
        .push(", 'assigned', 1, ")
        .bind(by)
        .push(", ")
        .bind_all([self.now(), self.now()])
        .push(", v.column1, v.column2, v.column3 from (values ");
        for (position, (id, one)) in ids.iter().zip(some).enumerate() {
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind_all([*id, one.person.0])
                .push(", ")
                .bind(one.due)
                .push(")");
        }
        self.door.run(sql.push(") as v")).await.map(drop)
    }

    async fn insert_assignments(
        &self,
        module: &Module,
        (version, known): (&Version, &Known),
        ids: &[Uuid],
        some: &[Begin],
    ) -> Result<()> {
        let mut sql = Sql::new(
            "insert into assignment (org_id, module_id, latest, belongs, version, assigned, state, attempts, id, person_id, round, \
             due, after, passed) select ",
        )
        .bind_all([self.org(), module.id.0])
        .push(", true, true, ")
        .bind(i64::from(version.number))
        .push(", ")
        .bind(self.today())
        .push(", 'assigned', 0, v.column1, v.column2, v.column3, v.column4, cast(v.column5 as integer), v.column6 from (values ");
        for (position, (id, one)) in ids.iter().zip(some).enumerate() {
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind_all([*id, one.person.0])
                .push(", ")
                .bind(one.round)
                .push(", ")
                .bind(one.due)
                .push(", ")
                .bind(one.after.and_then(|after| i32::try_from(after).ok()))
                .push(", ")
                .bind(version.questions_of(known.part_after(one.after).as_ref()).is_empty())
                .push(")");
        }
        self.door.run(sql.push(") as v")).await.map(drop)
    }

    async fn insert_obligations(&self, rhythm: &Rhythm, ids: &[Uuid], some: &[Begin]) -> Result<()> {
        let (kind, now) = (Kind::Training, self.now());
        let mut sql = Sql::new(
            "insert into obligation (org_id, kind, since, id, subject_id, person_id, due, next_reminder_at) select ",
        )
        .bind(self.org())
        .push(", ")
        .bind(kind.name())
        .push(", ")
        .bind(now)
        .push(", v.column1, v.column2, v.column3, v.column4, v.column5 from (values ");
        for (position, (id, one)) in ids.iter().zip(some).enumerate() {
            let (ends, leads) = (kind.declaration().ends, kind.lead_days());
            let matter = Matter { due: one.due, zone: one.zone, since: now, snoozed: None, ends, leads };
            // Not in the night, and once: by the morning the nearest step has come as well.
            let morning = rhythm.at(reminder::Step::Due, local_date(now, one.zone), one.zone);
            sql = sql
                .push(if position > 0 { ", (" } else { "(" })
                .bind_all([self.store.new_id(), *id, one.person.0])
                .push(", ")
                .bind(one.due)
                .push(", ")
                .bind(reminder::first_at(rhythm, &matter, now).max(morning))
                .push(")");
        }
        self.door.run(sql.push(") as v")).await.map(drop)
    }

    /// Those of some that are still open, held until the transaction ends: somebody may have confirmed meanwhile.
    async fn still_open(&self, some: &[Uuid]) -> Result<Vec<Uuid>> {
        #[derive(FromQueryResult)]
        struct Open {
            id: Uuid,
        }
        if self.door.backend() == DbBackend::Postgres {
            // In the order in which everybody else holds them: the subject first.
            let sql = self.sql("select id from subject where org_id = ").push(" and id in (");
            let sql = sql.bind_all(some.iter().copied()).push(") order by id for update");
            self.door.all::<Open>(sql).await?;
        }
        let sql = self
            .sql("select id from assignment where org_id = ")
            .push(" and state not in ('completed', 'waived', 'ended') and id in (")
            .bind_all(some.iter().copied())
            .push(")");
        Ok(self.door.all::<Open>(sql).await?.into_iter().map(|row| row.id).collect())
    }

    async fn move_on(&self, current: u32, has_quiz: bool, again: AgainFor, some: &[Uuid]) -> Result<()> {
        let some = &self.still_open(some).await?[..];
        if some.is_empty() {
            return Ok(());
        }
        let mut sql = Sql::new("update assignment set version = ").bind(i64::from(current));
        if again != AgainFor::Nobody {
            sql = sql
                .push(", attempts = 0, state = case when state = 'quiz_failed' then 'in_progress' else state end, passed = ")
                .bind(!has_quiz);
        }
        if again == AgainFor::All {
            sql = sql.push(", after = null");
        }
        let sql = sql.push(" where org_id = ").bind(self.org()).push(" and id in (");
        self.door.run(sql.bind_all(some.iter().copied()).push(")")).await?;
        self.touch_assignments(None, some).await
    }

    async fn end_assignments(&self, some: &[Uuid]) -> Result<()> {
        let some = &self.still_open(some).await?[..];
        if some.is_empty() {
            return Ok(());
        }
        let sql = Sql::new("update assignment set state = 'ended', settled = ").bind(self.today());
        let sql = sql.push(" where org_id = ").bind(self.org()).push(" and id in (");
        self.door.run(sql.bind_all(some.iter().copied()).push(")")).await?;
        let sql = self.sql("delete from obligation where org_id = ").push(" and subject_id in (");
        self.door.run(sql.bind_all(some.iter().copied()).push(")")).await?;
        self.touch_assignments(Some("ended"), some).await
    }

    async fn touch_assignments(&self, state: Option<&str>, some: &[Uuid]) -> Result<()> {
        let sql = Sql::new("update subject set version = version + 1, updated_at = ").bind(self.now());
        let sql = match state {
            Some(state) => sql.push(", state = ").bind(state.to_owned()),
            None => sql,
        };
        let sql = sql.push(" where org_id = ").bind(self.org()).push(" and id in (");
        self.door.run(sql.bind_all(some.iter().copied()).push(")")).await.map(drop)
    }
}

impl SystemTx {
    /// The organisations that train anybody: who belongs changes with each day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_training(&self) -> Result<Vec<OrgId>> {
        #[derive(FromQueryResult)]
        struct Row {
            org_id: Uuid,
        }
        let sql =
            Sql::new("select distinct org_id from module where org_id is not null and current is not null");
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
