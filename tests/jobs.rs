//! The job table: claims, lanes, unique keys, fences, leases, fairness, dead letters.

use crate::harness::{TestApp, TestClock, TestDatabase};
use chrono::Duration;
use domain::id::OrgId;
use domain::job::Job;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration as Span;
use store::{ClaimedJob, Settlement, Store, Verdict, Wanted};
use uuid::Uuid;

const LEASE: Span = Span::from_secs(30);

struct Queue {
    store: Store,
    clock: Arc<TestClock>,
    database: TestDatabase,
}

impl Queue {
    async fn new() -> Self {
        let database = TestDatabase::new();
        let clock = Arc::new(TestClock::new());
        Self { store: database.store(Arc::clone(&clock)).await, clock, database }
    }

    async fn add(&self, org: Option<OrgId>, job: Job) {
        let system = self.store.system().await.unwrap();
        system.enqueue(org, job).await.unwrap();
        system.commit().await.unwrap();
    }

    async fn claim(&self, worker: &str, limit: u64) -> Vec<ClaimedJob> {
        let system = self.store.system().await.unwrap();
        let claimed = system.claim(&wanted(worker, limit, &HashMap::new())).await.unwrap();
        system.commit().await.unwrap();
        claimed
    }

    async fn settle(&self, worker: &str, job: &ClaimedJob, verdict: Verdict) -> u64 {
        let system = self.store.system().await.unwrap();
        let settlement = Settlement { job: job.id, attempt: job.attempt, verdict };
        let mine = system.settle(worker, &[settlement]).await.unwrap();
        system.commit().await.unwrap();
        mine
    }

    async fn reap(&self) -> u64 {
        let system = self.store.system().await.unwrap();
        let reaped = system.reap().await.unwrap();
        system.commit().await.unwrap();
        reaped
    }

    async fn count(&self, state: i32) -> i64 {
        let root = self.database.root().await;
        let sql = format!("select count(*) from job where state = {state}");
        let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
        let count = row.unwrap().try_get_by_index(0).unwrap();
        root.close().await.unwrap();
        count
    }
}

fn wanted<'a>(worker: &'a str, limit: u64, held: &'a HashMap<Uuid, u64>) -> Wanted<'a> {
    let (most_of_one, most_of_all) = (u64::MAX, u64::MAX);
    Wanted { worker, lease: LEASE, limit, after: Uuid::nil(), held, most_of_one, most_of_all }
}

fn link(number: u128) -> Job {
    Job::MailLink { link: domain::id::LinkId(Uuid::from_u128(number)) }
}

fn org(number: u128) -> Option<OrgId> {
    Some(OrgId(Uuid::from_u128(number)))
}

#[tokio::test]
async fn a_job_is_claimed_once_and_settled_by_whoever_holds_it() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    let claimed = queue.claim("one", 10).await;
    assert_eq!((claimed.len(), claimed[0].attempt), (1, 1));
    assert_eq!(queue.claim("two", 10).await.len(), 0);
    assert_eq!(queue.settle("two", &claimed[0], Verdict::Done).await, 0, "not its job");
    assert_eq!(queue.settle("one", &claimed[0], Verdict::Done).await, 1);
    assert_eq!(queue.count(2).await, 1);
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_settles_nothing() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    let first = queue.claim("one", 10).await.remove(0);
    assert_eq!(queue.reap().await, 0, "the lease still holds");
    queue.clock.pass(Duration::seconds(31));
    assert_eq!(queue.reap().await, 1);
    // The same worker claims it again: only the attempt tells its two runs apart.
    let second = queue.claim("one", 10).await.remove(0);
    assert_eq!(second.attempt, 2);
    assert_eq!(queue.settle("one", &first, Verdict::Done).await, 0, "the fence is worker and attempt");
    assert_eq!(queue.settle("one", &second, Verdict::Done).await, 1);
}

#[tokio::test]
async fn a_renewed_lease_is_not_reaped() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    queue.claim("one", 10).await;
    queue.clock.pass(Duration::seconds(20));
    let system = queue.store.system().await.unwrap();
    assert_eq!(system.renew("one", LEASE).await.unwrap(), 1);
    system.commit().await.unwrap();
    queue.clock.pass(Duration::seconds(20));
    assert_eq!(queue.reap().await, 0);
}

#[tokio::test]
async fn a_unique_job_is_added_once_while_it_waits_and_again_while_it_runs() {
    let queue = Queue::new().await;
    queue.add(None, Job::FindDueReminders).await;
    queue.add(None, Job::FindDueReminders).await;
    assert_eq!(queue.count(0).await, 1);
    let running = queue.claim("one", 10).await.remove(0);
    queue.add(None, Job::FindDueReminders).await;
    assert_eq!((queue.count(0).await, queue.count(1).await), (1, 1), "a cause during the run is run again");
    // The run fails: what waits already does its work, so it is merged instead of breaking the key.
    let again = Verdict::Retry { after: Span::from_secs(1), error: "later".into() };
    assert_eq!(queue.settle("one", &running, again).await, 1);
    assert_eq!((queue.count(0).await, queue.count(2).await), (1, 1));
}

#[tokio::test]
async fn jobs_of_one_lane_run_one_at_a_time() {
    let queue = Queue::new().await;
    queue.add(org(1), Job::SweepReminders).await;
    let first = queue.claim("one", 10).await;
    queue.add(org(1), Job::SweepReminders).await;
    assert_eq!(queue.claim("two", 10).await.len(), 0, "the lane is taken");
    queue.add(org(2), Job::SweepReminders).await;
    assert_eq!(queue.claim("two", 10).await.len(), 1, "another organisation's lane is free");
    queue.settle("one", &first[0], Verdict::Done).await;
    assert_eq!(queue.claim("two", 10).await.len(), 1);
}

#[tokio::test]
async fn a_flood_of_one_organisation_holds_nobody_up() {
    let queue = Queue::new().await;
    for number in 0..200 {
        queue.add(org(1), link(number)).await;
    }
    queue.add(org(2), link(900)).await;
    queue.add(org(3), link(901)).await;
    let claimed = queue.claim("one", 6).await;
    let orgs: Vec<_> = claimed.iter().map(|job| job.org).collect();
    assert!(orgs.contains(&org(2)) && orgs.contains(&org(3)), "{orgs:?}");
    assert!(orgs.iter().filter(|one| **one == org(1)).count() >= 1);
}

#[tokio::test]
async fn a_retry_waits_and_a_wait_that_was_asked_for_is_no_attempt() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    let first = queue.claim("one", 1).await.remove(0);
    let after = Span::from_secs(10);
    queue.settle("one", &first, Verdict::Retry { after, error: "busy".into() }).await;
    assert_eq!(queue.claim("one", 1).await.len(), 0);
    queue.clock.pass(Duration::seconds(11));
    let second = queue.claim("one", 1).await.remove(0);
    assert_eq!(second.attempt, 2);
    queue.settle("one", &second, Verdict::RetryAfter { after, error: "slow down".into() }).await;
    queue.clock.pass(Duration::seconds(11));
    assert_eq!(queue.claim("one", 1).await.remove(0).attempt, 2);
}

#[tokio::test]
async fn a_kind_or_version_that_is_not_known_is_left_for_a_worker_that_knows_it() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    queue.add(None, link(2)).await;
    let root = queue.database.root().await;
    let newer =
        "update job set kind_version = 2 where payload = (select max(cast(payload as text)) from job)";
    let newer = match root.get_database_backend() {
        DbBackend::Postgres => newer.replace("payload =", "cast(payload as text) ="),
        _ => newer.to_owned(),
    };
    assert_eq!(root.execute_unprepared(&newer).await.unwrap().rows_affected(), 1);
    root.close().await.unwrap();
    assert_eq!(queue.claim("one", 10).await.len(), 1);
    assert_eq!(queue.count(0).await, 1);
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_is_dead_lettered_and_the_worker_lives_on() {
    let app = TestApp::new().await;
    let system = app.store.system().await.unwrap();
    system.enqueue(None, link(1)).await.unwrap();
    system.enqueue(None, Job::Prune).await.unwrap();
    system.commit().await.unwrap();
    let root = app.database.root().await;
    root.execute_unprepared(
        "update job set payload = '{\"kind\":\"mail_link\",\"link\":7}' where kind = 'mail_link'",
    )
    .await
    .unwrap();
    app.run_jobs().await;
    for (kind, state) in [("mail_link", 3), ("prune", 2)] {
        let sql = format!("select count(*) from job where kind = '{kind}' and state = {state}");
        let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
        assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 1, "{kind}");
    }
    root.close().await.unwrap();
}

#[tokio::test]
async fn of_many_processes_that_tick_one_enqueues() {
    let queue = Queue::new().await;
    let next = chrono::DateTime::parse_from_rfc3339("2026-11-24T09:31:00Z").unwrap().to_utc();
    let mut won = 0;
    for _ in 0..5 {
        let system = queue.store.system().await.unwrap();
        won += usize::from(system.tick("find_due_reminders", next, Job::FindDueReminders).await.unwrap());
        system.commit().await.unwrap();
    }
    assert_eq!((won, queue.count(0).await), (1, 1));
    queue.clock.pass(Duration::hours(30));
    let later = next + Duration::hours(30);
    let system = queue.store.system().await.unwrap();
    assert!(
        system.tick("find_due_reminders", later, Job::FindDueReminders).await.unwrap(),
        "downtime is caught up"
    );
    assert!(!system.tick("find_due_reminders", later, Job::FindDueReminders).await.unwrap(), "once");
    system.commit().await.unwrap();
}

#[tokio::test]
async fn of_lost_jobs_that_are_one_while_they_wait_one_comes_back_and_nobody_elses_lease_is_lost() {
    let queue = Queue::new().await;
    queue.add(None, link(1)).await;
    let root = queue.database.root().await;
    // As they would stand after a worker was lost that ran both: the same key twice, running.
    for id in [1_u128, 2] {
        let sql = format!(
            "insert into job (id, org_id, share, kind, kind_version, payload, unique_key, state, attempts, max_attempts, \
             run_at, locked_by, locked_until, created_at) values ({}, null, {}, 'prune', 1, '{{\"kind\":\"prune\"}}', \
             'prune:-', 1, 1, 5, 0, 'lost', 1, 0)",
            uuid_text(id),
            uuid_text(0)
        );
        root.execute_unprepared(&sql).await.unwrap();
    }
    root.close().await.unwrap();
    assert_eq!(queue.reap().await, 2);
    assert_eq!((queue.count(0).await, queue.count(2).await), (2, 1), "one of them, and the link");
}

/// A UUID as it stands in a statement.
fn uuid_text(number: u128) -> String {
    let id = Uuid::from_u128(number);
    match crate::harness::backend() {
        crate::harness::Backend::Sqlite => format!("x'{}'", id.simple()),
        crate::harness::Backend::Postgres => format!("'{id}'"),
    }
}

#[tokio::test]
async fn no_organisation_fills_a_worker_and_the_systems_own_always_has_a_place() {
    let queue = Queue::new().await;
    for number in 0..20 {
        queue.add(org(1), link(number)).await;
    }
    let mut held: HashMap<Uuid, u64> = HashMap::new();
    let claim = async |held: &mut HashMap<Uuid, u64>| {
        let system = queue.store.system().await.unwrap();
        let some = Wanted { most_of_one: 8, most_of_all: 14, ..wanted("one", 16, held) };
        let claimed = system.claim(&some).await.unwrap();
        system.commit().await.unwrap();
        for job in claimed {
            *held.entry(job.share).or_default() += 1;
        }
    };
    let count =
        |held: &HashMap<Uuid, u64>, number| held.get(&Uuid::from_u128(number)).copied().unwrap_or_default();
    for _ in 0..3 {
        claim(&mut held).await;
    }
    assert_eq!(count(&held, 1), 8, "with nobody else there, half of the places are its own");
    for number in 0..20 {
        queue.add(org(2), link(100 + number)).await;
    }
    queue.add(None, link(1_000)).await;
    for _ in 0..3 {
        claim(&mut held).await;
    }
    assert_eq!([0, 1, 2].map(|number| count(&held, number)), [1, 8, 6], "a few are kept for the system");
}

#[tokio::test]
async fn organisations_whose_jobs_wait_for_later_hide_nobody() {
    let queue = Queue::new().await;
    for number in 1..60 {
        queue
            .add(org(number), Job::PushIssue { mirror: domain::id::MirrorId(Uuid::from_u128(number)) })
            .await;
    }
    queue.add(org(99), link(1)).await;
    let claimed = queue.claim("one", 4).await;
    assert_eq!(claimed.len(), 1, "what is gathered waits, and the one behind them is found");
    assert_eq!(claimed[0].share, Uuid::from_u128(99));
}
