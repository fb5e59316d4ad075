import { request as http } from 'node:http';
import path from 'node:path';
import { collectProblems, expect, openApp, test } from './fixtures.ts';
import { HostDidNotStart } from './host-process.ts';

function statusFor(origin: string, headers: Record<string, string>, pathName = '/'): Promise<number> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    http({ host: '127.0.0.1', port, path: pathName, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

/** Tries to open the app's socket from whatever page this is. @returns `open`, or the close code */
function trySocket(address: string): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    // A refused session is accepted first, to be told so by the close code.
    socket.onopen = () => setTimeout(() => resolve('open'), 500);
    socket.onclose = ({ code }) => resolve(code);
  });
}

test('the one-time address opens the app once, in one browser', async ({ host, page, browser }) => {
  const problems = collectProblems(page);
  await host.open(page);
  expect(page.url()).toBe(`${host.current.origin}/`);
  await page.reload();
  await expect(page.locator('#root > :not(style)').first()).toBeVisible();

  const other = await browser.newContext();
  const otherPage = await other.newPage();
  for (const url of [host.current.url, host.current.origin, `${host.current.origin}/?token=guess`]) {
    const response = await otherPage.goto(url);
    expect(response?.status()).toBe(403);
    await expect(otherPage.locator('body')).toContainText('Start Chartside again');
  }
  await other.close();
  expect(problems).toEqual([]);
});

test('the session cookie is out of reach of scripts and other sites', async ({ appPage, host }) => {
  const [cookie, ...rest] = await appPage.context().cookies();
  expect(rest).toEqual([]);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', domain: '127.0.0.1', path: '/' });
  expect(await appPage.evaluate(() => document.cookie)).toBe('');
  expect(cookie!.name).toBe(`chartside_${new URL(host.current.origin).port}`);
});

test('the page may run its own files only', async ({ host, page }) => {
  await host.open(page);
  const response = await page.reload();
  const headers = response!.headers();
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  const refused = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/pixel.png';
    document.body.append(image);
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    image.remove();
    return { seen: seen.sort(), injected: 'injected' in window };
  });
  expect(refused).toEqual({ seen: ['connect-src', 'img-src', 'script-src-elem'], injected: false });
});

test('another page cannot reach the app: not its socket, not its files, not in a frame', async ({ appPage, host }) => {
  const { origin, host: authority } = new URL(host.current.origin);
  expect(await appPage.evaluate(trySocket, `ws://${authority}/socket`)).toBe('open');
  // Same browser, same cookies, another origin: what any page the clinician visits could try.
  const foreign = await appPage.context().newPage();
  await foreign.route('http://127.0.0.1:47999/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>hi' }),
  );
  await foreign.goto('http://127.0.0.1:47999/');
  expect(await foreign.evaluate(trySocket, `ws://${authority}/socket`)).toBe(1006);
  const reached = await foreign.evaluate(async (target) => {
    const readable = await fetch(target, { credentials: 'include' }).then(
      () => true,
      () => false,
    );
    const embedded = await new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = `${target}/icon.svg`;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
    return { readable, embedded };
  }, origin);
  expect(reached).toEqual({ readable: false, embedded: false });
});

test('a request by another name is refused', async ({ host }) => {
  const { origin } = host.current;
  expect(await statusFor(origin, { host: 'chartside.example' })).toBe(421);
  expect(await statusFor(origin, { host: 'localhost' })).toBe(421);
  expect(await statusFor(origin, {})).toBe(403);
});

test('a restart ends the sessions before it', async ({ host, page }) => {
  await host.open(page);
  const { origin } = host.current;
  await host.kill();
  await host.start(['--port', new URL(origin).port]);
  // The same address, the same browser, the cookie of before.
  expect((await page.goto(origin))?.status()).toBe(403);
  await host.open(page);
});

test('a start that cannot be says why in one line', async ({ folder, host, launch }) => {
  const failure = async (args: string[]) => {
    try {
      await launch(args);
    } catch (error) {
      if (error instanceof HostDidNotStart) return error.end;
      throw error;
    }
    throw new Error('it started');
  };
  const { port } = new URL(host.current.origin);
  const profile = path.join(folder, 'profile');
  const inUse = await failure(['--profile', profile, '--port', '0']);
  expect(inUse.code).toBe(1);
  expect(inUse.stderr).toBe(
    `chartside: this profile is open in another Chartside (${profile}); close that one, or choose another folder with --profile\n`,
  );
  const taken = await failure(['--profile', path.join(folder, 'other'), '--port', port]);
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain(`port ${port} is taken`);
  expect((await failure(['--port', 'x'])).code).toBe(2);
  expect((await failure(['--colour'])).code).toBe(2);
});

test('it stops cleanly when told to, and starts again after kill -9', async ({ folder, launch, page }) => {
  const args = ['--profile', path.join(folder, 'second'), '--port', '0'];
  const first = await launch(args);
  await openApp(page, first.url);
  expect(await first.stop()).toBe(0);
  const second = await launch(args);
  await second.kill();
  const third = await launch(args);
  await openApp(page, third.url);
  expect(await third.stop()).toBe(0);
});
