//! Cross-site requests change nothing: a browser says where a request comes from, and a cookie counts only
//! when it says "from here". What reads like an id and is an address of its own is told apart before, too.

use crate::known::Known;
use crate::problem::Problem;
use crate::state::State;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{COOKIE, HeaderMap, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use url::Url;

pub(crate) async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let known = request.app_data::<web::Data<Known>>();
    let method = request.method().as_str();
    if let Some(refusal) = known.and_then(|known| known.masked_refusal(method, request.path())) {
        return Err(refusal.into());
    }
    let state = request.app_data::<web::Data<State>>().cloned();
    let safe = request.method().is_safe();
    let fine = safe || state.is_some_and(|state| is_from_here(request.headers(), &state.api.public_url));
    if fine { next.call(request).await } else { Err(Problem::ForeignOrigin.into()) }
}

fn is_from_here(headers: &HeaderMap, public: &Url) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default().to_owned());
    if let Some(origin) = text(ORIGIN.as_str())
        && origin != public.origin().ascii_serialization()
    {
        return false;
    }
    match (text("sec-fetch-site").as_deref(), headers.contains_key(ORIGIN)) {
        (Some("same-origin" | "none"), _) | (None, true) => true,
        (Some(_), _) => false,
        // No browser of today: fine without a cookie to misuse.
        (None, false) => !headers.contains_key(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_from_here(&headers, &Url::parse("https://aims.example").unwrap())
    }

    #[test]
    fn only_the_own_site_changes_anything_with_a_cookie() {
        assert!(allowed(&[("sec-fetch-site", "same-origin"), ("cookie", "x=y")]));
        assert!(allowed(&[("origin", "https://aims.example"), ("cookie", "x=y")]));
        assert!(allowed(&[]), "a program without cookies");
        for forged in [
            &[("sec-fetch-site", "cross-site"), ("cookie", "x=y")][..],
            &[("sec-fetch-site", "same-site"), ("cookie", "x=y")],
            &[("origin", "https://evil.example"), ("cookie", "x=y")],
            &[("origin", "null"), ("cookie", "x=y")],
            &[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")],
            &[("cookie", "x=y")],
        ] {
            assert!(!allowed(forged), "{forged:?}");
        }
    }
}
