// Going through a portal as somebody who clicks every link once, nearest first.

/** Enough to meet every kind of page of a sandbox with a few cases; a list of a thousand cases would not add any. */
const PAGES_MAX = 25;

/** The hundredth leaf of a ledger looks like the first. */
const ALIKE_MAX = 3;

/** Links that do something or hand out a file instead of showing a page. */
const NOT_FOLLOWED = /\/download$|\/sign-out$|[?&]lang=/;

/** Yields the path of each page within reach; the page object stands on it while it is yielded. */
export async function* everyPage(page, { alikeMax = ALIKE_MAX } = {}) {
  const home = new URL(page.url()).origin;
  const waiting = [page.url()];
  const seen = new Set(waiting);
  const alike = new Map();
  for (let n = 0; n < PAGES_MAX && waiting.length > 0; ) {
    const address = waiting.shift();
    const kind = kindOf(address);
    if ((alike.get(kind) ?? 0) >= alikeMax) continue;
    alike.set(kind, (alike.get(kind) ?? 0) + 1);
    n += 1;
    const answer = await page.goto(address);
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
    const landed = page.url().split('#')[0];
    if (landed !== address && seen.has(landed)) continue; // a redirect to a page of its own
    seen.add(landed);
    yield new URL(landed).pathname;
    const links = await page.locator('a[href]:not([download])').evaluateAll((all) => all.map((a) => a.href));
    for (const link of links.map((l) => l.split('#')[0])) {
      if (new URL(link).origin === home && !seen.has(link) && !NOT_FOLLOWED.test(link)) {
        seen.add(link);
        waiting.push(link);
      }
    }
  }
}

/** The path without ids, numbers and names of the law: sixty forms are one kind of page. */
export function kindOf(address) {
  const path = new URL(address, 'http://any').pathname
    .replace(/\/letters\/[^/]+$/, '/letters/*')
    .replace(/^\/law\/words\/[^/]+$/, '/law/words/*')
    .replace(/^\/law\/(?!ways$)[^/]+$/, '/law/*');
  const parts = path.split('/');
  return parts.map((part) => (/^\d+$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{32}$/.test(part) ? '*' : part)).join('/');
}
