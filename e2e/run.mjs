// Journeys through the portals of a running sandbox, in Debian's Chromium, one after the other.
//
//   node run.mjs --modules DIR --comity BIN --verify BIN --dir DIR --shots DIR [FILTER]
//
// `--verify` is the court's verifier, `--modules` holds `node_modules` (outside the checkout), `--dir` is the
// sandbox's directory, screenshots go to `--shots`. FILTER is a part of a journey's name. The last line is
// `N passed, M failed`; the exit code is 0 only if none failed. There are no retries and no fixed waits: a
// journey waits for what it wants to see.
//
// A journey that says `lacks` takes a way that the product does not have yet, and why. It is walked in every run: it
// passes while the way is closed, and fails on the day it is open, so that the word is taken away.

import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Browser } from './browser.mjs';
import { Sandbox } from './sandbox.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string' },
    comity: { type: 'string' },
    verify: { type: 'string' },
    dir: { type: 'string' },
    shots: { type: 'string' },
  },
});

async function main() {
  const filter = positionals[0] ?? '';
  const journeys = (await load()).filter((journey) => journey.name.includes(filter));
  if (journeys.length === 0) {
    console.log(`no journey is named like \`${filter}\``);
    return false;
  }
  const sandbox = await Sandbox.start(values.comity, values.dir);
  let passed = 0;
  let failed = 0;
  try {
    const browser = await Browser.launch(values, sandbox);
    try {
      for (const journey of journeys) {
        const began = performance.now();
        const met = await attempt(browser, journey);
        const fault = journey.lacks ? unlessLacking(journey, met) : met;
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        const word = fault ? 'FAIL' : journey.lacks ? 'lack' : 'ok  ';
        console.log(`${word} ${journey.name} (${seconds} s)`);
        if (journey.lacks && !fault) console.log(indent(journey.lacks));
        if (fault) console.log(indent(fault));
        if (fault) failed += 1;
        else passed += 1;
      }
    } finally {
      await browser.close();
    }
  } finally {
    await sandbox.stop();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

/** All journeys, file by file: every file in `journeys/` exports a list of `{ name, run }`. */
async function load() {
  const folder = new URL('journeys/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
  const lists = await Promise.all(files.map((file) => import(new URL(file, folder))));
  return lists.flatMap((list) => list.default);
}

/** Only what the journey is about counts; that it could not even get there is a fault like any other. */
function unlessLacking(journey, met) {
  if (!met) return `the product has this now; take \`lacks\` away: ${journey.lacks}`;
  return met.startsWith('Lacking') ? null : met;
}

/** A journey takes seconds; after this it hangs. */
const JOURNEY_MS_MAX = 300_000;

/** Runs one journey; returns what went wrong, or null. */
async function attempt(browser, journey) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the journey hangs')), JOURNEY_MS_MAX);
  });
  try {
    await Promise.race([journey.run(browser), limit]);
    const noise = browser.takeNoise();
    return noise.length > 0 ? `the browser complained:\n${noise.join('\n')}` : null;
  } catch (error) {
    await browser.shootAll(`failed-${journey.name}`);
    browser.takeNoise();
    return error.stack ?? String(error);
  } finally {
    clearTimeout(timer);
    await browser.closeContexts();
  }
}

function indent(text) {
  return text.replace(/^/gm, '     ');
}

process.exitCode = (await main()) ? 0 : 1;
