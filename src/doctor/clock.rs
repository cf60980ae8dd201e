//! This machine's clock beside the database's and Redis', and the calendar that a test may have moved.

use super::database::Looked;
use super::redis::Clocks;
use super::{Check, Verdict};
use crate::settings::Settings;
use api::Environment;
use chrono::TimeDelta;

/// Further apart than this is worth a look.
const WORTH_A_LOOK: TimeDelta = TimeDelta::seconds(2);
/// Further apart than this, leases end while their jobs run and links are refused.
const TOO_FAR: TimeDelta = TimeDelta::seconds(15);

pub(super) fn look(database: Option<&Looked>, redis: Clocks) -> Check {
    let of_database = database.and_then(|looked| Some(("the database's", looked.look.now? - looked.here)));
    let of_redis = redis.map(|(there, here)| ("Redis'", there - here));
    let apart: Vec<(&str, TimeDelta)> = of_database.into_iter().chain(of_redis).collect();
    judge(&apart)
}

fn judge(apart: &[(&str, TimeDelta)]) -> Check {
    let Some((whose, furthest)) = apart.iter().copied().max_by_key(|(_, apart)| apart.abs()) else {
        return Check::ok("clock", "there is no other clock to compare it with");
    };
    let seconds = furthest.as_seconds_f64();
    let found =
        format!("{:.1} seconds {} {whose}", seconds.abs(), if seconds > 0.0 { "behind" } else { "ahead of" });
    let advice = "let every machine follow the same time servers, such as with chrony";
    let mut check = Check::ok("clock", format!("within {:.1} seconds of {whose}", seconds.abs()));
    if furthest.abs() > WORTH_A_LOOK {
        check = Check::warning("clock", found, advice);
    }
    if furthest.abs() > TOO_FAR {
        check.verdict = Verdict::Failed;
    }
    check
}

/// A calendar that was moved; nothing is said where it was not.
pub(super) fn calendar(settings: &Settings, database: Option<&Looked>) -> Option<Check> {
    let moved = database.map(|looked| looked.look.offset_ms).filter(|moved| *moved != 0)?;
    let found = format!("the calendar was moved by {} days", TimeDelta::milliseconds(moved).num_days());
    Some(if settings.environment == Environment::Test {
        Check::ok("calendar", found)
    } else {
        let advice = "this is a test's database: use another; real reminders must not go by it";
        Check::failed("calendar", found, advice)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_clock_counts_whichever_way_it_goes() {
        let judged = |millis: [i64; 2]| {
            let [database, redis] = millis.map(TimeDelta::milliseconds);
            judge(&[("the database's", database), ("Redis'", redis)])
        };
        assert_eq!(judged([40, -1_900]).verdict, Verdict::Ok);
        let warned = judged([2_100, 0]);
        assert_eq!(
            (warned.verdict, warned.found.as_str()),
            (Verdict::Warning, "2.1 seconds behind the database's")
        );
        let failed = judged([0, -15_100]);
        assert_eq!(
            (failed.verdict, failed.found.as_str()),
            (Verdict::Failed, "15.1 seconds ahead of Redis'")
        );
        assert!(failed.advice.is_some_and(|advice| advice.contains("time servers")));
        assert_eq!(judge(&[]).verdict, Verdict::Ok);
    }
}
