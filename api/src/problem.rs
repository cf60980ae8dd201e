//! The only error a handler returns: RFC 9457 with a stable `code`. A 5xx never shows its cause.

mod from_store;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What went wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// JSON pointer of the field, or the parameter's name.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// The same for people.
    pub detail: String,
}

impl FieldProblem {
    pub(crate) fn new(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}

/// Why a request was not done. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// No session, or one that ended.
    #[error("sign in first")]
    SignedOut,
    /// Address or password is wrong; which, is not said.
    #[error("address or password is wrong")]
    SignInFailed,
    /// The caller's roles do not allow it.
    #[error("your roles do not allow this")]
    Forbidden,
    /// Whoever runs the installation suspended the organisation.
    #[error("this organisation is suspended: {why}")]
    Suspended {
        /// Why, in the operator's words.
        why: String,
    },
    /// An owner asked for the organisation to be deleted.
    #[error("this organisation is closed and will be deleted on {on}; its owners can take that back")]
    Closing {
        /// On which day.
        on: chrono::NaiveDate,
        /// Whether the caller can take it back.
        yours: bool,
    },
    /// A token that is none, or whose holder left.
    #[error("this token is not valid here")]
    TokenInvalid,
    /// A token whose time is over.
    #[error("this token has expired; make another")]
    TokenExpired,
    /// A token that was revoked.
    #[error("this token was revoked")]
    TokenRevoked,
    /// A token that only reads, on a change.
    #[error("this token only reads")]
    TokenReadOnly,
    /// A token on something that it was not made for, or that no token may do.
    #[error("this token does not reach that far")]
    TokenOutOfReach,
    /// The request comes from another site.
    #[error("the request comes from another site")]
    ForeignOrigin,
    /// There is no such thing, or it is not the caller's to see.
    #[error("there is nothing here")]
    NotFound,
    /// The path knows no such method.
    #[error("this address does not take this method")]
    MethodNotAllowed {
        /// The methods that it takes, as `Allow` lists them.
        allowed: String,
    },
    /// The body, a header or a parameter cannot be read.
    #[error("the request cannot be read: {0}")]
    Malformed(String),
    /// Fields that cannot be.
    #[error("some of what was sent cannot be used")]
    InvalidInput(Vec<FieldProblem>),
    /// A change without `If-Match`.
    #[error("say which version you changed, with If-Match")]
    VersionRequired,
    /// Somebody else changed it in the meantime.
    #[error("somebody else changed this in the meantime")]
    StaleVersion {
        /// The version it has now.
        current: i32,
    },
    /// A rule says no.
    #[error("{detail}")]
    Refused {
        /// Stable code of the rule.
        reason: &'static str,
        /// The same for people.
        detail: String,
    },
    /// A request that did not arrive in time.
    #[error("the request did not arrive in time")]
    RequestTimeout,
    /// Too much to do at once.
    #[error("there is too much to do at the moment; try again shortly")]
    Busy,
    /// A mailed link that is unknown, expired or used.
    #[error("this link is no longer valid")]
    LinkInvalid,
    /// Too many attempts.
    #[error("too many attempts; try again in {seconds} seconds")]
    TooManyAttempts {
        /// Seconds to wait.
        seconds: u64,
    },
    /// Too many requests of somebody who is known.
    #[error("too many requests within a minute; go on in {seconds} seconds")]
    TooManyRequests {
        /// Seconds to wait.
        seconds: u64,
    },
    /// The body is too large.
    #[error("the request is too large")]
    TooLarge,
    /// The body is no table.
    #[error("send a CSV file or an Excel workbook (.xlsx)")]
    NotATable,
    /// The body is no JSON.
    #[error("send application/json")]
    UnsupportedMediaType,
    /// The same key came with another request.
    #[error("this Idempotency-Key was used for another request")]
    IdempotencyKeyReused,
    /// A service outside did not do its part.
    #[error("{detail}")]
    ServiceFailed {
        /// Stable code of what was in the way.
        reason: &'static str,
        /// The same for people.
        detail: String,
    },
    /// The database is away.
    #[error("the service is not available for the moment; nothing was lost")]
    Unavailable,
    /// The disk is full.
    #[error("there is no room left to keep anything; nothing of this was kept")]
    NoRoom,
    /// Our fault.
    #[error("something went wrong here; it was noted")]
    Internal,
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::SignInFailed => "sign_in_failed",
            Self::Forbidden => "forbidden",
            Self::Suspended { .. } => "organisation_suspended",
            Self::Closing { .. } => "organisation_closing",
            Self::TokenInvalid => "token_invalid",
            Self::TokenExpired => "token_expired",
            Self::TokenRevoked => "token_revoked",
            Self::TokenReadOnly => "token_read_only",
            Self::TokenOutOfReach => "token_out_of_reach",
            Self::ForeignOrigin => "foreign_origin",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed { .. } => "method_not_allowed",
            Self::Malformed(_) => "malformed",
            Self::InvalidInput(_) => "invalid_input",
            Self::VersionRequired => "version_required",
            Self::StaleVersion { .. } => "stale_version",
            Self::Refused { .. } => "refused",
            Self::LinkInvalid => "link_invalid",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::RequestTimeout => "request_timeout",
            Self::Busy => "busy",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::NotATable => "not_a_table",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::ServiceFailed { .. } => "service_failed",
            Self::Unavailable => "unavailable",
            Self::NoRoom => "no_room",
            Self::Internal => "internal",
        }
    }

    pub(crate) fn field(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::InvalidInput(vec![FieldProblem::new(pointer, code, detail)])
    }

    fn params(&self) -> Value {
        match self {
            Self::StaleVersion { current } => json!({ "current": current }),
            Self::Refused { reason, .. } | Self::ServiceFailed { reason, .. } => json!({ "reason": reason }),
            Self::Suspended { why } => json!({ "why": why }),
            Self::Closing { on, yours } => json!({ "on": on, "yours": yours }),
            Self::TooManyAttempts { seconds } | Self::TooManyRequests { seconds } => {
                json!({ "seconds": seconds })
            }
            _ => json!({}),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignedOut
            | Self::SignInFailed
            | Self::TokenInvalid
            | Self::TokenExpired
            | Self::TokenRevoked => StatusCode::UNAUTHORIZED,
            Self::Forbidden
            | Self::Suspended { .. }
            | Self::Closing { .. }
            | Self::ForeignOrigin
            | Self::TokenReadOnly
            | Self::TokenOutOfReach => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::InvalidInput(_) | Self::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::StaleVersion { .. } => StatusCode::PRECONDITION_FAILED,
            Self::Refused { .. } => StatusCode::CONFLICT,
            Self::LinkInvalid => StatusCode::GONE,
            Self::TooManyAttempts { .. } | Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType | Self::NotATable => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ServiceFailed { .. } => StatusCode::BAD_GATEWAY,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        let mut response = HttpResponse::build(status);
        response.content_type("application/problem+json");
        match self {
            Self::TooManyAttempts { seconds } | Self::TooManyRequests { seconds } => {
                response.insert_header((RETRY_AFTER, seconds.to_string()));
            }
            Self::Unavailable | Self::Busy => {
                response.insert_header((RETRY_AFTER, "2"));
            }
            Self::TokenInvalid | Self::TokenExpired | Self::TokenRevoked => {
                response.insert_header((WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
            }
            Self::MethodNotAllowed { allowed } => {
                response.insert_header((ALLOW, allowed.as_str()));
            }
            Self::StaleVersion { current } => {
                response.insert_header((ETAG, format!("\"{current}\"")));
            }
            _ => {}
        }
        let errors: &[FieldProblem] = if let Self::InvalidInput(errors) = self { errors } else { &[] };
        response.json(json!({
            "type": format!("urn:openaims:problem:{}", self.code()),
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
            "code": self.code(),
            "detail": self.to_string(),
            "errors": errors,
            "params": self.params(),
            "request_id": crate::request_id::current(),
        }))
    }
}

/// The form of every problem in the API document.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemView {
    /// A name for the kind of problem.
    r#type: String,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// Stable code.
    code: String,
    /// The same for people.
    detail: String,
    /// What is wrong with which field.
    errors: Vec<FieldProblem>,
    /// What the code speaks of: `reason`, `current`, `seconds`.
    params: Value,
    /// The request, for whoever looks into the log.
    request_id: Option<uuid::Uuid>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;

    fn every_problem() -> Vec<Problem> {
        vec![
            Problem::SignedOut,
            Problem::SignInFailed,
            Problem::Forbidden,
            Problem::Suspended { why: "the invoice of May is open".into() },
            Problem::Closing { on: chrono::NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(), yours: true },
            Problem::TokenInvalid,
            Problem::TokenExpired,
            Problem::TokenRevoked,
            Problem::TokenReadOnly,
            Problem::TokenOutOfReach,
            Problem::ForeignOrigin,
            Problem::NotFound,
            Problem::MethodNotAllowed { allowed: "GET, HEAD".into() },
            Problem::Malformed("no JSON".into()),
            Problem::field("/title", "required", "is needed"),
            Problem::VersionRequired,
            Problem::StaleVersion { current: 7 },
            Problem::Refused {
                reason: "wrong_state",
                detail: "the task's state does not allow this step".into(),
            },
            Problem::LinkInvalid,
            Problem::TooManyAttempts { seconds: 9 },
            Problem::TooManyRequests { seconds: 9 },
            Problem::RequestTimeout,
            Problem::Busy,
            Problem::TooLarge,
            Problem::UnsupportedMediaType,
            Problem::NotATable,
            Problem::IdempotencyKeyReused,
            Problem::ServiceFailed { reason: "busy", detail: "Jira asks to wait 9 seconds".into() },
            Problem::Unavailable,
            Problem::NoRoom,
            Problem::Internal,
        ]
    }

    #[actix_web::test]
    async fn every_problem_has_a_code_of_its_own_and_says_it_in_json() {
        let mut codes = std::collections::BTreeSet::new();
        for problem in every_problem() {
            assert!(codes.insert(problem.code()), "{} twice", problem.code());
            let response = problem.error_response();
            assert_eq!(response.headers().get("content-type").unwrap(), "application/problem+json");
            let body: Value = serde_json::from_slice(&to_bytes(response.into_body()).await.unwrap()).unwrap();
            assert_eq!(
                (&body["code"], &body["status"]),
                (&json!(problem.code()), &json!(problem.status_code().as_u16()))
            );
            assert!(!body["detail"].as_str().unwrap().is_empty());
        }
    }

    #[test]
    fn a_cause_is_never_shown() {
        let cause = store::Error::Unreadable { what: "secret column" };
        assert!(!Problem::from(cause).to_string().contains("secret"));
    }
}
