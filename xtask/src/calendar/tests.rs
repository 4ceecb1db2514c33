//! A folder of calendars beside its rules: what differs, what nobody writes, what is not understood.

use std::fs;

use super::*;

const RULES_OF_MALTA: &str = "state = \"MT\"\nzone = \"Europe/Malta\"\nmark = \"memory\"\nsource = \"Cap. 252\"\n\
                              [[day]]\nname = \"Jum ir-Repubblika\"\nfixed = \"12-13\"\n";

#[test]
fn a_folder_is_compared_with_the_rules_in_it() {
    let folder = place::scratch("calendar-tests").unwrap();
    let (state, rules) = (folder.join("MT"), folder.join("MT").join(RULES));
    fs::create_dir(&state).unwrap();
    let differing = || {
        let compared = compare(&folder).unwrap();
        let names = compared.differing.iter().map(|(path, wanted)| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, wanted.is_some())
        });
        (names.collect::<Vec<_>>(), compared.faults)
    };
    // Rules that are missing or not understood say nothing about the lists.
    assert_eq!((differing().0.len(), differing().1.len()), (0, 1));
    fs::write(&rules, RULES_OF_MALTA.replace("fixed", "fixd")).unwrap();
    fs::write(state.join("2027.toml"), "state = \"MT\"\n").unwrap();
    let (names, faults) = differing();
    assert!(names.is_empty() && faults.iter().any(|fault| fault.contains("`fixd`")), "{faults:?}");
    fs::write(&rules, RULES_OF_MALTA.replace("MT", "IT")).unwrap();
    assert!(differing().1[0].ends_with("the rules are those of IT"), "{:?}", differing().1);

    fs::write(&rules, RULES_OF_MALTA).unwrap();
    let all: Vec<(String, bool)> = YEARS.map(|year| (format!("{year}.toml"), true)).collect();
    assert_eq!(differing(), (all, vec![]));
    for (path, text) in compare(&folder).unwrap().differing {
        fs::write(path, text.unwrap()).unwrap();
    }
    assert_eq!(differing(), (vec![], vec![]));
    fs::write(state.join("2031.toml"), "").unwrap();
    assert_eq!(differing(), (vec![("2031.toml".to_owned(), false)], vec![]));
}

#[test]
fn a_list_that_changes_under_its_version_is_told() {
    let folder = place::scratch("calendar-versions").unwrap();
    let path = folder.join("2027.toml");
    let list = |version: u32, on: &str| format!("version = {version}\n\n[[day]]\non = {on}\n");
    assert!(!same_version(&path, &list(1, "2027-12-13")));
    fs::write(&path, list(1, "2027-12-13")).unwrap();
    assert!(!same_version(&path, &list(1, "2027-12-13")));
    assert!(!same_version(&path, &list(2, "2027-12-14")));
    assert!(same_version(&path, &list(1, "2027-12-14")));
}
