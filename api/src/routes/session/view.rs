//! What a signed-in browser is told about itself.

use crate::names::RoleName;
use crate::problem::Problem;
use crate::state::{Environment, State};
use domain::id::AccountId;
use serde::Serialize;
use store::Membership;
use utoipa::ToSchema;
use uuid::Uuid;

/// The account and its organisations.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    account: AccountView,
    organisations: Vec<MembershipView>,
    environment: Environment,
    /// Whether the account runs the installation.
    operator: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub(crate) struct AccountView {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) address: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Membership)]
pub(crate) struct MembershipView {
    slug: String,
    name: String,
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<&'static str>,
    /// Whether the organisation is suspended: then nothing of it is shown.
    suspended: bool,
}

impl SessionView {
    pub(crate) fn new(
        account: AccountView,
        memberships: &[Membership],
        environment: Environment,
        operator: bool,
    ) -> Self {
        let organisations = memberships
            .iter()
            .map(|one| MembershipView {
                slug: one.slug().to_owned(),
                name: one.organisation().to_owned(),
                suspended: one.suspended().is_some(),
                roles: one.roles().iter().map(|role| role.name()).collect(),
            })
            .collect();
        Self { account, organisations, environment, operator }
    }
}

/// The view of an account that signed in a moment ago.
pub(crate) async fn signed_in(state: &State, account: AccountId) -> Result<SessionView, Problem> {
    let door = state.store().account_read(Some(account)).await?;
    let row = door.account_row().await?;
    let memberships = door.memberships(None).await?;
    let operator = door.operator().await?.is_some();
    door.commit().await?;
    let account = AccountView { id: row.id.0, name: row.name, address: row.address };
    Ok(SessionView::new(account, &memberships, state.api.environment, operator))
}
