//! Steps on the days about which there is a question, and what the certificate answers.

use super::samples::{clean, on, positive, standing};
use super::*;

/// What an answer rests on.
#[derive(Clone, Copy)]
pub(super) enum Rests {
    /// A timing rule.
    On(Rule),
    /// The steps between the states.
    States,
    /// What has to be there before a decision.
    Entry,
}

/// The case in words, the day, what the answer rests on, and the answer.
pub(super) type Refusal = (&'static str, &'static str, Rests, Result<(), CertificateRefused>);

pub(super) fn all() -> Vec<Refusal> {
    [general(), decisions(), refusals_later::upkeep(), refusals_later::ends()].concat()
}

fn general() -> Vec<Refusal> {
    let suspend = |taken| standing(State::Certified).suspend(&taken, None);
    let taken = on("2027-08-31");
    let later = Certificate { since: Some(day("2027-09-01")), ..standing(State::Certified) };
    let granted = standing(State::Applied).grant(&taken, &positive("2027-08-31"));
    vec![
        ("A certificate is granted before there was an audit", "2027-08-31", Rests::States, granted),
        ("It is suspended, and somebody says why", "2027-08-31", Rests::On(Rule::Suspension), suspend(taken)),
        (
            "The same, and nobody says why",
            "2027-08-31",
            Rests::States,
            suspend(Taken { reason: " ", ..taken }),
        ),
        (
            "The same, noted the day before",
            "2027-08-31",
            Rests::States,
            suspend(Taken { today: day("2027-08-30"), ..taken }),
        ),
        (
            "The same, before the last step of 1 September",
            "2027-08-31",
            Rests::States,
            later.clone().suspend(&taken, None),
        ),
    ]
}

fn decisions() -> Vec<Refusal> {
    let (start, nine) = (Rests::On(Rule::CycleStart), Rests::On(Rule::MajorsAfterStage2));
    let grant = |date, decision| standing(State::AwaitingDecision).grant(&on(date), &decision);
    let found = |findings| grant("2026-11-10", Decision { findings, ..positive("2026-11-10") });
    let majors = |majors| found(Findings { majors, ..clean() });
    let verified = |verified| {
        let findings = Findings { majors: Majors::Verified(day(verified)), ..clean() };
        grant("2027-04-01", Decision { findings, ..positive("2027-04-01") })
    };
    let shown = |expiry| Decision { expiry: Some(day(expiry)), ..positive("2026-11-16") };
    let repeat = |date, majors| standing(State::AwaitingDecision).repeat_stage_2(&on(date), majors);
    let (in_time, late) = (Majors::Verified(day("2027-02-28")), Majors::Verified(day("2027-03-01")));
    vec![
        (
            "Granted, counting from the day of the decision",
            "2026-11-10",
            start,
            grant("2026-11-10", positive("2026-11-10")),
        ),
        (
            "Granted, counting from the day before",
            "2026-11-10",
            start,
            grant("2026-11-10", positive("2026-11-09")),
        ),
        (
            "Granted, counting from 16 November and ending on it",
            "2026-11-10",
            Rests::On(Rule::Expiry),
            grant("2026-11-10", shown("2026-11-16")),
        ),
        ("Granted with an open major nonconformity", "2026-11-10", Rests::Entry, majors(Majors::Open)),
        (
            "Granted with one that is verified later",
            "2026-11-10",
            Rests::Entry,
            majors(Majors::Verified(day("2026-11-11"))),
        ),
        (
            "Granted, a plan for a minor one not accepted",
            "2026-11-10",
            Rests::Entry,
            found(Findings { plans_accepted: false, ..clean() }),
        ),
        ("Granted, the major one verified on the last day", "2027-04-01", nine, verified("2027-02-28")),
        ("Granted, the major one verified a day later", "2027-04-01", nine, verified("2027-03-01")),
        (
            "Stage 2 repeated on the last day of the six months",
            "2027-02-28",
            nine,
            repeat("2027-02-28", Majors::Open),
        ),
        ("Stage 2 repeated the day after", "2027-03-01", nine, repeat("2027-03-01", Majors::Open)),
        ("The same, where no major one was found", "2027-03-01", nine, repeat("2027-03-01", Majors::None)),
        (
            "The same, where it was verified on the last day",
            "2027-03-01",
            nine,
            repeat("2027-03-01", in_time),
        ),
        ("The same, where it was verified a day late", "2027-03-01", nine, repeat("2027-03-01", late)),
    ]
}
