//! Whether a way of sending still works, judged by what became of what was sent by it.
//!
//! What was suppressed says nothing about a way: it was never handed over. So only what the outside had counts.

use crate::access::names;
use crate::clock::Instant;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is looked at: what ended within so long.
pub const LOOKED_BACK: TimeDelta = TimeDelta::hours(24);
/// Fewer than so many say nothing.
pub const FEWEST: i64 = 5;
/// From which share of failures on, in hundredths, a way does not work as it should.
pub const FAILING_PERCENT: i64 = 20;
/// What waits longer than this is not merely on its way.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(30);

names! {
    /// A way of sending, whichever connection it goes by.
    Carrier {
        /// By mail.
        Mail = "mail",
        /// As direct messages.
        Direct = "direct",
        /// To channels.
        Posted = "posted",
        /// As cards, to channels of Teams.
        Teams = "teams",
    }
}

names! {
    /// What is wrong with a way.
    Trouble {
        /// Too much of it is refused, given up or uncertain.
        Failing = "failing",
        /// Something is planned and does not go out.
        Waiting = "waiting",
    }
}

/// What became of what was sent by one way, within [`LOOKED_BACK`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// How many were accepted outside.
    pub delivered: i64,
    /// How many were refused for good, given up, or ended without an answer.
    pub failed: i64,
    /// Since when the one that waits longest waits, however long ago that is.
    pub waiting_since: Option<Instant>,
}

impl Record {
    /// How many came to an end outside.
    #[must_use]
    pub const fn ended(&self) -> i64 {
        self.delivered + self.failed
    }
}

/// Judges a way: `None` where it works as it should, or too little was sent to tell.
#[must_use]
pub fn judge(record: &Record, now: Instant) -> Option<Trouble> {
    let ended = record.ended();
    if ended >= FEWEST && record.failed * 100 >= ended * FAILING_PERCENT {
        return Some(Trouble::Failing);
    }
    record.waiting_since.filter(|since| now - *since > LONGEST_WAIT).map(|_| Trouble::Waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Channel;
    use crate::id::ConnectionId;
    use chrono::DateTime;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn now() -> Instant {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn record(delivered: i64, failed: i64) -> Record {
        Record { delivered, failed, waiting_since: None }
    }

    #[test]
    fn one_in_five_that_fails_is_too_much_and_four_in_all_say_nothing() {
        assert_eq!(judge(&record(4, 1), now()), Some(Trouble::Failing));
        assert_eq!(judge(&record(5, 1), now()), None);
        assert_eq!(judge(&record(0, 4), now()), None);
        assert_eq!(judge(&record(0, 5), now()), Some(Trouble::Failing));
        assert_eq!(judge(&record(0, 0), now()), None);
    }

    #[test]
    fn what_waits_half_an_hour_is_on_its_way_and_a_moment_more_is_too_long() {
        let waits = |wait| Record { waiting_since: Some(now() - wait), ..record(9, 0) };
        assert_eq!(judge(&waits(TimeDelta::minutes(30)), now()), None);
        let longer = TimeDelta::minutes(30) + TimeDelta::milliseconds(1);
        assert_eq!(judge(&waits(longer), now()), Some(Trouble::Waiting));
        assert_eq!(judge(&waits(-TimeDelta::days(1)), now()), None);
    }

    #[test]
    fn each_way_of_a_delivery_is_one_of_these() {
        let connection = ConnectionId(Uuid::from_u128(7));
        let ways = [
            Channel::Mail,
            Channel::Direct(connection),
            Channel::Posted(connection),
            Channel::Teams(connection),
        ];
        assert_eq!(
            ways.map(|way| Carrier::parse(way.name())),
            Carrier::ALL.iter().copied().map(Some).collect::<Vec<_>>().as_slice()
        );
    }

    proptest! {
        #[test]
        fn another_failure_never_makes_a_way_better(delivered in 0i64..500, failed in 0i64..500) {
            let before = judge(&record(delivered, failed), now());
            let after = judge(&record(delivered, failed + 1), now());
            prop_assert!(before.is_none() || after.is_some());
        }

        #[test]
        fn another_arrival_never_makes_a_way_worse_once_there_are_enough(
            delivered in 0i64..500, failed in 0i64..500
        ) {
            prop_assume!(delivered + failed >= FEWEST);
            let before = judge(&record(delivered, failed), now());
            let after = judge(&record(delivered + 1, failed), now());
            prop_assert!(after.is_none() || before.is_some());
        }

        #[test]
        fn nothing_is_said_of_a_way_without_a_failure_or_a_wait(delivered in 0i64..500) {
            prop_assert_eq!(judge(&record(delivered, 0), now()), None);
        }

        #[test]
        fn the_share_alone_decides_from_five_on(delivered in 0i64..500, failed in 0i64..500) {
            prop_assume!(delivered + failed >= FEWEST);
            let expected = failed * 5 >= delivered + failed;
            prop_assert_eq!(judge(&record(delivered, failed), now()).is_some(), expected);
        }
    }
}
