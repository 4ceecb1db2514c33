// An order for traffic data as officers fill it in by hand: a shop that takes money and sends nothing.

import assert from 'node:assert/strict';
import { answer, follow, go, group, press, section } from './hand.mjs';

/** A word that no run before this one used. */
export function fresh(word) {
  return `${word}-${crypto.randomUUID().slice(0, 8)}`;
}

/** What the steps of a file have left for those after them; each step says what it needs of it. */
export function steps() {
  const done = {};
  const need = (name) => {
    assert.ok(done[name], `the step before this one failed, or was filtered away: no ${name}`);
    return done[name];
  };
  return { done, need };
}

/** What only the enforcing authority may read. */
export const HIDDEN = {
  grounds: 'The account is the only thing the buyers know of the seller; one month of connections shows who uses it.',
  summary: 'Eleven buyers paid in advance for bicycles that do not exist, into accounts that changed each week.',
};

/** The answers by section of the form, in the order of the form. `file` is the file number, new in each run. */
export function answers(file) {
  return {
    A: [
      { label: 'Issuing state', write: 'FR' },
      { label: 'Issuing authority', write: 'Tribunal judiciaire de Lyon' },
      { label: 'File number of the issuing authority', write: file },
    ],
    B: [
      { label: 'Addressee', write: 'Harbour Mail Ireland DAC' },
      { label: 'Kind of addressee', tick: ['Designated establishment'] },
      { label: 'Address of the addressee', write: '3 Custom House Quay, Dublin, Ireland' },
    ],
    C: [
      {
        label: 'Deadline',
        tick: ['At the end of 10 days, or earlier when the notified authority confirms that it raises no ground'],
      },
    ],
    E: [
      { label: 'User name, login or account', lines: ['acct:wheels-4410'] },
      { label: 'Data from', write: '2026-06-01T00:00:00Z' },
      { label: 'Data until', write: '2026-07-01T00:00:00Z' },
    ],
    F: [
      {
        label: 'Traffic data',
        tick: ['Internet: source and destination addresses', 'Internet: time and duration'],
      },
    ],
    G: [
      { label: 'Kind of proceedings', tick: ['Criminal proceedings'] },
      { label: 'Nature of the offence', write: '[en] Fraud: a shop took money for bicycles and sent none.' },
      { label: 'Legal classification', write: 'Escroquerie en bande organisée' },
      { label: 'Provisions of criminal law', lines: ['Code pénal, art. 313-2'] },
      { label: 'Maximum penalty', write: 'P10Y' },
      {
        label: 'Threshold for traffic and content data',
        tick: ['A maximum custodial sentence of at least 3 years'],
      },
      { label: 'Addressed as', tick: ['Controller of the data'] },
    ],
    I: [
      { label: 'Type of issuing authority', tick: ['Judge, court or investigating judge'] },
      { label: 'Name of the authority', write: 'Tribunal judiciaire de Lyon' },
      { label: 'Representative', write: 'The investigating judge on duty' },
      { label: 'Post held', write: 'Juge d’instruction' },
      { label: 'Address', write: '67 rue Servient, 69003 Lyon, France' },
      { label: 'Telephone', write: '+33 4 00 00 00 00' },
      { label: 'E-mail', write: 'instruction@tj-lyon.example' },
      { label: 'Languages spoken', lines: ['French'] },
      { label: 'Certification of accuracy', tick: ['The content of this certificate is accurate and correct'] },
    ],
    K: [
      { label: 'Notified enforcing authority', write: 'Enforcing authority, Dublin' },
      { label: 'E-mail of the enforcing authority', write: 'orders@ca.example' },
    ],
    L: [
      { label: 'Data are sent to', tick: ['The issuing authority'] },
      { label: 'Contact for the transfer', write: 'greffe@tj-lyon.example' },
    ],
    M: [
      { label: 'Grounds for necessity and proportionality', write: `[en] ${HIDDEN.grounds}` },
      { label: 'Summary of the case', write: `[en] ${HIDDEN.summary}` },
    ],
    file: [
      {
        label: 'The offence was, is or is likely to be committed in the issuing state',
        tick: ['Reasonable grounds to believe so'],
      },
      { label: 'The person whose data are asked for resides in the issuing state', tick: ['Not known'] },
    ],
  };
}

/** Everybody a case needs until a court has its package. */
const TAKE_PART = ['fr-tj/judge', 'fr-tj/prosecutor', 'fr-tj/clerk'];

/** Opens a case and stands on its page. */
export async function openCase(page, codename, focus, units = TAKE_PART) {
  await go(page, 'Cases');
  await follow(page, page.getByRole('link', { name: 'Open a case' }));
  await answer(page, { label: 'Codename', write: codename });
  await answer(page, { label: 'What it is about', write: focus });
  for (const unit of units) await group(page, 'Who else takes part').getByLabel(unit).check();
  await press(page, 'Open the case');
}

/** From the page of a case to the empty form of an order for traffic data; `look` is called on the page between. */
export async function openDraft(page, look = async () => {}) {
  await follow(page, page.getByRole('link', { name: 'Draft a measure' }));
  await look();
  await page.getByLabel('European Production Order Certificate').check();
  await answer(page, { label: 'Who must perform it', pick: 'IE-PROV · Harbour Mail Ireland (ie-prov/legal)' });
  await page.getByLabel('Traffic data', { exact: true }).check();
  await answer(page, { label: 'Who is notified', pick: 'IE-CA · Enforcing authority, Dublin (ie-ca/executor)' });
  await press(page, 'Open the draft');
}

/** Answers some sections and saves, with the button below the last of them. */
export async function fill(page, sections) {
  for (const questions of Object.values(sections)) {
    for (const question of questions) await answer(page, question);
  }
  return press(page, 'Save');
}

/** The questions the law puts to whoever issues. */
export async function answerTheLaw(page) {
  await answer(page, { label: 'Why is the order necessary?', write: 'Nobody else knows who uses the account.' });
  await answer(page, { label: 'Why is the order proportionate?', write: 'One account, one month, no content.' });
  for (const box of await section(page, 'Issue').getByRole('checkbox').all()) await box.check();
}
