import { describe, expect, test } from 'vitest';
import type { ReportToCheck } from '#lib/checks/contract';
import { checkOtherPatient } from '#lib/checks/other-patient';
import { plainReport } from '../../tests/support/plain-report.ts';

const OTHERS = ['TESTCASE, Rowan', 'FIXTURE^WREN^MAY', 'VAN MOCKUP-O’HARA, Zoë', 'BAKER, Jones'];
const read = (text: string, changes: Partial<ReportToCheck> = { otherPatients: OTHERS }) =>
  checkOtherPatient(plainReport({ reportText: text, ...changes })).map(
    ({ severity, from, to }) => `${severity} ${text.slice(from ?? 0, to ?? 0)}`,
  );

describe('a name behind a label blocks', () => {
  test.each([
    ['block NOBODY, Petra', 'Patient: NOBODY, Petra\nNo fracture.'],
    ['block Petra Nobody', 'CT head\nName: Petra Nobody  MRN: 12'],
    ['block Mrs Petra Nobody', 'Re: Mrs Petra Nobody (F, 40 y)'],
    ['block NOBODY^PETRA^A', 'PATIENT NAME: NOBODY^PETRA^A'],
    ['block Ms P. Nobody', '**Patient:** Ms P. Nobody'],
    ['block PETRA NOBODY', 'PATIENT: PETRA NOBODY'],
    ['block NOBODY, PETRA', 'RE: NOBODY, PETRA'],
    ['block Nobody, Petra', "Accession: 12 | Patient's name: Nobody, Petra | CT"],
  ])('%s in: %s', (expected, text) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    'Patient: SAMPLE, Juniper Ann',
    'Patient: Juniper Sample',
    'Name: Ms J. Sample',
    'Re: Mrs Ann Sample-Nobody',
    'Patient: JUNIPER^SAMPLE',
    'Re: Dr Petra Nobody',
    'Re: Mr Barnaby Testington (surgeon)',
    'Name: Petra Nobody, MD',
    'Name: Petra Nobody FRCR, consultant radiologist',
    'Referrer name: Petra Nobody',
    'Re: CT Head',
    'Re: Chest Radiograph of May',
    'Re: your referral',
    'RE: ACL TEAR',
    'PATIENT: DENIES TRAUMA',
    'Patient: 56-year-old woman with cough',
    'Patient: Female, Adult',
    'Patient: Stable',
    'Patient name: [name]',
    'The patient: No Complaints',
    'Here: Petra Nobody',
    'Baker cyst. Crohn disease. Jones fracture. Schmorl nodes.',
  ])('but not in: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('only when the record has a name', () => {
    expect(read('Patient: NOBODY, Petra', { patientName: null })).toEqual([]);
  });
});

describe('another date of birth blocks', () => {
  test.each([
    ['block DOB: 04/06/1980', 'DOB: 04/06/1980, CT head'],
    ['block D.O.B. 1980-05-04', 'Patient 12, D.O.B. 1980-05-04.'],
    ['block Date of Birth: 3 June 1980', 'Date of Birth: 3 June 1980'],
    ['block born 3/5/1981', 'Female, born 3/5/1981'],
  ])('%s in: %s', (expected, text) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    'DOB: 3/5/1980',
    'DOB: 5/3/1980',
    'DOB 03-05-80',
    'Date of birth: May 3, 1980',
    'Born on 3 May 1980',
    'DOB: unknown',
    'Date of birth: [date]',
    'Examination of 4/6/1981. Compared with 5 June 2020.',
    'Born at 36 weeks, weight 2/3 of normal.',
    'Dobutamine 40.12.2020',
  ])('but not in: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('only when the record has one', () => {
    expect(read('DOB: 04/06/1980', { patientDateOfBirth: null })).toEqual([]);
  });
});

describe('a patient whom the reader had open lately blocks', () => {
  test.each([
    ['block Rowan Testcase', 'In Rowan Testcase the lungs are clear.'],
    ['block TESTCASE, ROWAN', 'TESTCASE, ROWAN. Lungs clear.'],
    ['block Rowan B. Testcase', 'Seen in Rowan B. Testcase before.'],
    ['block WREN\nFIXTURE', 'Compared with WREN\nFIXTURE.'],
    ['block Fixture^Wren', 'Fixture^Wren'],
    ['block Zoe Mockup', 'Lesion of Zoe Mockup-O’Hara.'],
    ['block Zoë O’Hara', 'Lesion of Zoë O’Hara.'],
  ])('%s in: %s', (expected, text) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    'Rowan reads. The second reader agrees with Testcase.',
    'Dr Rowan Testcase agrees.',
    'Reported by: Rowan Testcase',
    'Discussed with Rowan Testcase (surgeon) and Wren Fixture, MD.',
    'Discussed with Mr Rowan Testcase, consultant surgeon.',
    'a fixture with a wren, testcase rowan',
    'Baker cyst. Jones fracture.',
    'Jones fracture, Baker cyst.',
    'Fixture of the tube. Wren Smith.',
  ])('but not in: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('but not this patient’s own names, in any order', () => {
    const otherPatients = ['SAMPLE, Ann', 'SAMPLE, Juniper', 'JUNIPER, Ann'];
    expect(read('Juniper Ann Sample. SAMPLE, Ann Juniper. Ann Juniper.', { otherPatients })).toEqual([]);
  });

  test('also when they share the family name', () => {
    expect(read('Rowan Sample has no fracture.', { otherPatients: ['SAMPLE, Rowan'] })).toEqual(['block Rowan Sample']);
  });
});

test('messages name nobody', () => {
  const reportText = 'Patient: NOBODY, Petra\nDOB: 04/06/1980\nRowan Testcase.';
  const checks = checkOtherPatient(plainReport({ reportText, otherPatients: OTHERS }));
  expect(checks).toHaveLength(3);
  expect(JSON.stringify(checks)).not.toMatch(/nobody|petra|rowan|testcase|sample|juniper/i);
});
