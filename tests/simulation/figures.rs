//! What happened in a simulation, and what of it was wrong.

use std::fmt;

/// Counts of one kind each, named as the closing table names them.
macro_rules! figures {
    ($($name:ident: $words:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, Default)]
        pub(super) struct Figures { $(pub(super) $name: usize),+ }

        impl Figures {
            pub(super) fn add(&mut self, other: &Self) {
                $(self.$name += other.$name;)+
            }
        }

        impl fmt::Display for Figures {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $(writeln!(f, "  {:<34}{:>9}", $words, self.$name)?;)+
                Ok(())
            }
        }
    };
}

figures! {
    organisations: "organisations",
    days: "days lived, all together",
    deeds: "things that people did",
    looks: "times that a worker looked",
    crashes: "crashes, at a random poll",
    doubles: "ticks that came twice at once",
    clock_steps: "times that the clock was set back",
    absences: "times that the worker was away",
    reminders: "reminders",
    reviews: "  of them of reviews",
    escalated: "  of them to somebody above",
    passed_on: "  of them to whoever stands in",
    copies: "  sent again after a crash",
    replaced: "steps that a later one replaced",
    held_back: "one mail too many that day",
    at_once: "notices mailed by themselves",
    digests: "digests",
    lines: "  what stands in them",
    left_out: "notices left out for a reason",
    held: "reviews held",
    missing: "MISSING",
    twice: "TWICE",
    late: "LATE OR EARLY",
    other: "TOLD OTHERWISE",
}
