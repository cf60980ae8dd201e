//! Who did something, as the trail and the history keep it.

use crate::people::Owner;
use crate::tenancy::Actor;
use domain::connection::Service;
use uuid::Uuid;

/// Who did something, and how.
#[derive(Clone, Debug)]
pub struct Doer {
    /// Who; `None` is the program itself, or a service outside.
    pub person: Option<Owner>,
    /// Through which service outside, where it was not done here.
    pub via: Option<Service>,
    /// By a program that came with one of the person's tokens.
    pub by_token: bool,
    /// By a service account, which the person is then.
    pub by_service_account: bool,
}

impl Doer {
    /// From what was written down: what kind of actor, and who.
    pub(crate) fn of(kind: &str, id: Option<Uuid>, name: Option<String>) -> Self {
        Self {
            person: Owner::of(id, name),
            via: Actor::via(kind),
            by_token: Actor::was_token(kind),
            by_service_account: Actor::was_service_account(kind),
        }
    }
}
