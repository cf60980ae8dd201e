use super::*;
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

fn id(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(number))
}

fn now() -> Instant {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn of(lines: &[&str]) -> Checklist {
    let mut number = 0;
    Checklist::of(lines.iter().map(|line| (*line).to_owned()), || {
        number += 1;
        id(number)
    })
}

#[test]
fn a_tick_says_by_whom_and_when_and_a_second_one_changes_neither() {
    let mut list = of(&["Draft", "Approve"]);
    let ada = PersonId(Uuid::from_u128(1));
    let tick = || Edit::Tick { item: id(2), done: true };
    assert_eq!(list.edit(tick(), Some(ada), now()), Ok(Some((id(2), What::Ticked))));
    let later = now() + chrono::Duration::hours(1);
    assert_eq!(list.edit(tick(), None, later), Ok(None));
    assert_eq!(list.items()[1].done, Some(Tick { by: Some(ada), at: now() }));
    assert_eq!(list.progress(), (1, 2));
    assert_eq!(list.afresh(|| id(9)).progress(), (0, 2));
}

#[test]
fn items_are_moved_and_put_back_where_they_were() {
    let mut list = of(&["a", "b", "c"]);
    let words = |list: &Checklist| list.items().iter().map(|item| item.text.clone()).collect::<String>();
    list.edit(Edit::Move { item: id(1), to: 99 }, None, now()).unwrap();
    assert_eq!(words(&list), "bca");
    assert_eq!(list.edit(Edit::Move { item: id(1), to: 2 }, None, now()), Ok(None));
    list.edit(Edit::Remove { item: id(3) }, None, now()).unwrap();
    list.edit(Edit::Add { id: id(4), text: "c".into(), at: Some(1) }, None, now()).unwrap();
    assert_eq!(words(&list), "bca");
}

fn an_edit() -> impl Strategy<Value = Edit> {
    let item = || (1..60_u128).prop_map(id);
    prop_oneof![
        3 => (60..200_u128, prop::option::of(0..80_usize))
            .prop_map(|(number, at)| Edit::Add { id: id(number), text: "new".into(), at }),
        1 => item().prop_map(|item| Edit::Rename { item, text: "other".into() }),
        1 => (item(), any::<bool>()).prop_map(|(item, done)| Edit::Tick { item, done }),
        1 => (item(), 0..80_usize).prop_map(|(item, to)| Edit::Move { item, to }),
        1 => item().prop_map(|item| Edit::Remove { item }),
    ]
}

proptest! {
    #[test]
    fn no_sequence_of_changes_breaks_a_checklist(edits in prop::collection::vec(an_edit(), 0..120)) {
        let mut list = of(&["a", "b", "c", "d", "e"]);
        let mut added = HashSet::new();
        for edit in edits {
            if let Edit::Add { id, .. } = &edit && !added.insert(*id) { continue; }
            let before = list.clone();
            let moves = matches!(edit, Edit::Move { .. });
            match list.edit(edit, None, now()) {
                Ok(Some(_)) => prop_assert_ne!(&before, &list),
                Ok(None) | Err(_) => prop_assert_eq!(&before, &list),
            }
            let ids = |list: &Checklist| list.items().iter().map(|item| item.id).collect::<HashSet<_>>();
            prop_assert_eq!(ids(&list).len(), list.items().len(), "no item twice");
            prop_assert!(!moves || ids(&before) == ids(&list), "what is moved is not lost");
            prop_assert!(list.items().len() <= MOST);
            let (done, all) = list.progress();
            prop_assert!(done <= all);
        }
    }
}
