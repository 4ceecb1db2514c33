// Stanzas and canonical JSON by packages of npm: @hpke/core, @hpke/hybridkem-x-wing, canonicalize. One request a line on
// standard input, one answer a line, as `seal-lines` does. The folder with the packages is the first argument.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const load = async (name) => import(pathToFileURL(require.resolve(name)));
const { CipherSuite, HkdfSha256, Aes256Gcm } = await load("@hpke/core");
const { XWing } = await load("@hpke/hybridkem-x-wing");
const canonical = await load("canonicalize");
const canonicalize = canonical.default ?? canonical.canonicalize;

const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (data) => Buffer.from(data).toString("hex");

async function answer({ op, ...asked }) {
  switch (op) {
    case "canonicalize":
      return Buffer.from(canonicalize(JSON.parse(Buffer.from(asked.bytes, "hex").toString("utf8"))), "utf8").toString("hex");
    case "wrap": {
      const recipientPublicKey = await kem.deserializePublicKey(bytes(asked.public));
      const sender = await suite.createSenderContext({ recipientPublicKey, info: bytes(asked.info) });
      const wrapped = await sender.seal(bytes(asked.cek));
      return { enc: hex(sender.enc), wrapped: hex(wrapped) };
    }
    case "unwrap": {
      const recipientKey = await kem.deserializePrivateKey(bytes(asked.seed));
      const recipient = await suite.createRecipientContext({ recipientKey, enc: bytes(asked.enc), info: bytes(asked.info) });
      return hex(await recipient.open(bytes(asked.wrapped)));
    }
    default:
      throw new Error(`no op ${op}`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = { ok: await answer(JSON.parse(line)) };
  } catch (error) {
    said = { refused: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
