import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does in the sandbox. */
export const SANDBOX_KEYS = {
  check: { keys: 'Ctrl+Enter', label: 'Check what is pasted' },
  problem: { keys: 'F8', label: 'Show the next problem in the text' },
  back: { keys: 'Escape', label: 'From the text back to what was shown in it' },
  next: { keys: 'j', label: 'Next item' },
  previous: { keys: 'k', label: 'Previous item' },
} as const satisfies Record<string, Shortcut>;
