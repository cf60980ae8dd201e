//! How the store's errors are told to a caller.

use super::Problem;
use store::{Error, Refused};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Stale { current } => Self::StaleVersion { current },
            Error::Refused(Refused::NotYours) => Self::Forbidden,
            Error::Refused(refused) => Self::Refused { reason: refused.code(), detail: refused.to_string() },
            Error::Invalid { field, code } => Self::field(&field, code, words(code)),
            Error::KeyReused => Self::IdempotencyKeyReused,
            Error::Unavailable(cause) => {
                tracing::warn!(error = %cause, "the database is not available");
                Self::Unavailable
            }
            Error::NoRoom(cause) => {
                tracing::error!(error = %cause, "there is no room left where the database lies");
                Self::NoRoom
            }
            Error::Database(cause) => {
                tracing::error!(error = %cause, "database error");
                Self::Internal
            }
            Error::Unreadable { what } => {
                tracing::error!(what, "a stored value cannot be read");
                Self::Internal
            }
        }
    }
}

fn words(code: &'static str) -> &'static str {
    match code {
        "unknown" => "is not known here",
        "out_of_range" => "must lie between 1 and 100",
        "unlikely_date" => "must be a day from 2000 to 2200",
        "has_passed" => "must be today or later",
        "too_far" => "must be a day within the next 30 days",
        "ends_too_early" => "an owner's role has no last day, and others end today or later",
        "too_long" => "is too long",
        "not_an_id" => "is not an id",
        "not_true_or_false" => "must be true or false",
        "not_true" => "can only be true",
        "no_such_limit" => "is no limit that can be set",
        "taken" => "is the name of another one",
        "too_many" => "there are as many as there may be",
        "cannot_see" => "calls somebody who may not see this",
        "no_such_person" => "there is no such person in this organisation",
        "cannot_review" => "has no role that lets them review",
        "no_such_upload" => "is no file that has arrived here",
        "not_arrived" => "has not arrived as a whole yet",
        "fixed" => "cannot be turned off or put together",
        "not_offered" => "does not have that rhythm",
        "no_such_time" => "must be an hour from 0 to 23, on a day from 1 (Monday) to 5",
        "not_for_services" => "is a role that runs the organisation, which no program has",
        "circle" => "would make somebody answer to themselves",
        "no_such_control" => "there is no such requirement or control in this organisation",
        other => other,
    }
}
