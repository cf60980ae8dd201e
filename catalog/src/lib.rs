//! The standards as data: checked at build time, constants at run time.
//!
//! The text is in `en/*.yaml`; `build/` turns `en/iso42001.yaml` into the constant [`ISO42001`] and fails the
//! build with a sentence when something in it does not fit, and `en/certification.yaml` into
//! [`CERTIFICATION`](certification::CERTIFICATION), and `en/training.yaml` into
//! [`MODULES`](training::MODULES). The other files are checked by the tests only, until a part of
//! the product reads them. To add a standard: a file in `en/`, a constant here, a line in `build/main.rs`.
//!
//! Identifiers and short titles are the standard's; every other text is our own wording.

pub mod certification;
pub mod training;

/// A standard with everything that can be adopted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// Stable identifier, such as `iso42001`.
    pub id: &'static str,
    /// What people call it, such as `ISO/IEC 42001:2023`.
    pub name: &'static str,
    /// Edition of the standard itself.
    pub edition: &'static str,
    /// Version of our catalogue of it: grows whenever the content changes.
    pub version: &'static str,
    /// Groups of entries, in the order of the standard.
    pub areas: &'static [Area],
    /// Requirements, then controls, in the order of the standard.
    pub entries: &'static [Entry],
    /// The roles that are suggested as owners.
    pub roles: &'static [RoleTitle],
}

/// A top clause (`4` to `10`) or an area of Annex A (`A.2` to `A.10`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Reference in the standard, such as `4` or `A.6`.
    pub reference: &'static str,
    /// What its entries are.
    pub kind: Kind,
    /// Title in the standard.
    pub title: &'static str,
}

/// What an entry asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A clause that must be conformed to.
    Requirement,
    /// A control of Annex A that must be considered, and can be excluded with a reason.
    Control,
}

/// A requirement or a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Stable identifier, such as `iso42001:A.6.2.4`.
    pub id: &'static str,
    /// Reference in the standard, such as `A.6.2.4`.
    pub reference: &'static str,
    /// Requirement or control.
    pub kind: Kind,
    /// Reference of its [`Area`].
    pub area: &'static str,
    /// Title in the standard.
    pub title: &'static str,
    /// What it asks for, in our words.
    pub summary: &'static str,
    /// How to go about it.
    pub guidance: &'static str,
    /// What would show that it is done.
    pub evidence: &'static [&'static str],
    /// What an auditor is likely to ask.
    pub audit_questions: &'static [&'static str],
    /// The [`RoleTitle`] that is suggested as owner.
    pub owner_role: &'static str,
    /// Identifiers of entries of the same standard that belong with it.
    pub related: &'static [&'static str],
    /// Whether it can be left out with a reason.
    pub excludable: bool,
    /// Its place in the standard, counted from 1: sort by this, never by the reference.
    pub order: u16,
}

/// A role that an organisation may want to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleTitle {
    /// Stable identifier, such as `aims_manager`.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
}

impl Standard {
    /// The entry with this identifier.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The area with this reference.
    #[must_use]
    pub fn area(&self, reference: &str) -> Option<&'static Area> {
        self.areas.iter().find(|area| area.reference == reference)
    }

    /// What people read for a role.
    #[must_use]
    pub fn role_title(&self, id: &str) -> Option<&'static str> {
        self.roles.iter().find(|role| role.id == id).map(|role| role.title)
    }

    /// How many entries are of this kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.entries.iter().filter(|entry| entry.kind == kind).count()
    }
}

impl Kind {
    /// The word for it in the API and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requirement => "requirement",
            Self::Control => "control",
        }
    }
}

/// The standard with this identifier.
#[must_use]
pub fn standard(id: &str) -> Option<&'static Standard> {
    STANDARDS.iter().copied().find(|standard| standard.id == id)
}

/// The entry with this identifier, whichever standard it belongs to.
#[must_use]
pub fn entry(id: &str) -> Option<&'static Entry> {
    STANDARDS.iter().find_map(|standard| standard.entry(id))
}

/// The area of ISO/IEC 42001 with this reference.
#[must_use]
pub fn area(reference: &str) -> Option<&'static Area> {
    ISO42001.area(reference)
}

/// What people read for a role of ISO/IEC 42001.
#[must_use]
pub fn role_title(id: &str) -> Option<&'static str> {
    ISO42001.role_title(id)
}

/// Every standard that can be adopted.
pub static STANDARDS: &[&Standard] = &[&ISO42001];

include!(concat!(env!("OUT_DIR"), "/iso42001.rs"));
