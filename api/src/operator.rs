//! Who calls the operators' console: signed in, and made an operator at the command line. For everybody else there is
//! nothing here.

use crate::caller::Account;
use crate::problem::Problem;
use crate::state::State;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use domain::id::OrgId;
use std::future::Future;
use std::pin::Pin;
use store::{Operator, OperatorTx, OrgRead, OrgTx};

/// Somebody who runs the installation.
pub(crate) struct OperatorCaller {
    pub(crate) operator: Operator,
    pub(crate) state: web::Data<State>,
}

impl OperatorCaller {
    async fn load(request: HttpRequest) -> Result<Self, Problem> {
        let account = Account::extract(&request).await?;
        let door = account.state.store().account_read(Some(account.signed_in.account.id)).await?;
        let operator = door.operator().await?;
        door.commit().await?;
        Ok(Self { operator: operator.ok_or(Problem::NotFound)?, state: account.state })
    }

    /// Opens the operators' door.
    pub(crate) async fn operate(&self) -> Result<OperatorTx, Problem> {
        Ok(self.state.store().operate(self.operator).await?)
    }

    /// Opens an organisation to count what it uses.
    pub(crate) async fn read(&self, org: OrgId) -> Result<OrgRead, Problem> {
        Ok(self.state.store().read_operated(self.operator, org).await?)
    }

    /// Opens an organisation for a step.
    pub(crate) async fn write(&self, org: OrgId) -> Result<OrgTx, Problem> {
        Ok(self.state.store().write_operated(self.operator, org).await?)
    }
}

impl FromRequest for OperatorCaller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::load(request.clone()))
    }
}
