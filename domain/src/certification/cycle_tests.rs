use super::*;
use crate::certification::tests::{dates, day, decided};
use crate::certification::{Audit, Change, Consequence, Standing};

/// Puts a day where it cannot be.
type Mistake = fn(&mut Anchors);

pub(super) fn find(dates: &[Dated], what: What) -> &Dated {
    dates.iter().find(|one| one.what == what).unwrap()
}

#[test]
fn days_that_do_not_fit_together_make_no_cycle() {
    let with = |change: Mistake| {
        let mut anchors = decided("2026-11-10");
        change(&mut anchors);
        Cycle::of(anchors).map(drop)
    };
    let refused: [(Mistake, AnchorsRefused); 9] = [
        (|one| one.expiry = Some(day("2206-11-10")), AnchorsRefused::Unlikely),
        (|one| one.expiry = one.decision, AnchorsRefused::ExpiryEarly),
        (|one| one.stage_2_end = Some(day("2026-11-11")), AnchorsRefused::OutOfOrder),
        (|one| one.turn = Turn::Restored { former_expiry: day("2026-11-11") }, AnchorsRefused::OutOfOrder),
        (
            |one| one.change = Some(Change { on: day("2027-02-01"), told: Some(day("2027-01-31")) }),
            AnchorsRefused::OutOfOrder,
        ),
        (|one| one.surveillances = vec![day("2026-11-09")], AnchorsRefused::BeforeDecision),
        (
            |one| (one.decision, one.transfer) = (None, Some(day("2027-01-01"))),
            AnchorsRefused::BeforeDecision,
        ),
        (|one| one.surveillances = vec![day("2029-11-10")], AnchorsRefused::AfterExpiry),
        (|one| one.transfer = Some(day("2029-11-10")), AnchorsRefused::AfterExpiry),
    ];
    for (change, why) in refused {
        assert_eq!(with(change), Err(why));
    }
    // What is finished after the last day is for restoration.
    let late = Some(Audit { on: day("2030-01-10"), held: true });
    assert!(Cycle::of(Anchors { recertification: late, ..decided("2026-11-10") }).is_ok());
}

#[test]
fn a_date_stands_as_the_day_says() {
    let dates = dates(decided("2026-11-10"));
    let standing = |what, today| find(&dates, what).standing(day(today));
    assert_eq!(standing(What::SecondSurveillance, "2027-11-09"), Standing::Ahead);
    assert_eq!(standing(What::SecondSurveillance, "2027-11-10"), Standing::Open);
    assert_eq!(standing(What::SecondSurveillance, "2028-11-11"), Standing::Pressing);
    assert_eq!(standing(What::SecondSurveillance, "2028-12-31"), Standing::Pressing);
    assert_eq!(standing(What::SecondSurveillance, "2029-01-01"), Standing::Missed);
    assert_eq!(standing(What::RenewedExpiry, "2040-01-01"), Standing::Given);
    assert_eq!(find(&dates, What::Expiry).missed, Consequence::Expired);
}

#[test]
fn the_second_surveillance_is_one_of_the_second_year() {
    let met = |held: &[&str]| {
        let surveillances = held.iter().map(|date| day(date)).collect();
        find(&dates(Anchors { surveillances, ..decided("2026-11-10") }), What::SecondSurveillance).met
    };
    assert_eq!(met(&["2027-10-01"]), None);
    assert_eq!(met(&["2027-05-03", "2027-11-09"]), None);
    assert_eq!(met(&["2027-05-03", "2027-11-10"]), Some(day("2027-11-10")));
    // The first one, however late, is not the second.
    assert_eq!(met(&["2028-01-10"]), None);
    assert_eq!(met(&["2028-09-04", "2028-01-10"]), Some(day("2028-09-04")));
}

#[test]
fn what_was_done_in_time_is_met_and_what_was_done_long_ago_is_not() {
    let met = |anchors: Anchors, what| find(&dates(anchors), what).met;
    let before = |last: &str| Anchors {
        internal_audit: Some(day(last)),
        next_visit: Some(day("2027-10-04")),
        ..Anchors::default()
    };
    assert_eq!(met(before("2026-10-04"), What::InternalAuditBeforeVisit), Some(day("2026-10-04")));
    assert_eq!(met(before("2026-10-03"), What::InternalAuditBeforeVisit), None);
    let told = Change { on: day("2027-02-01"), told: Some(day("2027-02-03")) };
    let change = Anchors { change: Some(told), ..Anchors::default() };
    assert_eq!(met(change, What::NoticeOfChange), told.told);
    let held = Some(Audit { on: day("2029-07-02"), held: true });
    let audit = Anchors { recertification: held, ..decided("2026-11-10") };
    assert_eq!(met(audit, What::RecertificationAudit), Some(day("2029-07-02")));
    let stages = Anchors {
        stage_1_end: Some(day("2026-06-01")),
        stage_2_begin: Some(day("2026-08-10")),
        ..Anchors::default()
    };
    assert_eq!(met(stages, What::Stage2), Some(day("2026-08-10")));
}

#[test]
fn a_certificate_too_short_for_a_second_year_has_no_second_surveillance() {
    let short = |expiry| dates(Anchors { expiry: Some(day(expiry)), ..decided("2026-11-10") });
    let second = |expiry| short(expiry).iter().any(|one| one.what == What::SecondSurveillance);
    assert!(second("2028-03-11"));
    assert!(!second("2028-03-10"));
    // What would be planned before the decision is planned for its day.
    let audit = find(&short("2027-01-10"), What::RecertificationAudit).target;
    assert_eq!(audit.map(|day| day.reckoned), Some(day("2026-11-10")));
}

#[test]
fn surveillances_are_kept_in_their_order() {
    let surveillances = vec![day("2028-09-04"), day("2027-10-01")];
    let cycle = Cycle::of(Anchors { surveillances, ..decided("2026-11-10") }).unwrap();
    assert_eq!(cycle.anchors().surveillances, [day("2027-10-01"), day("2028-09-04")]);
}
