import { seal, unseal } from '#lib/encryption';

/** What a draft holds; at rest only as sealed bytes, since it is as much about a patient as a report is. */
export interface DraftContent {
  reportText: string;
  /** The template it was begun with, or null. */
  templateId: string | null;
}

export const sealDraft = (content: DraftContent): Buffer => seal(JSON.stringify(content));

export const unsealDraft = (sealed: Buffer): DraftContent => JSON.parse(unseal(sealed)) as DraftContent;
