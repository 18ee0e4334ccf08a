import { expect, it } from 'vitest';
import { modalityOf } from '#lib/hl7/modality';

it.each([
  ['CT', 'PET/CT FDG WHOLE BODY', 'CT'],
  ['mri', '', 'MR'],
  ['PET/CT', '', 'PT'],
  ['DX', 'Skull < 4 views', 'DX'],
])('believes the code %s', (code, name, modality) => {
  expect(modalityOf(code, [name])).toBe(modality);
});

it.each([
  ['2361 MRI BRAIN W CONTRAST', 'MR'],
  ['PETCT AC+NAC ABDOMEN', 'PT'],
  ['Brain PET: MR Fusion', 'PT'],
  ['Brain dMRI', 'MR'],
  ['MPI SPECT Multiple', 'NM'],
  ['CT ANGIO HEAD', 'CT'],
  ['US ABDOMEN LIMITED', 'US'],
  ['Screening Mammogram 2 views', 'MG'],
  ['IR INTRO CATHETER AORTA BILATERAL', 'XA'],
  ['Spine Cerv 3views or less', 'XR'],
  ['XR CHEST 1 VIEW', 'XR'],
  ['Barium swallow', 'RF'],
  ['Bone density DXA', 'BMD'],
])('tells the modality of %s', (name, modality) => {
  expect(modalityOf('IMG', [name])).toBe(modality);
});

it('prefers the first name that tells, and any name to a code that says nothing', () => {
  expect(modalityOf('CTCHEST', [' CT THORAX', 'Thorax Petct AC NAC'])).toBe('CT');
  expect(modalityOf('SC', ['Radiology Event', 'XR SING VIEW'])).toBe('XR');
  expect(modalityOf('OT', ['Outside exam'])).toBe('OT');
  expect(modalityOf('', ['Radiology Event', 'Trust, focus, circus'])).toBeNull();
});
