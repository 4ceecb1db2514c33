// One Chromium for all journeys, a fresh context for each person in each journey.
//
// What must hold on every page is looked at here and not in the journeys: no request leaves the portals, no
// script error, no report of the content security policy, no server error. Each such thing is noise, and
// noise fails the journey in which it happened.

import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** No sandbox, because in a container we are root; nothing that calls home. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Everything a page needs comes from this machine; longer is stuck. */
const TIMEOUT_MS = 15_000;

/** A form of a hundred questions makes a picture as high as a house; painting it takes a while. */
const SHOT_MS = 60_000;

export class Browser {
  static async launch({ modules, shots, verify }, sandbox) {
    const require = createRequire(path.join(modules, 'package.json'));
    const { chromium } = require('playwright-core');
    const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
    await mkdir(shots, { recursive: true });
    const executablePath = process.env.COMITY_CHROMIUM ?? '/usr/bin/chromium';
    const chrome = await chromium.launch({ executablePath, args: ARGS });
    return new Browser(chrome, axe, { shots, verify, sandbox });
  }

  constructor(chrome, axe, { shots, verify, sandbox }) {
    this.chrome = chrome;
    this.axe = axe;
    this.shots = shots;
    this.verify = verify;
    this.sandbox = sandbox;
    this.sessions = new Map();
    this.contexts = [];
    this.noise = [];
    this.expected = [];
  }

  /**
   * A page for a person who is not signed in. Of our pages one has a script; scripts are allowed everywhere,
   * because axe needs timers. A journey that wants the strict form says `javaScriptEnabled: false`.
   */
  async visitor(options = {}) {
    const context = await this.chrome.newContext({
      locale: 'en-GB',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    this.contexts.push(context);
    const page = await context.newPage();
    this.listen(page);
    return page;
  }

  /** A page of an officer on the desk. The link works once, so the session is kept for later journeys. */
  async officer(member, officer, options = {}) {
    const key = `${member}/${officer}`;
    if (this.sessions.has(key)) {
      const page = await this.visitor({ ...options, storageState: this.sessions.get(key) });
      await page.goto(this.sandbox.url(member));
      return page;
    }
    const page = await this.visitor(options);
    await page.goto(this.sandbox.takeLink(member, officer));
    // A link only shows who would be signed in; a button does it, so that a preview uses up nothing.
    const button = page.getByRole('button', { name: /sign in/i });
    if ((await button.count()) > 0) await button.click();
    this.sessions.set(key, await page.context().storageState());
    return page;
  }

  /** Whoever was signed out everywhere comes in anew, for later journeys. */
  async again(member, officer) {
    const page = await this.visitor();
    const token = await this.sandbox.freshToken(member, officer);
    await page.goto(`${this.sandbox.url(member)}/sign-in/${token}`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/desk/);
    this.sessions.set(`${member}/${officer}`, await page.context().storageState());
  }

  /** Says that an answer of this status is what the journey wants to see. */
  expectStatus(...statuses) {
    this.expected.push(...statuses);
  }

  listen(page) {
    const numbers = this.sandbox.report.nodes.map((node) => new URL(node.url).origin);
    // A browser takes passkeys for a name only; a drill on this machine has one.
    const homes = [...numbers, ...numbers.map((origin) => origin.replace('127.0.0.1', 'localhost'))];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && !homes.includes(url.origin)) {
        this.noise.push(`a request to ${url.origin} from ${page.url()}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.expected.includes(response.status())) {
        this.noise.push(`${response.status()} ${response.request().method()} ${response.url()}`);
      }
    });
    page.on('pageerror', (error) => this.noise.push(`script error on ${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const ours = /status of (\d+)/.exec(message.text())?.[1];
      if (message.type() === 'error' && !this.expected.includes(Number(ours))) {
        this.noise.push(`${message.text()} on ${page.url()}`);
      }
    });
  }

  /** What was heard since the last time. */
  takeNoise() {
    const noise = this.noise;
    this.noise = [];
    this.expected = [];
    return noise;
  }

  /** Keeps a picture of the whole page; nobody compares pixels, people look. */
  async shoot(page, name) {
    const file = path.join(this.shots, `${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}.png`);
    await page.screenshot({ path: file, fullPage: true, timeout: SHOT_MS });
  }

  async shootAll(name) {
    for (const [n, context] of this.contexts.entries()) {
      for (const page of context.pages()) await this.shoot(page, `${name}-${n}`).catch(() => {});
    }
  }

  async closeContexts() {
    const contexts = this.contexts;
    this.contexts = [];
    for (const context of contexts) await context.close();
  }

  async close() {
    await this.chrome.close();
  }
}
