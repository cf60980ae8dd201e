//! Answers that are kept while nothing changes. Every change of an organisation moves the head of its trail, so what was
//! worked out at that head, for the same person, with the same permissions, on the same day, still holds.

use crate::caller::Caller;
use bytes::Bytes;
use chrono::NaiveDate;
use domain::access::{Action, Reach};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::fmt;
use uuid::Uuid;

/// How much a process keeps at most, in bytes; what was not asked for lately goes first.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// About how large an answer is.
const USUAL_BYTES: usize = 24 * 1024;

/// Whom an answer is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Whom {
    org: Uuid,
    person: Uuid,
    reaches: Box<[Reach]>,
    today: NaiveDate,
}

impl Whom {
    /// The caller, as they may see the organisation on that day.
    pub(crate) fn of<P>(caller: &Caller<P>, today: NaiveDate) -> Self {
        let membership = caller.membership();
        Self {
            org: membership.tenancy().org().0,
            person: membership.person().0,
            reaches: Action::ALL.iter().map(|action| caller.reach_of(*action)).collect(),
            today,
        }
    }
}

#[derive(Clone, Debug)]
struct Answer {
    head: i64,
    body: Bytes,
}

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<Whom, Answer> for BySize {
    fn weight(&self, whom: &Whom, answer: &Answer) -> u64 {
        u64::try_from(size_of::<(Whom, Answer)>() + whom.reaches.len() + answer.body.len())
            .unwrap_or(u64::MAX)
    }
}

/// The kept answers of one route.
pub(crate) struct Kept(Cache<Whom, Answer, BySize>);

impl Kept {
    pub(crate) fn new() -> Self {
        let items = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX) / USUAL_BYTES;
        Self(Cache::with_weighter(items, MOST_BYTES, BySize))
    }

    /// The answer, where it was worked out at this head of the trail.
    pub(crate) fn at(&self, whom: &Whom, head: i64) -> Option<Bytes> {
        self.0.get(whom).filter(|answer| answer.head == head).map(|answer| answer.body)
    }

    /// Keeps an answer. `head` was read before anything that the answer says: what changed in between makes it too old,
    /// never too new.
    pub(crate) fn keep(&self, whom: Whom, head: i64, body: Bytes) {
        self.0.insert(whom, Answer { head, body });
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("answers", &self.0.len()).finish_non_exhaustive()
    }
}
