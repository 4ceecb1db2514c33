//! Which words are arguments.

use std::path::PathBuf;

use super::{Asked, BadArgs, Job, TOKENS_MAX, parse};

#[track_caller]
fn check(line: &str, expected: &Result<Asked, BadArgs>) {
    assert_eq!(parse(line.split_whitespace().map(Into::into)), *expected, "{line}");
}

fn job(json: bool) -> Result<Asked, BadArgs> {
    Ok(Asked::Verify(Job {
        as_of: None,
        json,
        package: PathBuf::from("p"),
        policy: PathBuf::from("q"),
        tokens: Vec::new(),
    }))
}

#[test]
fn order_does_not_matter() {
    check("p --policy q", &job(false));
    check("--policy q p", &job(false));
    check("--policy=q p", &job(false));
    check("--json p --policy q", &job(true));
    check("p --policy q --json", &job(true));
    check("--policy q -- p", &job(false));
}

#[test]
fn a_path_may_look_like_an_option_behind_two_dashes() {
    let odd = Job {
        as_of: None,
        json: false,
        package: PathBuf::from("--json"),
        policy: PathBuf::from("-q"),
        tokens: Vec::new(),
    };
    check("--policy -q -- --json", &Ok(Asked::Verify(odd)));
}

#[test]
fn tokens_are_as_many_as_there_are() {
    let tokens = vec![PathBuf::from("a"), PathBuf::from("b")];
    let (package, policy) = (PathBuf::from("p"), PathBuf::from("q"));
    let job = Job { as_of: None, json: false, package, policy, tokens };
    check("--token a p --policy q --token=b", &Ok(Asked::Verify(job)));
    check("p --policy q --token", &Err(BadArgs::NoToken));
    check("p --policy q --tokens=a", &Err(BadArgs::Unknown("--tokens=a".into())));
    let many = "--token a ".repeat(TOKENS_MAX + 1);
    check(&format!("p --policy q {many}"), &Err(BadArgs::TooManyTokens));
}

#[test]
fn an_instant_is_written_in_one_way() {
    let job = |seconds| {
        let (package, policy) = (PathBuf::from("p"), PathBuf::from("q"));
        let as_of = Some(seconds);
        Ok(Asked::Verify(Job { as_of, json: false, package, policy, tokens: Vec::new() }))
    };
    check("p --policy q --as-of 2027-01-01T00:00:00Z", &job(1_798_761_600));
    check("--as-of=2027-01-01T00:00:00.999Z p --policy q", &job(1_798_761_600));
    check("p --policy q --as-of", &Err(BadArgs::NoInstant));
    check("p --policy q --as-of 2027-01-01", &Err(BadArgs::NoInstant));
    check("p --policy q --as-of 1960-01-01T00:00:00Z", &Err(BadArgs::NoInstant));
    let twice = "p --policy q --as-of 2027-01-01T00:00:00Z --as-of 2027-01-01T00:00:00Z";
    check(twice, &Err(BadArgs::AsOfTwice));
}

#[test]
fn what_makes_no_sense_is_named() {
    check("", &Err(BadArgs::NoPackage));
    check("--policy q", &Err(BadArgs::NoPackage));
    check("p", &Err(BadArgs::NoPolicy));
    check("p --policy", &Err(BadArgs::NoPolicy));
    check("p --policy q --policy q", &Err(BadArgs::PolicyTwice));
    check("p r --policy q", &Err(BadArgs::SecondPackage("r".into())));
    check("p --policy q --quiet", &Err(BadArgs::Unknown("--quiet".into())));
    check("p -p q", &Err(BadArgs::Unknown("-p".into())));
}

#[test]
fn help_and_version_need_nothing_else() {
    check("--help", &Ok(Asked::Help));
    check("-h p r", &Ok(Asked::Help));
    check("p --version", &Ok(Asked::Version));
}
