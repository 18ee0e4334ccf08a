import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState, StateEffect, StateField, type Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap } from '@codemirror/view';
import {
  byteLength,
  type MarkedPlace,
  type ReportText,
  storable,
  type TextSurface,
} from '#components/drafting/report-text';
import { editorTheme } from '#components/editor/editor-theme';
import { outlineMarks } from '#components/editor/outline-marks';
import { fieldKeys, snippetInput, typeOver } from '#components/editor/writing-keymap';

export interface CodeSurface extends TextSurface {
  setReadOnly: (on: boolean) => void;
  destroy: () => void;
}

/** Ctrl+Enter signs; it must not add a line. */
const EDITING_KEYS = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** How far from the edge a place that is gone to stays: with a line or two around it. */
const IN_SIGHT_PX = 56;

/** What stays in sight above (components/editor/desk-head.tsx) must not cover the caret. */
const coveredAbove = () => ({
  top: Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0,
});

const setMarks = StateEffect.define<readonly MarkedPlace[]>();

/** What was found in the text, underlined; the places move with edits. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects }) {
    let now = before.map(changes);
    for (const effect of effects) if (effect.is(setMarks)) now = Decoration.set(effect.value.flatMap(toMark), true);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const toMark = ({ from, to, tone }: MarkedPlace) =>
  to > from ? [Decoration.mark({ class: `rd-mark-${tone}` }).range(from, to)] : [];

interface CodeSurfaceInput {
  parent: HTMLElement;
  text: ReportText;
  /** Of the page's policy, for the styles that CodeMirror adds. */
  nonce: string;
  /** The words of a snippet, by its abbreviation; null for one that is not known. */
  expand: (abbreviation: string) => string | null;
}

/** CodeMirror around the words of a report. Offsets are those of the text. */
export function openCodeSurface({ parent, text, nonce, expand }: CodeSurfaceInput): CodeSurface {
  const readOnly = new Compartment();
  const lock = (on: boolean) => [
    EditorState.readOnly.of(on),
    EditorView.contentAttributes.of({ 'aria-readonly': String(on) }),
  ];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text.get(),
      extensions: [
        EditorView.cspNonce.of(nonce),
        history(),
        drawSelection(),
        EditorView.scrollMargins.of(coveredAbove),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Report', spellcheck: 'true', id: 'report-text' }),
        EditorState.transactionFilter.of(keepStorable),
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (docChanged) text.edited(transactions.reduce((sum, one) => sum + addedBytes(one), 0));
        }),
        marks,
        outlineMarks,
        fieldKeys,
        typeOver,
        snippetInput(expand),
        keymap.of([...EDITING_KEYS, ...historyKeymap]),
        editorTheme,
        readOnly.of(lock(false)),
      ],
    }),
  });
  return {
    getText: () => view.state.doc.toString(),
    getSelection: () => view.state.selection.main,
    focus: () => view.focus(),
    replace: ({ from, to }, insert, select) => {
      const words = storable(insert);
      const selection = select ? { anchor: select.from, head: select.to } : { anchor: from + words.length };
      view.dispatch({ changes: { from, to, insert: words }, selection, scrollIntoView: true, userEvent: 'input' });
    },
    select: ({ from, to }, y) => {
      const end = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
        effects: EditorView.scrollIntoView(Math.min(from, end), { y, yMargin: IN_SIGHT_PX }),
      });
      view.focus();
    },
    mark: (places) => {
      const end = view.state.doc.length;
      view.dispatch({ effects: setMarks.of(places.filter(({ to }) => to <= end)) });
    },
    setReadOnly: (on) => view.dispatch({ effects: readOnly.reconfigure(lock(on)) }),
    destroy: () => view.destroy(),
  };
}

/** Bytes of UTF-8 that a transaction added; negative when it took some away. */
function addedBytes({ changes, startState }: Transaction): number {
  let bytes = 0;
  changes.iterChanges((fromBefore, toBefore, _from, _to, inserted) => {
    bytes += byteLength(inserted.toString()) - byteLength(startState.sliceDoc(fromBefore, toBefore));
  });
  return bytes;
}

const UNSTORABLE = /[\0\ud800-\udfff]/;

/** Drops what could not be saved exactly: U+0000 and halves of surrogate pairs. */
function keepStorable(transaction: Transaction) {
  if (!transaction.docChanged) return transaction;
  const wrong: { from: number; to: number; insert: string }[] = [];
  transaction.changes.iterChanges((_fromBefore, _toBefore, from, to, inserted) => {
    const words = inserted.toString();
    if (UNSTORABLE.test(words) && storable(words) !== words) wrong.push({ from, to, insert: storable(words) });
  });
  return wrong.length === 0 ? transaction : [transaction, { changes: wrong, sequential: true }];
}
