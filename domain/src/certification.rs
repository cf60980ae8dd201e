//! The certification cycle: how a certificate comes about, which dates its three years have, what moves them, and what
//! becomes of it when one is missed (`domain.md` §3 and §4.5).
//!
//! Phases, states, timing rules and reminders are those of `catalog/en/certification.yaml`; each date names its rule
//! there, and through it the clause. Nothing here decides in place of the certification body: what is on the certificate
//! prevails, and what bodies do differently is a customary date and not a hard limit.
//!
//! A new date: a line of [`What`] and of what it follows, and where it is reckoned, in `certification/cycle/`; a line of
//! the table in `certification_tests.rs` is what a lead auditor reads of it.

mod agreed;
mod anchors;
mod certificate;
mod checklist;
mod choosing;
mod cycle;
mod dated;
mod dates;
mod duties;
mod gates;
mod kept;
mod moved;
mod phase;
mod quotation;
mod reminders;
mod rule;
mod state;
mod together;
mod visit;
mod what;

pub use agreed::Agreed;
pub use anchors::{Anchor, Anchors, AnchorsRefused, Audit, Change, Suspension, Turn};
pub use certificate::{Certificate, CertificateRefused, Decision, Findings, Majors, Successor, Taken, Usage};
pub use checklist::{Said, Shown, Standing as ItemStanding, item};
pub use choosing::{MOST_QUOTATIONS, QuotationTold};
pub use cycle::Cycle;
pub use dated::{Dated, Day, Standing};
pub use duties::Next;
pub use gates::VisitGate;
pub use kept::{Certification, CertificationRefused, MOST_VISITS, Revision, Told};
pub use moved::{Moved, Part, moved};
pub use phase::Phase;
pub use quotation::{Days, Fees, Offer, Quotation, QuotationRefused, QuotationState, QuotationStep, Total};
pub use reminders::Reminder;
pub use rule::{Consequence, Force, Rule};
pub use state::{Party, State, Step};
pub use together::{Together, Window, together, windows};
pub use visit::{Visit, VisitRecord, VisitRefused, VisitState, audit_days};
pub use what::What;

#[cfg(test)]
#[path = "certification_tests.rs"]
mod tests;
