import { Tokenizer } from 'htmlparser2';
import { TextLines } from '#lib/fhir/text-lines';

/** Elements whose content nobody reads; the tokenizer takes it as one run up to their end tag. */
const UNREAD = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes']);

/** Elements with a blank line around them, and those that only stand on lines of their own. */
const APART = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote hr'.split(' '));
const ON_OWN_LINE = new Set(
  'div li dt dd tr caption section article header footer main nav aside address figure figcaption form fieldset body html'.split(
    ' ',
  ),
);

/** Words that are struck out stay readable as such: printed plainly they would say the opposite. */
const STRUCK = new Set(['del', 's', 'strike']);

/** UTF-16 units handed over at a time: after each it is seen whether the text is too long already. */
const PIECE = 65_536;

/** Deeper lists are indented no further: each level costs every line of it. */
const DEEPEST_LIST = 8;

/**
 * What a reader of HTML (or XHTML) reads, as lines: paragraphs, line breaks, list items and table rows are lines, cells
 * are parted by ` | `, entities are decoded once, no-break spaces become spaces; scripts, styles, comments and attributes
 * are left out. Tags need not match: nothing is nested in memory, so any text is read in linear time and never fails.
 * Null: the text has more than `limit` UTF-16 units.
 */
export function htmlToText(markup: string, limit: number): string | null {
  const html = markup.replace(/\r\n?/g, '\n');
  const lines = new TextLines();
  let name = '';
  const lists: number[] = [];
  const cells: number[] = [];
  let unread: string | null = null;

  const open = (): void => {
    if (UNREAD.has(name)) unread = name;
    if (name === 'br') lines.breakLine();
    else if (name === 'td' || name === 'th') {
      lines.beginCell((cells.at(-1) ?? 0) > 0);
      cells.push((cells.pop() ?? 0) + 1);
      return;
    }
    if (name === 'tr' && (cells.at(-1) ?? 0) > 0) lines.endCell();
    around();
    if (name === 'tr') cells.splice(-1, 1, 0);
    if (name === 'table') cells.push(0);
    if (name === 'ul') lists.push(-1);
    if (name === 'ol') lists.push(0);
    if (name === 'pre') lines.keepBlanks(true);
    if (name === 'sup') lines.raise();
    if (STRUCK.has(name)) lines.write('[deleted: ');
    if (name === 'li') beginItem();
  };

  const close = (): void => {
    if (unread === name) unread = null;
    if (name === 'pre') lines.keepBlanks(false);
    if (name === 'ul' || name === 'ol') lists.pop();
    if (name === 'table') cells.pop();
    if (STRUCK.has(name)) lines.write(']');
    if (name === 'td' || name === 'th' || name === 'li') lines.endCell();
    around();
  };

  const around = (): void => {
    const isInnerList = lists.length > 0 && (name === 'ul' || name === 'ol');
    if (APART.has(name) && !isInnerList) lines.endLine(2);
    else if (ON_OWN_LINE.has(name) || isInnerList) lines.endLine(1);
  };

  const beginItem = (): void => {
    const number = lists.at(-1) ?? -1;
    if (number >= 0) lists.splice(-1, 1, number + 1);
    lines.beginItem(Math.min(lists.length, DEEPEST_LIST) - 1, number < 0 ? '-' : `${number + 1}.`);
  };

  const nothing = (): void => undefined;
  const write = (text: string): void => {
    if (unread === null) lines.write(text);
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true, recognizeSelfClosing: true },
    {
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        open();
      },
      onclosetag: (start, end) => {
        name = html.slice(start, end).trim().toLowerCase();
        close();
      },
      onselfclosingtag: close,
      ontext: (start, end) => write(html.slice(start, end)),
      ontextentity: (codePoint) => write(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => write(html.slice(start, end - offset)),
      onattribdata: nothing,
      onattribend: nothing,
      onattribentity: nothing,
      onattribname: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
    },
  );
  for (let at = 0; at < html.length && lines.length <= limit; at += PIECE) tokenizer.write(html.slice(at, at + PIECE));
  if (lines.length <= limit) tokenizer.end();
  return lines.length > limit ? null : lines.text();
}
