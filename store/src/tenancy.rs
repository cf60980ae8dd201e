//! Who acts, and in which organisation. Only this crate makes a [`Tenancy`]: from a membership loaded for the
//! caller, or from a job row that restores the organisation that caused it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::access::{Action, Reach, Role, reach};
use domain::clock::Instant;
use domain::connection::Service;
use domain::id::{OrgId, PersonId};

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person of the organisation.
    Person(PersonId),
    /// A person of the organisation, by pressing a button in a service outside.
    PersonVia(PersonId, Service),
    /// A service outside, where something was done that concerns us.
    Service(Service),
    /// The program itself, by one of its jobs.
    System,
}

/// How a person who acts through a service is written down.
const VIA: &str = "person:";

impl Actor {
    pub(crate) fn kind(self) -> String {
        match self {
            Self::Person(_) => "person".to_owned(),
            Self::PersonVia(_, service) => format!("{VIA}{service}"),
            Self::Service(service) => service.name().to_owned(),
            Self::System => "system".to_owned(),
        }
    }

    pub(crate) const fn person(self) -> Option<uuid::Uuid> {
        match self {
            Self::Person(person) | Self::PersonVia(person, _) => Some(person.0),
            Self::Service(_) | Self::System => None,
        }
    }

    /// The service that somebody acted through, read from what was written down.
    pub(crate) fn via(kind: &str) -> Option<Service> {
        Service::parse(kind.strip_prefix(VIA).unwrap_or(kind))
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
