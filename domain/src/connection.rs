//! A connection of an organisation to a service outside: which, where it stands, and when to leave it alone.

mod setup;

pub use setup::{CardSetup, Hearing, IssueSetup, MessageSetup, Named, Rule, Setup, channel_name};

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

names! {
    /// A service that can be connected.
    Service {
        /// Jira in Atlassian's cloud, by OAuth 2.0 (3LO).
        JiraCloud = "jira_cloud",
        /// Jira Data Center or Server, by a personal access token.
        JiraServer = "jira_server",
        /// Slack, by OAuth v2.
        Slack = "slack",
        /// Microsoft Teams, by the address of a workflow that posts into a channel what is sent to it.
        Teams = "teams",
    }
}

impl Service {
    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::JiraCloud => "Jira",
            Self::JiraServer => "Jira Data Center",
            Self::Slack => "Slack",
            Self::Teams => "Microsoft Teams",
        }
    }

    /// Whether work goes there as issues.
    #[must_use]
    pub const fn takes_issues(self) -> bool {
        matches!(self, Self::JiraCloud | Self::JiraServer)
    }

    /// Whether tasks can stand there and be kept up to date. What a workflow of Teams was sent is never seen again.
    #[must_use]
    pub const fn takes_tasks(self) -> bool {
        !matches!(self, Self::Teams)
    }

    /// Whether it is joined by going there and consenting, rather than by a token that is typed in.
    #[must_use]
    pub const fn consents(self) -> bool {
        matches!(self, Self::JiraCloud | Self::Slack)
    }
}

names! {
    /// Where a connection stands.
    State {
        /// Signed in, but not yet told where things go.
        New = "new",
        /// In use.
        Active = "active",
        /// Resting because somebody said so: what is to be sent waits.
        Paused = "paused",
        /// The service no longer takes our sign-in: somebody has to connect again, and what is to be sent waits.
        NeedsReconnect = "needs_reconnect",
        /// Ended. Its secrets are gone; its history stays.
        Disconnected = "disconnected",
    }
}

impl State {
    /// Whether calls are made for it.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::New | Self::Active)
    }

    /// Whether what is meant for it waits, rather than being dropped.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::New | Self::Paused | Self::NeedsReconnect)
    }
}

/// Failures in a row before a service is left alone for a while.
const PATIENCE: i32 = 5;
/// The first rest; each further failure doubles it.
const FIRST_REST: Duration = Duration::from_secs(30);
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(15 * 60);

/// How long to leave a service alone after so many failures in a row. A service that is down is asked seldom,
/// and hears from us soon after it is back.
#[must_use]
pub fn rest_after(failures: i32) -> Option<Duration> {
    let beyond = u32::try_from(failures - PATIENCE).ok()?;
    Some(FIRST_REST.saturating_mul(1 << beyond.min(10)).min(LONGEST_REST))
}

/// Why a connection refused a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionRefused {
    /// The step does not start from the connection's state.
    #[error("the connection's state does not allow this step")]
    WrongState,
    /// There is one to the same place already.
    #[error("this place is connected already")]
    Duplicate,
    /// It has not been told where things go.
    #[error("choose where things go first")]
    NotSetUp,
    /// The task has no such connection.
    #[error("this connection does not take tasks")]
    TakesNoTasks,
}

impl ConnectionRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::Duplicate => "already_connected",
            Self::NotSetUp => "not_set_up",
            Self::TakesNoTasks => "takes_no_tasks",
        }
    }
}

impl State {
    /// The state after somebody pauses it.
    ///
    /// # Errors
    /// Unless it is in use.
    pub const fn paused(self) -> Result<Self, ConnectionRefused> {
        match self {
            Self::Active => Ok(Self::Paused),
            _ => Err(ConnectionRefused::WrongState),
        }
    }

    /// The state after somebody takes it into use again.
    ///
    /// # Errors
    /// Unless it rests.
    pub const fn resumed(self) -> Result<Self, ConnectionRefused> {
        match self {
            Self::Paused => Ok(Self::Active),
            _ => Err(ConnectionRefused::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_keeps_failing_is_left_alone_longer_and_longer() {
        assert_eq!(rest_after(0), None);
        assert_eq!(rest_after(4), None);
        let rests: Vec<_> = (5..12).filter_map(rest_after).map(|rest| rest.as_secs()).collect();
        assert_eq!(rests, [30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(rest_after(i32::MAX), Some(LONGEST_REST));
    }

    #[test]
    fn only_what_is_in_use_rests_and_only_what_rests_is_taken_up() {
        for state in State::ALL {
            assert_eq!(state.paused().is_ok(), *state == State::Active, "{state}");
            assert_eq!(state.resumed().is_ok(), *state == State::Paused, "{state}");
            assert!(!(state.is_live() && *state == State::Paused));
        }
    }
}
