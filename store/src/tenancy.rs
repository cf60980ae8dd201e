//! Who acts, and in which organisation. Only this crate makes a [`Tenancy`]: from a membership loaded for the
//! caller, or from a job row that restores the organisation that caused it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::access::{Action, Reach, Role, reach};
use domain::clock::Instant;
use domain::id::{OrgId, PersonId};

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person of the organisation.
    Person(PersonId),
    /// The program itself, by one of its jobs.
    System,
}

impl Actor {
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::System => "system",
        }
    }

    pub(crate) const fn person(self) -> Option<uuid::Uuid> {
        match self {
            Self::Person(person) => Some(person.0),
            Self::System => None,
        }
    }
}

/// One actor in one organisation.
#[derive(Clone, Copy, Debug)]
pub struct Tenancy {
    org: OrgId,
    zone: Tz,
    actor: Actor,
}

impl Tenancy {
    pub(crate) const fn new(org: OrgId, zone: Tz, actor: Actor) -> Self {
        Self { org, zone, actor }
    }

    /// The organisation.
    #[must_use]
    pub const fn org(&self) -> OrgId {
        self.org
    }

    /// The organisation's zone, in which its due dates lie.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The calendar day of the organisation.
    #[must_use]
    pub fn today(&self, now: Instant) -> NaiveDate {
        domain::calendar::local_date(now, self.zone)
    }
}

/// A caller's membership of an organisation, as loaded for a session.
#[derive(Clone, Debug)]
pub struct Membership {
    pub(crate) tenancy: Tenancy,
    pub(crate) slug: String,
    pub(crate) organisation: String,
    pub(crate) person: PersonId,
    pub(crate) roles: Vec<Role>,
}

impl Membership {
    /// The organisation and the actor.
    #[must_use]
    pub const fn tenancy(&self) -> &Tenancy {
        &self.tenancy
    }

    /// The organisation's part of a URL.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The organisation's name.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// The caller as a person of the organisation.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The caller's roles today.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// How far an action reaches for the caller.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        reach(&self.roles, action)
    }
}
