//! People at the issuing court: they draft and issue orders through the portal's own forms, and press the same button
//! again until it answers. What they know survives the node's crashes, as paper on a desk does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use domain::actor::AuthLevel;
use law::draft::{DraftFacts, fill_with_examples};
use law::field::Values;
use law::ids::{Country, DataCategory, KindId, Track};
use law::measure_kind::MeasureKind;
use node::node::{Law, Node};
use node::rows::view;
use node::web;
use serde_json::Value;
use tower_service::Service;

use crate::founding::{FR_TJ, IE_PROV};
use crate::{Dice, SimError};

/// Between two tries.
const PATIENCE: Duration = Duration::from_millis(700);
/// Looks into the tray that no simulated run comes to the end of.
const ROUNDS_MAX: u32 = 1_000_000;
/// Largest answer of the portal.
const BYTES_MAX: usize = 8 << 20;

/// The letter that is said about every order: it tells, and changes nothing.
pub(crate) const LETTER: &str = "channel-record";

/// So many of a hundred buttons are pressed twice.
const TWICE: u64 = 30;
/// How a refusal begins because something has changed since the page was shown.
const STALE: &str = "stale";

type Form = Vec<(String, String)>;

/// How far one order has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Order {
    begins_ms: u64,
    case: Option<String>,
    measure: Option<String>,
    /// A form that was filled in: it is sent again exactly so.
    fields: Option<Form>,
    is_drafted: bool,
    issue: Option<Form>,
    is_issued: bool,
    /// A letter about the order was said too.
    is_told: bool,
}

/// A police officer and a judge with so many orders to issue.
#[derive(Debug)]
pub struct Officer {
    answers: Form,
    letter: Form,
    orders: Mutex<Vec<Order>>,
    refusals: Mutex<Vec<String>>,
    /// What became of every button, by the key that was sent with it.
    buttons: Mutex<BTreeMap<String, Button>>,
    dice: Dice,
}

/// A button that was pressed.
#[derive(Debug, Default)]
struct Button {
    is_acknowledged: bool,
    /// What it gave, each different answer once.
    results: BTreeSet<String>,
}

impl Officer {
    /// Officers who begin `n` orders at instants drawn from the dice, over the first seconds of the simulation.
    ///
    /// # Errors
    /// If the pack has no EPOC.
    pub fn new(law: &Law, n: usize, dice: Dice) -> Result<Self, SimError> {
        let kind = KindId::parse("epoc").map_err(told)?;
        let kind = law.packs().find_map(|pack| pack.kind(&kind));
        let kind = kind.ok_or_else(|| told("the instrument has no EPOC"))?;
        let facts = DraftFacts {
            from: Country::parse("FR").map_err(told)?,
            to: Country::parse("IE").map_err(told)?,
            notified: false,
            data: [DataCategory::Subscriber].into(),
            track: Track::Ordinary,
            unvalidated: false,
        };
        let letter = KindId::parse(LETTER).map_err(told)?;
        let letter = law.packs().find_map(|pack| pack.letter(&letter));
        let letter = letter.ok_or_else(|| told("the instrument has no such letter"))?;
        let order = |_| Order { begins_ms: dice.between(200, 12_000), ..Order::default() };
        let orders = (0..n).map(order).collect();
        Ok(Self {
            answers: answers(kind, &facts),
            letter: answers(&letter.form, &facts),
            orders: Mutex::new(orders),
            refusals: Mutex::new(Vec::new()),
            buttons: Mutex::new(BTreeMap::new()),
            dice,
        })
    }

    /// Keys of every command that was sent.
    #[must_use]
    pub fn submitted(&self) -> Vec<String> {
        self.buttons().keys().cloned().collect()
    }

    /// Keys of every command that was answered with success.
    #[must_use]
    pub fn acknowledged(&self) -> Vec<String> {
        let buttons = self.buttons();
        let done = buttons.iter().filter(|(_, button)| button.is_acknowledged);
        done.map(|(key, _)| key.clone()).collect()
    }

    /// What every command gave, each different answer once.
    #[must_use]
    pub fn results(&self) -> BTreeMap<String, BTreeSet<String>> {
        let buttons = self.buttons();
        buttons.iter().map(|(key, button)| (key.clone(), button.results.clone())).collect()
    }

    fn buttons(&self) -> MutexGuard<'_, BTreeMap<String, Button>> {
        self.buttons.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a button is pressed, and what it gave.
    fn press(&self, key: &str, answer: Option<&Value>) {
        let mut buttons = self.buttons();
        let button = buttons.entry(key.to_owned()).or_default();
        button.is_acknowledged |= answer.is_some();
        button.results.extend(answer.and_then(id_of));
    }

    /// Whether every order is issued, and the letter about it said.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.orders().iter().all(|order| order.is_told)
    }

    /// The measures that exist so far.
    #[must_use]
    pub fn measures(&self) -> Vec<String> {
        self.orders().iter().filter_map(|order| order.measure.clone()).collect()
    }

    /// What the portal refused, with its reason: none of it should ever be.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Works at `node` until every order and its letter is out or the process ends.
    pub async fn work(&self, node: &Arc<Node>) {
        let mut desk =
            Desk { officer: self, node, router: web::router(node), sessions: BTreeMap::new() };
        while !self.is_done() {
            let count = self.orders().len();
            for n in 0..count {
                if let Err(why) = self.go_on(n, &mut desk).await {
                    if why.starts_with(STALE) {
                        // What was on the screen is not what is there: they look again.
                        self.note(n, |order| (order.fields, order.issue) = (None, None));
                    }
                    self.refused(why);
                }
            }
            tokio::time::sleep(PATIENCE).await;
        }
    }

    /// Opens what lies in the tray of `node`, for as long as the process lives: the judge at the court, the agent at the
    /// provider.
    pub async fn receive(&self, node: &Arc<Node>, is_court: bool) {
        let mut desk =
            Desk { officer: self, node, router: web::router(node), sessions: BTreeMap::new() };
        let (login, place) = if is_court { ("judge", "measures") } else { ("legal", "orders") };
        for _ in 0..ROUNDS_MAX {
            tokio::time::sleep(PATIENCE).await;
            let lying: Vec<(String, String)> = match node.rows(view::TRAY, "").await {
                Ok(lying) => lying,
                Err(error) => {
                    self.refused(error.to_string());
                    continue;
                }
            };
            let about = lying.iter().filter_map(|(key, _)| key.split_once(':'));
            let measures: BTreeSet<&str> = about.map(|(measure, _)| measure).collect();
            for measure in measures {
                if let Err(why) = desk.get(login, &format!("/{place}/{measure}")).await {
                    self.refused(why);
                }
            }
        }
    }

    fn refused(&self, why: String) {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).push(why);
    }

    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, n: usize, change: impl FnOnce(&mut Order)) {
        if let Some(order) = self.orders().get_mut(n) {
            change(order);
        }
    }

    /// The next button for one order.
    async fn go_on(&self, n: usize, desk: &mut Desk<'_>) -> Result<(), String> {
        let order = self.orders().get(n).cloned().unwrap_or_default();
        let elapsed = turmoil::sim_elapsed().unwrap_or_default().as_millis();
        if order.is_told || elapsed < u128::from(order.begins_ms) {
            return Ok(());
        }
        let once = |what: &str| ("once".to_owned(), format!("{what}-{n}"));
        let Some(case) = &order.case else {
            let form =
                form(&[("codename", &format!("amber-{n}")), ("focus", "a mailbox")], once("case"));
            let judge = format!("{FR_TJ}/judge");
            let form = [form, vec![("participant".to_owned(), judge)]].concat();
            let case = desk.post("police", "/cases", form).await?;
            self.note(n, |order| order.case = id_of(&case));
            return Ok(());
        };
        let Some(measure) = &order.measure else {
            let to = format!("{IE_PROV}/legal");
            let form = form(
                &[("kind", "epoc"), ("to", &to), ("data", "subscriber"), ("track", "ordinary")],
                once("measure"),
            );
            let path = format!("/cases/{case}/measures");
            let measure = desk.post("police", &path, form).await?;
            self.note(n, |order| order.measure = id_of(&measure));
            return Ok(());
        };
        if !order.is_drafted {
            let form = match &order.fields {
                Some(form) => form.clone(),
                None => {
                    let shown = desk.get("police", &format!("/measures/{measure}")).await?;
                    let mut form = self.answers.clone();
                    form.push(("seen".to_owned(), text(&shown, "version")));
                    form.push(once("fields"));
                    self.note(n, |order| order.fields = Some(form.clone()));
                    form
                }
            };
            desk.post("police", &format!("/measures/{measure}/fields"), form).await?;
            self.note(n, |order| order.is_drafted = true);
            return Ok(());
        }
        if order.is_issued {
            let mut form = self.letter.clone();
            form.push(("form".to_owned(), LETTER.to_owned()));
            form.push(once("letter"));
            desk.post("judge", &format!("/measures/{measure}/letters"), form).await?;
            self.note(n, |order| order.is_told = true);
            return Ok(());
        }
        let form = match &order.issue {
            Some(form) => form.clone(),
            None => {
                let form = issue_form(desk, measure, once("issue")).await?;
                self.note(n, |order| order.issue = Some(form.clone()));
                form
            }
        };
        desk.post("judge", &format!("/measures/{measure}/issue"), form).await?;
        self.note(n, |order| order.is_issued = true);
        Ok(())
    }
}

/// What the judge signs is what the judge was shown.
async fn issue_form(
    desk: &mut Desk<'_>,
    measure: &str,
    once: (String, String),
) -> Result<Form, String> {
    let check = desk.get("judge", &format!("/measures/{measure}/check")).await?;
    let shown = desk.get("judge", &format!("/measures/{measure}")).await?;
    let mut form = vec![("seen".to_owned(), text(&check, "version")), once];
    for copy in list(&check, "copies") {
        form.push((format!("digest_{}", text(copy, "copy")), text(copy, "digest")));
    }
    for check in list(&shown, "checks") {
        form.push((format!("check-{}", text(check, "id")), "Considered.".to_owned()));
    }
    Ok(form)
}

/// The portal of a running node, with a session for everybody who signed in since it booted.
struct Desk<'n> {
    officer: &'n Officer,
    node: &'n Arc<Node>,
    router: Router,
    sessions: BTreeMap<String, (String, String)>,
}

impl Desk<'_> {
    async fn get(&mut self, login: &str, path: &str) -> Result<Value, String> {
        let (cookie, _) = self.session(login).await?;
        self.ask(&cookie, Method::GET, path, String::new()).await
    }

    async fn post(&mut self, login: &str, path: &str, mut form: Form) -> Result<Value, String> {
        let (cookie, csrf) = self.session(login).await?;
        let key = form.iter().find(|(name, _)| name == "once").map(|(_, key)| key.clone());
        let key = key.unwrap_or_default();
        form.push(("csrf".to_owned(), csrf));
        let form = encode(&form);
        self.officer.press(&key, None);
        let answer = self.ask(&cookie, Method::POST, path, form.clone()).await?;
        self.officer.press(&key, Some(&answer));
        if self.officer.dice.chance(TWICE) {
            // A second click. What it answers must be what the first one did; if it answers nothing, that is no matter.
            if let Ok(again) = self.ask(&cookie, Method::POST, path, form).await {
                self.officer.press(&key, Some(&again));
            }
        }
        Ok(answer)
    }

    async fn session(&mut self, login: &str) -> Result<(String, String), String> {
        if let Some(session) = self.sessions.get(login) {
            return Ok(session.clone());
        }
        let value = self.node.auth.begin_session(login, AuthLevel::Hardware).await;
        let value = value.map_err(|error| error.to_string())?;
        let cookie = format!("{}={value}", web::cookie_name(self.node));
        let session = self.ask(&cookie, Method::GET, "/session", String::new()).await?;
        let session = (cookie, text(&session, "csrf"));
        self.sessions.insert(login.to_owned(), session.clone());
        Ok(session)
    }

    async fn ask(
        &mut self,
        cookie: &str,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<Value, String> {
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse::<Uri>().map_err(|error| error.to_string())?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(COOKIE, HeaderValue::from_str(cookie).map_err(|error| error.to_string())?);
        let answer = match self.router.call(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let status = answer.status();
        let body = to_bytes(answer.into_body(), BYTES_MAX).await.unwrap_or_default();
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        if status.is_success() {
            return Ok(value);
        }
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            // Signed out: the clock went on. They sign in again.
            self.sessions.clear();
        }
        let busy = status == StatusCode::SERVICE_UNAVAILABLE || status.is_server_error();
        let why = match status {
            _ if busy => "busy",
            StatusCode::CONFLICT => STALE,
            _ => "refused",
        };
        Err(format!("{why}: {path} {status} {}", String::from_utf8_lossy(&body)))
    }
}

/// The form's answers: the pack's own examples, which agree with the facts.
fn answers(kind: &MeasureKind, facts: &DraftFacts) -> Form {
    let values = fill_with_examples(kind, &Values::new(), facts);
    let answered = kind.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
    answered
        .flat_map(|(field, value)| {
            let entries = value.entries().into_iter();
            entries.map(|entry| (field.id.as_str().to_owned(), entry.to_plain()))
        })
        .collect()
}

fn form(pairs: &[(&str, &str)], once: (String, String)) -> Form {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    pairs.chain([once]).collect()
}

fn encode(form: &Form) -> String {
    let pairs = form.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn id_of(answer: &Value) -> Option<String> {
    Some(answer.get("id")?.as_str()?.to_owned())
}

fn text(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
            String::new()
        }
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn told(error: impl std::fmt::Display) -> SimError {
    SimError::Founding(error.to_string())
}
