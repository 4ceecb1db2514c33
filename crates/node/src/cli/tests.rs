//! What the argument parser takes and refuses; what commands do is in `tests/cmd`.

use super::*;

fn parsed(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split(' '))
}

fn refused(line: &str, words: &str) {
    let error = parsed(line).unwrap_err();
    assert_eq!(error.exit_code(), 2, "{line}");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn the_definition_of_the_command_line_contradicts_itself_nowhere() {
    use clap::CommandFactory as _;
    Cli::command().debug_assert();
}

#[test]
fn a_sandbox_has_every_option_that_tools_rely_on() {
    let line = "comity sandbox --dir /tmp/x --fresh --journey epoc --evidence a --evidence b --base-port 9000 \
                --at 2026-09-07T08:00:00Z --headless --json";
    let Command::Sandbox(args) = parsed(line).unwrap().command else { panic!() };
    assert_eq!(args.evidence.len(), 2);
    assert_eq!(args.base_port, Some(9000));
    assert!(args.fresh && args.headless && args.json);
    let Command::Sandbox(args) = parsed("comity sandbox").unwrap().command else { panic!() };
    assert_eq!(args.dir, PathBuf::from("./sandbox"));
    assert_eq!(args.journey, "epoc");
}

#[test]
fn the_directory_may_stand_before_and_behind_advance() {
    for line in ["comity sandbox advance P10D --dir x", "comity sandbox --dir x advance P10D"] {
        let Command::Sandbox(args) = parsed(line).unwrap().command else { panic!() };
        assert_eq!(args.dir, PathBuf::from("x"), "{line}");
        assert!(args.command.is_some(), "{line}");
    }
}

#[test]
fn the_keys_of_a_log_stand_behind_one_word_or_several() {
    for keys in ["--vkey a b", "--vkey a --vkey b"] {
        let line = format!("comity witness add-log --dir w --origin o {keys}");
        let Command::Witness(witness::Witness::AddLog(args)) = parsed(&line).unwrap().command
        else {
            panic!()
        };
        assert_eq!(args.vkeys, ["a", "b"], "{line}");
    }
}

#[test]
fn wrong_usage_says_what_is_wrong() {
    refused("comity", "Usage");
    refused("comity nonsense", "nonsense");
    refused("comity sandbox --journey other", "epoc");
    refused("comity sandbox --at yesterday", "--at");
    refused("comity sandbox advance backwards", "not a duration");
    refused("comity sandbox --base-port 70000", "--base-port");
    refused("comity law clock eu-e-evidence/produce --fact state", "NAME=VALUE");
    refused("comity serve", "--config");
    refused("comity exhibit add --portal http://192.0.2.1:80 --order o --link l f", "this machine");
    refused("comity exhibit add --portal http://127.0.0.1 --order o --link l f", "127.0.0.1:PORT");
    refused("comity exhibit add --portal 127.0.0.1:8440 --order o --link l", "<PATH>...");
    refused("comity package verify p.asice", "--policy");
    refused("comity bundle write --config c --to n", "--out");
    refused("comity bundle write --config c --to n --out f --volume 4.5GiB", "whole number");
    refused("comity bundle write --config c --to n --out f --volume 4GB", "KiB, MiB or GiB");
    refused("comity bundle write --config c --to n --out f --why haste", "exceptional");
    refused("comity bundle read --config c", "<FILE>...");
    refused("comity bundle inspect f --sheet --json", "cannot be used with");
    refused("comity witness add-log --dir w --origin o", "--vkey");
    refused("comity witness add-log --dir w --origin o --vkey v --from 5", "SIZE:ROOT");
    refused("comity witness serve --dir w --listen localhost", "--listen");
    refused("comity witness serve --dir w --listen 127.0.0.1:0 --per-minute 0", "--per-minute");
}

#[test]
fn every_command_has_an_example_and_the_exit_codes_in_its_help() {
    fn leaves(command: &clap::Command, found: &mut Vec<clap::Command>) {
        let mut below = command.get_subcommands().peekable();
        if below.peek().is_none() || command.get_name() == "sandbox" {
            found.push(command.clone());
        }
        below.for_each(|command| leaves(command, found));
    }
    use clap::CommandFactory as _;
    let mut found = Vec::new();
    leaves(&Cli::command(), &mut found);
    assert_eq!(found.len(), 54);
    for mut command in found {
        let help = command.render_help().to_string();
        assert!(help.contains("Example: comity ") && help.contains("Exit codes: 0"), "{help}");
    }
}

#[test]
fn a_bundle_changes_no_directory_under_a_node_that_runs() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (stage, before) = runtime.block_on(async {
        let stage = crate::bundle::tests::stage::Stage::set().await;
        stage.issue().await;
        let folder = |member: &str| stage.folder.path().join(member);
        let read = |member: &str| std::fs::read(folder(member).join("roster/timestamp.json"));
        let entries = ["fr-tj", "ie-prov", "fr-coord"].map(|member| {
            let bytes = std::fs::read(folder(member).join("entry.json")).unwrap();
            wire::roster::entry_from_bytes(&bytes).unwrap()
        });
        let (operator, court, now) = (folder("fr-coord"), folder("fr-tj"), stage.nodes[0].now());
        let next = crate::init::next_directory(&operator, &court, &entries, now).await.unwrap();
        crate::init::install_directory(&court, &next).unwrap();
        stage.write(0, "order.zip", None).await.unwrap();
        let before = read("ie-prov").unwrap();
        assert_ne!(before, read("fr-tj").unwrap(), "the court has a newer one");
        (stage, before)
    });
    let at = stage.folder.path().to_owned();
    let read = || {
        let (file, config) = (at.join("stick/order.zip"), at.join("ie-prov/comity.toml"));
        let line = format!("comity bundle read {} --config {}", file.display(), config.display());
        let answers = format!("--answers {}", at.join("stick").display());
        dispatch(parsed(&format!("{line} {answers}")).unwrap().command)
    };
    let held = || std::fs::read(at.join("ie-prov/roster/timestamp.json")).unwrap();
    assert_eq!(read(), Exit::Failed);
    assert_eq!(held(), before, "it was not touched");
    let folder = stage.stop();
    drop(runtime);
    assert_eq!(read(), Exit::Done);
    assert_ne!(held(), before);
    drop(folder);
}

#[test]
fn an_order_is_carried_by_commands_on_folders_of_nodes_that_do_not_run() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = runtime.block_on(async {
        let stage = crate::bundle::tests::stage::Stage::set().await;
        stage.issue().await;
        stage.stop()
    });
    drop(runtime);
    let at = folder.path().display();
    let run = |line: String| dispatch(parsed(&line).unwrap().command);
    let config = |member: &str| format!("--config {at}/{member}/comity.toml");
    let (court, provider) = (config("fr-tj"), config("ie-prov"));
    let to = "--to ie-prov.sandbox.example";
    let write = format!("comity bundle write {court} {to} --out {at}/stick/order.zip");
    assert_eq!(run(write.clone()), Exit::Done);
    assert_eq!(run(write), Exit::Denied, "the file is there");
    let other = format!("comity bundle write {court} --to nobody.example --out {at}/stick/x.zip");
    assert_eq!(run(other), Exit::Denied);
    for more in [String::new(), provider.clone(), "--json".to_owned(), "--sheet".to_owned()] {
        let line = format!("comity bundle inspect {at}/stick/order.zip {more}");
        assert_eq!(run(line.trim_end().to_owned()), Exit::Done, "{more}");
    }
    let read = |config: &str, file: &str| {
        run(format!("comity bundle read {at}/stick/{file} {config} --answers {at}/stick"))
    };
    assert_eq!(read(&court, "order.zip"), Exit::NotVerified, "it is for another node");
    assert_eq!(read(&provider, "order.zip"), Exit::Done);
    let answers = std::fs::read_dir(folder.path().join("stick")).unwrap();
    let names = answers.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut answers = names.filter(|name| name.starts_with("answer-") && name.ends_with(".zip"));
    let answer = answers.next().unwrap();
    assert_eq!(answers.next(), None, "one reading, one answer");
    assert_eq!(read(&court, &answer), Exit::Done);

    let mut bytes = std::fs::read(folder.path().join("stick/order.zip")).unwrap();
    let at_text = bytes.windows(8).position(|window| window == b"This fil").unwrap();
    bytes[at_text] ^= 1;
    std::fs::write(folder.path().join("stick/damaged.zip"), bytes).unwrap();
    let inspect = format!("comity bundle inspect {at}/stick/damaged.zip");
    assert_eq!(run(inspect), Exit::NotVerified);
}
