//! Asked to stop while it delivers, the program ends what it began, writes down what became of it, gives the rest
//! back, and leaves nothing for a lease to run out on.

use crate::harness::{MAIL, TestApp, plan_deliveries, tally, until, worker_process};
use domain::delivery::State;
use sea_orm::{ConnectionTrait, Statement};
use std::process::{Child, Command};
use std::time::Duration;

const DELIVERIES: usize = 60;

/// What `docker stop`, systemd and Kubernetes send.
pub(crate) fn ask_to_stop(child: &Child) {
    let killed = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert!(killed.success());
}

async fn how_many(app: &TestApp, membership: &store::Membership, state: State) -> usize {
    let sums = tally(app, membership, MAIL).await;
    sums.get(state.name()).map_or(0, |count| usize::try_from(*count).unwrap())
}

async fn leased(app: &TestApp) -> i64 {
    let root = app.database.root().await;
    let sql = "select count(*) from job where state = 1".to_owned();
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_in_the_middle_loses_no_acknowledgement() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "slow@acme.example").await;
    let membership = app.membership(&org).await;
    plan_deliveries(&app, &org, DELIVERIES).await;
    let before = app.sink.messages().len();
    app.sink.set_delay(Duration::from_millis(100));

    let mut child = worker_process(&app, 4);
    app.sink.received(before + 6).await;
    ask_to_stop(&child);
    assert!(until(async || child.try_wait().unwrap().is_some()).await, "the program does not end");
    assert!(child.wait().unwrap().success(), "a stop that was asked for is no failure");

    let received = app.sink.messages().len() - before;
    assert!(received < DELIVERIES, "the stop came in the middle");
    assert_eq!(how_many(&app, &membership, State::Delivered).await, received);
    assert_eq!(how_many(&app, &membership, State::Sending).await, 0);
    assert_eq!(how_many(&app, &membership, State::Planned).await, DELIVERIES - received);
    assert_eq!(leased(&app).await, 0, "nothing is held by a worker that is gone");

    // Nobody has to wait for a lease: the next worker takes the rest at once, and each once.
    app.sink.set_delay(Duration::ZERO);
    app.run_jobs().await;
    assert_eq!(how_many(&app, &membership, State::Delivered).await, DELIVERIES);
    assert_eq!(app.sink.messages().len() - before, DELIVERIES);
}
