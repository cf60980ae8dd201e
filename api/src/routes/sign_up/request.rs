//! Asks for the link that proves the address.

use crate::extract::Body;
use crate::problem::{FieldProblem, Problem};
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::organisation::{Founding, FoundingRefused};
use domain::text::{Address, name};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// What somebody says who signs up. The password is chosen behind the mailed link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignUp {
    /// The address to prove.
    address: String,
    /// The person's name.
    name: String,
    /// The organisation's name.
    organisation_name: String,
    /// The organisation's IANA time zone.
    zone: String,
    /// ISO 3166-1 alpha-2.
    country: String,
}

impl SignUp {
    fn parse(&self) -> Result<(Address, String, Founding), Problem> {
        let mut errors = Vec::new();
        let mut refuse = |pointer: &str, why: domain::text::TextRefused| {
            errors.push(FieldProblem::new(pointer, why.code(), why.to_string()));
        };
        let address = Address::parse(&self.address).map_err(|why| refuse("/address", why)).ok();
        let name = name(&self.name, 120).map_err(|why| refuse("/name", why)).ok();
        let founding = Founding::parse(&self.organisation_name, &self.zone, &self.country)
            .map_err(|refused| {
                for why in refused {
                    errors.push(match why {
                        FoundingRefused::Name(why) => {
                            FieldProblem::new("/organisation_name", why.code(), why.to_string())
                        }
                        FoundingRefused::Zone => FieldProblem::new("/zone", "unknown", "is not a time zone"),
                        FoundingRefused::Country => {
                            FieldProblem::new("/country", "unknown", "is not a country's two letters")
                        }
                    });
                }
            })
            .ok();
        match (address, name, founding) {
            (Some(address), Some(name), Some(founding)) => Ok((address, name, founding)),
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Sign up. The answer is the same whether or not the address has an account.
#[utoipa::path(tag = "identity", operation_id = "sign_up", request_body = SignUp, responses((status = 202), (status = 429)))]
#[post("/sign-up")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: Body<SignUp>) -> Answer {
    let (address, name, founding) = body.value.parse()?;
    state.throttle(Attempt::Mail, &request, address.as_str()).await?;
    let door = state.store().anybody().await?;
    door.request_sign_up(&address, &name, &founding).await?;
    door.commit().await?;
    Ok(HttpResponse::Accepted().json(json!({})))
}
