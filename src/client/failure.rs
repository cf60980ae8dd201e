//! Why a command came to nothing, with the exit code that scripts go by.

use serde_json::Value;
use std::process::ExitCode;

/// Why a command came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ClientFailure {
    /// Nobody is signed in here.
    #[error(
        "no token is kept here. Make one on the settings page of your organisation, then run: aims login --url ADDRESS"
    )]
    SignedOut,
    /// The server does not take the token.
    #[error(
        "{0}. Make another token on the settings page of your organisation, then run: aims login --url ADDRESS"
    )]
    TokenRefused(String),
    /// There is no such thing, or the token may not see it.
    #[error("{0}")]
    NotFound(String),
    /// The server was not reached or did not answer in time.
    #[error(
        "the server was not reached: {0}. Look whether the address is right and the server is up, and try again"
    )]
    Unreachable(String),
    /// The server says no.
    #[error("{0}")]
    Refused(String),
    /// Something on this machine was in the way.
    #[error("{0}")]
    Here(String),
}

impl ClientFailure {
    /// 1 refused, 3 no token or one that is not taken, 4 not found, 5 not reached; 2 is for what cannot be understood.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Refused(_) | Self::Here(_) => 1,
            Self::SignedOut | Self::TokenRefused(_) => 3,
            Self::NotFound(_) => 4,
            Self::Unreachable(_) => 5,
        })
    }

    /// What a problem of the API means.
    pub(super) fn of_problem(status: u16, problem: &Value) -> Self {
        let detail = problem["detail"].as_str().unwrap_or("the server gave no reason").to_owned();
        let code = problem["code"].as_str().unwrap_or_default();
        let fields = problem["errors"].as_array().into_iter().flatten().map(|error| {
            let field = error["pointer"].as_str().unwrap_or_default().trim_start_matches('/');
            format!("\n  {field} {}", error["detail"].as_str().unwrap_or_default())
        });
        let fields: String = fields.collect();
        match (status, code) {
            (401, _) => Self::TokenRefused(detail),
            (404, _) => Self::NotFound("there is no such thing, or the token may not see it".to_owned()),
            (403, "token_read_only") => Self::Refused(format!("{detail}; make one that may change things")),
            (412, _) => Self::Refused("somebody else changed this in the meantime; try again".to_owned()),
            (429 | 503, _) => Self::Refused(format!("{detail}; wait a moment, then try again")),
            (500.., _) => Self::Refused(format!("the server failed ({status}); it was noted there")),
            _ => Self::Refused(format!("{detail}{fields}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_problem_says_what_is_wrong_with_which_field() {
        let problem = json!({ "code": "invalid_input", "detail": "some of what was sent cannot be used",
            "errors": [{ "pointer": "/title", "code": "blank", "detail": "must not be empty" }] });
        let said = ClientFailure::of_problem(422, &problem).to_string();
        assert_eq!(said, "some of what was sent cannot be used\n  title must not be empty");
    }
}
