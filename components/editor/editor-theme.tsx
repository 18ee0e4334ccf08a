import { EditorView } from '@codemirror/view';

/** The report as it is written, in the portal's own colours. */
export const editorTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '0.9375rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-sans)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '1rem 1.25rem 40vh', caretColor: 'var(--accent)', maxWidth: '52rem' },
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
