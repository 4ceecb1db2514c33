// Going through a portal as somebody who clicks every link once, nearest first.

/** Enough to meet every kind of page of a sandbox with one case; a list of a thousand cases would not add any. */
const PAGES_MAX = 25;

/** Links that do something or hand out a file instead of showing a page. */
const NOT_FOLLOWED = /\/download$|\/sign-out$|[?&]lang=/;

/** Yields the path of each page within reach; the page object stands on it while it is yielded. */
export async function* everyPage(page) {
  const home = new URL(page.url()).origin;
  const waiting = [page.url()];
  const seen = new Set(waiting);
  for (let n = 0; n < PAGES_MAX && waiting.length > 0; n += 1) {
    const address = waiting.shift();
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
