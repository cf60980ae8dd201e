use super::*;
use crate::certification::Cycle;
use crate::certification::tests::day;
use crate::certification::tests::samples::{clean, on, positive, standing, successor};

fn take(certificate: &mut Certificate, step: Step, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
    let decision = Decision { effective: taken.on, expiry: None, findings: clean() };
    match step {
        Step::SignContract => certificate.sign_contract(taken),
        Step::BeginStage1 => certificate.begin_stage_1(taken),
        Step::FinishStage2 => certificate.finish_stage_2(taken),
        Step::Grant => certificate.grant(taken, &decision),
        Step::RepeatStage2 => certificate.repeat_stage_2(taken, Majors::Open),
        Step::Decline => certificate.decline(taken),
        Step::Suspend => certificate.suspend(taken, None),
        Step::Reinstate => certificate.reinstate(taken, true),
        Step::ReduceScope => certificate.reduce_scope(taken),
        Step::Reissue => certificate.reissue(taken),
        Step::Withdraw => certificate.withdraw(taken),
        Step::Expire => certificate.expire(taken),
        Step::Recertify => certificate.recertify(taken, &decision),
        Step::Restore => certificate.restore(taken, &decision),
        Step::BeginAgain => certificate.begin_again(taken),
        Step::Transfer => certificate.transfer(taken, &successor()).map(drop),
    }
}

/// A day on which each step can be taken.
fn right_day(step: Step) -> &'static str {
    match step {
        Step::RepeatStage2 => "2027-03-01",
        Step::Withdraw => "2028-03-01",
        Step::Expire | Step::Restore => "2029-11-10",
        Step::BeginAgain => "2030-05-10",
        _ => "2027-10-01",
    }
}

#[test]
fn a_step_is_taken_from_its_states_only_and_what_is_refused_changes_nothing() {
    for (state, step) in State::ALL.iter().flat_map(|state| Step::ALL.iter().map(move |step| (*state, *step)))
    {
        let taken = on(right_day(step));
        let refuse = |mut certificate: Certificate, taken: Taken<'_>, why| {
            let before = certificate.clone();
            assert_eq!(take(&mut certificate, step, &taken), Err(why), "{state} {step}");
            assert_eq!(certificate, before);
        };
        let Some(to) = step.leads(state) else {
            refuse(standing(state), taken, CertificateRefused::WrongState);
            continue;
        };
        let yesterday = Taken { today: day("2026-01-01"), ..taken };
        refuse(standing(state), yesterday, CertificateRefused::InFuture);
        if step.needs_reason() {
            let silent = Taken { reason: " ", ..taken };
            refuse(standing(state), silent, CertificateRefused::ReasonMissing);
        }
        let later = Certificate { since: Some(day("2031-01-01")), ..standing(state) };
        refuse(later, taken, CertificateRefused::BeforeLast);
        let mut certificate = standing(state);
        assert_eq!(take(&mut certificate, step, &taken), Ok(()), "{state} {step}");
        assert_eq!((certificate.state, certificate.since), (to, Some(taken.on)), "{state} {step}");
        assert_eq!(certificate.reason.as_deref(), Some(taken.reason));
        // Whatever is done, its days still make a cycle.
        assert!(Cycle::of(certificate.anchors).is_ok(), "{state} {step}");
    }
}

#[test]
fn the_way_to_a_certificate_gives_its_cycle_the_anchors() {
    let mut certificate = Certificate::default();
    certificate.sign_contract(&on("2026-03-02")).unwrap();
    certificate.begin_stage_1(&on("2026-06-01")).unwrap();
    certificate.finish_stage_2(&on("2026-08-31")).unwrap();
    let findings = Findings { majors: Majors::Verified(day("2026-10-30")), ..clean() };
    certificate.grant(&on("2026-11-10"), &Decision { findings, ..positive("2026-11-10") }).unwrap();
    let wanted = Anchors {
        stage_2_end: Some(day("2026-08-31")),
        majors_verified: Some(day("2026-10-30")),
        decision: Some(day("2026-11-10")),
        ..Anchors::default()
    };
    assert_eq!(certificate.anchors, wanted);
    assert_eq!(certificate.anchors.last_day(), Some(day("2029-11-09")));
}

#[test]
fn a_suspension_puts_nothing_off() {
    let mut certificate = standing(State::Certified);
    let before = certificate.anchors.clone();
    certificate.suspend(&on("2027-08-31"), Some(day("2027-11-30"))).unwrap();
    certificate.reinstate(&on("2027-10-01"), true).unwrap();
    assert_eq!(certificate.anchors, before);
    certificate.reduce_scope(&on("2027-12-01")).unwrap();
    certificate.reissue(&on("2028-01-10")).unwrap();
    assert_eq!(certificate.anchors, before);
}

#[test]
fn a_recertification_begins_a_cycle_and_the_own_rounds_go_on() {
    let mut certificate = standing(State::Certified);
    certificate.anchors.surveillances = vec![day("2027-10-01"), day("2028-10-02")];
    certificate.anchors.internal_audit = Some(day("2029-05-01"));
    let shown = Decision { expiry: Some(day("2032-11-09")), ..positive("2029-09-03") };
    certificate.recertify(&on("2029-09-03"), &shown).unwrap();
    let wanted = Anchors {
        turn: Turn::Renewed,
        decision: Some(day("2029-09-03")),
        expiry: Some(day("2032-11-09")),
        internal_audit: Some(day("2029-05-01")),
        ..Anchors::default()
    };
    assert_eq!(certificate.anchors, wanted);
}

#[test]
fn a_restored_certificate_was_none_in_between() {
    let mut certificate = standing(State::Expired);
    certificate.restore(&on("2030-05-09"), &positive("2030-05-09")).unwrap();
    assert_eq!(certificate.anchors.last_day(), Some(day("2032-11-09")));
    assert_eq!(certificate.usage(day("2030-05-08")), Usage::Nothing);
    assert_eq!(certificate.usage(day("2030-05-09")), Usage::Free);
    let mut gone = standing(State::Expired);
    gone.begin_again(&on("2030-05-10")).unwrap();
    assert_eq!((gone.anchors, gone.effective), (Anchors::default(), None));
}

#[test]
fn a_transfer_keeps_the_dates() {
    let mut certificate = standing(State::Certified);
    let next = certificate.transfer(&on("2028-03-15"), &successor()).unwrap();
    assert_eq!((certificate.state, next.state), (State::Transferred, State::Certified));
    assert_eq!(next.anchors.decision, certificate.anchors.decision);
    assert_eq!(next.anchors.last_day(), certificate.anchors.last_day());
    assert_eq!(next.anchors.transfer, Some(day("2028-03-15")));
}

#[test]
fn only_a_certificate_that_counts_is_advertised() {
    let usage = |state, date| standing(state).usage(day(date));
    assert_eq!(usage(State::Certified, "2026-11-09"), Usage::Nothing);
    assert_eq!(usage(State::Certified, "2029-11-09"), Usage::Free);
    assert_eq!(usage(State::Certified, "2029-11-10"), Usage::Nothing);
    assert_eq!(usage(State::ScopeReduced, "2028-01-01"), Usage::SmallerScope);
    assert_eq!(usage(State::Suspended, "2028-01-01"), Usage::Halted);
    for state in State::ALL {
        let advertised = usage(*state, "2028-01-01").may_be_advertised();
        assert_eq!(advertised, matches!(state, State::Certified | State::ScopeReduced), "{state}");
    }
}
