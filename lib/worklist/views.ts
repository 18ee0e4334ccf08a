/** Views of the worklist; each narrows the appointments that still need a report. */
export const WORKLIST_VIEWS = ['mine', 'unclaimed', 'stat', 'awaiting-final', 'all'] as const;
export type WorklistView = (typeof WORKLIST_VIEWS)[number];

export const WORKLIST_SORTS = ['due', 'received', 'patient', 'modality', 'site'] as const;
export type WorklistSort = (typeof WORKLIST_SORTS)[number];

/** Rows of one answer at the most. */
export const MAX_WINDOW = 200;

/** Seconds a claim lasts without being renewed: a background tab whose timers are throttled keeps it. */
export const LEASE_SECONDS = 600;
