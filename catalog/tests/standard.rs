//! The constants as other crates see them.

use catalog::{ISO42001, Kind, area, entry, role_title};

#[test]
fn there_are_32_requirements_and_38_controls() {
    assert_eq!(ISO42001.count(Kind::Requirement), 32);
    assert_eq!(ISO42001.count(Kind::Control), 38);
    assert_eq!((ISO42001.id, ISO42001.version), ("iso42001", "1.0.0"));
    assert_eq!(catalog::standard("iso42001"), Some(&ISO42001));
}

#[test]
fn entries_and_areas_keep_the_order_of_the_standard() {
    let orders: Vec<u16> = ISO42001.entries.iter().map(|entry| entry.order).collect();
    assert_eq!(orders, (1..=70).collect::<Vec<_>>());
    let areas: Vec<&str> = ISO42001.areas.iter().map(|area| area.reference).collect();
    let annex = ["A.2", "A.3", "A.4", "A.5", "A.6", "A.7", "A.8", "A.9", "A.10"];
    assert_eq!(areas, [&["4", "5", "6", "7", "8", "9", "10"][..], &annex].concat());
    let mut of_entries: Vec<&str> = ISO42001.entries.iter().map(|entry| entry.area).collect();
    of_entries.dedup();
    assert_eq!(of_entries, areas);
}

#[test]
fn an_entry_is_found_by_its_identifier() {
    let found = entry("iso42001:A.6.2.4").unwrap();
    assert_eq!((found.reference, found.area, found.kind), ("A.6.2.4", "A.6", Kind::Control));
    assert_eq!(found.title, "AI system verification and validation");
    assert_eq!(area(found.area).unwrap().title, "AI system life cycle");
    assert_eq!(entry("iso42001:6.1.2").unwrap().area, "6");
    assert_eq!(entry("iso42001:6.1"), None, "a group is not an entry");
}

#[test]
fn only_controls_can_be_excluded() {
    for entry in ISO42001.entries {
        assert_eq!(entry.excludable, entry.kind == Kind::Control, "{}", entry.id);
    }
}

#[test]
fn everything_an_entry_names_can_be_looked_up() {
    for found in ISO42001.entries {
        assert!(area(found.area).is_some_and(|area| area.kind == found.kind), "{}", found.id);
        assert!(role_title(found.owner_role).is_some(), "{}", found.id);
        for related in found.related {
            assert!(entry(related).is_some(), "{} is related to {related}", found.id);
        }
    }
}
