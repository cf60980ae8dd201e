//! Where mail goes and where files lie.

use super::{Check, patiently};
use crate::settings::Settings;
use domain::id::{FileId, OrgId};
use integrations::files::FileKey;
use integrations::files::{Files, Place};
use integrations::mail::settings::{Delivery, Tls};
use integrations::mail::smtp::{Step, probe};
use store::{Randomness, SystemRandomness};

/// Goes to the mail server as if to send, and sends nothing.
pub(super) async fn mail(settings: &Settings) -> Check {
    let smtp = &settings.mail.smtp;
    if settings.mail.delivery == Delivery::Capture {
        return Check::ok("mail", format!("kept here, to be read at {}dev/mailbox", settings.public_url));
    }
    let server = format!("{}:{}", smtp.host, smtp.port);
    let Err(failure) = probe(&settings.mail).await else {
        let secured = match smtp.tls {
            Tls::Required => "STARTTLS",
            Tls::Implicit => "TLS",
            Tls::None => "no TLS",
        };
        let signed_in = if smtp.username.is_empty() { "without signing in" } else { "signed in" };
        return Check::ok("mail", format!("{server} takes mail, {secured}, {signed_in}"));
    };
    let (step, advice) = match failure.step {
        Step::Greeting => {
            ("did not greet us", "look whether mail.smtp.host and port are right and the server runs")
        }
        Step::Encryption => {
            ("did not change to TLS", "set mail.smtp.tls to what the server offers, by its certified name")
        }
        Step::SignIn => ("did not let us sign in", "look at mail.smtp.username and password"),
        Step::Answer => ("stopped answering", "ask whoever runs the server"),
    };
    Check::failed("mail", format!("{server} {step}: {}", failure.reason), advice)
}

/// Writes, reads and deletes a few bytes that are no organisation's.
pub(super) async fn files(settings: &Settings) -> Check {
    let (place, advice) = match settings.files.place {
        Place::Folder => {
            let folder = settings.files.folder_in(&settings.data_dir);
            (format!("the folder {}", folder.display()), "let the user that runs the program write there")
        }
        Place::S3 => (
            format!("the bucket {}", settings.files.s3.bucket),
            "look whether the bucket is there, and whether the key may put, get, list and delete in it",
        ),
    };
    let mut id = [0; 16];
    SystemRandomness.fill(&mut id);
    let key = FileKey { org: OrgId(uuid::Uuid::nil()), file: FileId(uuid::Uuid::from_bytes(id)) };
    let tried = patiently(async {
        let files = Files::open(&settings.files, &settings.data_dir).map_err(|error| error.to_string())?;
        files.probe(key).await.map_err(|failure| format!("{:#}", anyhow::Error::new(failure)))
    });
    match tried.await {
        Ok(()) => Check::ok("storage", format!("{place}: written, read and deleted")),
        Err(why) => Check::failed("storage", format!("{place}: {why}"), advice),
    }
}
