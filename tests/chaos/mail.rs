//! `SIGKILL` at random moments while reminders are delivered: nothing is lost, nothing is counted twice, and a
//! second copy, at most one for each kill, is visible in the sent-log.

use super::Moments;
use crate::harness::{MAIL, TestApp, open, plan_deliveries, tally, until, worker_process};
use domain::delivery::State;
use std::time::Duration;

const DELIVERIES: usize = 300;
const KILLS: usize = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_worker_at_random_loses_nothing_and_hides_nothing() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    plan_deliveries(&app, &org, DELIVERIES).await;
    let before = app.sink.distinct_message_ids();
    let mut random = Moments(0x9e37_79b9_7f4a_7c15);
    let mut kills = 0;
    while kills < KILLS {
        let received = app.sink.messages().len();
        let more = usize::try_from(random.below(8)).unwrap();
        // One at a time, so that a kill can hit one delivery and the bound below is exact.
        let mut child = worker_process(&app, 1);
        until(async || app.sink.messages().len() >= received + more || child.try_wait().unwrap().is_some())
            .await;
        let pause = Duration::from_micros(random.below(20_000));
        tokio::time::timeout(pause, std::future::pending::<()>()).await.unwrap_err();
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "the worker ended by the kill, not by itself");
        kills += 1;
        if open(&tally(&app, &membership, MAIL).await) == 0 {
            break;
        }
    }
    let mut child = worker_process(&app, 1);
    let finished = until(async || open(&tally(&app, &membership, MAIL).await) == 0).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(finished, "deliveries are left unsettled");
    assert!(
        kills >= KILLS,
        "all was delivered after {kills} kills; there should be {KILLS} during the deliveries"
    );

    let books = tally(&app, &membership, MAIL).await;
    let read = app.store.read(&membership).await.unwrap();
    let copies: i64 = read.delivery_copies().await.unwrap();
    read.close().await.unwrap();
    let count = |state: State| books.get(state.name()).copied().unwrap_or_default();
    let planned: i64 = books.values().sum();
    assert_eq!(planned, DELIVERIES as i64);
    let ended = [State::Delivered, State::Suppressed, State::Dead, State::Uncertain].map(count);
    assert_eq!(ended.iter().sum::<i64>(), planned, "{books:?}");
    let distinct = app.sink.distinct_message_ids() - before;
    assert_eq!(distinct as i64, planned - count(State::Suppressed) - count(State::Dead), "{books:?}");
    let received = app.sink.messages().len() - before;
    let extra = received - distinct;
    assert!(extra <= kills, "at most one second copy for each kill: {extra} after {kills} kills");
    assert!(received as i64 <= copies, "every copy that arrived is in the sent-log: {received} of {copies}");
}
