//! Who calls, known before a handler's first line: signed in, a member of the organisation in the URL, allowed.

use crate::cookie;
use crate::problem::Problem;
use crate::state::State;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use domain::access::{Action, Reach};
use domain::id::SessionId;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use store::{AccountRow, Membership, OrgRead, OrgTx, SignedIn, Store};

/// An action that a handler's signature names.
pub(crate) trait Permission: 'static {
    const ACTION: Action;
}

macro_rules! permissions {
    ($($name:ident),+ $(,)?) => {
        /// The actions as types, for handlers' signatures.
        pub(crate) mod may {
            use super::{Action, Permission};
            $(
                pub(crate) struct $name;
                impl Permission for $name {
                    const ACTION: Action = Action::$name;
                }
            )+
        }
    };
}

permissions!(
    ReadOrganisation,
    AdoptStandard,
    ReadPeople,
    ManagePeople,
    ReviseProfile,
    ReadControls,
    ReviseControl,
    VerifyControl,
    ReadTasks,
    CreateTask,
    ReviseTask,
    WorkTask,
    ReviewTask,
    AnswerReview,
    ManageTemplates,
    Comment,
    ReadEvidence,
    AddEvidence,
    ReviseEvidence,
    WithdrawEvidence,
    ReadDeliveries,
    ReadHistory,
    ReadConnections,
    ManageConnections,
    ShareTask,
);

/// A signed-in account, whichever organisation it belongs to.
pub(crate) struct Account {
    pub(crate) signed_in: SignedIn,
    pub(crate) state: web::Data<State>,
}

impl Account {
    async fn load(request: HttpRequest) -> Result<Self, Problem> {
        let state = request.app_data::<web::Data<State>>().cloned().ok_or(Problem::Internal)?;
        let token = cookie::token(&state, &request).ok_or(Problem::SignedOut)?;
        let door = state.store().account_read(None).await?;
        let signed_in = door.signed_in(&token).await?;
        door.commit().await?;
        Ok(Self { signed_in: signed_in.ok_or(Problem::SignedOut)?, state })
    }

    /// The organisations of the account, or the one of `slug`.
    pub(crate) async fn memberships(&self, slug: Option<&str>) -> Result<Vec<Membership>, Problem> {
        let door = self.state.store().account_read(Some(self.signed_in.account.id)).await?;
        let memberships = door.memberships(slug).await?;
        door.commit().await?;
        Ok(memberships)
    }
}

type Loading<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl FromRequest for Account {
    type Error = Problem;
    type Future = Loading<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::load(request.clone()))
    }
}

/// A member of the organisation in the URL who may do `P`, at least with what is their own.
pub(crate) struct Caller<P> {
    store: Store,
    account: AccountRow,
    session: SessionId,
    membership: Membership,
    state: web::Data<State>,
    permission: PhantomData<P>,
}

impl<P: Permission> Caller<P> {
    async fn load(request: HttpRequest) -> Result<Self, Problem> {
        let account = Account::load(request.clone()).await?;
        let slug = request.match_info().get("org").unwrap_or_default();
        if !slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err(Problem::NotFound);
        }
        let membership = account.memberships(Some(slug)).await?.pop().ok_or(Problem::NotFound)?;
        tracing::Span::current().record("org.id", tracing::field::display(membership.tenancy().org()));
        if membership.reach(P::ACTION) == Reach::None {
            return Err(Problem::Forbidden);
        }
        Ok(Self {
            store: account.state.store().clone(),
            session: account.signed_in.session,
            account: account.signed_in.account,
            membership,
            state: account.state,
            permission: PhantomData,
        })
    }

    /// How far the permission reaches.
    pub(crate) fn reach(&self) -> Reach {
        self.membership.reach(P::ACTION)
    }
}

impl<P> Caller<P> {
    /// How far another action would reach.
    pub(crate) fn reach_of(&self, action: Action) -> Reach {
        self.membership.reach(action)
    }

    pub(crate) fn membership(&self) -> &Membership {
        &self.membership
    }

    pub(crate) fn account(&self) -> &AccountRow {
        &self.account
    }

    pub(crate) const fn session(&self) -> SessionId {
        self.session
    }

    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    /// Opens the organisation for reading.
    pub(crate) async fn read(&self) -> Result<OrgRead, Problem> {
        Ok(self.store.read(&self.membership).await?)
    }

    /// Opens the organisation for a change.
    pub(crate) async fn write(&self) -> Result<OrgTx, Problem> {
        Ok(self.store.write(&self.membership).await?)
    }
}

impl<P: Permission> FromRequest for Caller<P> {
    type Error = Problem;
    type Future = Loading<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::load(request.clone()))
    }
}
