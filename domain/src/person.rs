//! People of an organisation: who may change whose roles, and what must never happen to the last who can.

use crate::access::Role;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// How somebody may like to read dates and numbers; the language stays English. `en` is what was written before one
/// could choose, and reads as the first.
pub const LOCALES: &[&str] = &[
    "en-GB", "en-US", "en-IE", "en-CA", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-BE", "fr-CH", "es-ES",
    "it-IT", "nl-NL", "pt-PT", "pl-PL", "cs-CZ", "sv-SE", "da-DK", "nb-NO", "fi-FI",
];

/// The locale that a stored one stands for.
#[must_use]
pub fn locale(stored: &str) -> &'static str {
    LOCALES.iter().copied().find(|one| *one == stored).unwrap_or(LOCALES[0])
}

/// Why something about a person was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonRefused {
    /// There would be no owner left.
    #[error("an organisation needs an owner; make somebody else one first")]
    LastOwner,
    /// Only an owner makes, changes and unmakes owners.
    #[error("only an owner can change who is an owner")]
    OwnersOnly,
    /// Nobody shuts themselves out.
    #[error("you cannot do this to yourself; ask another owner or administrator")]
    Yourself,
    /// The person left.
    #[error("this person is no longer active")]
    Inactive,
    /// Only who left is erased.
    #[error("this person is still active; let them go first")]
    StillActive,
    /// Who it was is no longer known.
    #[error("this person was erased")]
    Erased,
    /// The person is active already.
    #[error("this person is active already")]
    Active,
    /// The person signs in already.
    #[error("this person has an account already")]
    HasAccount,
    /// There is nothing to revoke.
    #[error("there is no invitation that waits to be accepted")]
    NotInvited,
    /// Open work would belong to nobody.
    #[error("this person still has open work; choose who takes it over")]
    OpenWork,
    /// Two people of one organisation with one account or address.
    #[error("this address or account belongs to somebody here already")]
    Taken,
    /// The address has an account whose owner has to sign in first.
    #[error("this address has an account; sign in, then accept")]
    SignInFirst,
}

impl PersonRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LastOwner => "last_owner",
            Self::OwnersOnly => "owners_only",
            Self::Yourself => "yourself",
            Self::Inactive => "inactive",
            Self::StillActive => "still_active",
            Self::Erased => "erased",
            Self::Active => "active",
            Self::HasAccount => "has_account",
            Self::NotInvited => "not_invited",
            Self::OpenWork => "open_work",
            Self::Taken => "taken",
            Self::SignInFirst => "sign_in_first",
        }
    }
}

/// Whether somebody with the roles `by` may turn a person's roles from `before` into `after`, while so many others are
/// owners.
///
/// # Errors
/// When only an owner may, or no owner would be left.
pub fn change_roles(
    by: &[Role],
    before: &[Role],
    after: &[Role],
    other_owners: usize,
) -> Result<(), PersonRefused> {
    let concerns_owner = before.contains(&Role::Owner) || after.contains(&Role::Owner);
    if concerns_owner && !by.contains(&Role::Owner) {
        return Err(PersonRefused::OwnersOnly);
    }
    if before.contains(&Role::Owner) && !after.contains(&Role::Owner) && other_owners == 0 {
        return Err(PersonRefused::LastOwner);
    }
    Ok(())
}

/// Whether somebody may let a person go.
///
/// # Errors
/// When it is themselves, when only an owner may, or when the person is gone already.
pub fn deactivate(by: &[Role], is_oneself: bool, roles: &[Role], active: bool) -> Result<(), PersonRefused> {
    if is_oneself {
        return Err(PersonRefused::Yourself);
    }
    if !active {
        return Err(PersonRefused::Inactive);
    }
    // Whoever does it is an owner then, and stays: one is left.
    if roles.contains(&Role::Owner) && !by.contains(&Role::Owner) {
        return Err(PersonRefused::OwnersOnly);
    }
    Ok(())
}

/// What an erased person is called from then on.
pub const ERASED: &str = "Erased person";

/// Whether somebody may erase a person with these roles, last held.
///
/// # Errors
/// When the person is there, or is erased already, or when only an owner may.
pub fn erase(by: &[Role], roles: &[Role], active: bool, erased: bool) -> Result<(), PersonRefused> {
    if erased {
        return Err(PersonRefused::Erased);
    }
    if active {
        return Err(PersonRefused::StillActive);
    }
    if roles.contains(&Role::Owner) && !by.contains(&Role::Owner) {
        return Err(PersonRefused::OwnersOnly);
    }
    Ok(())
}

/// Those who answer to themselves by way of others, where each answers to whom the lines say.
#[must_use]
pub fn in_circles<N: Copy + Eq + Hash>(lines: &HashMap<N, N>) -> HashSet<N> {
    let (mut seen, mut circles) = (HashSet::new(), HashSet::new());
    for start in lines.keys() {
        let (mut way, mut on_way, mut at) = (Vec::new(), HashMap::new(), Some(*start));
        while let Some(one) = at.filter(|one| !seen.contains(one)) {
            if let Some(first) = on_way.insert(one, way.len()) {
                circles.extend(way[first..].iter().copied());
                break;
            }
            way.push(one);
            at = lines.get(&one).copied();
        }
        seen.extend(way);
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn roles() -> impl Strategy<Value = Vec<Role>> {
        prop::collection::vec(prop::sample::select(Role::ALL), 0..4)
    }

    #[test]
    fn who_answers_to_themselves_is_found_and_nobody_else() {
        let lines = HashMap::from([(1, 2), (2, 3), (3, 2), (4, 1), (5, 6), (7, 7)]);
        assert_eq!(in_circles(&lines), HashSet::from([2, 3, 7]));
        assert!(in_circles(&HashMap::from([(1, 2), (2, 3)])).is_empty());
    }

    proptest! {
        /// Whatever is done, an organisation with an owner keeps one, and nobody but owners touches owners.
        #[test]
        fn an_owner_is_always_left(by in roles(), before in roles(), after in roles(), others in 0usize..3) {
            if change_roles(&by, &before, &after, others).is_ok() {
                let owns = |roles: &[Role]| roles.contains(&Role::Owner);
                prop_assert!(!owns(&before) || owns(&after) || others > 0);
                prop_assert!(owns(&by) || (!owns(&before) && !owns(&after)));
            }
        }

        /// Nobody is erased who still belongs here, and no owner by anybody but an owner.
        #[test]
        fn only_who_left_is_erased(by in roles(), roles in roles(), active: bool, erased: bool) {
            let owns = |roles: &[Role]| roles.contains(&Role::Owner);
            let may = !active && !erased && (owns(&by) || !owns(&roles));
            prop_assert_eq!(erase(&by, &roles, active, erased).is_ok(), may);
        }

        #[test]
        fn nobody_lets_themselves_go(by in roles(), roles in roles(), active: bool) {
            prop_assert_eq!(deactivate(&by, true, &roles, active), Err(PersonRefused::Yourself));
            if deactivate(&by, false, &roles, active).is_ok() {
                prop_assert!(active && (by.contains(&Role::Owner) || !roles.contains(&Role::Owner)));
            }
        }
    }
}
