//! The templates, embedded, and the engine that renders them.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::{Language, RenderRefused};

/// Names and texts of the files of one language.
macro_rules! embedded {
    ($language:literal: $($file:literal),* $(,)?) => {
        &[$((
            concat!($language, "/", $file),
            include_str!(concat!("../letters/", $language, "/", $file)),
        )),*]
    };
}

/// One line for each letter.
#[rustfmt::skip]
const EN: &[(&str, &str)] = embedded!("en":
    "layout.html", "phrases.jinja",
    "sign_up/subject.txt", "sign_up/body.txt", "sign_up/body.html",
    "account_exists/subject.txt", "account_exists/body.txt", "account_exists/body.html",
    "mail_test/subject.txt", "mail_test/body.txt", "mail_test/body.html",
    "training_link/subject.txt", "training_link/body.txt", "training_link/body.html",
    "password_reset/subject.txt", "password_reset/body.txt", "password_reset/body.html",
    "password_changed/subject.txt", "password_changed/body.txt", "password_changed/body.html",
    "connection_lost/subject.txt", "connection_lost/body.txt", "connection_lost/body.html",
    "endpoint_disabled/subject.txt", "endpoint_disabled/body.txt", "endpoint_disabled/body.html",
    "notice/subject.txt", "notice/body.txt", "notice/body.html",
    "organisation_closing/subject.txt", "organisation_closing/body.txt", "organisation_closing/body.html",
    "digest/subject.txt", "digest/body.txt", "digest/body.html",
    "address_died/subject.txt", "address_died/body.txt", "address_died/body.html",
    "channel_degraded/subject.txt", "channel_degraded/body.txt", "channel_degraded/body.html",
    "invitation/subject.txt", "invitation/body.txt", "invitation/body.html",
    "reminder/subject.txt", "reminder/body.txt", "reminder/body.html",
);

static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // With it, errors would quote the values of the letter.
    environment.set_debug(false);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    for (name, text) in EN {
        environment.add_template(name, text)?;
    }
    Ok(environment)
});

/// Renders one file of a letter.
pub(super) fn render(
    language: Language,
    letter: &str,
    file: &str,
    values: impl Serialize,
) -> Result<String, RenderRefused> {
    let name = format!("{}/{letter}/{file}", language.as_str());
    let refused = |error: &Error| RenderRefused::Template { template: name.clone(), reason: reason(error) };
    let environment = ENVIRONMENT.as_ref().map_err(refused)?;
    let template = environment.get_template(&name).map_err(|error| refused(&error))?;
    let text = template.render(Serde(values)).map_err(|error| refused(&error))?;
    Ok(text.trim().to_owned())
}

/// Kind and line only: the detail of an error may quote a value.
fn reason(error: &Error) -> String {
    let place = error.name().unwrap_or("a template");
    match error.line() {
        Some(line) => format!("{} ({place}, line {line})", error.kind()),
        None => format!("{} ({place})", error.kind()),
    }
}
