import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does while a report is written. */
export const EDITOR_KEYS = [
  { keys: 'Tab', label: 'Next field in brackets; without one, the next control' },
  { keys: 'Shift+Tab', label: 'Previous field' },
  { keys: 'Escape', label: 'Then Tab leaves the text although it has fields' },
  { keys: ';name+Space', label: 'The snippet of that name' },
  { keys: 'Alt+1', label: 'Go to the indication' },
  { keys: 'Alt+2', label: 'Go to the technique' },
  { keys: 'Alt+3', label: 'Go to the comparison' },
  { keys: 'Alt+4', label: 'Go to the findings' },
  { keys: 'Alt+5', label: 'Go to the impression' },
  { keys: 'Alt+0', label: 'Choose a template' },
  { keys: 'Ctrl+S', label: 'Save now' },
  { keys: 'Ctrl+Z', label: 'Undo' },
  { keys: 'Ctrl+Shift+Z', label: 'Redo' },
] as const satisfies readonly Shortcut[];
