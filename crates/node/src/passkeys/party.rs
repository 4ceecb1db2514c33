//! What a browser and an authenticator say to each other, judged by `webauthn-rs`: the only file that names it.
//!
//! Pure but for the challenges, which the library draws from the system itself. A challenge's other half, [`Asked`], stays on
//! this side: it becomes a row of our own store and nothing else, because whoever reads it could answer it with an old answer.
//!
//! Not trusted: everything in [`Given`]. At most it is refused. Trusted: the makers that the operator names. Whoever has the
//! key of one can pass a program off as a device.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use seal::digest::Digest;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    AttestationCaList, AttestationCaListBuilder, AttestationMetadata, AttestedPasskey,
    AttestedPasskeyRegistration, CreationChallengeResponse, CredentialID,
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::PENDING_MS;
use crate::config::{Config, NetworkKind};

/// What a file of makers may weigh: some dozens of models with their certificates.
const MAKERS_BYTES_MAX: u64 = 1 << 20;
/// What a drill on this machine is called, because a browser takes no passkey for an address of numbers.
const LOOPBACK: &str = "localhost";

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// The device counts fewer uses than it did: there may be two of it.
    #[error("the passkey counts fewer uses than before, so a copy of it may be about; remove it")]
    Counter,
    /// It cannot be read.
    #[error("the answer of the passkey cannot be read")]
    Malformed,
    /// No maker on the list says that it is a device of theirs.
    #[error(
        "this device is none of the models that this node takes as a hardware key; add it as an ordinary passkey"
    )]
    NotAttested,
    /// Another site asked for it.
    #[error("the answer was given to another site")]
    Origin,
    /// It is another challenge's, or its signature is none.
    #[error("the answer of the passkey proves nothing")]
    Refused,
    /// Nobody touched it, or it does not know who did.
    #[error("the passkey did not check who uses it; set a PIN or a fingerprint, and try again")]
    Unverified,
}

impl Unproven {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "passkey-counter",
            Self::Malformed => "passkey-malformed",
            Self::NotAttested => "passkey-not-attested",
            Self::Origin => "passkey-foreign-origin",
            Self::Refused => "passkey-refused",
            Self::Unverified => "passkey-unverified",
        }
    }
}

impl From<&WebauthnError> for Unproven {
    fn from(error: &WebauthnError) -> Self {
        use WebauthnError as E;
        if matches!(error, E::InvalidRPOrigin | E::InvalidRPIDHash | E::CredentialCrossOrigin) {
            Self::Origin
        } else if matches!(error, E::CredentialPossibleCompromise) {
            Self::Counter
        } else if matches!(error, E::UserNotPresent | E::UserNotVerified) {
            Self::Unverified
        } else {
            Self::Refused
        }
    }
}

/// The makers whose devices count as hardware keys, from the operator's file.
#[derive(Debug, Clone)]
pub struct Makers {
    list: AttestationCaList,
    digest: Digest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakersFile {
    #[serde(rename = "model")]
    models: Vec<ModelFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFile {
    name: String,
    aaguid: Uuid,
    ca: String,
}

impl Makers {
    /// Reads `[[model]]` blocks, each with `name`, `aaguid` and `ca`, a certificate in PEM.
    ///
    /// # Errors
    /// Says what is wrong with the file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let at = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        if fs::metadata(path).map_err(|error| at(&error))?.len() > MAKERS_BYTES_MAX {
            return Err(at(&format!("more than {MAKERS_BYTES_MAX} bytes are not read")));
        }
        let text = fs::read_to_string(path).map_err(|error| at(&error))?;
        let file: MakersFile = toml::from_str(&text).map_err(|error| at(&error.message()))?;
        let mut builder = AttestationCaListBuilder::new();
        for model in file.models {
            let (pem, name) = (model.ca.as_bytes(), model.name.clone());
            let added = builder.insert_device_pem(pem, model.aaguid, name, BTreeMap::new());
            added.map_err(|_| at(&format!("`ca` of `{}` is no certificate in PEM", model.name)))?;
        }
        let list = builder.build();
        if list.is_empty() {
            return Err(at(&"no model stands there; leave the key out instead"));
        }
        Ok(Self { list, digest: Digest::of(text.as_bytes()) })
    }

    /// Of the file as it was read: it stands in the leaf of each hardware key.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }
}

/// What a browser sends: an answer, or an attempt at one.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a>(pub &'a str);

/// Whom a new passkey is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct For<'a> {
    /// By which authenticators know the officer; no name is in it.
    pub handle: Uuid,
    /// The sign-in name, which the device shows.
    pub login: &'a str,
    /// The member, as screens write it.
    pub member: &'a str,
}

/// Our half of a challenge. It can be stored, and has no way to a page.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Asked(Half);

#[derive(Debug, Serialize, Deserialize)]
enum Half {
    Add(Box<PasskeyRegistration>),
    AddHardware(Box<AttestedPasskeyRegistration>),
    Enter(Box<DiscoverableAuthentication>),
}

/// The public half of a passkey, and its count. Not trusted: at most whoever reads it knows which devices there are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Key(Sort);

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Sort {
    Hardware(Box<AttestedPasskey>),
    Plain(Box<Passkey>),
}

impl Key {
    /// What it is called in rows, leaves and addresses: it says nothing to whoever does not have the device.
    pub(super) fn id(&self) -> String {
        id_of(match &self.0 {
            Sort::Hardware(key) => key.cred_id().as_ref(),
            Sort::Plain(key) => key.cred_id().as_ref(),
        })
    }

    fn cred_id(&self) -> CredentialID {
        match &self.0 {
            Sort::Hardware(key) => key.cred_id().clone(),
            Sort::Plain(key) => key.cred_id().clone(),
        }
    }

    /// Whether a maker on today's list says what it is. Who is taken off the list counts less at the next sign-in.
    pub(super) fn is_hardware(&self, makers: Option<&Makers>) -> bool {
        match (&self.0, makers) {
            (Sort::Hardware(key), Some(makers)) => {
                // The library looks at the certificate alone, and a maker has one for many models.
                let ca = key.verify_attestation(&makers.list);
                let model = model_of(&key.attestation().metadata);
                ca.is_ok_and(|ca| model.is_some_and(|model| ca.aaguids().contains_key(&model)))
            }
            (Sort::Hardware(_), None) | (Sort::Plain(_), _) => false,
        }
    }
}

/// The number of the model that a maker's statement names.
const fn model_of(said: &AttestationMetadata) -> Option<Uuid> {
    match said {
        AttestationMetadata::Packed { aaguid } | AttestationMetadata::Tpm { aaguid, .. } => {
            Some(*aaguid)
        }
        AttestationMetadata::None
        | AttestationMetadata::AndroidKey { .. }
        | AttestationMetadata::AndroidSafetyNet { .. } => None,
    }
}

fn id_of(cred_id: &[u8]) -> String {
    let mut id = Digest::of(cred_id).hex();
    id.truncate(32);
    id
}

/// Whose passkey an answer says that it is; nothing of it is proven yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) handle: Uuid,
    pub(super) key: String,
}

/// An answer to a challenge for signing in, as it was read.
#[derive(Debug)]
pub(super) struct Answer(PublicKeyCredential);

impl Answer {
    /// Reads it, with what it claims.
    pub(super) fn read(given: Given<'_>) -> Result<(Self, Claim), Unproven> {
        let answer: PublicKeyCredential =
            serde_json::from_str(given.0).map_err(|_| Unproven::Malformed)?;
        let handle = answer.get_user_unique_id().and_then(|id| Uuid::from_slice(id).ok());
        let handle = handle.ok_or(Unproven::Malformed)?;
        let key = id_of(answer.get_credential_id());
        Ok((Self(answer), Claim { handle, key }))
    }
}

/// This node as the one who asks for passkeys: a name in the DNS, and the address of its portal.
#[derive(Debug)]
pub struct Party {
    webauthn: Webauthn,
}

impl Party {
    /// From the address where officers find the portal. `None` where browsers take no passkey: the address is one of numbers,
    /// or neither encrypted nor on this machine. A drill on this machine is `localhost`.
    #[must_use]
    pub fn of(config: &Config) -> Option<Self> {
        let mut origin = Url::parse(&config.portal_url).ok()?;
        let is_loopback =
            origin.host_str().is_some_and(|host| ["127.0.0.1", "[::1]"].contains(&host));
        if is_loopback && config.network == NetworkKind::Drill {
            origin.set_host(Some(LOOPBACK)).ok()?;
        }
        let name = origin.domain()?.to_owned();
        if origin.scheme() != "https" && name != LOOPBACK {
            return None;
        }
        let shown = format!("comity {}", config.member.screen());
        let builder = WebauthnBuilder::new(&name, &origin).ok()?;
        let timeout = Duration::from_millis(u64::try_from(PENDING_MS).ok()?);
        let webauthn = builder.rp_name(&shown).timeout(timeout).build().ok()?;
        Some(Self { webauthn })
    }

    /// Asks for a new passkey: the half for the browser, and ours. With makers it is a hardware key or nothing.
    pub(super) fn ask_new(
        &self,
        whose: For<'_>,
        held: &[Key],
        makers: Option<&Makers>,
    ) -> Result<(Value, Asked), Unproven> {
        let held = Some(held.iter().map(Key::cred_id).collect::<Vec<_>>());
        let shown = format!("{} · {}", whose.login, whose.member);
        let (challenge, half) = match makers {
            None => {
                let asked = self.webauthn.start_passkey_registration(
                    whose.handle,
                    whose.login,
                    &shown,
                    held,
                );
                let (challenge, state) = asked.map_err(|error| Unproven::from(&error))?;
                (challenge, Half::Add(Box::new(state)))
            }
            Some(makers) => {
                let list = makers.list.clone();
                let asked = self.webauthn.start_attested_passkey_registration(
                    whose.handle,
                    whose.login,
                    &shown,
                    held,
                    list,
                    None,
                );
                let (challenge, state) = asked.map_err(|error| Unproven::from(&error))?;
                (challenge, Half::AddHardware(Box::new(state)))
            }
        };
        Ok((found_again(&challenge)?, Asked(half)))
    }

    /// Takes a new passkey.
    pub(super) fn take_new(&self, asked: &Asked, given: Given<'_>) -> Result<Key, Unproven> {
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(given.0).map_err(|_| Unproven::Malformed)?;
        let sort = match &asked.0 {
            Half::Add(state) => {
                let taken = self.webauthn.finish_passkey_registration(&answer, state);
                Sort::Plain(Box::new(taken.map_err(|error| Unproven::from(&error))?))
            }
            Half::AddHardware(state) => {
                let taken = self.webauthn.finish_attested_passkey_registration(&answer, state);
                let key = taken.map_err(|error| unattested(&error))?;
                Sort::Hardware(Box::new(key))
            }
            Half::Enter(_) => return Err(Unproven::Refused),
        };
        Ok(Key(sort))
    }

    /// Asks whoever is there for a passkey of theirs.
    pub(super) fn ask_known(&self) -> Result<(Value, Asked), Unproven> {
        let asked = self.webauthn.start_discoverable_authentication();
        let (challenge, state) = asked.map_err(|error| Unproven::from(&error))?;
        let value = serde_json::to_value(challenge.public_key).map_err(|_| Unproven::Refused)?;
        // Not as part of a form that a browser fills in: there is a button.
        let value = json!({ "publicKey": said(value) });
        Ok((value, Asked(Half::Enter(Box::new(state)))))
    }

    /// Judges the answer by the key that it claims, and gives the key as it counts now.
    pub(super) fn take_known(
        &self,
        asked: Asked,
        answer: &Answer,
        key: &Key,
    ) -> Result<Key, Unproven> {
        let Half::Enter(state) = asked.0 else { return Err(Unproven::Refused) };
        let mut key = key.clone();
        let result = match &key.0 {
            Sort::Hardware(held) => {
                self.webauthn.finish_discoverable_authentication_v2(&answer.0, *state, &**held)
            }
            Sort::Plain(held) => {
                self.webauthn.finish_discoverable_authentication_v2(&answer.0, *state, &**held)
            }
        };
        let result = result.map_err(|error| Unproven::from(&error))?;
        if !result.user_verified() {
            return Err(Unproven::Unverified);
        }
        let counted = match &mut key.0 {
            Sort::Hardware(_) if result.backup_eligible() => return Err(Unproven::Refused),
            Sort::Hardware(held) => held.update_credential(&result),
            Sort::Plain(held) => held.update_credential(&result),
        };
        counted.map(|_| key).ok_or(Unproven::Refused)
    }
}

/// Of everything that can be missing of a maker's word the officer needs to know that it is missing.
fn unattested(error: &WebauthnError) -> Unproven {
    use WebauthnError as E;
    let known = Unproven::from(error);
    let is_other = matches!(error, E::MismatchedChallenge | E::InvalidClientDataType);
    if known == Unproven::Refused && !is_other { Unproven::NotAttested } else { known }
}

/// The challenge for a browser, with the wish that the device itself remembers whose passkey it is: nobody types a name here,
/// so nobody learns which names there are.
fn found_again(challenge: &CreationChallengeResponse) -> Result<Value, Unproven> {
    let mut value = serde_json::to_value(challenge).map_err(|_| Unproven::Refused)?;
    let selection = value.pointer_mut("/publicKey/authenticatorSelection");
    let selection = selection.and_then(Value::as_object_mut).ok_or(Unproven::Refused)?;
    selection.insert("residentKey".to_owned(), json!("required"));
    selection.insert("requireResidentKey".to_owned(), json!(true));
    Ok(said(value))
}

/// Without what is nothing: a browser takes `null` for a word.
fn said(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let full = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(full.map(|(key, value)| (key, said(value))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(said).collect()),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}
