//! Years of reminders in minutes: the real planner and the real store, driven by a calendar that jumps to whatever happens
//! next, against an oracle that knows `domain.md` and not the planner.
//!
//! Several organisations in several zones live side by side in one database. Their people, who are somewhere else again, get
//! tasks, hand them on, put them off, finish and reopen them; they review controls, early, late and by another rhythm; they
//! talk, read, and choose what they want to be told and how often; policies, weeks, holidays and zones change; people answer to
//! others and are away for days while somebody stands in. The worker is away for days, dies in the middle of a sweep or with a
//! mail in its hand, runs twice at once, and its clock is set back. In the end what was handed over is what the oracle said:
//! nothing missing, nothing twice, nothing late, each notice in one digest and no other.
//!
//! `AIMS_SIMULATION_SEED`, `AIMS_SIMULATION_RUNS` (organisations), `AIMS_SIMULATION_DAYS` and `AIMS_SIMULATION_PAUSE` (days between
//! two deeds at most) choose another world; `make simulation` runs many.

mod chance;
mod compare;
mod deeds;
mod figures;
mod life;
mod mail;
mod oracle;
mod reviews;
mod settings;
mod talk;
mod world;

use crate::harness::TestApp;
use figures::Figures;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use world::World;

/// So many organisations share a database.
const TOGETHER: u64 = 5;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Some organisations in a database of their own.
async fn live(seeds: &[u64], days: i64) -> (Figures, Vec<String>) {
    let app = TestApp::new().await;
    let mut world = World::new(&app, seeds).await;
    world.run(days).await;
    world.compare().await
}

/// Runs the databases, as many at once as the machine has processors.
#[expect(
    clippy::print_stdout,
    reason = "whoever waits for hours sees how far it is, and what differs already"
)]
fn live_all(groups: &[Vec<u64>], days: i64) -> (Figures, Vec<String>) {
    let next = AtomicUsize::new(0);
    let all = Mutex::new((Figures::default(), Vec::new()));
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        while let Some(seeds) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (figures, differences) = runtime.block_on(live(seeds, days));
            println!("seeds {seeds:?}: {} reminders, {} differ", figures.reminders, differences.len());
            differences.iter().take(4).for_each(|one| println!("  {one}"));
            let mut all = all.lock().unwrap();
            all.0.add(&figures);
            all.1.extend(differences);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(groups.len());
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().unwrap()
}

#[test]
fn what_is_planned_is_what_has_to_be() {
    // Nobody works in two organisations where there is one.
    let (first, count) = (number("AIMS_SIMULATION_SEED", 1), number("AIMS_SIMULATION_RUNS", 4).max(2));
    let days = i64::try_from(number("AIMS_SIMULATION_DAYS", 240)).unwrap();
    let databases = count.div_ceil(TOGETHER);
    // Neighbours share one, so that it can be had again alone.
    let begins = |database: u64| first + database * count / databases;
    let groups: Vec<Vec<u64>> =
        (0..databases).map(|database| (begins(database)..begins(database + 1)).collect()).collect();
    let (total, differences) = live_all(&groups, days);
    println!("{count} organisations from seed {first} on, {days} days each: {} years", total.days / 365);
    println!("{total}");
    let first: Vec<_> = differences.iter().take(12).collect();
    assert!(differences.is_empty(), "{} differ, first {first:#?}", differences.len());
    let did = [
        total.reminders,
        total.reviews,
        total.escalated,
        total.passed_on,
        total.held_back,
        total.digests,
        total.crashes,
        total.doubles,
        total.clock_steps,
    ];
    assert!(did.iter().all(|count| *count > 0), "the simulation does something: {total:?}");
}
