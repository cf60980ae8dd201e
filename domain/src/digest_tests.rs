use super::*;
use chrono::{DateTime, Timelike, Utc};
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

const BERLIN: Tz = Tz::Europe__Berlin;
const TRUE: Facts =
    Facts { read: false, seen: true, said: true, theirs: true, open: true, awaits_review: true, done: true };
const MAILED: [Kind; 5] =
    [Kind::Mentioned, Kind::Commented, Kind::Assigned, Kind::ReviewWanted, Kind::Completed];

fn at(text: &str) -> Instant {
    text.parse::<DateTime<Utc>>().unwrap()
}

fn told(id: u128, kind: Kind, subject: u128) -> Told {
    let at = at("2026-11-24T09:00:00Z") + Duration::minutes(i64::try_from(id).unwrap());
    Told {
        id: NoticeId(Uuid::from_u128(id)),
        kind,
        subject: SubjectId(Uuid::from_u128(subject)),
        at,
        facts: TRUE,
    }
}

#[test]
fn several_comments_on_one_thing_become_one_line_with_a_count() {
    let all = [
        told(1, Kind::Commented, 7),
        told(2, Kind::Assigned, 8),
        told(3, Kind::Commented, 7),
        told(4, Kind::Commented, 9),
        told(5, Kind::Mentioned, 7),
    ];
    let digest = compose(&all, |_| Rhythm::Daily, false);
    let counts: Vec<(Kind, usize)> =
        digest.lines.iter().map(|line| (line.kind, line.notices.len())).collect();
    assert_eq!(
        counts,
        [(Kind::Mentioned, 1), (Kind::Commented, 1), (Kind::Commented, 2), (Kind::Assigned, 1)]
    );
    assert_eq!(digest.lines[2].latest, all[2].at);
}

#[test]
fn what_is_no_longer_true_is_left_out_with_its_reason() {
    let with = |kind, change: fn(&mut Facts)| {
        let mut facts = TRUE;
        change(&mut facts);
        untrue(kind, &facts)
    };
    for kind in MAILED {
        assert_eq!(untrue(kind, &TRUE), None);
        assert_eq!(with(kind, |facts| facts.read = true), Some(Reason::Read));
        assert_eq!(with(kind, |facts| facts.seen = false), Some(Reason::Unseen));
    }
    assert_eq!(with(Kind::Mentioned, |facts| facts.said = false), Some(Reason::Removed));
    assert_eq!(with(Kind::Commented, |facts| facts.said = false), Some(Reason::Removed));
    assert_eq!(with(Kind::Assigned, |facts| facts.theirs = false), Some(Reason::Reassigned));
    assert_eq!(with(Kind::Assigned, |facts| facts.open = false), Some(Reason::Closed));
    assert_eq!(with(Kind::ReviewWanted, |facts| facts.awaits_review = false), Some(Reason::Closed));
    assert_eq!(with(Kind::Completed, |facts| facts.done = false), Some(Reason::Closed));
    assert_eq!(with(Kind::Commented, |facts| facts.open = false), None, "what was said is said");
}

#[test]
fn digests_leave_at_the_persons_hour_through_clock_changes_and_not_at_weekends() {
    let times = Times::default();
    // Friday to Monday; the clocks went back on the Sunday between.
    let friday = next_slot(at("2026-10-22T20:00:00Z"), BERLIN, times);
    assert_eq!((friday.at, friday.weekly), (at("2026-10-23T06:00:00Z"), false));
    let monday = next_slot(friday.at, BERLIN, times);
    assert_eq!((monday.at, monday.weekly), (at("2026-10-26T07:00:00Z"), true));
    let loud = Times { quiet_weekend: false, ..times };
    assert_eq!(next_slot(friday.at, BERLIN, loud).at, at("2026-10-24T06:00:00Z"));
}

#[test]
fn after_downtime_one_digest_stands_for_all_and_the_weekly_one_is_not_lost() {
    let times = Times::default();
    let come = |since: &str, now: &str| slot_come(at(since), at(now), BERLIN, times);
    let one = come("2026-11-23T07:00:00Z", "2026-11-26T12:00:00Z").unwrap();
    assert_eq!((one.date.to_string().as_str(), one.weekly), ("2026-11-26", true));
    let one = come("2026-11-24T07:00:00Z", "2026-11-26T06:59:59Z").unwrap();
    assert_eq!((one.date.to_string().as_str(), one.weekly), ("2026-11-25", false));
    assert_eq!(come("2026-11-24T07:00:01Z", "2026-11-25T06:59:59Z"), None);
}

fn any_told() -> impl Strategy<Value = Vec<(usize, u128, [bool; 7])>> {
    prop::collection::vec((0..MAILED.len(), 1u128..5, any::<[bool; 7]>()), 0..30)
}

fn facts([read, seen, said, theirs, open, awaits_review, done]: [bool; 7]) -> Facts {
    Facts { read, seen, said, theirs, open, awaits_review, done }
}

proptest! {
    /// Over any run of digests, with choices that change in between: each notice is in one digest at most, and each is
    /// at last in one, or left out for a reason. Nothing is lost, nothing comes twice.
    #[test]
    fn each_notice_is_in_one_digest_at_most_and_none_is_lost(
        arrivals in prop::collection::vec(any_told(), 1..8),
        rhythms in prop::collection::vec(0..Rhythm::ALL.len(), MAILED.len() * 9),
    ) {
        let (mut waiting, mut mailed, mut dropped, mut all) = (Vec::new(), HashSet::new(), HashSet::new(), 0);
        let days = arrivals.len();
        for (day, new) in arrivals.into_iter().chain([Vec::new()]).enumerate() {
            for (kind, subject, truth) in new {
                all += 1;
                waiting.push(Told { facts: facts(truth), ..told(all, MAILED[kind], subject) });
            }
            let rhythm = |kind: Kind| {
                let position = MAILED.iter().position(|one| *one == kind).unwrap();
                Rhythm::ALL[rhythms[day * MAILED.len() + position]]
            };
            // The last day is a weekly one.
            let digest = compose(&waiting, rhythm, day == days);
            let said: Vec<NoticeId> = digest.lines.iter().flat_map(|line| line.notices.clone()).collect();
            let given = said.len() + digest.left_out.len() + digest.waits.len();
            prop_assert_eq!(given, waiting.len());
            for id in said {
                prop_assert!(mailed.insert(id), "twice");
            }
            for (id, _) in digest.left_out {
                prop_assert!(dropped.insert(id) && !mailed.contains(&id));
            }
            waiting.retain(|one| digest.waits.contains(&one.id));
        }
        prop_assert!(waiting.is_empty());
        prop_assert_eq!(mailed.len() + dropped.len(), usize::try_from(all).unwrap());
    }

    #[test]
    fn what_is_never_wanted_and_what_is_untrue_is_in_no_digest(new in any_told(), weekly: bool) {
        let all: Vec<Told> = new.into_iter().zip(1u128..)
            .map(|((kind, subject, truth), id)| Told { facts: facts(truth), ..told(id, MAILED[kind], subject) })
            .collect();
        prop_assert!(compose(&all, |_| Rhythm::Never, weekly).lines.is_empty());
        let digest = compose(&all, |_| Rhythm::Daily, weekly);
        for line in digest.lines {
            for id in line.notices {
                let one = all.iter().find(|one| one.id == id).unwrap();
                prop_assert_eq!(untrue(one.kind, &one.facts), None);
                prop_assert_eq!((one.kind, one.subject), (line.kind, line.subject));
            }
        }
    }

    /// In every zone and across every clock change, slots follow each other, one a day, at or after the hour.
    #[test]
    fn slots_follow_each_other_day_by_day(
        days in 0i64..7_300, hour in 0u32..24, weekday in 1u32..6, quiet_weekend: bool,
        zone in prop::sample::select(&chrono_tz::TZ_VARIANTS[..])
    ) {
        let times = Times { hour, weekday, quiet_weekend };
        let start = at("2020-01-01T12:00:00Z") + Duration::days(days);
        let one = next_slot(start, zone, times);
        let other = next_slot(one.at, zone, times);
        prop_assert!(start < one.at && one.at < other.at && one.date < other.date);
        prop_assert!((other.date - one.date).num_days() <= 3);
        let local = one.at.with_timezone(&zone);
        prop_assert!(local.date_naive() > one.date || local.hour() >= hour);
        prop_assert!(!quiet_weekend || one.date.weekday().number_from_monday() <= 5);
        // What has come is found by its day, once.
        prop_assert_eq!(slot_come(one.at, one.at, zone, times).map(|come| come.date), Some(one.date));
        prop_assert_eq!(slot_come(one.at + Duration::seconds(1), other.at - Duration::seconds(1), zone, times), None);
    }
}
