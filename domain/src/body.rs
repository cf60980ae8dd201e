//! A certification body, as an organisation that may ask it for a quotation keeps it: whether it may certify an AIMS at all,
//! what it knows of AI, whom one asks there, and what stands between the two.
//!
//! Nothing here judges a body. What should be asked about before somebody signs is a [`Doubt`], and each names its source.

mod doubt;

pub use doubt::Doubt;

use crate::access::names;
use crate::change::set;
use crate::event::Event;
use crate::id::BodyId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most people of one body that are kept.
pub const MOST_CONTACTS: usize = 20;

names! {
    /// Whether a body is accredited to certify an AI management system.
    Accredited {
        /// Nobody has looked.
        Unknown = "unknown",
        /// Its accreditation says so.
        Yes = "yes",
        /// It is not accredited, or for other standards only.
        No = "no",
    }
}

/// Somebody at the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// One line of at most 100 characters.
    pub name: String,
    /// What they do there, at most 100 characters.
    pub role: String,
    /// An e-mail address, or empty.
    pub mail: String,
    /// A telephone number as somebody wrote it, at most 50 characters.
    pub phone: String,
}

/// A certification body, as it is kept in its revisions. Texts have at most 2,000 characters where nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// One line of at most 200 characters.
    pub name: String,
    /// What else is known of it.
    #[serde(flatten)]
    pub record: Record,
}

/// What is known of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whether it is accredited to certify an AIMS.
    pub accredited: Accredited,
    /// By whom and under which number, at most 200 characters.
    pub accreditation: String,
    /// The last day of its accreditation.
    pub accredited_until: Option<NaiveDate>,
    /// What its auditors know of AI.
    pub competence: String,
    /// For which sectors.
    pub sectors: String,
    /// In which languages it audits.
    pub languages: String,
    /// Whom it certified already.
    pub references: String,
    /// What could make it partial.
    pub conflicts: String,
    /// When it, or somebody related to it, last advised the organisation or audited it internally.
    pub advised_until: Option<NaiveDate>,
    /// Whom one asks there.
    pub contacts: Vec<Contact>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            accredited: Accredited::Unknown,
            accreditation: String::new(),
            accredited_until: None,
            competence: String::new(),
            sectors: String::new(),
            languages: String::new(),
            references: String::new(),
            conflicts: String::new(),
            advised_until: None,
            contacts: Vec::new(),
        }
    }
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another name.
    pub name: Option<String>,
    /// Whether it is accredited.
    pub accredited: Option<Accredited>,
    /// By whom it is accredited.
    pub accreditation: Option<String>,
    /// Until when, or that it is not known.
    pub accredited_until: Option<Option<NaiveDate>>,
    /// What it knows of AI.
    pub competence: Option<String>,
    /// For which sectors.
    pub sectors: Option<String>,
    /// In which languages.
    pub languages: Option<String>,
    /// Whom it certified.
    pub references: Option<String>,
    /// What could make it partial.
    pub conflicts: Option<String>,
    /// When it last advised, or that it did not.
    pub advised_until: Option<Option<NaiveDate>>,
    /// Whom one asks there, all of them.
    pub contacts: Option<Vec<Contact>>,
}

impl Body {
    /// Changes what is known of it. `None` when nothing changed.
    pub fn revise(&mut self, change: Change) -> Option<Event> {
        let mut fields = Vec::new();
        set(&mut fields, "name", &mut self.name, change.name);
        let record = &mut self.record;
        set(&mut fields, "accredited", &mut record.accredited, change.accredited);
        set(&mut fields, "accreditation", &mut record.accreditation, change.accreditation);
        set(&mut fields, "accredited_until", &mut record.accredited_until, change.accredited_until);
        set(&mut fields, "competence", &mut record.competence, change.competence);
        set(&mut fields, "sectors", &mut record.sectors, change.sectors);
        set(&mut fields, "languages", &mut record.languages, change.languages);
        set(&mut fields, "references", &mut record.references, change.references);
        set(&mut fields, "conflicts", &mut record.conflicts, change.conflicts);
        set(&mut fields, "advised_until", &mut record.advised_until, change.advised_until);
        set(&mut fields, "contacts", &mut record.contacts, change.contacts);
        (!fields.is_empty()).then_some(Event::BodyRevised { body: self.id, fields })
    }
}
