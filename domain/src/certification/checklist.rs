//! What has to be ready before a visit: what the organisation's requirements and controls show already, and what only a person
//! can say (`checklists` of `certification.yaml`).

use super::{Certification, Phase, Visit};
use crate::access::names;
use catalog::certification::{CERTIFICATION, Checklist, Item};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What a person says of an item.
    Said {
        /// It is ready to be shown.
        Ready = "ready",
        /// It is not, whatever else shows.
        NotYet = "not_yet",
        /// It asks for nothing here.
        NotApplicable = "not_applicable",
    }
}

names! {
    /// What is known of an item from the requirements and controls that it speaks of.
    Shown {
        /// All of them are in place, and something shows it.
        Yes = "yes",
        /// Some of them are, or nothing shows it.
        Partly = "partly",
        /// None of them is in place.
        No = "no",
        /// There is none of them here.
        Unknown = "unknown",
    }
}

/// How a requirement or control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// It is in place.
    pub met: bool,
    /// Something that counts today shows it.
    pub proven: bool,
}

impl Shown {
    /// What the requirements and controls of an item show.
    #[must_use]
    pub fn by(of: impl IntoIterator<Item = Standing>) -> Self {
        let of: Vec<Standing> = of.into_iter().collect();
        if of.is_empty() {
            return Self::Unknown;
        }
        if of.iter().all(|one| one.met && one.proven) {
            return Self::Yes;
        }
        if of.iter().any(|one| one.met) { Self::Partly } else { Self::No }
    }

    /// Whether the item counts as ready: what somebody says of it counts, else what is shown.
    #[must_use]
    pub fn is_ready(self, said: Option<Said>) -> bool {
        said.map_or(self == Self::Yes, |said| said == Said::Ready)
    }

    /// Whether somebody says that it is ready, and nothing that it speaks of is in place.
    #[must_use]
    pub fn contradicts(self, said: Option<Said>) -> bool {
        said == Some(Said::Ready) && self == Self::No
    }
}

impl Phase {
    /// What has to be ready before somebody comes for it, where the catalogue says.
    #[must_use]
    pub fn checklist(self) -> Option<&'static Checklist> {
        CERTIFICATION.checklist(&self.id())
    }

    /// The phases that have one, in their order.
    pub fn with_checklist() -> impl Iterator<Item = Self> {
        Visit::PHASES.into_iter().filter(|phase| phase.checklist().is_some())
    }
}

impl Certification {
    /// From which day on what somebody says of being ready for a visit speaks of the next one; `None`: from the first.
    #[must_use]
    pub const fn words_since(&self, phase: Phase) -> Option<NaiveDate> {
        match phase {
            Phase::Surveillance1 | Phase::Surveillance2 | Phase::Recertification => {
                self.certificate.anchors.decision
            }
            _ => self.begun,
        }
    }
}

/// The item of that identifier.
#[must_use]
pub fn item(id: &str) -> Option<&'static Item> {
    CERTIFICATION.checklists.iter().flat_map(|one| one.items).find(|item| item.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_seventy_items_and_each_is_found() {
        let phases: Vec<Phase> = Phase::with_checklist().collect();
        assert_eq!(phases.len(), 6);
        let items: Vec<&Item> = phases.iter().flat_map(|phase| phase.checklist().unwrap().items).collect();
        assert_eq!(items.len(), 70);
        for one in items {
            assert_eq!(item(one.id), Some(one));
        }
        assert_eq!(item("ck-stage1-99"), None);
    }

    #[test]
    fn what_is_shown_counts_until_somebody_says_otherwise() {
        let (met, proven) = (Standing { met: true, proven: true }, Standing { met: true, proven: false });
        let open = Standing { met: false, proven: true };
        for (of, shown) in [
            (vec![], Shown::Unknown),
            (vec![met, met], Shown::Yes),
            (vec![met, proven], Shown::Partly),
            (vec![met, open], Shown::Partly),
            (vec![open, open], Shown::No),
        ] {
            assert_eq!(Shown::by(of), shown);
            assert_eq!(shown.is_ready(None), shown == Shown::Yes);
            assert!(shown.is_ready(Some(Said::Ready)) && !shown.is_ready(Some(Said::NotYet)));
            assert_eq!(shown.contradicts(Some(Said::Ready)), shown == Shown::No);
            assert!(!shown.contradicts(None));
        }
    }
}
