//! Years of reminders in a minute: the real planner and the real store, driven by a calendar that jumps to whatever happens
//! next, against an oracle that knows `domain.md` and not the planner.
//!
//! People in several zones get tasks, hand them on, put them off, finish and reopen them; policies, holidays and zones change;
//! people answer to others and are away
//! for days while somebody stands in; the worker is away for days, dies in the middle of a sweep, runs twice at once, and its clock is set back. In the end what
//! was planned is what the oracle said: nothing missing, nothing twice, nothing late.
//!
//! `AIMS_SIMULATION_SEED`, `AIMS_SIMULATION_RUNS` and `AIMS_SIMULATION_DAYS` choose another world; `make simulation` runs many.

mod chance;
mod oracle;
mod world;

use crate::harness::TestApp;
use world::World;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::test]
async fn what_is_planned_is_what_has_to_be() {
    let (first, runs) = (number("AIMS_SIMULATION_SEED", 1), number("AIMS_SIMULATION_RUNS", 1));
    let days = i64::try_from(number("AIMS_SIMULATION_DAYS", 200)).unwrap();
    let mut total = world::Figures::default();
    for seed in first..first + runs {
        let app = TestApp::new().await;
        let org = app.found("Acme", "ada@acme.example").await;
        let mut world = World::new(&app, &org, seed).await;
        world.run(days).await;
        let figures = world.compare().await;
        println!("seed {seed}: {figures:?}");
        total.add(&figures);
    }
    println!("{runs} organisations, {days} days each: {total:?}");
    assert!(
        total.sent > 0
            && total.crashes > 0
            && total.doubles > 0
            && total.escalated > 0
            && total.delegated > 0,
        "the simulation does something: {total:?}"
    );
}
