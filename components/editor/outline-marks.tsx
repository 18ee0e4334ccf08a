import { type Range } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { findFields } from '#lib/checks/fields';
import { splitSections } from '#lib/checks/sections';

const FIELD = Decoration.mark({ class: 'rd-field' });
const HEADING = Decoration.mark({ class: 'rd-heading' });
/** A line may be as long as the text: what is in sight is at most a screen. */
const MOST = 20_000;

/** Section headings and fields, marked where they can be seen: a long text costs no more than a short one. */
export const outlineMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksOf(view);
    }
    update({ docChanged, viewportChanged, view }: ViewUpdate) {
      if (docChanged || viewportChanged) this.decorations = marksOf(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksOf(view: EditorView): DecorationSet {
  const { from, to } = view.viewport;
  const start = view.state.doc.lineAt(from).from;
  const seen = view.state.sliceDoc(start, Math.min(to, start + MOST));
  const found: Range<Decoration>[] = findFields(seen).map((field) => FIELD.range(start + field.from, start + field.to));
  for (const section of splitSections(seen)) {
    const end = seen.slice(section.from, section.bodyFrom).trimEnd().length;
    if (end > 0) found.push(HEADING.range(start + section.from, start + section.from + end));
  }
  return Decoration.set(found, true);
}
