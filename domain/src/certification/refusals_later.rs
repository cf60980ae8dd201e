//! The same, of a certificate that is there.

use super::refusals::{Refusal, Rests};
use super::samples::{clean, on, positive, standing, successor};
use super::*;

pub(super) fn upkeep() -> Vec<Refusal> {
    let (twelve, fifteen) = (Rests::On(Rule::Suspension), Rests::On(Rule::Transfer));
    let limit = |until| standing(State::Certified).suspend(&on("2027-08-31"), Some(day(until)));
    let withdraw = |state, date| standing(state).withdraw(&on(date));
    let set = |date| {
        let mut certificate = standing(State::Suspended);
        certificate.anchors.suspension =
            Some(Suspension { from: day("2027-08-31"), until: Some(day("2027-11-30")) });
        certificate.withdraw(&on(date))
    };
    let reinstate = |date, verified| standing(State::Suspended).reinstate(&on(date), verified);
    let reissue = |date| standing(State::ScopeReduced).reissue(&on(date));
    let transfer = |state, date, to| standing(state).transfer(&on(date), &to).map(drop);
    let open = Findings { majors: Majors::Open, ..clean() };
    let unplanned = Findings { plans_accepted: false, ..clean() };
    let to = |findings| transfer(State::Certified, "2028-03-15", Successor { findings, ..successor() });
    let unknown = transfer(State::Certified, "2028-03-15", Successor { accredited: false, ..successor() });
    let suspended = transfer(State::Suspended, "2028-01-15", successor());
    vec![
        ("Suspended, with the same day as limit", "2027-08-31", twelve, limit("2027-08-31")),
        ("Suspended, with a limit", "2027-08-31", twelve, limit("2027-11-30")),
        (
            "Withdrawn on the last day of the six months that are usual",
            "2028-02-29",
            twelve,
            withdraw(State::Suspended, "2028-02-29"),
        ),
        ("Withdrawn the day after", "2028-03-01", twelve, withdraw(State::Suspended, "2028-03-01")),
        ("Withdrawn on the limit that the body set", "2027-11-30", twelve, set("2027-11-30")),
        ("Withdrawn the day after", "2027-12-01", twelve, set("2027-12-01")),
        (
            "Given up, though nothing is wrong with it",
            "2027-08-31",
            Rests::States,
            withdraw(State::Certified, "2027-08-31"),
        ),
        (
            "Reinstated, and nobody verified that the cause is removed",
            "2027-10-01",
            twelve,
            reinstate("2027-10-01", false),
        ),
        ("Reinstated, and somebody did", "2027-10-01", twelve, reinstate("2027-10-01", true)),
        (
            "Reinstated after its last day",
            "2029-11-10",
            Rests::On(Rule::Expiry),
            reinstate("2029-11-10", true),
        ),
        (
            "Its scope reduced after its last day",
            "2029-11-10",
            Rests::On(Rule::Expiry),
            standing(State::Certified).reduce_scope(&on("2029-11-10")),
        ),
        (
            "Issued anew with the smaller scope on its last day",
            "2029-11-09",
            Rests::On(Rule::Expiry),
            reissue("2029-11-09"),
        ),
        ("Issued anew the day after", "2029-11-10", Rests::On(Rule::Expiry), reissue("2029-11-10")),
        ("Taken over by a body that is not accredited", "2028-03-15", fifteen, unknown),
        ("Taken over with an open major nonconformity", "2028-03-15", fifteen, to(open)),
        ("Taken over, a plan for a minor one not accepted", "2028-03-15", fifteen, to(unplanned)),
        ("Taken over while it is suspended", "2028-01-15", fifteen, suspended),
        (
            "Taken over after its last day",
            "2029-11-10",
            fifteen,
            transfer(State::Certified, "2029-11-10", successor()),
        ),
        ("Taken over with nothing open", "2028-03-15", fifteen, to(clean())),
    ]
}

pub(super) fn ends() -> Vec<Refusal> {
    let (six, eight, ten) = (
        Rests::On(Rule::Recertification),
        Rests::On(Rule::AfterExpiry),
        Rests::On(Rule::MajorsAtRecertification),
    );
    let recertify = |date, findings| {
        standing(State::Certified).recertify(&on(date), &Decision { findings, ..positive(date) })
    };
    let expire = |state, date| standing(state).expire(&on(date));
    let restore = |date, effective| standing(State::Expired).restore(&on(date), &positive(effective));
    let open = Findings { majors: Majors::Open, ..clean() };
    let unsettled = Decision { findings: open, ..positive("2030-05-09") };
    let begin = |date| standing(State::Expired).begin_again(&on(date));
    vec![
        ("Recertified on the last day", "2029-11-09", six, recertify("2029-11-09", clean())),
        ("Recertified the day after", "2029-11-10", six, recertify("2029-11-10", clean())),
        ("Recertified with an open major nonconformity", "2029-11-09", ten, recertify("2029-11-09", open)),
        (
            "Expired on its last day",
            "2029-11-09",
            Rests::On(Rule::Expiry),
            expire(State::Certified, "2029-11-09"),
        ),
        (
            "Expired the day after",
            "2029-11-10",
            Rests::On(Rule::Expiry),
            expire(State::Certified, "2029-11-10"),
        ),
        (
            "Expired while it is suspended",
            "2029-11-10",
            Rests::On(Rule::Expiry),
            expire(State::Suspended, "2029-11-10"),
        ),
        (
            "Restored on the last day of the six months",
            "2030-05-09",
            eight,
            restore("2030-05-09", "2030-05-09"),
        ),
        ("Restored the day after", "2030-05-10", eight, restore("2030-05-10", "2030-05-10")),
        (
            "Restored, counting from the day after it ended",
            "2030-05-09",
            eight,
            restore("2030-05-09", "2029-11-10"),
        ),
        (
            "Restored with an open major nonconformity",
            "2030-05-09",
            eight,
            standing(State::Expired).restore(&on("2030-05-09"), &unsettled),
        ),
        ("A new initial audit on the last day of the six months", "2030-05-09", eight, begin("2030-05-09")),
        ("A new initial audit the day after", "2030-05-10", eight, begin("2030-05-10")),
    ]
}
