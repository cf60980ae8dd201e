use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn team(number: u128) -> TeamId {
    TeamId(Uuid::from_u128(number))
}

fn member(number: u128) -> Member {
    Member {
        person: person(number),
        active: true,
        away: false,
        since: day("2020-01-01"),
        roles: BTreeSet::from([Role::Staff]),
        teams: BTreeSet::new(),
        manager: None,
        owns_system: false,
    }
}

fn of(rules: &[Rule]) -> Audience {
    Audience { rules: rules.iter().copied().collect(), without: BTreeSet::new() }
}

#[test]
fn each_rule_names_whom_it_says() {
    let today = day("2026-11-28");
    let belongs = |rule, member: &Member| of(&[rule]).belongs(member, today) == Belonging::Asked;
    let plain = member(1);
    let other = Member {
        teams: BTreeSet::from([team(7)]),
        manager: Some(person(9)),
        owns_system: true,
        since: day("2026-11-01"),
        roles: BTreeSet::from([Role::Manager]),
        ..member(2)
    };
    for (rule, both) in [
        (Rule::Everybody, true),
        (Rule::Role(Role::Manager), false),
        (Rule::Team(team(7)), false),
        (Rule::AnswersTo(person(9)), false),
        (Rule::Person(person(2)), false),
        (Rule::NewWithin(27), false),
        (Rule::OwnsSystem, false),
    ] {
        assert!(belongs(rule, &other), "{rule:?}");
        assert_eq!(belongs(rule, &plain), both, "{rule:?}");
    }
    assert!(!belongs(Rule::NewWithin(26), &other), "27 days ago");
    let without = Audience { without: BTreeSet::from([person(1)]), ..of(&[Rule::Everybody]) };
    assert_eq!(without.belongs(&plain, today), Belonging::Not);
}

#[test]
fn who_is_away_is_asked_once_they_are_back_and_who_was_asked_stays_asked() {
    let (today, everybody) = (day("2026-11-28"), of(&[Rule::Everybody]));
    let away = Member { away: true, ..member(1) };
    assert_eq!(everybody.belongs(&away, today), Belonging::OnceBack);
    let members = [away, member(2)];
    let new = everybody.changes(&BTreeSet::new(), &members, today);
    assert_eq!(new, Changes { join: vec![person(2)], leave: vec![] });
    let before = BTreeSet::from([person(1), person(3)]);
    let changes = everybody.changes(&before, &members, today);
    assert_eq!(changes, Changes { join: vec![person(2)], leave: vec![person(3)] });
    assert_eq!(everybody.changes(&BTreeSet::new(), &[member(1)], today).join, [person(1)]);
}

#[test]
fn who_left_is_asked_no_more() {
    let today = day("2026-11-28");
    let left = Member { active: false, ..member(1) };
    let changes = of(&[Rule::Everybody]).changes(&BTreeSet::from([person(1)]), &[left], today);
    assert_eq!(changes, Changes { join: vec![], leave: vec![person(1)] });
}

proptest! {
    /// After what changes has changed, nothing changes any more.
    #[test]
    fn once_is_enough(
        before in prop::collection::btree_set(0_u128..12, 0..12),
        kinds in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 12),
    ) {
        let today = day("2026-11-28");
        let members: Vec<Member> = kinds
            .iter()
            .zip(0_u128..)
            .map(|((active, away, owns), number)| Member {
                active: *active, away: *away, owns_system: *owns, ..member(number)
            })
            .collect();
        let audience = of(&[Rule::OwnsSystem, Rule::Person(person(3))]);
        let before: BTreeSet<PersonId> = before.into_iter().map(person).collect();
        let changes = audience.changes(&before, &members, today);
        let mut after = before;
        after.extend(&changes.join);
        for one in &changes.leave {
            prop_assert!(after.remove(one));
        }
        prop_assert_eq!(audience.changes(&after, &members, today), Changes::default());
        for one in &members {
            let is_asked = after.contains(&one.person);
            match audience.belongs(one, today) {
                Belonging::Asked => prop_assert!(is_asked),
                Belonging::Not => prop_assert!(!is_asked),
                Belonging::OnceBack => {}
            }
        }
    }
}
