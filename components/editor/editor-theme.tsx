import { EditorView } from '@codemirror/view';

/** The report as it is written, in the portal's own colours. */
export const editorTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '0.9375rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-sans)', lineHeight: '1.6', overflow: 'auto' },
  // On a wide screen the lines stay as long as can be read, in the middle.
  '.cm-content': { padding: '1rem max(1.25rem, calc((100% - 52rem) / 2)) 40vh', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeft: '2px solid var(--accent)', marginLeft: '-1px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  // What inherits takes the page's ::selection, which is made for another background.
  '.cm-content ::selection': { color: 'var(--ink)' },
  '.rd-heading': { fontWeight: '600', color: 'var(--accent)' },
  '.rd-field': {
    backgroundColor: 'var(--accent-wash)',
    borderRadius: '0.1875rem',
    boxShadow: 'inset 0 0 0 1px color-mix(in srgb, var(--accent) 45%, transparent)',
  },
  '.rd-mark-bad': { textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '4px' },
  '.rd-mark-warn': { textDecoration: 'underline dashed var(--warn) 1px', textUnderlineOffset: '4px' },
});

const tinted = (colour: string, percent: number) => `color-mix(in srgb, var(${colour}) ${percent}%, transparent)`;

/** Two texts beside each other: what is in the left one only, and what is in the right one only. */
export const mergeTheme = EditorView.theme({
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-content': { padding: '0.75rem 1rem' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none' },
  '.cm-collapsedLines': { color: 'var(--soft)', background: 'var(--raised)', fontSize: '0.8125rem' },
  '&.cm-merge-a .cm-changedLine': { backgroundColor: tinted('--bad', 8) },
  '&.cm-merge-b .cm-changedLine': { backgroundColor: tinted('--good', 8) },
  '&.cm-merge-a .cm-changedText': { background: tinted('--bad', 16), boxShadow: 'inset 0 -2px var(--bad)' },
  '&.cm-merge-b .cm-changedText': { background: tinted('--good', 16), boxShadow: 'inset 0 -2px var(--good)' },
  '&.cm-merge-a .cm-changedLineGutter': { background: 'var(--bad)' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--good)' },
});
