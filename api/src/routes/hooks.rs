//! Calls from services outside. They bring no session: a signature over what they say, and nothing of it is believed
//! beyond where to look.

pub(crate) mod jira;
pub(crate) mod slack;

use crate::problem::Problem;
use actix_web::web;
use futures::StreamExt;

/// The largest call that is read.
const LARGEST: usize = 512 * 1_024;

/// What a call says, up to a limit.
async fn body(mut payload: web::Payload) -> Result<web::Bytes, Problem> {
    let mut bytes = web::BytesMut::new();
    while let Some(part) = payload.next().await {
        let part = part.map_err(|error| Problem::Malformed(error.to_string()))?;
        if bytes.len() + part.len() > LARGEST {
            return Err(Problem::TooLarge);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes.freeze())
}
