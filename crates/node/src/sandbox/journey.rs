//! The journey `epoc`: from a draft at a French court to a package that anybody can verify offline.
//!
//! Eleven steps, each of which can be repeated: what was sent is answered again with the first answer, what was
//! waited for is there already. A step does what an officer would do at a portal and then checks what it claims.
//! Not here: sessions, retries and memory (`driver`), what is filled in (`story`).

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::process::Command;
use tokio::time::Instant;

use super::driver::{Driver, Form, Problem, StepError, list_of, need, text_of};
use super::error::SandboxError;
use super::paths;
use super::players::{COORD, FR_TJ, IE_CA, IE_PROV, NL_OVS, Player, Who};
use super::report::Progress;
use super::state::Denial;
use super::story::Story;

#[cfg(test)]
mod tests;

/// The only journey so far.
pub const EPOC: &str = "epoc";

/// The step that runs `comity-verify`; when it fails, so does verification.
pub const VERIFY: &str = "verify";

const POLICE: Who = Who { player: &FR_TJ, login: "police" };
const PROSECUTOR: Who = Who { player: &FR_TJ, login: "prosecutor" };
const JUDGE: Who = Who { player: &FR_TJ, login: "judge" };
const CLERK: Who = Who { player: &FR_TJ, login: "clerk" };
const LEGAL: Who = Who { player: &IE_PROV, login: "legal" };
const EXECUTOR: Who = Who { player: &IE_CA, login: "executor" };
const OVERSIGHT: Who = Who { player: &NL_OVS, login: "oversight" };

/// How many exports the node gave up, as the memory keeps it.
const FAILED_EXPORTS: &str = "failed-exports";

/// The three whose ledgers are witnessed, with somebody who may look at them.
const WITNESSED: [Who; 3] = [CLERK, LEGAL, EXECUTOR];

/// One step: its name, which other tools rely on, and what happens in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Draft,
    IssueDenied,
    Issue,
    Deliver,
    HandOverDenied,
    Confirm,
    Ingest,
    HandOver,
    Export,
    Verify,
    Witness,
}

impl Step {
    const ALL: [Self; 11] = [
        Self::Draft,
        Self::IssueDenied,
        Self::Issue,
        Self::Deliver,
        Self::HandOverDenied,
        Self::Confirm,
        Self::Ingest,
        Self::HandOver,
        Self::Export,
        Self::Verify,
        Self::Witness,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::IssueDenied => "issue-denied",
            Self::Issue => "issue",
            Self::Deliver => "deliver",
            Self::HandOverDenied => "hand-over-denied",
            Self::Confirm => "confirm",
            Self::Ingest => "ingest",
            Self::HandOver => "hand-over",
            Self::Export => "export",
            Self::Verify => VERIFY,
            Self::Witness => "witness",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Draft => "a police officer drafts an order for traffic data",
            Self::IssueDenied => "the prosecutor tries to issue it",
            Self::Issue => "the judge reads both copies and issues them",
            Self::Deliver => "two different copies arrive, receipts come back, clocks run",
            Self::HandOverDenied => "the provider tries to hand over at once",
            Self::Confirm => "the enforcing authority raises no ground",
            Self::Ingest => "the provider takes the evidence in",
            Self::HandOver => "the evidence changes hands, sealed and receipted",
            Self::Export => "the clerk exports the case",
            Self::Verify => "comity-verify checks the package offline",
            Self::Witness => "both witnesses have cosigned all three ledgers",
        }
    }

    /// Steps that only look: they are taken in every run, so that a run never ends well by memory alone.
    const fn looks_only(self) -> bool {
        match self {
            Self::Verify | Self::Witness => true,
            Self::Draft
            | Self::IssueDenied
            | Self::Issue
            | Self::Deliver
            | Self::HandOverDenied
            | Self::Confirm
            | Self::Ingest
            | Self::HandOver
            | Self::Export => false,
        }
    }
}

/// How many steps there are.
pub(crate) const STEPS: usize = Step::ALL.len();

/// Plays all steps that are not done, and stops at the first that fails.
pub(crate) async fn play(
    driver: &mut Driver<'_>,
    story: &Story,
    progress: &mut Progress,
) -> Result<(), SandboxError> {
    for step in Step::ALL {
        progress.begin(step.name(), step.about());
        if let Some(millis) = driver.state.steps.get(step.name())
            && !step.looks_only()
        {
            progress.end(step.name(), true, Duration::from_millis(*millis), true);
            continue;
        }
        let begun = Instant::now();
        let done = take(driver, story, step).await;
        let spent = begun.elapsed();
        progress.end(step.name(), done.is_ok(), spent, false);
        if let Err(error) = done {
            let (code, why) = (error.code(), error.to_string());
            return Err(SandboxError::Step { step: step.name(), code, why });
        }
        let millis = u64::try_from(spent.as_millis()).unwrap_or(u64::MAX);
        driver.state.steps.insert(step.name().to_owned(), millis);
        driver.save()?;
    }
    Ok(())
}

async fn take(driver: &mut Driver<'_>, story: &Story, step: Step) -> Result<(), StepError> {
    match step {
        Step::Draft => draft(driver, story).await,
        Step::IssueDenied => issue_denied(driver).await,
        Step::Issue => issue(driver, story).await,
        Step::Deliver => deliver(driver).await,
        Step::HandOverDenied => hand_over_denied(driver).await,
        Step::Confirm => confirm(driver).await,
        Step::Ingest => ingest(driver).await,
        Step::HandOver => hand_over(driver).await,
        Step::Export => export(driver).await,
        Step::Verify => verify(driver).await,
        Step::Witness => witness(driver).await,
    }
}

/// A case, a draft that is incomplete and says where and by which article, then a complete one.
async fn draft(driver: &mut Driver<'_>, story: &Story) -> Result<(), StepError> {
    let answer = driver.submit(POLICE, "draft/case", paths::CASES, |_| Story::case()).await?;
    let case = keep_id(driver, "case", need(&answer, "id", paths::CASES)?)?;
    let path = paths::measures(&case);
    let answer = driver.submit(POLICE, "draft/measure", &path, |_| Story::measure()).await?;
    let measure = keep_id(driver, "measure", need(&answer, "id", &path)?)?;

    let (page, path) = (paths::measure(&measure), paths::fields(&measure));
    let seen = version(driver, POLICE, &page).await?;
    let form = story.incomplete();
    driver.submit(POLICE, "draft/incomplete", &path, |_| with_seen(form, &seen)).await?;
    let shown = driver.ask(POLICE, &page).await?;
    let defects = list_of(&shown, "defects");
    if !driver.state.posts.contains_key("draft/complete") && defects.is_empty() {
        return Err(StepError::Wrong("an incomplete draft showed no defects".to_owned()));
    }
    if let Some(bare) = defects.iter().find(|d| is_blank(d, "cite") || is_blank(d, "field")) {
        return Err(StepError::Wrong(format!("a defect without field or article: {bare}")));
    }

    let seen = version(driver, POLICE, &page).await?;
    let form = story.complete(&driver.state.canaries);
    driver.submit(POLICE, "draft/complete", &path, |_| with_seen(form, &seen)).await?;
    let shown = driver.ask(POLICE, &page).await?;
    match list_of(&shown, "defects") {
        [] => Ok(()),
        [first, ..] => {
            Err(StepError::Wrong(format!("the complete draft still has a defect: {first}")))
        }
    }
}

/// Traffic data are beyond a prosecutor.
async fn issue_denied(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let measure = id(driver, "measure")?;
    let form = issue_form(driver, PROSECUTOR, &measure).await?;
    let path = paths::issue(&measure);
    let problem = driver.refused(PROSECUTOR, "issue-denied/issue", &path, form).await?;
    expect_denial(driver, "issue-denied", problem, "not-competent", "4(2)")
}

/// The judge reads what each recipient will get, and issues exactly that.
async fn issue(driver: &mut Driver<'_>, story: &Story) -> Result<(), StepError> {
    let measure = id(driver, "measure")?;
    if !driver.state.posts.contains_key("issue/issue") {
        let check = driver.ask(JUDGE, &paths::check(&measure)).await?;
        let (addressee, enforcing) = (copy(&check, "addressee")?, copy(&check, "enforcing")?);
        story.check_copies(&driver.state.canaries, &addressee.text, &enforcing.text)?;
    }
    let form = issue_form(driver, JUDGE, &measure).await?;
    driver.submit(JUDGE, "issue/issue", &paths::issue(&measure), |_| form).await?;
    driver
        .until(JUDGE, &paths::measure(&measure), "the measure to be issued", |shown| {
            text_of(shown, "state").filter(|state| state != "draft")
        })
        .await?;
    Ok(())
}

/// Both recipients have receipted, and the clocks run from there and show what they rest on.
async fn deliver(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let measure = id(driver, "measure")?;
    driver
        .until(JUDGE, &paths::measure(&measure), "the receipts of both recipients", |shown| {
            (n_receipts(shown.get("receipts")?) >= 2).then_some(())
        })
        .await?;
    for (who, name) in [(LEGAL, "order/ie-prov"), (EXECUTOR, "order/ie-ca")] {
        let order = driver
            .until(who, paths::DESK, "the order on the desk", |desk| {
                list_of(desk, "items").iter().find_map(|item| text_of(item, "id"))
            })
            .await?;
        let order = keep_id(driver, name, order)?;
        driver
            .until(who, &paths::order(&order), "a clock that shows its basis", |shown| {
                list_of(shown, "clocks").iter().any(shows_its_basis).then_some(())
            })
            .await?;
    }
    Ok(())
}

/// Before the tenth day is over nobody may hand over without the enforcing authority's word.
async fn hand_over_denied(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let path = paths::hand_over(&id(driver, "order/ie-prov")?);
    let problem = driver.refused(LEGAL, "hand-over-denied/hand-over", &path, Form::new()).await?;
    expect_denial(driver, "hand-over-denied", problem, "gate-not-open", "10(2)")
}

/// The enforcing authority says that it raises no ground, and the provider learns it.
async fn confirm(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let path = paths::clear(&id(driver, "order/ie-ca")?);
    driver.submit(EXECUTOR, "confirm/clear", &path, |_| Form::new()).await?;
    let order = paths::order(&id(driver, "order/ie-prov")?);
    driver
        .until(LEGAL, &order, "the release to be allowed", |shown| {
            let state = text_of(shown.get("release")?, "state")?;
            matches!(state.as_str(), "allowed" | "due").then_some(())
        })
        .await
}

/// Every file becomes an exhibit of the provider, with digests that both sides computed.
async fn ingest(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let order = id(driver, "order/ie-prov")?;
    for (n, file) in driver.state.evidence.clone().iter().enumerate() {
        let answer = driver.upload(LEGAL, &item(n), &order, file).await?;
        need(&answer, "sha256", "the ingest")?;
    }
    Ok(())
}

/// The exhibits stand in the court's case with the provider's digests.
async fn hand_over(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let path = paths::hand_over(&id(driver, "order/ie-prov")?);
    driver.submit(LEGAL, "hand-over/hand-over", &path, |_| Form::new()).await?;
    let mut given = Vec::new();
    for (n, _) in driver.state.evidence.iter().enumerate() {
        let post = driver.state.posts.get(&item(n)).and_then(|post| post.answer.as_ref());
        given.extend(post.and_then(|(_, body)| text_of(body, "sha256")));
    }
    let measure = paths::measure(&id(driver, "measure")?);
    driver
        .until(CLERK, &measure, "every exhibit to be sealed at the court", |shown| {
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

/// The clerk asks for the package, the judge agrees as the second person, and the file lies in the output directory.
/// A package that failed for good is asked for anew by the next run.
async fn export(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let path = paths::export(&id(driver, "case")?);
    let n_failed =
        driver.state.ids.get(FAILED_EXPORTS).map_or(0, |n| n.parse::<u32>().unwrap_or(0));
    let item = |what: &str| format!("export/{what}/{n_failed}");
    let answer = driver.submit(CLERK, &item("export"), &path, |_| Form::new()).await?;
    let package = keep_id(driver, "package", need(&answer, "package", &path)?)?;
    let page = paths::package(&package);
    let shown = driver.ask(CLERK, &page).await?;
    if number(&shown, "approvals_missing").is_some_and(|missing| missing > 0) {
        let path = paths::approve(&package);
        driver.submit(JUDGE, &item("approve"), &path, |_| Form::new()).await?;
    }
    let failed = driver
        .until(CLERK, &page, "the package to be sealed", |shown| {
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
    driver.download(CLERK, &paths::download(&package), &file).await?;
    driver.state.package = Some(name);
    Ok(driver.save()?)
}

/// The court's own tool, with the package, the policy and nothing else.
async fn verify(driver: &Driver<'_>) -> Result<(), StepError> {
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

/// Both witnesses have cosigned what the three nodes had logged when the step began, and oversight agrees.
async fn witness(driver: &mut Driver<'_>) -> Result<(), StepError> {
    let mut sizes = Vec::new();
    for who in WITNESSED {
        let ledger = driver.ask(who, paths::LEDGER).await?;
        sizes.push((who.player, number(&ledger, "size").unwrap_or_default()));
    }
    for (who, (_, size)) in WITNESSED.into_iter().zip(&sizes) {
        driver
            .until(who, paths::LEDGER, "the cosignatures of both witnesses", |ledger| {
                let cosigned = ledger.get("cosigned")?;
                let both = [NL_OVS, COORD].iter().all(|witness| names(cosigned, "by", witness));
                (both && number(cosigned, "size")? >= *size).then_some(())
            })
            .await?;
    }
    driver
        .until(OVERSIGHT, paths::OVERSIGHT, "oversight to find every ledger consistent", |shown| {
            let ledgers = list_of(shown, "ledgers");
            let is_fine = |(player, size): &(&'static Player, u64)| {
                ledgers.iter().any(|ledger| {
                    is_member(ledger, player)
                        && ledger.get("consistent").and_then(Value::as_bool) == Some(true)
                        && number(ledger, "size").is_some_and(|seen| seen >= *size)
                })
            };
            sizes.iter().all(is_fine).then_some(())
        })
        .await
}

/// The form that issues what `who` was shown.
async fn issue_form(driver: &mut Driver<'_>, who: Who, measure: &str) -> Result<Form, StepError> {
    if let Some(post) = driver.state.posts.get("issue/issue").filter(|_| who == JUDGE) {
        return Ok(post.form.clone()); // already sent or about to be
    }
    let path = paths::check(measure);
    let check = driver.ask(who, &path).await?;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut form = vec![
        pair("seen", need(&check, "version", &path)?),
        pair("digest_addressee", copy(&check, "addressee")?.digest),
        pair("digest_enforcing", copy(&check, "enforcing")?.digest),
    ];
    let shown = driver.ask(who, &paths::measure(measure)).await?;
    for check in list_of(&shown, "checks") {
        let check = need(check, "id", &path)?;
        form.push((format!("check-{check}"), Story::reasoning(&check).to_owned()));
    }
    Ok(form)
}

/// One recipient's copy before it is issued.
struct Copy {
    digest: String,
    text: String,
}

fn copy(check: &Value, recipient: &str) -> Result<Copy, StepError> {
    let found = list_of(check, "copies")
        .iter()
        .find(|copy| text_of(copy, "copy").as_deref() == Some(recipient))
        .ok_or_else(|| StepError::Wrong(format!("no copy for the {recipient} to check")))?;
    let part = |name: &str| need(found, name, &format!("the {recipient}'s copy"));
    Ok(Copy { digest: part("digest")?, text: part("text")? })
}

fn expect_denial(
    driver: &mut Driver<'_>,
    step: &'static str,
    problem: Problem,
    code: &str,
    cite: &str,
) -> Result<(), StepError> {
    if problem.code != code || problem.cite != cite {
        return Err(StepError::Wrong(format!(
            "expected `{code}` by {cite}, got {} `{}` by {:?}: {}",
            problem.status, problem.code, problem.cite, problem.detail
        )));
    }
    let (code, cite) = (problem.code, problem.cite);
    driver.state.deny(Denial { step: step.to_owned(), code, cite });
    Ok(driver.save()?)
}

/// The version of a draft that a form answers to.
async fn version(driver: &mut Driver<'_>, who: Who, page: &str) -> Result<String, StepError> {
    let shown = driver.ask(who, page).await?;
    need(&shown, "version", page)
}

fn with_seen(mut form: Form, seen: &str) -> Form {
    form.insert(0, ("seen".to_owned(), seen.to_owned()));
    form
}

/// Keeps an id that a node gave, for later steps and later runs.
fn keep_id(driver: &mut Driver<'_>, name: &str, id: String) -> Result<String, StepError> {
    driver.state.ids.insert(name.to_owned(), id.clone());
    driver.save()?;
    Ok(id)
}

fn id(driver: &Driver<'_>, name: &str) -> Result<String, StepError> {
    let missing = || StepError::Wrong(format!("sandbox.json lost the id of the {name}"));
    driver.state.ids.get(name).cloned().ok_or_else(missing)
}

fn item(n: usize) -> String {
    format!("ingest/{n}")
}

fn number(body: &Value, name: &str) -> Option<u64> {
    body.get(name)?.as_u64()
}

fn is_blank(body: &Value, name: &str) -> bool {
    text_of(body, name).is_none_or(|text| text.trim().is_empty())
}

/// Receipts come as an object by recipient or as a list; what is not there yet is null or absent.
fn n_receipts(receipts: &Value) -> usize {
    match receipts {
        Value::Array(list) => list.iter().filter(|receipt| !receipt.is_null()).count(),
        Value::Object(by) => by.values().filter(|receipt| !receipt.is_null()).count(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// A clock that a person can check: both instants and the article they rest on.
fn shows_its_basis(clock: &Value) -> bool {
    let cite = clock.get("basis").is_some_and(|basis| !is_blank(basis, "cite"));
    cite && !is_blank(clock, "strict") && !is_blank(clock, "legal_latest")
}

/// Whether a list of key or member names has one of `player`.
fn names(body: &Value, list: &str, player: &Player) -> bool {
    list_of(body, list).iter().any(|name| {
        name.as_str().is_some_and(|name| name.to_ascii_lowercase().starts_with(player.id))
    })
}

fn is_member(ledger: &Value, player: &Player) -> bool {
    text_of(ledger, "member").is_some_and(|member| member.eq_ignore_ascii_case(player.id))
}
