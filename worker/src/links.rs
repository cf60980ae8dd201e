//! Where letters point to, and what they are called.

use domain::id::PersonId;
use std::fmt::Display;
use url::Url;
use uuid::Uuid;

/// The public face of this installation.
#[derive(Clone, Debug)]
pub struct Links {
    /// Where people reach the program, such as `https://aims.example`.
    pub public_url: Url,
    /// The part of a Message-ID after the `@`.
    pub message_id_domain: String,
    /// The domain that mail comes back to; empty: nobody looks after bounces.
    pub bounce_domain: String,
}

impl Links {
    /// Where a new organisation is confirmed. The token stands in the fragment, which no server is ever sent.
    pub(crate) fn welcome(&self, token: &str) -> String {
        self.page(format_args!("welcome#{token}"))
    }

    /// Where a new password is chosen.
    pub(crate) fn reset(&self, token: &str) -> String {
        self.page(format_args!("reset#{token}"))
    }

    /// Where somebody joins who was asked to.
    pub(crate) fn join(&self, token: &str) -> String {
        self.page(format_args!("join#{token}"))
    }

    /// Where somebody signs in.
    pub(crate) fn sign_in(&self) -> String {
        self.page("sign-in")
    }

    /// Where somebody asks for a new password.
    pub(crate) fn forgot(&self) -> String {
        self.page("forgot")
    }

    /// A task.
    pub(crate) fn task(&self, slug: &str, task: Uuid) -> String {
        self.page(format_args!("o/{slug}/tasks/{task}"))
    }

    /// A thing of whatever kind; requirements are shown as controls.
    pub(crate) fn subject(&self, slug: &str, kind: &str, subject: Uuid) -> String {
        let room = match kind {
            "task" => "tasks",
            "evidence" => "evidence",
            "certification" => "certifications",
            "body" => "bodies",
            "finding" => "findings",
            "module" => "training",
            "assignment" => "training/assignments",
            "connection" => "connections",
            // Tokens are a list, and have no page each.
            "token" => return self.page(format_args!("o/{slug}/settings?section=tokens")),
            _ => "controls",
        };
        self.page(format_args!("o/{slug}/{room}/{subject}"))
    }

    /// What waits for whoever opens it.
    pub(crate) fn home(&self, slug: &str) -> String {
        self.page(format_args!("o/{slug}"))
    }

    /// A person's page.
    pub(crate) fn person(&self, slug: &str, person: PersonId) -> String {
        self.page(format_args!("o/{slug}/people/{person}"))
    }

    /// The settings of an organisation.
    pub(crate) fn settings(&self, slug: &str) -> String {
        self.page(format_args!("o/{slug}/settings"))
    }

    /// Where one chooses what one is told.
    pub(crate) fn profile(&self, slug: &str) -> String {
        self.page(format_args!("o/{slug}/profile"))
    }

    /// Where mail of one kind is turned off. The token is in the path: mail programs call it, and a browser sends no
    /// fragment. All it can do is to turn that mail off.
    pub(crate) fn unsubscribe(&self, token: &str) -> String {
        self.page(format_args!("unsubscribe/{token}"))
    }

    /// Where one person does what they are asked to learn and confirm. The token is in the path, since the page needs no script
    /// and a browser sends no fragment: all it can do is that one thing, and opening it does nothing.
    pub(crate) fn training(&self, token: &str) -> String {
        self.page(format_args!("t/{token}"))
    }

    /// What was sent, and what became of it.
    pub(crate) fn deliveries(&self, slug: &str) -> String {
        self.page(format_args!("o/{slug}/deliveries"))
    }

    /// The connections of an organisation.
    pub(crate) fn connections(&self, slug: &str) -> String {
        self.page(format_args!("o/{slug}/connections"))
    }

    /// The Message-ID of whatever has this id: the same for every copy.
    pub(crate) fn message_id(&self, id: impl Display) -> String {
        format!("<{id}@{}>", self.message_id_domain)
    }

    fn page(&self, path: impl Display) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_under_the_public_url() {
        for (public_url, page) in [
            ("https://aims.example", "https://aims.example/welcome#abc"),
            ("https://example.org/aims/", "https://example.org/aims/welcome#abc"),
        ] {
            let public_url = Url::parse(public_url).unwrap();
            let links =
                Links { public_url, message_id_domain: "aims.example".into(), bounce_domain: String::new() };
            assert_eq!(links.welcome("abc"), page);
            assert_eq!(links.message_id(Uuid::nil()), "<00000000-0000-0000-0000-000000000000@aims.example>");
        }
    }
}
