import type { Place } from '#lib/checks/contract';
import { isClinician, nameParts } from '#lib/checks/names';

/** At the beginning of a line, or behind a tab, a bar, a semicolon or a gap of two spaces. */
const LABEL =
  /(?<=^[ \t*_]{0,12}|[\t|;] ?| {2})(?:patient(?:['’]s)?(?: name)?|pt(?: name)?|name(?: of patient)?|(?<subject>re|regarding))[ \t]{0,3}[*_]{0,2}:[*_]{0,2}[ \t]{0,8}/gim;

const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{0,40}`;
/** `DOE, Jane Mary`, `DOE^JANE`, `Mrs Jane Doe`: two to five words with capitals, apart by a comma, a caret or a space. */
const NAME = new RegExp(
  String.raw`^(?:(?:[Mm]aster|[Mm](?:rs?|iss|s|x)|MRS?|MISS|MS|MX)\.? )?${WORD}(?:(?:, ?|\^| )${WORD}){1,4}`,
  'u',
);

/** Words that stand behind those labels without being anybody's name. */
const NO_NAME = new Set(
  `patient unknown anonymous withheld male female adult child man woman boy girl baby inpatient outpatient emergency ward
  hospital clinic department radiology imaging report request referral appointment exam examination study scan series
  review result results follow comparison protocol xray ray radiograph ct mri mr mra us ultrasound pet spect dexa mammogram
  mammography chest abdomen pelvis head brain neck spine cervical thoracic lumbar shoulder elbow wrist hand hip knee ankle
  foot leg arm breast left right bilateral contrast with without and of the for no not see above below denies complains
  presents presenting reports known stable history pain trauma fall smoker pregnant diabetic`.split(/\s+/),
);

/**
 * The names behind `Patient:`, `Name:` or `Re:` that share no part with `own`; none when `own` is empty. Not clinicians,
 * and not what is no name, such as an exam or a subject in capitals.
 */
export function findLabelledName(text: string, own: ReadonlySet<string>): Place[] {
  if (own.size === 0) return [];
  return [...text.matchAll(LABEL)].flatMap(({ index, 0: label, groups }) => {
    const from = index + label.length;
    const [name = ''] = NAME.exec(text.slice(from, from + 120)) ?? [];
    const to = from + name.length;
    const parts = nameParts(name);
    const isTopic = groups?.subject !== undefined && /^[^\p{Ll},^]+$/u.test(name);
    const isName =
      parts.length > 0 && !isTopic && !parts.some((part) => NO_NAME.has(part)) && !isClinician(text, from, to);
    return isName && !parts.some((part) => own.has(part)) ? [{ from, to }] : [];
  });
}
