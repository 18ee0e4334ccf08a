/** What a template may take from the appointment, written as `{clinicalInfo}` in its text. */
export const INSERTIONS = ['clinicalInfo', 'studyDescription', 'side', 'appointmentDate'] as const;
export type Insertion = (typeof INSERTIONS)[number];
