import { describe, expect, it } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { base64, edited, read, type Json } from '../../tests/support/fhir-bundle.ts';

const withForms = (...presentedForm: Json[]) => edited(({ report }) => (report.presentedForm = presentedForm));
const textOf = (bundle: unknown) => read(bundle).report?.reportText;
const plain = (text: string) => ({ contentType: 'text/plain', data: base64(text) });
const html = (text: string) => ({ contentType: 'text/html', data: base64(text) });
const pdf = { contentType: 'application/pdf', data: base64('%PDF-1.7') };
const div = (text: string) => ({ status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` });
const at = 'Bundle.entry[1].resource';

const failures = (bundle: unknown) => {
  const reading = readFhirItem(Buffer.from(JSON.stringify(bundle)));
  return reading.kind === 'invalid' ? reading.failures : reading.kind;
};

describe('the text is', () => {
  const all = { conclusion: 'Conclusion.', text: div('<p>Narrative.</p>') };

  it.each([
    ['plain text before anything else', { ...all, presentedForm: [pdf, html('<p>H</p>'), plain('Plain.')] }, 'Plain.'],
    ['HTML, read as text', { ...all, presentedForm: [pdf, html('<p>One</p><p>Two</p>')] }, 'One\n\nTwo'],
    [
      'XHTML too',
      { presentedForm: [{ ...html('<p>X &amp; Y<br/>Z</p>'), contentType: 'application/xhtml+xml' }] },
      'X & Y\nZ',
    ],
    ['the conclusion', { ...all, presentedForm: [pdf] }, 'Conclusion.'],
    ['the narrative', { text: all.text, presentedForm: [] }, 'Narrative.'],
    [
      'the next one when one says nothing',
      { ...all, presentedForm: [plain(' \r\n'), html('<p> </p>')] },
      'Conclusion.',
    ],
  ])('%s', (_, parts, text) => {
    expect(textOf(edited(({ report }) => Object.assign(report, { presentedForm: [] }, parts)))).toBe(text);
  });

  it('null when nothing says anything, with a warning', () => {
    const item = read(withForms(pdf));
    expect(item.report).toBeNull();
    expect(item.warnings).toEqual([
      `${at}.presentedForm[0] (application/pdf) was left out`,
      `${at} carries no report text (presentedForm of text, conclusion or text.div)`,
    ]);
  });

  it('empty when a report is withdrawn without one, which is said', () => {
    const item = read(edited(({ report }) => Object.assign(report, { presentedForm: [], status: 'entered-in-error' })));
    expect(item.report).toMatchObject({ reportText: '', resultStatus: 'X' });
    expect(item.warnings).toEqual([`${at} withdraws a report and carries no text`]);
  });
});

it('what was left is told by its type, when that is a known one', () => {
  expect(read(withForms(pdf, plain('A'), { contentType: 'text/x-roe', data: '' })).warnings).toEqual([
    `${at}.presentedForm[0] (application/pdf) was left out; the text is ${at}.presentedForm[1]`,
    `${at}.presentedForm[2] (another type) was left out; the text is ${at}.presentedForm[1]`,
  ]);
  const both = edited(({ report }) => Object.assign(report, { presentedForm: [], conclusion: 'C', text: div('N') }));
  expect(read(both).warnings).toEqual([`the text is ${at}.conclusion; ${at}.text.div was left out`]);
});

describe('characters', () => {
  it.each([
    ['UTF-8 undeclared', 'text/plain', Buffer.from('Zoë ±'), []],
    ['UTF-8 with a byte order mark', 'text/plain;charset=UTF-8', Buffer.from('\uFEFFZoë ±'), []],
    ['ISO-8859-1 as declared', 'text/plain; format=flowed; charset="iso-8859-1"', Buffer.from('Zoë ±', 'latin1'), []],
    ['UTF-16 as declared', 'text/plain; charset=utf-16le', Buffer.from('Zoë ±', 'utf16le'), []],
    ['ISO-8859-1 undeclared', 'text/plain', Buffer.from('Zoë ±', 'latin1'), [expect.stringContaining('ISO-8859-1')]],
    [
      'UTF-8 declared as what nobody knows',
      'text/plain; charset=roe',
      Buffer.from('Zoë ±'),
      [expect.stringContaining('charset')],
    ],
  ])('in %s are read', (_, contentType, bytes, warnings) => {
    const item = read(withForms({ contentType, data: bytes.toString('base64') }));
    expect(item.report?.reportText).toBe('Zoë ±');
    expect(item.warnings).toEqual(warnings);
  });

  it('stay as written, but for line ends', () => {
    expect(textOf(withForms(plain('  a\t\r\n\rb\f <p> \n')))).toBe('  a\t\n\nb\f <p> \n');
  });
});

it('base64 may be broken into lines, and may lie in a Binary of the Bundle', () => {
  expect(textOf(withForms({ contentType: 'text/plain', data: base64('A report.').replace(/(.{4})/g, '$1\r\n') }))).toBe(
    'A report.',
  );
  const bundle = edited(({ report, bundle }) => {
    report.presentedForm = [
      { contentType: 'text/plain', url: 'Binary/b' },
      { ...pdf, data: undefined, url: 'https://x.test/1' },
    ];
    bundle.entry.push({
      resource: { resourceType: 'Binary', id: 'b', contentType: 'text/plain', data: base64('Far.') },
    });
  });
  expect(textOf(bundle)).toBe('Far.');
});

it('HTML that says it is plain text is read as HTML: markup is no text', () => {
  const item = read(withForms(plain('\n<!DOCTYPE html><html><body><p>Normal.</p></body></html>')));
  expect(item.report?.reportText).toBe('Normal.');
  expect(item.warnings).toEqual([expect.stringContaining('read as HTML')]);
});

describe('refused is', () => {
  const limit = 2_097_152;

  it.each([
    ['data that is not base64', { contentType: 'text/plain', data: 'Roe!' }, 'data is not base64'],
    ['data with padding inside', { contentType: 'text/plain', data: 'QQ==QQ==' }, 'data is not base64'],
    ['data without a type', { data: 'QQ==' }, 'contentType is missing'],
    ['U+0000', plain('a\0'), 'which cannot be stored'],
    ['a text that is too long', plain('ë'.repeat(limit / 2 + 1)), `holds a text of more than ${limit} bytes of UTF-8`],
    [
      'HTML with too long a text',
      html(`<p>${'a'.repeat(limit + 1)}`),
      `holds a text of more than ${limit} bytes of UTF-8`,
    ],
    ['more HTML than is read', html('<b>'.repeat(6_000_000)), 'holds more than 16777216 characters of HTML'],
  ])('%s', (_, form, words) => {
    expect(failures(withForms(form))).toEqual([
      expect.stringMatching(`^Bundle.entry\\[1\\].resource.presentedForm\\[0\\].*${words}$`),
    ]);
  });

  it('not a text of exactly the limit', () => {
    expect(textOf(withForms(plain('ë'.repeat(limit / 2))))).toHaveLength(limit / 2);
  });
});
