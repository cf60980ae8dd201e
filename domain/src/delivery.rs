//! One planned delivery of one reminder, notice or digest to one person, and how it may end.
//!
//! Books balance: what was planned ends delivered, suppressed, dead or uncertain, each with its reason.

use crate::access::names;
use crate::id::{ConnectionId, PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Where a delivery stands.
    State {
        /// Waiting for its job.
        Planned = "planned",
        /// Being handed to the outside; whoever finds this state after a crash cannot know the outcome.
        Sending = "sending",
        /// Accepted by the outside.
        Delivered = "delivered",
        /// Not sent, because it was no longer true.
        Suppressed = "suppressed",
        /// Refused by the outside for good, or given up after the last attempt.
        Dead = "dead",
        /// Handed over, but the outside's answer was lost and cannot be asked for.
        Uncertain = "uncertain",
    }
}

impl State {
    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Planned | Self::Sending)
    }
}

names! {
    /// Why something was not sent.
    Reason {
        /// The task is done, cancelled or waits for review.
        Closed = "closed",
        /// Somebody else is responsible now.
        Reassigned = "reassigned",
        /// The due date changed.
        Rescheduled = "rescheduled",
        /// A later step of the same ladder was sent instead.
        Replaced = "replaced",
        /// The recipient left the organisation.
        Inactive = "inactive",
        /// The recipient has no account in the service that it was meant for.
        NotThere = "not_there",
        /// The service that it was meant for was disconnected.
        Disconnected = "disconnected",
        /// The channel that it was meant for no longer hears of such reminders.
        NotHeard = "not_heard",
        /// The recipient does not want it by mail.
        Unwanted = "unwanted",
        /// The recipient wants it together with others: it is in the next digest.
        Digested = "digested",
        /// It was read inside the program meanwhile.
        Read = "read",
        /// What it speaks of was taken back.
        Removed = "removed",
        /// The recipient may no longer see what it speaks of.
        Unseen = "unseen",
        /// Nothing of what it would have said is still true and unread.
        NothingLeft = "nothing_left",
        /// Mail to the recipient comes back: they are told inside the program.
        AddressDead = "address_dead",
        /// The recipient is away, and somebody stands in: it went to them.
        Delegated = "delegated",
        /// The recipient has had as many by mail that day as the organisation allows: it is in the next digest.
        OverMost = "over_most",
    }
}

impl Reason {
    /// Reasons that pass: the task is taken up again, comes back to the same person, or is due on the same day after all.
    pub const PASSING: [Self; 3] = [Self::Closed, Self::Reassigned, Self::Rescheduled];
}

/// By which way a reminder goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// By mail.
    Mail,
    /// As a direct message, by this connection.
    Direct(ConnectionId),
    /// To the channel in which the task's message stands, by this connection.
    Posted(ConnectionId),
    /// To a channel in Teams, by this connection.
    Teams(ConnectionId),
}

impl Channel {
    /// The way of that name, as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "mail" => Some(Self::Mail),
            Some(("direct", id)) => Some(Self::Direct(ConnectionId(id.parse().ok()?))),
            Some(("posted", id)) => Some(Self::Posted(ConnectionId(id.parse().ok()?))),
            Some(("teams", id)) => Some(Self::Teams(ConnectionId(id.parse().ok()?))),
            _ => None,
        }
    }

    /// Its name without the connection.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Direct(_) => "direct",
            Self::Posted(_) => "posted",
            Self::Teams(_) => "teams",
        }
    }

    /// By which connection, where it is by one.
    #[must_use]
    pub const fn connection(self) -> Option<ConnectionId> {
        match self {
            Self::Mail => None,
            Self::Direct(connection) | Self::Posted(connection) | Self::Teams(connection) => Some(connection),
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.connection() {
            None => f.write_str(self.name()),
            Some(connection) => write!(f, "{}:{connection}", self.name()),
        }
    }
}

/// How often one reminder is handed over while the outside's answer keeps getting lost.
pub const COPIES_WHEN_REPLY_LOST: i32 = 2;

/// What is true of the task at the moment of delivery.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The task still asks for something.
    pub open: bool,
    /// Who is responsible now.
    pub owner: Option<PersonId>,
    /// When it is due now.
    pub due: Option<NaiveDate>,
    /// The recipient still belongs to the organisation.
    pub recipient_active: bool,
    /// Mail to the recipient comes back. Says nothing about other ways.
    pub address_dead: bool,
}

/// Judges a delivery at the moment it would be sent: `None` lets it go.
#[must_use]
pub fn suppressed(recipient: PersonId, due: NaiveDate, facts: &Facts) -> Option<Reason> {
    if !facts.open {
        Some(Reason::Closed)
    } else if facts.owner != Some(recipient) {
        Some(Reason::Reassigned)
    } else if facts.due != Some(due) {
        Some(Reason::Rescheduled)
    } else if !facts.recipient_active {
        Some(Reason::Inactive)
    } else if facts.address_dead {
        Some(Reason::AddressDead)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn ways_are_read_as_they_are_written() {
        let connection = ConnectionId(Uuid::from_u128(7));
        let by = [Channel::Direct, Channel::Posted, Channel::Teams].map(|way| way(connection));
        for way in [Channel::Mail].into_iter().chain(by) {
            assert_eq!(Channel::parse(&way.to_string()), Some(way));
        }
        for text in ["", "pigeon", "direct:", "direct:7", "mail:7"] {
            assert_eq!(Channel::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_reminder_is_sent_only_while_it_is_true() {
        let (ada, bob) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let due: NaiveDate = "2026-12-01".parse().unwrap();
        let facts = Facts {
            open: true,
            owner: Some(ada),
            due: Some(due),
            recipient_active: true,
            address_dead: false,
        };
        assert_eq!(suppressed(ada, due, &facts), None);
        assert_eq!(suppressed(bob, due, &facts), Some(Reason::Reassigned));
        assert_eq!(suppressed(ada, due, &Facts { open: false, ..facts }), Some(Reason::Closed));
        assert_eq!(suppressed(ada, due, &Facts { due: None, ..facts }), Some(Reason::Rescheduled));
        assert_eq!(suppressed(ada, due, &Facts { recipient_active: false, ..facts }), Some(Reason::Inactive));
        assert_eq!(suppressed(ada, due, &Facts { address_dead: true, ..facts }), Some(Reason::AddressDead));
    }
}
