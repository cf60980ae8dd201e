//! The books of an organisation, summed up.

use super::TestApp;
use domain::delivery::State;
use std::collections::BTreeMap;
use store::Membership;

/// Reminders and notices by mail.
pub(crate) const MAIL: &[&str] = &["mail"];
/// What stands elsewhere for a task.
pub(crate) const MIRRORS: &[&str] = &["issue", "message"];

/// How much of these ways is in each state.
pub(crate) async fn tally(
    app: &TestApp,
    membership: &Membership,
    ways: &[&str],
) -> BTreeMap<&'static str, i64> {
    let read = app.store.read(membership).await.unwrap();
    let books = read.books().await.unwrap();
    read.close().await.unwrap();
    let mut sums = BTreeMap::new();
    for book in books.iter().filter(|book| ways.contains(&book.channel.as_str())) {
        *sums.entry(book.state.name()).or_default() += book.count;
    }
    sums
}

/// How much of a tally has not come to its end.
pub(crate) fn open(sums: &BTreeMap<&'static str, i64>) -> i64 {
    [State::Planned, State::Sending].iter().filter_map(|state| sums.get(state.name())).sum()
}
