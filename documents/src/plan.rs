//! The plan of a certification's cycle, as it is put before a board: what holds, when, by which rule, and what follows
//! when a date is missed.

mod bounds;
mod timeline;

pub use timeline::{Bar, Kind, Lane, MOST_BARS, MOST_LANES, MOST_TICKS, Tick, Timeline, Today};

use crate::certificate::Certificate;
use crate::paper::{Fact, Paper, Section, Warning};

/// All that stands in the document, in words already.
#[derive(Clone, Debug)]
pub struct CyclePlan {
    /// Whose it is, which one, and as of when.
    pub paper: Paper,
    /// What has to be seen first, such as that the certificate is suspended.
    pub warning: Option<Warning>,
    /// The certification body, the number, the scope, the state.
    pub facts: Vec<Fact>,
    /// The years on one line.
    pub timeline: Timeline,
    /// The dates, the visits, the findings.
    pub sections: Vec<Section>,
    /// What stands above the notes.
    pub notes_heading: String,
    /// What else is to be known, one paragraph each.
    pub notes: Vec<String>,
}

/// Sets documents on pages.
///
/// It computes and does not wait: call it where blocking is allowed. A document of usual length takes a fraction of a
/// second, the largest that is accepted some seconds; it cannot be interrupted, so a caller that answers somebody needs
/// a limit of its own and must not start more of them than there are cores to spare.
pub trait Printer: Send + Sync {
    /// The plan as PDF. The same values make the same bytes.
    ///
    /// # Errors
    /// More than is printed ([`CyclePlan::check`]), or the engine could not do it.
    fn cycle_plan(&self, plan: &CyclePlan) -> Result<Vec<u8>, Unprintable>;

    /// A certificate as PDF. The same values make the same bytes.
    ///
    /// # Errors
    /// More than is printed ([`Certificate::check`]), or the engine could not do it.
    fn certificate(&self, certificate: &Certificate) -> Result<Vec<u8>, Unprintable>;
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprintable {
    /// More than is printed.
    #[error("at most {most} {what} are printed")]
    TooMuch {
        /// Of what.
        what: &'static str,
        /// How many are.
        most: usize,
    },
    /// A row has more cells than its section has columns.
    #[error("a row has more cells than there are columns")]
    Uneven,
    /// The engine could not do it, which is a fault of ours: no text makes it fail.
    #[error("the engine could not set the document: {0}")]
    Engine(String),
}
