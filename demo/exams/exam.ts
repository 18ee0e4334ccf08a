export type Modality = 'CT' | 'MR' | 'US' | 'CR' | 'DX' | 'XR' | 'MG' | 'NM' | 'PT' | 'FL';

/** What an exam may show. `{side}` and `{Side}` are the exam's side, `{a:4-9}` a number, repeated as `{a}`. */
export interface Finding {
  findings: string;
  impression: string;
}

/** A kind of exam, who has it, and how it is reported. The first of `outcomes` is the unremarkable one. */
export interface Exam {
  modality: Modality;
  code: string;
  /** May hold `{side}`; the exam is then of the left or the right side. */
  description: string;
  bodyPart: string;
  /** Ages in years; without `sex` it is done for everybody. */
  patients: { sex?: 'F' | 'M'; from: number; to: number };
  /** How often it is done, compared with the others. */
  weight: number;
  reasons: readonly string[];
  technique: string;
  outcomes: readonly [Finding, ...Finding[]];
}
