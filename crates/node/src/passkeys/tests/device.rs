//! A device with one passkey, as far as a node sees it: written from the Web Authentication recommendation, sections 5.8.1,
//! 6.1 and 6.5, and nothing shared with the library that judges it.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use seal::digest::{Digest, b64url_decode, b64url_encode};
use serde_json::{Value, json};

/// The model of every device that has a maker.
pub(crate) const MODEL: [u8; 16] = [7; 16];

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const COPIED: u8 = 1 << 3;
const HAS_KEY: u8 = 1 << 6;

/// Who says what a device is.
pub(crate) struct Maker {
    key: KeyPair,
    params: CertificateParams,
    pem: String,
}

impl Maker {
    pub(crate) fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages.push(KeyUsagePurpose::KeyCertSign);
        params.distinguished_name.push(DnType::CommonName, name);
        let pem = params.self_signed(&key).unwrap().pem();
        Self { key, params, pem }
    }

    /// The file that names its model.
    pub(crate) fn file(&self) -> String {
        let model = uuid::Uuid::from_bytes(MODEL);
        format!(
            "[[model]]\nname = \"a key\"\naaguid = \"{model}\"\nca = \"\"\"\n{}\"\"\"\n",
            self.pem
        )
    }

    /// A statement about new credential data, in packed form (section 8.2).
    fn statement(&self, signed: &[u8]) -> Vec<u8> {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        for (part, value) in [
            (DnType::CountryName, "FR"),
            (DnType::OrganizationName, "A maker"),
            (DnType::OrganizationalUnitName, "Authenticator Attestation"),
            (DnType::CommonName, "A batch"),
        ] {
            params.distinguished_name.push(part, value);
        }
        params.is_ca = IsCa::ExplicitNoCa;
        let model = [&[0x04, 16][..], &MODEL].concat();
        let oid = [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4];
        params.custom_extensions.push(CustomExtension::from_oid_content(&oid, model));
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key.serialize_der())
            .unwrap();
        let sig = pair.sign(&SystemRandom::new(), signed).unwrap();
        let mut out = vec![0xa3];
        out.extend(text("alg"));
        out.push(0x26); // -7: ES256
        out.extend(text("sig"));
        out.extend(bytes(sig.as_ref()));
        out.extend(text("x5c"));
        out.push(0x81);
        out.extend(bytes(certificate.der()));
        out
    }
}

/// A device. Everything of it can be changed, and then it lies.
pub(crate) struct Device {
    key: EcdsaKeyPair,
    /// What it calls its passkey.
    pub(crate) cred_id: Vec<u8>,
    /// Whom it says that it belongs to.
    pub(crate) handle: Vec<u8>,
    /// How often it was used.
    pub(crate) count: u32,
    /// The site that its browser says it is on.
    pub(crate) origin: String,
    /// The site that it was asked for, where it is not the one of the challenge.
    pub(crate) rp: Option<String>,
    /// Whether it checks who uses it.
    pub(crate) verifies: bool,
    /// Whether its passkey can be copied elsewhere.
    pub(crate) copies: bool,
}

impl Device {
    pub(crate) fn new(n: u8, origin: &str) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            cred_id: vec![n; 32],
            handle: Vec::new(),
            count: 0,
            origin: origin.to_owned(),
            rp: None,
            verifies: true,
            copies: false,
        }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        json!({
            "type": format!("webauthn.{kind}"),
            "challenge": options["publicKey"]["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }

    /// Hash of the site, flags, count.
    fn data(&self, rp: &Value, flags: u8) -> Vec<u8> {
        let rp = self.rp.as_deref().unwrap_or_else(|| rp.as_str().unwrap());
        let mut flags = flags | PRESENT;
        if self.verifies {
            flags |= VERIFIED;
        }
        if self.copies {
            flags |= COPIED;
        }
        let mut out = Digest::of(rp.as_bytes()).0.to_vec();
        out.push(flags);
        out.extend(self.count.to_be_bytes());
        out
    }

    /// Makes its passkey, and answers as a browser would.
    pub(crate) fn make(&mut self, options: &Value, maker: Option<&Maker>) -> String {
        let public = &options["publicKey"];
        assert_eq!(public["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(public["authenticatorSelection"]["userVerification"], "required");
        self.handle = b64url_decode(public["user"]["id"].as_str().unwrap()).unwrap();
        let mut data = self.data(&public["rp"]["id"], HAS_KEY);
        data.extend(if maker.is_some() { MODEL } else { [0; 16] });
        data.extend(u16::try_from(self.cred_id.len()).unwrap().to_be_bytes());
        data.extend(&self.cred_id);
        // An uncompressed point is 04, x, y; as a COSE key: kty 2, alg -7, crv 1, x, y.
        let point = self.key.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
        data.extend(bytes(&point[1..33]));
        data.push(0x22);
        data.extend(bytes(&point[33..65]));
        let client = self.client_data("create", options);
        let (form, statement) = match maker {
            None => ("none", vec![0xa0]),
            Some(maker) => {
                let signed = [&data[..], &Digest::of(&client).0].concat();
                ("packed", maker.statement(&signed))
            }
        };
        let mut object = vec![0xa3];
        object.extend([text("fmt"), text(form), text("attStmt"), statement].concat());
        object.extend([text("authData"), bytes(&data)].concat());
        json!({
            "id": b64url_encode(&self.cred_id),
            "rawId": b64url_encode(&self.cred_id),
            "type": "public-key",
            "response": {
                "attestationObject": b64url_encode(&object),
                "clientDataJSON": b64url_encode(&client),
                "transports": ["usb"],
            },
        })
        .to_string()
    }

    /// Answers a challenge, once more used than before.
    pub(crate) fn answer(&mut self, options: &Value) -> String {
        self.count += 1;
        let data = self.data(&options["publicKey"]["rpId"], 0);
        let client = self.client_data("get", options);
        let signed = [&data[..], &Digest::of(&client).0].concat();
        let sig = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": b64url_encode(&self.cred_id),
            "rawId": b64url_encode(&self.cred_id),
            "type": "public-key",
            "response": {
                "authenticatorData": b64url_encode(&data),
                "clientDataJSON": b64url_encode(&client),
                "signature": b64url_encode(sig.as_ref()),
                "userHandle": b64url_encode(&self.handle),
            },
        })
        .to_string()
    }
}

fn text(text: &str) -> Vec<u8> {
    let len = u8::try_from(text.len()).unwrap();
    assert!(len < 24);
    [&[0x60 + len][..], text.as_bytes()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    let len = u16::try_from(bytes.len()).unwrap();
    [&[0x59][..], &len.to_be_bytes(), bytes].concat()
}
