import { expect, test } from 'vitest';
import { nextPageLink } from '#lib/http/next-page-link';
import { replyWithEtag } from '#lib/http/reply-with-etag';

const tagOf = (body: unknown): string => replyWithEtag(body, undefined).headers?.etag ?? '';

test('a tag stands for the exact bytes of the answer', () => {
  expect(tagOf({ a: 1 })).toBe(tagOf({ a: 1 }));
  expect(tagOf({ a: 1 })).not.toBe(tagOf({ a: 2 }));
  expect(tagOf({ a: 1, b: 2 })).not.toBe(tagOf({ b: 2, a: 1 }));
  expect(tagOf({})).toMatch(/^"[\w-]{27}"$/);
});

test('whoever has these bytes is answered 304 and nothing more', () => {
  const tag = tagOf({ a: 1 });
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`, `${tag} ,"x"`, '*']) {
    expect(replyWithEtag({ a: 1 }, known)).toEqual({ status: 304, headers: { etag: tag } });
  }
  for (const other of ['', '"x"', tag.replaceAll('"', ''), tagOf({ a: 2 })]) {
    expect(replyWithEtag({ a: 1 }, other)).toEqual({ status: 200, json: '{"a":1}', headers: { etag: tag } });
  }
});

test('the next page’s link is this address with the next cursor, and there is none on the last page', () => {
  const url = new URL('http://readout.test/list?q=a%20b&cursor=old&pageSize=2');
  expect(nextPageLink(url, 'new')).toEqual({ link: '</list?q=a+b&cursor=new&pageSize=2>; rel="next"' });
  expect(nextPageLink(url, null)).toEqual({});
});
