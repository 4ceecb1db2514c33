//! From a file at the addressee to a package that anybody can check: ingest, hand-over, export, verification.

use std::process::Stdio;

use tokio::process::Command;

use super::{denied, done, id, keep_id, number, order_of};
use crate::sandbox::driver::{Driver, Form, StepError, list_of, need, text_of};
use crate::sandbox::paths;
use crate::sandbox::plot::{No, Plot};

/// How many exports the node gave up, as the memory keeps it.
pub(super) const FAILED_EXPORTS: &str = "failed-exports";

/// The addressee may not hand over yet.
pub(super) async fn hand_over_denied(
    driver: &mut Driver<'_>,
    plot: &Plot,
    step: &'static str,
    no: No,
) -> Result<(), StepError> {
    let who = plot.addressee.who;
    let path = paths::hand_over(&id(driver, &order_of(who))?);
    denied(driver, step, "hand-over", who, &path, Form::new(), no).await
}

/// Every file becomes an exhibit of the addressee, with digests that both sides computed.
pub(super) async fn ingest(driver: &mut Driver<'_>, plot: &Plot) -> Result<(), StepError> {
    let (who, order) = (plot.addressee.who, id(driver, &order_of(plot.addressee.who))?);
    for (n, file) in driver.state.evidence.clone().iter().enumerate() {
        let answer = driver.upload(who, &item(n), &order, file).await?;
        need(&answer, "sha256", "the ingest")?;
    }
    Ok(())
}

/// The exhibits stand in the issuer's case with the digests of who gave them.
pub(super) async fn hand_over(driver: &mut Driver<'_>, plot: &Plot) -> Result<(), StepError> {
    let who = plot.addressee.who;
    let path = paths::hand_over(&id(driver, &order_of(who))?);
    done(driver, "hand-over/hand-over", who, &path, Form::new()).await?;
    let mut given = Vec::new();
    for (n, _) in driver.state.evidence.iter().enumerate() {
        let post = driver.state.posts.get(&item(n)).and_then(|post| post.answer.as_ref());
        given.extend(post.and_then(|(_, body)| text_of(body, "sha256")));
    }
    let measure = paths::measure(&id(driver, "measure")?);
    driver
        .until(plot.keeper, &measure, "every exhibit to be sealed at the issuer", |shown| {
            let exhibits = list_of(shown, "exhibits");
            let is_there = |digest: &String| {
                exhibits.iter().any(|exhibit| {
                    text_of(exhibit, "sha256").as_ref() == Some(digest)
                        && text_of(exhibit, "state").is_some_and(|state| state != "contested")
                })
            };
            (given.iter().all(is_there) && exhibits.len() >= given.len()).then_some(())
        })
        .await
}

/// Who keeps the case asks for the package, the issuer agrees as the second person, and the file lies in the output directory.
/// A package that failed for good is asked for anew by the next run.
pub(super) async fn export(driver: &mut Driver<'_>, plot: &Plot) -> Result<(), StepError> {
    let path = paths::export(&id(driver, "case")?);
    let n_failed =
        driver.state.ids.get(FAILED_EXPORTS).map_or(0, |n| n.parse::<u32>().unwrap_or(0));
    let item = |what: &str| format!("export/{what}/{n_failed}");
    let answer = driver.submit(plot.keeper, &item("export"), &path, |_| Form::new()).await?;
    let package = keep_id(driver, "package", need(&answer, "package", &path)?)?;
    let page = paths::package(&package);
    let shown = driver.ask(plot.keeper, &page).await?;
    if number(&shown, "approvals_missing").is_some_and(|missing| missing > 0) {
        let path = paths::approve(&package);
        driver.submit(plot.issuer, &item("approve"), &path, |_| Form::new()).await?;
    }
    let failed = driver
        .until(plot.keeper, &page, "the package to be sealed", |shown| {
            match text_of(shown, "state")?.as_str() {
                "sealed" => Some(None),
                "failed" => Some(Some(text_of(shown, "detail").unwrap_or_default())),
                _ => None,
            }
        })
        .await?;
    if let Some(why) = failed {
        keep_id(driver, FAILED_EXPORTS, n_failed.saturating_add(1).to_string())?;
        return Err(StepError::Wrong(format!("the node gave the package up: {why}")));
    }
    let name = format!("{}.asice", package.replace([':', '/'], "-"));
    let file = driver.layout().out().join(&name);
    driver.download(plot.keeper, &paths::download(&package), &file).await?;
    driver.state.package = Some(name);
    Ok(driver.save()?)
}

/// The court's own tool, with the package, the policy and nothing else.
pub(super) async fn verify(driver: &Driver<'_>) -> Result<(), StepError> {
    let Some(name) = &driver.state.package else {
        return Err(StepError::Wrong("no package was exported".to_owned()));
    };
    let wrong = |error: std::io::Error| StepError::Wrong(format!("cannot start: {error}"));
    let this = std::env::current_exe().map_err(wrong)?;
    let beside = this.with_file_name("comity-verify");
    let mut command = if beside.exists() {
        Command::new(beside)
    } else {
        // A lone `comity` still carries the same checks as a subcommand.
        let mut own = Command::new(this);
        own.args(["package", "verify"]);
        own
    };
    let output = command
        .arg(driver.layout().out().join(name))
        .arg("--policy")
        .arg(driver.layout().policy())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(wrong)?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said: String = String::from_utf8_lossy(&said).chars().take(4000).collect();
    Err(StepError::Wrong(format!("{}: {said}", output.status)))
}

fn item(n: usize) -> String {
    format!("ingest/{n}")
}
