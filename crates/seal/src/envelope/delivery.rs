//! A delivery: an envelope with the anchor of this try. The anchor changes between tries, the envelope never.
//!
//! ```text
//! delivery = [ "cx1d", envelope: bstr, anchor: bstr / nil ]
//! ```

use super::{ENVELOPE_BYTES_MAX, EnvelopeError};
use crate::cbor::{Cbor, CborError};
use crate::receipt::ANCHOR_BYTES_MAX;

/// The first element of a delivery.
const MAGIC: &str = "cx1d";
/// Envelope, anchor, and the heads of three CBOR items.
pub const DELIVERY_BYTES_MAX: usize = ENVELOPE_BYTES_MAX + ANCHOR_BYTES_MAX + 32;

/// What is posted, laid into a mailbox or written into a bundle. Both parts are still to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The envelope's bytes, for [`super::EnvelopeOuter::parse`].
    pub envelope: Vec<u8>,
    /// The anchor's bytes, for `receipt::Anchor::parse`; none if the log had nothing yet.
    pub anchor: Option<Vec<u8>>,
}

impl Delivery {
    /// Reads the frame and the sizes.
    ///
    /// # Errors
    /// [`EnvelopeError::TooLarge`], [`EnvelopeError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > DELIVERY_BYTES_MAX {
            return Err(EnvelopeError::TooLarge);
        }
        let value = Cbor::decode(bytes)?;
        let [magic, envelope, anchor] = value.as_tuple::<3>()?;
        if magic.as_text()? != MAGIC {
            return Err(CborError::WrongType.into());
        }
        let envelope = envelope.as_bytes()?.to_vec();
        let anchor = anchor.as_bytes_or_null()?.map(<[u8]>::to_vec);
        let is_too_large = envelope.len() > ENVELOPE_BYTES_MAX
            || anchor.as_ref().is_some_and(|anchor| anchor.len() > ANCHOR_BYTES_MAX);
        if is_too_large { Err(EnvelopeError::TooLarge) } else { Ok(Self { envelope, anchor }) }
    }

    /// The bytes of the delivery.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Cbor::Array(vec![
            Cbor::text(MAGIC),
            Cbor::bytes(&self.envelope),
            self.anchor.as_deref().map_or(Cbor::Null, Cbor::bytes),
        ])
        .encode()
    }
}
