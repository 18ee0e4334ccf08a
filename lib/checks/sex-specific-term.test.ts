import { describe, expect, test } from 'vitest';
import { checkSexSpecificTerms } from '#lib/checks/sex-specific-term';
import { plainReport } from '../../tests/support/plain-report.ts';

const check = (reportText: string, patientSex: string | null) =>
  checkSexSpecificTerms(plainReport({ reportText, patientSex }));
/** Severity and the words at the places. */
const read = (text: string, sex: string | null) =>
  check(text, sex).map(({ severity, from, to }) => `${severity} ${text.slice(from ?? 0, to ?? 0)}`);

describe('a male patient', () => {
  test.each([
    ['warn uterus', 'The uterus is anteverted.'],
    ['warn Uterine', 'Uterine fibroid.'],
    ['warn HYSTERECTOMY', 'STATUS POST HYSTERECTOMY.'],
    ['warn ovaries', 'No mass of the ovaries.'],
    ['warn ovarian', 'No ovarian cyst.'],
    ['warn endometrium', 'The endometrium is 5 mm.'],
    ['warn cervix', 'Mass of the cervix.'],
    ['warn adnexal', 'No adnexal mass.'],
    ['warn pregnancy', 'No intra- or extrauterine pregnancy.'],
    ['warn fetal', 'A fetal heart beat is seen.'],
    ['warn transvaginal', 'Transabdominal and transvaginal examination.'],
  ])('%s in: %s', (expected, text) => {
    expect(read(text, 'M')).toEqual([expected]);
  });

  test.each([
    'Cervical spine normal. Enlarged cervical lymph nodes.',
    'Normal prostate, seminal vesicles and testes.',
    'Fetal origin of the posterior cerebral artery. Persistent fetal lobulation of the kidney.',
    'Cystic tumour with ovarian-type stroma. Ovary-like echotexture.',
    'Patent processus vaginalis; fluid in the tunica vaginalis.',
    'Orbital adnexa are normal.',
    'INDICATION: family history of ovarian carcinoma; mother had endometrial cancer.',
    'Breast tissue behind the nipple: gynaecomastia.',
    'Maternal diabetes in pregnancy.',
    'Mesovarium, covarying, reovariance.',
  ])('passes: %s', (text) => {
    expect(check(text, 'M')).toEqual([]);
  });
});

describe('a female patient', () => {
  test.each([
    ['warn prostate', 'No prostate enlargement.'],
    ['warn Prostatic', 'Prostatic calcification.'],
    ['warn testicular', 'No testicular mass.'],
    ['warn testes', 'Both testes are normal.'],
    ['warn seminal vesicles', 'The seminal vesicles are symmetrical.'],
    ['warn scrotum', 'Fluid in the scrotum.'],
    ['warn epididymis', 'Cyst of the epididymis.'],
    ['warn PI-RADS', 'PI-RADS 2.'],
    ['warn penile', 'No penile lesion.'],
  ])('%s in: %s', (expected, text) => {
    expect(read(text, 'F')).toEqual([expected]);
  });

  test.each([
    'Uterus and both ovaries are normal. No pregnancy.',
    'Ga-68 prostate-specific membrane antigen PET of a renal tumour.',
    'Father with prostate cancer.',
    'Latest tests attested: contested, testing, protest.',
    'Prostration and prostaglandin.',
    'Hydrocele of the canal of Nuck.',
  ])('passes: %s', (text) => {
    expect(check(text, 'F')).toEqual([]);
  });
});

test('each organ is told once, at its first mention that is the patient’s own', () => {
  const text =
    'Mother: ovarian cancer. The uterus is normal. Left ovary normal, right ovary normal. Uterine tubes too.';
  expect(check(text, 'M').map(({ from, message }) => [from, message])).toEqual([
    [text.indexOf('uterus'), 'The record says male; the report mentions the uterus (“uterus”).'],
    [text.indexOf('ovary'), 'The record says male; the report mentions the ovary (“ovary”).'],
  ]);
});

test.each(['O', 'U', 'A', 'N', null, ''])('a record that says %s is not compared', (sex) => {
  expect(check('Uterus and prostate are normal.', sex)).toEqual([]);
});
