//! The letters we write. Their words are in `letters/en/<name>/`.

mod account_exists;
mod address_died;
mod channel_degraded;
mod connection_lost;
mod digest;
mod endpoint_disabled;
mod invitation;
mod mail_test;
mod notice;
mod organisation_closing;
mod password_changed;
mod password_reset;
mod reminder;
mod sign_up;
mod training_link;

#[cfg(test)]
mod tests;

pub use account_exists::AccountExists;
pub use address_died::AddressDied;
pub use channel_degraded::ChannelDegraded;
pub use connection_lost::ConnectionLost;
pub use digest::{Digest, Line};
pub use endpoint_disabled::EndpointDisabled;
pub use invitation::Invitation;
pub use mail_test::MailTest;
pub use notice::Notice;
pub use organisation_closing::OrganisationClosing;
pub use password_changed::PasswordChanged;
pub use password_reset::PasswordReset;
pub use reminder::Reminder;
pub use sign_up::SignUp;
pub use training_link::TrainingLink;
