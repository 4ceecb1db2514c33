//! What log keys sign when they take turns: the bytes behind the `sigs` of `key-rotate` and `key-revoke`
//! (`docs/spec/keys.md` §2).
//!
//! Every key in force before and every key in force after signs one text, so neither an owner of the old keys nor one of
//! the new ones can do it alone. A revocation is signed by the keys that stay. The leaf that holds it says when; whoever
//! judges a checkpoint asks the policy, never this.

use thiserror::Error;

use crate::digest::{b64_decode, b64_encode, hex_encode};
use crate::note::{Vkey, VkeyKind};

#[cfg(test)]
mod tests;

/// Which of the two it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Turn {
    /// The keys that are left out are good for what they signed.
    Rotate,
    /// Nothing under the keys that are left out counts from the instant on.
    Revoke,
}

impl Turn {
    /// The first line of the text.
    const fn header(self) -> &'static str {
        match self {
            Self::Rotate => "comity/key-rotate/1",
            Self::Revoke => "comity/key-revoke/1",
        }
    }
}

/// Why signatures of a change of keys were refused.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum RotationError {
    /// Not one signature for each key that has to sign, in their order.
    #[error("the change of keys is not signed once by each key that has to sign it, in order")]
    Count,
    /// A signature is not written as it must be, or is another key's.
    #[error("signature {n} of the change of keys is not `ID BASE64` of its key")]
    Form {
        /// Which, counted from 1.
        n: usize,
    },
    /// A signature does not verify.
    #[error("signature {n} of the change of keys does not verify")]
    Invalid {
        /// Which, counted from 1.
        n: usize,
    },
}

impl RotationError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Form { .. } => "form",
            Self::Invalid { .. } => "invalid",
        }
    }
}

/// A change of the keys of one log, or of another holder: a node, a unit, a cosigner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change<'a> {
    /// Which.
    pub turn: Turn,
    /// The log, or the name of the other holder.
    pub origin: &'a str,
    /// The instant, as the leaf has it.
    pub from: &'a str,
    /// The keys in force before, in the order of the directory.
    pub before: &'a [Vkey],
    /// The keys in force after.
    pub after: &'a [Vkey],
}

impl Change<'_> {
    /// The text that is signed.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let mut text = format!("{}\n{}\n{}\n", self.turn.header(), self.origin, self.from);
        for (word, keys) in [("before", self.before), ("after", self.after)] {
            for key in keys {
                text.push_str(&format!("{word} {key}\n"));
            }
        }
        text.into_bytes()
    }

    /// The keys that have to sign, in their order: those before and those after, each once; of a revocation those after.
    #[must_use]
    pub fn signers(&self) -> Vec<&Vkey> {
        let before = match self.turn {
            Turn::Rotate => self.before,
            Turn::Revoke => &[],
        };
        let mut signers: Vec<&Vkey> = before.iter().collect();
        signers.extend(self.after.iter().filter(|key| !before.contains(key)));
        signers
    }

    /// Believes the change, if each key that has to sign it did.
    ///
    /// # Errors
    /// [`RotationError`]
    pub fn verify(&self, sigs: &[String]) -> Result<(), RotationError> {
        let (message, signers) = (self.message(), self.signers());
        if signers.len() != sigs.len() || signers.is_empty() {
            return Err(RotationError::Count);
        }
        for (n, (key, sig)) in (1..).zip(signers.into_iter().zip(sigs)) {
            let (id, sig) = sig.split_once(' ').ok_or(RotationError::Form { n })?;
            let sig = b64_decode(sig).map_err(|_| RotationError::Form { n })?;
            if id != id_of(key) {
                return Err(RotationError::Form { n });
            }
            let good = match key.kind() {
                VkeyKind::CosigEd25519(key) | VkeyKind::Ed25519(key) => key.verify(&message, &sig),
                VkeyKind::MlDsa44(key) => key.verify(&message, &sig),
            };
            good.map_err(|_| RotationError::Invalid { n })?;
        }
        Ok(())
    }
}

/// A signature as it stands in the leaf: the key's id in lines, a space, base64.
#[must_use]
pub fn sig_text(key: &Vkey, signature: &[u8]) -> String {
    format!("{} {}", id_of(key), b64_encode(signature))
}

fn id_of(key: &Vkey) -> String {
    hex_encode(&key.key_id().to_be_bytes())
}
