//! By which way somebody came: with the link that was mailed to them, or signed in.

use super::page::NO_REFERRER;
use super::{LONGEST, strength};
use crate::caller::{Caller, may};
use crate::problem::Problem;
use crate::state::State;
use actix_web::web;
use domain::id::{AssignmentId, PersonId};
use domain::training::Proof;
use store::{Membership, OrgRead, OrgTx, Store, TrainingLink};

enum Way {
    Link { link: TrainingLink, token: String },
    Session { membership: Box<Membership> },
}

/// Somebody's way to what they are asked for.
pub(super) struct Door {
    store: Store,
    way: Way,
    assignment: AssignmentId,
}

impl Door {
    /// With a mailed link; `None` when there is no such link.
    pub(super) async fn by_link(state: &web::Data<State>, token: &str) -> Result<Option<Self>, Problem> {
        if token.len() > LONGEST {
            return Ok(None);
        }
        let store = state.store().clone();
        let Some(link) = store.training_link(token).await? else { return Ok(None) };
        let (assignment, token) = (link.assignment, token.to_owned());
        Ok(Some(Self { store, way: Way::Link { link, token }, assignment }))
    }

    /// Signed in.
    pub(super) fn signed_in(caller: &Caller<may::TakeTraining>, assignment: AssignmentId) -> Self {
        let membership = Box::new(caller.membership().clone());
        Self { store: caller.state().store().clone(), way: Way::Session { membership }, assignment }
    }

    pub(super) const fn assignment(&self) -> AssignmentId {
        self.assignment
    }

    /// Who came.
    pub(super) const fn person(&self) -> PersonId {
        match &self.way {
            Way::Link { link, .. } => link.person(),
            Way::Session { membership } => membership.person(),
        }
    }

    /// Whether the link is too old.
    pub(super) const fn is_expired(&self) -> bool {
        matches!(&self.way, Way::Link { link, .. } if link.expired)
    }

    /// Where its page is.
    pub(super) fn address(&self) -> String {
        match &self.way {
            Way::Link { token, .. } => format!("/t/{token}"),
            Way::Session { membership } => format!("/learn/{}/{}", membership.slug(), self.assignment),
        }
    }

    /// What a browser says of where a form was sent from: a link is a secret; of who signed in it has to say that it was here.
    pub(super) const fn referrer(&self) -> &'static str {
        match self.way {
            Way::Link { .. } => NO_REFERRER,
            Way::Session { .. } => "same-origin",
        }
    }

    /// What coming this way shows.
    pub(super) const fn proof(&self) -> Proof {
        match self.way {
            Way::Link { .. } => Proof::Link,
            Way::Session { .. } => Proof::SignIn,
        }
    }

    /// Whether more is asked for than coming this way shows.
    pub(super) const fn lacks(&self, asked: Proof) -> bool {
        strength(self.proof()) < strength(asked)
    }

    pub(super) async fn read(&self) -> Result<OrgRead, Problem> {
        Ok(match &self.way {
            Way::Link { link, .. } => self.store.read_by_link(link).await?,
            Way::Session { membership } => self.store.read(membership).await?,
        })
    }

    pub(super) async fn write(&self) -> Result<OrgTx, Problem> {
        Ok(match &self.way {
            Way::Link { link, .. } => self.store.write_by_link(link).await?,
            Way::Session { membership } => self.store.write(membership).await?,
        })
    }

    /// Mails a new link to whom the old one went.
    pub(super) async fn mail_again(&self) -> Result<(), Problem> {
        let org = match self.write().await {
            // Whoever asks is told the same: what is not asked for any more is not mailed, nor to another address.
            Err(Problem::NotFound) => return Ok(()),
            org => org?,
        };
        match org.mail_training_link(self.assignment).await {
            Ok(()) => org.commit().await.map(drop).map_err(Problem::from),
            // What is not asked for any more is not mailed; whoever asks is told the same.
            Err(store::Error::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
