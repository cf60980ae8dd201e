//! What the handlers' signatures cannot say: the shape of headers, and every refusal that a request of its kind may meet.

use super::operations;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, RefOr, ResponseBuilder, Schema};

/// The forms of headers: one of `If-Match`, RFC 9110 §13.1.1; of a caller's key; of the protocol of uploads.
const FORMS: [(&str, &str); 4] = [
    ("If-Match", "^\"[0-9]{1,9}\"$"),
    ("Idempotency-Key", "^[!-~]{1,255}$"),
    ("Tus-Resumable", "^1\\.0\\.0$"),
    ("Upload-Metadata", "^filename [A-Za-z0-9+/]{4,400}={0,2}$"),
];

/// No file is larger, in bytes: 1 TiB.
const LARGEST: isize = 1 << 40;

/// Says of every header how it is written.
pub(super) fn headers(document: &mut OpenApi) {
    for (_, operation) in operations(document) {
        for parameter in operation.parameters.iter_mut().flatten() {
            let RefOr::T(parameter) = parameter else { continue };
            let form = FORMS.iter().find(|(name, _)| parameter.name == *name);
            if let Some((_, pattern)) = form {
                let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(*pattern));
                parameter.schema = Some(text.into());
            }
            if parameter.name.starts_with("Upload-") && form.is_none() {
                let size =
                    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(LARGEST));
                parameter.schema = Some(size.into());
            }
        }
    }
}

/// Adds the refusals that a request may meet before its handler looks at it, by what it carries.
pub(super) fn refusals(document: &mut OpenApi) {
    for (path, operation) in operations(document) {
        let mut expected: Vec<&str> = Vec::new();
        if path.contains("{org}") {
            expected.extend(["401", "403", "404", "429"]);
        }
        if has(operation, |one| one.name == "If-Match") {
            expected.extend(["400", "412", "428"]);
        }
        if has(operation, |one| one.parameter_in == ParameterIn::Header) {
            expected.push("400");
        }
        if has(operation, |one| one.parameter_in == ParameterIn::Query) {
            expected.extend(["400", "422"]);
        }
        if operation.request_body.is_some() {
            expected.extend(["400", "413", "415", "422"]);
        }
        let responses = &mut operation.responses.responses;
        for status in expected {
            responses.entry(status.to_owned()).or_insert_with(|| ResponseBuilder::new().build().into());
        }
    }
}

fn has(operation: &Operation, one: impl Fn(&Parameter) -> bool) -> bool {
    operation.parameters.iter().flatten().any(|each| matches!(each, RefOr::T(each) if one(each)))
}

/// A text of one of these forms.
pub(super) fn text(pattern: String) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).into()
}

/// A whole number between two.
pub(super) fn number(least: u32, most: u32) -> RefOr<Schema> {
    let number = ObjectBuilder::new().schema_type(Type::Integer);
    number.minimum(Some(least)).maximum(Some(most)).into()
}
