// Passkeys, with a device that Chromium plays: added after a link, used to come in, refused where it is somebody else's, and
// removed. In English and in Arabic, where the page runs from right to left.

import assert from 'node:assert/strict';
import { answer, follow, press, words } from '../hand.mjs';
import { checkPage, checkWhole } from '../page.mjs';

const MEMBER = 'FR-TJ';

const SAID = {
  en: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    name: 'Name',
    add: 'Add a passkey',
    added: /The passkey is added/,
    use: 'Use a passkey',
    remove: 'Remove this passkey',
    last: /Then you have none/,
    removed: /The passkey is removed/,
    unknown: /Nobody here has this passkey/,
    refused: /The passkey proves nothing here/,
  },
  ar: {
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    name: 'الاسم',
    add: 'أضف مفتاح مرور',
    added: /أُضيف مفتاح المرور/,
    use: 'استعمل مفتاح مرور',
    remove: 'أزل مفتاح المرور هذا',
    last: /لن يبقى لديك أي منها/,
    removed: /أُزيل مفتاح المرور/,
    unknown: /لا أحد هنا لديه مفتاح المرور هذا/,
    refused: /مفتاح المرور لا يثبت شيئًا هنا/,
  },
};

/** The portal under the name by which a browser takes passkeys for a drill on this machine. */
function home(browser) {
  return browser.sandbox.url(MEMBER).replace('127.0.0.1', 'localhost');
}

/** A page of somebody whose device knows them and holds passkeys. */
async function withDevice(browser) {
  const page = await browser.visitor();
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', { options });
  const send = (method, more = {}) => client.send(`WebAuthn.${method}`, { authenticatorId, ...more });
  return { page, send };
}

/** Comes in by a link, and adds a passkey. */
async function enrol(browser, officer, lang) {
  const say = SAID[lang];
  const { page, send } = await withDevice(browser);
  const token = await browser.sandbox.freshToken(MEMBER, officer);
  await page.goto(`${home(browser)}/sign-in/${token}?lang=${lang}`);
  await press(page, say.signIn);
  await page.goto(`${home(browser)}/passkeys?lang=${lang}`);
  await checkWhole(browser, page, `passkeys none ${lang}`);
  await answer(page, { label: say.name, write: 'tablet' });
  await press(page, say.add);
  assert.match(await words(page.getByRole('status').first()), say.added);
  await checkWhole(browser, page, `passkeys one ${lang}`);
  assert.match(await words(page.getByRole('main').getByRole('table')), /tablet/);
  return { page, send };
}

async function isSignedInAs(page, officer) {
  assert.equal(new URL(page.url()).pathname, '/desk');
  assert.match(await words(page.getByRole('banner')), new RegExp(officer));
}

function journey(lang, officer) {
  const say = SAID[lang];
  return {
    name: `an officer comes in by a passkey of their own and by no other (${lang})`,
    async run(browser) {
      const { page, send } = await enrol(browser, officer, lang);
      await press(page, say.signOut);
      await checkWhole(browser, page, `sign-in passkey ${lang}`);
      await press(page, say.use);
      await isSignedInAs(page, officer);
      await press(page, say.signOut);

      // The same device, made to say that it is another officer's.
      const other = await enrol(browser, 'prosecutor', lang);
      const { credentials: [theirs] } = await other.send('getCredentials');
      const { credentials: [own] } = await send('getCredentials');
      const credential = { ...own, userHandle: theirs.userHandle };
      await send('removeCredential', { credentialId: own.credentialId });
      await send('addCredential', { credential });
      browser.expectStatus(401);
      await press(page, say.use);
      assert.match(await words(page.getByRole('main')), say.refused);
      await checkPage(browser, page);
      await other.page.goto(`${home(browser)}/passkeys?lang=${lang}`);
      await removeFirst(browser, other.page, lang);

      // And the one of the other officer, when it is no passkey any more: removing it has ended the session.
      await press(other.page, say.use);
      assert.match(await words(other.page.getByRole('main')), say.unknown);
      await browser.again(MEMBER, 'prosecutor');
    },
  };
}

async function removeFirst(browser, page, lang) {
  const say = SAID[lang];
  const link = page.getByRole('main').getByRole('table').getByRole('link').first();
  await follow(page, link);
  await checkWhole(browser, page, `passkey removal ${lang}`);
  assert.match(await words(page.getByRole('main')), say.last);
  await press(page, say.remove);
  assert.match(await words(page.getByRole('status').first()), say.removed);
}

export default [
  journey('en', 'clerk'),
  journey('ar', 'judge'),
  {
    name: 'without scripts the door and the page of passkeys say what else there is',
    async run(browser) {
      const page = await browser.visitor({ javaScriptEnabled: false });
      await page.goto(`${home(browser)}/sign-in`);
      assert.equal(await page.getByRole('button', { name: 'Use a passkey' }).count(), 0);
      assert.match(await words(page.getByRole('main')), /come in by a one-time link/);
    },
  },
];
