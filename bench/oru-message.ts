const SENTENCE = 'The lungs are clear, heart size is normal, and no effusion is seen.';

/** One ORU^R01 with a report of about `textBytes`, one sentence an observation, and numbers of its own. */
export function oruMessage(id: string, textBytes: number): string {
  const lines = Array.from({ length: Math.max(1, Math.round(textBytes / (SENTENCE.length + 35))) }, () => SENTENCE);
  return [
    `MSH|^~\\&|RIS|BENCH|READOUT||20261120093000+0000||ORU^R01|${id}|P|2.5.1`,
    `PID|1||P-${id}^^^BENCH^MR||BENCH^BO||19800131|F`,
    `OBR|1||F-${id}|CTHEAD^CT head|||20261120090000+0000|||||||||||A-${id}||||20261120093000+0000||CT|F`,
    ...lines.map((line, at) => `OBX|${at + 1}|TX|GDT^Report||${line}||||||F`),
    '',
  ].join('\r');
}
