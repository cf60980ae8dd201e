//! Who acts, and in which organisation. Only this crate makes a [`Tenancy`]: from a membership loaded for the
//! caller, or from a job row that restores the organisation that caused it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::access::{Action, Reach, Role, reach};
use domain::clock::Instant;
use domain::connection::Service;
use domain::id::{OrgId, PersonId};
use domain::token::Grant;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever runs the installation; who exactly is in the operators' own log.
    Operator,
    /// A person of the organisation.
    Person(PersonId),
    /// A person of the organisation, by pressing a button in a service outside.
    PersonVia(PersonId, Service),
    /// A person of the organisation, through a program that came with one of their tokens.
    Token(PersonId),
    /// A person of the organisation, who holds a link that was mailed to them.
    ByLink(PersonId),
    /// A service account: a program in its own name.
    ServiceAccount(PersonId),
    /// A service outside, where something was done that concerns us.
    Service(Service),
    /// The program itself, by one of its jobs.
    System,
}

/// How a person who acts through a service is written down.
const VIA: &str = "person:";
/// How a token is, and how a service account is.
const BY_TOKEN: &str = "person:token";
const BY_LINK: &str = "person:link";
const SERVICE_ACCOUNT: &str = "service_account";

impl Actor {
    pub(crate) fn kind(self) -> String {
        match self {
            Self::Person(_) => "person".to_owned(),
            Self::PersonVia(_, service) => format!("{VIA}{service}"),
            Self::Token(_) => BY_TOKEN.to_owned(),
            Self::ByLink(_) => BY_LINK.to_owned(),
            Self::ServiceAccount(_) => SERVICE_ACCOUNT.to_owned(),
            Self::Service(service) => service.name().to_owned(),
            Self::System => "system".to_owned(),
            Self::Operator => "operator".to_owned(),
        }
    }

    pub(crate) const fn person(self) -> Option<uuid::Uuid> {
        match self {
            Self::Person(person)
            | Self::PersonVia(person, _)
            | Self::Token(person)
            | Self::ByLink(person)
            | Self::ServiceAccount(person) => Some(person.0),
            Self::Service(_) | Self::System | Self::Operator => None,
        }
    }

    /// Whether that was written down of a person's token.
    pub(crate) fn was_token(kind: &str) -> bool {
        kind == BY_TOKEN
    }

    /// Whether that was written down of a service account.
    pub(crate) fn was_service_account(kind: &str) -> bool {
        kind == SERVICE_ACCOUNT
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

/// A caller's membership of an organisation, as loaded for a session or a token.
#[derive(Clone, Debug)]
pub struct Membership {
    pub(crate) tenancy: Tenancy,
    pub(crate) name: String,
    /// How far the token reaches that the caller came with; none: the caller signed in.
    pub(crate) grant: Option<Grant>,
    pub(crate) slug: String,
    pub(crate) organisation: String,
    /// Why the organisation is suspended, where it is.
    pub(crate) suspended: Option<String>,
    /// From when on the organisation may be removed, where an owner asked for that.
    pub(crate) closing: Option<Instant>,
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

    /// Why the organisation is suspended, in the operator's words; none: it works.
    #[must_use]
    pub fn suspended(&self) -> Option<&str> {
        self.suspended.as_deref()
    }

    /// From when on the organisation may be removed, where an owner asked for that: until then it is closed.
    #[must_use]
    pub const fn closing(&self) -> Option<Instant> {
        self.closing
    }

    /// The caller's name in the organisation.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the token that the caller came with grants; none: the caller signed in.
    #[must_use]
    pub const fn grant(&self) -> Option<&Grant> {
        self.grant.as_ref()
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

    /// How far an action reaches for the caller: never further than for the person, and never beyond the token.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        if self.grant.as_ref().is_some_and(|grant| !grant.covers(action)) {
            return Reach::None;
        }
        reach(&self.roles, action)
    }
}
