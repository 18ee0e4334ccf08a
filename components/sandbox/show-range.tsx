import type { TextRange } from '#components/sandbox/text-range';

/** Marks a stretch of a text area's text, gives it the focus, and scrolls both to where the stretch is seen. */
export function showRange(area: HTMLTextAreaElement, { start, end }: TextRange): void {
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  area.scrollTop = Math.max(offsetOf(area, start) - area.clientHeight / 3, 0);
  area.scrollIntoView({ block: 'nearest' });
}

/** How far below the first line a position is, in pixels: a text area does not tell, so the text is set once more beside it. */
function offsetOf(area: HTMLTextAreaElement, at: number): number {
  const mirror = document.createElement('div');
  const { font, lineHeight, padding, letterSpacing, tabSize } = getComputedStyle(area);
  Object.assign(mirror.style, {
    position: 'absolute',
    visibility: 'hidden',
    boxSizing: 'border-box',
    width: `${area.clientWidth}px`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    font,
    lineHeight,
    padding,
    letterSpacing,
    tabSize,
  });
  const mark = document.createElement('span');
  mark.textContent = '.';
  mirror.append(area.value.slice(0, at), mark);
  document.body.append(mirror);
  const { offsetTop } = mark;
  mirror.remove();
  return offsetTop;
}
