//! The session's cookie: `__Host-` with `Secure` wherever there is TLS; without both only on loopback.

use crate::state::State;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use store::NewSession;

const SECURE: &str = "__Host-aims";
const PLAIN: &str = "aims";

fn name(state: &State) -> &'static str {
    if state.is_plain_loopback() { PLAIN } else { SECURE }
}

/// The token that a request came with.
pub(crate) fn token(state: &State, request: &HttpRequest) -> Option<String> {
    request.cookie(name(state)).map(|cookie| cookie.value().to_owned())
}

pub(crate) fn of(state: &State, session: &NewSession) -> Cookie<'static> {
    let lasts = session.expires_at - state.store().clock().machine();
    build(state, session.token.clone(), Duration::seconds(lasts.num_seconds()))
}

pub(crate) fn gone(state: &State) -> Cookie<'static> {
    build(state, String::new(), Duration::ZERO)
}

fn build(state: &State, value: String, lasts: Duration) -> Cookie<'static> {
    Cookie::build(name(state), value)
        .path("/")
        .http_only(true)
        .secure(!state.is_plain_loopback())
        .same_site(SameSite::Lax)
        .max_age(lasts)
        .finish()
}
