// Brings evidence part by part, shows how far it is, and goes on after a break. Without this file the form beside it
// brings whole files; nothing else of the portal has a script. It asks nobody but this node, and keeps nothing.
//
// Not trusted by the node: each part is checked against the digest that comes with it, and the digest of the whole that is
// computed here is compared with the node's own, never adopted. docs/spec/upload.md has the requests.
"use strict";

// BLAKE3 of up to one part, SHA-256 over all of them: a browser's own digests cannot be continued.
const START = new Uint32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

const MIXED = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const ROUNDS = [Array.from({ length: 16 }, (_, n) => n)];
for (let round = 1; round < 7; round += 1) ROUNDS.push(MIXED.map((n) => ROUNDS[round - 1][n]));

const [CHUNK_START, CHUNK_END, PARENT, ROOT] = [1, 2, 4, 8];

function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

const state = new Uint32Array(16);

function quarter(a, b, c, d, x, y) {
  state[a] = state[a] + state[b] + x;
  state[d] = turned(state[d] ^ state[a], 16);
  state[c] += state[d];
  state[b] = turned(state[b] ^ state[c], 12);
  state[a] = state[a] + state[b] + y;
  state[d] = turned(state[d] ^ state[a], 8);
  state[c] += state[d];
  state[b] = turned(state[b] ^ state[c], 7);
}

// One block of 16 words from `at`; counters stay below 2^32 because a part has 16 MiB.
function compressed(value, words, at, counter, length, flags) {
  state.set(value);
  state.set(START.subarray(0, 4), 8);
  state[12] = counter;
  state[13] = 0;
  state[14] = length;
  state[15] = flags;
  for (const order of ROUNDS) {
    const word = (n) => words[at + order[n]];
    quarter(0, 4, 8, 12, word(0), word(1));
    quarter(1, 5, 9, 13, word(2), word(3));
    quarter(2, 6, 10, 14, word(4), word(5));
    quarter(3, 7, 11, 15, word(6), word(7));
    quarter(0, 5, 10, 15, word(8), word(9));
    quarter(1, 6, 11, 12, word(10), word(11));
    quarter(2, 7, 8, 13, word(12), word(13));
    quarter(3, 4, 9, 14, word(14), word(15));
  }
  const out = new Uint32Array(8);
  for (let n = 0; n < 8; n += 1) out[n] = state[n] ^ state[n + 8];
  return out;
}

function littleEndian(bytes) {
  const words = new Uint32Array(Math.ceil(bytes.length / 64) * 16);
  for (let n = 0; n < bytes.length; n += 1) words[n >> 2] |= bytes[n] << ((n & 3) * 8);
  return words;
}

function chunkValue(bytes, counter, isRoot) {
  const words = littleEndian(bytes);
  const blocks = Math.max(1, Math.ceil(bytes.length / 64));
  const padded = words.length > 0 ? words : new Uint32Array(16);
  let value = START;
  for (let n = 0; n < blocks; n += 1) {
    const isLast = n === blocks - 1;
    const length = isLast ? bytes.length - n * 64 : 64;
    const flags = (n === 0 ? CHUNK_START : 0) | (isLast ? CHUNK_END | (isRoot ? ROOT : 0) : 0);
    value = compressed(value, padded, n * 16, counter, length, flags);
  }
  return value;
}

function joined(left, right, isRoot) {
  const words = new Uint32Array(16);
  words.set(left);
  words.set(right, 8);
  return compressed(START, words, 0, 0, 64, PARENT | (isRoot ? ROOT : 0));
}

// BLAKE3 of some bytes. `pause` is waited for now and then, so that the page can be used meanwhile.
async function blake3(bytes, pause) {
  const count = Math.max(1, Math.ceil(bytes.length / 1024));
  const stack = [];
  for (let n = 0; n < count; n += 1) {
    const chunk = bytes.subarray(n * 1024, Math.min(bytes.length, (n + 1) * 1024));
    let value = chunkValue(chunk, n, count === 1);
    if (n < count - 1) {
      // As many whole trees end with this chunk as its number has zeros at its end.
      for (let total = n + 1; total % 2 === 0; total /= 2) value = joined(stack.pop(), value, false);
    } else {
      while (stack.length > 0) value = joined(stack.pop(), value, stack.length === 0);
    }
    stack.push(value);
    if (n % 1024 === 1023) await pause();
  }
  const out = new Uint8Array(32);
  stack[0].forEach((word, n) => [0, 8, 16, 24].forEach((bits, k) => (out[n * 4 + k] = word >>> bits)));
  return hex(out);
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const CUBES = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  // In integers, for a float has too few digits: the largest r with r^3 <= p * 2^96.
  return Uint32Array.from(primes, (prime) => {
    const cube = BigInt(prime) << 96n;
    let [low, high] = [0n, 1n << 36n];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle * middle * middle <= cube) low = middle;
      else high = middle;
    }
    return Number(low & 0xffffffffn);
  });
})();

class Sha256 {
  constructor() {
    this.value = Uint32Array.from(START);
    this.words = new Uint32Array(64);
    this.rest = new Uint8Array(64);
    this.length = 0;
  }

  push(bytes) {
    let at = 0;
    const filled = this.length % 64;
    this.length += bytes.length;
    if (filled > 0) {
      const taken = bytes.subarray(0, 64 - filled);
      this.rest.set(taken, filled);
      at = taken.length;
      if (filled + at < 64) return;
      this.block(this.rest, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.block(bytes, at);
    this.rest.set(bytes.subarray(at));
  }

  block(bytes, at) {
    const { words, value } = this;
    for (let n = 0; n < 16; n += 1) {
      const from = at + n * 4;
      words[n] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
    }
    for (let n = 16; n < 64; n += 1) {
      const [x, y] = [words[n - 15], words[n - 2]];
      const small = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const large = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      words[n] = words[n - 16] + small + words[n - 7] + large;
    }
    let [a, b, c, d, e, f, g, h] = value;
    for (let n = 0; n < 64; n += 1) {
      const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + CUBES[n] + words[n]) | 0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, n) => (value[n] += word));
  }

  // Of all that was pushed; nothing is pushed afterwards.
  finish() {
    const length = this.length;
    const end = new Uint8Array(length % 64 < 56 ? 64 - (length % 64) : 128 - (length % 64));
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(end.length - 4, (length % 0x20000000) * 8);
    this.push(end);
    const out = new Uint8Array(32);
    this.value.forEach((word, n) => new DataView(out.buffer).setUint32(n * 4, word));
    return hex(out);
  }
}

// Everything below works on the page.

class Stopped extends Error {}

const SLICE = 1 << 20;
const REST_MS = [1000, 2000, 4000, 8000, 15000, 30000];

function breathe() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

// Whether the same will be taken later without anybody doing anything.
function isLater({ status, said }) {
  const needsSomebody = said.code === "too-many-uploads" || status === 507;
  return !needsSomebody && (status === 408 || status === 429 || status >= 500);
}

// Under which name this browser remembers which upload it began for a file; the name of the file is not in it.
async function remembered(uploads, file) {
  const text = [uploads, file.name, file.size, file.lastModified].join("\n");
  return `upload:${await blake3(new TextEncoder().encode(text), breathe)}`;
}

// What the browser remembers; one that may not, forgets.
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then a broken upload is begun again.
  }
}

// An answer of the node, or none if nobody answered. `sent` hears how many bytes have left.
function ask(method, path, headers, body, sent) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (sent) request.upload.onprogress = (event) => sent(event.loaded);
    request.onload = () => resolve({ status: request.status, said: request.response ?? {} });
    request.onerror = request.ontimeout = request.onabort = () => resolve(null);
    request.send(body);
  });
}

class Bringing {
  constructor(form, box) {
    this.form = form;
    this.box = box;
    this.bar = box.querySelector("progress");
    this.status = box.querySelector("[role=status]");
    this.told = "";
  }

  token(name) {
    return this.form.elements.namedItem(name).value;
  }

  // Says something in the words of the page, once: whoever listens is not told each percent.
  say(key, more) {
    const words = this.box.querySelector(`[data-say="${key}"]`).textContent;
    const text = more ? `${words} ${more}` : words;
    if (text !== this.told) this.status.textContent = text;
    this.told = text;
  }

  far(bytes, length) {
    this.bar.max = Math.max(1, length);
    this.bar.value = bytes;
    const percent = Math.floor((100 * bytes) / Math.max(1, length));
    this.box.querySelector("[data-percent]").textContent = `${percent} %`;
  }

  // Asks until somebody answers. What the node refuses is the end, and its words are shown.
  async sure(method, path, headers, body, sent) {
    for (let tried = 0; ; tried += 1) {
      const answer = await ask(method, path, headers, body, sent);
      const isBusy = answer === null || isLater(answer);
      if (!isBusy && answer.status < 300) return answer.said;
      if (!isBusy) throw new Stopped(answer.said.detail ?? String(answer.status));
      this.say("again");
      await new Promise((resolve) => setTimeout(resolve, REST_MS[Math.min(tried, REST_MS.length - 1)]));
    }
  }

  form_of(fields) {
    return new URLSearchParams({ csrf: this.token("csrf"), ...fields });
  }

  // The upload that this browser began for this file, if the node still waits for it, or a new one. An upload of somebody else is
  // left alone, though it had the same name and length: parts of two files would spoil both.
  async begun(file) {
    const uploads = this.box.dataset.uploads;
    const key = await remembered(uploads, file);
    const { uploads: open } = await this.sure("GET", uploads, {});
    const ours = open.find((one) => one.state === "receiving" && one.id === recall(key));
    if (ours && ours.len === file.size) return ours;
    const once = `${this.token("once")}:${key}:${Date.now()}`;
    const fields = { name: file.name, media_type: file.type || "application/octet-stream", len: file.size, once };
    const upload = await this.sure("POST", uploads, {}, this.form_of(fields));
    remember(key, upload.id);
    return upload;
  }

  async bring(file) {
    const upload = await this.begun(file);
    const path = `${this.box.dataset.uploads}/${upload.id}`;
    const sha256 = new Sha256();
    // What is here already is read again on this side only, for the digest of the whole.
    let part = 0;
    for (let from = 0; from < file.size || part === 0; from += upload.part_len, part += 1) {
      const isHere = part < upload.next_part;
      this.say(isHere ? "reading" : "sending", file.name);
      const bytes = new Uint8Array(Math.min(upload.part_len, file.size - from));
      for (let at = 0; at < bytes.length; at += SLICE) {
        const slice = file.slice(from + at, Math.min(from + at + SLICE, from + bytes.length));
        const read = new Uint8Array(await slice.arrayBuffer());
        bytes.set(read, at);
        sha256.push(read);
        if (isHere) this.far(from + at + read.length, file.size);
        await breathe();
      }
      if (isHere) continue;
      const digest = await blake3(bytes, breathe);
      const headers = { "x-csrf-token": this.token("csrf"), "x-blake3": digest, "content-type": "application/octet-stream" };
      const sent = (loaded) => {
        this.say("sending", file.name);
        this.far(from + Math.min(loaded, bytes.length), file.size);
      };
      await this.sure("PUT", `${path}/parts/${part}`, headers, bytes, sent);
      this.far(from + bytes.length, file.size);
    }
    this.say("sealing", file.name);
    const stated = { len: file.size, sha256: sha256.finish() };
    const sealed = await this.sure("POST", `${path}/finish`, {}, this.form_of(stated));
    const line = document.createElement("li");
    const code = document.createElement("code");
    code.textContent = sealed.sha256;
    line.append(`${file.name}: `, code);
    this.box.querySelector("[data-sealed]").append(line);
  }

  async bringAll(files) {
    const button = this.form.querySelector("button[type=submit]");
    button.disabled = true;
    this.box.hidden = false;
    try {
      for (const file of files) await this.bring(file);
      this.say("done");
      location.assign(this.box.dataset.done);
    } catch (error) {
      if (error instanceof Stopped) this.say("stopped", error.message);
      else this.say("unread");
      button.disabled = false;
      this.status.focus();
    }
  }
}

function begin(form, box) {
  form.addEventListener("submit", (event) => {
    const files = form.elements.namedItem("file").files;
    // Without a choice the form itself says what is missing.
    if (files.length === 0) return;
    event.preventDefault();
    new Bringing(form, box).bringAll(Array.from(files));
  });
}

if (typeof document !== "undefined") {
  const [form, box] = [document.getElementById("evidence"), document.getElementById("bringing")];
  if (form && box) begin(form, box);
} else {
  globalThis.digests = { blake3, Sha256, breathe };
}
