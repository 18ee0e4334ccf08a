import type { Check, ReportToCheck } from '#lib/checks/contract';

/** Words for what the other sex has, by organ. Each pattern stands between word boundaries, in any case. */
const ONLY_FEMALE: Record<string, string> = {
  uterus: 'uterus|uteri|uterine|myometri(?:um|al)|adenomyosis|hysterectomy',
  endometrium: 'endometri(?:um|al|osis|oma|omas|otic)',
  ovary: 'ovar(?:y|ies|ian)(?![- ](?:like|type))|oophorectomy|corpus luteum',
  cervix: 'cervix|transvaginal|endovaginal',
  vagina: 'vaginal?|vulvar?|vulval',
  'fallopian tube': 'fallopian|salpingectomy|hydrosalpin(?:x|ges)',
  adnexa: '(?<!(?:ocular|orbital|skin|cutaneous) )adnexal?',
  pregnancy:
    'pregnan(?:t|cy|cies)|gravid|gestational sac|amniotic|placental?|caesarean|cesarean|intrauterine (?:device|pregnancy)|iucd',
  fetus:
    'fo?etus(?:es)?|fo?etal(?! (?:origin|type|variant|pca|posterior|configuration|circulation|lobulations?|fat))(?![- ]type)',
};
const ONLY_MALE: Record<string, string> = {
  prostate: 'prostat(?:e|es|ic|itis|ectomy)(?!-specific membrane)|pi-rads',
  testis: 'test(?:is|es|icles?|icular)|orchi(?:tis|d?ectomy|dopexy|opexy)|cryptorchidism',
  scrotum: 'scrot(?:um|al)',
  'seminal vesicle': 'seminal vesicles?',
  epididymis: 'epididym(?:is|al|itis|ides)',
  'spermatic cord': 'spermatic|vas deferens|vasectomy',
  penis: 'penis|penile',
};

/** Words just before a term that make it somebody else's: a relative's disease, a child's birth. */
const OF_A_RELATIVE =
  /\b(?:family history|mother|maternal|father|paternal|sister|brother|aunt|uncle|wife|husband|partner)\b[^.;\n]*$/i;

const patterns = (terms: Record<string, string>) =>
  Object.entries(terms).map(([organ, words]) => ({ organ, pattern: new RegExp(`\\b(?:${words})\\b`, 'gi') }));
const FOREIGN = { M: patterns(ONLY_FEMALE), F: patterns(ONLY_MALE) };
const SEX = { M: 'male', F: 'female' };

/**
 * Warns of each organ that patients of the recorded sex do not have, at its first mention; also of a negated one ("no
 * prostate lesion"). Sexes other than F and M (HL7 table 0001) are not checked, nor is what a relative has.
 */
export function checkSexSpecificTerms({ reportText, patientSex }: ReportToCheck): Check[] {
  if (patientSex !== 'M' && patientSex !== 'F') return [];
  return FOREIGN[patientSex].flatMap(({ organ, pattern }) => {
    const term = [...reportText.matchAll(pattern)].find(({ index }) => !isOfRelative(reportText, index));
    if (!term) return [];
    const [words] = term;
    return [
      {
        rule: 'sex-specific-term',
        severity: 'warn',
        from: term.index,
        to: term.index + words.length,
        message: `The record says ${SEX[patientSex]}; the report mentions the ${organ} (“${words}”).`,
        explanation:
          'The words may be left over from a template or belong to another patient. Patients also differ from their record: if the images show it, sign as it is.',
      } as const,
    ];
  });
}

const isOfRelative = (text: string, at: number): boolean => OF_A_RELATIVE.test(text.slice(Math.max(0, at - 60), at));
