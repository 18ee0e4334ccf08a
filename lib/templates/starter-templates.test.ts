import { describe, expect, test } from 'vitest';
import { checkReport } from '#lib/checks/check-report';
import { findFields } from '#lib/checks/fields';
import { bodyOf, splitSections } from '#lib/checks/sections';
import { snippet, template, type Template } from '#lib/templates/contract';
import { fillTemplate } from '#lib/templates/fill-template';
import { STARTER_SNIPPETS } from '#lib/templates/starter-snippets';
import { STARTER_TEMPLATES } from '#lib/templates/starter-templates';
import { plainReport } from '../../tests/support/plain-report.ts';

const MALE = new Set(['mr-prostate', 'us-scrotum']);

/** An exam that the template fits, of the left side where the template has one. */
function fittingExam({ name, modality, bodyPart, text }: Template) {
  const laterality = text.includes('{side}') ? 'LEFT' : null;
  return { studyDescription: name, modality, bodyPart, laterality };
}

/** The text as a reader leaves it who replaces each field by a word. */
function readingOf(starter: Template): string {
  const exam = fittingExam(starter);
  const filled = fillTemplate(starter.text, { ...exam, clinicalInfo: 'Pain.', appointmentDate: '2026-11-20' });
  return findFields(filled).reduceRight(
    (text, { from, to }) => `${text.slice(0, from)}unremarkable${text.slice(to)}`,
    filled,
  );
}

describe.each(STARTER_TEMPLATES.map((starter) => [starter.id, starter] as const))('%s', (id, starter) => {
  test('is a valid template', () => {
    expect(template.parse(starter)).toEqual(starter);
  });

  test('has the five sections, with a field in the impression', () => {
    const sections = splitSections(starter.text);
    expect(sections.map(({ kind }) => kind)).toEqual([
      'indication',
      'technique',
      'comparison',
      'findings',
      'impression',
    ]);
    const impression = sections.at(-1);
    expect(findFields(impression ? bodyOf(starter.text, impression) : '')).not.toEqual([]);
  });

  test('passes every check for a fitting patient once its fields are filled in', () => {
    const patientSex = MALE.has(id) ? 'M' : 'F';
    for (const reportStatus of ['preliminary', 'final'] as const) {
      const report = plainReport({ ...fittingExam(starter), patientSex, reportStatus, reportText: readingOf(starter) });
      expect(checkReport(report)).toEqual([]);
    }
  });

  test('cannot be signed as it comes', () => {
    const report = plainReport({
      ...fittingExam(starter),
      patientSex: MALE.has(id) ? 'M' : 'F',
      reportText: starter.text,
    });
    expect(checkReport(report).some(({ severity }) => severity === 'block')).toBe(true);
  });
});

test('ids and names of the starters are unique', () => {
  expect(new Set(STARTER_TEMPLATES.map(({ id }) => id)).size).toBe(STARTER_TEMPLATES.length);
  expect(new Set(STARTER_TEMPLATES.map(({ name }) => name)).size).toBe(STARTER_TEMPLATES.length);
});

test('snippets are valid, with abbreviations of their own and nothing to insert', () => {
  for (const starter of STARTER_SNIPPETS) expect(snippet.parse(starter)).toEqual(starter);
  expect(new Set(STARTER_SNIPPETS.map(({ abbreviation }) => abbreviation)).size).toBe(STARTER_SNIPPETS.length);
  expect(STARTER_SNIPPETS.filter(({ text }) => text.includes('{'))).toEqual([]);
});
