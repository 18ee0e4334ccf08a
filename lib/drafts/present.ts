import type { DraftVersion } from '#lib/drafts/contract';

/** A draft that was set aside, as PostgreSQL returns it. */
export type VersionRow = {
  id: string;
  occasion: DraftVersion['occasion'];
  author: string;
  is_mine: boolean;
  saved_at: string;
  kept_at: string;
};

export const presentVersion = (row: VersionRow): DraftVersion => ({
  id: row.id,
  occasion: row.occasion,
  author: row.author,
  isMine: row.is_mine,
  savedAt: new Date(row.saved_at).toISOString(),
  keptAt: new Date(row.kept_at).toISOString(),
});
