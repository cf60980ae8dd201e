//! What may go wrong with a call, told apart by what the outside may have done.

use super::address::AddressRefused;
use std::error::Error;

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallFailure {
    /// Not sent, and it never will be: the address is one that is not called.
    #[error("{0}")]
    Refused(String),
    /// Surely not sent: no connection. Trying again may help and repeats nothing.
    #[error("{0}")]
    NotSent(String),
    /// Sent, but what became of it is not known: whoever repeats it asks first.
    #[error("{0}")]
    Ambiguous(String),
}

impl From<AddressRefused> for CallFailure {
    fn from(refused: AddressRefused) -> Self {
        Self::Refused(refused.to_string())
    }
}

impl CallFailure {
    /// A request that did not come to an answer. The library's own words repeat the URL, which may hold what is
    /// nobody's business, so the words are ours.
    pub(super) fn of_request(error: reqwest::Error) -> Self {
        if let Some(refused) = refusal(&error) {
            return refused.into();
        }
        if error.is_connect() {
            let timed_out = if error.is_timeout() { " in time" } else { "" };
            return Self::NotSent(format!("no connection{timed_out}"));
        }
        if error.is_builder() {
            return Self::Refused("the call cannot be written down".to_owned());
        }
        if error.is_timeout() {
            return Self::Ambiguous("no answer in time".to_owned());
        }
        Self::Ambiguous("the connection ended before the answer".to_owned())
    }

    /// An answer that stopped in the middle.
    pub(super) fn of_answer(_: reqwest::Error) -> Self {
        Self::Ambiguous("the answer was cut short".to_owned())
    }
}

/// The resolver's refusal, wherever in the chain it lies.
fn refusal(error: &reqwest::Error) -> Option<AddressRefused> {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(one) = cause {
        if let Some(refused) = one.downcast_ref::<AddressRefused>() {
            return Some(*refused);
        }
        cause = one.source();
    }
    None
}
