//! Calls from services outside. They bring no session: a signature over what they say, and nothing of it is believed
//! beyond where to look.

pub(crate) mod jira;
pub(crate) mod mail;
pub(crate) mod slack;

use crate::extract::whole;
use crate::problem::Problem;
use actix_web::{HttpRequest, web};

/// The largest call that is read.
const LARGEST: usize = 512 * 1_024;

/// What a call says, up to a limit.
async fn body(request: &HttpRequest, mut payload: web::Payload) -> Result<web::Bytes, Problem> {
    Ok(whole(&mut payload, LARGEST, request).await?.freeze())
}
