import { afterEach, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { openExchange } from '#lib/http/exchange';
import { tokenUrls } from '#lib/http/token-urls';

const secrets = { NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };
const configure = (address?: string) => useConfig({ ...parseConfig({ NEXTAUTH_URL: address }), ...secrets });
afterEach(() => configure());

const urlsAt = (address: string) => tokenUrls(openExchange(new Request(address)));

test('without a public address the token endpoint has the one of the request', () => {
  configure();
  expect(urlsAt('http://localhost:3000/oauth2/token')).toEqual([
    'http://localhost:3000/oauth2/token',
    'http://localhost:3000/api/token',
  ]);
});

test('with a public address it has only that: an assertion made for another server cannot be used with its Host header', () => {
  configure('https://readout.example');
  expect(urlsAt('http://evil.test/oauth2/token')).toEqual([
    'https://readout.example/oauth2/token',
    'https://readout.example/api/token',
  ]);
});
