//! One message over one connection, with the stage at which it was interrupted.

use std::{
    error::Error as _,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use lettre::transport::smtp::{
    Error,
    client::AsyncSmtpConnection,
    commands::{Data, Mail, Rcpt, Rset},
    extension::{Extension, MailParameter},
    response::{Response, Severity},
};

use super::{Composed, SendFailure, Sent, connect::within};
use crate::mail::failure::{clean, pause_in};

/// Bodies are written in pieces, so that it is known whether the end was reached.
const PIECE: usize = 16 * 1024;

/// Codes that are about our sign-in rather than about the message.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// How far the conversation was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connection, greeting, TLS, sign-in.
    Opening,
    /// `MAIL FROM`, the first command of a message.
    Sender,
    /// `RCPT TO` and `DATA`.
    Addressed,
    /// The text itself, without its end.
    Text,
    /// Everything was written; the server has the message in its hands.
    Answer,
}

/// Why the conversation ended early.
#[derive(Debug)]
pub(super) struct Interrupted {
    stage: Stage,
    cause: Cause,
    reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The server said no, with this code.
    Answer(u16),
    /// Nothing sensible was heard from the server.
    Silence,
    /// We did not even ask.
    Ours,
}

impl Interrupted {
    /// Nothing sensible was heard from the server.
    pub(super) fn lost(stage: Stage, reason: &str) -> Self {
        Self { stage, cause: Cause::Silence, reason: reason.to_owned() }
    }

    pub(super) fn from_error(stage: Stage, error: &Error) -> Self {
        match error.status() {
            // The source of a negative answer is the text of the server.
            Some(code) => {
                let said = error.source().map(ToString::to_string).unwrap_or_default();
                Self { stage, cause: Cause::Answer(code.into()), reason: said }
            }
            None => Self::lost(stage, &error.to_string()),
        }
    }

    /// An idle connection that the server has closed in the meantime; no message was begun on it.
    pub(super) fn is_stale_connection(&self) -> bool {
        self.stage == Stage::Sender && matches!(self.cause, Cause::Silence | Cause::Answer(421))
    }

    /// The server answered and goes on listening.
    pub(super) fn connection_is_usable(&self) -> bool {
        self.stage != Stage::Opening && !matches!(self.cause, Cause::Silence | Cause::Answer(421))
    }

    /// What it means for the message.
    pub(super) fn into_failure(self, recipient: &str) -> SendFailure {
        let said = clean(&self.reason, recipient);
        match self.cause {
            Cause::Ours => SendFailure::ours(&said),
            Cause::Silence if self.stage == Stage::Answer => SendFailure::Ambiguous { reason: said },
            Cause::Silence => SendFailure::Later { reason: said, retry_after: None },
            Cause::Answer(code) => {
                let about_message = self.stage != Stage::Opening && !SIGN_IN_CODES.contains(&code);
                let reason = format!("{code} {said}");
                if code >= 500 && about_message {
                    SendFailure::Refused { code: Some(code), reason }
                } else {
                    SendFailure::Later { retry_after: pause_in(&reason), reason }
                }
            }
        }
    }
}

/// Hands one message over.
pub(super) async fn deliver(
    connection: &mut AsyncSmtpConnection,
    mail: &Composed,
    limit: Duration,
) -> Result<Sent, Interrupted> {
    let mut parameters = Vec::new();
    if !mail.from.to_string().is_ascii() || !mail.to.to_string().is_ascii() {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            let reason = "the server takes no addresses with letters outside ASCII".to_owned();
            return Err(Interrupted { stage: Stage::Addressed, cause: Cause::Ours, reason });
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let from = Mail::new(Some(mail.from.clone()), parameters);
    within(limit, Stage::Sender, connection.command(from)).await?;
    let to = Rcpt::new(mail.to.clone(), Vec::new());
    within(limit, Stage::Addressed, connection.command(to)).await?;
    within(limit, Stage::Addressed, connection.command(Data)).await?;
    write_text(connection, &mail.bytes, limit).await
}

/// Writes the text and waits for the answer. lettre asks for the next piece only when the one before is
/// written, so a piece that was never asked for says that the end was not reached.
async fn write_text(
    connection: &mut AsyncSmtpConnection,
    bytes: &[u8],
    limit: Duration,
) -> Result<Sent, Interrupted> {
    let written = AtomicBool::new(false);
    let mut pieces = bytes.chunks(PIECE);
    let pieces = std::iter::from_fn(|| {
        let piece = pieces.next();
        written.store(piece.is_none(), Ordering::Relaxed);
        piece
    });
    let outcome = within(limit, Stage::Text, connection.message_iter(pieces)).await;
    match outcome {
        Ok(answer) if answer.code().severity == Severity::PositiveCompletion => {
            Ok(Sent { reply: reply(&answer) })
        }
        Ok(answer) => Err(Interrupted::lost(Stage::Answer, &format!("unexpected answer {}", reply(&answer)))),
        Err(interrupted) if written.load(Ordering::Relaxed) => {
            Err(Interrupted { stage: Stage::Answer, ..interrupted })
        }
        Err(interrupted) => Err(interrupted),
    }
}

fn reply(answer: &Response) -> String {
    let lines: Vec<&str> = answer.message().collect();
    clean(&format!("{} {}", answer.code(), lines.join(" ")), "")
}

/// Clears what a refused message left behind. `false`: the connection is not to be used again.
pub(super) async fn reset(connection: &mut AsyncSmtpConnection, limit: Duration) -> bool {
    within(limit, Stage::Sender, connection.command(Rset)).await.is_ok()
}
