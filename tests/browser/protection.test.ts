import { expect, open, test } from './portal.ts';

test.use({ expectedFailures: [404] });

const NONCE = /'nonce-([^']+)'/;

for (const path of ['/submissions', '/submissions/1', '/sign-in', '/no-such-page']) {
  test(`${path} runs only scripts of its own request and is kept nowhere`, async ({ page, portal }) => {
    if (path !== '/sign-in') await portal.signIn('rad@acme.test');
    const [first, second] = [await page.goto(path), await page.goto(path)];
    const headers = second?.headers() ?? {};
    const policy = headers['content-security-policy'] ?? '';
    const nonce = NONCE.exec(policy)?.[1];
    expect(nonce).toMatch(/^[\w-]{20,}$/);
    expect(NONCE.exec(first?.headers()['content-security-policy'] ?? '')?.[1]).not.toBe(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['cache-control']).toContain('no-store');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    const html = (await second?.text()) ?? '';
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(html).not.toMatch(/<[^>]+\s(on[a-z]+|style)="/);
  });
}

test('the chosen appearance is in the first byte, so that nothing flashes', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const html = await (await open(page, '/submissions'))?.text();
  expect(html).toContain('<html lang="en" data-theme="dark">');
  expect(await background()).not.toBe(light);
});

test('what next-auth could do beyond signing in is shut', async ({ portal }) => {
  for (const path of ['session', 'providers', 'signin', 'signout', 'error', 'callback/credentials']) {
    expect((await fetch(`${portal.url}/api/auth/${path}`, { redirect: 'manual' })).status, path).toBe(404);
  }
  for (const path of ['_log', 'session', 'signout', 'signin/credentials']) {
    const answer = await fetch(`${portal.url}/api/auth/${path}`, { method: 'POST', body: '{}', redirect: 'manual' });
    expect(answer.status, path).toBe(404);
  }
});

test('a sign-in from another site is refused without a look at the password', async ({ portal }) => {
  const body = new URLSearchParams({
    email: 'rad@acme.test',
    password: 'Reading-room-1',
    csrfToken: 'made up',
    json: 'true',
  });
  const answer = await fetch(`${portal.url}/api/auth/callback/credentials`, { method: 'POST', body });
  expect(answer.headers.getSetCookie().filter((cookie) => cookie.startsWith('readout-session='))).toEqual([]);
});

test('a sign-in that is no sign-in is not read', async ({ portal }) => {
  const answer = await fetch(`${portal.url}/api/auth/callback/credentials`, {
    method: 'POST',
    body: 'x'.repeat(20_000),
  });
  expect(answer.status).toBe(413);
});

test('behind a proxy that ends TLS the session cookie is bound to its host', async ({ portal }) => {
  const forwarded = { 'x-forwarded-proto': 'https' };
  const csrf = await fetch(`${portal.url}/api/auth/csrf`, { headers: forwarded });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const answer = await fetch(`${portal.url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { ...forwarded, cookie },
    body: new URLSearchParams({ email: 'rad@acme.test', password: 'Reading-room-1', csrfToken, json: 'true' }),
  });
  expect(answer.status).toBe(200);
  const session = answer.headers.getSetCookie().find((line) => line.includes('readout-session='));
  expect(session).toMatch(/^__Host-readout-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
  const [pair = ''] = (session ?? '').split(';', 1);
  const list = `${portal.url}/api/waters/org/acme/submissions`;
  expect((await fetch(list, { headers: { ...forwarded, cookie: pair } })).status).toBe(200);
  const planted = pair.replace('__Host-', '');
  expect((await fetch(list, { headers: { ...forwarded, cookie: planted } })).status).toBe(401);
});
