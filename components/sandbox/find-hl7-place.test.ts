import { expect, test } from 'vitest';
import { findHl7Place } from '#components/sandbox/find-hl7-place';

const ONE = [
  'MSH|^~\\&|RIS|HARBOUR|||20261120093000||ORU^R01|M1|P|2.5.1',
  'PID|1||P1^^^HARBOUR^MR~P2||DOE^JANE&VAN||19800131|F',
  'OBR|1||ACC1|CTHEAD^CT head',
  'OBX|1|TX|GDT||First line',
  'that was broken.||||||F',
  'OBX|2|TX|GDT||Second.',
].join('\n');
const TWO = `\n${ONE}\nBHS|^~\\&\nMSH#*+!$#RIS\nPID#1##P9*X\n`;

const at = (text: string, item: number, place: string) => {
  const range = findHl7Place(text, item, place);
  return range && text.slice(range.start, range.end);
};

test.each([
  ['PID[1]', 'PID|1||P1^^^HARBOUR^MR~P2||DOE^JANE&VAN||19800131|F'],
  ['PID[1]-3', 'P1^^^HARBOUR^MR~P2'],
  ['PID[1]-3[2]', 'P2'],
  ['PID[1]-3[1].4', 'HARBOUR'],
  ['PID[1]-5[1].2.2', 'VAN'],
  ['MSH[1]-1', '|'],
  ['MSH[1]-2[1]', '^~\\&'],
  ['MSH[1]-9[1].1', 'ORU'],
  ['OBX[1]-5[1]', 'First line\nthat was broken.'],
  ['OBX[2]-5[1]', 'Second.'],
])('%s is found as it is written', (place, written) => {
  expect(at(ONE, 1, place)).toBe(written);
});

test('each message has places of its own, in its own delimiters; what belongs to none is none of them', () => {
  expect(at(TWO, 1, 'PID[1]-3[2]')).toBe('P2');
  expect(at(TWO, 2, 'PID[1]-3[1].1')).toBe('P9');
  expect(at(TWO, 2, 'MSH[1]-3[1]')).toBe('RIS');
  expect(at(TWO, 3, 'MSH[1]')).toBeNull();
});

test('what is empty shows its separators, what is not written its segment, and no segment nothing', () => {
  expect(at(ONE, 1, 'OBR[1]-2[1]')).toBe('||');
  expect(at(ONE, 1, 'OBR[1]-32[1].1')).toBe('OBR|1||ACC1|CTHEAD^CT head');
  expect(at(ONE, 1, 'PV1[1]-2[1]')).toBeNull();
  expect(at(ONE, 1, 'PID[2]')).toBeNull();
  expect(at(ONE, 1, 'nowhere')).toBeNull();
  expect(at('', 1, 'MSH[1]')).toBeNull();
});
