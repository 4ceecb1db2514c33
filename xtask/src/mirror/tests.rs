//! A copy follows its original and touches nothing that is the same.

use super::*;

#[test]
fn a_copy_follows_its_original_and_keeps_what_is_the_same() {
    let home = place::scratch("mirror").unwrap();
    let (from, to) = (home.join("from"), home.join("to"));
    let write = |path: &str, text: &str| {
        let path = from.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("a.rs", "one");
    write("src/b.rs", "two");
    write("src/target/c.rs", "kept: only the first folder has build output");
    write("target/d", "built");
    copy(&from, &to, &LEFT_OUT).unwrap();
    let read = |path: &str| fs::read_to_string(to.join(path)).ok();
    assert_eq!(read("a.rs").as_deref(), Some("one"));
    assert!(read("src/target/c.rs").is_some());
    assert_eq!(read("target/d"), None);

    let time = |path: &str| fs::metadata(to.join(path)).unwrap().modified().unwrap();
    let before = time("a.rs");
    fs::remove_file(from.join("src/target/c.rs")).unwrap();
    write("src/b.rs", "three");
    copy(&from, &to, &LEFT_OUT).unwrap();
    assert_eq!((read("src/b.rs").as_deref(), read("src/target/c.rs")), (Some("three"), None));
    assert_eq!(time("a.rs"), before);
}
