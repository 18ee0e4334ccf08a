import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { historyPath, rowsOf } from '../http/partner.ts';
import { aBundle, base64, edited, type BundleParts } from '../support/fhir-bundle.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { DOOR, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const FHIR = { client: 'acme.fhir', 'content-type': 'application/fhir+ndjson' };

async function send(payload: string, status: number) {
  const answer = await post(house, payload, { headers: FHIR });
  expect(answer.status).toBe(status);
  while (await itemisePayloads(house.context));
  return (await house.api('GET', historyPath(answer.json.submissionId))).json;
}

/** The history of a Bundle that was edited, and the text that was read of it. */
async function taken(edit: (parts: BundleParts) => unknown) {
  const told = await send(JSON.stringify(edited(edit)), 201);
  const [row] = await rowsOf<{ text: string }>(
    house,
    sql`select report_text as text from item_reports where submission_id = ${told.submissionId}`,
  );
  return { ...told, text: row?.text ?? null };
}

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const holding = (extension: string): string => JSON.stringify(aBundle()).replace('{', `{"extension":${extension},`);

describe('nesting', () => {
  test.each([64, 100_000, 5_000_000])('of %i levels more than the Bundle is refused', async (levels) => {
    const { errors } = await send(holding(deep(levels)), 400);
    expect(errors).toEqual([{ scope: 'report', message: '1: Unable to parse FHIR data.', errorCode: 'UNKNOWN' }]);
  });

  test('that deep in one item is that item’s error, and the others go on', async () => {
    const told = await send(`${holding(deep(100_000))}\n${JSON.stringify(aBundle())}`, 201);
    expect(told).toMatchObject({ errorCount: 1, reportItemCount: 2 });
    expect(told.errors[0].message).toBe(
      'Item 1 in the report was not parseable. Reason: exception while parsing FHIR: it is nested deeper than 64 levels',
    );
    expect(told.destinationCount).toBeGreaterThan(0);
  });

  test('of 63 levels is read', async () => {
    expect((await send(holding(deep(63)), 201)).errors).toEqual([]);
  });
});

describe('a Bundle whose references go in a circle is read like any other:', () => {
  test.each<[string, (parts: BundleParts) => unknown]>([
    ['a report that is based on itself', ({ report }) => report.basedOn.push({ reference: 'DiagnosticReport/d' })],
    [
      'a role whose practitioner is that role',
      ({ entries }) => (entries.role.resource.practitioner = { reference: 'PractitionerRole/role' }),
    ],
    [
      'study and request that name each other, and the report',
      ({ study, request }) => {
        study.basedOn = [{ reference: 'ServiceRequest/s' }, { reference: 'DiagnosticReport/d' }];
        request.basedOn = [{ reference: 'ImagingStudy/i' }];
        request.supportingInfo = [{ reference: 'DiagnosticReport/d' }];
      },
    ],
    [
      'contained resources that name their container and each other',
      ({ report }) => {
        report.contained = [
          {
            resourceType: 'PractitionerRole',
            id: 'a',
            practitioner: { reference: '#b' },
            organization: { reference: '#' },
          },
          { resourceType: 'Practitioner', id: 'b', contained: [{ resourceType: 'Patient', id: 'c' }] },
        ];
        report.performer = [{ reference: '#a' }, { reference: '#' }];
      },
    ],
    ['a Bundle in the Bundle', ({ bundle }) => bundle.entry.push({ resource: aBundle() })],
  ])('%s', async (_, edit) => {
    const told = await taken(edit);
    expect([told.errors, told.text]).toEqual([[], 'FINDINGS:\nNormal.\n']);
  });

  test('a subject that is the report itself is no patient: the item says so', async () => {
    const told = await taken(({ report }) => (report.subject = { reference: 'DiagnosticReport/d' }));
    expect(told.errors[0].message).toContain('subject names no Patient of the Bundle and has no identifier');
  });
});

describe('entities of HTML are decoded once, and make no markup:', () => {
  const entities = (count: number): string =>
    Array.from({ length: count }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`).join('');

  test.each<[string, string, string]>([
    ['tags written with entities', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>', '<script>alert(1)</script>'],
    ['entities written with entities', '<p>&amp;lt;b&amp;gt; &#38;lt; &#x26;amp;</p>', '&lt;b&gt; &lt; &amp;'],
    ['entities without an end', '<p>5 &lt 6 &amp 7 &#60 8</p>', '5 < 6 & 7 < 8'],
    ['what no character has', '<p>a&#0;b&#xD800;c&#x110000;d&#99999999999;</p>', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFD'],
    [
      'entities of a document type, each twice the one before',
      `<!DOCTYPE p [<!ENTITY e0 "ha">${entities(40)}]><p>&e40;</p>`,
      ']>\n\n&e40;',
    ],
    ['an entity that names a file', '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>', ']>\n\n&x;'],
    ['a tag parted by an entity', '<scr&#105;pt>x</script>y', 'xy'],
    ['entities in attributes', '<p title="&gt;&quot;<b>">one</p>', 'one'],
  ])('%s', async (_, html, text) => {
    const told = await taken(
      ({ report }) => (report.presentedForm = [{ contentType: 'text/html', data: base64(html) }]),
    );
    expect([told.errors, told.text]).toEqual([[], text]);
  });

  test('a million of them is a text of a million characters', async () => {
    const data = base64(`<p>${'&lt;'.repeat(1_000_000)}</p>`);
    const { text } = await taken(({ report }) => (report.presentedForm = [{ contentType: 'text/html', data }]));
    expect(text).toBe('<'.repeat(1_000_000));
  });
});
