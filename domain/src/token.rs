//! API tokens: what they look like and how far they reach.
//!
//! A token is a prefix that names it, 43 random letters and digits (256 bits), and a checksum, so that whoever looks
//! for leaked secrets recognises one without asking us, and a mistyped one is known as such without a database.

use crate::access::{Action, Reach, Role, names, reach};
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Who a token stands for.
    Kind {
        /// A person of the organisation.
        Person = "pat",
        /// A service account: a program.
        Service = "svc",
    }
}

names! {
    /// What a token may do at all.
    Scope {
        /// It only reads.
        Read = "read",
        /// It reads and changes.
        Write = "write",
        /// It shows a calendar to programs that subscribe to it, and opens nothing else.
        Calendar = "calendar",
    }
}

/// How many random letters and digits a token has: 62^43 is more than 2^256.
pub const RANDOM_LETTERS: usize = 43;
/// The letters and digits of a token.
pub const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How long a token lives at most.
pub const LONGEST_DAYS: i64 = 365;
/// How many tokens that still work one person or service account may have.
pub const MOST_TOKENS: i64 = 20;
/// How many letters the checksum has: 62^6 is more than 2^32.
const CHECK_LETTERS: usize = 6;

/// A token of that kind with these random letters.
#[must_use]
pub fn write(kind: Kind, random: &str) -> String {
    let body = format!("aims_{kind}_{random}");
    let check = check(&body);
    body + &check
}

/// The kind of a well-formed token; none where a letter is wrong or missing.
#[must_use]
pub fn read(text: &str) -> Option<Kind> {
    let (name, random) = text.strip_prefix("aims_")?.split_once('_')?;
    let kind = Kind::parse(name)?;
    let all =
        random.len() == RANDOM_LETTERS + CHECK_LETTERS && random.bytes().all(|byte| ALPHABET.contains(&byte));
    let (body, given) = text.split_at_checked(text.len().checked_sub(CHECK_LETTERS)?)?;
    (all && check(body) == given).then_some(kind)
}

/// CRC-32 in letters and digits. It guards against slips, not against forgers.
fn check(body: &str) -> String {
    let mut rest = !body.bytes().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    });
    let mut letters = [b'0'; CHECK_LETTERS];
    for letter in letters.iter_mut().rev() {
        *letter =
            usize::try_from(rest % 62).ok().and_then(|digit| ALPHABET.get(digit)).copied().unwrap_or(b'0');
        rest /= 62;
    }
    letters.iter().map(|letter| char::from(*letter)).collect()
}

/// How far a token reaches at most. What its holder may do today bounds it further.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What it may do at all.
    pub scope: Scope,
    /// Only these actions; none named: everything that tokens may do.
    pub actions: Option<Vec<Action>>,
}

impl Grant {
    /// Whether an action is within the token.
    #[must_use]
    pub fn covers(&self, action: Action) -> bool {
        let within = match self.scope {
            Scope::Read => reads(action),
            Scope::Write => true,
            // Its secret stands in an address, which programs keep and send around.
            Scope::Calendar => false,
        };
        is_open(action) && within && self.actions.as_ref().is_none_or(|actions| actions.contains(&action))
    }

    /// Checks that whoever makes a token gives it nothing that they do not have.
    ///
    /// # Errors
    /// The first action that is closed to tokens, or to the maker.
    pub fn check(&self, maker: &[Role]) -> Result<(), Action> {
        let named = self.actions.iter().flatten();
        let refused = |action: &&Action| !is_open(**action) || reach(maker, **action) == Reach::None;
        named.clone().find(refused).map_or(Ok(()), |action| Err(*action))
    }
}

/// Whether the action only looks.
#[must_use]
pub const fn reads(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::ReadOrganisation
            | A::ReadPeople
            | A::ReadControls
            | A::ReadTasks
            | A::ReadEvidence
            | A::ReadDeliveries
            | A::ReadHistory
            | A::ReadTrail
            | A::ReadReviews
            | A::ReadCertification
            | A::ReadFindings
            | A::ReadTraining
            | A::ReadConnections
    )
}

/// Whether tokens may do this at all. What concerns who may come in and how the organisation is set up is for people
/// who signed in: a token that leaks must not be able to make another, or somebody an administrator. And a control is
/// verified by somebody who looked, never by a program, and what a certification body decided is noted by who was told.
#[must_use]
pub const fn is_open(action: Action) -> bool {
    use Action as A;
    match action {
        A::ReadOrganisation
        | A::ReadPeople
        | A::ReadControls
        | A::ReviseControl
        | A::ReadTasks
        | A::CreateTask
        | A::ReviseTask
        | A::WorkTask
        | A::ReviewTask
        | A::AnswerReview
        | A::Comment
        | A::ReadEvidence
        | A::AddEvidence
        | A::ReviseEvidence
        | A::WithdrawEvidence
        | A::ReadDeliveries
        | A::ReadHistory
        | A::ReadTrail
        | A::ReadReviews
        | A::ReadCertification
        | A::ReadFindings
        | A::ReadTraining
        | A::ReadConnections
        | A::ShareTask => true,
        A::AdoptStandard
        | A::CloseOrganisation
        | A::ManagePeople
        | A::ErasePerson
        | A::ExportPerson
        | A::ReviseProfile
        | A::ManageConnections
        | A::ShareView
        | A::ManageTemplates
        | A::ReviseSettings
        | A::UseTokens
        | A::VerifyControl
        | A::HoldReview
        | A::ManageReviews
        | A::ManageCertification
        | A::AnswerFinding
        | A::ManageFindings
        | A::ManageTraining
        | A::TakeTraining
        | A::ManageServices => false,
    }
}

/// The roles that a service account may have: none that runs the organisation.
#[must_use]
pub const fn fits_service(role: Role) -> bool {
    matches!(role, Role::Manager | Role::Contributor | Role::Auditor | Role::Staff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn random() -> impl Strategy<Value = String> {
        "[0-9A-Za-z]{43}"
    }

    #[test]
    fn the_checksum_is_the_one_that_everybody_knows() {
        // 0xCBF43926, the CRC-32 of "123456789", in base 62.
        assert_eq!(check("123456789"), "3jZRME".to_owned());
    }

    #[test]
    fn a_token_that_only_reads_covers_nothing_that_changes() {
        let grant = Grant { scope: Scope::Read, actions: None };
        for action in Action::ALL {
            assert_eq!(grant.covers(*action), action.name().starts_with("read_"), "{action}");
        }
    }

    #[test]
    fn a_token_for_a_calendar_covers_nothing() {
        let grant = Grant { scope: Scope::Calendar, actions: None };
        assert!(Action::ALL.iter().all(|action| !grant.covers(*action)));
    }

    #[test]
    fn nobody_gives_a_token_what_they_do_not_have() {
        let grant = |action| Grant { scope: Scope::Write, actions: Some(vec![action]) };
        assert_eq!(grant(Action::ReviewTask).check(&[Role::Contributor]), Err(Action::ReviewTask));
        assert_eq!(grant(Action::ManagePeople).check(&[Role::Owner]), Err(Action::ManagePeople));
        assert_eq!(grant(Action::WorkTask).check(&[Role::Staff]), Ok(()));
        assert!(!grant(Action::WorkTask).covers(Action::ReadTasks));
    }

    proptest! {
        #[test]
        fn what_was_written_reads_back(random in random(), service: bool) {
            let kind = if service { Kind::Service } else { Kind::Person };
            let token = write(kind, &random);
            prop_assert_eq!(token.len(), 58);
            prop_assert_eq!(read(&token), Some(kind));
        }

        /// One wrong letter anywhere is noticed.
        #[test]
        fn a_slip_is_noticed(random in random(), at in 0usize..58, letter in "[0-9A-Za-z]") {
            let token = write(Kind::Person, &random);
            let mut slipped = token.clone();
            slipped.replace_range(at..=at, &letter);
            prop_assert!(slipped == token || read(&slipped).is_none());
        }

        #[test]
        fn anything_else_is_no_token(text in ".{0,80}") {
            prop_assert_eq!(read(&text), None);
        }
    }
}
