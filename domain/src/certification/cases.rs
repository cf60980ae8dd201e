//! The cases of the table up to the first recertification. The first three cycles are the worked examples of the catalogue.

use super::*;
use Part::{Earliest, Latest, Target, WarnAfter};
use What::{
    CycleStart, Expiry, FirstSurveillance, MajorsAfterStage2, RecertificationAudit, RecertificationDecision,
    RenewedExpiry, Restoration, RestoredExpiry, SecondSurveillance, Stage2, YearlySurveillance,
};

/// A cycle in words, what is known of it, and what is asked.
pub(super) type Asked = (&'static str, Anchors, Vec<Case>);

pub(super) fn all() -> Vec<Asked> {
    [initial(), usual(), awkward(), edges(), cases_later::all()].concat()
}

fn initial() -> Vec<Asked> {
    let stages = Anchors { stage_1_end: Some(day("2026-06-01")), ..Anchors::default() };
    let majors = Anchors { stage_2_end: Some(day("2026-08-31")), majors_open: true, ..Anchors::default() };
    let none = Anchors { majors_open: false, ..majors.clone() };
    vec![
        (
            "Initial audit: stage 1 ends on 1 June 2026",
            stages,
            vec![
                ("Stage 2 leaves four weeks at least to resolve concerns", Stage2, None, Earliest),
                ("Stage 2 is planned ten weeks later", Stage2, None, Target),
                ("Stage 2 is late after three months", Stage2, None, WarnAfter),
                ("After six months many bodies repeat stage 1", Stage2, None, Latest),
            ],
        ),
        (
            "Initial audit: stage 2 ends on 31 August 2026 with a major nonconformity",
            majors,
            vec![("Verified within six months: February has no 31st", MajorsAfterStage2, None, Latest)],
        ),
        (
            "Initial audit: the same without one",
            none,
            vec![("Nothing is to be verified", MajorsAfterStage2, None, Latest)],
        ),
    ]
}

fn usual() -> Vec<Asked> {
    vec![(
        "Decision in November: 10 November 2026 (worked example 1)",
        decided("2026-11-10"),
        vec![
            ("The decision begins the cycle", CycleStart, None, Latest),
            ("Three years minus one day", Expiry, None, Latest),
            ("First surveillance: planned from the tenth month on", FirstSurveillance, None, Earliest),
            ("First surveillance: planned for the Friday before a Sunday", FirstSurveillance, None, Target),
            ("First surveillance: not later than twelve months", FirstSurveillance, None, Latest),
            ("The calendar year 2026 is that of the decision", YearlySurveillance, Some(2026), Latest),
            ("One in the calendar year 2027", YearlySurveillance, Some(2027), Latest),
            ("One in the calendar year 2028", YearlySurveillance, Some(2028), Latest),
            ("2029 is the recertification year", YearlySurveillance, Some(2029), Latest),
            ("Second surveillance: 23 months, in one step", SecondSurveillance, None, Target),
            ("Second surveillance: late after 24 months", SecondSurveillance, None, WarnAfter),
            ("Second surveillance: by the end of 2028", SecondSurveillance, None, Latest),
            ("Recertification audit: four months before the last day", RecertificationAudit, None, Target),
            (
                "Recertification audit: two months before is a Sunday, and stays",
                RecertificationAudit,
                None,
                Latest,
            ),
            ("Recertification is decided by the last day, a Friday", RecertificationDecision, None, Latest),
            ("Renewed in time: counted from the old last day", RenewedExpiry, None, Latest),
            ("Not renewed: can be restored for six months", Restoration, None, Latest),
            ("Restored: ends as if it had been renewed in time", RestoredExpiry, None, Latest),
        ],
    )]
}

fn awkward() -> Vec<Asked> {
    vec![
        (
            "Decision on 29 February 2028 (worked example 2)",
            decided("2028-02-29"),
            vec![
                ("Cut short to 28 February 2031 first, then a day less", Expiry, None, Latest),
                ("First surveillance: 29 February 2029 is cut short", FirstSurveillance, None, Latest),
                ("Second surveillance: 23 months keep the 29th", SecondSurveillance, None, Target),
                ("Second surveillance: the day before the target below", SecondSurveillance, None, Latest),
                ("Recertification audit: for a Sunday, so on the Friday", RecertificationAudit, None, Target),
                ("Can be restored for six months", Restoration, None, Latest),
            ],
        ),
        (
            "Decision early in the year: 15 January 2027 (worked example 3)",
            decided("2027-01-15"),
            vec![
                ("Three years minus one day", Expiry, None, Latest),
                ("First surveillance: a Saturday, which does not move", FirstSurveillance, None, Latest),
                ("2027 is the year of the decision", YearlySurveillance, Some(2027), Latest),
                ("One in 2028, whenever the first one was", YearlySurveillance, Some(2028), Latest),
                (
                    "2029 is the recertification year, before the last one",
                    YearlySurveillance,
                    Some(2029),
                    Latest,
                ),
                ("Second surveillance: 23 months", SecondSurveillance, None, Target),
                ("Second surveillance: the day before the target below", SecondSurveillance, None, Latest),
                (
                    "Recertification audit: four months before the last day",
                    RecertificationAudit,
                    None,
                    Target,
                ),
                ("Can be restored for six months", Restoration, None, Latest),
            ],
        ),
    ]
}

fn edges() -> Vec<Asked> {
    let early = Anchors { surveillances: vec![day("2026-12-01")], ..decided("2026-02-02") };
    vec![
        (
            "Decision on the last day of a year: 31 December 2026",
            decided("2026-12-31"),
            vec![
                ("Three years minus one day", Expiry, None, Latest),
                ("First surveillance: twelve months", FirstSurveillance, None, Latest),
                ("First surveillance: November has no 31st", FirstSurveillance, None, Target),
                ("One in 2027, which begins a day later", YearlySurveillance, Some(2027), Latest),
                ("Second surveillance: by the end of 2028", SecondSurveillance, None, Latest),
                ("Recertification audit: four months before 30 December", RecertificationAudit, None, Target),
            ],
        ),
        (
            "Decision on 31 March 2027: each date in one step from it",
            decided("2027-03-31"),
            vec![
                (
                    "First surveillance: ten months later, and not a day less",
                    FirstSurveillance,
                    None,
                    Earliest,
                ),
                ("First surveillance: eleven months end in February", FirstSurveillance, None, Target),
                (
                    "Second surveillance: late after 24 months, on a 31st again",
                    SecondSurveillance,
                    None,
                    WarnAfter,
                ),
            ],
        ),
        (
            "Recertification audit for a New Year's Day that is a Saturday: decision on 2 May 2025",
            decided("2025-05-02"),
            vec![
                ("It is planned for the Friday, in the year before", RecertificationAudit, None, Target),
                (
                    "The year before keeps its surveillance until that is noted",
                    YearlySurveillance,
                    Some(2027),
                    Latest,
                ),
            ],
        ),
        (
            "A surveillance in the year of the decision: 1 December 2026, decision on 2 February 2026",
            early,
            vec![("The year after asks for its own", YearlySurveillance, Some(2027), Latest)],
        ),
    ]
}
