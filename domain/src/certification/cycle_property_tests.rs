use super::tests::find;
use super::*;
use crate::calendar::shift;
use crate::certification::tests::{dates, day, decided, workdays};
use crate::certification::{Audit, Change, Dated, Moved, Part, Standing, Suspension, moved};
use proptest::prelude::*;

/// Any decision, and those about which calendars quarrel.
fn decision() -> impl Strategy<Value = NaiveDate> {
    let awkward = ["2028-02-29", "2028-02-28", "2026-12-31", "2027-01-01", "2027-08-31"].map(day);
    prop_oneof![
        (0i64..5_000).prop_map(|days| shift(day("2024-01-01"), days)),
        proptest::sample::select(awkward.to_vec()),
    ]
}

/// A cycle with every day that can be known of one.
fn full(decision: NaiveDate) -> Anchors {
    let at = |days| Some(shift(decision, days));
    Anchors {
        stage_1_end: at(-200),
        stage_2_end: at(-80),
        majors_verified: at(-2),
        decision: Some(decision),
        recertification: Some(Audit { on: shift(decision, 900), held: true }),
        majors_open: true,
        majors_limit: at(1_000),
        suspension: Some(Suspension { from: shift(decision, 400), until: None }),
        change: Some(Change { on: shift(decision, 300), told: None }),
        internal_audit: at(-30),
        management_review: at(-20),
        next_visit: at(330),
        transfer: at(500),
        ..Anchors::default()
    }
}

/// One of them, so many days later.
fn later(mut anchors: Anchors, which: usize, days: i64) -> Anchors {
    let late = |day: Option<NaiveDate>| day.map(|day| shift(day, days));
    match which {
        0 => anchors.decision = late(anchors.decision),
        1 => anchors.stage_1_end = late(anchors.stage_1_end),
        2 => {
            anchors.recertification =
                anchors.recertification.map(|one| Audit { on: shift(one.on, days), ..one })
        }
        3 => anchors.majors_limit = late(anchors.majors_limit),
        4 => {
            anchors.suspension =
                anchors.suspension.map(|one| Suspension { from: shift(one.from, days), ..one });
        }
        5 => anchors.change = anchors.change.map(|one| Change { on: shift(one.on, days), ..one }),
        6 => anchors.internal_audit = late(anchors.internal_audit),
        7 => anchors.management_review = late(anchors.management_review),
        8 => anchors.next_visit = late(anchors.next_visit),
        9 => anchors.transfer = late(anchors.transfer),
        _ => anchors.expiry = late(anchors.last_day()),
    }
    anchors
}

fn years(dates: &[Dated]) -> Vec<i32> {
    dates.iter().filter_map(|one| one.year).collect()
}

proptest! {
    #[test]
    fn no_limit_lies_before_its_anchor_and_each_date_is_in_order(decision in decision(), short in 1i64..1_400) {
        let printed = Anchors { expiry: Some(shift(decision, short)), ..decided(&decision.to_string()) };
        for one in dates(full(decision)).iter().chain(&dates(printed)) {
            let (kind, anchor) = one.anchor;
            let backwards = matches!(kind, Anchor::Expiry | Anchor::Visit);
            prop_assert!(backwards || one.latest.on >= anchor, "{one:?}");
            let target = one.target.map(|day| day.reckoned);
            let order = [one.earliest, target, Some(one.latest.reckoned)];
            prop_assert!(order.into_iter().flatten().is_sorted(), "{one:?}");
            prop_assert!(one.warn_after.is_none_or(|warn| warn < one.latest.on), "{one:?}");
        }
    }

    #[test]
    fn hard_limits_stay_where_they_are_and_what_is_planned_is_a_working_day_before(decision in decision()) {
        for one in dates(full(decision)) {
            prop_assert!(!one.is_hard() || one.latest.on == one.latest.reckoned, "{one:?}");
            if let Some(target) = one.target {
                prop_assert!(workdays().is_working(target.on) && target.on <= target.reckoned, "{one:?}");
            }
            if matches!(one.what, What::InternalAudit | What::ManagementReview) {
                prop_assert!(workdays().is_working(one.latest.on) && one.latest.on >= one.latest.reckoned);
            }
        }
    }

    #[test]
    fn an_anchor_that_moves_on_moves_nothing_back(
        decision in decision(), which in 0usize..11, days in 0i64..=60
    ) {
        let before = dates(full(decision));
        for one in moved(&before, &dates(later(full(decision), which, days))) {
            if let (Some(from), Some(to)) = (one.from, one.to) {
                prop_assert!(from < to, "{one:?}");
            }
        }
    }

    #[test]
    fn what_moved_one_way_moves_the_other_way_back(decision in decision(), which in 0usize..11, days in 0i64..=60) {
        let (before, after) = (dates(full(decision)), dates(later(full(decision), which, days)));
        prop_assert_eq!(moved(&before, &before), vec![]);
        let (there, back) = (moved(&before, &after), moved(&after, &before));
        prop_assert_eq!(there.len(), back.len());
        for one in there {
            let turned = |other: &Moved| {
                (other.what, other.year, other.part, other.from, other.to) == (one.what, one.year, one.part, one.to, one.from)
            };
            prop_assert!(back.iter().any(turned));
        }
    }

    #[test]
    fn each_calendar_year_between_decision_and_recertification_audit_asks_for_one(
        decision in decision(), audit in 366i64..1_090
    ) {
        let usual = decided(&decision.to_string());
        let on = shift(decision, audit);
        let planned = Anchors { recertification: Some(Audit { on, held: false }), ..usual.clone() };
        let target = find(&dates(usual.clone()), What::RecertificationAudit).target.unwrap().reckoned;
        for (anchors, end) in [(usual, target), (planned, on)] {
            let wanted: Vec<i32> = ((decision.year() + 1)..end.year()).collect();
            prop_assert_eq!(years(&dates(anchors.clone())), wanted);
            prop_assert_eq!(Cycle::of(anchors).unwrap().recertification_year(), Some(end.year()));
        }
    }

    #[test]
    fn the_second_surveillance_lies_before_the_recertification_audit(decision in decision(), audit in 400i64..1_090) {
        let on = shift(decision, audit);
        let anchors = Anchors {
            recertification: Some(Audit { on, held: false }),
            ..decided(&decision.to_string())
        };
        let second = find(&dates(anchors), What::SecondSurveillance).clone();
        prop_assert!(second.latest.on < on);
        prop_assert!(second.latest.on.year() <= decision.year() + 2);
    }

    #[test]
    fn a_late_surveillance_moves_no_date_and_counts_for_its_own_year(decision in decision(), held in 0i64..1_000) {
        let on = shift(decision, held);
        let before = dates(decided(&decision.to_string()));
        let after = dates(Anchors { surveillances: vec![on], ..decided(&decision.to_string()) });
        prop_assert_eq!(moved(&before, &after), vec![]);
        for one in after.iter().filter(|one| one.year.is_some()) {
            prop_assert_eq!(one.met.is_some(), one.year == Some(on.year()));
        }
        let late = on > add_months(decision, 12);
        let wanted = if late { Standing::MetLate } else { Standing::Met };
        prop_assert_eq!(find(&after, What::FirstSurveillance).standing(on), wanted);
    }

    #[test]
    fn a_day_is_the_anchors_or_the_last_of_its_month(decision in decision()) {
        for (what, part, months) in [
            (What::FirstSurveillance, Part::Earliest, 10),
            (What::FirstSurveillance, Part::Latest, 12),
            (What::SecondSurveillance, Part::WarnAfter, 24),
        ] {
            let Some(date) = part.of(find(&dates(decided(&decision.to_string())), what)) else { continue };
            let last = date.succ_opt().unwrap().day() == 1;
            prop_assert!(date.day() == decision.day() || (last && date.day() < decision.day()));
            let between = (date.year() - decision.year()) * 12
                + i32::try_from(date.month0()).unwrap() - i32::try_from(decision.month0()).unwrap();
            prop_assert_eq!(between, months);
        }
    }

    #[test]
    fn a_restored_certificate_ends_as_if_it_had_never_ended(former in decision(), late in 1i64..=181) {
        let restored = Anchors {
            turn: Turn::Restored { former_expiry: former },
            ..decided(&shift(former, late).to_string())
        };
        prop_assert_eq!(restored.last_day(), Some(three_years(former)));
        prop_assert!(!dates(restored).iter().any(|one| one.what == What::FirstSurveillance));
    }
}
