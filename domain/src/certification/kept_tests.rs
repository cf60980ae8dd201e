use super::*;
use crate::certification::tests::samples::kept as fresh;
use crate::certification::tests::{day, workdays as days};
use crate::certification::{State, VisitRecord, What};
use crate::id::VisitId;
use crate::obligation::Kind;
use uuid::Uuid;

const TOLD: Told = Told { plans_accepted: true, verified: true, accredited: true, ..Told::NOTHING };

fn take(one: &mut Certification, step: Step, on: &str) {
    let taken = Taken { on: day(on), today: day(on), reason: "because" };
    one.take(step, &taken, &TOLD).unwrap();
}

fn visit(number: u128, phase: Phase, ends: &str, state: VisitState) -> Visit {
    let ends = day(ends);
    Visit {
        id: VisitId(Uuid::from_u128(number)),
        phase,
        begins: ends,
        ends,
        state,
        note: String::new(),
        record: VisitRecord::default(),
    }
}

fn held(one: &mut Certification, number: u128, phase: Phase, on: &str) {
    one.set_visit(visit(number, phase, on, VisitState::Held), day(on)).unwrap();
}

/// Decided on 10 November 2026, the first worked example of the catalogue.
fn certified() -> Certification {
    let mut one = fresh();
    take(&mut one, Step::SignContract, "2026-05-04");
    take(&mut one, Step::BeginStage1, "2026-07-01");
    held(&mut one, 1, Phase::Stage1, "2026-07-02");
    held(&mut one, 2, Phase::Stage2, "2026-09-16");
    take(&mut one, Step::FinishStage2, "2026-09-16");
    take(&mut one, Step::Grant, "2026-11-10");
    one
}

fn due(one: &Certification, wanted: Kind) -> Option<NaiveDate> {
    one.duties(&days()).into_iter().find(|(kind, _)| *kind == wanted).unwrap().1
}

#[test]
fn visits_that_took_place_are_what_dates_are_reckoned_from() {
    let mut one = certified();
    let anchors = one.anchors();
    assert_eq!(
        (anchors.stage_1_end, anchors.stage_2_end),
        (Some(day("2026-07-02")), Some(day("2026-09-16")))
    );
    assert_eq!(due(&one, Kind::Surveillance), Some(day("2027-11-10")));
    held(&mut one, 3, Phase::Surveillance1, "2027-10-05");
    assert_eq!(one.anchors().surveillances, [day("2027-10-05")]);
    assert_eq!(due(&one, Kind::Surveillance), Some(day("2028-12-31")));
    held(&mut one, 4, Phase::Surveillance2, "2028-10-03");
    assert_eq!(due(&one, Kind::Surveillance), None);
    assert_eq!(due(&one, Kind::Recertification), Some(day("2029-07-09")));
    assert_eq!(due(&one, Kind::CertificateExpiry), Some(day("2029-11-09")));
    assert_eq!(one.next(&days()).map(|next| next.what), Some(What::RecertificationAudit));
}

#[test]
fn a_visit_that_is_planned_is_booked_and_one_that_is_cancelled_is_not() {
    let mut one = certified();
    // Eleven months after the decision is a Sunday: planned for the Friday before.
    assert_eq!(due(&one, Kind::Booking), Some(day("2027-10-08")));
    let planned = visit(3, Phase::Surveillance1, "2027-10-05", VisitState::Planned);
    one.set_visit(planned.clone(), day("2027-01-01")).unwrap();
    assert_eq!(due(&one, Kind::Booking), None);
    assert_eq!(due(&one, Kind::Visit), Some(day("2027-10-05")));
    one.set_visit(Visit { state: VisitState::Cancelled, ..planned }, day("2027-01-02")).unwrap();
    assert_eq!(due(&one, Kind::Booking), Some(day("2027-10-08")));
    assert_eq!(due(&one, Kind::Visit), None);
}

#[test]
fn a_new_cycle_begins_without_the_visits_of_the_one_before() {
    let mut one = certified();
    held(&mut one, 3, Phase::Surveillance1, "2027-10-05");
    held(&mut one, 4, Phase::Surveillance2, "2028-10-03");
    held(&mut one, 5, Phase::Recertification, "2029-07-04");
    assert_eq!(due(&one, Kind::Recertification), None);
    take(&mut one, Step::Recertify, "2029-09-20");
    assert_eq!(one.anchors().surveillances, []);
    assert_eq!(one.anchors().recertification, None);
    assert_eq!(due(&one, Kind::Surveillance), Some(day("2030-12-31")));
    assert_eq!(due(&one, Kind::CertificateExpiry), Some(day("2032-09-19")));
}

#[test]
fn a_certificate_that_ended_is_restored_or_begun_again() {
    let mut one = certified();
    let mut late = one.clone();
    take(&mut one, Step::Expire, "2029-11-10");
    assert_eq!(due(&one, Kind::Surveillance), None);
    assert_eq!(due(&one, Kind::CertificateExpiry), None);
    assert_eq!(due(&one, Kind::Restoration), Some(day("2030-05-09")));
    assert_eq!(one.next(&days()).map(|next| next.what), Some(What::Restoration));
    take(&mut one, Step::Restore, "2030-05-09");
    assert_eq!(due(&one, Kind::CertificateExpiry), Some(day("2032-11-09")));
    take(&mut late, Step::Expire, "2029-11-10");
    take(&mut late, Step::BeginAgain, "2030-06-01");
    assert_eq!(late.certificate.state, State::InInitialAudit);
    // Stage 1 and stage 2 of 2026 belong to the certificate that ended.
    assert_eq!((late.anchors().stage_1_end, late.anchors().stage_2_end), (None, None));
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut one = certified();
    held(&mut one, 3, Phase::Surveillance1, "2027-10-05");
    let before = one.clone();
    let early = Revision { expiry: Some(Some(day("2027-06-30"))), ..Revision::default() };
    assert_eq!(one.revise(early), Err(AnchorsRefused::AfterExpiry.into()));
    let taken = Taken { on: day("2027-12-01"), today: day("2027-12-01"), reason: "" };
    assert_eq!(one.take(Step::Suspend, &taken, &TOLD), Err(CertificateRefused::ReasonMissing.into()));
    assert_eq!(one, before);
    assert_eq!(one.revise(Revision { title: Some(before.title.clone()), ..Revision::default() }), Ok(None));
    let again = one.visits[0].clone();
    assert_eq!(one.set_visit(again, day("2027-12-01")), Ok(None));
}

#[test]
fn a_transfer_leaves_the_old_one_and_answers_the_new_one() {
    let mut one = certified();
    let taken = Taken { on: day("2027-05-03"), today: day("2027-05-03"), reason: "" };
    let (event, successor) = one.take(Step::Transfer, &taken, &TOLD).unwrap();
    assert_eq!(one.certificate.state, State::Transferred);
    assert_eq!(
        event,
        Event::CertificateStepTaken {
            certification: one.id,
            step: Step::Transfer,
            on: taken.on,
            reason: None
        }
    );
    assert_eq!(successor.unwrap().anchors.last_day(), Some(day("2029-11-09")));
    assert!(one.duties(&days()).iter().all(|(_, due)| due.is_none()));
}

#[test]
fn findings_that_are_kept_stand_in_the_way_of_a_decision() {
    let waiting = |open| {
        let mut one = fresh();
        take(&mut one, Step::SignContract, "2026-05-04");
        take(&mut one, Step::BeginStage1, "2026-07-01");
        take(&mut one, Step::FinishStage2, "2026-09-16");
        one.open = open;
        let on = day("2026-11-10");
        one.take(Step::Grant, &Taken { on, today: on, reason: "" }, &TOLD).map(drop)
    };
    let refused = |why: CertificateRefused| Err(CertificationRefused::Step(why));
    assert_eq!(waiting(OpenFindings { majors: 1, plans: 0 }), refused(CertificateRefused::MajorsOpen));
    assert_eq!(waiting(OpenFindings { majors: 0, plans: 2 }), refused(CertificateRefused::PlansMissing));
    assert_eq!(waiting(OpenFindings::default()), Ok(()));
}

#[test]
fn a_major_nonconformity_of_stage_2_has_its_date() {
    let mut one = fresh();
    take(&mut one, Step::SignContract, "2026-05-04");
    take(&mut one, Step::BeginStage1, "2026-07-01");
    take(&mut one, Step::FinishStage2, "2026-09-16");
    assert_eq!(one.next(&days()), None);
    one.open.majors = 1;
    let next = one.next(&days()).unwrap();
    assert_eq!((next.what, next.on), (What::MajorsAfterStage2, day("2027-03-16")));
}

#[test]
fn what_the_organisation_holds_itself_is_reminded_of_until_it_certifies_no_more() {
    let mut one = certified();
    assert_eq!(due(&one, Kind::InternalAudit), None);
    let change = Revision {
        internal_audit: Some(Some(day("2026-06-01"))),
        management_review: Some(Some(day("2026-07-01"))),
        ..Revision::default()
    };
    one.revise(change).unwrap();
    assert_eq!(due(&one, Kind::InternalAudit), Some(day("2027-06-01")));
    assert_eq!(due(&one, Kind::ManagementReview), Some(day("2027-07-01")));
    take(&mut one, Step::Withdraw, "2027-01-04");
    assert_eq!((due(&one, Kind::InternalAudit), due(&one, Kind::ManagementReview)), (None, None));
}
