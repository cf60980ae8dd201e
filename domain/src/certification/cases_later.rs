//! The cases of the table about recertification and what comes in between.

use super::cases::Asked;
use super::*;
use Part::{Latest, Target};
use What::{
    Expiry, FirstSurveillance, InternalAudit, InternalAuditBeforeVisit, MajorsAtRecertification,
    ManagementReview, NoticeOfChange, RecertificationAudit, SecondSurveillance, SuspensionEnd,
    TransferredExpiry, YearlySurveillance,
};

pub(super) fn all() -> Vec<Asked> {
    [audits(), renewals(), majors(), events()].concat()
}

fn audits() -> Vec<Asked> {
    let planned = |decision: &str, on: &str| Anchors {
        recertification: Some(Audit { on: day(on), held: false }),
        ..decided(decision)
    };
    let printed = Anchors { expiry: Some(day("2029-10-31")), ..decided("2026-11-10") };
    vec![
        (
            "The certificate shows 31 October 2029; decision on 10 November 2026",
            printed,
            vec![
                ("What it shows prevails", Expiry, None, Latest),
                (
                    "Recertification audit: June has no 31st; Saturday, so Friday",
                    RecertificationAudit,
                    None,
                    Target,
                ),
            ],
        ),
        (
            "Recertification audit a year early, on 5 December 2028; decision on 10 November 2026",
            planned("2026-11-10", "2028-12-05"),
            vec![
                ("2028 becomes the recertification year", YearlySurveillance, Some(2028), Latest),
                ("Second surveillance: before that audit", SecondSurveillance, None, Latest),
            ],
        ),
        (
            "Recertification audit late, on 8 January 2030; decision on 15 January 2027",
            planned("2027-01-15", "2030-01-08"),
            vec![
                ("2029 asks for a surveillance after all", YearlySurveillance, Some(2029), Latest),
                ("Second surveillance: no later than without that plan", SecondSurveillance, None, Latest),
            ],
        ),
        (
            "Recertification audit on 31 December 2027, the Friday before its target; decision on 2 May 2025",
            planned("2025-05-02", "2027-12-31"),
            vec![("2027 becomes the recertification year", YearlySurveillance, Some(2027), Latest)],
        ),
    ]
}

fn renewals() -> Vec<Asked> {
    let renewed = Anchors { turn: Turn::Renewed, expiry: Some(day("2032-11-09")), ..decided("2029-09-03") };
    let reckoned = Anchors { expiry: None, ..renewed.clone() };
    let restored =
        Anchors { turn: Turn::Restored { former_expiry: day("2029-11-09") }, ..decided("2030-05-09") };
    vec![
        (
            "Renewed in time on 3 September 2029; the certificate shows 9 November 2032",
            renewed,
            vec![
                ("Twelve months count after initial certification only", FirstSurveillance, None, Latest),
                ("One in 2030", YearlySurveillance, Some(2030), Latest),
                ("One in 2031", YearlySurveillance, Some(2031), Latest),
                ("Second surveillance: by the end of 2031", SecondSurveillance, None, Latest),
                (
                    "Recertification audit: four months before the last day",
                    RecertificationAudit,
                    None,
                    Target,
                ),
            ],
        ),
        (
            "The same, and nobody noted what the certificate shows",
            reckoned,
            vec![("The earlier of both is taken, to be on the safe side", Expiry, None, Latest)],
        ),
        (
            "Restored on the last possible day, 9 May 2030; it had ended on 9 November 2029",
            restored,
            vec![
                ("The last day follows the former cycle", Expiry, None, Latest),
                ("2030 is the year of the decision", YearlySurveillance, Some(2030), Latest),
                ("One in 2031", YearlySurveillance, Some(2031), Latest),
                (
                    "Second surveillance: the cycle is shorter by what was lost",
                    SecondSurveillance,
                    None,
                    Latest,
                ),
            ],
        ),
    ]
}

fn majors() -> Vec<Asked> {
    let majors = |limit: Option<&str>| Anchors {
        recertification: Some(Audit { on: day("2029-07-09"), held: true }),
        majors_open: true,
        majors_limit: limit.map(day),
        ..decided("2026-11-10")
    };
    vec![
        (
            "A major nonconformity at recertification; the body sets 1 October 2029",
            majors(Some("2029-10-01")),
            vec![("What the body sets", MajorsAtRecertification, None, Latest)],
        ),
        (
            "The same; the body sets 1 December 2029",
            majors(Some("2029-12-01")),
            vec![("No later than the last day", MajorsAtRecertification, None, Latest)],
        ),
        (
            "The same; the body sets nothing",
            majors(None),
            vec![("The last day", MajorsAtRecertification, None, Latest)],
        ),
    ]
}

fn events() -> Vec<Asked> {
    let suspended = |until: Option<&str>| Anchors {
        suspension: Some(Suspension { from: day("2027-08-31"), until: until.map(day) }),
        ..decided("2026-11-10")
    };
    let change = Anchors { change: Some(Change { on: day("2026-12-23"), told: None }), ..Anchors::default() };
    let rounds = Anchors {
        internal_audit: Some(day("2026-02-28")),
        management_review: Some(day("2024-02-29")),
        next_visit: Some(day("2027-01-22")),
        ..Anchors::default()
    };
    let transferred = Anchors { transfer: Some(day("2028-03-15")), ..decided("2026-11-10") };
    vec![
        (
            "Suspended on 31 August 2027",
            suspended(None),
            vec![("Usually six months: the leap year has a 29th", SuspensionEnd, None, Latest)],
        ),
        (
            "Suspended on 31 August 2027, until 30 November",
            suspended(Some("2027-11-30")),
            vec![("What the body sets", SuspensionEnd, None, Latest)],
        ),
        (
            "A change on Wednesday, 23 December 2026, before Christmas and New Year",
            change,
            vec![("Ten working days, the first of them the day after", NoticeOfChange, None, Latest)],
        ),
        (
            "The AIMS's own rounds, and an audit from outside on 22 January 2027",
            rounds,
            vec![
                ("Internal audit: twelve months later is a Sunday", InternalAudit, None, Latest),
                ("Management review: 29 February and twelve months", ManagementReview, None, Latest),
                (
                    "Internal audit: four weeks before is Christmas Day",
                    InternalAuditBeforeVisit,
                    None,
                    Latest,
                ),
            ],
        ),
        (
            "Taken over by another body on 15 March 2028; decision on 10 November 2026",
            transferred,
            vec![
                ("The last day is kept", TransferredExpiry, None, Latest),
                ("The second surveillance is where it was", SecondSurveillance, None, Latest),
            ],
        ),
    ]
}
