import { expect, test } from 'vitest';
import { durationSeconds, hostKeyFingerprint, isPlainHttpUrl, isTimeZone } from '#lib/settings/formats';

test('a duration is a count and one of s, m, h, d', () => {
  expect(['5s', '5m', '2h', '1d', '0s'].map(durationSeconds)).toEqual([5, 300, 7200, 86_400, 0]);
  for (const text of ['', '5', 's', '5 s', '-5s', '1.5h', '5S', '5ss', '1h30m', '9999999s']) {
    expect(durationSeconds(text)).toBeNull();
  }
});

test('a time zone is a name that the calendar knows, never a bare offset', () => {
  for (const name of ['Australia/Melbourne', 'UTC', 'Etc/GMT+10']) expect(isTimeZone(name)).toBe(true);
  for (const name of ['', 'Mars/Olympus', '+10:00', 'Australia/Melbourne ']) expect(isTimeZone(name)).toBe(false);
});

test('a host key fingerprint reads alike in every usual notation', () => {
  const hex = '00ff'.repeat(16);
  const base64 = Buffer.from(hex, 'hex').toString('base64');
  const unpadded = base64.replace('=', '');
  const colons = hex.replace(/(..)(?=.)/g, '$1:').toUpperCase();
  for (const text of [hex, colons, base64, unpadded, `SHA256:${unpadded}`]) {
    expect(hostKeyFingerprint(text)).toBe(unpadded);
  }
  for (const text of ['', 'SHA256:', 'MD5:00ff', `${unpadded}A`, hex.slice(2)]) {
    expect(hostKeyFingerprint(text)).toBeNull();
  }
});

test('an address with a user name or password in it is not plain', () => {
  expect(isPlainHttpUrl('http://127.0.0.1:8080/fhir')).toBe(true);
  for (const text of ['', 'ftp://host', 'javascript:alert(1)', 'https://me@host', 'https://me:pw@host', '/fhir']) {
    expect(isPlainHttpUrl(text)).toBe(false);
  }
});
