//! A message as bytes: headers and two alternative bodies.

use lettre::{
    Address,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::{Message, SendFailure, Settings};

/// What goes over the wire.
pub(super) struct Composed {
    /// The sender of the envelope: where it comes back to.
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

/// Makes the bytes. Whatever could end a header early is refused, not repaired.
pub(super) fn compose(settings: &Settings, message: &Message) -> Result<Composed, SendFailure> {
    let ours = SendFailure::ours;
    if message.rendered.subject.chars().any(char::is_control) {
        return Err(ours("the subject is not a single line"));
    }
    if !is_message_id(&message.message_id) {
        return Err(ours("the message identifier is not of the form <id@domain>"));
    }
    let from = mailbox(&settings.from_name, &settings.from_address)
        .ok_or_else(|| ours("the sender's name or address cannot be used in a mail"))?;
    let to = mailbox(&message.to_name, &message.to_address)
        .ok_or_else(|| ours("the recipient's name or address cannot be used in a mail"))?;
    let mut builder = lettre::Message::builder()
        .from(from.clone())
        .to(to.clone())
        .subject(&message.rendered.subject)
        .message_id(Some(message.message_id.clone()))
        .date(message.date.into());
    if message.auto {
        builder = builder
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"));
    }
    if let Some(link) = &message.unsubscribe {
        if !link.chars().all(|c| c.is_ascii_graphic() && !"<>,".contains(c)) {
            return Err(ours("the link to unsubscribe cannot be used in a mail"));
        }
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{link}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let returns_to = match &message.returns_to {
        None => from.email.clone(),
        Some(address) => {
            address.parse().map_err(|_| ours("the address that mail comes back to cannot be used"))?
        }
    };
    let bodies =
        MultiPart::alternative_plain_html(message.rendered.text.clone(), message.rendered.html.clone());
    let composed = builder.multipart(bodies).map_err(|_| ours("the mail cannot be put together"))?;
    Ok(Composed { from: returns_to, to: to.email, bytes: composed.formatted() })
}

fn mailbox(name: &str, address: &str) -> Option<Mailbox> {
    let name = name.trim();
    if name.chars().any(char::is_control) || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let address = address.parse().ok()?;
    Some(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

fn is_message_id(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    let fine = |c: char| c.is_ascii_graphic() && !"<>@".contains(c);
    inner.and_then(|inner| inner.split_once('@')).is_some_and(|(id, domain)| {
        !id.is_empty() && !domain.is_empty() && id.chars().all(fine) && domain.chars().all(fine)
    })
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
