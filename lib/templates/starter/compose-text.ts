interface Words {
  technique: string;
  /** A paragraph each. */
  findings: readonly string[];
  /** With a field at least: no conclusion is there before the reader's own. */
  impression: string;
}

/** The text of a starter template: a title and the five sections. Indication and title come from the appointment. */
export const composeText = ({ technique, findings, impression }: Words): string =>
  [
    '{studyDescription}, {appointmentDate}',
    'INDICATION:\n{clinicalInfo}',
    `TECHNIQUE:\n${technique}`,
    'COMPARISON:\n[earlier examinations or none]',
    `FINDINGS:\n${findings.join('\n')}`,
    `IMPRESSION:\n${impression}`,
  ]
    .join('\n\n')
    .concat('\n');
