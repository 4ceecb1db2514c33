//! Plays a journey: does what an officer would do at a portal in each scene, and then checks what it claims.
//!
//! Every scene can be repeated: what was sent is answered again with the first answer, what was waited for is there
//! already. Not here: what is played (`plot`), what is filled in (`story`), sessions, retries and memory (`driver`).

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::driver::{Driver, Form, Problem, StepError, list_of, need, text_of};
use super::error::SandboxError;
use super::paths;
use super::players::{COORD, NL_OVS, Player, Who};
use super::plot::{Act, Look, No, OVERSIGHT, Plot, Scene, Seen};
use super::report::Progress;
use super::state::Denial;
use super::story::Story;

mod produce;

#[cfg(test)]
mod tests;

/// Plays all scenes that were not played, and stops at the first that fails.
pub(crate) async fn play(
    driver: &mut Driver<'_>,
    story: &Story,
    progress: &mut Progress,
) -> Result<(), SandboxError> {
    for scene in story.plot.scenes {
        progress.begin(scene.name, scene.about);
        if let Some(millis) = driver.state.steps.get(scene.name)
            && !scene.act.looks_only()
        {
            progress.end(scene.name, true, Duration::from_millis(*millis), true);
            continue;
        }
        let begun = Instant::now();
        let done = take(driver, story, scene).await;
        let spent = begun.elapsed();
        progress.end(scene.name, done.is_ok(), spent, false);
        if let Err(error) = done {
            let (code, why) = (error.code(), error.to_string());
            return Err(SandboxError::Step { step: scene.name, code, why });
        }
        let millis = u64::try_from(spent.as_millis()).unwrap_or(u64::MAX);
        driver.state.steps.insert(scene.name.to_owned(), millis);
        driver.save()?;
    }
    Ok(())
}

async fn take(driver: &mut Driver<'_>, story: &Story, scene: &Scene) -> Result<(), StepError> {
    let plot = story.plot;
    match scene.act {
        Act::Clear(sees) => clear(driver, plot, scene.name, sees).await,
        Act::Deliver => deliver(driver, plot).await,
        Act::Draft => draft(driver, story).await,
        Act::Export => produce::export(driver, plot).await,
        Act::HandOver => produce::hand_over(driver, plot).await,
        Act::HandOverDenied(no) => produce::hand_over_denied(driver, plot, scene.name, no).await,
        Act::Ingest => produce::ingest(driver, plot).await,
        Act::Issue => issue(driver, story).await,
        Act::IssueDenied(who, no) => issue_denied(driver, story, scene.name, who, no).await,
        Act::Plain { who, verb, sees } => {
            let path = paths::plain_act(&page(driver, plot, who)?, verb);
            done(driver, &format!("{}/{verb}", scene.name), who, &path, Form::new()).await?;
            look(driver, plot, sees).await
        }
        Act::RefuseDenied(ground, no) => refuse_denied(driver, plot, scene.name, ground, no).await,
        Act::Say { who, form, told, sees } => {
            let form = story.letter(form, told)?;
            say(driver, plot, scene.name, who, form, sees).await
        }
        Act::SayDenied { who, form, no } => {
            let form = story.letter(form, &[])?;
            let path = paths::letters(&page(driver, plot, who)?);
            denied(driver, scene.name, "say", who, &path, form, no).await
        }
        Act::Verify => produce::verify(driver).await,
        Act::Witness => witness(driver, plot).await,
    }
}

/// A case, a draft that is incomplete and says where and by which article, then a complete one.
async fn draft(driver: &mut Driver<'_>, story: &Story) -> Result<(), StepError> {
    let drafter = story.plot.drafter;
    let answer = driver.submit(drafter, "draft/case", paths::CASES, |_| story.case()).await?;
    let case = keep_id(driver, "case", need(&answer, "id", paths::CASES)?)?;
    let path = paths::measures(&case);
    let answer = driver.submit(drafter, "draft/measure", &path, |_| story.measure()).await?;
    let measure = keep_id(driver, "measure", need(&answer, "id", &path)?)?;

    let (page, path) = (paths::measure(&measure), paths::fields(&measure));
    let seen = version(driver, drafter, &page).await?;
    let form = story.incomplete();
    driver.submit(drafter, "draft/incomplete", &path, |_| with_seen(form, &seen)).await?;
    let shown = driver.ask(drafter, &page).await?;
    let defects = list_of(&shown, "defects");
    if !driver.state.posts.contains_key("draft/complete") && defects.is_empty() {
        return Err(StepError::Wrong("an incomplete draft showed no defects".to_owned()));
    }
    if let Some(bare) = defects.iter().find(|d| is_blank(d, "cite") || is_blank(d, "field")) {
        return Err(StepError::Wrong(format!("a defect without field or article: {bare}")));
    }

    let seen = version(driver, drafter, &page).await?;
    let form = story.complete(&driver.state.canaries);
    driver.submit(drafter, "draft/complete", &path, |_| with_seen(form, &seen)).await?;
    let shown = driver.ask(drafter, &page).await?;
    match list_of(&shown, "defects") {
        [] => Ok(()),
        [first, ..] => {
            Err(StepError::Wrong(format!("the complete draft still has a defect: {first}")))
        }
    }
}

/// Somebody whom the law does not let issue it tries.
async fn issue_denied(
    driver: &mut Driver<'_>,
    story: &Story,
    step: &'static str,
    who: Who,
    no: No,
) -> Result<(), StepError> {
    let measure = id(driver, "measure")?;
    let form = issue_form(driver, story, who, &measure).await?;
    denied(driver, step, "issue", who, &paths::issue(&measure), form, no).await
}

/// The issuer reads what each recipient will get, and issues exactly that.
async fn issue(driver: &mut Driver<'_>, story: &Story) -> Result<(), StepError> {
    let (measure, issuer) = (id(driver, "measure")?, story.plot.issuer);
    if !driver.state.posts.contains_key("issue/issue") && story.plot.enforcing.is_some() {
        let check = driver.ask(issuer, &paths::check(&measure)).await?;
        let (addressee, enforcing) = (copy(&check, "addressee")?, copy(&check, "enforcing")?);
        story.check_copies(&driver.state.canaries, &addressee.text, &enforcing.text)?;
    }
    let form = issue_form(driver, story, issuer, &measure).await?;
    done(driver, "issue/issue", issuer, &paths::issue(&measure), form).await?;
    driver
        .until(issuer, &paths::measure(&measure), "the measure to be issued", |shown| {
            text_of(shown, "state").filter(|state| state != "draft")
        })
        .await?;
    Ok(())
}

/// Every recipient has receipted, and the clocks run from there and show what they rest on.
async fn deliver(driver: &mut Driver<'_>, plot: &Plot) -> Result<(), StepError> {
    let measure = id(driver, "measure")?;
    let n_copies = plot.recipients().count();
    driver
        .until(plot.issuer, &paths::measure(&measure), "the receipts of all recipients", |shown| {
            (n_receipts(shown.get("receipts")?) >= n_copies).then_some(())
        })
        .await?;
    for recipient in plot.recipients() {
        let who = recipient.who;
        let order = driver
            .until(who, paths::DESK, "the order on the desk", |desk| {
                list_of(desk, "items").iter().find_map(|item| text_of(item, "id"))
            })
            .await?;
        let order = keep_id(driver, &order_of(who), order)?;
        let Some(name) = recipient.clock else { continue };
        driver
            .until(who, &paths::order(&order), "a clock that shows its basis", |shown| {
                let clocks = list_of(shown, "clocks");
                let is_shown = Seen::Clock(name).is_in(shown) && clocks.iter().any(shows_its_basis);
                is_shown.then_some(())
            })
            .await?;
    }
    Ok(())
}

/// The notified authority says that it raises no ground.
async fn clear(
    driver: &mut Driver<'_>,
    plot: &Plot,
    step: &'static str,
    sees: &[Look],
) -> Result<(), StepError> {
    let nobody = || StepError::Wrong("nobody is notified in this journey".to_owned());
    let who = plot.enforcing.ok_or_else(nobody)?.who;
    let path = paths::clear(&id(driver, &order_of(who))?);
    done(driver, &format!("{step}/clear"), who, &path, Form::new()).await?;
    look(driver, plot, sees).await
}

/// The addressee tries to refuse on a ground that the law does not give it.
async fn refuse_denied(
    driver: &mut Driver<'_>,
    plot: &Plot,
    step: &'static str,
    ground: &str,
    no: No,
) -> Result<(), StepError> {
    let who = plot.addressee.who;
    let path = paths::refuse(&id(driver, &order_of(who))?);
    let form = [("ground", ground), ("reasons", "It is not ours to give.")];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    denied(driver, step, "refuse", who, &path, form, no).await
}

/// A form of the instrument is said, and everybody who must learn of it does.
async fn say(
    driver: &mut Driver<'_>,
    plot: &Plot,
    step: &'static str,
    who: Who,
    form: Form,
    sees: &[Look],
) -> Result<(), StepError> {
    let path = paths::letters(&page(driver, plot, who)?);
    done(driver, &format!("{step}/say"), who, &path, form).await?;
    look(driver, plot, sees).await
}

/// Waits until everybody sees what follows.
async fn look(driver: &mut Driver<'_>, plot: &Plot, sees: &[Look]) -> Result<(), StepError> {
    for Look { who, seen } in sees {
        let (path, what) = (page(driver, plot, *who)?, seen.to_string());
        driver.until(*who, &path, &what, |shown| seen.is_in(shown).then_some(())).await?;
    }
    Ok(())
}

/// Where a member finds the measure.
fn page(driver: &Driver<'_>, plot: &Plot, who: Who) -> Result<String, StepError> {
    if who.player.id == plot.issuer.player.id {
        return id(driver, "measure").map(|measure| paths::measure(&measure));
    }
    id(driver, &order_of(who)).map(|order| paths::order(&order))
}

/// How the memory calls the order of a recipient.
fn order_of(who: Who) -> String {
    format!("order/{}", who.player.id)
}

/// Both witnesses have cosigned what the nodes of all parties had logged when the step began, and oversight agrees.
async fn witness(driver: &mut Driver<'_>, plot: &Plot) -> Result<(), StepError> {
    let mut sizes = Vec::new();
    for who in plot.parties() {
        let ledger = driver.ask(who, paths::LEDGER).await?;
        sizes.push((who.player, number(&ledger, "size").unwrap_or_default()));
    }
    for (who, (_, size)) in plot.parties().zip(&sizes) {
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
async fn issue_form(
    driver: &mut Driver<'_>,
    story: &Story,
    who: Who,
    measure: &str,
) -> Result<Form, StepError> {
    let sent = driver.state.posts.get("issue/issue");
    if let Some(post) = sent.filter(|_| who == story.plot.issuer) {
        return Ok(post.form.clone()); // already sent or about to be
    }
    let path = paths::check(measure);
    let check = driver.ask(who, &path).await?;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut form = vec![
        pair("seen", need(&check, "version", &path)?),
        pair("digest_addressee", copy(&check, "addressee")?.digest),
    ];
    if story.plot.enforcing.is_some() {
        form.push(pair("digest_enforcing", copy(&check, "enforcing")?.digest));
    }
    let shown = driver.ask(who, &paths::measure(measure)).await?;
    for check in list_of(&shown, "checks") {
        let check = need(check, "id", &path)?;
        form.push((format!("check-{check}"), story.reasoning(&check).to_owned()));
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

/// Sends a form that must be taken as it is; defects are no answer here.
async fn done(
    driver: &mut Driver<'_>,
    item: &str,
    who: Who,
    path: &str,
    form: Form,
) -> Result<(), StepError> {
    let answer = driver.submit(who, item, path, |_| form).await?;
    match list_of(&answer, "errors") {
        [] => Ok(()),
        [first, ..] => {
            let why = format!("{path} answered with a defect: {first}");
            driver.state.posts.remove(item);
            driver.save()?;
            Err(StepError::Wrong(why))
        }
    }
}

/// Sends a form that the law must refuse, with this code and by this article.
async fn denied(
    driver: &mut Driver<'_>,
    step: &'static str,
    what: &str,
    who: Who,
    path: &str,
    form: Form,
    no: No,
) -> Result<(), StepError> {
    let problem = driver.refused(who, &format!("{step}/{what}"), path, form).await?;
    expect_denial(driver, step, problem, no)
}

fn expect_denial(
    driver: &mut Driver<'_>,
    step: &'static str,
    problem: Problem,
    no: No,
) -> Result<(), StepError> {
    let No { code, cite } = no;
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
