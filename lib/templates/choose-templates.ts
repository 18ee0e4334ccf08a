import type { Appointment } from '#lib/appointments/contract';
import type { Template } from '#lib/templates/contract';

type ExamToReport = Pick<Appointment, 'procedureCode' | 'modality' | 'bodyPart' | 'studyDescription'>;

/** Names of one way of imaging; what is not listed stands for itself. */
const SAME_MODALITY: Record<string, string> = {
  CR: 'XR',
  DX: 'XR',
  DR: 'XR',
  RG: 'XR',
  FL: 'RF',
  DXA: 'BMD',
  DEXA: 'BMD',
};

/** Ranks, far enough apart that matching words count only within one. */
const OF_CODE = 10_000;
const OF_WORDS = 100;
const FOR_ALL = 2;
const OF_MODALITY = 1;

/**
 * All templates, those that fit the exam best first: its procedure code, then modality with words of its description or
 * its body part, then templates for exams of every kind, then the modality alone. An exam without a modality takes
 * templates of each. Equals keep their order.
 */
export function chooseTemplates(templates: readonly Template[], exam: ExamToReport): Template[] {
  return templates
    .map((template) => ({ template, fit: fitOf(template, exam) }))
    .sort((a, b) => b.fit - a.fit)
    .map(({ template }) => template);
}

function fitOf(template: Template, exam: ExamToReport): number {
  const words = matchingWords(template, exam);
  const code = exam.procedureCode?.trim().toUpperCase();
  if (template.procedureCodes.some((known) => known.toUpperCase() === code)) return OF_CODE + words;
  if (template.modality === null) return FOR_ALL;
  const modality = modalityOf(exam.modality);
  if (modality !== '' && modality !== modalityOf(template.modality)) return 0;
  if (words > 0) return OF_WORDS + words;
  return modality === '' ? 0 : OF_MODALITY;
}

/** Two for each word of the keywords in the description, so that `pulmonary angiogram` beats `chest`; one for the body part. */
function matchingWords({ keywords, bodyPart }: Template, exam: ExamToReport): number {
  const description = ` ${plain(exam.studyDescription)} `;
  const part = plain(exam.bodyPart);
  const told = keywords.filter((keyword) => description.includes(` ${plain(keyword)} `));
  const isPart = part !== '' && (part === plain(bodyPart) || keywords.some((keyword) => plain(keyword) === part));
  return told.reduce((sum, keyword) => sum + 2 * plain(keyword).split(' ').length, isPart ? 1 : 0);
}

const plain = (words: string | null): string =>
  (words ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function modalityOf(name: string | null): string {
  const modality = name?.trim().toUpperCase() ?? '';
  return SAME_MODALITY[modality] ?? modality;
}
