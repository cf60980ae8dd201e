//! Who calls, known before a handler's first line: signed in, a member of the organisation in the URL, allowed.

use crate::cookie;
use crate::limits::Asking;
use crate::problem::Problem;
use crate::state::State;
use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use domain::access::{Action, Reach, reach};
use domain::id::SessionId;
use domain::token::Scope;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use store::{AccountRow, Holder, Membership, OrgRead, OrgTx, SignedIn, Store, TokenRefused};
use uuid::Uuid;

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
    CloseOrganisation,
    AdoptStandard,
    ReadPeople,
    ManagePeople,
    ErasePerson,
    ExportPerson,
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
    ReadTrail,
    ReadConnections,
    ManageConnections,
    ShareTask,
    ReviseSettings,
    UseTokens,
    ManageServices,
    ReadReviews,
    ManageReviews,
    HoldReview,
    ReadCertification,
    ManageCertification,
    ReadFindings,
    AnswerFinding,
    ManageFindings,
    ReadTraining,
    ManageTraining,
    TakeTraining,
);

/// A signed-in account, whichever organisation it belongs to.
pub(crate) struct Account {
    pub(crate) signed_in: SignedIn,
    pub(crate) state: web::Data<State>,
}

impl Account {
    async fn load(request: HttpRequest) -> Result<Self, Problem> {
        let state = request.app_data::<web::Data<State>>().cloned().ok_or(Problem::Internal)?;
        let (signed_in, _) = signed_in(&state, &request, None).await?;
        Ok(Self { signed_in, state })
    }

    /// The organisations of the account.
    pub(crate) async fn memberships(&self) -> Result<Vec<Membership>, Problem> {
        let door = self.state.store().account_read(Some(self.signed_in.account.id)).await?;
        let memberships = door.memberships(None).await?;
        door.commit().await?;
        Ok(memberships)
    }
}

/// Whoever signed in, and their membership in the organisation of `slug`, where one is asked for and they have it.
async fn signed_in(
    state: &State,
    request: &HttpRequest,
    slug: Option<&str>,
) -> Result<(SignedIn, Option<Membership>), Problem> {
    let token = cookie::token(state, request).ok_or(Problem::SignedOut)?;
    let mut door = state.store().account_read(None).await?;
    let signed_in = door.signed_in(&token).await?;
    // No organisation is called by anything else, so nothing else is looked for.
    let slug =
        slug.filter(|slug| slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    let membership = match (&signed_in, slug) {
        (Some(_), Some(slug)) => door.memberships(Some(slug)).await?.pop(),
        _ => None,
    };
    door.commit().await?;
    let signed_in = signed_in.ok_or(Problem::SignedOut)?;
    state.limit(request, Asking::Account(signed_in.account.id.0)).await?;
    Ok((signed_in, membership))
}

type Loading<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl FromRequest for Account {
    type Error = Problem;
    type Future = Loading<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::load(request.clone()))
    }
}

/// The token that a request came with. Other schemes are somebody else's, such as a proxy's before us.
fn bearer(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Whoever came with a token; none where the request has none.
pub(crate) async fn holder(state: &State, request: &HttpRequest) -> Result<Option<Holder>, Problem> {
    let Some(token) = bearer(request) else { return Ok(None) };
    let holder = state.store().holder_of(token).await?.map_err(|refused| match refused {
        TokenRefused::Unknown => Problem::TokenInvalid,
        TokenRefused::Revoked => Problem::TokenRevoked,
        TokenRefused::Expired => Problem::TokenExpired,
    })?;
    state.limit(request, Asking::Token(holder.token.0)).await?;
    Ok(Some(holder))
}

/// A holder in their token's own organisation, which has to be the one in the URL, within what the token allows.
async fn admitted(
    state: &State,
    request: &HttpRequest,
    holder: Holder,
    slug: &str,
) -> Result<Membership, Problem> {
    if holder.membership.slug() != slug {
        return Err(Problem::NotFound);
    }
    let only_reads = holder.membership.grant().is_some_and(|grant| grant.scope == Scope::Read);
    if only_reads && !request.method().is_safe() {
        return Err(Problem::TokenReadOnly);
    }
    noted(state, &holder).await;
    Ok(holder.membership)
}

/// Whoever subscribed to a calendar by this token. One that is not for that, or works no more, is like one that never was.
pub(crate) async fn subscriber(
    state: &State,
    request: &HttpRequest,
    token: &str,
) -> Result<Membership, Problem> {
    let holder = state.store().holder_of(token).await?.map_err(|_| Problem::NotFound)?;
    if holder.membership.grant().is_none_or(|grant| grant.scope != Scope::Calendar) {
        return Err(Problem::NotFound);
    }
    state.limit(request, Asking::Token(holder.token.0)).await?;
    if holder.membership.suspended().is_some() || holder.membership.closing().is_some() {
        return Err(Problem::NotFound);
    }
    noted(state, &holder).await;
    Ok(holder.membership)
}

/// Notes the use of a token. Nobody waits in vain for that.
async fn noted(state: &State, holder: &Holder) {
    if holder.is_to_be_noted
        && let Err(error) = note(state.store(), holder).await
    {
        tracing::warn!(%error, token.id = %holder.token, "the use of a token could not be noted");
    }
}

async fn note(store: &Store, holder: &Holder) -> store::Result<()> {
    let org = store.write(&holder.membership).await?;
    org.note_token_used(holder.token).await?;
    org.commit().await.map(drop)
}

/// A member of the organisation in the URL who may do `P`, at least with what is their own.
pub(crate) struct Caller<P> {
    store: Store,
    /// Who signed in; none who came with a token.
    signed_in: Option<(AccountRow, SessionId)>,
    membership: Membership,
    state: web::Data<State>,
    permission: PhantomData<P>,
}

impl<P: Permission> Caller<P> {
    async fn load(request: HttpRequest) -> Result<Self, Problem> {
        let slug = request.match_info().get("org").unwrap_or_default();
        let state = request.app_data::<web::Data<State>>().cloned().ok_or(Problem::Internal)?;
        let (signed_in, membership) = match holder(&state, &request).await? {
            Some(holder) => (None, admitted(&state, &request, holder, slug).await?),
            None => {
                let (signed_in, membership) = signed_in(&state, &request, Some(slug)).await?;
                (Some((signed_in.account, signed_in.session)), membership.ok_or(Problem::NotFound)?)
            }
        };
        let org = membership.tenancy().org();
        state.limit(&request, Asking::Organisation(org.0)).await?;
        tracing::Span::current().record("org.id", tracing::field::display(org));
        if let Some(why) = membership.suspended() {
            return Err(Problem::Suspended { why: why.to_owned() });
        }
        if let Some(due) = membership.closing().filter(|_| P::ACTION != Action::CloseOrganisation) {
            let on = domain::calendar::local_date(due, membership.tenancy().zone());
            let yours = membership.reach(Action::CloseOrganisation) != Reach::None;
            return Err(Problem::Closing { on, yours });
        }
        if membership.reach(P::ACTION) == Reach::None {
            let within_roles = reach(membership.roles(), P::ACTION) != Reach::None;
            return Err(if within_roles { Problem::TokenOutOfReach } else { Problem::Forbidden });
        }
        let store = state.store().clone();
        Ok(Self { store, signed_in, membership, state, permission: PhantomData })
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

    /// What the caller is called.
    pub(crate) fn name(&self) -> &str {
        self.signed_in.as_ref().map_or(self.membership.name(), |(account, _)| &account.name)
    }

    /// Whose share of what there is for all this takes: the account's, or that of whom a token stands for.
    pub(crate) fn whose(&self) -> Uuid {
        self.signed_in.as_ref().map_or(self.membership.person().0, |(account, _)| account.id.0)
    }

    /// The session of a caller who signed in.
    pub(crate) fn session(&self) -> Result<SessionId, Problem> {
        self.signed_in.as_ref().map(|(_, session)| *session).ok_or(Problem::TokenOutOfReach)
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
