use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn known(number: u128, name: &str, roles: &[Role], manager: Option<u128>) -> Known {
    Known {
        id: PersonId(Uuid::from_u128(number)),
        name: name.to_owned(),
        address: Address::parse(&format!("{name}@acme.example")).unwrap(),
        zone: "Europe/Berlin".to_owned(),
        roles: roles.iter().map(|role| (*role, None)).collect(),
        manager: manager.map(|number| PersonId(Uuid::from_u128(number))),
        active: true,
        version: 1,
    }
}

fn facts(by: &[Role]) -> Facts {
    let people = vec![
        known(1, "Ada", &[Role::Owner], None),
        known(2, "Bob", &[Role::Staff], Some(1)),
        Known { active: false, ..known(3, "Cleo", &[], None) },
    ];
    Facts { people, zone: "Europe/Berlin".to_owned(), by: by.to_vec() }
}

fn planned(text: &str, facts: &Facts) -> Vec<Planned> {
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    let headings = Headings::read(&rows[0]).unwrap();
    plan(&headings, rows.iter().enumerate().skip(1).map(|(index, row)| (index + 1, row.as_slice())), facts)
}

/// Each row's fate in a word, or what is wrong with it.
fn fates(text: &str, by: &[Role]) -> Vec<String> {
    let said = |row: Planned| match row.fate {
        Fate::Added(_) => "added".to_owned(),
        Fate::Changed(_, _, _, fields) => {
            fields.iter().map(|one| one.field.name()).collect::<Vec<_>>().join("+")
        }
        Fate::Same(_) => "same".to_owned(),
        Fate::Wrong(faults) => faults
            .iter()
            .map(|(field, fault)| format!("{field}: {}", fault.code()))
            .collect::<Vec<_>>()
            .join(", "),
    };
    planned(text, &facts(by)).into_iter().map(said).collect()
}

#[test]
fn each_row_has_a_fate_and_each_fault_a_field() {
    let text = "NAME | E-mail | Time Zone | Role | Manager | Shoe size
        Dora | dora@acme.example | Europe/Vienna | Staff; contributor | ada@acme.example |
        Bob | BOB@acme.example | | | | 43
        Bob B. | bob2@acme.example | Mars/Olympus | emperor | nobody@acme.example |
         | not an address | | | |
        Cleo | cleo@acme.example | | | |
        Eve | eve@acme.example | | owner | |
        Fay | fay@acme.example | | | fay@acme.example |
        Gus | gus@acme.example | | | cleo@acme.example |";
    let expected = [
        "added",
        "same",
        "zone: unknown_zone, roles: unknown_role, manager: unknown_manager",
        "name: required, address: not_an_address",
        "address: left",
        "roles: owners_only",
        "manager: circle",
        "manager: unknown_manager",
    ];
    assert_eq!(fates(text, &[Role::Admin]), expected);
    let headings: Vec<String> =
        text.lines().next().unwrap().split('|').map(|one| one.trim().to_owned()).collect();
    assert_eq!(Headings::read(&headings).unwrap().unknown, ["Shoe size"]);
}

#[test]
fn an_address_that_stands_twice_is_wrong_both_times() {
    let text = "name|address
        Dora|dora@acme.example
        Dora D.|Dora@acme.example";
    assert_eq!(fates(text, &[Role::Owner]), ["address: twice", "address: twice"]);
}

#[test]
fn an_empty_cell_leaves_what_there_is_and_differences_are_told() {
    let text = "name|address|zone|roles|manager
        Robert|bob@acme.example|||
        Bob|bob@acme.example.org|||";
    assert_eq!(fates(text, &[Role::Admin]), ["name", "added"]);
    let rows = planned("name|address|roles\nBob|bob@acme.example|Auditor", &facts(&[Role::Admin]));
    let Fate::Changed(.., differences) = &rows[0].fate else { panic!("{rows:?}") };
    assert_eq!((differences[0].before.as_str(), differences[0].after.as_str()), ("Staff", "Auditor"));
}

#[test]
fn whoever_answers_to_somebody_left_out_is_left_out_and_nobody_answers_to_themselves() {
    let text = "name|address|manager
        |top@acme.example|
        Mid|mid@acme.example|top@acme.example
        Low|low@acme.example|mid@acme.example
        Ada|ada@acme.example|bob@acme.example
        X|x@acme.example|y@acme.example
        Y|y@acme.example|x@acme.example
        Z|z@acme.example|x@acme.example";
    let expected = [
        "name: required",
        "manager: manager_left_out",
        "manager: manager_left_out",
        "manager: circle",
        "manager: circle",
        "manager: circle",
        "manager: manager_left_out",
    ];
    assert_eq!(fates(text, &[Role::Owner]), expected);
}

#[test]
fn the_last_owner_stays_one() {
    assert_eq!(
        fates("name|address|roles\nAda|ada@acme.example|staff", &[Role::Owner]),
        ["roles: last_owner"]
    );
}

#[test]
fn columns_that_have_to_be_there_are_asked_for() {
    let read = |row: &[&str]| Headings::read(&row.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
    assert_eq!(read(&["name"]), Err(HeadingsRefused::Missing(Field::Address)));
    assert_eq!(read(&["name", "address", "E-Mail"]), Err(HeadingsRefused::Twice(Field::Address)));
    assert!(read(&["Line manager\u{2019}s address", "Name", "Address"]).is_ok());
}

fn cell() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "ada", "bob", "cleo", "dora", "eve", "fay", "gus", "hal", "?"]).prop_map(
        |name| {
            if name.is_empty() { String::new() } else { format!("{name}@acme.example") }
        },
    )
}

proptest! {
    /// Whatever a file says: each row has one fate, what is done leaves no circle and an owner, and nothing is done that
    /// names somebody who does not come in.
    #[test]
    fn what_is_planned_can_be_done(
        rows in prop::collection::vec((cell(), cell(), prop::sample::select(vec!["", "owner", "staff", "tsar"])), 0..12),
        owns: bool,
    ) {
        let facts = facts(if owns { &[Role::Owner] } else { &[Role::Admin] });
        let headings: Vec<String> = ["name", "address", "manager", "roles"].map(str::to_owned).into();
        let cells: Vec<Vec<String>> = rows.iter()
            .map(|(address, manager, roles)| vec!["N".to_owned(), address.clone(), manager.clone(), (*roles).to_owned()])
            .collect();
        let headings = Headings::read(&headings).unwrap();
        let planned = plan(&headings, cells.iter().enumerate().map(|(index, row)| (index + 2, row.as_slice())), &facts);
        prop_assert_eq!(planned.len(), rows.len());
        let mut lines: HashMap<Who, Who> = facts.people.iter()
            .filter_map(|one| Some((Who::Known(one.id), Who::Known(one.manager?)))).collect();
        let mut owners = 1;
        for row in &planned {
            match &row.fate {
                Fate::Added(new) => {
                    lines.extend(new.manager.map(|manager| (Who::Row(row.number), manager)));
                    prop_assert!(owns || !new.roles.contains(&Role::Owner));
                }
                Fate::Changed(id, _, change, _) => {
                    lines.extend(change.manager.map(|manager| (Who::Known(*id), manager)));
                    if let Some(roles) = &change.roles {
                        let owned = facts.people.iter().any(|one| one.id == *id && one.roles.iter().any(|(role, _)| *role == Role::Owner));
                        let owns_now = roles.iter().any(|(role, _)| *role == Role::Owner);
                        owners = owners + i32::from(owns_now) - i32::from(owned);
                        prop_assert!(owns || owned == owns_now);
                    }
                }
                Fate::Same(_) => {}
                Fate::Wrong(faults) => prop_assert!(!faults.is_empty()),
            }
        }
        prop_assert!(owners >= 1);
        prop_assert!(person::in_circles(&lines).is_empty());
        for manager in lines.values() {
            if let Who::Row(number) = manager {
                let row = planned.iter().find(|row| row.number == *number).unwrap();
                prop_assert!(matches!(row.fate, Fate::Added(_)));
            }
        }
    }
}
